"""Counts a text that is being spoken, for as long as it is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from vivavoce.server.app import State


class Tally:
    """What is counted of one stream of speech; began: monotonic seconds when its text came."""

    def __init__(self, state: State) -> None:
        self._metrics = state.metrics
        self._began: float | None = time.monotonic()

    def sent(self, seconds: float) -> None:
        """So much sound of it was sent."""
        if self._began is not None:
            self._metrics.first_audio(time.monotonic() - self._began)
            self._began = None
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
