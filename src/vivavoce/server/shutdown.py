"""Going down with grace: what runs is finished, nothing new is begun, and in the end whatever is left is cut."""

import asyncio
import time
from contextlib import suppress

from starlette.websockets import WebSocketDisconnect

from vivavoce.errors import Unavailable
from vivavoce.server.exchange import GOING_AWAY, Exchange, SocketExchange

LOOK = 0.02  # seconds between two looks at what is still under way
GOODBYE = 0.5  # seconds in which a client may read that the server goes down, before it is cut off without a word
REASON = "the server is going down"


class Shutdown:
    """What is under way on a server, and whether it is going down.

    begun: whether nothing new is to be begun
    hurry: whether what runs is not waited for any more
    """

    def __init__(self) -> None:
        self.begun = self.hurry = False
        self.under_way: set[Exchange] = set()
        self._goodbyes: set[asyncio.Task[None]] = set()

    def check(self) -> None:
        """Raises Unavailable once it has begun."""
        if self.begun:
            raise Unavailable(f"{REASON}; try again in a few seconds")

    async def finish(self, grace: float) -> bool:
        """Begin, and wait until all is done, for at most ``grace`` seconds; then cut what is left.

        Idle sockets are closed at once, others as soon as their contexts have ended. Returns whether all went well.
        """
        self.begun = True
        until = time.monotonic() + grace
        while self.under_way and not self.hurry and time.monotonic() < until:
            self.close_idle()
            await asyncio.sleep(LOOK)
        return await self.cut()

    def close_idle(self) -> None:
        """Say goodbye on sockets on which nothing is under way."""
        for exchange in self.under_way:
            if isinstance(exchange, SocketExchange) and exchange.idle:
                self._say_goodbye(exchange)

    async def cut(self) -> bool:
        """End all that is under way, with a goodbye to those who read it soon; whether there was nothing to end."""
        left = list(self.under_way)
        for exchange in left:
            if isinstance(exchange, SocketExchange):
                self._say_goodbye(exchange)
        until = time.monotonic() + GOODBYE
        await asyncio.sleep(0)  # in which all are told who read what they are sent
        while self._goodbyes and not self.hurry and time.monotonic() < until:
            await asyncio.wait(self._goodbyes, timeout=LOOK)
        for exchange in left:
            exchange.cut()
        for goodbye in self._goodbyes:
            goodbye.cancel()
        return not left

    def _say_goodbye(self, exchange: SocketExchange) -> None:
        """Beside all others: a client that does not read keeps nobody waiting."""
        if exchange.ended:
            return
        goodbye = asyncio.create_task(say_goodbye(exchange))
        self._goodbyes.add(goodbye)
        goodbye.add_done_callback(self._goodbyes.discard)


async def say_goodbye(exchange: SocketExchange) -> None:
    with suppress(WebSocketDisconnect):  # the client has left meanwhile
        await exchange.close(GOING_AWAY, REASON)
