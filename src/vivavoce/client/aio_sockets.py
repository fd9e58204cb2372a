"""Sockets with many contexts on each, for asyncio: ``AsyncSocket`` and ``AsyncContext``.

The same as ``sockets``, method by method, with ``await`` where that blocks.
"""

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from vivavoce.client.call import check_timeout
from vivavoce.client.contexts import ROOM, Inbox
from vivavoce.errors import BadRequest, ConnectionFailed, TimedOut

if TYPE_CHECKING:
    from vivavoce.client.aio_connection import Connection

M = TypeVar("M")
Dial = Callable[[int], "Awaitable[Connection]"]


@dataclass(slots=True)
class Home:
    """What a socket has in one event loop. opening: held while the connection is being opened."""

    loop: asyncio.AbstractEventLoop
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    connection: "Connection | None" = None


class AsyncSocket(Generic[M]):
    """One connection that many contexts share, from many tasks; also an ``async with`` block.

    It is opened when it is first needed. When it was lost, the contexts that were going on end with an error, and the
    next one opens it again. In another event loop it is opened anew.

    dial: opens a connection with so many bytes of room
    timeout: seconds that a context waits for each message, and for the server to take one; ``math.inf`` for ever
    room: bytes that may lie unread before the connection is read no further
    """

    def __init__(self, dial: Dial, *, timeout: float, room: int = ROOM) -> None:
        check_timeout(timeout)
        self._dial = dial
        self._timeout = timeout
        self._room = room
        self._home: Home | None = None
        self._closed = False

    def context(self, id: str, *, timeout: float | None = None) -> "AsyncContext[M]":
        """A conversation of its own.

        id: no two that go on at once may have the same; that of one that was cancelled should not come again, as
            what the server had sent before it heard of that would be taken for the new one's
        timeout: seconds it waits for each message either way, None for as long as the socket's others
        """
        if timeout is not None:
            check_timeout(timeout)
        return AsyncContext(self, id, self._timeout if timeout is None else timeout)

    async def connect(self) -> None:
        """Open the connection now rather than with the first message. Raises as ``AsyncClient.ask`` does."""
        await self.connection()

    async def close(self) -> None:
        """Close the connection; contexts that are going on end with an error."""
        self._closed = True
        home, self._home = self._home, None
        if home is None or home.loop is not asyncio.get_running_loop():
            return
        async with home.opening:
            connection = home.connection
        if connection is not None:
            connection.lose(ConnectionFailed("the socket was closed before the context had ended"))
            connection.go_on()
            await connection.close()

    async def connection(self) -> "Connection":
        """A connection that works, as far as is known; what nobody holds any more is cancelled on it."""
        while True:
            connection = await self._opened()
            try:
                for cancel in connection.sweep():
                    await connection.deliver(cancel, self._timeout)
            except ConnectionFailed as error:
                connection.lose(error)  # unnoticed until now; another one has nothing to cancel
            else:
                return connection

    async def _opened(self) -> "Connection":
        loop = asyncio.get_running_loop()
        if self._home is None or self._home.loop is not loop:
            self._home = Home(loop)
        home = self._home
        async with home.opening:
            if self._closed:
                raise BadRequest("this socket is closed")
            connection = home.connection
            if connection is None or connection.contexts.failure is not None:
                connection = home.connection = await self._dial(self._room)
            return connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __del__(self) -> None:
        home = getattr(self, "_home", None)
        if home is not None and home.connection is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed, and its connections with it
                home.loop.call_soon_threadsafe(home.connection.hang_up)


class AsyncContext(Generic[M]):
    """A conversation on a socket; also an ``async with`` block, and an iterator over what the server says.

    Leaving it before its end cancels it, and lets no message of it follow.
    """

    def __init__(self, socket: AsyncSocket[M], id: str, timeout: float) -> None:
        self.id = id
        self._socket = socket
        self._timeout = timeout
        self._place: tuple[Connection, Inbox[M, asyncio.Event]] | None = None
        self._left = False
        self._joining = asyncio.Lock()

    @property
    def ended(self) -> bool:
        """Whether nothing more comes for it than what lies unread, so that nobody waits; not before it began."""
        return self._place is not None and self._place[1].over

    async def send(self, message: bytes) -> None:
        """Send a message; a context begins with its first, and one that has ended begins anew.

        Raises AnswerBroken when the connection was lost since it began, TimedOut when the server does not take the
        message, after which the connection is lost, ConnectionFailed when it cannot go.
        """
        begun = self._begun()
        try:
            await self._deliver(message)
        except ConnectionFailed as error:
            if begun or self._place is None or isinstance(error, TimedOut):
                raise
            self._place = None  # the connection was lost unnoticed, before anything of this context was sent on it
            await self._deliver(message)

    async def receive(self, timeout: float | None = None) -> M | None:  # noqa: ASYNC109 - as the blocking twin has it
        """The next message, or None after the last.

        timeout: seconds to wait for it, None for as long as is usual for this context
        raises: TimedOut, after which the context goes on; AnswerBroken when the connection was lost
        """
        connection, inbox = self._place or await self._join()
        if inbox.hungry:
            await self._wait(connection, inbox, self._timeout if timeout is None else timeout)
        message: M | None = connection.contexts.take(inbox)
        connection.go_on()
        return message

    async def close(self) -> None:
        """Want no more of it; cancels it if it is going on."""
        self._left = True
        place, self._place = self._place, None
        if place is None:
            return
        connection, inbox = place
        cancel = connection.contexts.leave(inbox)
        connection.go_on()
        inbox.bell.set()
        if cancel is not None:
            with contextlib.suppress(ConnectionFailed):  # then there is nothing to cancel
                await connection.deliver(cancel, self._timeout)

    async def _wait(self, connection: "Connection", inbox: Inbox[M, asyncio.Event], seconds: float) -> None:
        connection.contexts.waiting += 1
        connection.go_on()
        try:
            async with asyncio.timeout(None if math.isinf(seconds) else seconds):
                while inbox.hungry:
                    inbox.bell.clear()
                    await inbox.bell.wait()
        except TimeoutError:
            raise TimedOut(f"no message for the context {self.id!r} came within {seconds:g} s") from None
        finally:
            connection.contexts.waiting -= 1

    def _begun(self) -> bool:
        """Whether something of it was sent, and it has not ended well."""
        return self._place is not None and not self._place[1].finished

    async def _deliver(self, message: bytes) -> None:
        connection, _ = await self._join()
        try:
            await connection.deliver(message, self._timeout)
        except ConnectionFailed as error:
            connection.lose(error)
            raise

    async def _join(self) -> "tuple[Connection, Inbox[M, asyncio.Event]]":
        """Where it goes on: on the connection it began on, or on one that works if it is to begin."""
        async with self._joining:
            if self._left:
                raise BadRequest(f"the context {self.id!r} was left; begin another one")
            if self._place is None or self._place[1].finished:
                connection = await self._socket.connection()
                self._place = connection, connection.contexts.open(self.id)
            else:
                self._place[1].check()
            return self._place

    def __aiter__(self) -> AsyncIterator[M]:
        return self

    async def __anext__(self) -> M:
        message = await self.receive()
        if message is None:
            raise StopAsyncIteration
        return message

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __del__(self) -> None:
        if place := getattr(self, "_place", None):
            place[0].contexts.drop(place[1])
