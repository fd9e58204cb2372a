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
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._news = threading.Condition()
        self._due: dict[object, float] = {}  # when each step that goes on has to be over, by time.monotonic
        self._wakes: float | None = None  # when the thread looks next; None while there is none

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """A step that may take so long, ``math.inf`` for ever."""
        if math.isinf(seconds):
            yield
            return
        step = object()
        self._begin(step, time.monotonic() + seconds)
        try:
            yield
        finally:
            with self._news:
                self._due.pop(step, None)

    def stop(self) -> None:
        """Ring no more for what goes on; lets the thread end."""
        with self._news:
            self._due.clear()
            self._news.notify_all()

    def _begin(self, step: object, due: float) -> None:
        with self._news:
            self._due[step] = due
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
            while self._due:
                self._wakes = min(self._due.values())
                left = self._wakes - time.monotonic()
                if left <= 0.0:
                    break
                self._news.wait(left)
            late = bool(self._due)
            self._due.clear()
            self._wakes = None
            return late
