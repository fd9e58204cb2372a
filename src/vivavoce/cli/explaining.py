"""``vivavoce say --explain``: what will be said for a text, and why it is not what is written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Any

from vivavoce.cli.reading import Pieces
from vivavoce.cli.reporting import as_json, line, note

if TYPE_CHECKING:
    from vivavoce.core.units import Unit
    from vivavoce.inprocess import Options

SAID_AS_THEY_ARE = re.compile(
    "LATIN|GREEK|MODIFIER|MICRO|FEMININE|MASCULINE|FULLWIDTH LATIN"
)  # letters, by their names
SHOWN = 20  # letters of another script in a note
READS_BY_THESE_RULES = frozenset({"house"})  # synthesizers; others read numbers and abbreviations by themselves


def explain(text: str | Pieces, voice: str | None, how: "Options", *, json: bool) -> None:
    """Print each stretch that is said in one breath, how it is read, and each change with its rule.

    raises: what saying it would raise: VoiceNotFound, LanguageNotSupported, MissingExtra, EmptyText, BadMarkup
    """
    from vivavoce.inprocess import engine, request
    from vivavoce.text import Pronunciations, Reader
    from vivavoce.text.normal import reads

    speech = request("", voice, how)
    synthesizer, language = engine().chosen(speech.voice, speech.language or speech.voice.language)
    reader = Reader(language, speech.controls, Pronunciations.of(speech.pronunciations, exact=speech.exact))
    has_rules = reads(language)
    if not has_rules:
        note(f"there are no rules to read {language} here: {synthesizer.name} reads numbers and abbreviations itself")
    elif synthesizer.name not in READS_BY_THESE_RULES:
        note(f"{synthesizer.name} speaks this voice and reads by rules of its own; this is how house voices read it")
    told = (read(unit, language if has_rules else None) for unit in noted(units(reader, text), has_rules) if unit.text)
    if json:
        as_json({"language": language, "synthesizer": synthesizer.name, "rules": has_rules, "units": list(told)})
        return
    for unit in told:
        for row in rows(unit):
            line(row)


def units(reader: Any, text: str | Pieces) -> Iterator["Unit"]:
    """All units of the text, each as soon as it is certain; a file is closed at the end."""
    with ExitStack() as stack:
        pieces = stack.enter_context(text) if isinstance(text, Pieces) else [text]
        for piece in pieces:
            yield from reader.feed(piece)
        yield from reader.close()


def noted(units: Iterable["Unit"], has_rules: bool) -> Iterator["Unit"]:
    """The same; where there are rules the first letters of another script get a note, for only their names are said."""
    for unit in units:
        if has_rules and (letters := other_letters(unit)):
            note(f"{letters} is in letters that are not Latin: house voices tell their names, one by one")
            has_rules = False
        yield unit


def other_letters(unit: "Unit") -> str:
    """The first of the unit's letters that are neither Latin nor Greek, as in formulas, nor given as sounds."""
    given = {at for stretch in unit.ipa for at in range(stretch.start, stretch.end)}
    found = (
        one
        for at, one in enumerate(unit.text)
        if one.isalpha() and at not in given and not SAID_AS_THEY_ARE.match(unicodedata.name(one, ""))
    )
    return "".join(islice(found, SHOWN))


def read(unit: "Unit", language: str | None) -> dict[str, Any]:
    """The unit as plain values; what is said and changed is None where there are no rules: language is None then."""
    from vivavoce.text.normal import explained, joined, normalised

    if language is None:
        return {"text": unit.text, "said": None, "changes": None}
    given = [(stretch.start, stretch.end) for stretch in unit.ipa]
    changes = [
        {
            "written": unit.text[said.start : said.end],
            "said": said.text,
            "kind": said.kind,
            "offset": offset(unit, said.start),
        }
        for said in explained(unit.text, language, given)
    ]
    return {
        "text": unit.text,
        "said": joined(unit.text, normalised(unit.text, language, given)),
        "changes": changes,
    }


def offset(unit: "Unit", at: int) -> int:
    """Where the user's text has what the unit says at that character.

    Inside a word that is said otherwise than it is written, that is where the word begins.
    """
    token = next(token for token in reversed(unit.tokens) if token.start <= at or token is unit.tokens[0])
    is_verbatim = unit.text[token.start : token.end] == token.text
    return token.offset + (at - token.start if is_verbatim else 0)


def rows(unit: dict[str, Any]) -> Iterator[str]:
    """The unit for people: its text, what is said if that is something else, and the changes below."""
    yield unit["text"]
    if not unit["changes"]:
        return
    yield f"  {unit['said']}"
    width = max(len(change["written"]) for change in unit["changes"])
    for change in unit["changes"]:
        yield f"    {change['written']:{width}}  {change['said'] or '(nothing)'}  [{change['kind']}]"
