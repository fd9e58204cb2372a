"""Words that are said one way or another as their neighbours have it: "the", "to", "for", Dutch "een".

The rules are learnt from the teacher (``training/pronunciation/context.py``). Each word has a list of them; the first
whose condition holds says how it is said, else it is said as it is by itself.
"""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from vivavoce.text.pronouncing.phones import MARKS, Phone, is_vowel

FIRST, LAST, VOWEL = "first", "last", "vowel"  # in the clause; before a vowel
ANYWHERE = "anywhere"
BEFORE, AFTER = "<", ">"  # "<of": the word before is "of"; ">of": the word after is


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands. before, after: its neighbours, small, "" where there is a pause

    vowel: whether the word after begins with a vowel
    """

    before: str
    after: str
    vowel: bool

    def conditions(self) -> list[str]:
        """All that holds here."""
        held = [BEFORE + self.before if self.before else FIRST, AFTER + self.after if self.after else LAST]
        return [*held, VOWEL, ANYWHERE] if self.vowel else [*held, ANYWHERE]


class Rules:
    """rules: word → conditions and how it is then said, in order; phones as ``written`` has them."""

    def __init__(self, rules: dict[str, list[list[str]]]) -> None:
        self._rules = {
            word: [(condition, phones_of(phones)) for condition, phones in said] for word, said in rules.items()
        }

    def said(self, word: str, place: Place) -> tuple[Phone, ...] | None:
        """How the word, written small, is said there; None if as usual."""
        rules = self._rules.get(word)
        if rules is None:
            return None
        held = place.conditions()
        return next((phones for condition, phones in rules if condition in held), None)


def places(words: Sequence[str], phones: Sequence[tuple[Phone, ...]]) -> list[Place]:
    """Where each of the words of one breath stands; words: small; phones: of each, by itself."""
    found = []
    for at in range(len(words)):
        ends = at + 1 == len(words)
        after = () if ends else phones[at + 1]
        vowel = bool(after) and is_vowel(after[0].symbol)
        found.append(Place(words[at - 1] if at else "", "" if ends else words[at + 1], vowel))
    return found


def phones_of(text: str) -> tuple[Phone, ...]:
    """The phones in "h ə l ˈoʊ"."""
    return tuple(Phone(part.lstrip("ˌˈ"), MARKS.get(part[0], 0)) for part in text.split())


@functools.cache
def rules(language: str) -> Rules:
    """The rules of a language of this package, read once."""
    stored = resources.files("vivavoce.text.pronouncing").joinpath("data", f"{language}.context.json")
    return Rules(json.loads(stored.read_text("utf-8")))
