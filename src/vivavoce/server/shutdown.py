"""Going down with grace: what runs is finished, nothing new is begun, and in the end whatever is left is cut."""

import asyncio
import time

from vivavoce.errors import Unavailable
from vivavoce.server.exchange import GOING_AWAY, Exchange, SocketExchange

LOOK = 0.02  # seconds between two looks at what is still under way
REASON = "the server is going down"


class Shutdown:
    """What is under way on a server, and whether it is going down.

    begun: whether nothing new is to be begun
    hurry: whether what runs is not waited for any more
    """

    def __init__(self) -> None:
        self.begun = self.hurry = False
        self.under_way: set[Exchange] = set()

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
            await self.close_idle()
            await asyncio.sleep(LOOK)
        return await self.cut()

    async def close_idle(self) -> None:
        """Say goodbye on sockets on which nothing is under way."""
        for exchange in list(self.under_way):
            if isinstance(exchange, SocketExchange) and exchange.idle:
                await exchange.close(GOING_AWAY, REASON)

    async def cut(self) -> bool:
        """End all that is under way; whether there was nothing to end."""
        left = list(self.under_way)
        for exchange in left:
            await exchange.cut()
        return not left
