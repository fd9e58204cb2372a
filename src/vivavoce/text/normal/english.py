"""English: what depends on the words around, of numbers, names and abbreviations; American and British."""

import re
from dataclasses import replace

from vivavoce.text.normal import english_dates as dates
from vivavoce.text.normal import english_words as tables
from vivavoce.text.normal.amounts import is_told_as_one, with_cents
from vivavoce.text.normal.capitals import CODE, is_shouted
from vivavoce.text.normal.emoji import ENGLISH
from vivavoce.text.normal.english_numbers import DIGITS, british, cardinal, clock, fraction, ordinal, paired, year
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.numbers import bare, counted, digits, number, whole, without_article
from vivavoce.text.normal.roman import ALONE, NUMERAL, value


def out_of(found: re.Match[str], language: Language) -> str:
    """4.5/5"""
    return f"{number(found['low'], language)} out of {number(found['high'], language)}"


def nth(found: re.Match[str], language: Language) -> str:
    return ordinal(int(bare(found["number"], language)))


def nth_to(found: re.Match[str], language: Language) -> str:
    """18th-19th"""
    return f"{nth(found, language)} to"


def feet_and_inches(found: re.Match[str], language: Language) -> str:
    """5 ft 10 in, 5ft10"""
    foot, inch = (language.units[one] for one in ("ft", "in"))
    return f"{counted(found['feet'], *foot, language)} {counted(found['inches'] or found['bare'], *inch, language)}"


def plain_decimal(found: re.Match[str], language: Language) -> str:
    """.5"""
    return f"{'minus ' if found['sign'] else ''}point {digits(found['decimals'], language)}"


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
    if numeral == "I" and name != "War" and not AFTER_FIRST.match(after(found)):
        return None
    own = "'s" if found["own"] else ""
    return f"{name} {'the ' + ordinal(n) if name in tables.KINGS else cardinal(n)}{own}"


def street_or_saint(found: re.Match[str], language: Language) -> str:
    """St. before a name is a saint, after one a street; Dr. likewise."""
    one, other = ("Street", "Saint") if found["word"] == "St" else ("Drive", "Doctor")
    name_follows = re.match(r"\s[A-Z]", after(found)) is not None
    if name_follows and NUMBER_BEFORE.search(before(found)):
        return other  # 10 St James Street
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
    """3' x 5', a 27" screen, 12" or 14": feet and inches where other measures, or what is measured, stand beside, and
    where nothing stands before that the mark might close."""
    is_first = found.start() == 0 or (MEASURE_AFTER.match(after(found)) and found["mark"] not in before(found, 100))
    if not is_first and not MEASURED.match(after(found)) and not MEASURE_BEFORE.search(before(found)):
        return None
    one, many = language.units["in" if found["mark"] in '"”″' else "ft"]
    return counted(found["number"], one, without_article(one) if is_told_as_one(found, language) else many, language)


def tall(found: re.Match[str], language: Language) -> str:
    """6'2"""
    return f"{number(found['feet'], language)} foot {number(found['inches'], language)}"


def part_of_inch(found: re.Match[str], language: Language) -> str | None:
    """1/4", 2 1/2\""""
    said = fraction(int(found["numerator"]), int(found["denominator"]))
    if said is None or not found["whole"]:
        return said and f"{said} inch"
    return f"{whole(found['whole'].strip(' -'), language)} and {said} inches"


def hours_and_minutes(found: re.Match[str], language: Language) -> str:
    """1h30"""
    hour, minute = (language.units[one] for one in ("h", "min"))
    minutes = str(int(found["minutes"]))
    said = counted(minutes, *minute, language) if found["named"] else number(minutes, language)
    return f"{counted(found['hours'], *hour, language)} {said}"


def days(found: re.Match[str], language: Language) -> str:
    """7d, but not 3d"""
    return f"{number(found['number'], language)} days"


def degree(found: re.Match[str], language: Language) -> str:
    """90° angle"""
    return f"{number(found['number'], language)} degree"


def of_place(found: re.Match[str], language: Language) -> str | None:
    """seat 4B: the number and the letter; without such a word before, B is no byte right behind a small number."""
    written, letter, last = found["number"], found["letter"], word_before(found)
    if last.lower() not in tables.LETTERED:
        if letter != "B" or len(written) > 2:
            return None
        if is_followed_by_many(found):
            return f"{whole(written, language)} billion"
    said = paired(int(written)) if last in tables.PAIRED and len(written) > 2 else whole(written, language)
    return f"{said} {letter}"


def is_followed_by_many(found: re.Match[str]) -> bool:
    """Whether what follows is counted by billions: 4B users, 7B-parameter"""
    return re.match(r"[ -](?:[a-z]+s|people|parameter|model)\b", after(found)) is not None


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


def of_code(found: re.Match[str], language: Language) -> str | None:
    """The code is 482913: digit by digit"""
    return (
        digits(found[0], language) if CODE_BEFORE.search(before(found, 60)) and not COUNTS.match(after(found)) else None
    )


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


NUMBER_BEFORE = re.compile(r"(?<![\w.,-])\d{1,5}\s\Z")
NAME_BEFORE = re.compile(r"\b[A-Z\d][\w']*\s\Z")
STATE = re.compile(r"\b[A-Z]{2}\s\Z")
MEASURED = re.compile(
    r" ?[x×] ?\d| (?:by|wide|tall|long|deep|high|thick|screen|monitor|display|TV|laptop|tablet|pipe|pizza|ruler|vinyl|"
    r"wheels?|rims?|diameter)\b"
)
MEASURE_AFTER = re.compile(r"(?:,|,? and|,? or| to) ?\d{1,4}(?:\.\d{1,2})?[\"”″'’′](?!\w)")
MEASURE_BEFORE = re.compile(r"(?:(?<![^\W\d_])(?:x|by|×)|\d[\"”″'’′](?:,|,? and|,? or| to)) ?\Z")
# What a number after is dialled or typed: a code, or what has one. Of things that are counted as well it takes more.
CODE_BEFORE = re.compile(
    r"\b(?:(?:(?:pass)?code|pin|otp|password|isbn|ssn|cvv)(?:\s(?:number|no\.?))?(?:\s(?:is|was)|:|\s#)?"
    r"|(?:order|case|ticket|account|invoice|tracking|reference|confirmation|serial|booking|customer|id|card)"
    r"\s(?:number|no\.?|code|id)(?:\s(?:is|was)|:|\s#)?"
    r"|(?:ending|ends)\s(?:in|with))\s\Z",
    re.IGNORECASE,
)
COUNTS = re.compile(r"\s(?:[a-z]+\s)?[a-z]{2,}[^s\W]s\b")
AFTER_FIRST = re.compile(
    r"\s?(?:[.,;:!?)\"'’”—]|\Z)|\s(?:of|and|to|is|was|were|in|began|ended|died|by|ruled|reigned|became)\b"
)
EUROPEAN = r"\d{1,3}(?:\.\d{3}){1,4}"
FIGURES: tuple[Row, ...] = (
    ("digits", r"(?:\d{4,13}|\d{3,4}(?:[ -]\d{3,4}){1,3})«end»(?![.,:/-]\d)", of_code),
    ("money", rf"(?P<amount>{EUROPEAN}(?:,\d\d)?)(?![.,]?\d) ?(?P<currency>[€₺]|(?:EUR|CHF|DKK|SEK|NOK|PLN)«end»)", european),
    ("money", rf"(?P<amount>{EUROPEAN},\d\d)(?![.,]?\d) ?(?P<currency>«currency»|«code»«end»)", european),
    *dates.FIGURES,
    ("name", r"(?P<number>\d{1,4})(?P<letter>[A-Z])«end»", of_place),
    ("number", r"(?P<number>\d{3}|\d{1,3}\.\d)K«end»", in_thousands),
    ("unit", r"(?P<number>\d{1,3},\d{1,2}) ?(?P<of>%|(?:k[mg]|[cm]m|m[lg]|lbs?|million|billion)«end»)", with_comma),
    ("unit", r"(?P<hours>\d{1,2})h ?(?P<minutes>[0-5]?\d)(?P<named> ?m(?:ins?)?)?«end»", hours_and_minutes),
    ("unit", r"(?P<number>[4-9]|[1-9]\d{1,2})d«end»", days),
    ("unit", r"(?P<number>«number») ?°(?= (?:angle|turn|rotation|view|video|camera|photo|spin)s?\b)", degree),
    ("unit", r"(?P<whole>\d{1,3}[ -])?(?P<numerator>\d{1,2})/(?P<denominator>2|4|8|16|32)[\"”″](?!\w)", part_of_inch),
    ("unit", r"(?P<feet>[3-8])['’′](?P<inches>\d|1[01])«end»(?!\s?[\"”″'’′])", tall),
    ("ratio", r"(?P<low>\d{1,3}\.\d{1,2})/(?P<high>\d{1,3})«end»", out_of),
    ("number", r"(?P<number>\d{1,4})['’]?s«end»", plural_number),
    ("unit", r"(?P<number>«number») in\.(?=[,;:]|\s[a-z\d])", of_inches),
    ("unit", r"(?P<number>«number»)(?P<mark>['’′\"”″])(?!\w)", by_marks),
    ("digits", r"\d{5}(?:-\d{4})?«end»(?![.,:-]\d)", zip_code),
    ("ratio", r"(?P<low>\d{1,3})/(?P<high>\d{1,3})(?=\s(?:stars?|people|points|doctors|dentists|experts|times)\b)", score),
    ("ordinal", r"(?P<number>«whole»)(?:st|nd|rd|th)[-–](?=\d{1,4}(?:st|nd|rd|th))", nth_to),
    ("unit", r"(?P<feet>\d{1,2})(?: ?ft\.? ?(?P<inches>\d{1,2}) ?in«end»|ft(?P<bare>\d{1,2})«end»)", feet_and_inches),
    ("ordinal", r"(?P<number>«whole»)(?:st|nd|rd|th|ST|ND|RD|TH)«end»", nth),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    *dates.LETTERS,
    ("money", rf"(?P<currency>«code») ?(?P<amount>{EUROPEAN},\d\d)(?![.,]?\d)«end»", european),
    ("money", rf"(?P<currency>EUR|CHF|DKK|SEK|NOK|PLN) ?(?P<amount>{EUROPEAN})(?<=0)«end»(?![.,]?\d)", european),
    ("time", r"(?P<word>(?i:noon|midnight))[-–](?=\d{1,2}(?:[:.]\d\d)? ?[aApP])", noon_to),
    ("letters", r"(?P<letter>[A-D])[-−](?=[\s.,;:!?)]|\Z)", grade),
    ("Roman numeral", rf"(?P<name>[A-Z][a-z]{{1,20}})\s(?P<numeral>{NUMERAL})(?P<own>['’]s)?«end»(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("Roman numeral", rf"(?P<numeral>{NUMERAL})«end»(?=\s(?i:century|centuries|dynasty)\b)", century),
    ("Roman numeral", r"(?:MC[MDCLX]|MD[CLX]|MMX)[IVXLCDM]{1,10}«end»(?!['’]\w)", long_numeral),
    *ALONE,
    ("word", r"A(?=\s[^\W\d_][^\W\d_]|\s\d)", article),
    ("abbreviation", r"v\.(?=\s[A-Z])", lambda found, language: "versus"),
    ("abbreviation", r"(?P<word>St|Dr)(?:\.(?!«last»)|(?=\.«last»)|(?=\s[A-Z]|[,;]|\s?\Z))", street_or_saint),
    ("abbreviation", r"(?P<word>Ave|Blvd|Rd|Ln|Ct|Pl|Pkwy|Sq)«end»(?![.'’])", street),
    ("abbreviation", r"c\.(?=\s?\d)", lambda found, language: "circa"),
    ("abbreviation", r"(?P<word>(?i:«numbered»))(?P<dot>\.(?= ?\d| [IVXL]{1,12}\b)|(?= \d))", before_number),
    ("word", r"(?:OK|ok|Ok|O\.K\.)«end»", okay),
    ("word", r"(?i:and/or|s?he/s?he|his/her|him/her)«end»", either),
)  # fmt: skip
SIGNS: tuple[Row, ...] = (
    *dates.SIGNS,
    ("money", rf"(?P<currency>«currency») ?(?P<amount>{EUROPEAN},\d\d)(?![.,]?\d)«end»", european),
    ("money", rf"(?P<currency>[€₺]) ?(?P<amount>{EUROPEAN})(?<=0)«end»(?![.,]?\d)", european),
    ("number", rf"#(?={CODE})", lambda found, language: "number"),
    ("time", r"(?<=\w)[-–](?=(?i:noon|midnight)\b)", lambda found, language: "to"),
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
        "no_unit": r"(?<=[\d ]t)(?:['’-]\w| (?:shirt|test|value|score|statistic|distribution|cell)s?\b)",
    },
)  # fmt: skip
BRITISH = replace(AMERICAN, code="en-GB", cardinal=british)
