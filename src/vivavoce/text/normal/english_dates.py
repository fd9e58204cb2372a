"""English dates, years and times, by their shape and the words around."""

import re

from vivavoce.text.normal import english_words as tables
from vivavoce.text.normal.english_numbers import DIGITS, cardinal, minutes, ordinal, paired, year
from vivavoce.text.normal.language import Language, Row, after, before, word_before
from vivavoce.text.normal.numbers import YEARS, bare
from vivavoce.text.normal.years import full_year


def date(day: int, month: int, of_year: int | None, *, the: bool = False) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    name = tables.MONTHS[month - 1]
    said = f"the {ordinal(day)} of {name}" if the else f"{name} {ordinal(day)}"
    return said if of_year is None else f"{said}{' ' if the else ', '}{year(of_year)}"


def iso_date(found: re.Match[str], language: Language) -> str | None:
    said = date(int(found["day"]), int(found["month"]), int(found["year"]))
    if said is None or not found["hour"]:
        return said
    return f"{said}, {language.clock(int(found['hour']) % 24, int(found['minute']) % 60, None)}"


def slash_date(found: re.Match[str], language: Language) -> str | None:
    """3/4/2026, month first, unless that cannot be or the region has it otherwise."""
    first, second = int(found["first"]), int(found["second"])
    day_first = (is_british(language) or first > 12 or found["mark"] == ".") and second <= 12
    day, month = (first, second) if day_first else (second, first)
    return date(day, month, full_year(found["year"]), the=is_british(language))


def is_british(language: Language) -> bool:
    return language.code == "en-GB"


def day_of_month(found: re.Match[str], language: Language) -> str | None:
    """9/11, and 12/25 after a word that dates follow."""
    if (found["first"], found["second"]) == ("9", "11"):
        return "nine eleven"
    if not (is_due(found) or stands_alone(found, language)) or SHARE_AFTER.match(after(found)):
        return None
    day_first = is_british(language)
    first, second = int(found["first"]), int(found["second"])
    return date(first, second, None, the=True) if day_first else date(second, first, None)


def month_and_year(found: re.Match[str], language: Language) -> str | None:
    """expires 12/26: what is printed on a card"""
    month, short = int(found["first"]), int(found["second"])
    if not 1 <= month <= len(tables.MONTHS) or short not in YEARS_OF_CARDS or not EXPIRES.search(before(found)):
        return None
    return f"{'oh ' if found['first'].startswith('0') else ''}{cardinal(month)} {cardinal(short)}"


def is_due(found: re.Match[str]) -> bool:
    """Whether a word is before that dates follow: on 6/11, due: 6/11, Monday, 6/11, as of 6/11."""
    if AS_OF.search(before(found)):
        return True
    last = DATE_WORD.search(before(found))
    return last is not None and (last[1].lower() in DATE_WORDS or last[1].lower() in tables.DAYS)


def stands_alone(found: re.Match[str], language: Language) -> bool:
    """Whether it is all of the text, and can be nothing but a date: 12/25, but not 3/4, 7/4 or 15/16."""
    if before(found).strip() or after(found).strip(" .!?\n"):
        return False
    first, second = int(found["first"]), int(found["second"])
    return max(first, second) > len(tables.MONTHS) and language.fraction(first, second) is None


def month_first(found: re.Match[str], language: Language) -> str | None:
    """May 3rd, 2026 or Jan. 5; with the last day of a range."""
    if not found["month"][0].isupper():
        return None
    said = date(int(found["day"]), language.months[found["month"].lower()], None)
    if said is None:
        return None
    if found["last"]:
        said += f" to {ordinal(int(found['last']))}"
    return f"{said}, {year(int(found['year']))}" if found["year"] else said


def day_first(found: re.Match[str], language: Language) -> str | None:
    """3 May 2026: the third of May twenty twenty-six; without an article where one is written, or "of" is."""
    if not found["month"][0].isupper():
        return None
    of_year = int(found["year"]) if found["year"] else None
    said = date(int(found["day"]), language.months[found["month"].lower()], of_year, the=True)
    if said is None or (word_before(found).lower() != "the" and not found["of"]):
        return said
    return said.removeprefix("the ")


def month_alone(found: re.Match[str], language: Language) -> str | None:
    """Jan. or Sept 2026"""
    written = found["month"]
    if not written[0].isupper() or written.lower() == "may":
        return None
    name = tables.MONTHS[language.months[written.lower()] - 1]
    return f"{name} {year(int(found['year']))}" if found["year"] else name


def span(found: re.Match[str], language: Language) -> str | None:
    """Mon-Fri, Jan-Mar"""
    first, last = (full_name(found[one]) for one in ("first", "last"))
    return f"{first} to {last}" if first and last else None


