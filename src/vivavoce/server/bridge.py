"""Between the engine, which computes in threads, and asyncio, where connections wait."""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import ParamSpec, TypeVar, cast

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Item = TypeVar("Item")

# A step of the formant synthesizer mostly waits for espeak-ng's process, so more threads than cores pay; more than
# this and they only take the interpreter from one another.
THREADS = 4 + 2 * (os.cpu_count() or 1)

END = object()  # what a finished iterator yields, since StopIteration cannot leave a future


class Bridge:
    """Runs steps of the engine in threads: each under 100 ms of compute, in turn, so that many streams share them."""

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="engine")
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
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self._step(function, *args, **kwargs))

    async def items(self, iterator: Iterator[Item]) -> AsyncGenerator[Item, None]:
        """The items, each made in a thread when it is asked for. Leaving early closes the iterator.

        Use it with ``aclosing``: the iterator is then closed before the block is left, in a thread, after the step
        that may be under way.
        """
        under_way: asyncio.Future[object] | None = None
        try:
            while True:
                under_way = asyncio.ensure_future(self.run(lambda: next(iterator, END)))
                item = await asyncio.shield(under_way)
                if item is END:
                    return
                yield cast(Item, item)
        finally:
            close = getattr(iterator, "close", None)
            if under_way is not None and not under_way.done():
                under_way.add_done_callback(lambda _: self._let_go(under_way, close))
            elif close is not None:
                self._threads.submit(close)

    def close(self) -> None:
        """No more steps; those under way end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _let_go(self, done: "asyncio.Future[object]", close: Callable[[], None] | None) -> None:
        if not done.cancelled():
            done.exception()  # seen to: whoever left wants no more of it
        if close is not None:
            with contextlib.suppress(RuntimeError):  # the server has ended, and its threads with it
                self._threads.submit(close)

    def _step(self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        number = next(self._numbers)
        self._under_way[number] = time.monotonic()
        try:
            return function(*args, **kwargs)
        finally:
            del self._under_way[number]
