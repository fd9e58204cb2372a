"""The one pass over a text: at each visible character the rules for its kind are tried in order, and the first that
fits takes what it found.

It is linear in the text by construction. Every rule is tried once at a place, what it looks at is bounded or is taken as
a whole by the last rule of its table, and that last rule takes a whole run of digits or letters, or one mark.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from vivavoce.errors import LanguageNotSupported
from vivavoce.text.normal import addresses, capitals, dutch, english, figures, german, marks
from vivavoce.text.normal.language import Language, Row, Say, any_of
from vivavoce.text.plain import Change, Plain

LANGUAGES: dict[str, Language] = {
    "en": english.AMERICAN,
    "en-gb": english.BRITISH,
    "en-au": english.BRITISH,
    "en-ie": english.BRITISH,
    "en-nz": english.BRITISH,
    "de": german.GERMAN,
    "nl": dutch.DUTCH,
}

ONLY_BETWEEN = frozenset("./-_:?#~*<>–·⋅^")  # signs that are said in addresses, or between numbers, and nowhere else
PARTING = (".", ",", ";", ":", "!", "?", "…")
# 10 000 and 1 234 567: with spaces that could as well part two numbers, only where that is less likely.
SPACED = r"[1-9]\d{0,2}(?:(?: \d{3}){2,8}+|(?: 000))(?![ -]?\d)"
VISIBLE = re.compile(r"\S")
AS_WRITTEN = frozenset({"word", "mark"})  # kinds under which nothing but the typography changes


@dataclass(frozen=True, slots=True)
class Said:
    """What is said for characters ``start`` to ``end`` of a text, and by which rule; text: "" if nothing is."""

    text: str
    start: int
    end: int
    kind: str


class Rule(NamedTuple):
    kind: str
    pattern: re.Pattern[str]
    say: Say


class Rules(NamedTuple):
    """The rules of a language, by what stands first: a digit, a letter, anything else."""

    language: Language
    figures: tuple[Rule, ...]
    letters: tuple[Rule, ...]
    signs: tuple[Rule, ...]


def normalised(text: str, language: str) -> list[Said]:
    """The words and marks of a text as they are said, in order; between them lies nothing but white space.

    language: BCP 47 tag. Raises LanguageNotSupported for one that has no rules here
    """
    return list(reading(text, rules(language)))


def explained(text: str, language: str) -> list[tuple[str, str, str]]:
    """What was written, what is said instead, by which rule: for a trace."""
    trace = ((text[said.start : said.end], said) for said in normalised(text, language))
    return [
        (written, said.text, said.kind)
        for written, said in trace
        if said.kind not in AS_WRITTEN and said.text != written
    ]


def in_words(plain: Plain, language: str) -> Plain:
    """The same as a ``Normaliser`` for ``Reader``: the tie to the user's text holds."""
    return plain.replace(changes(plain.text, normalised(plain.text, language)))


def joined(text: str, all_said: Iterable[Said]) -> str:
    """What is said for the text, as one string."""
    return Plain.of(text).replace(changes(text, all_said)).text


def changes(text: str, all_said: Iterable[Said]) -> Iterator[Change]:
    """What differs from the text, with spaces where words would run into one another."""
    end = 0
    last = ""  # the last character said, unless white space follows
    for said in all_said:
        written = text[said.start : said.end]
        apart = said.start > end
        changed = said.text != written
        space = " " if not apart and runs_on(last, said.text, changed=changed) else ""
        if space or changed:
            yield Change(said.start, said.end, space + said.text)
        last = said.text[-1:] or ("" if apart else last)
        end = said.end


def runs_on(last: str, text: str, *, changed: bool) -> bool:
    """Whether words would run into one another, or new words into a mark."""
    return text[:1].isalnum() and (last.isalnum() or (changed and last in PARTING))


def reading(text: str, rules: Rules) -> Iterator[Said]:
    at = 0
    while (visible := VISIBLE.search(text, at)) is not None:
        said = next_said(text, visible.start(), rules)
        yield said
        at = said.end


def next_said(text: str, at: int, rules: Rules) -> Said:
    first = text[at]
    for kind, pattern, say in rules.figures if first.isdecimal() else rules.letters if first.isalpha() else rules.signs:
        if (found := pattern.match(text, at)) is not None:
            said = say(found, rules.language)
            if said is not None:
                return Said(said, at, found.end(), kind)
    return Said(first, at, at + 1, "mark")


def rules(language: str) -> Rules:
    """The rules for a language tag, or for the language alone where the region has none of its own."""
    tag = language.strip().lower().replace("_", "-")
    primary = tag.partition("-")[0]
    for known in (tag, primary):
        if known in LANGUAGES:
            return compiled(known)
    raise LanguageNotSupported(
        f"no rules to read numbers and abbreviations in {language!r}; there are {sorted(LANGUAGES)}"
    )


@cache
def compiled(tag: str) -> Rules:
    language = LANGUAGES[tag]
    places = placeholders(language)
    return Rules(
        language,
        table((*marks.FIGURES, *language.figures, *addresses.FIGURES, *figures.FIGURES, *capitals.FIGURES), places),
        table((*addresses.LETTERS, *language.letters, *figures.LETTERS, *capitals.LETTERS), places),
        table((*marks.FIRST_SIGNS, *addresses.SIGNS, *language.signs, *figures.SIGNS, *marks.SIGNS), places),
    )


def placeholders(language: Language) -> dict[str, str]:
    """What the «placeholders» of the tables stand for in a language; none has groups."""
    whole = rf"(?:\d{{1,3}}(?:[{language.groups}]\d{{3}}){{1,12}}+(?!\d)|{SPACED}|\d++)"
    decimals = rf"{re.escape(language.decimal)}\d++"
    if "." in language.groups:
        decimals = rf"(?:{decimals}|\.\d{{1,2}}(?!\.?\d))"
    dotted = {one for one in language.abbreviations if one.endswith(".")}
    return {
        "whole": whole,
        "grouped": rf"\d{{1,3}}(?:[{language.groups}]\d{{3}}){{1,12}}(?![^\W_]|[.,]\d)",
        "number": rf"(?:{whole}(?:{decimals})?)",
        "end": r"(?![^\W_])",
        "unit": any_of(language.units),
        "currency": any_of({sign: 1 for sign in language.currencies if not sign.isalpha()}),
        "code": any_of({sign: 1 for sign in language.currencies if sign.isalpha()}),
        "magnitude": any_of(language.magnitudes),
        "month": "(?i:" + any_of(language.months) + ")",
        "dotted": "(?i:" + any_of(frozenset(one[:-1] for one in dotted)) + ")",
        "undotted": any_of(frozenset(language.abbreviations.keys() - dotted)),
        "always": any_of(frozenset(language.symbols.keys() - ONLY_BETWEEN)),
        "last": r"""(?=["'”’)\]]{0,4}\s{0,20}\Z)""",  # the end of the text, but for what closes
        **language.variables,
    }


PLACE = re.compile("«([a-z_]+)»")


def table(rows: Iterable[Row], places: dict[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(kind, re.compile(PLACE.sub(lambda one: places[one[1]], row)), say) for kind, row, say in rows)
