"""German: its rules, and what depends on the words around but dates and ordinals."""

import re

from vivavoce.text.normal import german_dates as dates
from vivavoce.text.normal import german_ordinals as ordinals
from vivavoce.text.normal import german_words as tables
from vivavoce.text.normal.emoji import GERMAN as EMOJI
from vivavoce.text.normal.figures import ratio, told_by_digits
from vivavoce.text.normal.german_nouns import half, one, one_unit
from vivavoce.text.normal.german_numbers import DIGITS, cardinal, clock, compound, fraction, ordinal, year
from vivavoce.text.normal.language import Language, Row, after, any_of, before, words
from vivavoce.text.normal.numbers import digits, number, whole


def and_a_half(found: re.Match[str], language: Language) -> str:
    """2½: zweieinhalb"""
    return compound(int(found["whole"])) + "einhalb"


def adjective(found: re.Match[str], language: Language) -> str:
    """3-jährig, 5-stellig, 2fach, 100%ig"""
    sign = "prozent" if found["sign"] else ""
    return compound(int(found["number"])) + sign + found["word"]


def town(found: re.Match[str], language: Language) -> str | None:
    """10115 Berlin, behind a comma or PLZ"""
    return digits(found[0], language) if re.search(r"(?:,|PLZ|D-)\s?\Z", before(found)) else None


def section(found: re.Match[str], language: Language) -> str:
    return "Paragrafen" if found[0] == "§§" else "Paragraf"


def before_number(found: re.Match[str], language: Language) -> str:
    return tables.BEFORE_NUMBERS[found["word"].lower()]


def saint(found: re.Match[str], language: Language) -> str:
    return "Sankt"


def hash_number(found: re.Match[str], language: Language) -> str:
    return f"Nummer {whole(found['number'], language)}"


def of_code(found: re.Match[str], language: Language) -> str | None:
    """Ihr Code lautet 482913: digit by digit"""
    is_code = CODE_BEFORE.search(before(found, 60)) is not None and not MANY.match(after(found))
    return digits(found[0], language) if is_code else None


def dialled(found: re.Match[str], language: Language) -> str | None:
    """Rufen Sie die 110"""
    is_dialled = DIALLED_BEFORE.search(before(found, 60)) is not None and not MANY.match(after(found))
    return digits(found[0], language) if is_dialled else None


def difference(found: re.Match[str], language: Language) -> str:
    """3-1=2"""
    terms = (number(one, language) for one in MINUS.split(found["terms"]))
    return f" {language.words['minus']} ".join(terms)


def compound_word(found: re.Match[str], language: Language) -> str:
    """Hauptstr., Hausnr."""
    return found["stem"] + {"str": "straße", "nr": "nummer"}[found["short"]]


# What digits behind are typed or told: Ihr Code lautet 4829, Kundennr. 987654
CODE_BEFORE = re.compile(
    r"(?:\b(?:\w{0,8}-?(?:PIN|TAN|OTP|ISBN)|(?i:[\w-]{0,24}(?:code|passwort|kennwort|kennung|bankleitzahl|aktenzeichen|[a-zß-]nummer|[a-zß]-?nr\.?)))"
    r"(?:\s(?:lautet|ist|war))?:?|\b(?i:ende[nt]d?)\s(?:auf|mit|in))\s\Z"
)
MANY = re.compile(r"\s(?:[a-zäöüß]+e[nr]?\s)?[A-ZÄÖÜ][a-zäöüß]")
DIALLED_BEFORE = re.compile(
    r"\b(?i:wähl(?:e|en|t)|ruf(?:e|en|t)|notruf(?:nummer)?)"
    r"(?:(?: [^\W\d_]{1,10}){0,3} (?i:die|sie|bitte|sofort|jetzt|notruf|nummer))?:?\s\Z"
)
MINUS = re.compile(" ?[-−–] ?")
HALF = r"(?:1/2|½) ?(?:(?P<unit>«unit»)«end»|(?P<noun>[A-ZÄÖÜ][a-zäöüß]{1,20})«end»)"
FIGURES: tuple[Row, ...] = (
    ("digits", r"(?:\d{4,13}|\d{3,4}(?:[ -]\d{3,4}){1,3})«end»(?![.,:/-]\d)", of_code),
    ("digits", r"\d{3,6}«end»(?![.,:/-]\d)", dialled),
    ("digits", r"(?<=\b[Dd]ie )11[02](?=[,!?;:]|\.?«last»|\.\s«opening»| (?:ist|an|anrufen|wählen|rufen)\b)", told_by_digits),
    ("number", r"(?P<terms>«number»(?: ?[-−–] ?«number»){1,4})(?= ?= ?[-−]?\d)", difference),
    ("ratio", r"(?P<low>\d{2,3})/(?P<high>\d{2,3})(?= ?mmHg«end»)", ratio),
    *dates.FIGURES,
    ("fraction", HALF, half),
    ("fraction", r"(?P<whole>[1-9]\d{0,2})(?: ?½| 1/2)«end»", and_a_half),
    ("number", r"(?P<number>\d{1,6})(?P<sign> ?%)?-?(?P<word>jährig\w{0,4}|stellig\w{0,4}|stündig\w{0,4}|tägig\w{0,4}|minütig\w{0,4}|wöchig\w{0,4}|monatig\w{0,4}|teilig\w{0,4}|köpfig\w{0,4}|fach\w{0,4}|mal|prozentig\w{0,4}|(?<=%)ig\w{0,4}|(?<=%-)ig\w{0,4})«end»", adjective),
    *ordinals.FIGURES,
    *dates.YEARS_AND_TIMES,
    ("digits", r"\d{5}(?=\s[A-ZÄÖÜ][a-zäöüß]|«last»|,)", town),
    ("unit", r"1[ \u00a0](?P<unit>«unit»)«end»(?![²³/&])(?:\.(?=[,;:]|\s[a-z\d])|«unit_stop»)?", one_unit),
    ("number", r"1(?! (?:«magnitude»|«unit»|«code»)«end»)(?= (?:[a-zäöüß]{2,20}e[nmrs]? )?[A-ZÄÖÜ][a-zäöüß])", one),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("abbreviation", r"(?P<word>(?i:«numbered»))\.(?= ?\d)", before_number),
    *dates.LETTERS,
    *ordinals.LETTERS,
    ("abbreviation", r"St\.(?=\s?[A-ZÄÖÜ-])", saint),
    ("abbreviation", r"(?P<stem>[A-ZÄÖÜ][a-zäöüß]{2,20})(?P<short>str|nr)(?:\.(?!«last»)|(?=\.«last»))", compound_word),
    ("word", r"(?:OK|ok|Ok)«end»", lambda found, language: "okay"),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    ("fraction", HALF, half),
    ("number", r"#(?P<number>\d{1,9})«end»", hash_number),
    *dates.SIGNS,
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
        "opening": ordinals.OPENING,
        "unit_stop": rf"(?<=Std|Min|Sek|Stk|Pfd)\.(?=\s[A-ZÄÖÜ])(?!\s{ordinals.OPENING})",
    },
)  # fmt: skip
