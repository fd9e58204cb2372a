"""The languages espeak-ng speaks, read from its own files, under the tags of BCP 47."""

from dataclasses import dataclass
from pathlib import Path

# What espeak-ng calls otherwise than BCP 47 does, or than a reader of the tag would take it: "ca-ba" would be Catalan
# in Bosnia. Variants are as registered with IANA; what is not registered stands behind an x.
TAGS = {
    "ca-ba": "ca-x-balear",
    "ca-nw": "ca-x-nw",
    "ca-va": "ca-valencia",
    "chr-us-qaaa-x-west": "chr",
    "en-us-nyc": "en-US-x-nyc",
    "es": "es-ES",
    "piqd": "tlh",
    "pt": "pt-PT",
    "py": "x-pyash",
    "ru-cl": "ru-x-classic",
    "vi-vn-x-central": "vi-x-central",
    "vi-vn-x-south": "vi-x-south",
}

# Two files claim the same language; the name of the file says which one is meant.
NAMED_BY_FILE = {"yue-Latn-jyutping": "yue-Latn-jyutping"}

# Attributes of a language file that are timbre: a voice brings its own, so that it sounds alike in all languages.
TIMBRE = {
    "breath",
    "breathw",
    "clarity",
    "consonants",
    "echo",
    "flutter",
    "formant",
    "gender",
    "klatt",
    "pitch",
    "roughness",
    "tone",
    "voicing",
}
# Attributes that say nothing about sound.
ABOUT = {"maintainer", "name", "status", "variants"}
HIDDEN = {"xex"}  # tests of espeak-ng's own


@dataclass(frozen=True, slots=True)
class Language:
    """A language as espeak-ng speaks it.

    tag: BCP 47
    name: in English: "German", "English (Scotland)"
    phonemes: the name of its table of phonemes
    attributes: the lines of its file that make the language, its timbre left out
    """

    tag: str
    name: str
    phonemes: str
    attributes: str


def languages(data: Path) -> dict[str, Language]:
    """Tag → language, sorted, of every language whose dictionary is in the folder too."""
    found = (language_in(file, data) for file in sorted((data / "lang").rglob("*")) if file.is_file())
    return {one.tag: one for one in sorted((one for one in found if one), key=lambda one: one.tag)}


def language_in(file: Path, data: Path) -> Language | None:
    """The language a file describes; None when it cannot be spoken."""
    lines = [line.split("//")[0].strip() for line in file.read_text("utf-8").splitlines()]
    pairs = [(key, value.strip()) for key, _, value in (line.partition(" ") for line in spaced(lines))]
    first = dict(reversed(pairs))  # the first line of each attribute is the one that counts
    code = first["language"].split()[0]
    family = code.split("-")[0]
    dictionary = data / f"{first.get('dictionary', family)}_dict"
    if code in HIDDEN or not dictionary.is_file():
        return None
    return Language(
        tag=NAMED_BY_FILE.get(file.name) or TAGS.get(code.lower()) or canonical(code),
        name=first["name"],
        phonemes=first.get("phonemes", family),
        attributes="".join(f"{key} {value}\n" for key, value in pairs if key not in TIMBRE | ABOUT),
    )


def spaced(lines: list[str]) -> list[str]:
    """The lines that say something, with tabs as spaces."""
    return [line.replace("\t", " ") for line in lines if line and not line.startswith("#")]


def canonical(code: str) -> str:
    """The tag as RFC 5646 writes it: zh-hant-tw as zh-Hant-TW, but all small behind a single letter."""
    subtags = code.lower().split("-")
    private = next((index for index, subtag in enumerate(subtags) if len(subtag) == 1), len(subtags))
    return "-".join(written(subtag) if 0 < index < private else subtag for index, subtag in enumerate(subtags))


def written(subtag: str) -> str:
    """A region in capitals, a script with one, a variant small."""
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag
