"""English: names with numbers and numerals: kings, chapters, places, streets, states, verses of the Bible."""

import re

from vivavoce.text.normal import english_words as tables
from vivavoce.text.normal.capitals import letters
from vivavoce.text.normal.english_dates import ADDRESS
from vivavoce.text.normal.english_numbers import cardinal, ordinal, paired, year
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before
from vivavoce.text.normal.numbers import digits, whole
from vivavoce.text.normal.roman import ALONE, NUMERAL, value


def roman(found: re.Match[str], language: Language) -> str | None:
    """Chapter IV, Henry VIII, CHAPTER I; I only where it cannot be the pronoun."""
    numeral, name = found["numeral"], found["name"].title()
    n = value(numeral)
    if n is None or (n > 50 and name not in tables.NUMBERED):
        return None
    if name in NO_NAMES:
        return None
    is_known = name in tables.KINGS or name in tables.NUMBERED
    if not is_known and (len(numeral) < 2 or not set(numeral) <= set("IVX") or found["name"].isupper()):
        return None
    surely = AFTER_FIRST_OF_CAPITALS if found["name"].isupper() else AFTER_FIRST
    is_world_war = name == "War" and word_before(found).title() == "World"
    if numeral == "I" and not is_world_war and not surely.match(after(found)):
        return None
    own = "'s" if found["own"] else ""
    told = found["name"].lower() if found["name"].isupper() else name
    return f"{told} {'the ' + ordinal(n) if name in tables.KINGS else cardinal(n)}{own}"


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


def of_place(found: re.Match[str], language: Language) -> str | None:
    """seat 4B: the number and the letter; without such a word before, B is no byte right behind a small number."""
    written, letter, last = found["number"], found["letter"], word_before(found)
    if ADDRESS.match(after(found)):
        return f"{paired(int(written))} {letter}"  # 221B Baker Street
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


def state(found: re.Match[str], language: Language) -> str | None:
    """Portland, OR: the state behind a name and a comma, but not "Jane Doe, MD"."""
    short, rest = found[0], after(found)
    city = CITY_BEFORE.search(before(found))
    if city is None or (
        short in tables.CITIES_OF and city[1] not in tables.CITIES_OF[short] and not ZIP_AFTER.match(rest)
    ):
        return None
    return tables.STATES[short]


def verse(found: re.Match[str], language: Language) -> str | None:
    """Psalm 23:1-6"""
    if not BOOK_BEFORE.search(before(found)):
        return None
    said = f"{whole(found['chapter'], language)} {whole(found['verse'], language)}"
    return f"{said} to {whole(found['last'], language)}" if found["last"] else said


def book(found: re.Match[str], language: Language) -> str:
    """Matt. 5:3"""
    return tables.BOOKS.get(found["book"], found["book"])


def numbered_book(found: re.Match[str], language: Language) -> str:
    """1 Cor. 13:4"""
    return f"{ordinal(int(found['number'])).title()} {book(found, language)}"


def drip(found: re.Match[str], language: Language) -> str | None:
    """an IV, IV fluids"""
    return "I V" if IV_BEFORE.search(before(found)) or IV_AFTER.match(after(found)) else None


def company(found: re.Match[str], language: Language) -> str | None:
    """made by 3M, 3M tape"""
    return "three M" if MADE_BEFORE.search(before(found)) or MADE_AFTER.match(after(found)) else None


def told_in_letters(found: re.Match[str], language: Language) -> str:
    """AM radio, the US Army, 3 PM EST"""
    return letters(found[0])


def firm(found: re.Match[str], language: Language) -> str | None:
    """Ford Motor Co."""
    return "Company" if FIRM_BEFORE.search(before(found)) else None


