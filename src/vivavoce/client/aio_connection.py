"""A WebSocket connection that gives each message to its context where it is parsed; for asyncio.

The same as ``connection``, without threads. Importing this loads ``websockets``.
"""

import asyncio
import functools
import math
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import DATA_OPCODES, Frame

from vivavoce.client.contexts import UNREAD, Contexts, Wire
from vivavoce.client.flow import Answered, Outcome
from vivavoce.client.fragments import Fragments
from vivavoce.client.letters import LARGEST_MESSAGE, Letter, handshake_options, understood
from vivavoce.client.shortcut import Shortcut
from vivavoce.errors import AnswerBroken, ConnectionFailed, TimedOut

AnyContexts = Contexts[Any, asyncio.Event]


class Connection(ClientConnection):
    """A connection that fills the inboxes of its contexts, whose bells are events."""

    def __init__(self, *arguments: Any, contexts: AnyContexts, **options: Any) -> None:
        self.contexts = contexts
        self._fragments = Fragments()
        self.resting = False  # not reading, as too much lies unread
        super().__init__(*arguments, **options)
        Shortcut(self.protocol, LARGEST_MESSAGE)

    def process_event(self, event: Any) -> None:
        """Give a message to its context; read no further while too much lies unread, so that the server waits too."""
        if isinstance(event, bytes):
            message: bytes | None = event
        elif isinstance(event, Frame) and event.opcode in DATA_OPCODES:
            message = self._fragments.feed(event.data, event.fin)
        else:
            super().process_event(event)
            return
        if message is None or self.contexts.failure is not None:
            return
        for inbox in self.contexts.message(message):
            inbox.bell.set()
        if self.contexts.failure is not None:
            self.hang_up()
        elif self.contexts.full and not self.resting:
            self.resting = True
            self.transport.pause_reading()

    def go_on(self) -> None:
        """Read again, if there is room or somebody waits."""
        if self.resting and not self.contexts.full:
            self.resting = False
            self.transport.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        """Tell the contexts that were going on."""
        super().connection_lost(error)
        self.lose(AnswerBroken(f"the connection ended before the context did: {self.protocol.close_exc}"))

    def lose(self, failure: ConnectionFailed) -> None:
        """End every context with a failure."""
        for inbox in self.contexts.lost(failure):
            inbox.bell.set()

    def sweep(self) -> list[bytes]:
        """Leave the contexts that nobody holds any more; returns the messages that cancel them."""
        return self.contexts.sweep()

    async def deliver(self, message: bytes, seconds: float) -> None:
        """Send a message.

        seconds: that it may take, since the server may have stopped reading; ``math.inf`` for ever
        raises: TimedOut, after which the connection is of no use; ConnectionFailed when it cannot go
        """
        try:
            async with asyncio.timeout(None if math.isinf(seconds) else seconds):
                await self.send(message, text=True)
        except TimeoutError as error:
            self.give_up()
            raise TimedOut(f"the server did not take the message within {seconds:g} s") from error
        except ConnectionClosed as error:
            raise ConnectionFailed(f"the message could not be sent: {error}") from error

    def give_up(self) -> None:
        """End the connection, of which the server does not read."""
        self.lose(AnswerBroken(UNREAD))
        self.hang_up()

    def hang_up(self) -> None:
        """End the connection at once, without a word."""
        self.transport.abort()


async def dial(letter: Letter, wire: Wire[Any], room: int) -> tuple[Outcome, Connection | None]:
    """Try once to open a connection."""
    contexts: AnyContexts = Contexts(wire, asyncio.Event, room)
    create: Any = functools.partial(Connection, contexts=contexts)
    try:
        connection: Any = await connect(**handshake_options(letter), create_connection=create)
    except InvalidStatus as error:
        response = error.response
        return Answered(response.status_code, response.headers, bytes(response.body or b"")), None
    except Exception as error:
        return understood(error, letter), None
    return Answered(200, {}), connection
