"""The client of version 4, its socket, and what is said with it.

The WebSocket goes over TLS unless ``websocket_base_url`` says otherwise.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from cartesia import AsyncCartesia, Cartesia
from cartesia_formats import RAW
from stage import Plan, heard, items, value

HALVES = {"sync": Cartesia, "async": AsyncCartesia}
TIMES = {"add_timestamps": True, "add_phoneme_timestamps": True}


@asynccontextmanager
async def connected(half: str, url: str, **options: Any) -> AsyncIterator[Any]:
    """A client of either half."""
    identity = options if options.keys() & {"api_key", "token"} else options | {"api_key": "none"}
    client = HALVES[half](base_url=url, websocket_base_url=url.replace("http", "ws", 1), **identity)
    try:
        yield client
    finally:
        await value(client.close())


@asynccontextmanager
async def socket(client: Any) -> AsyncIterator[Any]:
    """Its WebSocket."""
    manager = client.tts.websocket_connect()
    connection = await value(manager.enter())
    try:
        yield connection
    finally:
        await value(connection.close())


def say(plan: Plan, **more: Any) -> dict[str, Any]:
    given = {
        "model_id": "sonic-3",
        "transcript": plan.text,
        "voice": {"mode": "id", "id": plan.voice},
        "output_format": RAW,
        "language": "en",
    } | more
    return {name: one for name, one in given.items() if one != "omit"}


async def whole(response: Any) -> bytes:
    """All bytes of an answer."""
    answer = await value(response)
    return await value(answer.read())


async def through(context: Any, plan: Plan, **more: Any) -> dict[str, Any]:
    """One text through one context."""
    await value(context.send(**say(plan, **more), continue_=False))
    return heard(await items(context.receive()))
