"""Dutch: dates, times, scores, and what else depends on the words around."""

import re

from vivavoce.text.normal import dutch_words as tables
from vivavoce.text.normal.dutch_numbers import DIGITS, cardinal, clock, fraction, ordinal, year
from vivavoce.text.normal.emoji import DUTCH as EMOJI
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.numbers import YEARS, whole
from vivavoce.text.normal.roman import ALONE, NUMERAL, value


def date(day: int, month: int, of_year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    said = f"{cardinal(day)} {tables.MONTHS[month - 1]}"
    return f"{said} {year(full_year(of_year))}" if of_year else said


def full_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


def named_date(found: re.Match[str], language: Language) -> str | None:
    """3 mei 2026, 1e mei"""
    day = int(found["day"])
    said = date(day, language.months[found["month"].lower()], found["year"] or "")
    return said and said.replace(cardinal(day), ordinal(day), 1) if found["nth"] else said


def numbered_date(found: re.Match[str], language: Language) -> str | None:
    """03-05-2026, 3/5/2026: the month by its name"""
    return date(int(found["day"]), int(found["month"]), found["year"])


def short_month(found: re.Match[str], language: Language) -> str:
    return tables.MONTHS[language.months[found["month"].lower()] - 1]


def nth(found: re.Match[str], language: Language) -> str:
    return ordinal(int(re.sub(r"\D", "", found["number"])))


def lone_year(found: re.Match[str], language: Language) -> str | None:
    """Four digits that are a year, unless something is counted by them."""
    n = int(found[0])
    last = word_before(found)
    if last.lower() in tables.YEAR_WORDS:
        return year(n)
    is_number = n not in YEARS or (last.isupper() and len(last) > 1) or COUNTED.match(after(found))
    return None if is_number else year(n)


def short_year(found: re.Match[str], language: Language) -> str:
    """'89"""
    return cardinal(int(found["year"]))


def weekday(found: re.Match[str], language: Language) -> str:
    return tables.DAYS[found["day"]]


def decade(found: re.Match[str], language: Language) -> str:
    """jaren 90, jaren '90"""
    n = int(found["number"])
    return f"{found['word']} {year(n) if n >= 1000 else cardinal(n)}"


def compound(found: re.Match[str], language: Language) -> str:
    """3-jarig, 10-daags, 4x"""
    said = cardinal(int(found["number"])).replace("é", "e")
    return said + found["word"]


def of_clock(found: re.Match[str], language: Language) -> str | None:
    """10:30 uur, 14.05 uur, 7 u., 20u30"""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = clock(hour, minute, None)
    if not found["from"]:
        return said
    first, begin = int(found["from"]), found["begin"]
    return f"{clock(first, int(begin), None) if begin else cardinal(first)} tot {said}"


def listed_day(found: re.Match[str], language: Language) -> str | None:
    """ma, di, wo: the last of them; op wo, but not "tot zo" """
    is_day = DAYS_BEFORE.search(before(found)) or (found["day"] != "zo" and word_before(found) in ("op", "elke"))
    return tables.DAYS[found["day"]] if is_day else None


def weekdays(found: re.Match[str], language: Language) -> str:
    """ma-vr"""
    return f"{tables.DAYS[found['first']]} tot {tables.DAYS[found['last']]}"


def score(found: re.Match[str], language: Language) -> str | None:
    """won met 3-2"""
    if word_before(found).lower() not in tables.SCORED:
        return None
    return f"{cardinal(int(found['one']))} {cardinal(int(found['other']))}"


def postcode(found: re.Match[str], language: Language) -> str:
    """1234 AB"""
    written = found["number"]
    return f"{whole(written[:2], language)} {whole(written[2:], language)} {' '.join(found['letters'])}"


def plural_letters(found: re.Match[str], language: Language) -> str | None:
    """cd's"""
    return " ".join(found["name"].upper()) + "'s" if found["name"].lower() in tables.SPELLED else None


def roman(found: re.Match[str], language: Language) -> str | None:
    """Willem III: de derde; hoofdstuk IV: vier"""
    name, n = found["name"], value(found["numeral"])
    if n is None or (name not in tables.KINGS and name.lower() not in tables.NUMBERED):
        return None
    return f"{name} de {ordinal(n)}" if name in tables.KINGS else f"{name} {cardinal(n)}"


def numeral_nth(found: re.Match[str], language: Language) -> str | None:
    """XIXe eeuw"""
    n = value(found["numeral"])
    return None if n is None else ordinal(n)


def before_number(found: re.Match[str], language: Language) -> str:
    return tables.BEFORE_NUMBERS[found["word"].lower()]


def street(found: re.Match[str], language: Language) -> str:
    return found["stem"] + "straat"


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"nummer {whole(found['number'], language)}"


def clitic(found: re.Match[str], language: Language) -> str:
    """'s avonds, 't: with a straight apostrophe"""
    return "'" + found["word"]


COUNTED = re.compile(r" (?:[a-z]+e )?(?!(?:dit|was|is|als|toen|wordt|werd|tot|en|of|sinds)\b)[a-zé]{2,}(?:en|s|e)\b")
DAY = "(?:ma|di|wo|do|vr|za|zo)"
DAYS_BEFORE = re.compile(rf"\b{DAY}\.?(?:,|,? en|,? of) \Z")
FIGURES: tuple[Row, ...] = (
    ("date", r"(?P<day>\d{1,2})(?P<nth>e|ste|de)? (?P<month>«month»)«end»\.?(?:(?:,)? (?P<year>[12]\d{3})«end»)?", named_date),
    ("date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)«end»(?!-)", numbered_date),
    ("date", r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)«end»(?![-/.]\d)", numbered_date),
    ("time", r"(?:(?P<from>\d{1,2})(?:[:.](?P<begin>\d\d))?(?: uur)? ?(?:[-–—]|tot) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?uur«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})[uh](?P<minute>\d\d)«end»", of_clock),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})(?P<minute>) u(?:\.(?!«last»)|(?=\.«last»))", of_clock),
    ("ordinal", r"(?P<number>\d{1,6})(?:e|ste|de)«end»", nth),
    ("fraction", r"1(?: ?½| 1/2)«end»", lambda found, language: "anderhalf"),
    ("score", r"(?P<one>\d{1,2})[-–](?P<other>\d{1,2})«end»(?![-–.,/:]\d| [a-z])", score),
    ("digits", r"(?P<number>[1-9]\d{3}) ?(?P<letters>[A-Z]{2})«end»", postcode),
    ("number", r"(?P<number>\d{1,6})-(?P<word>jarig\w{0,3}|daags\w{0,2}|delig\w{0,2}|voudig\w{0,2}|koppig\w{0,2}|persoons)«end»", compound),
    ("year", r"\d{4}«end»(?![.,:/]\d|[-–—]\d|\s?[%°€£$²³])", lone_year),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("abbreviation", r"(?P<word>(?i:«numbered»))\.(?= ?\d)", before_number),
    ("date", r"(?P<month>(?:jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec))\.(?!«last»)", short_month),
    ("letters", r"(?P<name>[a-zA-Z]{2,4})['’]s«end»", plural_letters),
    ("date", rf"(?P<first>{DAY})\.?[-–](?P<last>{DAY})«end»", weekdays),
    ("date", rf"(?P<day>{DAY})(?:\.(?=\s?[-–—]|,?\s\d)|(?=\s\d{{1,2}}\s«month»))", weekday),
    ("date", rf"(?P<day>{DAY})«end»\.?(?=(?:,|,? en|,? of) {DAY}«end»)", weekday),
    ("date", rf"(?P<day>{DAY})«end»(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", listed_day),
    ("decade", r"(?P<word>(?i:jaren)) ['’]?(?P<number>\d{1,3}0)«end»", decade),
    ("Roman numeral", rf"(?P<name>[A-Za-zè-]{{2,20}})\s(?P<numeral>{NUMERAL})«end»(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("Roman numeral", r"(?P<numeral>[IVX]|[IVXLCDM]{2,12})(?:e|de|ste)«end»", numeral_nth),
    ("abbreviation", r"St\.(?=-?\s?[A-Z])", lambda found, language: "Sint"),
    *ALONE,
    ("abbreviation", r"(?P<stem>[A-Z][a-z]{2,20})str\.(?!«last»)", street),
    ("word", r"(?:OK|ok|Ok|oké)«end»", lambda found, language: "oké"),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("number", r"#(?P<number>\d{1,9})«end»", hash_number),
    ("year", r"['’‘](?P<year>\d\d)«end»", short_year),
    ("symbol", r"§", lambda found, language: "paragraaf"),
    ("number", r"[≈~](?= ?«number»)", lambda found, language: "ongeveer"),
    ("word", r"['’‘](?P<word>[stkmnr])«end»", clitic),
)
DUTCH = Language(
    code="nl",
    decimal=",",
    groups=".\u202f\u00a0",
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    clock=clock,
    words={
        "point": "komma", "minus": "min", "plus": "plus", "to": "tot", "per": "per", "by": "bij", "and": "en",
        "over": "gedeeld door", "ratio": "op", "version": "versie", "version point": "punt", "times": "keer", "slash": "",
        "power": "tot de macht", "star": "sterretje", "hash": "hekje", "<": "minder dan", ">": "meer dan",
    },
    symbols=tables.SYMBOLS,
    units=tables.UNITS,
    close_units=tables.CLOSE_UNITS,
    currencies=tables.CURRENCIES,
    magnitudes=tables.MAGNITUDES,
    price="{whole} {cents}",
    months=tables.MONTH_NUMBERS,
    abbreviations=tables.ABBREVIATIONS,
    said=tables.SAID,
    short=tables.SHORT,
    spelled=tables.SPELLED,
    emoji=EMOJI,
    figures=FIGURES,
    letters=LETTERS,
    signs=SIGNS,
    never_last=words("max min eng red sec tel ing div gem"),
    calling=words("bel bellen belt tel toets sms"),
    variables={"numbered": any_of(tables.BEFORE_NUMBERS), "no_unit": r"(?<=[\d ]t)['’-]\w"},
)  # fmt: skip
