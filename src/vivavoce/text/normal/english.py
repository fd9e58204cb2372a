"""English: number words, dates, times, years, Roman numerals and abbreviations that depend on what is around."""

import re
from dataclasses import replace

from vivavoce.text.normal import english_words as tables
from vivavoce.text.normal.emoji import ENGLISH
from vivavoce.text.normal.figures import YEARS, bare, counted, digits, number, whole
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.roman import ALONE, NUMERAL, value
from vivavoce.text.normal.capitals import is_shouted

DIGITS = tuple("zero one two three four five six seven eight nine".split())
TEENS = tuple(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)  # fmt: skip
TENS = tuple("- - twenty thirty forty fifty sixty seventy eighty ninety".split())
THOUSANDS = tuple(
    "- thousand million billion trillion quadrillion quintillion sextillion septillion octillion nonillion".split()
)  # fmt: skip
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
POWERS_OF_TEN = re.compile(r"[1-9]000*")


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
    """ten thirty, ten oh five, ten o'clock, fourteen hundred; with seconds at the end"""
    if second is None and minute == 0:
        even = "hundred" if hour > 12 else "o'clock"
        return "midnight" if hour == 0 else f"{cardinal(hour)} {even}"
    said = f"{cardinal(hour)} {minutes(minute)}"
    if second is None:
        return said
    return f"{said} and {'one second' if second == 1 else cardinal(second) + ' seconds'}"


def minutes(minute: int) -> str:
    return "hundred" if minute == 0 else f"oh {DIGITS[minute]}" if minute < 10 else cardinal(minute)


# Dates


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
    day_first = (language is BRITISH or first > 12 or found["mark"] == ".") and second <= 12
    day, month = (first, second) if day_first else (second, first)
    return date(day, month, full_year(found["year"]), the=language is BRITISH)


def full_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


def day_of_month(found: re.Match[str], language: Language) -> str | None:
    """9/11, and 12/25 after a word that dates follow."""
    if (found["first"], found["second"]) == ("9", "11"):
        return "nine eleven"
    if word_before(found).lower() not in DATE_WORDS or int(found["second"]) < 1:
        return None
    day_first = language is BRITISH
    first, second = int(found["first"]), int(found["second"])
    return date(first, second, None, the=True) if day_first else date(second, first, None)


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


# Years and other numbers


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


def paired(n: int) -> str:
    """one oh one, three seventy, ten sixty-six"""
    head, rest = divmod(n, 100)
    if n < 100 or (rest == 0 and head % 10 == 0):
        return cardinal(n)
    return f"{cardinal(head)} {minutes(rest)}"


def in_pairs(found: re.Match[str], language: Language) -> str | None:
    return paired(int(found[0])) if word_before(found) in tables.PAIRED else None


def decade(found: re.Match[str], language: Language) -> str:
    """nineteen nineties, nineties, eighteen hundreds"""
    n = int(found["year"])
    said = year(n) if n >= 1000 else cardinal(n)
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


def out_of(found: re.Match[str], language: Language) -> str:
    """4.5/5"""
    return f"{number(found['low'], language)} out of {number(found['high'], language)}"


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


def nth(found: re.Match[str], language: Language) -> str:
    return ordinal(int(bare(found["number"], language)))


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


def plain_decimal(found: re.Match[str], language: Language) -> str:
    """.5"""
    return f"{'minus ' if found['sign'] else ''}point {digits(found['decimals'], language)}"


# Words


def roman(found: re.Match[str], language: Language) -> str | None:
    """Chapter IV, Henry VIII; I only where it cannot be the pronoun."""
    name, numeral = found["name"], found["numeral"]
    n = value(numeral)
    if n is None or (n > 50 and name not in tables.NUMBERED):
        return None
    if (
        name not in tables.KINGS
        and name not in tables.NUMBERED
        and (len(numeral) < 2 or not set(numeral) <= set("IVX"))
    ):
        return None
    if numeral == "I" and not found["name"] == "War" and not AFTER_FIRST.match(after(found)):
        return None
    if name in tables.KINGS:
        return f"{name} the {ordinal(n)}"
    return f"{name} {cardinal(n)}"


