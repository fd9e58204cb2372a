"""What begins with a digit in every language: ranges, phone numbers, versions, times, fractions, numbers.

The tables at the end say which pattern is read how; «placeholders» are filled in by ``reading.placeholders``.
"""

import re

from vivavoce.text.normal import amounts
from vivavoce.text.normal.amounts import RANGE_TO
from vivavoce.text.normal.language import Language, Row, before, word_before, words
from vivavoce.text.normal.numbers import YEARS, digits, magnified, number, whole, without_article

GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,5}")  # thousands, as others write them
LONGEST_COUNTED = 2  # digits of a number between hyphens, above which it is part of a code
FREE_TIME = 24, 60, 60  # hours, minutes and seconds are less, but for 24:00
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))


def spoken(found: re.Match[str], language: Language) -> str:
    return number(found[0], language)


def minus(found: re.Match[str], language: Language) -> str | None:
    """A sign before a number, unless it joins it to what is before."""
    if before(found)[-1:].isalnum() or before(found)[-1:] in (")", "]"):
        return None
    return f"{language.words['minus' if found['sign'] in '-−–' else 'plus']} {number(found['number'], language)}"


def season(found: re.Match[str], language: Language) -> str | None:
    """2023/24"""
    first, last = int(found["first"]), int(found["last"])
    if (first + 1) % 100 != last or last < 10:
        return None
    return f"{language.year(first)} {language.cardinal(last)}"


def account(found: re.Match[str], language: Language) -> str:
    """An IBAN: its country in letters, the rest digit by digit, by fours."""
    letters, rest = found[0][:2], re.sub(" ", "", found[0][2:])
    groups = [rest[:2], *(rest[at : at + 4] for at in range(2, len(rest), 4))]
    return f"{' '.join(letters)} {digits(' '.join(groups), language)}"


def fraction(found: re.Match[str], language: Language) -> str | None:
    """3/4, and 1 3/4 with "and"."""
    if not found["whole"] and (found["numerator"], found["denominator"]) in SAID_IN_TURN:
        return f"{whole(found['numerator'], language)} {whole(found['denominator'], language)}"
    said = language.fraction(int(found["numerator"]), int(found["denominator"]))
    if said is not None and found["unit"] and found["unit"] not in language.close_units:
        one, many = language.units[found["unit"]]
        said += " " + (many if found["whole"] else without_article(one))
    elif found["unit"]:
        return None
    if said is None:
        over = language.words["over"]
        said = f"{whole(found['numerator'], language)} {over} {whole(found['denominator'], language)}"
        return None if found["whole"] else said
    return f"{whole(found['whole'].strip(' -'), language)} {language.words['and']} {said}" if found["whole"] else said


def vulgar(found: re.Match[str], language: Language) -> str | None:
    said = language.fraction(*VULGAR[found["fraction"]])
    if said is None:
        return None
    if found["whole"]:
        said = f"{whole(found['whole'], language)} {language.words['and']} {said}"
    if not found["unit"]:
        return said
    one, many = language.units[found["unit"]]
    return f"{said} {many if found['whole'] else without_article(one)}"


def between(found: re.Match[str], language: Language) -> str | None:
    """A range or a score: ten to twenty; with a spaced hyphen it is none but a difference."""
    low, high = found["low"], found["high"]
    if all(len(one) == 4 and one.isdecimal() and int(one) in YEARS for one in (low, high)):
        first, last = language.year(int(low)), language.year(int(high))
    else:
        first = (
            language.year(int(low)) if len(low) == 4 and len(high) == 2 and low.isdecimal() else number(low, language)
        )
        last = number(high, language)
    return f"{first} {language.words['to']} {last}"


def ratio(found: re.Match[str], language: Language) -> str:
    return f"{whole(found['low'], language)} {language.words['ratio']} {whole(found['high'], language)}"


def called(found: re.Match[str], language: Language) -> str | None:
    """dial 911"""
    return digits(found[0], language) if word_before(found).lower() in language.calling else None


def dialled(found: re.Match[str], language: Language) -> str | None:
    """*67#, #31#, as phones have it; without the last key where it is told to dial: dial *67"""
    if not found[0].endswith("#") and word_before(found).lower() not in language.calling:
        return None
    keys = {"*": language.words["star"], "#": language.words["hash"]}
    return " ".join(keys.get(part) or digits(part, language) for part in KEYED.findall(found[0]))


def versioned(found: re.Match[str], language: Language) -> str | None:
    """Python 3.11: three point eleven"""
    return version(found, language) if word_before(found).lower() in VERSIONED else None


def from_to(found: re.Match[str], language: Language) -> str | None:
    """10:30-11:45"""
    first, last = CLOCK.fullmatch(found["first"]), CLOCK.fullmatch(found["last"])
    said = [clock(one, language) for one in (first, last) if one is not None]
    return f" {language.words['to']} ".join(filter(None, said)) if len(said) == 2 and all(said) else None


