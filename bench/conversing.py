"""Sockets that are one stream, as charactr's protocol has them.

First audio on a duplex one, a text of a megabyte over a simplex one, and a hundred duplex ones in real time.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from itertools import islice
from random import Random

import numpy as np
import psutil
from websockets.asyncio.client import connect

from bench import machine
from bench.rows import Row, milliseconds
from bench.served import Served, served
from bench.streams import LASTING, LEFT, SPREAD, TRIES, Listener, Trial, tried
from bench.talking import AUDIBLE, RATE, WIDTH, turns
from vivavoce.charactr_api import AsyncCharactrAPISDK, CharactrAPISDK, TTSStreamingOptions
from vivavoce.charactr_api.sdk.tts_stream_duplex import AsyncTTSStreamDuplex, TTSStreamDuplex
from vivavoce.dialects import charactr as wire

UNTOUCHED = 1  # a formant voice as it is
PCM: TTSStreamingOptions = {"format": "pcm", "sample_rate": RATE}
TURNS = 200
WARMING = 5  # turns before the clock runs
QUIET = 0.08  # seconds without sound after which a text is taken for said; it comes far faster than it is heard
STREAMS = 100

CHARACTERS = 1_000_000  # twenty hours of speech
SENTENCE = "It was a bright cold day in April, and the clocks were striking thirteen. "
PARTS = (0.1, 0.5, 1.0)  # of the sound, at which memory is looked at
LOOKS = 4 * 2**20  # bytes of sound between two looks
LISTENER = """
import sys
from vivavoce.charactr_api import CharactrAPISDK
url, characters, sentence, every = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
heard = 0
def on_data(data):
    global heard
    before, heard = heard, heard + len(data)
    if heard // every > before // every:
        print(heard, flush=True)
