"""The machine that measures: its cores, what else runs on it, and how late the one who measures is himself."""

import asyncio
import os
import resource
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from bench.rows import milliseconds

CORES = 2  # that client and server share
QUIET = 0.5  # load average above which others disturb the figures
FILES = 4096  # open at once: hundreds of sockets
LAG_EVERY = 0.005  # seconds


def prepare() -> None:
    """Two cores for this process and those it starts, and files enough for its sockets."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < FILES:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (FILES if hard == resource.RLIM_INFINITY else min(FILES, hard), hard)
        )


@contextmanager
def on_core(number: int) -> Iterator[None]:
    """What this thread does and starts in the block runs on one of its cores alone; number: from 0.

    raises: RuntimeError where the system cannot be told so
    """
    if not hasattr(os, "sched_setaffinity"):
        raise RuntimeError("only Linux keeps a process on one core")
    cores = sorted(os.sched_getaffinity(0))
    if number >= len(cores):
        raise RuntimeError(f"there is no core {number}: this process has {len(cores)}")
    os.sched_setaffinity(0, {cores[number]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def load() -> str:
    """What else the machine does, with a warning when it is much."""
    average = os.getloadavg()[0]
    warning = f": above {QUIET}, others disturb these figures" if average > QUIET else ""
    return f"load average before the start {average:.2f} on {os.cpu_count()} cores{warning}"


def note(text: str) -> None:
    """Tell whoever waits what is being done; the table stays clean of it."""
    print(text, file=sys.stderr, flush=True)


class Lag:
    """How late this process's own event loop is: what it adds to what it measures.

    lateness: seconds by which each short sleep was too long
    """

    def __init__(self) -> None:
        self.lateness: list[float] = []

    def __str__(self) -> str:
        return f"client's own lag {milliseconds(self.lateness, 50, 99)}"

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(LAG_EVERY)
            self.lateness.append(time.perf_counter() - began - LAG_EVERY)


@asynccontextmanager
async def lag() -> AsyncIterator[Lag]:
    """Measured for as long as the block."""
    measured = Lag()
    watching = asyncio.create_task(measured.watch())
    try:
        yield measured
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
