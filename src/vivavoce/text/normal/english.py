"""English: what depends on the words around, of numbers, names and abbreviations; American and British."""

import re
from dataclasses import replace

from vivavoce.text.normal import english_codes as codes
from vivavoce.text.normal import english_dates as dates
from vivavoce.text.normal import english_measures as measures
from vivavoce.text.normal import english_names as names
from vivavoce.text.normal import english_words as tables
from vivavoce.text.normal.amounts import with_cents
from vivavoce.text.normal.capitals import CODE, is_shouted
from vivavoce.text.normal.emoji import ENGLISH
from vivavoce.text.normal.english_numbers import DIGITS, british, cardinal, clock, fraction, ordinal, paired, year
from vivavoce.text.normal.language import Language, Row, any_of, before, word_before, words
from vivavoce.text.normal.numbers import bare, counted, digits, number, whole


def out_of(found: re.Match[str], language: Language) -> str:
    """4.5/5"""
    return f"{number(found['low'], language)} out of {number(found['high'], language)}"


def nth(found: re.Match[str], language: Language) -> str:
    return ordinal(int(bare(found["number"], language)))


def nth_to(found: re.Match[str], language: Language) -> str:
    """18th-19th"""
    return f"{nth(found, language)} to"


def plain_decimal(found: re.Match[str], language: Language) -> str:
    """.5"""
    return f"{'minus ' if found['sign'] else ''}point {digits(found['decimals'], language)}"


def in_thousands(found: re.Match[str], language: Language) -> str | None:
    """100K users; 401K is called by its letter, as is 4K."""
    return None if found["number"] in ("401", "403") else f"{number(found['number'], language)} thousand"


def european(found: re.Match[str], language: Language) -> str:
    """1.234,56 €: money with the marks as the continent has them"""
    main, _, cents = found["amount"].replace(".", "").partition(",")
    currency = language.currencies[found["currency"]]
    if not cents:
        return counted(main, currency.whole.one, currency.whole.many, language)
    return with_cents(main, cents, currency, currency.whole.many, language)


def with_comma(found: re.Match[str], language: Language) -> str:
    """1,5 kg, 2,5 million, 1,5%: decimals with the mark as the continent has it"""
    written, of = found["number"].replace(",", "."), found["of"]
    if of in language.units:
        return f"{number(written, language)} {language.units[of].many}"
    return f"{number(written, language)} {language.symbols[of] if of == '%' else of}"


def noon_to(found: re.Match[str], language: Language) -> str:
    """noon-1pm"""
    return f"{found['word']} to"


def grade(found: re.Match[str], language: Language) -> str | None:
    """a B-"""
    is_grade = word_before(found).lower() in ("a", "an", "grade", "got", "gets", "earned")
    return f"{found['letter']} minus" if is_grade else None


def plural_number(found: re.Match[str], language: Language) -> str | None:
    """B-52s"""
    if not re.search(r"[A-Z]-\Z", before(found)):
        return None
    said = paired(int(found["number"]))
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


def score(found: re.Match[str], language: Language) -> str:
    """9/10 stars"""
    return f"{whole(found['low'], language)} out of {whole(found['high'], language)}"


def article(found: re.Match[str], language: Language) -> str | None:
    """ "A dog", but not "Plan A": the article is small, so that a capital is always the letter."""
    return None if re.search(r"[\w'’]\s\Z", before(found)) and not is_shouted(found, language) else "a"


def before_number(found: re.Match[str], language: Language) -> str | None:
    """No. 5; without a full stop only where the word is no other: Vol 2"""
    if not found["dot"] and found["word"] not in tables.WITHOUT_STOP:
        return None
    said = tables.BEFORE_NUMBERS[found["word"].lower()]
    return said.capitalize() if found["word"][0].isupper() else said


def hash_number(found: re.Match[str], language: Language) -> str:
    """We're #1, order #123456, order number #4444: what is so long names something and counts nothing"""
    told = (digits if len(found["number"]) >= LEAST_NAMING else whole)(found["number"], language)
    return told if NUMBER_BEFORE.search(before(found)) else f"number {told}"


def unsaid(found: re.Match[str], language: Language) -> str:
    """A/B, I/O, TCP/IP: the letters only"""
    return ""


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


