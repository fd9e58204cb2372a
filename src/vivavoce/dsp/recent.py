"""The latest part of a stream, addressed by how far from its beginning."""

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.audio import Samples


class Recent:
    """The samples of a stream that may still be needed.

    What lies before the stream's first sample or after its latest is silence.
    """

    def __init__(self) -> None:
        self.length = 0  # samples fed so far
        self._kept: list[Samples] = []
        self._start = 0  # where in the stream the kept ones begin

    def feed(self, samples: Samples) -> None:
        """Keep these too: shape (n,)."""
        self.length += len(samples)
        self._kept.append(samples)

    def between(self, start: int, end: int) -> NDArray[np.float64]:
        """The samples from ``start`` to ``end``, which is exclusive: shape (end - start,).

        start: not before what was forgotten
        """
        kept = np.concatenate(self._kept) if self._kept else np.zeros(0, np.float32)
        self._kept = [kept]
        if start < self._start < end and self._start > 0:
            raise ValueError(f"samples before {self._start} are forgotten, {start} was asked for")
        first, last = max(start, self._start), min(end, self.length)
        found = np.zeros(end - start)
        if last > first:
            found[first - start : last - start] = kept[first - self._start : last - self._start]
        return found

    def forget(self, before: int) -> None:
        """Let go of what lies before there."""
        while self._kept and self._start + len(self._kept[0]) <= before:
            self._start += len(self._kept.pop(0))
        if self._kept and before > self._start:
            self._kept[0] = self._kept[0][before - self._start :]
            self._start = before
