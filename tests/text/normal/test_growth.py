"""Reading takes time in proportion to the text, which is counted here and not timed.

Three things together make it so: rules are tried a bounded number of times for each character that is taken, what a
rule repeats without bound it takes for good (a possessive repeat, which never tries again with less), and whatever run
of characters such a repeat takes, the last rule of its table takes as a whole.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from vivavoce.text.normal import reading
from vivavoce.text.normal.reading import Rule, Rules

parser: Any = re._parser  # type: ignore[attr-defined]  # what patterns consist of is told nowhere else
SIZE = 200
# Texts of one thing over and over; the ones that trip up readers who look ahead.
REPEATED = [
    *(
        "9",
        ".",
        "a",
        "A",
        "1.",
        "1,",
        "1 ",
        "1-",
        "1:",
        "1/",
        "a.",
        "a/",
        "a@",
        "a_",
        "a'",
        "a-",
        "I ",
        "$",
        "#",
        "(",
        "[(",
    ),
    *(
        "<a ",
        "<a x=y ",
        "www.",
        "http://",
        "1 000 ",
        "word ",
        "😀",
        "\u0300",
        "a\u0300",
        "* ",
        "| ",
        "x 1 ",
        "½",
        "²",
        "VIII ",
        "A.",
        "\n",
    ),
]


class Counting:
    """A pattern that counts how often it is tried."""

    tries = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def match(self, text: str, at: int, end: int) -> re.Match[str] | None:
        Counting.tries += 1
        return self._pattern.match(text, at, end)


def counted(rules: Rules) -> Rules:
    tables = ([Rule(kind, Counting(pattern), say) for kind, pattern, say in table] for table in rules[1:])  # type: ignore[arg-type]
    return Rules(rules.language, *map(tuple, tables))


@pytest.mark.parametrize("language", ["en", "de", "nl"])
@pytest.mark.parametrize("piece", REPEATED)
def test_twice_the_text_takes_twice_the_tries_and_not_four_times(piece: str, language: str) -> None:
    rules = counted(reading.rules(language))
    tries = []
    for count in (SIZE, 2 * SIZE):
        Counting.tries = 0
        list(reading.reading(piece * count, rules, 0, len(piece) * count))
        tries.append(Counting.tries)
    most = max(map(len, rules[1:]))
    assert (
        tries[1] <= 2.5 * tries[0] + most
    )  # not just 2, for the last repeats may be read otherwise; squares would be 4
    assert tries[1] <= most * len(piece) * 2 * SIZE


@pytest.mark.parametrize("text", ["9" * 100_000, "." * 100_000, "a" * 100_000, "A" * 100_000, "a'" * 50_000])
def test_a_run_of_one_kind_is_read_at_once(text: str) -> None:
    said = list(reading.reading(text, reading.rules("en"), 0, len(text)))
    assert [(one.start, one.end) for one in said] in ([(0, 100_000)], [(0, 99_999), (99_999, 100_000)])


@pytest.mark.parametrize("language", ["en", "de", "nl"])
def test_rules_repeat_without_bound_only_what_they_take_for_good(language: str) -> None:
    unbounded = {
        (rule.kind, rule.pattern.pattern)
        for table in reading.rules(language)[1:]
        for rule in table
        if any(tries_again(rule.pattern))
    }
    assert not unbounded


def tries_again(pattern: re.Pattern[str]) -> Iterator[bool]:
    """For each repeat without bound in the pattern, whether it would try again with less."""
    to_see: list[Any] = [parser.parse(pattern.pattern)]
    while to_see:
        thing = to_see.pop()
        if isinstance(thing, tuple) and len(thing) == 2 and str(thing[0]) in ("MAX_REPEAT", "MIN_REPEAT"):
            yield thing[1][1] == parser.MAXREPEAT
        if isinstance(thing, list | tuple | parser.SubPattern):
            to_see += list(thing)
