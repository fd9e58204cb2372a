"""German numbers with a full stop: ordinals with their endings, or the end of a sentence; rulers and their numerals."""

import re

from vivavoce.text.normal import german_words as tables
from vivavoce.text.normal.german_nouns import FEMININE, NEUTER, gender
from vivavoce.text.normal.german_numbers import cardinal, ordinal
from vivavoce.text.normal.language import Language, Row, after, any_of, before, word_before, words
from vivavoce.text.normal.roman import ALONE, NUMERAL, value


def ending(found: re.Match[str], noun: str = "") -> str:
    """What an ordinal ends with behind the words before, of the first of several: am dritten, der dritte, ein dritter.

    noun: what is counted, where that is known
    """
    lead, last = words_before(found)
    of = gender(noun)
    if last in tables.WEAK or last in tables.UNTIL:
        return "n"
    if last in ("der", "dieser", "jeder"):
        return "n" if lead in tables.WITH_DATIVE or (last == "der" and of == FEMININE) else ""
    if last in tables.DEFINITE or last.endswith("eine") or last in ("ihre", "unsere"):
        return ""
    return strong(noun)


def strong(noun: str) -> str:
    """The ending where no article has told the gender: erster Platz, erste Klasse, erstes Mal, erste Vorsitzende"""
    if noun == "Vorsitzende":
        return ""
    return {FEMININE: "", NEUTER: "s"}.get(gender(noun), "r")


def words_before(found: re.Match[str]) -> tuple[str, str]:
    """The two words before, or before the first of several, in small letters; "" for what is no word."""
    text = before(found, 60)
    series = SERIES.search(text)
    last = LAST_WORDS.search(text[: series.start("several")] if series else text)
    return ((last["lead"] or "").lower(), last["last"].lower()) if last else ("", "")


def nth(found: re.Match[str], language: Language) -> str | None:
    """der 3. Versuch, zum 10. Mal, als 1. ins Ziel; without an article what has a rank or a small letter follows."""
    last, n, noun = words_before(found)[1], ordinal(int(found["number"])), noun_after(found)
    if last in tables.WEAK | tables.DEFINITE | tables.STRONG or SERIES.search(before(found, 60)):
        return n + ending(found, noun)
    if OF_RANK.fullmatch(noun):
        return of_rank(found, n, noun)
    small = re.match(r"\s[a-zäöü]", after(found)) is not None
    is_counted = last in tables.NUMBERED or last in tables.UNTIL or last in NEVER_BEFORE
    return n + "r" if small and not is_counted and not starts_sentence(found) else None


def of_rank(found: re.Match[str], n: str, noun: str) -> str | None:
    """Without an article: 1. Bundesliga, aus 2. Hand, ab 3. Semester, Reisende 2. Klasse; but not: Kapitel 3. Platz"""
    last = word_before(found)
    if starts_sentence(found):
        return n + strong(noun)
    if last.lower() in tables.NUMBERED or last.lower() in NEVER_BEFORE:
        return None
    if last.lower() in tables.DATIVE:
        return n + ("r" if gender(noun) == FEMININE else "m")
    return n + ("r" if last[:1].isupper() and gender(noun) == FEMININE else "n" if noun in GENITIVE else strong(noun))


def last_nth(found: re.Match[str], language: Language) -> str | None:
    """At the end of a sentence, where the full stop stays: er wurde der 2., am 3.; but: um 8., drücken Sie die 2."""
    lead, last = words_before(found)
    is_digit = last == "die" and not BECAME.search(before(found))
    is_line = last == "der" and lead == "mit"
    if is_digit or is_line or not (last in tables.WEAK | tables.DEFINITE or SERIES.search(before(found, 60))):
        return None
    return ordinal(int(found["number"])) + ending(found)


def listed_nth(found: re.Match[str], language: Language) -> str:
    """1., 2. und 3."""
    return ordinal(int(found["number"])) + ending(found)


def nth_to_nth(found: re.Match[str], language: Language) -> str:
    """1.-3. Klasse, im 19./20. Jahrhundert"""
    of = ending(found, noun_after(found))
    join = tables.JOINS[found["join"].strip()]
    return f"{ordinal(int(found['first']))}{of} {join} {ordinal(int(found['number']))}{of}"


def last_to(found: re.Match[str], language: Language) -> str:
    """Kapitel 3.-5., vom 3.-5.: at the end of a sentence, where the full stop stays"""
    first, last, join = int(found["first"]), int(found["number"]), tables.JOINS[found["join"].strip()]
    if words_before(found)[1] in tables.WEAK:
        return f"{ordinal(first)}n {join} {ordinal(last)}n"
    return f"{cardinal(first)} {join} {cardinal(last)}"


def numeral_nth(found: re.Match[str], language: Language) -> str | None:
    """im XX. Jahrhundert"""
    n = value(found["numeral"])
    return None if n is None else ordinal(n) + ending(found)


def of_century(found: re.Match[str], language: Language) -> str:
    """des 18. Jh."""
    return "Jahrhunderts" if OF_THE_NTH.search(before(found)) else "Jahrhundert"


def noun_after(found: re.Match[str]) -> str:
    noun = NOUN_AFTER.match(after(found))
    return noun["noun"] if noun else ""


def starts_sentence(found: re.Match[str]) -> bool:
    return not re.search(r"[\w,]\s\Z", before(found))


