"""What a stream of speech consists of. Time is an integer count of samples from the beginning of the stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from vivavoce.core.audio import Samples


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the user's text and when it sounds.

    text: a verbatim slice of the text as the user wrote it, markup left out, attached punctuation included
    offset: where that slice begins in the user's text, in characters
    start, end: in samples from the beginning of the stream; ``end`` is exclusive
    """

    text: str
    offset: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phoneme:
    """A speech sound and when it sounds.

    symbol: in IPA, a stress mark (ˈ or ˌ) in front where the sound carries one
    start, end: in samples from the beginning of the stream; ``end`` is exclusive
    """

    symbol: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """The next piece of sound: shape (n,), float32, full scale ±1.0, n ≥ 1, finite."""

    samples: Samples


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the order of the text, each told once, no later than the sound it begins in."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Phonemes:
    """Phonemes in order of time, each told once, no later than the sound it begins in."""

    phonemes: tuple[Phoneme, ...]


Event: TypeAlias = Chunk | Words | Phonemes


def sounding(samples: Samples) -> Iterator[Event]:
    """A chunk of the samples, unless there are none."""
    if len(samples):
        yield Chunk(samples)
