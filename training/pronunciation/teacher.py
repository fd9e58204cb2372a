"""Asks the teacher, espeak-ng, what it says: its output teaches, nothing of its own is kept.

Words are asked many at a time, each between two others that change nothing about it. What is told comes as ``Sound``:
an IPA symbol and a stress, as ``vivavoce`` tells of the phonemes of the formant voices, which is what the house voices
were taught with. No sound is made, which is ten times faster and gives the same phones.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from training.pronunciation.words import TEACHERS
from vivavoce.engine.espeak import IPA, Setting, espeak, fields
from vivavoce.engine.espeak_phones import polished
from vivavoce.engine.formant import spoken_by
from vivavoce.text.pronouncing.phones import Phone, is_vowel

STRESSES = {"ˌ": 1, "ˈ": 2}
TOGETHER = 200  # texts in one question
CARRIER = "Lil {} lil."  # sonorants: no voicing passes over
BETWEEN = "_"  # phones, as asked for
SEPARATED = IPA | ord(BETWEEN) << 8  # mode of espeak_TextToPhonemes


# What the teacher writes otherwise in transcriptions than the voices were told while it spoke, and its rarest sounds.
RESPELLED = {
    "ɪː": ("ɪ",), "tʲ": ("t", "ʲ"), "nʲ": ("ɲ",), "ɬ": ("l",), "iːː": ("iː",), "o": ("oː",), "tɕ": ("tʃ",), "1": (),
}  # fmt: skip


class Sound(NamedTuple):
    """A phone as the teacher says it. symbol: IPA without stress; stress: 0, 1 secondary, 2 primary."""

    symbol: str
    stress: int


Said = tuple[Sound, ...]


def sound(symbol: str) -> Sound:
    """A phoneme of the teacher's."""
    stress = max((STRESSES.get(letter, 0) for letter in symbol), default=0)
    return Sound(symbol.lstrip("ˈˌ"), stress)


def phones(said: Said) -> tuple[Phone, ...]:
    """In the phones of the voices."""
    return tuple(
        Phone(symbol, one.stress if is_vowel(symbol) else 0)
        for one in said
        for symbol in RESPELLED.get(one.symbol, (one.symbol,))
    )


def told(text: str, language: str) -> list[list[Said]]:
    """The words of each clause of the text, as far as the teacher takes them apart: "of the" is one word to it."""
    setting = Setting(spoken_by(espeak())[TEACHERS[language]].attributes)
    (message,) = espeak()._ask(("transcribe", *fields(setting), text, 0, SEPARATED))
    clauses: list[str] = message[1]
    return [[said for word in clause.split() if (said := parts(word))] for clause in clauses]


def parts(word: str) -> Said:
    """The phones of a transcribed word; "(de)", where the language changes, is none."""
    symbols = (polished(symbol) for symbol in word.split(BETWEEN) if symbol and not symbol.startswith("("))
    return tuple(sound(symbol) for symbol in symbols if symbol)


def spoken(texts: Sequence[str], language: str) -> Iterator[list[Said]]:
    """The words of each text, which is one clause; [] where the teacher makes more than one clause of a text."""
    for first in range(0, len(texts), TOGETHER):
        together = texts[first : first + TOGETHER]
        clauses = told("\n\n".join(together), language)
        if len(clauses) == len(together):
            yield from clauses
            continue
        for text in together:
            alone = told(text, language)
            yield alone[0] if len(alone) == 1 else []


def citations(words: Iterable[str], language: str, carrier: str = CARRIER) -> dict[str, Said]:
    """Each word as it is said in a clause, ``{}`` in the carrier; words that nothing is heard of are left out."""
    words = list(words)
    before, after = (len(part.strip(" .").split()) for part in carrier.split("{}"))
    found = {}
    for word, said in zip(words, spoken([carrier.format(word) for word in words], language), strict=True):
        phones = tuple(phone for one in said[before : len(said) - after] for phone in one)
        if phones:
            found[word] = phones
    return found
