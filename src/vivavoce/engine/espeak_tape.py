"""The sound of a unit, without the silence that espeak-ng leaves before and after what it says."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.audio import Samples
from vivavoce.engine.espeak import RATE

AUDIBLE = 2**-10  # of full scale, -60 dB: what is quieter than that before and after speech is silence
MARGIN = RATE // 500  # samples, 2 ms, over which the sound rises from silence and sinks back into it
FULL_SCALE = np.float32(2**15)


class Tape:
    """Utterances one after the other, each trimmed; samples are taken off it as soon as they may be heard.

    length: samples that have come so far
    """

    def __init__(self) -> None:
        self.length = 0
        self._over: deque[Samples] = deque()  # of the utterances before this one, not taken yet
        self._held: deque[Samples] = deque()  # of this one
        self._taken = 0
        self._base = 0  # where this utterance begins
        self._heard = 0  # samples of it, silence included
        self._origin: int | None = None  # which of them is the first to be kept, None as long as all is silent
        self._silence = np.zeros(0, np.float32)  # the last of what came before its first sound

    @property
    def sounding(self) -> bool:
        """Whether this utterance has begun to sound; before that nobody knows when anything in it happens."""
        return self._origin is not None

    def time(self, sample: int) -> int:
        """A sample of this utterance as a sample of the whole."""
        return self._base + max(sample - (self._origin or 0), 0)

    def feed(self, samples: NDArray[np.int16]) -> None:
        """More of this utterance: shape (n,)."""
        self._heard += len(samples)
        scaled = samples.astype(np.float32) / FULL_SCALE
        if self._origin is not None:
            self._keep(scaled)
            return
        scaled = np.concatenate([self._silence, scaled])
        loud = np.flatnonzero(np.abs(scaled) > AUDIBLE)
        if loud.size:
            first = max(int(loud[0]) - MARGIN, 0)
            self._origin = self._heard - len(scaled) + first
            self._keep(faded_in(scaled[first:], int(loud[0]) - first))
        self._silence = scaled[len(scaled) - MARGIN :] if len(scaled) > MARGIN else scaled

    def end(self, length: int | None = None) -> None:
        """This utterance is over: cut what follows its last sound, and what goes beyond that length of the whole."""
        start = max(self._base, self._taken)
        held = np.concatenate([np.zeros(0, np.float32), *self._held])
        if length is not None:
            held = held[: max(length - start, 0)]
        loud = np.flatnonzero(np.abs(held) > AUDIBLE)
        held = faded_out(held[: loud[-1] + 1 + MARGIN] if loud.size else held[:0])
        self._over.append(held)
        self._held.clear()
        self.length = self._base = start + len(held)
        self._heard, self._origin, self._silence = 0, None, self._silence[:0]

    def take(self, end: int) -> Samples:
        """What comes before that sample of the whole and has not been taken yet: shape (n,)."""
        taken = [np.zeros(0, np.float32)]
        for pieces in (self._over, self._held):
            while pieces and self._taken < end:
                piece = pieces.popleft()
                taken.append(piece[: end - self._taken])
                if len(piece) > len(taken[-1]):
                    pieces.appendleft(piece[len(taken[-1]) :])
                self._taken += len(taken[-1])
        return np.concatenate(taken)

    def _keep(self, samples: Samples) -> None:
        self._held.append(samples)
        self.length += len(samples)


def faded_in(samples: Samples, count: int) -> Samples:
    """The samples, the first so many of which rise from silence."""
    rise = np.arange(1, count + 1, dtype=np.float32) / np.float32(count + 1)
    return np.concatenate([samples[:count] * rise, samples[count:]])


def faded_out(samples: Samples) -> Samples:
    """The samples, the last 2 ms of which sink to silence."""
    return faded_in(samples[::-1], min(MARGIN, len(samples)))[::-1]
