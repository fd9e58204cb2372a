"""Whether a server's memory stays as it is after thousands of requests, and of clients that leave without a word."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable
from itertools import cycle
from urllib.parse import urlsplit

from bench import machine
from bench.rows import Row
from bench.served import Served, served
from bench.talking import FORMAT, TURNS, UNTOUCHED, Line, line, request

REQUESTS, BROKEN = 10_000, 1_000
WARMING = 5  # times fewer of both before memory is looked at
CLIENTS = 8  # at once
SHORT = "All right."  # what is said ten thousand times
LONG = " ".join(TURNS)  # a minute: what is broken off in its midst
SETTLING = 1.0  # seconds after the last step, in which the server tidies up

# What one client does once; it has a socket of its own that stays open.
Visit = Callable[[Served, Line], Awaitable[None]]


def growth() -> Iterable[Row]:
    """Of the server's process and its synthesizer's together."""
    with served() as server:
        asyncio.run(used(server, REQUESTS // WARMING, BROKEN // WARMING))
        before = at_rest(server)
        began = time.perf_counter()
        asyncio.run(used(server, REQUESTS, BROKEN))
        took = time.perf_counter() - began
        after = at_rest(server)
    machine.note(f"memory: {REQUESTS:,} requests and {BROKEN:,} broken connections took {took:.0f} s")
    yield Row(
        f"server memory, {REQUESTS:,} requests and {BROKEN:,} broken connections",
        f"{before / 2**20:.0f} → {after / 2**20:.0f} MiB, {100 * (after / before - 1):+.1f} %",
        "< +5 %",
    )


def at_rest(server: Served) -> int:
    """Bytes that it holds once nothing is under way."""
    deadline = time.monotonic() + 60
    while (health := server.health())["syntheses"] or health["sockets"] or health["oldest_step"] is not None:
        if time.monotonic() > deadline:
            raise RuntimeError(f"the server does not come to rest: {health}")
        time.sleep(0.05)
    time.sleep(SETTLING)
    return server.memory()


async def used(server: Served, requests: int, broken: int) -> None:
    """So many requests of every kind, with so many that are broken off in between."""
    whole, torn = cycle(WHOLE), cycle(TORN)
    every = (requests + broken) // broken
    visits = (next(torn if number % every == 0 else whole) for number in range(requests + broken))

    async def client() -> None:
        async with line(server.socket_url) as own:
            for visit in visits:
                await visit(server, own)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))


async def sound(server: Served, own: Line) -> None:
    await read(server, "/tts/bytes", SHORT)


async def events(server: Served, own: Line) -> None:
    await read(server, "/tts/sse", SHORT)


async def context(server: Served, own: Line) -> None:
    """On a socket that stays."""
    await own.turn(SHORT)


async def socket(server: Served, own: Line) -> None:
    """A context on a socket that is opened for it."""
    async with line(server.socket_url):
        pass


async def torn_sound(server: Served, own: Line) -> None:
    await read(server, "/tts/bytes", LONG, at_most=20_000)


async def torn_events(server: Served, own: Line) -> None:
    await read(server, "/tts/sse", LONG, at_most=20_000)


async def torn_socket(server: Served, own: Line) -> None:
    """In the midst of a context's sound, without a goodbye."""
    async with line(server.socket_url) as other:
        await other.send(request(LONG))
        await other.receive()
        other.socket.transport.abort()


async def gone_before_sound(server: Served, own: Line) -> None:
    await read(server, "/tts/bytes", LONG, at_most=0)


async def gone_socket(server: Served, own: Line) -> None:
    """Before anything of the context has come."""
    async with line(server.socket_url) as other:
        await other.send(request(LONG))
        other.socket.transport.abort()


async def half_a_request(server: Served, own: Line) -> None:
    _, writer = await opened(server)
    writer.write(b"POST /tts/bytes HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n{")
    await writer.drain()
    writer.transport.abort()


WHOLE: tuple[Visit, ...] = (sound, events, context, context, context, socket)
TORN: tuple[Visit, ...] = (torn_sound, gone_before_sound, torn_events, gone_socket, torn_socket, half_a_request)


async def opened(server: Served) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(server.url)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def read(server: Served, path: str, text: str, at_most: int | None = None) -> None:
    """A request over HTTP on a connection of its own, read to its end, or torn after so many bytes."""
    reader, writer = await opened(server)
    wanted = FORMAT if path.endswith("sse") else {**FORMAT, "container": "wav"}
    body = json.dumps(
        {"model_id": "sonic-3", "transcript": text, "voice": {"mode": "id", "id": UNTOUCHED}, "output_format": wanted}
    ).encode()
    head = (
        f"POST {path} HTTP/1.1",
        "Host: here",
        "Cartesia-Version: 2026-08-14",
        "Content-Type: application/json",
        "Connection: close",
        f"Content-Length: {len(body)}",
    )
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    try:
        if at_most is not None:
            if at_most:
                await reader.readexactly(at_most)
            writer.transport.abort()
            return
        answer = await reader.read()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path} answered {answer[:300]!r}")
    finally:
        writer.close()
