"""The one pass over a text: at each visible character the rules for its kind are tried in order, and the first that
fits takes what it found.

It is linear in the text by construction. Every rule is tried once at a place, what it looks at is bounded or is taken
as a whole by the last rule of its table, and that last rule takes a whole run of digits or letters, or one mark.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from vivavoce.errors import LanguageNotSupported
from vivavoce.text.clean import squeezed
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
LAST = r"""(?=["'”’)\]]{0,4}\s{0,20}\Z)"""  # the end of the text, but for what closes
VISIBLE = re.compile(r"\S")
AS_WRITTEN = frozenset({"word", "mark"})  # kinds under which nothing but the typography changes


@dataclass(frozen=True, slots=True)
class Said:
    """What is said for characters ``start`` to ``end`` of a text, and by which rule.

    text: words with spaces or hyphens between them and marks behind them, or a mark; "" if nothing is said. A capital
        by itself is told by its letter's name
    """

    text: str
    start: int
    end: int
    kind: str

    @property
    def words(self) -> list[str]:
        """The words and the marks of punctuation one by one: "five, one" is five , one."""
        return PARTS.findall(self.text)


class Rule(NamedTuple):
    """What a pattern is tried for: its kind is told in the trace; say: see ``language.Say``."""

    kind: str
    pattern: re.Pattern[str]
    say: Say


class Rules(NamedTuple):
    """The rules of a language, by what stands first: a digit, a letter, anything else."""

    language: Language
    figures: tuple[Rule, ...]
    letters: tuple[Rule, ...]
    signs: tuple[Rule, ...]


def normalised(text: str, language: str, given: Iterable[tuple[int, int]] = ()) -> list[Said]:
    """The words and marks of a text as they are said, in order; between them lies nothing but white space.

    language: BCP 47 tag. Raises LanguageNotSupported for one that has no rules here
    given: stretches, first character and the one after the last, in order, not overlapping, none empty, that are said
        as they stand, for their sounds are given; each comes back as one of kind "given"
    """
    every_rule = rules(language)
    return list(around(text, every_rule, given))


def explained(text: str, language: str, given: Iterable[tuple[int, int]] = ()) -> list[Said]:
    """Of all that is said what is not as it is written, for a trace; straight quotes for curly ones are no news."""
    return [
        said
        for said in normalised(text, language, given)
        if said.kind not in AS_WRITTEN and said.text != text[said.start : said.end]
    ]


def reads(language: str) -> bool:
    """Whether there are rules for a language."""
    return known(language) is not None


def in_words(plain: Plain, language: str) -> Plain:
    """The same as a ``Normaliser`` for ``Reader``: the tie to the user's text holds."""
    return plain.replace(changes(plain.text, normalised(plain.text, language)))


def joined(text: str, all_said: Iterable[Said]) -> str:
    """What is said for the text, as one string, with single spaces."""
    return squeezed(Plain.of(text).replace(changes(text, all_said))).text


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


def around(text: str, rules: Rules, given: Iterable[tuple[int, int]]) -> Iterator[Said]:
    """What is said, with the given stretches where they stand."""
    at = 0
    for start, end in given:
        yield from reading(text, rules, at, start)
        yield Said(text[start:end], start, end, "given")
        at = end
    yield from reading(text, rules, at, len(text))


def reading(text: str, rules: Rules, at: int, end: int) -> Iterator[Said]:
    """What is said for characters ``at`` to ``end``. Rules see what is before, and nothing after."""
    while (visible := VISIBLE.search(text, at, end)) is not None:
        said = next_said(text, visible.start(), end, rules)
        yield said
        at = said.end


def next_said(text: str, at: int, end: int, rules: Rules) -> Said:
    first = text[at]
    for kind, pattern, say in rules.figures if first.isdecimal() else rules.letters if first.isalpha() else rules.signs:
        if (found := pattern.match(text, at, end)) is not None:
            said = say(found, rules.language)
            if said is not None:
                return Said(said, at, found.end(), kind)
    return Said(first, at, at + 1, "mark")


def rules(language: str) -> Rules:
    """The rules for a language tag, or for the language alone where the region has none of its own."""
    tag = known(language)
    if tag is None:
        raise LanguageNotSupported(
            f"no rules to read numbers and abbreviations in {language!r}; there are {sorted(LANGUAGES)}"
        )
    return compiled(tag)


def known(language: str) -> str | None:
    tag = language.strip().lower().replace("_", "-")
    return next((one for one in (tag, tag.partition("-")[0]) if one in LANGUAGES), None)


@cache
def compiled(tag: str) -> Rules:
    language = LANGUAGES[tag]
    places = placeholders(language)
    return Rules(
        language,
        table(
            (
                *marks.FIGURES,
                *capitals.CODES,
                *language.figures,
                *addresses.FIGURES,
                *figures.FIGURES,
                *capitals.FIGURES,
            ),
            places,
        ),
        table((*addresses.LETTERS, *capitals.CODES, *language.letters, *figures.LETTERS, *capitals.LETTERS), places),
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
        "magnitude": either(language.magnitudes),
        "month": "(?i:" + any_of(language.months) + ")",
        "dotted": "(?i:" + any_of(frozenset(one[:-1] for one in dotted)) + ")",
        "closing": "(?i:" + any_of(frozenset(one[:-1] for one in dotted) - language.never_last) + ")",
        "undotted": any_of(frozenset(language.abbreviations.keys() - dotted)),
        "always": any_of(frozenset(language.symbols.keys() - ONLY_BETWEEN)),
        "last": LAST,
        "no_unit": "(?!)",  # what makes another word of what could be a unit
        "per_time": "(?!)",  # words of time that a unit is told per, by a rule of the language's own
        "unit_stop": "(?!)",  # a full stop behind a unit, though a capital follows
        **language.variables,
    }


def either(written: Iterable[str]) -> str:
    """Any of these, the longest first; the full stop of the last word of a text is not theirs but the sentence's."""
    forms = sorted(written, key=lambda one: (-len(one), one))
    return "(?:" + "|".join(re.escape(one) + (f"(?!{LAST})" if one.endswith(".") else "") for one in forms) + ")"


PARTS = re.compile(r"[^\s.,;:!?…—\"()-]+|[.,;:!?…—\"()-]")
PLACE = re.compile("«([a-z_]+)»")


def table(rows: Iterable[Row], places: dict[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(kind, re.compile(PLACE.sub(lambda one: places[one[1]], row)), say) for kind, row, say in rows)
