"""The words whose sounds are stored: those that are frequent, and those that the model gets wrong.

A lexicon is four lines of UTF-8, packed with zlib, each with spaces between its parts: phones (stress and symbol,
"2eɪ"); words, in order of the alphabet; what each of them says, a character of ``CODES`` for a phone, the n-th for
the n-th phone of the first line; and words that are not said here, which others may be made of. A word with a
capital stands for itself alone, one without for any spelling.
"""

import functools
import zlib
from collections.abc import Collection, Mapping
from importlib import resources

from vivavoce.text.pronouncing.phones import Phone

CODES = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0x180))))
NUMBERS = {code: number for number, code in enumerate(CODES)}


class Lexicon:
    """Words and their phones. text: as described above."""

    def __init__(self, text: str) -> None:
        head, words, said, guessed = text.split("\n")
        self._phones = [Phone(part[1:], int(part[0])) for part in head.split(" ")]
        self._said = dict(zip(words.split(" "), said.split(" "), strict=True))
        self._guessed = frozenset(guessed.split(" "))

    def __len__(self) -> int:
        return len(self._said)

    def __contains__(self, word: str) -> bool:
        return word in self._said

    def is_word(self, word: str) -> bool:
        """Whether it is known to be a word, be its sounds stored or not."""
        return word in self._said or word in self._guessed

    def without(self, words: Collection[str]) -> "Lexicon":
        """The same without some words; phones stay as they are numbered."""
        fewer = Lexicon.__new__(Lexicon)
        fewer._phones, fewer._guessed = self._phones, self._guessed
        fewer._said = {word: said for word, said in self._said.items() if word not in words}
        return fewer

    def get(self, word: str) -> tuple[Phone, ...] | None:
        """How exactly this spelling is said; None if it is not known."""
        said = self._said.get(word)
        return None if said is None else tuple(self._phones[NUMBERS[code]] for code in said)


def packed(words: Mapping[str, tuple[Phone, ...]], guessed: Collection[str] = ()) -> bytes:
    """A lexicon as it is stored; raises ValueError for a word with white space in it, or one that says nothing.

    guessed: words that are named only; the model says them
    """
    numbers: dict[Phone, int] = {}
    for word, phones in words.items():
        if word.split() != [word] or not phones:
            raise ValueError(f"{word!r} is no single word, or says nothing")
        for phone in phones:
            numbers.setdefault(phone, len(numbers))
    order = sorted(words)
    said = ("".join(CODES[numbers[phone]] for phone in words[word]) for word in order)
    head = (f"{phone.stress}{phone.symbol}" for phone in numbers)
    return zlib.compress("\n".join(map(" ".join, (head, order, said, sorted(guessed)))).encode(), 9)


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language of this package, read once."""
    stored = resources.files("vivavoce.text.pronouncing").joinpath("data", f"{language}.lexicon").read_bytes()
    return Lexicon(zlib.decompress(stored).decode())
