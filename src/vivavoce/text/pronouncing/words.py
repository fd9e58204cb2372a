"""How a word is said by itself: as is written down or stored, from its parts, letter by letter, or as guessed."""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from vivavoce.text.pronouncing.compounds import FULL, Part, joined, parts
from vivavoce.text.pronouncing.compounds import LANGUAGES as COMPOUNDING
from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.endings import with_bearing_ending
from vivavoce.text.pronouncing.letters import letters_of
from vivavoce.text.pronouncing.lexicon import Lexicon, lexicon
from vivavoce.text.pronouncing.model import model
from vivavoce.text.pronouncing.own import OwnWords, own_words, shorter, with_s
from vivavoce.text.pronouncing.phones import SECONDARY, Phone

Phones = tuple[Phone, ...]

VOWELS = frozenset("aeiouyàáâäåæèéêëíîïóôöøœùúûü")
DIGITS = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "nl": "nul één twee drie vier vijf zes zeven acht negen",
}
PARTS = re.compile(r"\d|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*['’ʼ]?")  # a digit, or letters with apostrophes inside
# Letters that a language writes other sounds with, so that a word without their marks would be another.
OWN_LETTERS = {"en": "", "de": "äöü", "nl": "ëïü"}
RARE_LETTERS = str.maketrans("áàâãåíìîóòôúùûñçê", "aaaaaiiiooouuunsè")  # of those that Dutch borrows
OPEN = re.compile(r"[^aeiouy']+i")  # a syllable, as respellings have it: "Shi-vawn"
SHORT_I = Phone("i", SECONDARY)
KEPT = 50_000  # words of which something is remembered …
LONGEST = 40  # … if they have no more letters: a word that is longer is hardly met twice


class Words:
    """The words of a language: "en", "de" or "nl". stored: the words that need no guess; own: those written by hand"""

    def __init__(self, language: str, stored: Lexicon, own: OwnWords) -> None:
        self.language = language
        self._lexicon, self._own = stored, own
        self._found: dict[str, Phones | None] = {}
        self._guessed: dict[str, Phones] = {}
        self._compounds: dict[str, tuple[Part, ...]] = {}

    def said(self, words: Iterable[str]) -> list[Phones]:
        """How each is said; () of one with nothing in it that has a sound. What is not known is guessed together."""
        words = list(words)
        pieces = [self._pieces(word) for word in words]
        guessed = self._guesses(part for found in pieces for piece in found for part in self._unknown(piece))
        return [tuple(phone for piece in found for phone in self._piece(piece, guessed)) for found in pieces]

    def letter(self, letter: str) -> Phones:
        """The name of a letter; () of a character that is none."""
        return tuple(
            phone
            for one in letters_of(letter)
            for phone in self._lexicon.get(f"{one}.") or self._lexicon.get(one) or ()
        )

    def is_own(self, word: str) -> bool:
        """Whether a word, written small, is one of those written by hand."""
        return self._own.get(word) is not None

    def _pieces(self, word: str) -> list[str]:
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
        """What is written down or stored; looked up once."""
        return remembered(self._found, part, self._look_up)

    def _look_up(self, part: str) -> Phones | None:
        """As it is written, or written small, in letters known here, without marks, or with no letter drawn out."""
        letters = letters_of(part)
        small = part.lower().replace("’", "'")
        for spelling in dict.fromkeys((small, letters, self._bare(part), *shorter(small))):
            found = self._own.get(spelling)
            if found is not None:
                return found
        for spelling in dict.fromkeys((part, small, letters, self._bare(part), *shorter(letters))):
            found = self._lexicon.get(spelling)
            if found is not None:
                return self._as_it_ends(letters, found)
        base = letters.removesuffix("'s") if self.language == "en" else letters
        found = (self._own.get(base) or self._lexicon.get(base)) if base != letters else None
        return None if found is None else with_s(found)

    def _bare(self, part: str) -> str:
        """The word in small letters without the marks that only tell how to say it: "façade", but not "schön".

        An é at the end is a syllable of its own, which the word without it does not have: "exposé".
        """
        letters = letters_of(part)
        if letters.rstrip("es").endswith("é"):
            return letters
        kept = OWN_LETTERS[self.language]
        return "".join(letter if letter in kept else unicodedata.normalize("NFD", letter)[0] for letter in letters)

    def _made_of(self, part: str) -> tuple[Part, ...]:
        """The words that an unknown one is made of; () if it is not."""
        if self.language not in COMPOUNDING:
            return ()
        return remembered(self._compounds, letters_of(part), self._taken_apart)

    def _taken_apart(self, letters: str) -> tuple[Part, ...]:
        return () if self._lexicon.is_word(letters) else parts(letters, self.language, self._is_word)

    def _is_word(self, word: str) -> bool:
        return self._lexicon.is_word(word) or self._own.get(word) is not None

    def _unknown(self, piece: str) -> Iterable[str]:
        """What of it must be guessed."""
        if self._known(piece) is not None:
            return []
        made_of = self._made_of(piece)
        return [one.word for one in made_of if self._known(one.word) is None] if made_of else [piece]

    def _piece(self, piece: str, guessed: Mapping[str, Phones]) -> Phones:
        known = self._known(piece)
        if known is not None:
            return known
        made_of = self._made_of(piece)
        if made_of:
            return joined([self._as_part(one.word, guessed) for one in made_of], made_of)
        letters = self._guessable(piece)
        said = guessed.get(letters, ())
        return (*said[:-1], SHORT_I) if self.language == "en" and OPEN.fullmatch(letters) else said

    def _as_part(self, word: str, guessed: Mapping[str, Phones]) -> Phones:
        full = FULL[self.language].get(word)
        return phones_of(full) if full else self._known(word) or guessed[self._guessable(word)]

    def _guessable(self, part: str) -> str:
        """Its letters, without marks that the model has hardly met in this language: it would skip what has them."""
        return letters_of(part).translate(RARE_LETTERS) if self.language == "nl" else letters_of(part)

    def _as_it_ends(self, letters: str, phones: Phones) -> Phones:
        return with_bearing_ending(letters, phones) if self.language == "nl" else phones

    def _guesses(self, parts: Iterable[str]) -> dict[str, Phones]:
        """What the model says of the parts, by their letters; what it has said before is remembered."""
        wanted = sorted({self._guessable(part) for part in parts} - {""})
        found = {letters: said for letters in wanted if (said := self._guessed.get(letters)) is not None}
        new = [letters for letters in wanted if letters not in found]
        told = dict(zip(new, map(self._as_it_ends, new, model()(new, self.language)), strict=True)) if new else {}
        return found | {letters: remembered(self._guessed, letters, told.__getitem__) for letters in new}


Found = TypeVar("Found")


def remembered(memory: dict[str, Found], word: str, find: Callable[[str], Found]) -> Found:
    """What was found of a word before, or is found now; several threads may ask."""
    try:
        return memory[word]
    except KeyError:
        found = find(word)
    if len(memory) >= KEPT:
        memory.clear()
    if len(word) <= LONGEST:
        memory[word] = found
    return found


def is_spelled(part: str) -> bool:
    """Whether it can only be told letter by letter: it has letters, and no vowel among them."""
    letters = letters_of(part)
    return bool(letters) and not VOWELS.intersection(letters)


@functools.cache
def words(language: str) -> Words:
    """The words of a language, loaded once."""
    return Words(language, lexicon(language), own_words(language))
