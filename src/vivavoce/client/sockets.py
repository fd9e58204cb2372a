"""Sockets with many contexts on each, for clients that block: ``Socket`` and ``Context``.

Whose a message is, is decided in ``contexts``; a thread that each ``connection`` has reads it.
"""

import contextlib
import math
import os
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from vivavoce.client.call import check_timeout
from vivavoce.client.contexts import ROOM, Inbox
from vivavoce.errors import BadRequest, ConnectionFailed, TimedOut

if TYPE_CHECKING:
    from vivavoce.client.connection import Connection

M = TypeVar("M")
Dial = Callable[[int], "Connection"]


class Socket(Generic[M]):
    """One connection that many contexts share, from many threads; also a ``with`` block.

    It is opened when it is first needed. When it was lost, the contexts that were going on end with an error, and the
    next one opens it again.

    dial: opens a connection with so many bytes of room
    timeout: seconds that a context waits for each message, and for the server to take one; ``math.inf`` for ever
    room: bytes that may lie unread before the connection is read no further
    """

    def __init__(self, dial: Dial, *, timeout: float, room: int = ROOM) -> None:
        check_timeout(timeout)
        self._dial = dial
        self._timeout = timeout
        self._room = room
        self._opening = threading.Lock()
        self._current: tuple[int, Connection] | None = None  # in which process, and the connection
        self._closed = False

    def context(self, id: str, *, timeout: float | None = None) -> "Context[M]":
        """A conversation of its own.

        id: no two that go on at once may have the same; that of one that was cancelled should not come again, as
            what the server had sent before it heard of that would be taken for the new one's
        timeout: seconds it waits for each message either way, None for as long as the socket's others
        """
        if timeout is not None:
            check_timeout(timeout)
        return Context(self, id, self._timeout if timeout is None else timeout)

    def connect(self) -> None:
        """Open the connection now rather than with the first message. Raises as ``Client.ask`` does."""
        self.connection()

    def close(self) -> None:
        """Close the connection; contexts that are going on end with an error."""
        self._closed = True
        with self._opening:
            current, self._current = self._current, None
        if current is not None and current[0] == os.getpid():
            connection = current[1]
            connection.lose(ConnectionFailed("the socket was closed before the context had ended"))
            connection.close()

    def connection(self) -> "Connection":
        """A connection that works, as far as is known; what nobody holds any more is cancelled on it."""
        while True:
            connection = self._opened()
            try:
                for cancel in connection.sweep():
                    connection.deliver(cancel, self._timeout)
            except ConnectionFailed as error:
                connection.lose(error)  # unnoticed until now; another one has nothing to cancel
            else:
                return connection

    def _opened(self) -> "Connection":
        with self._opening:
            if self._closed:
                raise BadRequest("this socket is closed")
            current = self._current
            if current is None or current[0] != os.getpid() or current[1].contexts.failure is not None:
                current = self._current = os.getpid(), self._dial(self._room)
            return current[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        current = getattr(self, "_current", None)
        if current is not None and current[0] == os.getpid():
            current[1].hang_up()


class Context(Generic[M]):
    """A conversation on a socket; also a ``with`` block, and an iterator over what the server says.

    Leaving it before its end cancels it, and lets no message of it follow.
    """

    def __init__(self, socket: Socket[M], id: str, timeout: float) -> None:
        self.id = id
        self._socket = socket
        self._timeout = timeout
        self._place: tuple[Connection, Inbox[M, threading.Condition]] | None = None
        self._left = False
        self._joining = threading.Lock()

    @property
    def ended(self) -> bool:
        """Whether nothing more comes for it than what lies unread, so that nobody waits; not before it began."""
        return self._place is not None and self._place[1].over

    def send(self, message: bytes) -> None:
        """Send a message; a context begins with its first, and one that has ended begins anew.

        Raises AnswerBroken when the connection was lost since it began, TimedOut when the server does not take the
        message, after which the connection is lost, ConnectionFailed when it cannot go.
        """
        begun = self._begun()
        try:
            self._deliver(message)
        except ConnectionFailed as error:
            if begun or self._place is None or isinstance(error, TimedOut):
                raise
            self._place = None  # the connection was lost unnoticed, before anything of this context was sent on it
            self._deliver(message)

    def receive(self, timeout: float | None = None) -> M | None:
        """The next message, or None after the last.

        timeout: seconds to wait for it, None for as long as is usual for this context
        raises: TimedOut, after which the context goes on; AnswerBroken when the connection was lost
        """
        connection, inbox = self._place or self._join()
        with connection.lock:
            if inbox.hungry:
                self._wait(connection, inbox, self._timeout if timeout is None else timeout)
            message: M | None = connection.contexts.take(inbox)
            if connection.resting:
                connection.room.notify_all()
            return message

    def close(self) -> None:
        """Want no more of it; cancels it if it is going on."""
        self._left = True
        place, self._place = self._place, None
        if place is None:
            return
        connection, inbox = place
        with connection.lock:
            cancel = connection.contexts.leave(inbox)
            connection.room.notify_all()
            inbox.bell.notify_all()
        if cancel is not None:
            with contextlib.suppress(ConnectionFailed):  # then there is nothing to cancel
                connection.deliver(cancel, self._timeout)

    def _wait(self, connection: "Connection", inbox: Inbox[M, threading.Condition], seconds: float) -> None:
        """Wait until something is there, with the lock held, which waiting releases."""
        connection.contexts.waiting += 1
        connection.room.notify_all()
        try:
            if not inbox.bell.wait_for(lambda: not inbox.hungry, None if math.isinf(seconds) else seconds):
                raise TimedOut(f"no message for the context {self.id!r} came within {seconds:g} s")
        finally:
            connection.contexts.waiting -= 1

    def _begun(self) -> bool:
        """Whether something of it was sent, and it has not ended well."""
        return self._place is not None and not self._place[1].finished

    def _deliver(self, message: bytes) -> None:
        connection, _ = self._join()
        try:
            connection.deliver(message, self._timeout)
        except ConnectionFailed as error:
            connection.lose(error)
            raise

    def _join(self) -> "tuple[Connection, Inbox[M, threading.Condition]]":
        """Where it goes on: on the connection it began on, or on one that works if it is to begin."""
        with self._joining:
            if self._left:
                raise BadRequest(f"the context {self.id!r} was left; begin another one")
            if self._place is None or self._place[1].finished:
                connection = self._socket.connection()
                with connection.lock:
                    self._place = connection, connection.contexts.open(self.id)
            else:
                self._place[1].check()
            return self._place

    def __iter__(self) -> Iterator[M]:
        return self

    def __next__(self) -> M:
        message = self.receive()
        if message is None:
            raise StopIteration
        return message

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if place := getattr(self, "_place", None):
            place[0].contexts.drop(place[1])