def clock(found: re.Match[str], language: Language) -> str | None:
    """14:05 or 14:05:30, if there is such a time."""
    hour, minute, second = int(found["hour"]), int(found["minute"]), found["second"]
    last = int(second) if second else None
    if (hour, minute, second) != (24, 0, None) and not all(
        one < limit for one, limit in zip((hour, minute, last or 0), FREE_TIME, strict=True)
    ):
        return None
    return language.clock(hour, minute, last)


def phone(found: re.Match[str], language: Language) -> str | None:
    written = found[0]
    count = sum(map(str.isdecimal, written))
    if not 6 <= count <= 16:
        return None
    said = digits(written, language)
    return f"{language.words['plus']} {said}" if written.startswith("+") else said


def told_by_digits(found: re.Match[str], language: Language) -> str:
    return digits(found[0], language)


def by_hyphens(found: re.Match[str], language: Language) -> str:
    """1-2-3; digit by digit what is longer than what is counted: 123-45-6789"""
    if len(max(found[0].split("-"), key=len)) > LONGEST_COUNTED:
        return digits(found[0], language)
    return ", ".join(whole(part, language) for part in found[0].split("-"))


def lettered(found: re.Match[str], language: Language) -> str:
    """802.11ac"""
    return f"{number(found['number'], language)} {' '.join(found['letters'].upper())}"


def dotted(found: re.Match[str], language: Language) -> str:
    """An address on the internet."""
    return f" {language.symbols['.']} ".join(whole(part, language) for part in found[0].split("."))


def version(found: re.Match[str], language: Language) -> str:
    parts = found["parts"].split(".")
    if GROUPED.fullmatch(found["parts"]):
        return whole("".join(parts), language)
    words = f" {language.words['version point']} ".join(whole(part, language) for part in parts)
    return f"{language.words['version']} {words}" if found["v"] else words


def times(found: re.Match[str], language: Language) -> str:
    """3x4, 1920×1080, 4x100m"""
    by = f" {language.words['by']} "
    words = by.join(size(part, language) for part in re.split(" ?[x×] ?", found["sizes"]))
    return f"{words} {language.units[found['unit']].many}" if found["unit"] else words


def size(written: str, language: Language) -> str:
    """1920 as a year is told, for that is shorter."""
    return language.year(int(written)) if len(written) == 4 and written.isdecimal() else number(written, language)


def scientific(found: re.Match[str], language: Language) -> str:
    """1.5e-3"""
    times_ten = f"{language.symbols['×']} {number('10', language)} {language.words['power']}"
    sign = f"{language.words['minus']} " if "-" in found["power"] else ""
    return f"{number(found['number'], language)} {times_ten} {sign}{whole(found['power'].lstrip('+-'), language)}"


def fold(found: re.Match[str], language: Language) -> str | None:
    """3x, unless it stands in an equation"""
    if EQUATION.search(before(found)):
        return None
    return f"{number(found['number'], language)} {language.words['times']}"


def by(found: re.Match[str], language: Language) -> str | None:
    """5 cm x 3 cm"""
    return language.words["by"] if MEASURED.search(before(found)) else None


def thousands(found: re.Match[str], language: Language) -> str | None:
    """10k, 5M, 1 Million; behind a space only what is more than a letter. 4K and 10K are called by their letter."""
    magnitude = found["magnitude"]
    if magnitude not in language.magnitudes or magnitude == "K" or (found["gap"] and len(magnitude) < 3):
        return None
    return magnified(found["number"], found["magnitude"], language)


def magnitude(found: re.Match[str], language: Language) -> str:
    """5×10^8"""
    return f"{number(found['factor'], language)} {language.symbols['×']} {power(found, language)}"


def power(found: re.Match[str], language: Language) -> str:
    """10³, 2^10"""
    raised = "".join(RAISED.get(one, one) for one in found["raised"]).lstrip("^").replace("⁻", "-")
    base = number(found["number"], language)
    if raised in ("2", "3"):
        return f"{base} {language.symbols['²' if raised == '2' else '³']}"
    sign = f"{language.words['minus']} " if raised.startswith("-") else ""
    return f"{base} {language.words['power']} {sign}{whole(raised.lstrip('-'), language)}"


