"""What tests of streams share: streams of both kinds, what callbacks hear, and waiting."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.charactr.both import Either
from tests.charactr.double import Double

Play = Callable[..., tuple[Either, Double]]
BOTH = pytest.mark.parametrize("kind", ["simplex", "duplex"])


class Heard:
    """Notes what callbacks are called with."""

    def __init__(self) -> None:
        self.notes: list[Any] = []
        self.threads: set[int] = set()

    def data(self, piece: bytes) -> None:
        self.notes.append(piece)
        self.threads.add(threading.get_ident())

    async def data_awaited(self, piece: bytes) -> None:
        self.data(piece)

    def close(self, code: int, reason: str) -> None:
        self.notes.append((code, reason))


def begun(either: Either, kind: str, **options: Any) -> Any:
    """A stream that says "ab"; a duplex one is closing."""
    if kind == "simplex":
        return either.simplex(1, "ab", False, **options)
    stream = either.duplex(1, **options)
    stream.convert("ab")
    if "on_data" not in options:
        stream.close()
    return stream


def settled(either: Either, count: Callable[[], int]) -> None:
    """Wait until it counts no further."""
    before = -1
    while count() != before:
        before = count()
        either.run(lambda: pause(either))


def pause(either: Either) -> Any:
    if not either.awaited:
        time.sleep(0.2)
        return None
    return asyncio.sleep(0.2)