def roman(found: re.Match[str], language: Language) -> str | None:
    """Heinrich VIII., Königin Silvia II., Kapitel IV: rulers are told how manieth, and the rest counted."""
    name, n = found["name"], value(found["numeral"])
    owner = name.removesuffix("s") if name not in tables.KINGS | tables.QUEENS else name
    title = TITLE_BEFORE.search(before(found, 60))
    if n is None:
        return None
    if owner in tables.KINGS or owner in tables.QUEENS or title is not None:
        is_queen = owner in tables.QUEENS or (title is not None and title["queen"] is not None)
        article, end = ARTICLES["queen" if is_queen else "king"]["of" if owner != name else case(found)]
        return f"{name} {article} {ordinal(n).capitalize()}{end}"
    return f"{name} {cardinal(n)}" if name in tables.NUMBERED_NAMES else None


def case(found: re.Match[str]) -> str:
    """The case that a ruler's name and titles stand in, by the word before them."""
    of = CASE_BEFORE.search(before(found, 60))
    return (of.lastgroup or "") if of else ""


NOUN_AFTER = re.compile(r"\s(?P<noun>[A-ZÄÖÜ][a-zäöüßA-Z]{1,30})")
# What has ranks, so that a number with a full stop before it is an ordinal even without an article.
OF_RANK = re.compile(
    r"FC|Bundesliga|Liga|Weltkrieg|Platz|Rang|Titel|Sieg|Niederlage|Preis|(?:Halb|Lebens|Schul|Dienst)?[Jj]ahr|Quartal|"
    r"Etage|Stock|Stockwerk|(?:Ober|Unter)geschoss|Klasse|Halbzeit|Runde|Vorsitzender?|Bürgermeister|Jahrhunderts?|Jh|"
    r"Auflage|Akt|Spieltag|Staffel|Person|Grade?s?|Ordnung|Mal|Semester|Instanz|Lesung|Hand|Wahl|Geburtstag|Advent|"
    r"Mannschaft|Strophe|Satz|Versuch|Durchgang|Lauf|Reihe|Generation"
)
GENITIVE = words("Grades Jahrhunderts")
NEVER_BEFORE = words("um noch nur etwa circa genau mal plus minus")  # an ordinal, for what they stand before is counted
BECAME = re.compile(r"\b(?:wurden?|wird|werden|als)\b[^.!?]{0,30}\Z")
OF_THE_NTH = re.compile(r"\bdes (?:(?:frühen|späten|ausgehenden) )?(?:\d{1,2}\.(?: und |/| bis |[-–]))?\d{1,2}\. ?\Z")
# Dates or ordinals before: am 1.1. und 31.12., der 1., 2. und 3.; and the two words before the first of them.
SERIES = re.compile(
    r"(?<![\w.,])(?P<several>(?:\d{1,2}\.(?:\s?\d{1,2}\.(?:\s?\d{4})?)?(?:, | und | oder | bis | bzw\. |, und )){1,4})\Z"
)
LAST_WORDS = re.compile(r"(?:(?P<lead>[^\W\d_]{1,20}) )?(?<![^\W\d_])(?P<last>[^\W\d_]{1,20})\.?[ \u00a0]?\Z")
TITLES = r"(?: (?:[A-ZÄÖÜ][a-zäöüß]{1,20})){0,2}\s\Z"
TITLE_BEFORE = re.compile(
    r"\b(?:(?P<queen>(?:Königin|Kaiserin|Zarin|Herzogin|Fürstin))|(?:König|Kaiser|Zar|Herzog|Fürst|Papst|Sultan|Pharao)s?)"
    r"(?: [A-ZÄÖÜ][a-zäöüß]{1,20})?\s\Z"
)
CASE_BEFORE = re.compile(
    r"\b(?i:(?P<of>des)|(?P<to>von|vom|unter|mit|bei|beim|zu|zum|nach|vor|seit|dem)|(?P<whom>für|gegen|durch|ohne|um|den))"
    + TITLES
)
ARTICLES = {
    "king": {"": ("der", ""), "of": ("des", "n"), "to": ("dem", "n"), "whom": ("den", "n")},
    "queen": {"": ("die", ""), "of": ("der", "n"), "to": ("der", "n"), "whom": ("die", "")},
}
OPENING = rf"(?:{any_of(tables.OPENERS)}\b|Los(?=!| geht)|[A-ZÄÖÜ][a-zäöüß]{{1,14}}en Sie\b)"
FIGURES: tuple[Row, ...] = (
    ("ordinal", r"(?P<number>\d{1,2})\.(?=(?:,|,? und|,? oder|,? bis) \d{1,2}\.(?!\d))", listed_nth),
    ("ordinal", r"(?P<first>\d{1,2})\.(?P<join> ?[-–—/] ?)(?P<number>\d{1,2})\.(?=\s[^\W\d_])(?!\s«opening»)", nth_to_nth),
    ("ordinal", r"(?P<first>\d{1,2})\.(?P<join> ?[-–—/] ?)(?P<number>\d{1,2})(?=\.(?:«last»|\s{1,3}«opening»))", last_to),
    ("ordinal", r"(?P<number>\d{1,4})(?=\.(?:«last»|\s{1,3}«opening»))", last_nth),
    ("ordinal", r"(?P<number>\d{1,4})\.(?=\s\S)(?!\s{1,3}«opening»)", nth),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (
    ("Roman numeral", rf"(?P<numeral>{NUMERAL})\.(?=\s(?:Jahrhundert|Weltkrieg|Dynastie|Akt\b|Kapitel|Teil\b|Buch\b))", numeral_nth),
    *ALONE,
    ("Roman numeral", rf"(?P<name>[A-ZÄÖÜ][a-zäöüß]{{1,20}})\s(?P<numeral>{NUMERAL})«end»(?:\.(?!«last»))?(?!\s[A-Z]\b|['’&-]\w|\.\w)", roman),
    ("abbreviation", r"(?:Jh|Jhd|Jhdt)(?:\.(?!«last»)|(?=\.«last»))", of_century),
)  # fmt: skip
