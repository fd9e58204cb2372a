"""English number words: whole numbers, ordinals, years, fractions, times of day."""

import re

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
THOUSANDS = (
    "-", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion",
    "octillion", "nonillion",
)  # fmt: skip
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def cardinal(n: int) -> str:
    """ "one thousand two hundred thirty-four", as Americans say it."""
    if n < 100:
        return below_hundred(n)
    if n < 1000:
        rest = n % 100
        return f"{DIGITS[n // 100]} hundred" + (f" {below_hundred(rest)}" if rest else "")
    parts = []
    for power in range(len(THOUSANDS) - 1, -1, -1):
        group = n // 1000**power % 1000
        if group:
            parts.append(cardinal(group) + (f" {THOUSANDS[power]}" if power else ""))
    return " ".join(parts)


def below_hundred(n: int) -> str:
    if n < 20:
        return (*DIGITS, *TEENS)[n]
    return TENS[n // 10] + (f"-{DIGITS[n % 10]}" if n % 10 else "")


def british(n: int) -> str:
    """ "one hundred and one": with "and" before what is below a hundred."""
    rest = n % 100
    if n < 100 or not rest:
        return cardinal(n) if n < 1000 else " ".join(british_groups(n))
    if n < 1000:
        return f"{cardinal(n - rest)} and {below_hundred(rest)}"
    groups = british_groups(n - n % 1000)
    return " ".join([*groups, "and" if n % 1000 < 100 else "", british(n % 1000)]).replace("  ", " ")


def british_groups(n: int) -> list[str]:
    groups = [(n // 1000**power % 1000, THOUSANDS[power]) for power in range(len(THOUSANDS) - 1, 0, -1)]
    said = [f"{british(group)} {name}" for group, name in groups if group]
    return [*said, cardinal(n % 1000)] if n % 1000 else said


def ordinal(n: int) -> str:
    head, mark, last = re.fullmatch(r"(.*?)([ -]?)([a-z]+)", cardinal(n)).groups()  # type: ignore[union-attr]
    if last in ORDINALS:
        return head + mark + ORDINALS[last]
    return head + mark + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def year(n: int) -> str:
    """nineteen eighty-four, nineteen oh five, two thousand one, twenty twenty-six"""
    if not 1000 < n < 10000 or n % 1000 < 10:
        return cardinal(n)
    century, rest = divmod(n, 100)
    if rest == 0:
        return f"{below_hundred(century)} hundred"
    return f"{below_hundred(century)} {'oh ' if rest < 10 else ''}{below_hundred(rest)}"


def fraction(numerator: int, denominator: int) -> str | None:
    """ "three quarters" for true fractions of small or round denominators; None for others."""
    if not 0 < numerator < denominator or not (denominator <= 10 or denominator in (12, 16, 20, 32, 64, 100, 1000)):
        return None
    name = {2: "half", 4: "quarter"}.get(denominator) or ordinal(denominator).removeprefix("one ")
    return f"{cardinal(numerator)} {name if numerator == 1 else 'halves' if denominator == 2 else name + 's'}"


def clock(hour: int, minute: int, second: int | None) -> str:
    """ten thirty, ten oh five, ten o'clock, fourteen hundred; with seconds at the end, unless there are none"""
    if not second and minute == 0:
        even = "hundred" if hour > 12 else "o'clock"
        return "midnight" if hour == 0 else f"{cardinal(hour)} {even}"
    said = f"{cardinal(hour)} {minutes(minute)}" if minute else f"{cardinal(hour)} o'clock"
    if not second:
        return said
    return f"{said} and {'one second' if second == 1 else cardinal(second) + ' seconds'}"


def minutes(minute: int) -> str:
    return "hundred" if minute == 0 else f"oh {DIGITS[minute]}" if minute < 10 else cardinal(minute)


def paired(n: int) -> str:
    """one oh one, three seventy, ten sixty-six"""
    head, rest = divmod(n, 100)
    if n < 100 or (rest == 0 and head % 10 == 0):
        return cardinal(n)
    return f"{cardinal(head)} {minutes(rest)}"
