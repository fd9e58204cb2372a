"""Dutch: dates, days, years and times of day."""

import re

from vivavoce.text.normal import dutch_words as tables
from vivavoce.text.normal.dutch_numbers import cardinal, clock, ordinal, year
from vivavoce.text.normal.language import Language, Row, after, before, word_before
from vivavoce.text.normal.numbers import digits
from vivavoce.text.normal.years import full_year, year_alone


def date(day: int, month: int, of_year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    said = f"{cardinal(day)} {tables.MONTHS[month - 1]}"
    return f"{said} {year(full_year(of_year))}" if of_year else said


def named_date(found: re.Match[str], language: Language) -> str | None:
    """3 mei 2026, 1e mei"""
    day = int(found["day"])
    said = date(day, language.months[found["month"].lower()], found["year"] or "")
    return said and said.replace(cardinal(day), ordinal(day), 1) if found["nth"] else said


def numbered_date(found: re.Match[str], language: Language) -> str | None:
    """03-05-2026, 3/5/2026: the month by its name"""
    return date(int(found["day"]), int(found["month"]), found["year"])


def short_date(found: re.Match[str], language: Language) -> str | None:
    """zaterdag 3/4"""
    return date(int(found["day"]), int(found["month"]), "") if DAY_BEFORE.search(before(found)) else None


def short_month(found: re.Match[str], language: Language) -> str:
    return tables.MONTHS[language.months[found["month"].lower()] - 1]


def lone_year(found: re.Match[str], language: Language) -> str | None:
    return year_alone(found, language, tables.YEAR_WORDS, COUNTED)


def weekday(found: re.Match[str], language: Language) -> str:
    return named_day(found["day"])


def decade(found: re.Match[str], language: Language) -> str:
    """jaren 90, jaren '90"""
    n = int(found["number"])
    return f"{found['word']} {year(n) if n >= 1000 else cardinal(n)}"


def of_clock(found: re.Match[str], language: Language) -> str | None:
    """10:30 uur, 14.05 uur, 7 u., 7.45 u., 20u30"""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = clock(hour, minute, None)
    if not found["from"]:
        return said
    first, begin = int(found["from"]), found["begin"]
    return f"{clock(first, int(begin), None) if begin else cardinal(first)} tot {said}"


def taken(found: re.Match[str], language: Language) -> str:
    """1.53,28 and 1:12.345 of a race"""
    minutes = "één minuut" if found["minutes"] == "1" else f"{cardinal(int(found['minutes']))} minuten"
    return f"{minutes} {cardinal(int(found['seconds']))} komma {digits(found['parts'], language)}"


def opening(found: re.Match[str], language: Language) -> str | None:
    """om 9.00; van 9.00 tot 17.00, where a day or such a word stands before"""
    said = clock(int(found["hour"]), int(found["minute"]), None)
    stands_before = before(found)
    ends_span = SPAN_BEFORE.search(stands_before) is not None
    begins_span = word_before(found) in ("van", "tussen") and SPAN_AFTER.match(after(found)) is not None
    return said if ends_span or begins_span or TIME_BEFORE.search(stands_before) else None


def opening_hours(found: re.Match[str], language: Language) -> str:
    """9.00-17.00"""
    first, last = (clock(int(found[one]), int(found[other]), None) for one, other in (("from", "begin"), ("to", "end")))
    return f"{first} tot {last}"


def open_day(found: re.Match[str], language: Language) -> str | None:
    """za gesloten; zo gesloten, but not: het is zo gesloten"""
    is_day = found["day"] != "zo" or re.search(r"(?:,|\A|\n) ?\Z", before(found))
    return named_day(found["day"]) if is_day else None


def listed_day(found: re.Match[str], language: Language) -> str | None:
    """ma, di, wo: the last of them; op wo, but not "tot zo" """
    is_day = DAYS_BEFORE.search(before(found)) or (found["day"] != "zo" and word_before(found) in ("op", "elke"))
    return named_day(found["day"]) if is_day else None


def weekdays(found: re.Match[str], language: Language) -> str:
    """ma-vr, ma. t/m vr."""
    return f"{named_day(found['first'])} {'tot en met' if '/' in found['mark'] else 'tot'} {named_day(found['last'])}"


def named_day(written: str) -> str:
    """za, Za"""
    said = tables.DAYS[written.lower()]
    return said.capitalize() if written[0].isupper() else said


COUNTED = re.compile(r" (?:[a-z]+e )?(?!(?:dit|was|is|als|toen|wordt|werd|tot|en|of|sinds)\b)[a-zé]{2,}(?:en|s|e)\b")
DAY = "(?:[Mm]a|[Dd]i|[Ww]o|[Dd]o|[Vv]r|[Zz]a|[Zz]o)"
DAY_BEFORE = re.compile(rf"\b(?:[A-Za-z]{{3,6}}dag|{DAY}\.?) \Z")
DAY_AFTER = rf"(?:,|,? en|,? of|,? t/m) {DAY}"
DAYS_BEFORE = re.compile(rf"\b{DAY}\.?(?:,|,? en|,? of) \Z")
TIME_BEFORE = re.compile(
    rf"\b(?:om|vanaf|v\.a\.|rond|omstreeks|klokslag|{DAY}\.?|[a-z]{{2,6}}dag|(?:trein|bus|tram|boot|vlucht) van)(?: van)? \Z",
    re.IGNORECASE,
)
SPAN_BEFORE = re.compile(r"[:.]\d\d(?: uur)? ?(?:tot(?: en met)?|t/m|en|[-–]) ?\Z")
SPAN_AFTER = re.compile(
    r" ?(?:tot(?: en met)?|t/m|en|[-–]) ?\d{1,2}[:.]\d\d(?!\w|[.,]\d|\s?[%€]|\s(?:k?m|cm|kg|meter|liter|euro|mil\w+)\b)"
)
FIGURES: tuple[Row, ...] = (
    ("time", r"(?P<minutes>\d{1,2})[.:](?P<seconds>[0-5]\d)[.,](?P<parts>\d{2,3})«end»(?![.,:]\d)", taken),
    ("date", r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})«end»(?![/-]\d)", short_date),
    ("date", r"(?P<day>\d{1,2})(?P<nth>e|ste|de)? (?P<month>«month»)«end»\.?(?:(?:,)? (?P<year>[12]\d{3})«end»)?", named_date),
    ("date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)«end»(?!-)", numbered_date),
    ("date", r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)«end»(?![-/.]\d)", numbered_date),
    ("time", r"(?:(?P<from>\d{1,2})(?:[:.](?P<begin>\d\d))?(?: uur)? ?(?:[-–—]|tot) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?uur«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})[uh](?P<minute>\d\d)«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?u(?:\.(?!«last»)|(?=\.«last»))", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})[:.](?P<minute>\d\d) ?[uh]«end»", of_clock),
    ("time", r"(?P<from>[01]?\d|2[0-4])\.(?P<begin>[0-5][05]) ?[-–] ?(?P<to>[01]?\d|2[0-4])\.(?P<end>[0-5][05])«end»(?![.,:]\d|\s?[%°€]| (?:«unit»|«code»|«magnitude»)«end»)", opening_hours),
    ("time", r"(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)«end»(?![.,:]\d|\s?[%°€]| (?:«unit»|«code»|«magnitude»|kilo|liter|meter|procent)«end»)", opening),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("date", r"(?P<month>(?:jan|febr|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec))(?:\.(?!«last»)|(?=\.«last»))", short_month),
    ("date", rf"(?P<first>{DAY})\.?(?P<mark>[-–]| [-–] | ?t/m )(?P<last>{DAY})«end»(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", weekdays),
    ("date", rf"(?P<day>{DAY})(?:\.(?=\s?[-–—]|,?\s\d|\s(?:om|van|vanaf)\s\d)|(?=\s\d{{1,2}}\s«month»))", weekday),
    ("date", rf"(?P<day>{DAY})(?= (?:gesloten|open)\b(?! (?:als|mogelijk)))", open_day),
    ("date", rf"(?P<day>{DAY})(?= \d{{1,2}}(?:[.:]\d\d)?(?: uur)? ?(?:[-–]|tot) ?\d)", weekday),
    ("date", rf"(?P<day>{DAY})«end»\.?(?={DAY_AFTER}«end»)", weekday),
    ("date", rf"(?P<day>{DAY})«end»(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", listed_day),
    ("decade", r"(?P<word>(?i:jaren)) ['’]?(?P<number>\d{1,3}0)«end»", decade),
)  # fmt: skip