def full_name(short: str) -> str | None:
    if short.lower() in tables.DAYS:
        return tables.DAYS[short.lower()]
    month = tables.MONTH_NUMBERS.get(short.lower())
    return None if month is None else tables.MONTHS[month - 1]


def day_name(found: re.Match[str], language: Language) -> str | None:
    return tables.DAYS[found["day"].lower()] if found["day"][0].isupper() else None


def last_day(found: re.Match[str], language: Language) -> str | None:
    """on Sun. or next Sat. at the end of a text, where both are words as well"""
    return tables.DAYS[found["day"].lower()] if word_before(found).lower() in DAY_WORDS else None


def told_day(found: re.Match[str], language: Language) -> str | None:
    """on Sat we, closed Sun"""
    return tables.DAYS[found["day"].lower()] if word_before(found) in SURE_DAY_WORDS else None


def listed_day(found: re.Match[str], language: Language) -> str | None:
    """Mon, Wed and Fri: the last of them"""
    return tables.DAYS[found["day"].lower()] if DAYS_BEFORE.search(before(found)) else None


def lone_year(found: re.Match[str], language: Language) -> str | None:
    """Four digits that are a year, by their size and what is around; otherwise they are a number."""
    n = int(found[0])
    last = word_before(found)
    if last in tables.PAIRED or ADDRESS.match(after(found)):
        return paired(n)
    if last.lower() in YEAR_WORDS:
        return year(n)
    if n not in YEARS or before(found)[-1:] in ("#", "№"):
        return None
    counted = SURELY_COUNTED if n in OUR_TIMES and n % 100 else COUNTED
    return None if counted.match(after(found)) else year(n)


def in_pairs(found: re.Match[str], language: Language) -> str | None:
    return paired(int(found[0])) if word_before(found) in tables.PAIRED else None


def decade(found: re.Match[str], language: Language) -> str:
    """nineteen nineties, nineties, eighteen hundreds"""
    n = int(found["year"])
    said = year(n) if n >= 1000 else cardinal(n)
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


def season(found: re.Match[str], language: Language) -> str | None:
    """2008/09: two thousand eight oh nine"""
    first, last = int(found["first"]), int(found["last"])
    return f"{year(first)} {minutes(last)}" if (first + 1) % 100 == last and last else None


def short_year(found: re.Match[str], language: Language) -> str:
    """'26"""
    n = int(found["year"])
    return f"oh {DIGITS[n]}" if n < 10 else cardinal(n)


def era(found: re.Match[str], language: Language) -> str:
    letters = re.sub(r"[^A-Z]", "", found["era"])
    n = int(bare(found["year"], language))
    return f"{year(n) if n < 3000 else cardinal(n)} {' '.join(letters)}"


def of_day(found: re.Match[str], language: Language) -> str | None:
    """7 p.m., 10:30 AM, 9-5 pm"""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = cardinal(hour) + (f" {minutes(minute)}" if minute else "")
    if found["from"]:
        start, begin = found["from"], int(found["begin"] or 0)
        first = cardinal(int(start)) + (f" {minutes(begin)}" if begin else "")
        said = f"{first}{' ' + found['first'].upper() + ' M' if found['first'] else ''} to {said}"
    return f"{said} {found['half'].upper()} M"


YEAR_WORDS = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "circa",
        "year",
        "years",
        "from",
        "summer",
        "spring",
        "autumn",
        "fall",
        "winter",
        "early",
        "late",
        "mid",
        "class",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
DATE_WORDS = frozenset(
    [
        "on",
        "by",
        "since",
        "until",
        "before",
        "after",
        "from",
        "date",
        "dated",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "due",
        "deadline",
        "effective",
        "starting",
        "starts",
        "begins",
        "expires",
        "exp",
        "thru",
    ]
)
DAYS_BEFORE = re.compile(r"\b(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?(?:,|,? and|,? &|,? or) \Z")
SURE_DAY_WORDS = frozenset(
    [
        "on",
        "by",
        "next",
        "this",
        "last",
        "every",
        "each",
        "until",
        "till",
        "before",
        "after",
        "closed",
        "Closed",
        "Open",
    ]
)
DAY_WORDS = SURE_DAY_WORDS | {"you", "and", "open"}
SHARE_AFTER = re.compile(r" (?:of|off|cup|teaspoon|tablespoon|tsp|tbsp|inch|mile|hour|price|the (?:way|price))s?\b")
AS_OF = re.compile(r"\b[Aa]s of \Z")
EXPIRES = re.compile(
    r"\b(?:exp(?:\.|ires?|iry|iration)?(?: date)?|(?:valid|good) (?:thru|through|until|till))(?: is|:)? \Z",
    re.IGNORECASE,
)
YEARS_OF_CARDS = range(20, 50)  # above the days of a month, but for a few
DATE_WORD = re.compile(r"([^\W\d_]+)(?:\.?,?|:)[ \u00a0]\Z")
# What is counted by a number before: a word in small letters that ends as plurals do.
COUNTED = re.compile(
    r"[ \u00a0-](?!(?:was|is|has|as|its|this|does|less|plus|versus)\b)(?:[a-z]+ )?(?:people|men|women|children|[a-z]{2,}[^s\W]s)\b"
)
# The same, for numbers that are much more often years.
SURELY_COUNTED = re.compile(
    r"[ \u00a0-](?:people|men|women|children|miles|meters|feet|dollars|euros|pounds|calories|pages|words|points|votes|"
    r"years|months|weeks|days|hours|minutes|seconds|times|times|square|cubic|seats|employees|members|students|copies)\b"
)
OUR_TIMES = range(1900, 2100)
ADDRESS = re.compile(
    r" (?:[NSEW]\.? )?(?:[A-Z][a-z]+ ){1,3}?(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Lane|Ln|Way|Court|Ct)\b"
)
HALF = r"(?P<half>[aApP])\.? ?[mM](?:\.(?!«last»)|(?=\.«last»)|(?![\w.]))"
HOURS = r" \d{1,2}(?:[:.]\d\d)?(?: ?[apAP]\.?[mM]| ?[-–—] ?\d|(?<=:\d\d)(?!\d))"
DAY_YEAR = r"(?:,? (?P<year>[12]\d{3})«end»(?!,\d))?"

