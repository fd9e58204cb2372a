"""The client of version 2, its socket, and what is said with it; that of version 1 is made in the same way.

The WebSocket is a plain one only if the address has "localhost" in it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from cartesia import AsyncCartesia, Cartesia
from cartesia_formats import RAW
from stage import Plan, value

HALVES = {"sync": Cartesia, "async": AsyncCartesia}


@asynccontextmanager
async def connected(half: str, url: str, key: str = "none") -> AsyncIterator[Any]:
    """A client of either half."""
    client = HALVES[half](api_key=key, base_url=url)
    try:
        yield client
    finally:
        if half == "async":
            await client.close()


@asynccontextmanager
async def socket(client: Any) -> AsyncIterator[Any]:
    """Its WebSocket."""
    connection = await value(client.tts.websocket())
    try:
        yield connection
    finally:
        await value(connection.close())


def say(plan: Plan, **more: Any) -> dict[str, Any]:
    return {
        "model_id": "sonic-2",
        "transcript": plan.text,
        "voice": {"mode": "id", "id": plan.voice},
        "output_format": RAW,
        "language": "en",
    } | more


async def embedding_of(client: Any, id: str) -> Any:
    return (await value(client.voices.mix(voices=[{"id": id, "weight": 1.0}]))).embedding
