"""Sockets that are one stream each, for asyncio: ``AsyncConversation``.

The same as ``conversations``, method by method, with ``await`` where that blocks. Callbacks have a task.
"""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from vivavoce.client.arrivals import ABNORMAL, Ending
from vivavoce.client.call import Talk, check_timeout
from vivavoce.client.conversations import INACTIVITY
from vivavoce.client.letters import FAREWELL
from vivavoce.errors import BadRequest, ConnectionFailed, TimedOut

if TYPE_CHECKING:
    from vivavoce.client.aio_stream_connection import AsyncStreamConnection

AsyncOnData = Callable[[bytes], Any]  # what it gives is awaited, if that can be
AsyncOnClose = Callable[[int, str], Any]


class AsyncConversation:
    """Texts go, pieces of bytes come: to callbacks, or to whoever goes through it. Also an ``async with`` block.

    connection: on which nothing was sent yet
    talk: what is said on it
    timeout: seconds that the server may take for what it owes, and to take a message; ``math.inf`` for ever
    on_data: is called with each piece, one after the other, and awaited, in a task that does nothing else
    on_close: is called after that, once, with the code of the close and its reason; 1006 where there was no close
    """

    def __init__(
        self,
        connection: "AsyncStreamConnection",
        talk: Talk,
        timeout: float,
        on_data: AsyncOnData | None = None,
        on_close: AsyncOnClose | None = None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._connection, self._arrivals = connection, connection.arrivals
        self._talk, self._timeout = talk, timeout
        self._on_data, self._on_close = on_data, on_close
        self._served = False  # the callbacks were called for the last time
        self._server: asyncio.Task[Any] | None = None  # the task that calls them
        self._aside: asyncio.Task[None] | None = None

    @property
    def ending(self) -> Ending | None:
        """How it ended; None while it goes on."""
        return self._arrivals.ending

    @property
    def is_here(self) -> bool:
        """Whether it was opened in the event loop that runs."""
        return self._loop is asyncio.get_running_loop()

    @property
    def closing(self) -> bool:
        """Whether nothing more can be sent."""
        return self._arrivals.closing or self._arrivals.ending is not None

    async def say(self, *messages: bytes) -> None:
        """Send what is sent first or last. A loss is not told here, but where one waits for what comes."""
        for message in messages:
            try:
                await self._connection.deliver(message, self._timeout)
            except TimedOut:
                raise
            except ConnectionFailed:
                return  # the server has closed; it may have said why

    async def serve(self) -> None:
        """Call back with what comes, until it ends. Raises why it did not end well, what a callback raised among it."""
        await self._serve()
        self._arrivals.check()

    async def serve_aside(self) -> None:
        """The same in a task of its own."""
        if self._called_back:
            self._aside = self._loop.create_task(self._serve())

    async def send(self, message: bytes) -> None:
        """Send a message; waits while the server takes none, as when it waits for its sound to be taken.

        Raises what the talk has for that after its end was asked for or has come; why it ended, if not well; TimedOut
        when nothing goes on for too long, after which it is over; ConnectionFailed when it cannot go.
        """
        self._here()
        self._arrivals.check()
        if self.closing:
            raise self._talk.closed()
        self._arrivals.sent()
        self._connection.news.ring()
        await self._deliver(message)

    async def wait(self, inactivity: float = INACTIVITY) -> None:
        """Wait until there was no traffic for so many seconds, or it has ended; raises why, if not well.

        inactivity: seconds. A callback that is at work counts as traffic
        """
        check_timeout(inactivity)
        self._here()
        if self._server is asyncio.current_task():
            raise BadRequest("a callback that waits for the callbacks would wait for ever")
        served = self._on_data is not None
        while not self._over() and (left := inactivity - self._arrivals.silence(served=served)) > 0.0:
            await self._connection.news.wait(left)
        if self._over():
            self._arrivals.check()

    async def close(self) -> None:
        """Ask the server to say what is left and to close.

        With ``on_data``, wait until that was called for the last time, unless this is within a callback. Without, what
        is left can be gone through.

        Raises why it did not end well, unless that was raised before; TimedOut when the server does not close.
        """
        self._here()
        if not self.closing:
            self._arrivals.sent(last=True)
            self._connection.news.ring()
            if self._talk.farewell is not None:
                await self.say(self._talk.farewell)
        if self._on_data is not None and self._server is not asyncio.current_task():
            await self._await_end()

    async def finish(self) -> None:
        """Wait until it has ended, and the callbacks were called for the last time; raises why, if not well.

        Raises TimedOut when the server goes on and says nothing.
        """
        self._here()
        if self._server is asyncio.current_task():
            raise BadRequest("a callback that waits for the callbacks would wait for ever")
        await self._await_end()
        self._arrivals.check()

    async def terminate(self) -> None:
        """End it at once; what has come and was not taken is thrown away. Doing so again does nothing."""
        self._here()
        ended = self._arrivals.ending is not None
        self._arrivals.leave()
        self._connection.news.ring()
        self._connection.go_on()
        if not ended:
            try:
                async with asyncio.timeout(FAREWELL):
                    await self._connection.close()
            except TimeoutError:
                self._connection.hang_up()  # the server does not read

    def __aiter__(self) -> AsyncIterator[bytes]:
        if self._on_data is not None:
            raise BadRequest("what comes goes to on_data: leave that out to go through it")
        return self

    async def __anext__(self) -> bytes:
        self._here()
        piece = await self._take(lasting=False)
        if piece is None:
            self._arrivals.check()
            raise StopAsyncIteration
        return piece

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._on_data is not None:
            await self.close()
        else:
            await self.terminate()

    def __del__(self) -> None:
        if connection := getattr(self, "_connection", None):
            if self._arrivals.ending is None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(connection.hang_up)
            self._arrivals.forgotten()

    def _here(self) -> None:
        if not self.is_here:
            raise BadRequest("this was opened in another event loop; open another one")

    @property
    def _called_back(self) -> bool:
        return self._on_data is not None or self._on_close is not None

    async def _serve(self) -> None:
        self._server = asyncio.current_task()
        try:
            await self._hand_over()
        except BaseException as error:
            self._break_off(error)
        try:
            if self._on_close is not None:
                ending = self._arrivals.ending or Ending(ABNORMAL, "")
                await waited(self._on_close(ending.code, ending.reason))
        except BaseException as error:
            self._break_off(error)
        self._served = True
        self._server = None
        self._connection.news.ring()

    async def _hand_over(self) -> None:
        """Give what comes to the callback; without one, only wait for the end."""
        if self._on_data is None:
            while self._arrivals.ending is None:
                await self._connection.news.wait(float("inf"))
            return
        while (piece := await self._take(lasting=True)) is not None:
            self._arrivals.busy = True
            try:
                await waited(self._on_data(piece))
            finally:
                self._arrivals.rested()

    async def _take(self, *, lasting: bool) -> bytes | None:
        """The next piece, or None after the last; see ``Arrivals.patience``."""
        while self._arrivals.hungry:
            await self._connection.news.wait(self._arrivals.patience(self._timeout, lasting=lasting))
        piece = self._arrivals.take()
        self._connection.go_on()
        return piece

    def _over(self) -> bool:
        """Whether it has ended, and the callbacks heard of that."""
        return self._served if self._called_back else self._arrivals.ending is not None

    async def _await_end(self) -> None:
        """Wait until the callbacks were called for the last time; raises why it did not end well, if nobody knows."""
        while not self._over():
            left = self._timeout - self._arrivals.silence(served=self._on_data is not None)
            if left <= 0.0:
                self._break_off(TimedOut(f"the server did not close, and said nothing for {self._timeout:g} s"))
                if not self._over():
                    await self._connection.news.wait(FAREWELL)  # the callbacks hear of it first
                break
            await self._connection.news.wait(left)
        self._arrivals.tell()

    async def _deliver(self, message: bytes) -> None:
        try:
            await self._connection.deliver(message, self._timeout)
        except TimedOut as error:
            if self._arrivals.full:
                error.args = (f"{error}, as nobody takes what it said: go through that meanwhile",)
            raise
        except ConnectionFailed:
            self._arrivals.check()
            raise

    def _break_off(self, error: BaseException) -> None:
        """Hang up, for that reason."""
        self._arrivals.fail(error, at_once=True)
        self._connection.news.ring()
        self._connection.hang_up()


async def waited(result: Any) -> None:
    """Await what a callback gave, if that can be."""
    if inspect.isawaitable(result):
        await result
