"""What a language brings for its written text to be read: tables of words and marks, number words, rules of its own.

A new language is one module that makes a ``Language``, and a row in ``reading.LANGUAGES``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


class Counted(NamedTuple):
    """How a thing is counted: "one mile" as a whole, for its form and article, and the word for several: "miles"."""

    one: str
    many: str


class Currency(NamedTuple):
    """Money and its hundredth part; cents is None where prices have none."""

    whole: Counted
    cents: Counted | None = None


Say: TypeAlias = "Callable[[re.Match[str], Language], str | None]"
"""What is said for what a rule's pattern found; None if the rule does not apply after all, "" if nothing is said."""

Row: TypeAlias = tuple[str, str, Say]
"""A rule as it stands in a table: its name, its pattern with «placeholders», and what is said for what it found."""


@dataclass(frozen=True)
class Language:
    """What the rules that all languages share ask of one.

    decimal, groups: the mark before decimals, the characters between thousands, as in a regular expression's brackets
    digits: the words of 0 to 9
    cardinal, ordinal, year: words of a whole number, 0 and more
    fraction: words of a numerator and a denominator, None where a fraction is no way to say them
    clock: words of hour, minute and second, the latter None where it is not written; None for no time of day
    words: what connects: point, minus, to, per, by, version
    symbols: marks that are said, in a sentence and in addresses
    units: as written, in this case of letters, to their names; close_units need to stand right behind the number
    currencies: by sign, by code or abbreviation; magnitudes: million, Mio., bn
    price: how whole and hundredths are put together, of {whole}, {change} (with its name) and {cents} (without)
    months: as written, in small letters, without full stop, to 1 … 12
    abbreviations: what stands for other words wherever it stands, full stops as written
    never_last: those of them that are words as well, so that "the max." at the end of a text is none
    said: acronyms that are said as words; short: words of two to four letters that are none, when in capitals;
        spelled: words whose letters are told, though they could be said
    emoji: names; one that has none is not said, unless Unicode's own names are words of this language
    articles: words after which a measure is told as one: "a five mile run"; calling: after which digits are dialled
    figures, letters, signs: rules of its own, tried first on what begins with a digit, a letter, anything else
    """

    code: str
    decimal: str
    groups: str
    digits: tuple[str, ...]
    cardinal: Callable[[int], str]
    ordinal: Callable[[int], str]
    year: Callable[[int], str]
    fraction: Callable[[int, int], str | None]
    clock: Callable[[int, int, int | None], str]
    words: Mapping[str, str]
    symbols: Mapping[str, str]
    units: Mapping[str, Counted]
    close_units: frozenset[str]
    currencies: Mapping[str, Currency]
    magnitudes: Mapping[str, Counted]
    price: str
    months: Mapping[str, int]
    abbreviations: Mapping[str, str]
    said: frozenset[str]
    short: frozenset[str]
    spelled: frozenset[str]
    emoji: Mapping[str, str]
    figures: tuple[Row, ...] = ()
    letters: tuple[Row, ...] = ()
    signs: tuple[Row, ...] = ()
    never_last: frozenset[str] = frozenset()
    has_unicode_names: bool = False
    articles: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    variables: Mapping[str, str] = field(default_factory=dict)  # more placeholders, for its own rules


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def any_of(alternatives: Mapping[str, object] | frozenset[str]) -> str:
    """A pattern for any of these, the longest first; one that nothing matches if there are none."""
    ordered = sorted(alternatives, key=lambda one: (-len(one), one))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else "(?!)"


def before(found: re.Match[str], length: int = 40) -> str:
    """What stands before, on as many characters."""
    return found.string[max(found.start() - length, 0) : found.start()]


def after(found: re.Match[str], length: int = 40) -> str:
    return found.string[found.end() : found.end() + length]


LAST_WORD = re.compile(r"([^\W\d_]+)\.?[  ]?\Z")


def word_before(found: re.Match[str]) -> str:
    """The word before, "" if something else stands there."""
    last = LAST_WORD.search(before(found))
    return last[1] if last else ""