def street_or_saint(found: re.Match[str], language: Language) -> str:
    """St. before a name is a saint, after one a street; Dr. likewise."""
    one, other = ("Street", "Saint") if found["word"] == "St" else ("Drive", "Doctor")
    name_follows = re.match(r"\s[A-Z]", after(found)) is not None
    name_before = NAME_BEFORE.search(before(found)) is not None
    numbered = re.search(r"\b\d+(?:st|nd|rd|th)?(?:\s[A-Z][\w']*\.?){0,3}\s\Z", before(found)) is not None
    return one if name_before and (numbered or not name_follows) else other


def zip_code(found: re.Match[str], language: Language) -> str | None:
    """TX 75001"""
    return digits(found[0], language) if STATE.search(before(found)) else None


def of_inches(found: re.Match[str], language: Language) -> str:
    """10 in. pipe"""
    return counted(found["number"], *language.units["in"], language)


def by_marks(found: re.Match[str], language: Language) -> str | None:
    """3' x 5', a 27" screen: feet and inches where other measures, or what is measured, stand beside."""
    if not MEASURED.match(after(found)) and word_before(found) not in ("x", "by", "×"):
        return None
    one, many = language.units["in" if found["mark"] in "\"”″" else "ft"]
    return counted(found["number"], one, many, language)


def plural_number(found: re.Match[str], language: Language) -> str | None:
    """B-52s"""
    if not re.search(r"[A-Z]-\Z", before(found)):
        return None
    said = paired(int(found["number"]))
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


def score(found: re.Match[str], language: Language) -> str:
    """9/10 stars"""
    return f"{whole(found['low'], language)} out of {whole(found['high'], language)}"


def street(found: re.Match[str], language: Language) -> str | None:
    """5th Ave, but not "Ave Maria"."""
    return tables.STREETS[found["word"]] if NAME_BEFORE.search(before(found)) else None


def century(found: re.Match[str], language: Language) -> str | None:
    n = value(found["numeral"])
    return None if n is None else ordinal(n)


def long_numeral(found: re.Match[str], language: Language) -> str | None:
    """MCMXCIX: mostly a year"""
    n = value(found[0])
    return None if n is None else year(n)


def article(found: re.Match[str], language: Language) -> str | None:
    """ "A dog", but not "Plan A": the article is small, so that a capital is always the letter."""
    return None if re.search(r"[\w'’]\s\Z", before(found)) and not is_shouted(found) else "a"


def before_number(found: re.Match[str], language: Language) -> str | None:
    """No. 5; without a full stop only where the word is no other: Vol 2"""
    if not found["dot"] and found["word"] not in tables.WITHOUT_STOP:
        return None
    said = tables.BEFORE_NUMBERS[found["word"].lower()]
    return said.capitalize() if found["word"][0].isupper() else said


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"number {whole(found['number'], language)}"


def section(found: re.Match[str], language: Language) -> str:
    return "sections" if found[0] == "§§" else "section"


def root(found: re.Match[str], language: Language) -> str:
    return "square root of"


def okay(found: re.Match[str], language: Language) -> str:
    return "okay"


def either(found: re.Match[str], language: Language) -> str:
    return {
        "and/or": "and or",
        "he/she": "he or she",
        "she/he": "she or he",
        "his/her": "his or her",
        "him/her": "him or her",
    }[found[0].lower()]


NAME_BEFORE = re.compile(r"\b[A-Z\d][\w']*\s\Z")
STATE = re.compile(r"\b[A-Z]{2}\s\Z")
MEASURED = re.compile(r" ?[x×] ?\d| (?:by|wide|tall|long|deep|high|thick|screen|monitor|display|TV|laptop|tablet|pipe|wheels?)\b")
YEAR_WORDS = frozenset(
    "in since by until till circa year years from summer spring autumn fall winter early late mid class "
    "january february march april may june july august september october november december".split()
)
DATE_WORDS = frozenset(
    "on by since until before after from date dated monday tuesday wednesday thursday friday".split()
)
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
AFTER_FIRST = re.compile(r"\s?(?:[.,;:!?)\"'’”—]|\Z)|\s(?:of|and|to|is|was|were|in|began|ended|died|by)\b")

