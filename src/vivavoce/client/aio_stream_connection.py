"""A WebSocket connection that is one stream of bytes, for asyncio. Importing this loads ``websockets``."""

import asyncio
import functools
import math
import socket as sockets
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from vivavoce.client.aio_wired import AsyncWired, opened
from vivavoce.client.arrivals import SYSTEMS_ROOM, Arrivals
from vivavoce.client.call import Talk
from vivavoce.client.flow import Outcome
from vivavoce.client.fragments import Fragments
from vivavoce.client.letters import Letter
from vivavoce.errors import ConnectionFailed, TimedOut

PARTS = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)


class Bell:
    """Wakes all the tasks that wait for it."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for each in self._waiting:
            if not each.done():
                each.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Wait until it rings, or so long; ``math.inf`` for ever."""
        rung = asyncio.get_running_loop().create_future()
        self._waiting.add(rung)
        try:
            await asyncio.wait([rung], timeout=None if math.isinf(seconds) else seconds)
        finally:
            self._waiting.discard(rung)


class AsyncStreamConnection(AsyncWired):
    """A connection that keeps what comes until it is taken, and reads no further while that is much.

    arrivals: what came
    news: rings when there may be something to take, it ended, or something was sent
    """

    purpose = "the stream"

    def __init__(self, *arguments: Any, arrivals: Arrivals, **options: Any) -> None:
        self.arrivals = arrivals
        self.news = Bell()
        self._fragments = Fragments()
        self._text = False  # whether the message of which frames come is one
        super().__init__(*arguments, **options)

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        socket = transport.get_extra_info("socket")
        if socket is not None:
            socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, SYSTEMS_ROOM)

    def process_event(self, event: Any) -> None:
        """Keep a piece; read no further while too much lies unread. A close is the end."""
        if not isinstance(event, Frame) or event.opcode not in (*PARTS, Opcode.CLOSE):
            super().process_event(event)
            return
        if event.opcode is Opcode.CLOSE:
            close = self.protocol.close_rcvd
            assert close is not None, "a close that came was read"
            self.arrivals.end(close.code, close.reason)
        else:
            self._take_in(event)
        self.news.ring()
        if self.arrivals.failure is not None and event.opcode is not Opcode.CLOSE:
            self.hang_up()
        elif self.arrivals.full:
            self.rest()

    def _take_in(self, part: Frame) -> None:
        if part.opcode is not Opcode.CONT:
            self._text = part.opcode is Opcode.TEXT
        message = self._fragments.feed(part.data, part.fin)
        if message is not None:
            (self.arrivals.nonsense if self._text else self.arrivals.piece)(message)

    def go_on(self) -> None:
        """Read again, if there is room."""
        if not self.arrivals.full:
            self.read_on()

    def lose(self, failure: ConnectionFailed) -> None:
        """End with a failure, unless it has ended."""
        if self.arrivals.ending is None:
            self.arrivals.fail(failure)
        self.news.ring()

    async def deliver(self, message: bytes, seconds: float) -> None:
        """As of any connection, but a server that says something meanwhile may take longer to listen."""
        sending = asyncio.ensure_future(self.send(message, text=True))
        try:
            left = seconds
            while left > 0.0 and not sending.done():
                before = self.arrivals.moved
                await asyncio.wait([sending], timeout=None if math.isinf(left) else left)
                left = seconds if self.arrivals.moved != before else 0.0
            if not sending.done():
                self.give_up()
                raise TimedOut(f"the server did not take the message within {seconds:g} s")
            sending.result()
        except ConnectionClosed as error:
            raise ConnectionFailed(f"the message could not be sent: {error}") from error
        finally:
            sending.cancel()


async def dial(letter: Letter, talk: Talk) -> tuple[Outcome, AsyncStreamConnection | None]:
    """Try once to open a connection."""
    return await opened(letter, functools.partial(AsyncStreamConnection, arrivals=Arrivals(talk)))
