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
