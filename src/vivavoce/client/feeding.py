"""Text that still arrives, sent while somebody listens to what is said of it: in a thread, or in a task.

What goes wrong with the text stops the sending and is kept, for whoever listens to raise.
"""

import asyncio
import contextlib
import threading
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Iterator,
)
from typing import Any

END = object()  # what a finished iterator yields, since StopIteration cannot leave a thread's future


class Feeding:
    """Sends pieces from a thread of its own, one after the other as they arrive.

    pieces: what is sent
    check: raises an error for what is no piece
    send: sends one
    end: is called after the last
    failed: is called, from that thread, when an error keeps pieces from coming or going, so that whoever listens
        wakes up
    failure: why it could not go on
    """

    def __init__(
        self,
        pieces: Iterable[str],
        check: Callable[[object], None],
        send: Callable[[str], None],
        end: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        self.failure: BaseException | None = None
        self._pieces, self._check, self._send, self._end, self._failed = pieces, check, send, end, failed
        self._stopped = False
        threading.Thread(target=self._run, name="vivavoce text", daemon=True).start()

    def stop(self) -> None:
        """Send no more. A thread that waits for the next piece ends when that has come."""
        self._stopped = True

    def _run(self) -> None:
        try:
            for piece in self._pieces:
                self._check(piece)
                if self._stopped:
                    return
                self._send(piece)
            self._end()
        except BaseException as error:
            self.failure = error
            self._failed()
        finally:
            close = getattr(self._pieces, "close", None)
            if callable(close):
                close()


class AsyncFeeding:
    """The same in a task of the running loop; pieces that come blocking are waited for in threads."""

    def __init__(
        self,
        pieces: Iterable[str] | AsyncIterable[str],
        check: Callable[[object], None],
        send: Callable[[str], Awaitable[None]],
        end: Callable[[], Awaitable[None]],
        failed: Callable[[], Awaitable[None]],
    ) -> None:
        self.failure: BaseException | None = None
        self._check, self._send, self._end, self._failed = check, send, end, failed
        self._task = asyncio.get_running_loop().create_task(self._run(pieces))

    async def stop(self) -> None:
        """Send no more, and wait until the iterator is left."""
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _run(self, pieces: Iterable[str] | AsyncIterable[str]) -> None:
        arriving = aiter(pieces) if isinstance(pieces, AsyncIterable) else in_threads(pieces)
        try:
            async for piece in arriving:
                self._check(piece)
                await self._send(piece)
            await self._end()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.failure = error
            await self._failed()
        finally:
            if isinstance(arriving, AsyncGenerator):
                await arriving.aclose()


class Errands:
    """Has things done in the event loop in which it was made, from any thread and from finalizers, without waiting."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, errand: Callable[[], Coroutine[Any, Any, None]]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed, and all that was in it
            self._loop.call_soon_threadsafe(self._start, errand)

    def _start(self, errand: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = self._loop.create_task(errand())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def in_threads(pieces: Iterable[str]) -> AsyncIterator[str]:
    """The pieces, none of which keeps the event loop waiting; those of a list are there already."""
    if isinstance(pieces, list | tuple):
        for piece in pieces:
            yield piece
        return
    iterator: Iterator[str] = iter(pieces)
    try:
        while (following := await asyncio.to_thread(next, iterator, END)) is not END:
            yield following  # type: ignore[misc]
    finally:
        close = getattr(iterator, "close", None)
        if callable(close):
            with contextlib.suppress(ValueError):  # a thread is in it still; it ends when that has left it
                close()
