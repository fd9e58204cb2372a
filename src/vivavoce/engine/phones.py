"""Phones in IPA: how they are made, and which of the sounds that a synthesizer has says one.

A phone that a synthesizer lacks becomes the one that is nearest by the way it is made.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from vivavoce.errors import BadRequest

PRIMARY, SECONDARY = "ˈ", "ˌ"

STRESSES = PRIMARY + SECONDARY

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


def is_vowel(symbol: str) -> bool:
    """Whether a syllable can be built on the phoneme, which may carry a stress mark."""
    sound = symbol.lstrip(STRESSES)
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


class Inventory:
    """The sounds that a language or a model has.

    sounds: in IPA, without stress; one that is no IPA is found by its own spelling only
    language: BCP 47 tag, for what nearly everyone writes for a sound of its own
    """

    def __init__(self, sounds: Collection[str], language: str) -> None:
        self._sounds = frozenset(sounds)
        self._language = language
        self._singles = sorted(one for one in self._sounds if is_single(one))

    def word(self, phones: Sequence[str]) -> list[tuple[str, str]]:
        """The stress mark, "" for none, and the sound of each sound that says a word; stress stands on vowels.

        phones: one each, with the stress mark of its syllable if it carries one; a word without any mark is stressed
            on its first full vowel
        raises: BadRequest when one is not IPA
        """
        spellings = self._diphthongs([spelled(phone.strip(), self._language) for phone in phones])
        stressed = any(mark in spelling for spelling in spellings for mark in STRESSES)
        stress, told = "", []
        for spelling in spellings:
            stress = next((one for one in spelling if one in STRESSES), stress)
            for sound in self._parts("".join(one for one in spelling if one not in STRESSES)):
                if not stressed and is_vowel(sound) and not REDUCED.intersection(sound):
                    stress, stressed = PRIMARY, True
                told.append((stress if is_vowel(sound) else "", sound))
                stress = "" if is_vowel(sound) else stress
        return told

    def _diphthongs(self, spellings: Iterable[str]) -> list[str]:
        """The phones, with vowels that follow each other joined where the language has them as one: "ə", "ʊ"."""
        joined: list[str] = []
        for spelling in spellings:
            before = joined[-1].lstrip(STRESSES) if joined else ""
            if (
                is_vowel(before)
                and is_vowel(spelling)
                and spelling[0] not in STRESSES
                and before + spelling in self._sounds
            ):
                joined[-1] += spelling
            else:
                joined.append(spelling)
        return joined

    def _parts(self, phone: str) -> Iterator[str]:
        """The sounds that say the phone: itself if there is it, else one a letter."""
        if phone in self._sounds:
            yield phone
            return
        for part in letters_of(phone):
            if SYLLABIC in part and part not in self._sounds:
                yield from self._parts(SCHWA + part.replace(SYLLABIC, ""))
                continue
            yield part if part in self._sounds else self._nearest(part)

    def _nearest(self, part: str) -> str:
        wanted = made(part)
        return min(self._singles, key=lambda one: (made(unicodedata.normalize("NFD", one)).distance(wanted), one))


def is_single(sound: str) -> bool:
    """Whether the sound is one letter that can be compared to others, with what modifies it."""
    try:
        return len(letters_of(sound)) == 1 and SYLLABIC not in sound
    except BadRequest:  # espeak-ng prints some signs of its own
        return False