NO_NAMES = frozenset(["The", "An", "My", "Your", "His", "Her"])
NUMBER_BEFORE = re.compile(r"(?<![\w.,-])\d{1,5}\s\Z")
NAME_BEFORE = re.compile(r"\b[A-Z\d][\w']*\s\Z")
STATE = re.compile(r"\b[A-Z]{2}\s\Z")
CITY_BEFORE = re.compile(r"\b([A-Z][a-z'’.]{1,20}[a-z]),\s\Z")
ZIP_AFTER = re.compile(r"\s\d{5}\b")
AFTER_FIRST = re.compile(
    r"\s?(?:[.,;:!?)\"'’”—\n]|\Z)|\s(?:of|and|to|is|was|were|in|began|ended|died|by|ruled|reigned|became)\b"
)
AFTER_FIRST_OF_CAPITALS = re.compile(r"\s?(?:[.,;:!?)\"'’”—\n]|\Z)|\s(?:OF|AND|[-–—])\s")
BOOK_BEFORE = re.compile(rf"\b(?:{any_of(tables.BOOK_NAMES)}|{any_of(tables.BOOKS)}\.?)\s\Z")
IV_BEFORE = re.compile(r"\b(?i:the|an|his|her|your|my|via|by|with|through|start|started)\s\Z")
IV_AFTER = re.compile(
    r"\s(?:fluids?|drips?|lines?|bags?|poles?|therapy|antibiotics?|infusions?|needles?|push|access|medications?|drugs?|"
    r"tubes?|tubing|catheters?|injections?|saline)\b"
)
MADE_BEFORE = re.compile(
    r"\b(?i:made|sold|owned|manufactured|produced|acquired|invented|developed|bought|works?|worked)\s(?:by|at|for)\s\Z"
)
MADE_AFTER = re.compile(
    r"['’]s\b|\s(?:Company|Co\b|tape|masks?|respirators?|Post-it|Scotch|Command|stock|shares|makes|made|announced|said)\b"
)
FIRM_BEFORE = re.compile(r"(?:\b[A-Z][\w'’]*|&|\b[Aa]nd)\s\Z")

FIGURES: tuple[Row, ...] = (
    ("name", r"3M(?!\w)", company),
    ("name", r"(?P<number>\d{1,4})(?P<letter>[A-Z])«end»", of_place),
    ("digits", r"\d{5}(?:-\d{4})?«end»(?![.,:-]\d)", zip_code),
    ("name", rf"(?P<number>[123]) (?P<book>{any_of(tables.BOOK_NAMES)}|{any_of(tables.BOOKS)})\.?(?= \d{{1,3}}:\d)", numbered_book),
    ("name", r"(?P<chapter>\d{1,3}):(?P<verse>[1-9]\d{0,2})(?:[-–](?P<last>\d{1,3}))?«end»(?!:)", verse),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("name", rf"{any_of(tables.STATES)}«end»(?!['’-]\w)", state),
    ("name", rf"(?P<book>{any_of(tables.BOOKS)})\.?(?= \d{{1,3}}:[1-9])(?<!Dan)(?<!Phil)(?<!Josh)", book),
    ("name", r"(?P<book>Dan|Phil|Josh)\.(?= \d{1,3}:[1-9])", book),
    ("Roman numeral", rf"(?P<name>[A-Z][a-z]{{1,20}}|[A-Z]{{3,12}})\s(?P<numeral>{NUMERAL})(?P<own>['’]s)?«end»(?!\s[A-Z]\b|['’&-]\w|\.\w)(?:\.(?=\s[a-z]))?", roman),
    ("letters", r"IV«end»(?!['’&-]\w)", drip),
    ("Roman numeral", rf"(?P<numeral>{NUMERAL})«end»(?=\s(?i:century|centuries|dynasty)\b)", century),
    ("Roman numeral", r"(?:MC[MDCLX]|MD[CLX]|MMX)[IVXLCDM]{1,10}«end»(?!['’]\w)", long_numeral),
    *ALONE,
    ("abbreviation", r"(?P<word>St|Dr)(?:\.(?!«last»)|(?=\.«last»)|(?=\s[A-Z]|[,;]|\s?\Z))", street_or_saint),
    ("abbreviation", r"(?P<word>Ave|Blvd|Rd|Ln|Ct|Pl|Pkwy|Sq)«end»(?![.'’])", street),
    ("abbreviation", r"Co(?:\.(?!«last»)|(?=\.«last»))", firm),
    ("letters", r"AM(?=/FM\b|\s(?:radios?|stations?|band|dial|broadcasts?|transmitters?|frequenc(?:y|ies))\b)", told_in_letters),
    ("letters", r"(?<=\b[Tt][Hh][Ee]\s)US(?=\s[A-Z])", told_in_letters),
    ("letters", r"EST(?!\.?\s?\d)«end»|(?:MS|CF|CA|PT|MT)(?=\.«last»)", told_in_letters),
)  # fmt: skip
