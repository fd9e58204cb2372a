"""How soon the engine is free once a client cancels what is being said."""

import asyncio
import time
from collections.abc import Iterable
from http.client import HTTPConnection
from json import load
from urllib.parse import urlsplit

from bench.rows import Row, milliseconds
from bench.served import Served, served
from bench.talking import MOVED, TURNS, UNTOUCHED, line, request

CANCELLED = 60  # times
LONG = " ".join(TURNS) * 40  # 40 minutes, so that every cancel meets an engine at work
PATIENCE = 5.0  # seconds, after which it is taken for stuck


def cancelling() -> Iterable[Row]:
    """Voices as they are, and voices that are moved."""
    with served() as server:
        for what, voice in (("untouched", UNTOUCHED), ("moved", MOVED)):
            took = asyncio.run(cancelled(server, voice))
            yield Row(f"cancel to engine free, {what} voice: p50 / worst", milliseconds(took, 50, 100), "≤ 100 ms")


async def cancelled(server: Served, voice: str) -> list[float]:
    """Seconds from sending each cancel to a server that says it rests."""
    parts = urlsplit(server.url)
    asking = HTTPConnection(parts.hostname or "", parts.port)
    took: list[float] = []
    async with line(server.socket_url) as own:
        for number in range(CANCELLED):
            context = f"cancelled-{number}"
            await own.send(request(LONG, voice, context=context))
            for _ in range(number % 12 + 1):  # at another moment of its growing portions each time
                await own.receive()
            began = time.perf_counter()
            await own.send({"context_id": context, "cancel": True})
            await asyncio.to_thread(until_free, asking, began)
            took.append(time.perf_counter() - began)
            while (await own.receive()).type != "done":
                pass
    asking.close()
    return took


def until_free(asking: HTTPConnection, began: float) -> None:
    """Ask again and again, on a connection that stays."""
    while True:
        asking.request("GET", "/health")
        health = load(asking.getresponse())
        if not health["syntheses"] and health["oldest_step"] is None:
            return
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError(f"the engine is not free {PATIENCE} s after a cancel: {health}")