text = sentence * (characters // len(sentence))
with CharactrAPISDK(base_url=url) as sdk:
    sdk.tts.start_simplex_stream(1, text, on_data=on_data, options={"format": "pcm", "sample_rate": 8000})
print(heard, flush=True)
"""


def conversing() -> Iterable[Row]:
    """All of them."""
    with served() as server:
        for client, measured in (("asyncio", awaited), ("blocking", blocking)):
            firsts = measured(server.url)
            what = f"duplex stream, {client} client: first audio after convert, p50 / p99 of {len(firsts)}"
            yield Row(what, milliseconds(firsts, 50, 99), "≤ 10 ms p50")
    yield from remembering()
    yield streaming()


class Ear:
    """Hears a stream. first, last: when the first audible piece and the latest one came; 0.0 is not yet"""

    def __init__(self) -> None:
        self.first = self.last = 0.0

    def hear(self, data: bytes) -> None:
        self.last = time.perf_counter()
        if not self.first and audible(data):
            self.first = self.last

    def begin(self) -> float:
        """Forget what was heard; the time."""
        self.first = self.last = 0.0
        return time.perf_counter()

    @property
    def is_done(self) -> bool:
        """Whether a text was heard, and nothing more comes of it."""
        return bool(self.first) and time.perf_counter() - self.last > QUIET


def audible(data: bytes) -> bool:
    return bool(np.abs(np.frombuffer(data, "<i2").astype(np.int32)).max(initial=0) >= AUDIBLE)


def awaited(url: str) -> list[float]:
    """Seconds to the first audible piece of each text, for the asyncio client."""

    async def talk() -> list[float]:
        ear = Ear()
        async with AsyncCharactrAPISDK(base_url=url) as sdk:
            stream = await sdk.tts.start_duplex_stream(UNTOUCHED, on_data=ear.hear, options=PCM)
            firsts = [await awaited_turn(stream, ear, text) for text in islice(turns(1), WARMING + TURNS)]
            await stream.close()
        return firsts[WARMING:]

    return asyncio.run(talk())


async def awaited_turn(stream: AsyncTTSStreamDuplex, ear: Ear, text: str) -> float:
    began = ear.begin()
    await stream.convert(text)
    while not ear.is_done:  # noqa: ASYNC110 what is waited for is that nothing comes
        await asyncio.sleep(QUIET / 8)
    return ear.first - began


def blocking(url: str) -> list[float]:
    """The same for the blocking client, whose callbacks run in a thread."""
    ear = Ear()
    with CharactrAPISDK(base_url=url) as sdk:
        stream = sdk.tts.start_duplex_stream(UNTOUCHED, on_data=ear.hear, options=PCM)
        firsts = [blocking_turn(stream, ear, text) for text in islice(turns(1), WARMING + TURNS)]
        stream.close()
    return firsts[WARMING:]


def blocking_turn(stream: TTSStreamDuplex, ear: Ear, text: str) -> float:
    began = ear.begin()
    stream.convert(text)
    while not ear.is_done:
        time.sleep(QUIET / 8)
    return ear.first - began


def remembering() -> Iterable[Row]:
    """Memory of server and client, each in a process of its own, while a text of a megabyte is said and thrown away."""
    command = [sys.executable, "-c", LISTENER]
    with served() as server:
        arguments = [server.url, str(CHARACTERS), SENTENCE, str(LOOKS)]
        began = time.perf_counter()
        with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True) as client:
            assert client.stdout is not None
            family = psutil.Process(client.pid)
            looks = [(int(line), server.memory(), memory_of(family)) for line in client.stdout]
        if client.returncode:
            raise RuntimeError(f"the client ended with {client.returncode}")
    machine.note(f"a text of {CHARACTERS:,} characters took {time.perf_counter() - began:.0f} s")
    whole = looks[-1][0]
    for number, what in ((1, "server"), (2, "client")):
        peaks = [max(look[number] for look in looks[:-1] if look[0] <= part * whole) for part in PARTS]
        yield Row(
            f"simplex stream of {CHARACTERS:,} characters: {what}'s peak at 10 / 50 / 100 %",
            " / ".join(f"{peak / 2**20:.0f}" for peak in peaks)
            + f" MiB, {100 * (peaks[-1] / peaks[0] - 1):+.1f} % of {whole / 2**20:,.0f} MiB of sound",
            "≤ +5 %",
        )


def memory_of(process: psutil.Process) -> int:
    """Bytes it holds; 0 when it has just ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def streaming() -> Row:
    """A hundred duplex streams at once, each handed a sentence at a time."""
    with served() as server:
        trials: list[Trial] = []
        while len(trials) < TRIES and not any(trial.held for trial in trials):
            trials.append(asyncio.run(tried(server, STREAMS, streams_of(server))))
            machine.note(f"duplex: {trials[-1]}")
    return Row(f"{STREAMS} duplex streams at once for {LASTING:.0f} s", str(trials[-1]), "no gaps")


def streams_of(server: Served) -> Callable[[int], Awaitable[float]]:
    url = f"{server.url.replace('http', 'ws', 1)}{wire.DUPLEX}?voiceId={UNTOUCHED}&format=pcm&sr={RATE}"
    return lambda number: stream(url, number)


async def stream(url: str, number: int) -> float:
    """A stream from its beginning to its end; returns its longest gap in seconds, 0.0 when it had none."""
    listener = Listener()
    await asyncio.sleep(Random(number).uniform(0, SPREAD))
    async with connect(url, compression=None, max_size=None, ping_interval=None, max_queue=64) as socket:
        await socket.send(wire.encoded(wire.Authentication()))
        until = time.perf_counter() + LASTING
        for sentence in turns(number):
            await socket.send(wire.encoded(wire.Text(text=sentence)))
            listener.hear(len(await socket.recv()) / WIDTH / RATE)
            while (left := listener.end - LEFT - time.perf_counter()) > -LEFT:
                try:
                    async with asyncio.timeout(max(left, QUIET)):
                        listener.hear(len(await socket.recv()) / WIDTH / RATE)
                except TimeoutError:
                    break
            if listener.end > until:
                break
        await socket.send(wire.encoded(wire.Close()))
        async for data in socket:
            listener.hear(len(data) / WIDTH / RATE)
    return listener.gap