HALF = r"(?P<half>[aApP])\.? ?[mM](?:\.(?!«last»)|(?=\.«last»)|(?![\w.]))"
DAY_YEAR = r"(?:,? (?P<year>[12]\d{3})«end»(?!,\d))?"
FIGURES: tuple[Row, ...] = (
    ("date", r"(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?Z?)?«end»", iso_date),
    ("date", r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)«end»(?![./-]\d)", slash_date),
    ("date", r"(?P<first>\d{1,2})/(?P<second>\d{1,2})«end»(?![/.,]\d)", day_of_month),
    ("year", r"(?P<first>[12]\d{3})/(?P<last>\d\d)«end»(?![/.,]\d)", season),
    ("date", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<of> of)? (?P<month>«month»)\.?«end»{DAY_YEAR}", day_first),
    ("time", rf"(?:(?P<from>\d{{1,2}})(?::(?P<begin>\d\d))?(?: ?(?P<first>[aApP])\.?[mM]\.?)?(?: ?[-–—] ?| to ))?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?{HALF}", of_day),
    ("ratio", r"(?P<low>\d{1,3}\.\d{1,2})/(?P<high>\d{1,3})«end»", out_of),
    ("decade", r"(?P<year>\d{1,3}0)['’]?s«end»", decade),
    ("number", r"(?P<number>\d{1,4})['’]?s«end»", plural_number),
    ("unit", r"(?P<number>«number») in\.(?=[,;:]|\s[a-z\d])", of_inches),
    ("unit", r"(?P<number>«number»)(?P<mark>['’′\"”″])(?!\w)", by_marks),
    ("digits", r"\d{5}(?:-\d{4})?«end»(?![.,:-]\d)", zip_code),
    ("ratio", r"(?P<low>\d{1,3})/(?P<high>\d{1,3})(?=\s(?:stars?|people|points|doctors|dentists|experts|times)\b)", score),
    ("ordinal", r"(?P<number>«whole»)(?:st|nd|rd|th|ST|ND|RD|TH)«end»", nth),
    ("year", r"(?P<year>\d{1,5}) (?P<era>B\.?C(?:\.?E)?|A\.?D|C\.?E)(?:\.(?!«last»)|(?=\.«last»)|(?![\w.]))", era),
    ("year", r"\d{4}«end»(?![,.:/]\d|[-–—] ?[\d$€£]|[%°€£$¢^²³]| ?[x×] ?\d)", lone_year),
    ("number", r"\d{3}«end»(?![,.:/]\d|[-–—]\d|[%°€£$¢^²³])", in_pairs),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("date", rf"(?P<month>«month»)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–—](?P<last>\d{{1,2}}))?«end»(?![:/.%]\d|%){DAY_YEAR}", month_first),
    ("date", r"(?P<first>«day»|«short_month»)\.? ?[-–—] ?(?P<last>«day»|«short_month»)«end»\.?(?!-)", span),
    ("date", r"(?P<month>«short_month»)«end»\.?(?:,? (?P<year>[12]\d{3})«end»)", month_alone),
    ("date", r"(?P<month>«short_month»)(?P<year>)\.(?!«last»)", month_alone),
    ("date", r"(?P<day>«day»)(?:\.(?!«last»)|(?=\.«last»|,))", day_name),
    ("year", r"(?P<era>A\.?D\.?|AD) (?P<year>\d{1,4})«end»", lambda found, language: f"A D {year(int(found['year']))}"),
    ("Roman numeral", rf"(?P<name>[A-Z][a-z]+)\s(?P<numeral>{NUMERAL})«end»(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("Roman numeral", rf"(?P<numeral>{NUMERAL})«end»(?=\s(?i:century|centuries|dynasty)\b)", century),
    ("Roman numeral", rf"(?:MC[MDCLX]|MD[CLX]|MMX)[IVXLCDM]{{1,10}}«end»(?!['’]\w)", long_numeral),
    *ALONE,
    ("word", r"A(?=\s[^\W\d_][^\W\d_]|\s\d)", article),
    ("abbreviation", r"v\.(?=\s[A-Z])", lambda found, language: "versus"),
    ("abbreviation", r"(?P<word>St|Dr)(?:\.(?!«last»)|(?=\.«last»)|(?=\s[A-Z]|[,;]|\s?\Z))", street_or_saint),
    ("abbreviation", r"(?P<word>Ave|Blvd|Rd|Ln|Ct|Pl|Pkwy|Sq)«end»(?![.'’])", street),
    ("abbreviation", r"c\.(?=\s?\d)", lambda found, language: "circa"),
    ("abbreviation", r"(?P<word>(?i:«numbered»))(?P<dot>\.(?= ?\d)|(?= \d))", before_number),
    ("word", r"(?:OK|ok|Ok|O\.K\.)«end»", okay),
    ("word", r"(?i:and/or|s?he/s?he|his/her|him/her)«end»", either),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("decade", r"['’‘](?P<year>\d0)s«end»", decade),
    ("year", r"['’‘](?P<year>\d\d)«end»(?!['’\"])", short_year),
    ("number", r"#(?P<number>\d{1,9})«end»", hash_number),
    ("number", r"№(?= ?\d)", lambda found, language: "number"),
    ("symbol", r"§§?", section),
    ("word", r"\.(?=[A-Z]{3}\b)", lambda found, language: "dot"),
    ("number", r"[≈~](?= ?«number»)", lambda found, language: "about"),
    ("number", r"(?P<sign>[-−])?\.(?P<decimals>\d{1,40})«end»(?!\.\d)", plain_decimal),
    ("symbol", r"√", root),
)

SYMBOLS = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "?": "question mark", "=": "equals",
    "&": "and", "#": "hashtag", "%": "percent", "‰": "per mille", "+": "plus", "~": "tilde", "@": "at", "*": "times",
    "×": "times", "·": "times", "⋅": "times", "÷": "divided by", "<": "is less than", ">": "is greater than",
    "≤": "is less than or equal to", "≥": "is greater than or equal to", "≈": "is about", "≠": "does not equal",
    "±": "plus or minus", "^": "to the power of", "−": "minus", "–": "to", "²": "squared", "³": "cubed",
    "→": "to", "∞": "infinity", "π": "pi", "©": "copyright", "®": "registered", "\\": "backslash", "√": "square root of",
    "∑": "sum", "∫": "integral", "∈": "in", "∆": "delta", "°": "degrees", "€": "euro", "$": "dollar", "£": "pound",
    "µ": "micro",
}  # fmt: skip

