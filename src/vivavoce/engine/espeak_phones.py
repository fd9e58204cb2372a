"""Phones in IPA, and what espeak-ng calls them in each of its languages.

Nothing tells what a phoneme of espeak-ng sounds like but the IPA it prints while speaking it: so each language's
phonemes are spoken once, and the names put down beside what was printed. A phone that the language lacks becomes the
one that is nearest by the way it is made.
"""

import functools
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from vivavoce.engine.espeak import FASTEST_SPEED, Espeak, Setting
from vivavoce.engine.espeak_languages import Language
from vivavoce.errors import BadRequest, EngineFailed

PRIMARY, SECONDARY = "ˈ", "ˌ"
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

# Other ways to write a phone than the one compared here.
SPELLINGS = {
    "g": "ɡ",
    ":": "ː",
    "'": PRIMARY,
    ",": SECONDARY,
    "ʦ": "ts",
    "ʣ": "dz",
    "ʧ": "tʃ",
    "ʤ": "dʒ",
    "ʨ": "tɕ",
    "ʥ": "dʑ",
}
SYLLABIC = "\u0329"  # the mark below a consonant that a syllable is built on
SCHWA = "ə"
REDUCED = frozenset("əɐᵻɚ")  # vowels that no stress falls on when another is there to carry it
IGNORED = frozenset(".‿|͜͡˥˦˧˨˩˩↗↘")  # ties, syllable breaks and tones, which these voices cannot be told
BROAD = {"en": {"r": "ɹ"}}  # what nearly everyone writes for a language's own sound

# The consonants of the IPA chart: a line for each manner, unvoiced before voiced; columns are bilabial, labiodental,
# dental, alveolar, postalveolar, retroflex, alveolopalatal, palatal, velar, uvular, pharyngeal, glottal.
CHART = {
    "click       ": "ʘ .|. .|ǀ .|ǃ .|ǁ .|. .|. .|ǂ .|. .|. .|. .|. .",
    "implosive   ": ". ɓ|. .|. .|. ɗ|. .|. .|. .|. ʄ|. ɠ|. ʛ|. .|. .",
    "plosive     ": "p b|. .|. .|t d|. .|ʈ ɖ|. .|c ɟ|k ɡ|q ɢ|ʡ .|ʔ .",
    "fricative   ": "ɸ β|f v|θ ð|s z|ʃ ʒ|ʂ ʐ|ɕ ʑ|ç ʝ|x ɣ|χ ʁ|ħ ʕ|h ɦ",
    "lateral hiss": ". .|. .|. .|ɬ ɮ|. .|. .|. .|. .|. .|. .|. .|. .",
    "approximant ": ". w|. ʋ|. .|. ɹ|. .|. ɻ|. ɥ|. j|ʍ ɰ|. .|ʜ ʢ|. .",
    "lateral     ": ". .|. .|. .|. l|. ɫ|. ɭ|. .|. ʎ|. ʟ|. .|. .|. .",
    "tap         ": ". .|. ⱱ|. .|. ɾ|. ɺ|. ɽ|. .|. .|. .|. .|. .|. .",
    "trill       ": ". ʙ|. .|. .|. r|. .|. .|. .|. .|. .|. ʀ|. .|. .",
    "nasal       ": ". m|. ɱ|. .|. n|. .|. ɳ|. .|. ɲ|. ŋ|. ɴ|. .|. .",
}
# The vowels: a line for each height from close to open; front, central and back; unrounded before rounded.
TRAPEZIUM = ["i y|ɨ ʉ|ɯ u", "ɪ ʏ|ᵻ .|. ʊ", "e ø|ɘ ɵ|ɤ o", ". .|ə .|. .", "ɛ œ|ɜ ɞ|ʌ ɔ", "æ .|ɐ .|. .", "a ɶ|. .|ɑ ɒ"]
HEIGHTS = (0.0, 0.5, 2.0, 3.0, 4.0, 5.5, 6.0)  # of its lines: the lax vowels belong to their tense neighbours
COLOURED = {"ɚ": "ə", "ɝ": "ɜ"}  # vowels with an r in them

# How far apart two phones are: steps of place or height 1, and the rest in such steps, so that what changes the word
# least changes most easily. Ordered by hand; only the order matters.
MANNER_STEP = 2.0
VOICE_STEP = 1.5
ROUND_STEP = 1.0
BACK_STEP = 1.5
COLOUR_STEP = 1.0
MODIFIER_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Made:
    """How a single phone is made: where it stands among the others of its kind, and what modifies it."""

    vowel: bool
    position: tuple[float, ...]
    modifiers: frozenset[str]

    def distance(self, other: "Made") -> float:
        """How different the two sound; a vowel and a consonant cannot be compared."""
        if self.vowel != other.vowel:
            return float("inf")
        apart = sum(abs(mine - theirs) for mine, theirs in zip(self.position, other.position, strict=True))
        return apart + MODIFIER_STEP * len(self.modifiers ^ other.modifiers)


