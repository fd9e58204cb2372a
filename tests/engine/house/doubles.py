"""Stand-ins: a text front end that spells, and units as the text layer makes them."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

import pytest

from vivavoce.core.units import Ending, Ipa, Token, Unit
from vivavoce.text.pronouncing import Phone, phones_of_ipa
from vivavoce.text.pronouncing.phones import PRIMARY

SAID = {"$5": "five dollars", "m": "million", "$5 m": "five million dollars"}
SPELLED = re.compile(r"\$5 m|[^\W_]+|\$5|\S")


@dataclass(frozen=True)
class Said:
    text: str
    start: int
    end: int
    kind: str = "word"

    @property
    def words(self) -> list[str]:
        return self.text.split()


def normalised(text: str, language: str, given: Iterable[tuple[int, int]] = ()) -> list[Said]:
    """Words and marks; "$5 m" is three words."""
    said, at = [], 0
    for start, end in (*given, (len(text), len(text))):
        said += [Said(SAID.get(one[0], one[0]), one.start(), one.end()) for one in SPELLED.finditer(text, at, start)]
        said += [Said(text[start:end], start, end, "given")] if end > start else []
        at = end
    return said


def pronounced(words: Sequence[str], language: str) -> list[tuple[Phone, ...]]:
    """Each letter a phone; "a" carries stress."""
    return [
        tuple(Phone(letter, PRIMARY if letter == "a" else 0) for letter in word if letter.isalpha()) for word in words
    ]


@pytest.fixture
def spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are said letter by letter."""
    for name, functions in (("normal", [normalised]), ("pronouncing", [phones_of_ipa, pronounced])):
        module = ModuleType(f"vivavoce.text.{name}")
        for function in functions:
            setattr(module, function.__name__, function)
        monkeypatch.setitem(sys.modules, module.__name__, module)


def unit(text: str, ipa: tuple[Ipa, ...] = (), ending: Ending = "sentence") -> Unit:
    """Words between white space, seven characters into what the user wrote."""
    return Unit(text, tuple(tokens(text)), ipa, ending=ending)


def tokens(text: str) -> Iterator[Token]:
    for one in re.finditer(r"\S+", text):
        yield Token(one[0], one.start() + 7, one.start(), one.end())
