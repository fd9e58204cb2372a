"""Roman numerals."""

import re

NUMERAL = "[IVXLCDM]{1,12}"
VALUES = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000), strict=True))
FORM = re.compile("(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def value(numeral: str) -> int | None:
    """What it is worth; None if it is none: "IIX"."""
    if not FORM.fullmatch(numeral):
        return None
    worth = [VALUES[one] for one in numeral]
    return sum(-one if one < next_one else one for one, next_one in zip(worth, [*worth[1:], 0], strict=True))
