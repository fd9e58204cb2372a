"""What the text layer hands to a synthesizer: one stretch of plain text, ready to be said."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from vivavoce.core.requests import Controls

Ending: TypeAlias = Literal["none", "clause", "sentence", "paragraph"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the user wrote it, and where it stands in the plain text of its unit.

    text: a verbatim slice of the user's text, attached punctuation included
    offset: where the slice begins in the user's text, in characters
    start, end: the characters of ``Unit.text`` that say it; ``end`` is exclusive
    """

    text: str
    offset: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ipa:
    """Characters of ``Unit.text`` whose sounds are given: phones in IPA, one string each; ``end`` is exclusive."""

    start: int
    end: int
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause or a sentence to be said in one breath.

    text: plain characters to say: no markup, respellings put in; at most a few hundred characters
    tokens: the words of the user's text, in order; together they cover every visible character of the unit
    ipa: stretches whose sounds are given, in order, never overlapping
    controls: how it is said
    silence: seconds of silence before it, from <break>; text may be empty when the silence ends the speech
    ending: how the text before the next unit ends, so that a pause of the right length follows
    """

    text: str
    tokens: tuple[Token, ...] = ()
    ipa: tuple[Ipa, ...] = ()
    controls: Controls = field(default_factory=Controls)
    silence: float = 0.0
    ending: Ending = "none"
