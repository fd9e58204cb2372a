"""What all WebSocket connections of clients that block have: sending that ends in time, and hanging up.

``websockets`` connects (TLS, proxies), answers pings and closes, in a thread that it has for each connection.
Importing this loads ``websockets``.
"""

import contextlib
import math
import struct
import sys
import time
from collections.abc import Callable
from socket import SHUT_RDWR, SO_LINGER, SOL_SOCKET, socket
from typing import Any, TypeVar

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from vivavoce.client.alarm import Alarm
from vivavoce.client.contexts import UNREAD
from vivavoce.client.flow import Answered, Outcome
from vivavoce.client.letters import FAREWELL, Letter, handshake_options, understood
from vivavoce.errors import AnswerBroken, ConnectionFailed, TimedOut

C = TypeVar("C", bound="Wired")

AT_ONCE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # struct linger: whether to, and for how long


class Wired(ClientConnection):
    """A connection that never waits for ever to send.

    purpose: what it is for, as errors call it
    moved: when something last went either way, by time.monotonic, where that excuses a server that takes its time
    """

    purpose = "what it was for"
    moved = -math.inf

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._alarm = Alarm(self.give_up, progress=lambda: self.moved)
        super().__init__(*arguments, **options)  # which begins to read

    def recv_events(self) -> None:
        """Read until the connection ends, and tell so."""
        try:
            super().recv_events()
        finally:
            self._alarm.stop()
            self.lose(AnswerBroken(f"the connection ended before {self.purpose} did: {self.protocol.close_exc}"))

    def lose(self, failure: ConnectionFailed) -> None:
        """Tell whoever waits for something that it will not come, unless it has ended already."""
        raise NotImplementedError

    def deliver(self, message: bytes, seconds: float) -> None:
        """Send a message.

        seconds: that it may take, since the server may have stopped reading; ``math.inf`` for ever
        raises: TimedOut, after which the connection is of no use; ConnectionFailed when it cannot go
        """
        begin = time.monotonic()
        try:
            with self._alarm.within(seconds):
                self.send(message, text=True)
        except ConnectionClosed as error:
            if time.monotonic() - max(begin, self.moved) >= seconds:
                raise TimedOut(f"the server did not take the message within {seconds:g} s") from error
            raise ConnectionFailed(f"the message could not be sent: {error}") from error

    def part(self) -> None:
        """Say goodbye, and hang up on a server that does not take it.

        That has to be before the socket is closed, by which a thread that writes to it would not be woken.
        """
        with self._alarm.within(FAREWELL / 2):
            self.close()

    def give_up(self) -> None:
        """End the connection, of which the server does not read."""
        self.lose(AnswerBroken(UNREAD))
        self.hang_up()

    def hang_up(self) -> None:
        """End the connection at once, without a word and without a lock; its reading thread does the rest.

        The other end is told by a reset (SO_LINGER of 0 s): of a mere end it would not hear while it waits to send, as
        Linux says nothing of new room in a socket that is shut down.
        """
        with contextlib.suppress(OSError):  # it has ended already
            if isinstance(self.socket, socket):  # and not TLS within the TLS of a proxy
                self.socket.setsockopt(SOL_SOCKET, SO_LINGER, AT_ONCE)
            self.socket.shutdown(SHUT_RDWR)


def opened(letter: Letter, create: Callable[..., C]) -> tuple[Outcome, C | None]:
    """Try once to open a connection."""
    try:
        making: Any = create  # websockets asks for a class, and calls it as a function
        opening: Any = connect(**handshake_options(letter), create_connection=making)
        return Answered(200, {}), opening.__enter__()  # what newer versions want called, and older ones allow
    except InvalidStatus as error:
        response = error.response
        return Answered(response.status_code, response.headers, bytes(response.body or b"")), None
    except Exception as error:
        return understood(error, letter), None
