"""Numbers as they are written, in the words of any language."""

import re

from vivavoce.text.normal.language import Language

LONGEST = 33  # digits; a longer number has no name and is told digit by digit
STOP = re.compile(r"(\d+)\.(\d\d?)")
NOT_DIGITS = re.compile(r"\D+")
YEARS = range(1100, 2100)  # numbers of four digits that may be years


def digits(written: str, language: Language) -> str:
    """Digit by digit; other characters part groups, with a comma."""
    return ", ".join(
        " ".join(language.digits[int(one)] for one in group) for group in NOT_DIGITS.split(written) if group
    )


def bare(written: str, language: Language) -> str:
    """A number without the marks between its thousands."""
    return re.sub(f"[{language.groups} ]", "", written)


def whole(written: str, language: Language) -> str:
    """A whole number; digit by digit if it begins with a zero or is too long for a name."""
    bare_digits = bare(written, language)
    if len(bare_digits) > LONGEST or (bare_digits[0] in "0٠०０" and len(bare_digits) > 1):
        return digits(bare_digits, language)
    return language.cardinal(int(bare_digits))


def number(written: str, language: Language) -> str:
    """A whole or decimal number. Where the mark of decimals is a comma, a full stop may do its work: 3.5"""
    if "." in language.groups and (stop := STOP.fullmatch(written)) is not None:
        return f"{whole(stop[1], language)} {language.words['version point']} {digits(stop[2], language)}"
    before_mark, _, decimals = written.partition(language.decimal)
    words = whole(before_mark, language)
    return f"{words} {language.words['point']} {digits(decimals, language)}" if decimals else words


def counted(written: str, one: str, many: str, language: Language) -> str:
    return one if written == "1" else f"{number(written, language)} {many}"


def without_article(one: str) -> str:
    """ "mile" of "one mile" """
    return one.partition(" ")[2]


def magnified(written: str, magnitude: str | None, language: Language) -> str:
    if not magnitude:
        return number(written, language)
    one, many = language.magnitudes[magnitude]
    return counted(written, one, many, language)
