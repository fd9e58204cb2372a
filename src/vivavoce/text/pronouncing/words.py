"""How a word is said by itself: from the lexicon, from its parts, letter by letter, or as the model guesses."""

import functools
import re
import unicodedata
from collections.abc import Iterable

from vivavoce.text.pronouncing.letters import letters_of
from vivavoce.text.pronouncing.lexicon import Lexicon, lexicon
from vivavoce.text.pronouncing.model import model
from vivavoce.text.pronouncing.phones import Phone

Phones = tuple[Phone, ...]

VOWELS = frozenset("aeiouyàáâäåæèéêëíîïóôöøœùúûü")
DIGITS = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "nl": "nul één twee drie vier vijf zes zeven acht negen",
}
PARTS = re.compile(r"\d|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*['’ʼ]?")  # a digit, or letters with apostrophes inside
HISSING = frozenset({"s", "z", "ʃ", "ʒ", "tʃ", "dʒ"})
UNVOICED = frozenset({"p", "t", "k", "f", "θ"})
KEPT = 50_000  # words whose sounds are remembered …
LONGEST = 40  # … if they have no more letters: a word that is longer is hardly met twice


class Words:
    """The words of a language: "en", "de" or "nl". stored: the words that need no guess"""

    def __init__(self, language: str, stored: Lexicon) -> None:
        self.language = language
        self._lexicon = stored
        self._remembered: dict[str, Phones] = {}

    def said(self, words: Iterable[str]) -> list[Phones]:
        """How each is said; () of one with nothing in it that has a sound. What is not known is guessed together."""
        words = list(words)
        parts = [self._parts(word) for word in words]
        guessed = self._guessed(part for found in parts for part in found if self._known(part) is None)
        return [
            tuple(phone for part in found for phone in self._known(part) or guessed.get(letters_of(part), ()))
            for found in parts
        ]

    def letter(self, letter: str) -> Phones:
        """The name of a letter; () of a character that is none."""
        return tuple(
            phone
            for one in letters_of(letter)
            for phone in self._lexicon.get(f"{one}.") or self._lexicon.get(one) or ()
        )

    def _parts(self, word: str) -> list[str]:
        """What is said one after the other: the word, its halves at a hyphen, letters where it is spelled, digits."""
        known = self._known(word)
        if known is not None:
            return [word]
        found: list[str] = []
        for part in PARTS.findall(unicodedata.normalize("NFC", word)):
            if part.isdigit():
                found.append(DIGITS[self.language].split()[unicodedata.digit(part, 0)])
            elif self._known(part) is None and is_spelled(part):
                found += [f"{letter}." for letter in letters_of(part) if letter != "'"]
            else:
                found.append(part)
        return found

    def _known(self, part: str) -> Phones | None:
        """From the lexicon, as it is written, or written small, or in letters known here."""
        for spelling in (part, part.lower(), letters_of(part)):
            found = self._lexicon.get(spelling)
            if found is not None:
                return found
        base = letters_of(part).removesuffix("'s") if self.language == "en" and part[-1:] in "sS" else ""
        found = self._lexicon.get(base) if base != letters_of(part) else None
        return None if found is None else with_s(found)

    def _guessed(self, parts: Iterable[str]) -> dict[str, Phones]:
        """What the model says of the parts, by their letters; what it has said before is remembered."""
        wanted = sorted({letters_of(part) for part in parts} - {""})
        found = {letters: said for letters in wanted if (said := self._remembered.get(letters)) is not None}
        new = [letters for letters in wanted if letters not in found]
        if not new:
            return found
        guessed = dict(zip(new, model()(new, self.language), strict=True))
        if len(self._remembered) + len(new) > KEPT:
            self._remembered.clear()
        self._remembered.update((letters, said) for letters, said in guessed.items() if len(letters) <= LONGEST)
        return found | guessed


def with_s(word: Phones) -> Phones:
    """An English word with 's: "Philip's", "Max's", "Ann's"."""
    last = word[-1].symbol
    if last in HISSING:
        return (*word, Phone("ᵻ", 0), Phone("z", 0))
    return (*word, Phone("s" if last in UNVOICED else "z", 0))


def is_spelled(part: str) -> bool:
    """Whether it can only be told letter by letter: it has letters, and no vowel among them."""
    letters = letters_of(part)
    return bool(letters) and not VOWELS.intersection(letters)


@functools.cache
def words(language: str) -> Words:
    """The words of a language, loaded once."""
    return Words(language, lexicon(language))
