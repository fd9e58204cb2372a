"""Roman numerals."""

import re

from vivavoce.text.normal.language import Language, Row

NUMERAL = "[IVXLCDM]{1,12}"
VALUES = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000), strict=True))
FORM = re.compile("(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def value(numeral: str) -> int | None:
    """What it is worth; None if it is none: "IIX"."""
    if not FORM.fullmatch(numeral):
        return None
    worth = [VALUES[one] for one in numeral]
    return sum(-one if one < next_one else one for one, next_one in zip(worth, [*worth[1:], 0], strict=True))


def alone(found: re.Match[str], language: Language) -> str | None:
    """Where no word before tells what it counts: World Cup XIV"""
    n = value(found[0])
    return None if n is None else language.cardinal(n)


# Those of two letters and more that are nothing else.
ALONE: tuple[Row, ...] = (
    ("Roman numeral", r"(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XI?V|XVI{1,3}|XIX|XXI{1,3})«end»(?!['’&-]\w)", alone),
)
