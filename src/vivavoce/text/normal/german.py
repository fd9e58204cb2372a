"""German: dates with their endings, times, ordinals, and what else depends on the words around."""

import re

from vivavoce.text.normal import german_words as tables
from vivavoce.text.normal.emoji import GERMAN as EMOJI
from vivavoce.text.normal.german_numbers import DIGITS, cardinal, clock, compound, fraction, hours, ordinal, year
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.numbers import YEARS, digits, whole, without_article
from vivavoce.text.normal.roman import ALONE, NUMERAL, value


def ending(found: re.Match[str]) -> str:
    """What an ordinal ends with behind the word before, of the first of several: am dritten, der dritte, ein dritter."""
    series = SERIES.search(before(found))
    last = (series[1] or "").lower() if series else word_before(found).lower()
    return "n" if last in tables.WEAK else "" if last in tables.DEFINITE else "r"


def date(found: re.Match[str], day: int, month: int, of_year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    apposition = AM_WEEKDAY.search(before(found)) is not None
    said = (
        f"{'dem ' if apposition else ''}{ordinal(day)}{'n' if apposition else ending(found)} {tables.MONTHS[month - 1]}"
    )
    return f"{said} {year(full_year(of_year))}" if of_year else said


def full_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


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


def is_dated(found: re.Match[str]) -> bool:
    """Whether 15.3. is a date: behind an article, another date, with a zero as only dates have, or inside a sentence."""
    last = word_before(found).lower()
    if last in tables.WEAK | tables.DEFINITE or SERIES.search(before(found)) or found["month"].startswith("0"):
        return True
    return last not in tables.NUMBERED and re.match(r"\s[a-zäöü]", after(found)) is not None


def iso_date(found: re.Match[str], language: Language) -> str | None:
    return date(found, int(found["day"]), int(found["month"]), found["year"])


def short_month(found: re.Match[str], language: Language) -> str:
    return tables.MONTHS[language.months[found["month"].lower()] - 1]


def nth(found: re.Match[str], language: Language) -> str | None:
    """der 3. Versuch, zum 10. Mal, als 1. ins Ziel; without an article a noun or a small letter has to follow."""
    last = word_before(found).lower()
    n = int(found["number"])
    if last in tables.WEAK | tables.DEFINITE | tables.STRONG:
        return ordinal(n) + ("" if last == "eine" else ending(found))
    if SERIES.search(before(found)):
        return ordinal(n) + ending(found)
    if starts_sentence(found) and (following := OF_RANK.match(after(found))) is not None:
        return ordinal(n) + ("" if FEMININE.match(following[1]) else "r")
    noun = re.match(r"\s[A-ZÄÖÜ]", after(found)) is not None and not BEGINS.match(after(found))
    small = re.match(r"\s[a-zäöü]", after(found)) is not None
    return ordinal(n) + "r" if (noun or small) and last not in tables.NUMBERED and not starts_sentence(found) else None


def last_nth(found: re.Match[str], language: Language) -> str | None:
    """At the end of a text the full stop stays: er wurde der 2."""
    is_one = word_before(found).lower() in tables.WEAK | tables.DEFINITE or SERIES.search(before(found)) is not None
    return ordinal(int(found["number"])) + ending(found) if is_one else None


def listed_nth(found: re.Match[str], language: Language) -> str:
    """1., 2. und 3."""
    return ordinal(int(found["number"])) + ending(found)


def weekday(found: re.Match[str], language: Language) -> str:
    return tables.DAYS[found["day"]]


def listed_day(found: re.Match[str], language: Language) -> str | None:
    """Mo., Di., Mi.: the last of them; am Mi"""
    is_day = DAYS_BEFORE.search(before(found)) or word_before(found) in ("am", "jeden", "nächsten", "letzten")
    return tables.DAYS[found["day"]] if is_day else None


def weekdays(found: re.Match[str], language: Language) -> str:
    """Mo.-Fr., Sa/So"""
    return f"{tables.DAYS[found['first']]} {tables.JOINS[found['join']]} {tables.DAYS[found['last']]}"


def numeral_nth(found: re.Match[str], language: Language) -> str | None:
    """im XX. Jahrhundert"""
    n = value(found["numeral"])
    return None if n is None else ordinal(n) + ending(found)


def and_a_half(found: re.Match[str], language: Language) -> str:
    """2½: zweieinhalb"""
    return compound(int(found["whole"])) + "einhalb"


def starts_sentence(found: re.Match[str]) -> bool:
    return not re.search(r"[\w,]\s\Z", before(found))


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


def decade(found: re.Match[str], language: Language) -> str:
    """die 90er: neunziger, die 68er, with the ending as written"""
    n = int(found["number"])
    said = year(n) if n >= 1000 else compound(n) or cardinal(n)
    return said + found["ending"]


def adjective(found: re.Match[str], language: Language) -> str:
    """3-jährig, 5-stellig, 2fach, 100%ig"""
    sign = "prozent" if found["sign"] else ""
    return compound(int(found["number"])) + sign + found["word"]


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


def one(found: re.Match[str], language: Language) -> str | None:
    """1 before a noun, but after one it is its number: Kapitel 1"""
    last = word_before(found)
    if (
        last.lower() in tables.NUMBERED
        or last.lower() in tables.BEFORE_NUMBERS
        or (last[:1].isupper() and not starts_sentence(found))
    ):
        return None
    article = "eine" if FEMININE.match(after(found)[1:]) else "ein"
    if last.lower() in tables.DATIVE:
        return article + ("r" if article == "eine" else "em")
    return article


def half(found: re.Match[str], language: Language) -> str | None:
    """1/2 Liter: ein halber Liter; with the gender of what is halved, where that can be told"""
    unit = found["unit"]
    noun = without_article(language.units[unit].one) if unit else found["noun"]
    if FEMININE.match(noun):
        article = "einer halben" if word_before(found).lower() in tables.DATIVE else "eine halbe"
    elif noun in tables.MASCULINE or noun in tables.NEUTER:
        masculine = "ein halber" if noun in tables.MASCULINE else "ein halbes"
        article = "einem halben" if word_before(found).lower() in tables.DATIVE else masculine
    else:
        return None
    return f"{article} {noun}"


def town(found: re.Match[str], language: Language) -> str | None:
    """10115 Berlin, behind a comma or PLZ"""
    return digits(found[0], language) if re.search(r"(?:,|PLZ|D-)\s?\Z", before(found)) else None


def bare_clock(found: re.Match[str], language: Language) -> str | None:
    """um 8.30"""
    return of_clock(found, language) if word_before(found).lower() in ("um", "gegen", "ab") else None


def roman(found: re.Match[str], language: Language) -> str | None:
    """Heinrich VIII., Kapitel IV, Zweiter Weltkrieg II: kings are told how manieth, and the rest counted."""
    name, n = found["name"], value(found["numeral"])
    if n is None or (name not in tables.KINGS and name not in tables.NUMBERED_NAMES):
        return None
    if name in tables.KINGS:
        genitive = word_before(found).lower() in ("von", "unter", "mit", "bei", "zu", "nach", "vor", "seit")
        article = "dem " if genitive else "der "
        return f"{name} {article}{ordinal(n).capitalize()}{'n' if genitive else ''}"
    return f"{name} {cardinal(n)}"


def section(found: re.Match[str], language: Language) -> str:
    return "Paragrafen" if found[0] == "§§" else "Paragraf"


def before_number(found: re.Match[str], language: Language) -> str:
    return tables.BEFORE_NUMBERS[found["word"].lower()]


def saint(found: re.Match[str], language: Language) -> str:
    return "Sankt"


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"Nummer {whole(found['number'], language)}"


# Words that in capitals begin a sentence rather than are what is counted.
BEGINS = re.compile(
    r"\s(?:D[aeiou]\w+|E[rs]|Sie|Ihr|Wir|Ich|Du|Und|Aber|Oder|Ein\w*|In|Im|Am|An|Auf|Nach|Mit|Wer|Was|Wie)\b"
)
# Of these there is a first one even at the beginning of a sentence, where 1. mostly numbers a list.
OF_RANK = re.compile(
    r"\s(FC|Bundesliga|Liga|Weltkrieg|Platz|Preis|Halbjahr|Quartal|Etage|Stock|Klasse|Halbzeit|Runde|Vorsitzender?|"
    r"Jahrhundert|Auflage|Akt|Spieltag|Staffel|Person)\b"
)
FEMININE = re.compile(
    r"(?:[A-ZÄÖÜ]\w*(?:ung|heit|keit|schaft|ion|tät|ik|ei|ur|rin|nz|e)|Frau|Person|Stadt|Nacht|Zeit|Woche|Hand|Wand|Bank|"
    r"Bundesliga|Liga|Mark|Uhr|Tochter|Mutter|Schwester|Million|Maus|Nuss|Tür|Zahl|Nummer|Portion|Zwiebel|Paprika)\b(?<!Käse)(?<!Name)(?<!Junge)(?<!Kunde)"
)
# Dates or ordinals before, and the word that stands before the first of them: am 1.1. und 31.12., der 1., 2. und 3.
SERIES = re.compile(
    r"(?:([^\W\d_]{1,20})\.?\s|(?<![\w.,]))(?:\d{1,2}\.(?:\s?\d{1,2}\.(?:\s?\d{4})?)?(?:, | und | oder | bis | bzw\. |, und )){1,4}\Z"
)
AM_WEEKDAY = re.compile(r"\b(?:am|vom|zum|dem)\s[A-ZÄÖÜ][a-zäöü]{1,9}\.?,\s\Z")
# A word in capitals behind a number is what is counted; but not a name of months or an adverb.
COUNTED = re.compile(r" (?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüß]+")
DAY = "(?:Mo|Di|Mi|Do|Fr|Sa|So)"
DAYS_BEFORE = re.compile(rf"\b{DAY}\.?(?:,|,? und|,? oder) \Z")
HALF = r"(?:1/2|½) ?(?:(?P<unit>«unit»)«end»|(?P<noun>[A-ZÄÖÜ][a-zäöüß]{1,20})«end»)"
END_OF_ORDINAL = r"\.(?!\d)"
FIGURES: tuple[Row, ...] = (
    ("date", r"(?:(?P<first>\d{1,2})\.?(?P<join> ?[-–—/] ?| bis | und | oder ))?(?P<day>\d{1,2})\. ?(?P<month>«month»)\.?«end»(?: (?P<year>[12]\d{3})«end»)?", named_date),
    ("date", r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4}|\d\d)«end»(?![.,]\d|:))?(?![\d])", numbered_date),
    ("date", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)«end»(?!-)", iso_date),
    ("time", r"(?:(?P<from>\d{1,2})(?:[:.](?P<begin>\d\d))?(?: Uhr)? ?(?:[-–—]|bis) ?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?Uhr«end»", of_clock),
    ("decade", r"(?P<number>\d{1,4})(?P<ending>er[nrs]?)«end»", decade),
    ("fraction", HALF, half),
    ("fraction", r"(?P<whole>[1-9]\d{0,2})(?: ?½| 1/2)«end»", and_a_half),
    ("number", r"(?P<number>\d{1,6})(?P<sign> ?%)?-?(?P<word>jährig\w{0,4}|stellig\w{0,4}|stündig\w{0,4}|tägig\w{0,4}|minütig\w{0,4}|wöchig\w{0,4}|monatig\w{0,4}|teilig\w{0,4}|köpfig\w{0,4}|fach\w{0,4}|mal|prozentig\w{0,4}|(?<=%)ig\w{0,4}|(?<=%-)ig\w{0,4})«end»", adjective),
    ("ordinal", r"(?P<number>\d{1,2})\.(?=(?:,|,? und|,? oder|,? bis) \d{1,2}\.(?!\d))", listed_nth),
    ("ordinal", rf"(?P<number>\d{{1,4}}){END_OF_ORDINAL}(?=\s\S)", nth),
    ("ordinal", r"(?P<number>\d{1,4})(?=\.«last»)", last_nth),
    ("time", r"(?P<from>)(?P<begin>)(?P<hour>\d{1,2})\.(?P<minute>\d\d)«end»(?![.,]\d)", bare_clock),
    ("digits", r"\d{5}(?=\s[A-ZÄÖÜ][a-zäöüß]|«last»|,)", town),
    ("year", r"\d{4}«end»(?![.,:/]\d|[-–—]\d|\s?[%°€£$²³])", lone_year),
    ("number", r"1(?! (?:«magnitude»|«unit»|«code»)«end»)(?= [A-ZÄÖÜ][a-zäöüß])", one),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("abbreviation", r"(?P<word>(?i:«numbered»))\.(?= ?\d)", before_number),
    ("date", rf"(?P<first>{DAY})\.?(?P<join>[-–/])(?P<last>{DAY})(?:\.(?!«last»)|(?=\.«last»)|«end»)", weekdays),
    ("date", rf"(?P<day>{DAY})\.(?=\s?[-–—]|,?\s\d)", weekday),
    ("date", rf"(?P<day>{DAY})«end»\.?(?=(?:,|,? und|,? oder) {DAY}«end»)", weekday),
    ("date", rf"(?<![^\W\d_])(?P<day>{DAY})«end»(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", listed_day),
    ("Roman numeral", rf"(?P<numeral>{NUMERAL})\.(?=\s(?:Jahrhundert|Weltkrieg|Dynastie|Akt\b|Kapitel|Teil\b|Buch\b))", numeral_nth),
    *ALONE,
    ("abbreviation", r"St\.(?=\s?[A-ZÄÖÜ-])", saint),
    ("date", r"(?P<month>(?:Jan|Feb|Mär|Mrz|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez))\.(?!«last»)", short_month),
    ("Roman numeral", rf"(?P<name>[A-ZÄÖÜ][a-zäöüß]{{1,20}})\s(?P<numeral>{NUMERAL})«end»(?:\.(?!«last»))?(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("abbreviation", r"(?<=[a-zäöüß])str\.(?!«last»)", lambda found, language: "straße"),
    ("abbreviation", r"(?P<stem>[A-ZÄÖÜ][a-zäöüß]{2,20})str\.(?!«last»)", lambda found, language: found["stem"] + "straße"),
    ("word", r"(?:OK|ok|Ok)«end»", lambda found, language: "okay"),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("fraction", HALF, half),
    ("number", r"#(?P<number>\d{1,9})«end»", hash_number),
    ("decade", r"['’‘](?P<number>\d\d)(?P<ending>er[nrs]?)«end»", decade),
    ("year", r"['’‘](?P<year>\d\d)«end»", short_year),
    ("symbol", r"§§?", section),
    ("number", r"[≈~](?= ?«number»)", lambda found, language: "ungefähr"),
)
GERMAN = Language(
    code="de",
    decimal=",",
    groups=".\u202f\u00a0’'",
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    clock=clock,
    words={
        "point": "Komma", "minus": "minus", "plus": "plus", "to": "bis", "per": "pro", "by": "mal", "and": "und",
        "over": "durch", "ratio": "zu", "version": "Version", "version point": "Punkt", "times": "mal", "slash": "", "power": "hoch",
        "star": "Stern", "hash": "Raute", "<": "weniger als", ">": "mehr als",
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
    never_last=words("max min span"),
    calling=words("wähle wählen rufe rufen notruf unter telefon tel"),
    variables={
        "numbered": any_of(tables.BEFORE_NUMBERS),
        "unit_stop": r"(?<=Std|Min|Sek|Stk|Pfd)\.(?=\s[A-ZÄÖÜ])",
    },
)  # fmt: skip
