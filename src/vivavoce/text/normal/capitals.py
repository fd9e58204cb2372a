"""Words with something about their letters: acronyms, shouting, letters with digits; and words as they are."""

import re
import unicodedata

from vivavoce.text.normal.language import Language, Row, after, before
from vivavoce.text.normal.numbers import digits, whole

VOWELS = frozenset("AEIOUYÄÖÜÁÉÈÊËÍÏÓÚ")
CURLY = re.compile("[’ʼ‘]")
RUNS = re.compile(r"[^\W\d_]+|\d+")
CAMEL_NAME = re.compile(r"(?!IJ)[A-Za-z][a-z]{0,20}(?:[A-Z][a-z]{1,20}){1,5}")
CAMEL = re.compile(r"[A-Z]?[a-z]*")
NAME_BEGINS = frozenset(["Mc", "Mac", "Di", "De", "Du", "La", "Le", "Van", "Von", "Fitz", "O"])  # McDonald, DiCaprio
LONGEST_READ = 4  # digits of a number inside a name, above which they are told one by one
YEARS_IN_NAMES = range(1900, 2100)  # FY2024
LISTED = re.compile(r",\s\Z")
SHOUTED = re.compile(r"[^\W\d_]{2,}")


def pure(word: str) -> str:
    """Its letters, marks on them and apostrophes, straight: ``re`` has more characters for letters than there are."""
    if word.isalpha():
        return word
    straight = CURLY.sub("'", word)
    return "".join(one for one in straight if one == "'" or unicodedata.category(one)[0] in "LM")


def letters(written: str) -> str:
    """One by one, as capitals with spaces between them."""
    return " ".join(one.upper() if len(one.upper()) == 1 else one for one in pure(written))


def capital_word(found: re.Match[str], language: Language) -> str | None:
    """All capitals: letters, an acronym said as a word, or a word that is shouted."""
    name, plural = found["name"], found["plural"] or ""
    if not (name.isupper() and name.isalpha()):
        return None
    ending = "'s" if plural else ""
    if name in language.said:
        return name + ending
    if plural or is_spelled(name, found, language):
        return letters(name) + ending
    return name.lower()


def is_spelled(name: str, found: re.Match[str], language: Language) -> bool:
    """Whether the letters are told. Among other words in capitals it takes more for that."""
    small = name.lower()
    if is_shouted(found, language):
        return small not in language.short and (small in language.spelled or not VOWELS & set(name))
    return small in language.spelled or not VOWELS & set(name) or (len(name) < 4 and small not in language.short)


def is_shouted(found: re.Match[str], language: Language) -> bool:
    """Whether the words around are in capitals, too, one of them at least long, or all of them short words."""
    if LISTED.search(before(found)) or after(found).startswith(","):
        return False  # CEO, CFO, CTO
    around = SHOUTED.findall(found.string[max(found.start() - 40, 0) : found.end() + 40])
    if len(around) < 2 or not all(map(str.isupper, around)):
        return False
    return max(map(len, around)) > 3 or (len(around) > 2 and all(word.lower() in language.short for word in around))


def joined_letters(found: re.Match[str], language: Language) -> str | None:
    """AT&T, R&D's, M&Ms, but not ME&YOU"""
    if len(found["one"]) > 1 and len(found["other"]) > 1:
        return None
    ending = "'s" if found["plural"] else ""
    return f"{letters(found['one'])} {language.symbols['&']} {letters(found['other'])}{ending}"


def initials(found: re.Match[str], language: Language) -> str | None:
    """U.S., p.m., J. R. R."""
    return letters(re.sub(r"[\W\d_]", "", found[0]))


def camel(found: re.Match[str], language: Language) -> str | None:
    """YouTube, iPhone, but not McDonald: its words apart, a lone letter as a letter."""
    said = words_of_name(found["name"])
    return None if said == found["name"] else said + ("'s" if found["own"] else "")


def with_letters(found: re.Match[str], language: Language) -> str | None:
    """ChatGPT, OpenAI, GraphQL: the word and the capitals behind it, as letters unless they are said as a word."""
    if found["word"] in NAME_BEGINS:
        return None
    name = found["name"]
    said = name if name in language.said else letters(name)
    word = words_of_name(found["word"]) if VOWELS & set(found["word"].upper()) else letters(found["word"])
    return f"{word} {said}" + ("'s" if found["own"] else "")


def letters_first(found: re.Match[str], language: Language) -> str:
    """MLOps, SQLite, OAuth: capitals, as letters unless they are said as a word, and a word."""
    name, own = found["name"], "'s" if found["own"] else ""
    return f"{name if name in language.said else letters(name)} {found['word']}{own}"


def code(found: re.Match[str], language: Language) -> str | None:
    """AB-123-CD: its parts one by one, with a short pause between them; but not ALL-IN-1, of words"""
    if any(len(run) > 1 and run.lower() in language.short for run in RUNS.findall(found[0])):
        return None
    return ", ".join(" ".join(code_run(run, language) for run in RUNS.findall(part)) for part in found[0].split("-"))


def code_run(run: str, language: Language) -> str:
    """Letters or a word, and digits one by one; a number of two digits is a number."""
    if not run.isdecimal():
        return letters(run) if len(run) < LONGEST_READ else run_said(run, language)
    return whole(run, language) if len(run) < 3 else digits(run, language)


def by_characters(found: re.Match[str], language: Language) -> str:
    """550e8400-e29b-…: every digit and letter"""
    parts = found[0].split("-")
    return ", ".join(
        " ".join(language.digits[int(one)] if one.isdecimal() else one.upper() for one in part) for part in parts
    )