LEAST_NAMING = 4  # digits behind # that are told one by one
NUMBER_BEFORE = re.compile(r"\bnumber\s\Z", re.IGNORECASE)
EUROPEAN = r"\d{1,3}(?:\.\d{3}){1,4}"
FIGURES: tuple[Row, ...] = (
    *codes.FIGURES,
    ("money", rf"(?P<amount>{EUROPEAN}(?:,\d\d)?)(?![.,]?\d) ?(?P<currency>[€₺]|(?:EUR|CHF|DKK|SEK|NOK|PLN)«end»)", european),
    ("money", rf"(?P<amount>{EUROPEAN},\d\d)(?![.,]?\d) ?(?P<currency>«currency»|«code»«end»)", european),
    *measures.FIGURES,
    *dates.FIGURES,
    *names.FIGURES,
    ("number", r"(?P<number>\d{3}|\d{1,3}\.\d)K«end»", in_thousands),
    ("unit", r"(?P<number>\d{1,3},\d{1,2}) ?(?P<of>%|(?:k[mg]|[cm]m|m[lg]|lbs?|million|billion)«end»)", with_comma),
    ("ratio", r"(?P<low>\d{1,3}\.\d{1,2})/(?P<high>\d{1,3})«end»", out_of),
    ("number", r"(?P<number>\d{1,4})['’]?s«end»", plural_number),
    ("ratio", r"(?P<low>\d{1,3})/(?P<high>\d{1,3})(?=\s(?:stars?|people|points|doctors|dentists|experts|times)\b)", score),
    ("ordinal", r"(?P<number>«whole»)(?:st|nd|rd|th)[-–](?=\d{1,4}(?:st|nd|rd|th))", nth_to),
    ("ordinal", r"(?P<number>«whole»)(?:st|nd|rd|th|ST|ND|RD|TH)«end»", nth),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    *codes.LETTERS,
    *dates.LETTERS,
    ("money", rf"(?P<currency>«code») ?(?P<amount>{EUROPEAN},\d\d)(?![.,]?\d)«end»", european),
    ("money", rf"(?P<currency>EUR|CHF|DKK|SEK|NOK|PLN) ?(?P<amount>{EUROPEAN})(?<=0)«end»(?![.,]?\d)", european),
    ("time", r"(?P<word>(?i:noon|midnight))[-–](?=\d{1,2}(?:[:.]\d\d)? ?[aApP])", noon_to),
    ("letters", r"(?P<letter>[A-D])[-−](?=[\s.,;:!?)]|\Z)", grade),
    *names.LETTERS,
    ("word", r"A(?=\s[^\W\d_][^\W\d_]|\s\d)", article),
    ("abbreviation", r"v\.(?=\s[A-Z])", lambda found, language: "versus"),
    ("abbreviation", r"c\.(?=\s?\d)", lambda found, language: "circa"),
    ("abbreviation", r"(?P<word>(?i:«numbered»))(?P<dot>\.(?= ?\d| [IVXL]{1,12}\b)|(?= \d))", before_number),
    ("word", r"(?:OK|ok|Ok|O\.K\.)«end»", okay),
    ("word", r"(?i:and/or|s?he/s?he|his/her|him/her)«end»", either),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    *codes.SIGNS,
    *measures.SIGNS,
    *dates.SIGNS,
    ("money", rf"(?P<currency>«currency») ?(?P<amount>{EUROPEAN},\d\d)(?![.,]?\d)«end»", european),
    ("money", rf"(?P<currency>[€₺]) ?(?P<amount>{EUROPEAN})(?<=0)«end»(?![.,]?\d)", european),
    ("number", rf"#(?={CODE})", lambda found, language: "number"),
    ("time", r"(?<=\w)[-–](?=(?i:noon|midnight)\b)", lambda found, language: "to"),
    ("number", r"(?:#|(?<=\w )# (?=\d))(?P<number>\d{1,9})«end»(?![#*])", hash_number),
    ("number", r"№(?= ?\d)", lambda found, language: "number"),
    ("symbol", r"§§?", section),
    ("slash", r"(?<![^\W_][A-Z])(?<=[A-Z])/(?=[A-Z](?![^\W_]|[+#]))|(?<=\bTCP)/(?=IP\b)", unsaid),
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
    groups=",\u202f'’",
    digits=DIGITS,
    cardinal=cardinal,
    ordinal=ordinal,
    year=year,
    fraction=fraction,
    clock=clock,
    words={
        "point": "point", "minus": "minus", "plus": "plus", "to": "to", "per": "per", "by": "by", "and": "and",
        "over": "over", "ratio": "to", "version": "version", "version point": "point", "times": "times", "slash": "slash",
        "power": "to the power of", "star": "star", "hash": "pound", "<": "less than", ">": "more than",
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
    never_last=tables.NEVER_LAST,
    has_unicode_names=True,
    articles=words("a an"),
    calling=words("call dial phone ring text dialed dialled called"),
    variables={
        "short_month": "(?:" + "|".join(sorted(one.title() for one in tables.MONTH_NUMBERS if len(one) < 5)) + ")",
        "day": "(?:" + "|".join(sorted((one.title() for one in tables.DAYS), key=len, reverse=True)) + ")",
        "numbered": any_of(tables.BEFORE_NUMBERS),
        "per_time": measures.PER_TIME,
        "no_unit": r"(?<=[\d ]t)(?:['’-]\w| (?:shirt|test|value|score|statistic|distribution|cell)s?\b)",
    },
)  # fmt: skip
BRITISH = replace(AMERICAN, code="en-GB", cardinal=british, words={**AMERICAN.words, "hash": "hash"})
