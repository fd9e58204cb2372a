"""Text that still arrives, and what becomes of it when it cannot be sent; in a thread and in a task."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from vivavoce.client.feeding import AsyncFeeding, Feeding
from vivavoce.errors import BadRequest, TimedOut


class Fed:
    """What pieces are sent to: refuses those that it was told to, and the end if that is among them."""

    def __init__(self, **refused: Exception) -> None:
        self.sent: list[str] = []
        self.failures = 0
        self._refused = refused
        self._over = threading.Event()

    def feed(self, pieces: Any, *, awaited: bool) -> BaseException | None:
        """Send them all; returns what went wrong."""
        if awaited:
            return asyncio.run(self._fed(pieces))
        feeding = Feeding(self._watched(pieces), self._check, self._send, self._end, self._failed)
        assert self._over.wait(10.0)
        return feeding.failure

    async def _fed(self, pieces: Any) -> BaseException | None:
        async def send(piece: str) -> None:
            self._send(piece)

        async def end() -> None:
            self._end()

        async def failed() -> None:
            self._failed()

        feeding = AsyncFeeding(pieces, self._check, send, end, failed)
        await asyncio.wait([feeding._task])
        return feeding.failure

    def _watched(self, pieces: Any) -> Any:
        """The pieces, which tell when they are left: the last thing that is done."""
        fed = self

        class Watched:
            def __iter__(self) -> Iterator[str]:
                return iter(pieces)

            def close(self) -> None:
                fed._over.set()

        return Watched()

    def _check(self, piece: object) -> None:
        if not isinstance(piece, str):
            raise BadRequest("no text")

    def _send(self, piece: str) -> None:
        if piece in self._refused:
            raise self._refused[piece]
        self.sent.append(piece)

    def _end(self) -> None:
        self._send("end")

    def _failed(self) -> None:
        self.failures += 1


def breaking() -> Iterator[str]:
    yield "a"
    raise KeyError("the text broke off")


@pytest.mark.parametrize("awaited", [False, True])
def test_all_is_sent_in_its_order(awaited: bool) -> None:
    fed = Fed()
    assert fed.feed(["a", "b"], awaited=awaited) is None
    assert (fed.sent, fed.failures) == (["a", "b", "end"], 0)


@pytest.mark.parametrize("awaited", [False, True])
@pytest.mark.parametrize(
    ("pieces", "refused", "sent", "kind"),
    [
        (["a", 1, "b"], {}, ["a"], BadRequest),
        (breaking, {}, ["a"], KeyError),
        (["a", "b", "c"], {"b": BadRequest("not that")}, ["a"], BadRequest),
        (["a", "b"], {"a": TimedOut("nobody listens")}, [], TimedOut),
        (["a", "b"], {"end": RuntimeError("it has no end")}, ["a", "b"], RuntimeError),
    ],
    ids=["no text", "text breaks off", "refused", "not taken", "the end refused"],
)
def test_what_goes_wrong_is_kept_and_whoever_listens_is_woken(
    pieces: Any, refused: dict[str, Exception], sent: list[str], kind: type[Exception], awaited: bool
) -> None:
    fed = Fed(**refused)
    failure = fed.feed(pieces() if callable(pieces) else pieces, awaited=awaited)
    assert isinstance(failure, kind)
    assert (fed.sent, fed.failures) == (sent, 1)
