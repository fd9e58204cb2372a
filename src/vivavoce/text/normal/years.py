"""Years as they are written in figures, for the languages that write them alike."""

import re

from vivavoce.text.normal.language import Language, after, word_before
from vivavoce.text.normal.numbers import YEARS


def full_year(written: str) -> int:
    """Of four digits, or of two: those from 1970 to 2069."""
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


def year_alone(
    found: re.Match[str], language: Language, year_words: frozenset[str], counted: re.Pattern[str]
) -> str | None:
    """Four digits that are a year, unless something is counted by them.

    year_words: in small letters, behind which they always are one; counted: what follows if something is counted
    """
    n = int(found[0])
    last = word_before(found)
    if last.lower() in year_words:
        return language.year(n)
    is_number = n not in YEARS or (last.isupper() and len(last) > 1) or counted.match(after(found))
    return None if is_number else language.year(n)


def short_year(found: re.Match[str], language: Language) -> str:
    """'89"""
    return language.cardinal(int(found["year"]))
