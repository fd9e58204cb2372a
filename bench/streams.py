"""How many streams of speech a server holds in real time without a gap.

A stream is a context on a socket of its own that is handed a sentence at a time, as a language model would hand them
over: the next one when less than half a second of sound is left. A gap is when the listener, who began to listen at
the first chunk, or a little later, has heard all that came before more of it comes.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from random import Random

from bench import machine
from bench.rows import Row
from bench.served import Served, served
from bench.talking import HOUSE, UNTOUCHED, Line, lasting, line, request, turns

LASTING = 20.0  # seconds of each stream
LEFT = 0.5  # seconds of sound left to hear when the next sentence is handed over
SPREAD = 4.0  # seconds over which the streams begin: about as long as a sentence
MOST = 1024  # streams: the server lets in no more sockets by default
FEWEST, STEP = 64, 8  # streams: what is tried first, and how exactly the largest number is found
HOUSE_FEWEST, HOUSE_STEP = 8, 4  # of a house voice, which takes ten times as long
BUFFER = 0.1  # seconds of sound that a listener who begins later lets gather, as a player does
TRIES = 2  # for each number: other programs make gaps too


@dataclass(slots=True)
class Listener:
    """Hears a stream as it comes, at the pace at which it was spoken.

    buffer: seconds after the first chunk that it begins
    gap: the longest wait in its midst, in seconds; end: when what has come will have been heard
    """

    buffer: float = 0.0
    gap: float = 0.0
    end: float = 0.0

    def hear(self, seconds: float) -> None:
        now = time.perf_counter()
        if not self.end:
            self.end = now + self.buffer
        elif now > self.end:
            self.gap = max(self.gap, now - self.end)
            self.end = now
        self.end += seconds


@dataclass(frozen=True, slots=True)
class Trial:
    """So many streams at once. gaps: the longest of each stream that had one, in seconds."""

    streams: int
    gaps: list[float]
    cpu: str
    lag: str

    @property
    def held(self) -> bool:
        return not self.gaps

    def __str__(self) -> str:
        gaps = f"{len(self.gaps)} with gaps, the longest {1e3 * max(self.gaps):.0f} ms" if self.gaps else "no gaps"
        return f"{self.streams} streams: {gaps}; {self.cpu}; {self.lag}"


def streams() -> Iterable[Row]:
    """Of a formant voice, server and listeners on the same cores."""
    with served() as server:
        yield held(server, "streams", "≥ 150")


def of_house() -> Iterable[Row]:
    """Of a house voice, the server on one core and the listeners on the other; who begin at once, or a little later."""
    with served(core=0) as server, machine.on_core(1):
        for what, buffer in (("", 0.0), (f", heard {1e3 * BUFFER:.0f} ms late,", BUFFER)):
            what = f"streams of a house voice on one core{what}"
            yield held(server, what, "", HOUSE_FEWEST, HOUSE_STEP, HOUSE, buffer)


def held(
    server: Served,
    what: str,
    target: str,
    fewest: int = FEWEST,
    step: int = STEP,
    voice: str = UNTOUCHED,
    buffer: float = 0.0,
) -> Row:
    """The largest number that is held, by doubling and then by halving what lies between."""
    trials: dict[int, Trial] = {}

    def holds(number: int) -> bool:
        for _ in range(TRIES):
            trial = asyncio.run(tried(server, number, lambda one: stream(server.socket_url, one, voice, buffer)))
            machine.note(str(trial))
            if trial.held:
                trials[number] = trial
                return True
        return False

    largest = search(holds, fewest, step)
    cpu = f" ({trials[largest].cpu})" if largest else ""
    over = "≥ " if largest == MOST else ""
    return Row(f"{what} held without a gap for {LASTING:.0f} s", f"{over}{largest}{cpu}", target)


def search(holds: Callable[[int], bool], fewest: int, step: int) -> int:
    """The largest number that holds, within a step; 0 when not even that first one does, nor any below it."""
    low, high = 0, fewest
    while high <= MOST and holds(high):
        low, high = high, high * 2
    while high - low > step and low < MOST:
        middle = (low + high) // 2 // step * step
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


async def tried(server: Served, number: int, stream: Callable[[int], Awaitable[float]]) -> Trial:
    """So many streams; stream: one of them, which gives its longest gap in seconds."""
    before, began = server.cpu(), time.perf_counter()
    async with machine.lag() as late:
        gaps = await asyncio.gather(*(stream(one) for one in range(number)))
    cpu = server.cpu().since(before, time.perf_counter() - began)
    return Trial(number, [gap for gap in gaps if gap], cpu, str(late))


async def stream(url: str, number: int, voice: str = UNTOUCHED, buffer: float = 0.0) -> float:
    """A stream from its beginning to its end; returns its longest gap in seconds, 0.0 when it had none."""
    listener = Listener(buffer)
    await asyncio.sleep(Random(number).uniform(0, SPREAD))
    async with line(url, voice) as own:
        context = f"stream-{number}"
        until = time.perf_counter() + LASTING
        for sentence in turns(number):
            await own.send(request(f"{sentence} ", voice, context=context, goes_on=True))
            await heard(own, listener, "flush_done")
            if listener.end > until:
                break
            await asyncio.sleep(listener.end - time.perf_counter() - LEFT)
        await own.send(request("", voice, context=context))
        await heard(own, listener, "done")
    return listener.gap


async def heard(own: Line, listener: Listener, last: str) -> None:
    """Listen to what comes, up to a message of that type."""
    while (message := await own.receive()).type != last:
        if message.data is not None:
            listener.hear(lasting(message.data))