AMERICAN = Language(
    code="en",
    decimal=".",
    groups=",\u202f",
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    clock=clock,
    words={
        "point": "point", "minus": "minus", "plus": "plus", "to": "to", "per": "per", "by": "by", "and": "and",
        "over": "over", "ratio": "to", "version": "version", "version point": "point", "times": "times", "slash": "slash",
        "power": "to the power of",
    },
    symbols=SYMBOLS,
    units=tables.UNITS,
    close_units=tables.CLOSE_UNITS,
    currencies=tables.CURRENCIES,
    magnitudes=tables.MAGNITUDES,
    price="{whole} and {change}",
    months=tables.MONTH_NUMBERS,
    abbreviations=tables.ABBREVIATIONS,
    said=tables.SAID_ACRONYMS,
    short=tables.SHORT_WORDS,
    spelled=tables.SPELLED,
    emoji=ENGLISH,
    figures=FIGURES,
    letters=LETTERS,
    signs=SIGNS,
    has_unicode_names=True,
    articles=words("a an"),
    calling=words("call dial phone ring text dialed dialled called"),
    variables={
        "short_month": "(?:" + "|".join(sorted(one.title() for one in tables.MONTH_NUMBERS if len(one) < 5)) + ")",
        "day": "(?:" + "|".join(sorted((one.title() for one in tables.DAYS), key=len, reverse=True)) + ")",
        "numbered": any_of(tables.BEFORE_NUMBERS),
    },
)  # fmt: skip
BRITISH = replace(AMERICAN, code="en-GB", cardinal=british)