FIGURES: tuple[Row, ...] = (
    ("date", r"(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d{1,9})?)?Z?)?«end»", iso_date),
    ("date", r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)«end»(?![./-]\d)", slash_date),
    ("date", r"(?P<first>\d{1,2})/(?P<second>\d\d)«end»(?![/.,]\d)", month_and_year),
    ("date", r"(?P<first>\d{1,2})/(?P<second>\d{1,2})«end»(?![/.,]\d)", day_of_month),
    ("year", r"(?P<first>[12]\d{3})/(?P<last>\d\d)«end»(?![/.,]\d)", season),
    ("date", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<of> of)? (?P<month>«month»)\.?«end»{DAY_YEAR}", day_first),
    ("time", rf"(?:(?P<from>\d{{1,2}})(?::(?P<begin>\d\d))?(?: ?(?P<first>[aApP])\.?[mM]\.?)?(?: ?[-–—] ?| to ))?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?{HALF}", of_day),
    ("decade", r"(?P<year>\d{1,3}0)['’]?s«end»", decade),
    ("year", r"(?P<year>\d{1,5}) (?P<era>B\.?C(?:\.?E)?|A\.?D|C\.?E)(?:\.(?!«last»)|(?=\.«last»)|(?![\w.]))", era),
    ("year", r"\d{4}«end»(?![,.:/]\d|[-–—] ?[\d$€£]|[%°€£$¢^²³]| ?[x×] ?\d)", lone_year),
    ("number", r"\d{3}«end»(?![,.:/]\d|[-–—]\d|[%°€£$¢^²³])", in_pairs),
)  # fmt: skip

LETTERS: tuple[Row, ...] = (
    ("date", rf"(?P<month>«month»)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–—](?P<last>\d{{1,2}}))?«end»(?![:/.%]\d|%){DAY_YEAR}", month_first),
    ("date", r"(?P<first>«day»|«short_month»)\.? ?[-–—] ?(?P<last>«day»|«short_month»)«end»\.?(?!-)", span),
    ("date", r"(?P<month>«short_month»)«end»\.?(?:,? (?P<year>[12]\d{3})«end»)", month_alone),
    ("date", r"(?P<month>«short_month»)(?P<year>)\.(?!«last»)", month_alone),
    ("date", rf"(?P<day>«day»)(?:\.(?!«last»)|(?<!Sun)(?<!Sat)(?<!Wed)(?=\.«last»)|(?=, ?(?:\d|«short_month»)| \d{{1,2}}/\d| \d{{1,2}}(?:st|nd|rd|th)? «month»«end»| «month»\.? \d|{HOURS}| closed\b(?! (?:the|my|his|her|its|a|an)\b)|(?:,|,? and|,? &|,? or) «day»«end»))", day_name),
    ("date", r"(?P<day>«day»)(?=\.?(?![^\W_]))", listed_day),
    ("date", r"(?P<day>Sun|Sat|Wed)(?=\.«last»)", last_day),
    ("date", r"(?P<day>«day»)«end»(?!['’.]|\s[A-Z])", told_day),
    ("year", r"(?P<era>A\.?D\.?|AD) (?P<year>\d{1,4})«end»", lambda found, language: f"A D {year(int(found['year']))}"),
)  # fmt: skip

SIGNS: tuple[Row, ...] = (
    ("decade", r"['’‘](?P<year>\d0)s«end»", decade),
    ("year", r"['’‘](?P<year>\d\d)«end»(?!['’\"])", short_year),
)  # fmt: skip
