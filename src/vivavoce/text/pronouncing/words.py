"""How a word is said by itself: from the lexicon, from its parts, letter by letter, or as the model guesses."""

import functools
import re
import unicodedata
from collections.abc import Iterable

from vivavoce.text.pronouncing.letters import folded, letters_of
from vivavoce.text.pronouncing.lexicon import Lexicon, lexicon
from vivavoce.text.pronouncing.model import model
from vivavoce.text.pronouncing.phones import PRIMARY, SECONDARY, Phone

Phones = tuple[Phone, ...]

VOWELS = frozenset("aeiouyàáâäåæèéêëíîïóôöøœùúûü")
DIGITS = {
    "en": "zero one two three four five six seven eight nine".split(),
    "de": "null eins zwei drei vier fünf sechs sieben acht neun".split(),
    "nl": "nul een twee drie vier vijf zes zeven acht negen".split(),
}
PARTS = re.compile(r"\d|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*['’ʼ]?")  # a digit, or letters with apostrophes inside
KEPT = 50_000  # words whose sounds are remembered


class Words:
    """The words of a language: "en", "de" or "nl"."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._lexicon: Lexicon = lexicon(language)
        self._guessed: dict[str, Phones] = {}

    def said(self, words: Iterable[str]) -> list[Phones]:
        """How each is said; () of one with nothing in it that has a sound. What is not known is guessed together."""
        words = list(words)
        parts = [self._parts(word) for word in words]
        self._guess(part for found in parts for part in found if self._known(part) is None)
        return [self._joined([self._known(part) or self._guessed.get(letters_of(part), ()) for part in found]) for found in parts]

    def _parts(self, word: str) -> list[str]:
        """What is said one after the other: the word, its halves at a hyphen, letters where it is spelled, digits."""
        known = self._known(word)
        if known is not None:
            return [word]
        found: list[str] = []
        for part in PARTS.findall(unicodedata.normalize("NFC", word)):
            if part.isdigit():
                found.append(DIGITS[self.language][unicodedata.digit(part, 0)])
            elif self._known(part) is None and is_spelled(part):
                found += [letter.lower() + "." for one in letters_of(part) for letter in one if letter != "'"]
            else:
                found.append(part)
        return found

    def _known(self, part: str) -> Phones | None:
        """From the lexicon, as it is written, or written small, or in letters known here."""
        for spelling in (part, part.lower(), letters_of(part)):
            found = self._lexicon.get(spelling)
            if found is not None:
                return found
        return None

    def _guess(self, parts: Iterable[str]) -> None:
        """Let the model say what it has not said yet."""
        letters = sorted({letters_of(part) for part in parts} - self._guessed.keys() - {""})
        if len(self._guessed) + len(letters) > KEPT:
            self._guessed.clear()
        if letters:
            self._guessed.update(zip(letters, model()(letters, self.language), strict=True))

    def _joined(self, parts: list[Phones]) -> Phones:
        """The parts as one word: the first of two that are stressed keeps its stress, and the last of spelled ones."""
        return tuple(phone for part in parts for phone in part)


def is_spelled(part: str) -> bool:
    """Whether it can only be told letter by letter: it has letters, and no vowel among them."""
    letters = letters_of(part)
    return bool(letters) and not VOWELS.intersection(letters)


@functools.cache
def words(language: str) -> Words:
    """The words of a language, loaded once."""
    return Words(language)
