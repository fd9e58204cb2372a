"""A whole text said: read in stretches, so that others have a turn, and put out in portions that grow."""

from collections.abc import Iterable, Iterator

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.events import Chunk, Event
from vivavoce.engine.speaker import Speaker
from vivavoce.errors import TooLarge
from vivavoce.server.portions import Portions

STRETCH = 4096  # characters that are read in one go: some 30 ms of work, where nothing in them can be said yet
LONGEST_TEXT = 1_000_000  # characters of one request: 20 hours of speech


def check_length(what: str, text: str, longest: int = LONGEST_TEXT, hint: str = "send it in parts") -> None:
    """Raises TooLarge when the text is longer than so many characters. what: the field's name in the protocol"""
    if len(text) > longest:
        raise TooLarge(f"{what} has at most {longest} characters, got {len(text)}; {hint}")


def fed(speaker: Speaker, text: str) -> Iterator[Event | None]:
    """The events of the text, which is read in stretches; None where others may have a turn."""
    for at in range(0, len(text), STRETCH):
        if at:
            yield None
        yield from speaker.feed(text[at : at + STRETCH])


def said(speaker: Speaker, text: str) -> Iterator[Event | None]:
    """The events of a text that is complete."""
    yield from fed(speaker, text)
    yield from speaker.close()


def sounds(speaker: Speaker, events: Iterable[Event | None]) -> Iterator[Samples]:
    """The sound among the events in portions, at the speaker's rate; some are empty."""
    only_sound = (event for event in events if event is None or isinstance(event, Chunk))
    for portions in Portions(speaker.rate).of(only_sound):
        yield np.concatenate([np.zeros(0, np.float32), *(portion.samples for portion in portions)])
