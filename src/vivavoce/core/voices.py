"""A voice as a value: who it is, what it sounds like, where it came from."""

import math
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from vivavoce.core.embedding import Embedding
from vivavoce.core.genders import GENDERS, Gender
from vivavoce.errors import BadRequest

Kind: TypeAlias = Literal["built-in", "cloned", "mixed", "created", "localized"]
KINDS: tuple[Kind, ...] = ("built-in", "cloned", "mixed", "created", "localized")

LONGEST_NAME = 200  # characters
LONGEST_TEXT = 10_000  # characters of a description, a note or a preview
MOST_LABELS = 100
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # PostgreSQL keeps no NUL, UTF-8 has no lone surrogates
NAMESPACE = uuid.UUID("8d0b6f0e-6f0a-5b0c-9d61-7669766f6365")  # of the ids of built-in voices


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a voice came from.

    kind: built-in, cloned, mixed, created (from an embedding) or localized
    consent: what the person behind the voice agreed to, in the words of whoever cloned it; empty when not told
    source: sha256 of the recording it was cloned from, as hexadecimal digits; empty otherwise
    parents: ids of the voices it was made from, with their weights, in the order given
    made: when, ISO 8601 in UTC; empty for built-in voices
    """

    kind: Kind
    consent: str = ""
    source: str = ""
    parents: tuple[tuple[str, float], ...] = ()
    made: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise BadRequest(f"a voice's origin is one of {', '.join(KINDS)}; got {self.kind!r}")
        checked_text("a consent note", self.consent)
        checked_text("the hash of a voice's source", self.source)
        checked_text("the time a voice was made", self.made)
        object.__setattr__(self, "parents", tuple(checked_parent(parent, weight) for parent, weight in self.parents))


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can speak.

    id: a UUID as text
    name: 1 to 200 characters, one line
    description: free text, at most 10 000 characters
    language: BCP 47 tag of the language (and accent) it speaks unless asked for another: "en-US", "de"
    gender: feminine, masculine or neutral
    embedding: what it sounds like
    labels: short words to search by: "calm", "elderly"; at most 100 of 1 to 200 characters
    preview: a sentence in its language that shows it off
    synthesizer: the name of the synthesizer it was made for; None leaves the choice to the engine
    raises: BadRequest when a field cannot be

    Texts are such as any file or database can hold: no NUL, no lone surrogates.
    """

    id: str
    name: str
    embedding: Embedding
    origin: Origin
    description: str = ""
    language: str = "en-US"
    gender: Gender = "neutral"
    labels: tuple[str, ...] = field(default=())
    preview: str = ""
    synthesizer: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", checked_id(self.id))
        object.__setattr__(self, "name", checked_name(self.name))
        if self.gender not in GENDERS:
            raise BadRequest(f"a voice's gender is one of {', '.join(GENDERS)}; got {self.gender!r}")
        checked_text("a description", self.description)
        checked_text("a preview", self.preview)
        checked_text("a synthesizer's name", self.synthesizer or "", LONGEST_NAME)
        object.__setattr__(self, "labels", checked_labels(self.labels))
        if not isinstance(self.language, str) or not self.language.replace("-", "").isalnum():
            raise BadRequest(f"a language is a tag such as en-US or de, got {self.language!r}")

    def __str__(self) -> str:
        return f"{self.name} ({self.language}, {self.gender})"


def checked_id(id: str) -> str:
    """The id in its one spelling, lower case with dashes; BadRequest when it is no UUID."""
    try:
        return str(uuid.UUID(id))
    except (ValueError, AttributeError, TypeError) as error:
        raise BadRequest(f"a voice's id is a UUID, got {id!r}") from error


def checked_name(name: str) -> str:
    """The name without white space around it; BadRequest when nothing, too much or a line break is left."""
    if not isinstance(name, str):
        raise BadRequest(f"a voice's name is text, got {type(name).__name__}")
    stripped = name.strip()
    if not stripped or len(stripped) > LONGEST_NAME or not stripped.isprintable():
        raise BadRequest(f"a voice's name is one line of 1 to {LONGEST_NAME} printable characters, got {name[:80]!r}")
    return stripped


def checked_text(what: str, text: str, longest: int = LONGEST_TEXT) -> str:
    """The text as it is; BadRequest when it is too long or holds what no file or database keeps."""
    if not isinstance(text, str):
        raise BadRequest(f"{what} is text, got {type(text).__name__}")
    if len(text) > longest:
        raise BadRequest(f"{what} has at most {longest} characters, got {len(text)}")
    if found := UNKEEPABLE.search(text):
        raise BadRequest(f"{what} holds U+{ord(found[0]):04X} at {found.start()}, which no file can keep; leave it out")
    return text


def checked_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """The labels without white space around them; BadRequest when one is empty or too long, or they are too many."""
    if isinstance(labels, str) or not isinstance(labels, Iterable):
        raise BadRequest(f"labels are several words such as ('calm', 'elderly'), got {labels!r:.80}")
    stripped = tuple(checked_text("a label", label, LONGEST_NAME).strip() for label in labels)
    if not all(stripped) or len(stripped) > MOST_LABELS:
        raise BadRequest(f"a voice has at most {MOST_LABELS} labels, none of them empty; got {len(stripped)}")
    return stripped


def checked_parent(id: str, weight: float) -> tuple[str, float]:
    """One voice that another was made from, with its weight; BadRequest when the id or the weight cannot be."""
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not math.isfinite(weight):
        raise BadRequest(f"the weight of a parent is a number, got {weight!r}")
    return checked_id(id), float(weight)


def built_in_id(name: str) -> str:
    """The id of the built-in voice of that name: the same for ever."""
    return str(uuid.uuid5(NAMESPACE, name))
