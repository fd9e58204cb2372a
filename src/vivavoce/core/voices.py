"""A voice as a value: who it is, what it sounds like, where it came from."""

import uuid
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from vivavoce.core.embedding import Embedding
from vivavoce.errors import BadRequest

Gender: TypeAlias = Literal["feminine", "masculine", "neutral"]
GENDERS: tuple[Gender, ...] = ("feminine", "masculine", "neutral")
Kind: TypeAlias = Literal["built-in", "cloned", "mixed", "created", "localized"]
KINDS: tuple[Kind, ...] = ("built-in", "cloned", "mixed", "created", "localized")

LONGEST_NAME = 200  # characters
LONGEST_TEXT = 10_000  # characters of a description or a note
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
        if len(self.consent) > LONGEST_TEXT:
            raise BadRequest(f"a consent note has at most {LONGEST_TEXT} characters, got {len(self.consent)}")


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can speak.

    id: a UUID as text
    name: 1 to 200 characters, one line
    description: free text, at most 10 000 characters
    language: BCP 47 tag of the language (and accent) it speaks unless asked for another: "en-US", "de"
    gender: feminine, masculine or neutral
    embedding: what it sounds like
    labels: short words to search by: "calm", "elderly"
    preview: a sentence in its language that shows it off
    synthesizer: the name of the synthesizer it was made for; None leaves the choice to the engine
    raises: BadRequest when a field cannot be
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
        if not isinstance(self.description, str) or len(self.description) > LONGEST_TEXT:
            raise BadRequest(f"a description is text of at most {LONGEST_TEXT} characters")
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


def built_in_id(name: str) -> str:
    """The id of the built-in voice of that name: the same for ever."""
    return str(uuid.uuid5(NAMESPACE, name))
