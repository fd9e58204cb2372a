"""Whose step of the engine comes next: the one whose listener would be the first to hear nothing."""

import asyncio
from heapq import heappop, heappush
from itertools import count


class Turns:
    """Lets so many in at once; of those who wait, the one who needs it first. For one thread: the event loop's.

    Nobody waits for ever: whoever comes later needs it later.
    """

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()  # among those who need it at the same time, first come, first served

    async def wait(self, needed_by: float) -> None:
        """Returns when it is one's turn; followed by one ``leave``. needed_by: in the loop's time"""
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (needed_by, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it came in the same moment
                self.leave()
            raise

    def leave(self) -> None:
        """The next may come."""
        while self._waiting:
            *_, turn = heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
