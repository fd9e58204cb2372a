"""Phones in IPA, and what espeak-ng calls them in each of its languages.

Nothing tells what a phoneme of espeak-ng sounds like but the IPA it prints while speaking it: so each language's
phonemes are spoken once, and the names put down beside what was printed.
"""

import functools
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from vivavoce.engine.espeak import FASTEST_SPEED, Espeak, Setting
from vivavoce.engine.espeak_languages import Language
from vivavoce.engine.phones import PRIMARY, SECONDARY, Inventory
from vivavoce.errors import EngineFailed

STRESS = {PRIMARY: "'", SECONDARY: ","}  # IPA → espeak-ng

# What espeak-ng prints where it has no IPA for a phoneme of its own. Whole symbols first, then single characters.
WHOLE = {
    "a.": "aˤ",
    "i.": "ɨ",
    "oe:": "øː",
    "onɡ": "oŋ",
    "r.": "ɽ",
    "s.": "ʂ",
    "ts.": "ʈʂ",
    "ts.h": "ʈʂʰ",
    "u.": "uˤ",
}
SINGLE = str.maketrans(
    {
        '"': "\u0308",
        "#": "\u0325",
        "+": "",
        "-": "",
        ":": "ː",
        "?": "ʔ",
        "A": "ɑ",
        "K": "χ",
        "N": "ŋ",
        "S": "ʃ",
        "X": "χ",
        "Z": "ʒ",
        "[": "\u032a",
        "\x01": "",
        "^": "ʲ",
        "_": "",
        "`": "ʼ",
        "g": "ɡ",
        "ʦ": "ts",
        "Φ": "ɸ",
        "ε": "ɛ",
    }
)
ASPIRATED = re.compile(r"(?<=[ptkcqɕʂs])_?h$")  # "th" in Mandarin, "k_h" in Thai


@functools.cache
def polished(symbol: str) -> str:
    """A phoneme as espeak-ng prints it, in IPA, with its stress mark."""
    stress = symbol[: len(symbol) - len(symbol.lstrip(PRIMARY + SECONDARY))]
    sound = symbol[len(stress) :]
    return stress[:1] + (WHOLE.get(sound) or ASPIRATED.sub("ʰ", sound).translate(SINGLE))


class Phones:
    """Finds espeak-ng's names for phones in IPA; language: the one they are to be spoken in."""

    def __init__(self, espeak: Espeak, language: Language) -> None:
        self._names = learnt(espeak, language)
        self._inventory = Inventory(self._names, language.tag)

    def names(self, phones: Sequence[str]) -> list[str]:
        """The phones as espeak-ng reads them, each string between [[ and ]]: a word, or a part of one that is too long.

        phones: one each, with the stress mark of its syllable if it carries one; white space alone parts words; a word
            without any mark is stressed on its first full vowel
        raises: BadRequest when one is not IPA
        """
        words = [list(word) for white, word in groupby(phones, key=str.isspace) if not white]
        return ["|".join(part) for word in words for part in batches(self._word(word), LONGEST_WORD)]

    def _word(self, phones: Sequence[str]) -> list[str]:
        """The names of the phones of one word."""
        return [STRESS.get(stress, "") + self._names[sound] for stress, sound in self._inventory.word(phones)]


# Of a phoneme in espeak-ng's file "phontab", as synthdata.h declares it; of a table, the header before its phonemes.
PHONEME = struct.Struct("<4sIHBBBBBB")  # name, flags, program, code, type, …
TABLE = struct.Struct("<BBxx32s")  # phonemes in it, number of the table it builds on (from 1 on, 0 for none), name
VOWEL, FIRST_CONSONANT, LAST_CONSONANT = 2, 3, 8  # types of phonemes; the others are pauses, stresses and the like
SILENT = "NULL"  # the name of the phoneme without sound


def tables(data: Path) -> dict[str, dict[int, tuple[str, int]]]:
    """Name of each table of phonemes → code of each of its phonemes → its name and type."""
    content = (data / "phontab").read_bytes()
    found: dict[str, dict[int, tuple[str, int]]] = {}
    at = 4
    for _ in range(content[0]):
        count, below, name = TABLE.unpack_from(content, at)
        at += TABLE.size
        phonemes = dict(found[list(found)[below - 1]]) if below else {}
        for label, _, _, code, kind, *_ in PHONEME.iter_unpack(content[at : at + count * PHONEME.size]):
            phonemes[code] = text_of(label), kind
        at += count * PHONEME.size
        found[text_of(name)] = phonemes
    return found


def text_of(field: bytes) -> str:
    return field.split(b"\0")[0].decode("latin-1")


@functools.cache
def learnt(espeak: Espeak, language: Language) -> Mapping[str, str]:
    """IPA → espeak-ng's name of each phoneme the language has.

    Each is spoken beside another, for at the end of a word many languages change the sound: a consonant before a
    vowel, a vowel before a consonant.
    """
    phonemes = tables(espeak.data)[language.phonemes].values()
    vowels = [name for name, kind in phonemes if kind == VOWEL]
    consonants = [name for name, kind in phonemes if FIRST_CONSONANT <= kind <= LAST_CONSONANT and name != SILENT]
    beside = next(name for name in ("a", "A:", "@", *vowels) if name in vowels)
    samples = {f"{name}|t": name for name in vowels} | {f"{name}|{beside}": name for name in consonants}
    heard: dict[str, str] = {}
    for sample, sound in spoken(espeak, language, list(samples)):
        name = samples[sample]
        if sound and (sound not in heard or plainness(name) < plainness(heard[sound])):
            heard[sound] = name
    return heard


def plainness(name: str) -> tuple[int, int, str]:
    """Orders names of the same sound: the plain one before its variants, which have digits and marks behind them."""
    return sum(not (one.isalpha() or one in ":@") for one in name), len(name), name


LONGEST_WORD = 24  # phones; their names and what stands between them have to fit the 160 bytes of a word
BATCH = 40  # samples spoken at once: far from the 1000 phonemes that espeak-ng has room for


def spoken(espeak: Espeak, language: Language, samples: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each sample with the IPA of all that is heard in it but the last phoneme."""
    for batch in batches(samples, BATCH):
        for sample, symbols in heard_in(espeak, language, batch).items():
            yield sample, unicodedata.normalize("NFC", "".join(symbols[:-1]))


def heard_in(espeak: Espeak, language: Language, samples: Sequence[str]) -> dict[str, list[str]]:
    """Each sample with what is heard in it; those that espeak-ng breaks down on are left out: O in Greenlandic."""
    starts, text = {}, ""
    for sample in samples:
        starts[len(text) + 2] = sample
        text += f"[[{sample}]], "  # a pause, for many sounds change between vowels too
    heard: dict[str, list[str]] = {sample: [] for sample in samples}
    current = samples[0]
    try:
        for sound in espeak.speak(text, Setting(language.attributes, FASTEST_SPEED), phonemes=True):
            for mark in sound.marks:
                if mark.kind == "word":
                    current = starts.get(mark.position, current)
                elif mark.symbol:
                    heard[current].append(polished(mark.symbol).lstrip(PRIMARY + SECONDARY))
    except EngineFailed:
        half = len(samples) // 2
        parts = (samples[:half], samples[half:]) if half else ()
        return {sample: symbols for part in parts for sample, symbols in heard_in(espeak, language, part).items()}
    return heard


def batches(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    """The items, so many at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))
