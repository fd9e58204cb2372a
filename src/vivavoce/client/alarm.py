"""An alarm for steps that block and take no time-out of their own."""

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator


class Alarm:
    """Calls something, once, when a step takes longer than it may.

    One thread sleeps until the step that is due first would be late; it is not woken when a step ends in time, so
    that a step costs no switch of threads. It ends when it wakes and nothing is going on.

    ring: is called from that thread
    progress: when something last went on that excuses a step which takes long, by time.monotonic
    """

    def __init__(self, ring: Callable[[], None], progress: Callable[[], float] = lambda: -math.inf) -> None:
        self._ring, self._progress = ring, progress
        self._news = threading.Condition()
        self._steps: dict[object, tuple[float, float]] = {}  # when each that goes on began, and how long it may take
        self._wakes: float | None = None  # when the thread looks next; None while there is none

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """A step that may take so long, ``math.inf`` for ever."""
        if math.isinf(seconds):
            yield
            return
        step = object()
        self._begin(step, time.monotonic(), seconds)
        try:
            yield
        finally:
            with self._news:
                self._steps.pop(step, None)

    def stop(self) -> None:
        """Ring no more for what goes on; lets the thread end."""
        with self._news:
            self._steps.clear()
            self._news.notify_all()

    def _begin(self, step: object, now: float, seconds: float) -> None:
        with self._news:
            self._steps[step] = now, seconds
            due = now + seconds
            if self._wakes is None:
                self._wakes = due
                threading.Thread(target=self._watch, name="vivavoce alarm", daemon=True).start()
            elif due < self._wakes:
                self._news.notify_all()

    def _watch(self) -> None:
        if self._late():
            self._ring()

    def _late(self) -> bool:
        """Wait until a step is late, or none goes on; whether one was."""
        with self._news:
            while self._steps:
                progress = self._progress()
                self._wakes = min(max(begin, progress) + seconds for begin, seconds in self._steps.values())
                left = self._wakes - time.monotonic()
                if left <= 0.0:
                    break
                self._news.wait(left)
            late = bool(self._steps)
            self._steps.clear()
            self._wakes = None
            return late