def chart() -> dict[str, tuple[bool, tuple[float, ...]]]:
    """Letter of the IPA → whether it is a vowel, and its position."""
    made: dict[str, tuple[bool, tuple[float, ...]]] = {}
    for manner, line in enumerate(CHART.values()):
        for place, pair in enumerate(line.split("|")):
            for voiced, letter in enumerate(pair.split()):
                made[letter] = False, (MANNER_STEP * manner, float(place), VOICE_STEP * voiced)
    for height, line in zip(HEIGHTS, TRAPEZIUM, strict=True):
        for back, pair in enumerate(line.split("|")):
            for rounded, letter in enumerate(pair.split()):
                made[letter] = True, (height, BACK_STEP * back, ROUND_STEP * rounded, 0.0)
    for letter, plain in COLOURED.items():
        made[letter] = True, (*made[plain][1][:3], COLOUR_STEP)
    made.pop(".")
    return made


LETTERS = chart()


@functools.cache
def polished(symbol: str) -> str:
    """A phoneme as espeak-ng prints it, in IPA, with its stress mark."""
    stress = symbol[: len(symbol) - len(symbol.lstrip(PRIMARY + SECONDARY))]
    sound = symbol[len(stress) :]
    return stress[:1] + (WHOLE.get(sound) or ASPIRATED.sub("ʰ", sound).translate(SINGLE))


def is_vowel(symbol: str) -> bool:
    """Whether a syllable can be built on the phoneme, which may carry a stress mark."""
    sound = symbol.lstrip(PRIMARY + SECONDARY)
    return SYLLABIC in sound or LETTERS.get(sound[:1], (False, ()))[0]


def letters_of(sound: str) -> list[str]:
    """The sound cut into letters, each with what modifies it: "ɔ̃ː" is one, "aɪ" two.

    raises: BadRequest when there is something in it that is not IPA
    """
    parts: list[str] = []
    for character in unicodedata.normalize("NFD", sound):
        if character in LETTERS:
            parts.append(character)
        elif parts and (unicodedata.combining(character) or unicodedata.category(character) in ("Lm", "Sk")):
            parts[-1] += character
        else:
            raise BadRequest(f"{sound!r} is not a phone of the IPA: {character!r} is not one of its letters")
    return parts


def made(part: str) -> Made:
    """How a letter with its modifiers is made."""
    vowel, position = LETTERS[part[0]]
    return Made(vowel, position, frozenset(part[1:]))


def spelled(phone: str, language: str) -> str:
    """The phone as it is compared here: one spelling for each sound."""
    phone = unicodedata.normalize("NFD", "".join(SPELLINGS.get(one, one) for one in phone if one not in IGNORED))
    return unicodedata.normalize("NFC", BROAD.get(language.split("-")[0], {}).get(phone, phone))


class Phones:
    """Finds espeak-ng's names for phones in IPA; language: the one they are to be spoken in."""

    def __init__(self, espeak: Espeak, language: Language) -> None:
        self._tag = language.tag
        self._names = learnt(espeak, language)
        self._singles = [one for one in self._names if is_single(one)]

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
        sounds = self._diphthongs([spelled(phone.strip(), self._tag) for phone in phones])
        stressed = any(one in sound for sound in sounds for one in STRESS)
        stress, names = "", []
        for sound in sounds:
            stress = next((STRESS[one] for one in sound if one in STRESS), stress)
            for part, name in self._parts("".join(one for one in sound if one not in STRESS)):
                if not stressed and is_vowel(part) and not REDUCED.intersection(part):
                    stress, stressed = STRESS[PRIMARY], True
                names.append(stress + name if is_vowel(part) else name)
                stress = "" if is_vowel(part) else stress
        return names

    def _diphthongs(self, sounds: Iterable[str]) -> list[str]:
        """The sounds, with vowels that follow each other joined where the language has them as one: "ə", "ʊ"."""
        joined: list[str] = []
        for sound in sounds:
            before = joined[-1].lstrip(PRIMARY + SECONDARY) if joined else ""
            if is_vowel(before) and is_vowel(sound) and sound[0] not in STRESS and before + sound in self._names:
                joined[-1] += sound
            else:
                joined.append(sound)
        return joined

    def _parts(self, sound: str) -> Iterator[tuple[str, str]]:
        """The sounds of the language that say the sound, with their names: one if it has it, else one a letter."""
        if sound in self._names:
            yield sound, self._names[sound]
            return
        for part in letters_of(sound):
            if SYLLABIC in part and part not in self._names:
                yield from self._parts(SCHWA + part.replace(SYLLABIC, ""))
                continue
            found = part if part in self._names else self._nearest(part)
            yield found, self._names[found]

    def _nearest(self, part: str) -> str:
        wanted = made(part)
        return min(self._singles, key=lambda one: (made(unicodedata.normalize("NFD", one)).distance(wanted), one))


def is_single(sound: str) -> bool:
    """Whether the sound is one letter that can be compared to others, with what modifies it."""
    try:
        return len(letters_of(sound)) == 1 and SYLLABIC not in sound
    except BadRequest:  # espeak-ng prints some signs of its own
        return False


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
