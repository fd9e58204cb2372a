"""Ctrl-C in long work: it never tears a write in two, so what was written is whole."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self


class Interrupts:
    """While this block runs, Ctrl-C during ``whole`` takes effect right after it, and at any other time at once."""

    def __init__(self) -> None:
        self._writing = self._wanted = False
        self._is_main = threading.current_thread() is threading.main_thread()  # only there can signals be heard

    def __enter__(self) -> Self:
        if self._is_main:
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_main:
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is done in here is done to its end; raises KeyboardInterrupt after it, if that was wanted meanwhile."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False
        if self._wanted:
            self._wanted = False
            raise KeyboardInterrupt

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if not self._writing:
            raise KeyboardInterrupt
        self._wanted = True