def words_of_name(name: str) -> str:
    parts = [part for part in CAMEL.findall(name) if part] if CAMEL_NAME.fullmatch(name) else []
    if not parts or parts[0] in NAME_BEGINS:
        return name
    return " ".join(letters(part) if len(part) < 2 or not VOWELS & set(part.upper()) else part for part in parts)


def formula(found: re.Match[str], language: Language) -> str:
    """CO₂, without the number, which is read by itself"""
    return letters(found[0]) if found[0].isupper() else found[0]


def small_first(found: re.Match[str], language: Language) -> str:
    """mRNA, eSIM"""
    return f"{letters(found['small'])} {run_said(found['name'], language)}"


def mixed(found: re.Match[str], language: Language) -> str:
    """MP3, B2B, 4K, iPhone15: letters told or words, and numbers."""
    return " ".join(filter(None, (run_said(run, language) for run in RUNS.findall(found[0]))))


def run_said(run: str, language: Language) -> str:
    if run.isdecimal() and len(run) == LONGEST_READ and int(run) in YEARS_IN_NAMES:
        return language.year(int(run))
    if run.isdecimal():
        return whole(run, language) if len(run) <= LONGEST_READ else digits(run, language)
    if run.upper() in language.said:
        return run
    if len(run) < 3 or (run.isupper() and len(run) < 5) or not VOWELS & set(run.upper()):
        return letters(run)
    return pure(run.lower()) if run.isupper() else words_of_name(pure(run))


def abbreviation(found: re.Match[str], language: Language) -> str | None:
    return unabbreviated(found[0], language)


def with_ending(found: re.Match[str], language: Language) -> str | None:
    """Mr, JPEG's"""
    said = unabbreviated(found["short"], language)
    return said + "'s" if said and found["own"] else said


def unabbreviated(written: str, language: Language) -> str | None:
    """As it is written, or else in small letters; a capital it begins with stays one."""
    table = language.abbreviations
    if (said := table.get(written) or table.get(written + ".")) is not None:
        return said
    said = table.get(written.lower()) or table.get(written.lower() + ".")
    return said[0].upper() + said[1:] if said and written[0].isupper() else said


def as_written(found: re.Match[str], language: Language) -> str:
    """With straight apostrophes."""
    return pure(found[0])


def lone(found: re.Match[str], language: Language) -> str | None:
    """A letter of a name of several: J. Smith; at the end of a text the full stop stays."""
    return found["letter"] if not before(found).endswith(".") else None


# What a word consists of: letters, marks on them, apostrophes and joiners inside.
INSIDE = r"['’ʼ‘\u00b7\u0300-\u036f\u200c\u200d]"
# Not letters for us, though for ``re``: raised and lowered digits, fractions.
OTHER_NUMBERS = "²³¹¼-¾⁰-₟⅐-⅟"
LETTER = rf"[^\W\d_{OTHER_NUMBERS}]"
WORD = rf"{LETTER}++(?:{INSIDE}++{LETTER}++)*+[\u0300-\u036f]*+"

# Capitals and digits in three parts or more, or in two that are too long for a name such as B-52.
CODE = r"(?!\d{4}-\d\d-\d)(?=[A-Z-]{0,12}\d)(?=[\d-]{0,12}[A-Z])[A-Z\d]{1,12}(?:(?:-[A-Z\d]{1,12}){2,8}|-\d{5,12})(?![^\W_])(?!-\w)"
UUID = r"[\da-fA-F]{8}-[\da-fA-F]{4}(?:-[\da-fA-F]{4}){2}-[\da-fA-F]{12}«end»"
CODES: tuple[Row, ...] = (("code", UUID, by_characters), ("code", CODE, code))

LETTERS: tuple[Row, ...] = (
    ("emoticon", r"xD(?=[\s.!]|\Z)", lambda found, language: ""),
    ("abbreviation", r"«closing»(?=\.«last»)|«dotted»\.(?!«last»)", abbreviation),
    ("letters", r"(?P<one>[A-Z]{1,3})&(?P<other>[A-Z]{1,3})(?P<plural>['’]?s)?«end»(?!['’]\w)", joined_letters),
    ("abbreviation", r"(?P<short>«undotted»)(?P<own>['’]s)?«end»(?![.'’]\w)", with_ending),
    ("letters", r"[A-Z][A-Za-z]{0,7}(?=[₀-₉])", formula),
    ("letters", r"(?:[^\W\d_]\.){1,8}[^\W\d_](?![^\W_])(?:\.(?!«last»)|(?=\.«last»)|(?!\.))", initials),
    ("letters", r"(?P<letter>[A-ZÄÖÜ])\.(?=\s[A-ZÄÖÜ])", lone),
    ("letters", r"(?P<name>[^\W\d_a-zäöüß]{2,20})(?P<plural>s|['’]s)?«end»(?!['’]\w)", capital_word),
    ("name", rf"(?={LETTER}{{1,60}}+\d)[^\W_{OTHER_NUMBERS}]++", mixed),
    ("name", r"(?P<small>[a-z])(?P<name>[A-Z]{2,6})«end»(?!['’]\w\w)", small_first),
    ("name", rf"(?P<name>{CAMEL_NAME.pattern})(?P<own>['’]s)?«end»(?!['’]\w)", camel),
    (
        "name",
        r"(?P<word>[A-Za-z][a-z]{1,20}(?:[A-Z][a-z]{1,20}){0,4})(?P<name>[A-Z]{2,4})(?P<own>['’]?s)?«end»(?!['’]\w)",
        with_letters,
    ),
    ("name", r"(?!IJ)(?P<name>[A-Z]{1,5})(?P<word>[A-Z][a-z]{2,20})(?P<own>['’]s)?«end»(?!['’]\w)", letters_first),
    ("word", WORD, as_written),
)
FIGURES: tuple[Row, ...] = (("name", rf"[^\W_{OTHER_NUMBERS}]++", mixed),)
