"""Which voices are wanted."""

from collections.abc import Iterable
from dataclasses import dataclass

from vivavoce.core.genders import GENDERS
from vivavoce.core.voices import LONGEST_NAME, Voice, checked_labels
from vivavoce.errors import BadRequest
from vivavoce.store.names import name_key

LONGEST_QUERY = LONGEST_NAME  # characters


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a voice must be like to be listed; what is None does not matter. See ``Library.voices``.

    raises: BadRequest when a value cannot be
    """

    language: str | None = None
    gender: str | None = None
    query: str | None = None
    labels: Iterable[str] = ()

    def __post_init__(self) -> None:
        if self.language is not None and not isinstance(self.language, str):
            raise BadRequest(f"a language is a tag such as en-US or de, got {self.language!r}")
        if self.gender is not None and self.gender not in GENDERS:
            raise BadRequest(f"a voice's gender is one of {', '.join(GENDERS)}; got {self.gender!r}")
        if self.query is not None and (not isinstance(self.query, str) or len(self.query) > LONGEST_QUERY):
            raise BadRequest(f"a query is a few words of at most {LONGEST_QUERY} characters in all")
        object.__setattr__(self, "labels", checked_labels(self.labels))

    def fits(self, voice: Voice) -> bool:
        """Whether the voice is one of those wanted."""
        return (
            (self.language is None or speaks(voice.language, self.language))
            and self.gender in (None, voice.gender)
            and {name_key(label) for label in self.labels} <= {name_key(label) for label in voice.labels}
            and (not self.query or all(word in told(voice) for word in name_key(self.query).split()))
        )


def speaks(language: str, wanted: str) -> bool:
    """Whether a tag falls under another: en-US under "en" and "EN-us", not under "en-GB" (RFC 4647, 3.3.1)."""
    return f"{language}-".lower().startswith(f"{wanted}-".lower().replace("_", "-"))


def told(voice: Voice) -> str:
    """All that is told of a voice in words, as ``name_key`` has it, a line each."""
    return name_key("\n".join((voice.name, voice.description, *voice.labels)))
