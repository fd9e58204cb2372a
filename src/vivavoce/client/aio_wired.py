"""What all WebSocket connections of clients for asyncio have: sending that ends in time, and hanging up.

The same as ``wired``, without threads. Importing this loads ``websockets``.
"""

import asyncio
import math
from collections.abc import Callable
from typing import Any, TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from vivavoce.client.contexts import UNREAD
from vivavoce.client.flow import Answered, Outcome
from vivavoce.client.letters import Letter, handshake_options, understood
from vivavoce.errors import AnswerBroken, ConnectionFailed, TimedOut

C = TypeVar("C", bound="AsyncWired")


class AsyncWired(ClientConnection):
    """A connection that never waits for ever to send.

    purpose: what it is for, as errors call it
    """

    purpose = "what it was for"
    resting = False  # not reading, as too much lies unread

    def rest(self) -> None:
        """Read no further, so that the server waits too."""
        if not self.resting:
            self.resting = True
            self.transport.pause_reading()

    def read_on(self) -> None:
        """Read again."""
        if self.resting:
            self.resting = False
            self.transport.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        """Tell that the connection has ended."""
        super().connection_lost(error)
        self.lose(AnswerBroken(f"the connection ended before {self.purpose} did: {self.protocol.close_exc}"))

    def lose(self, failure: ConnectionFailed) -> None:
        """Tell whoever waits for something that it will not come, unless it has ended already."""
        raise NotImplementedError

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


async def opened(letter: Letter, create: Callable[..., C]) -> tuple[Outcome, C | None]:
    """Try once to open a connection."""
    try:
        making: Any = create  # websockets asks for a class, and calls it as a function
        connection: Any = await connect(**handshake_options(letter), create_connection=making)
    except InvalidStatus as error:
        response = error.response
        return Answered(response.status_code, response.headers, bytes(response.body or b"")), None
    except Exception as error:
        return understood(error, letter), None
    return Answered(200, {}), connection
