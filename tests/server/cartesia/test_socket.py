"""A session without a network: what happens when its client is gone at the worst moment."""

import asyncio
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from starlette.websockets import WebSocketDisconnect

from tests.wire.peer import opening
from vivavoce.server.app import State
from vivavoce.server.cartesia.socket import Session
from vivavoce.server.service import Service
from vivavoce.server.settings import Settings


class Gone:
    """A WebSocket whose client left without anybody having heard of it yet."""

    def __init__(self, state: State) -> None:
        self.app = SimpleNamespace(state=state)
        self.state = SimpleNamespace(request_id="r")
        self.headers: dict[str, str] = {}

    async def send(self, message: dict[str, Any]) -> None:
        raise WebSocketDisconnect(1006)


def test_a_context_that_finds_its_client_gone_counts_no_more(tmp_path: Path) -> None:
    service = Service(str(tmp_path / "library"))
    state = State(Settings(), service, ())

    async def scene() -> None:
        session = Session(Gone(state), "2026-08-14")  # type: ignore[arg-type]
        await session._take(json.dumps(opening("Abc.")))
        (context,) = session._contexts.values()
        assert state.limits.contexts.inside == 1
        assert context.task is not None
        await context.task

    state.service = service
    asyncio.run(scene())
    assert (state.limits.contexts.inside, state.limits.syntheses.inside) == (0, 0)
    assert state.metrics.value("vivavoce_contexts") == 0
    service.close()


class Slow(Gone):
    """A WebSocket whose client reads the end of a context only when it is told to."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.reads, self.ends = asyncio.Event(), asyncio.Semaphore(0)
        self.words: list[str] = []

    async def send(self, message: dict[str, Any]) -> None:
        told = json.loads(message["text"])
        if told["type"] == "done":
            self.ends.release()
            await self.reads.wait()
        self.words += told.get("word_timestamps", {}).get("words", [])


def test_texts_of_one_id_are_said_in_their_order_however_slowly_their_ends_are_read(tmp_path: Path) -> None:
    service = Service(str(tmp_path / "library"))
    state = State(Settings(), service, ())

    async def scene() -> list[str]:
        websocket = Slow(state)
        session = Session(websocket, "2026-08-14")  # type: ignore[arg-type]
        await session._take(json.dumps(opening("One.", add_timestamps=True)))
        await session._take(json.dumps(opening("Two.", add_timestamps=True)))
        await websocket.ends.acquire()  # One has ended, and its end is not read yet
        await session._take(json.dumps(opening("Three.", add_timestamps=True)))
        websocket.reads.set()
        for _ in ("Two", "Three"):
            await websocket.ends.acquire()
        return websocket.words

    assert asyncio.run(scene()) == ["One.", "Two.", "Three."]
    service.close()
