"""Between the engine, which computes in threads, and asyncio, where connections wait."""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any, ParamSpec, TypeVar, cast

from vivavoce.server.turns import Turns

log = logging.getLogger(__name__)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Item = TypeVar("Item")

# A step of the formant synthesizer waits for espeak-ng's process at times, so a few more than there are cores pay; with
# many more they only take the interpreter from one another, and the urgent ones wait behind all that have begun.
AT_ONCE = 2 + (os.cpu_count() or 1)
THREADS = 2 * AT_ONCE  # some end a step, or let go of a text, that nobody waits for any more

END = object()  # what a finished iterator yields, since StopIteration cannot leave a future


class Bridge:
    """Runs steps in threads, the most urgent first, so that many streams share them.

    For speech a step is under 100 ms of compute. What takes longer belongs on a bridge of its own.
    """

    def __init__(self, threads: int = THREADS, at_once: int = AT_ONCE) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="engine")
        self._turns = Turns(at_once)
        self._under_way: dict[int, float] = {}  # number of a step → when it began, monotonic seconds
        self._numbers = count()

    def oldest_step(self) -> float | None:
        """Seconds since the oldest step under way began; None when none is."""
        began = min(self._under_way.copy().values(), default=None)
        return None if began is None else time.monotonic() - began

    async def run(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """What the function returns, run in a thread. Who is cancelled leaves at once; the step ends by itself."""
        await self._turns.wait(time.monotonic())
        step = self._begin(function, *args, **kwargs)
        try:
            return await asyncio.shield(step)
        except asyncio.CancelledError:
            step.add_done_callback(seen_to)
            raise

    async def items(
        self, iterator: Iterator[Item], needed_by: Callable[[], float] = time.monotonic
    ) -> AsyncGenerator[Item, None]:
        """The items, each made in a thread when it is asked for. Leaving early closes the iterator.

        Use it with ``aclosing``: the iterator is then closed in a thread, after the step that may be under way.

        needed_by: tells when the next item is needed, in monotonic seconds; who needs it first is served first
        """
        step: asyncio.Future[object] | None = None
        try:
            while True:
                await self._turns.wait(needed_by())
                step = self._begin(next, iterator, END)
                item = await asyncio.shield(step)
                if item is END:
                    return
                yield cast(Item, item)
        finally:
            close = getattr(iterator, "close", None)
            if step is None or step.done():
                self._let_go(close)
            else:
                step.add_done_callback(seen_to)
                step.add_done_callback(lambda _: self._let_go(close))

    def close(self) -> None:
        """No more steps; those under way end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _begin(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> asyncio.Future[Result]:
        """A step, of one whose turn it is."""
        work = partial(self._step, function, *args, **kwargs)
        try:
            step = asyncio.get_running_loop().run_in_executor(self._threads, work)
        except RuntimeError:  # the server has ended
            self._turns.leave()
            raise
        step.add_done_callback(lambda _: self._turns.leave())
        return step

    def _let_go(self, close: Callable[[], None] | None) -> None:
        """Close an iterator, in a thread, as its steps are."""
        if close is not None:
            with contextlib.suppress(RuntimeError):  # the server has ended, and its threads with it
                self._threads.submit(closed, close)

    def _step(self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        number = next(self._numbers)
        self._under_way[number] = time.monotonic()
        try:
            return function(*args, **kwargs)
        finally:
            del self._under_way[number]


def seen_to(step: "asyncio.Future[Any]") -> None:
    """Whoever waited for the step has left, and wants no more of it: not what went wrong in it either."""
    if not step.cancelled():
        step.exception()


def closed(close: Callable[[], None]) -> None:
    """Close something that nobody waits for; what goes wrong is for the log."""
    try:
        close()
    except Exception:
        log.exception("what somebody left could not be closed")
