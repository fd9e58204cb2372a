"""Counts a text that is being spoken, for as long as it is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from vivavoce.server.app import State

# Seconds that a text may wait for its first sound so that others do not fall silent in the midst of theirs.
PATIENCE = 0.010


class Tally:
    """What is counted of one stream of speech; began: monotonic seconds when its text came."""

    def __init__(self, state: State) -> None:
        self._metrics = state.metrics
        self._began: float | None = time.monotonic()
        self._ends = 0.0  # when a listener who began at once has heard all that was sent

    def needed_by(self) -> float:
        """When more sound is needed, in monotonic seconds: when what was sent ends, and soon where nothing sounds."""
        now = time.monotonic()
        return self._ends if self._ends > now else now + PATIENCE

    def sent(self, seconds: float) -> None:
        """So much sound of it was sent."""
        now = time.monotonic()
        if self._began is not None:
            self._metrics.first_audio(now - self._began)
            self._began = None
        self._ends = max(self._ends, now) + seconds
        self._metrics.audio(seconds)


@contextmanager
def speaking(state: State) -> Iterator[Tally]:
    """One more text is being spoken; raises TooBusy when there are as many as may be."""
    with state.limits.syntheses.one():
        state.metrics.stream_opened()
        try:
            yield Tally(state)
        finally:
            state.metrics.stream_closed()