# A noun, not a preposition: a ten mile run, but: a ten miles to go
SAID_IN_TURN = frozenset(
    {("24", "7"), ("50", "50"), ("20", "20"), ("60", "40"), ("80", "20"), ("70", "30"), ("90", "10")}
)
MEASURED = re.compile(r"\d ?(?:[a-z]{1,2}|[\"'”″’′])\s?\Z")
KEYED = re.compile(r"[*#]|\d+")
EQUATION = re.compile(r"[-+=*/]\s?\Z")
CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<second>)")
# What has versions: 3.11 of it is "three point eleven".
VERSIONED = words(
    "version versie release python ios macos ipados windows android ubuntu debian java php ruby perl firefox chrome kernel"
)
POWER = r"(?P<raised>\^-?\d{1,4}«end»|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"
UNIT_AFTER = "(?: ?(?P<unit>«unit»)«end»)?"
FIGURES: tuple[Row, ...] = (
    ("address", r"(?:\d{1,3}\.){3}\d{1,3}«end»(?!\.\d)", dotted),
    ("phone", r"\d{1,3}[ .-]\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}«end»", phone),
    ("phone", r"\d{3}[.-]\d{3}[.-]\d{4}«end»|\d{3} \d{3}[ -]\d{4}«end»|\d{3}-\d{4}«end»(?!-)", phone),
    ("phone", r"0\d{1,3}[/.]\d{2,3}(?:\.\d{2,3}){1,3}«end»(?![.,]\d)", phone),
    ("phone", r"0\d{1,5}[ /-]{1,3}\d{2,8}(?:[ -]\d{2,8}){0,4}«end»", phone),
    ("version", r"(?!«grouped»)(?P<v>)(?P<parts>\d{1,4}(?:\.\d{1,6}){2,5})«end»(?![.,/:]\d)", version),
    ("version", r"(?P<v>)(?P<parts>\d{1,3}\.\d{1,3})«end»(?![.,]\d)", versioned),
    ("phone", r"\d{3,6}«end»(?![.,:/-]\d)", called),
    ("digits", r"\d{1,10}(?:-\d{1,10}){2,12}«end»(?!-\d)", by_hyphens),
    ("digits", r"(?:\d{4}[ -]){3}\d{4}«end»", told_by_digits),
    *amounts.FIGURES,
    ("year", r"(?P<first>[12]\d{3})[/-](?P<last>\d\d)«end»(?![/.,-]\d)", season),
    ("time", r"(?P<first>\d{1,2}:\d\d)(?:[-–—]| [-–—] )(?P<last>\d{1,2}:\d\d)«end»(?!:)", from_to),
    ("time", r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?«end»(?!:\d)", clock),
    (
        "fraction",
        r"(?P<whole>\d{1,4}[ -])?(?P<numerator>\d{1,3})[/⁄](?P<denominator>\d{1,3})«end»(?![/.,]\d)(?: (?P<unit>«unit»)«end»)?",
        fraction,
    ),
    (
        "fraction",
        r"(?P<whole>\d{1,4}[ -])?(?P<numerator>\d{1,3})[/⁄](?P<denominator>\d{1,3})«end»(?![/.,]\d)(?P<unit>)",
        fraction,
    ),
    ("fraction", rf"(?P<whole>\d{{1,4}}) ?(?P<fraction>[{''.join(VULGAR)}]){UNIT_AFTER}", vulgar),
    ("power", rf"(?P<factor>«number») ?[×x·⋅*] ?(?P<number>10){POWER}", magnitude),
    ("power", rf"(?P<number>«number»){POWER}", power),
    ("dimensions", r"(?P<sizes>«number»(?:(?: x |[x×])«number»){1,2})(?: ?(?P<unit>«unit»))?«end»", times),
    ("power", r"(?P<number>«number»)[eE](?P<power>[-+]?\d{1,3})«end»", scientific),
    ("number", r"(?P<number>«number») ?[x×]«end»(?! ?[-+=*/^\d])", fold),
    ("number", r"(?P<number>«number»)(?P<gap> ?)(?P<magnitude>k|M|bn|«magnitude»)«end»", thousands),
    ("range", rf"(?P<low>«number»){RANGE_TO}(?P<high>«number»)«end»(?![-–/:.,]\d)", between),
    ("ratio", r"(?P<low>\d{1,6}):(?P<high>\d{1,6})«end»(?!:)", ratio),
    ("name", r"(?P<number>\d{1,4}\.\d{1,4})(?P<letters>[a-zA-Z]{1,3})«end»", lettered),
    ("number", r"«number»«end»", spoken),
)
LETTERS: tuple[Row, ...] = (
    ("dimensions", r"x(?= ?\d)", by),
    ("digits", r"[A-Z]{2}\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,4})?«end»", account),
    *amounts.LETTERS,
    ("version", r"(?P<v>[vV])\.? ?(?P<parts>\d{1,4}(?:\.\d{1,6}){1,5})«end»(?!\.\d)", version),
    ("version", r"(?P<v>v)(?P<parts>\d{1,3})«end»", version),
)
SIGNS: tuple[Row, ...] = (
    ("digits", r"[*#]{1,2}\d{1,4}(?:[*#]\d{1,12}){0,4}#?«end»", dialled),
    ("dimensions", r"×(?= ?\d)", by),
    *amounts.SIGNS,
    ("phone", r"\+\d{1,3}(?:[ ./-]?\(?\d{1,6}\)?){1,6}«end»", phone),
    ("phone", r"\(\d{2,5}\)[ -]?\d{2,8}(?:[ -]\d{2,8}){0,3}«end»", phone),
    ("number", r"(?P<sign>[-−–+])(?P<number>«number»)«end»(?![-/:])", minus),
    ("fraction", rf"(?P<whole>)(?P<fraction>[{''.join(VULGAR)}]){UNIT_AFTER}", vulgar),
)
