"""German dates with their endings, days of the week, times of day and years."""

import re

from vivavoce.text.normal import german_words as tables
from vivavoce.text.normal.german_numbers import cardinal, clock, compound, hours, ordinal, year
from vivavoce.text.normal.german_ordinals import SERIES, ending
from vivavoce.text.normal.language import Language, Row, after, before, word_before
from vivavoce.text.normal.years import full_year, short_year, year_alone


def date(found: re.Match[str], day: int, month: int, of_year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    apposition = AM_WEEKDAY.search(before(found)) is not None
    said = (
        f"{'dem ' if apposition else ''}{ordinal(day)}{'n' if apposition else ending(found)} {tables.MONTHS[month - 1]}"
    )
    return f"{said} {year(full_year(of_year))}" if of_year else said


def named_date(found: re.Match[str], language: Language) -> str | None:
    """3. Mai 2026, also as the end of a range: 3.-5. Mai"""
    said = date(found, int(found["day"]), language.months[found["month"].lower().rstrip(".")], found["year"] or "")
    if said is None or not found["first"]:
        return said
    first = ordinal(int(found["first"])) + ending(found)
    return f"{first} {tables.JOINS[found['join'].strip()]} {said}"


def numbered_date(found: re.Match[str], language: Language) -> str | None:
    """03.05.2026 or 3.5.: the month by its name"""
    if not found["year"] and not is_dated(found):
        return None
    return date(found, int(found["day"]), int(found["month"]), found["year"] or "")


def numbered_dates(found: re.Match[str], language: Language) -> str | None:
    """3.-5.10.2024, 03.05.-10.05.2024"""
    said = date(found, int(found["day"]), int(found["month"]), found["year"] or "")
    is_one = found["year"] or found["of"] or int(found["first"]) < int(found["day"])
    if said is None or not is_one or word_before(found).lower() in tables.NUMBERED:
        return None
    first = int(found["first"])
    begin = date(found, first, int(found["of"]), "") if found["of"] else ordinal(first) + ending(found)
    return begin and f"{begin} bis {said}"


def is_dated(found: re.Match[str]) -> bool:
    """Whether 15.3. is a date: behind an article, another date, with a zero as only dates have, or inside a sentence."""
    last = word_before(found).lower()
    if (
        last in tables.WEAK | tables.UNTIL | tables.DEFINITE
        or SERIES.search(before(found))
        or found["month"].startswith("0")
    ):
        return True
    return last not in tables.NUMBERED and re.match(r"\s[a-zäöü]", after(found)) is not None


def iso_date(found: re.Match[str], language: Language) -> str | None:
    return date(found, int(found["day"]), int(found["month"]), found["year"])


def short_month(found: re.Match[str], language: Language) -> str:
    return tables.MONTHS[language.months[found["month"].lower()] - 1]


def weekday(found: re.Match[str], language: Language) -> str:
    return tables.DAYS[found["day"]]


def listed_day(found: re.Match[str], language: Language) -> str | None:
    """Mo., Di., Mi.: the last of them; am Mi"""
    is_day = DAYS_BEFORE.search(before(found)) or word_before(found).lower() in ("am", "jeden", "nächsten", "letzten")
    return tables.DAYS[found["day"]] if is_day else None


def weekdays(found: re.Match[str], language: Language) -> str:
    """Mo.-Fr., Sa/So"""
    return f"{tables.DAYS[found['first']]} {tables.JOINS[found['join']]} {tables.DAYS[found['last']]}"


def of_clock(found: re.Match[str], language: Language) -> str | None:
    """10:30 Uhr, 14.05 Uhr, 7 Uhr"""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = clock(hour, minute, None)
    if not found["from"]:
        return said
    first, begin = int(found["from"]), found["begin"]
    return f"{clock(first, int(begin), None) if begin else hours(first)} bis {said}"


def bare_clock(found: re.Match[str], language: Language) -> str | None:
    """um 8.30, ab 9h"""
    is_hour = word_before(found).lower() in ("um", "gegen", "ab", *(("von", "bis") if not found["minute"] else ()))
    return of_clock(found, language) if is_hour else None


def lone_year(found: re.Match[str], language: Language) -> str | None:
    return year_alone(found, language, tables.YEAR_WORDS, COUNTED)


def decade(found: re.Match[str], language: Language) -> str:
    """die 90er: neunziger, die 68er, with the ending as written"""
    n = int(found["number"])
    said = year(n) if n >= 1000 else compound(n) or cardinal(n)
    return said + found["ending"]


AM_WEEKDAY = re.compile(r"\b(?:am|vom|zum|dem)\s[A-ZÄÖÜ][a-zäöü]{1,9}\.?,\s\Z")
# A word in capitals behind a number is what is counted; but not a name of months or an adverb.
COUNTED = re.compile(r" (?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüß]+")
DAY = "(?:Mo|Di|Mi|Do|Fr|Sa|So)"
DAYS_BEFORE = re.compile(rf"\b{DAY}\.?(?:,|,? und|,? oder| bis) \Z")
FIGURES: tuple[Row, ...] = (
    ("date", r"(?:(?P<first>\d{1,2})\.?(?P<join> ?[-–—/] ?| bis | und | oder ))?(?P<day>\d{1,2})\. ?(?P<month>«month»)(?:\.(?!«last»))?«end»(?: (?P<year>[12]\d{3})«end»)?", named_date),
    ("date", r"(?P<first>\d{1,2})\.(?: ?(?P<of>\d{1,2})\.)?(?: ?[-–—] ?)(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)?(?!\d)", numbered_dates),
    ("date", r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4}|\d\d)«end»(?![.,]\d|:))?(?![\d])", numbered_date),
    ("date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)«end»(?!-)", iso_date),
    ("time", r"(?:(?P<from>\d{1,2})(?:[:.](?P<begin>\d\d))?(?: Uhr)? ?(?:[-–—]|bis) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?Uhr«end»", of_clock),
    ("time", r"(?:(?P<from>\d{1,2}):(?P<begin>\d\d) ?h? ?[-–—] ?)?(?P<hour>\d{1,2}):(?P<minute>\d\d) ?h«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})(?P<minute>)h«end»", bare_clock),
    ("decade", r"(?P<number>\d{1,4})(?P<ending>er[nrs]?)«end»", decade),
)  # fmt: skip
YEARS_AND_TIMES: tuple[Row, ...] = (
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})\.(?P<minute>\d\d)«end»(?![.,]\d)", bare_clock),
    ("year", r"\d{4}«end»(?![.,:/]\d|[-–—]\d|\s?[%°€£$²³])", lone_year),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("date", rf"(?P<first>{DAY})\.?(?P<join>[-–/])(?P<last>{DAY})(?:\.(?!«last»)|(?=\.«last»)|«end»)", weekdays),
    ("date", rf"(?P<day>{DAY})\.(?=\s?[-–—]|,?\s\d|\s[a-zäöü])", weekday),
    ("date", r"(?P<day>Mo|Di|Mi|Do|Sa)\.(?=\s)", weekday),
    ("date", rf"(?P<day>{DAY})(?= \d{{1,2}}(?:[:.]\d\d)?(?: ?(?:[-–—]|bis) ?\d{{1,2}}(?:[:.]\d\d)?)? ?Uhr)", weekday),
    ("date", rf"(?P<day>{DAY})«end»\.?(?=(?:,|,? und|,? oder) {DAY}«end»)", weekday),
    ("date", rf"(?<![^\W\d_])(?P<day>{DAY})«end»(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", listed_day),
    ("date", r"(?P<month>(?:Jan|Feb|Mär|Mrz|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez))\.(?!«last»)", short_month),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("decade", r"['’‘](?P<number>\d\d)(?P<ending>er[nrs]?)«end»", decade),
    ("year", r"['’‘](?P<year>\d\d)«end»", short_year),
)
