"""Speech in portions: the first small, so that it is heard at once, then growing, so that they are few."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words

FIRST = 0.030  # seconds of sound in the first portion: what a player needs to begin
GROWTH = 2.0  # times the one before
LARGEST = 0.4  # seconds: 150 KiB at 48 kHz in float32, and under 100 ms of compute on a voice that is moved


@dataclass(slots=True)
class Portion:
    """Sound, shape (n,), float32, n ≥ 0, with the words and phonemes that begin in it or soon after."""

    samples: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    words: list[Word] = field(default_factory=list)
    phonemes: list[Phoneme] = field(default_factory=list)


class Portions:
    """Cuts the events of one stream into portions; rate: samples per second."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._size = int(rate * FIRST)

    def of(self, events: Iterable[Event | None]) -> Iterator[list[Portion]]:
        """The portions of these events, together those that one event completes: there is no work between them.

        The last takes what is left, so that nothing waits for events to come. None among the events is no event, but
        gives no portions at once: a long text is read in stretches, and others have a turn between them.
        """
        told, waiting, length = Portion(), list[Samples](), 0
        for event in events:
            match event:
                case None:
                    yield []
                case Words(words):
                    told.words.extend(words)
                case Phonemes(phonemes):
                    told.phonemes.extend(phonemes)
                case Chunk(samples):
                    waiting.append(samples)
                    length += len(samples)
            ready: list[Portion] = []
            while length >= self._size:
                told.samples, rest = cut(waiting, self._size)
                ready.append(told)
                told, waiting, length = Portion(), [rest], len(rest)
                self._size = min(int(self._size * GROWTH), int(self._rate * LARGEST))
            if ready:
                yield ready
        if length or told.words or told.phonemes:
            told.samples = np.concatenate([told.samples, *waiting])
            yield [told]


def cut(waiting: list[Samples], size: int) -> tuple[Samples, Samples]:
    """The first so many samples, and the rest."""
    whole = waiting[0] if len(waiting) == 1 else np.concatenate(waiting)
    return whole[:size], whole[size:]
