"""A live server on loopback with a library of its own, and ways to look into it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.wire.peer import Peer, eventually
from vivavoce.core.events import Event
from vivavoce.core.units import Unit
from vivavoce.engine import tone
from vivavoce.server.running import Running
from vivavoce.server.settings import Settings


class Live:
    """A running server and a client of it; state: what its handlers share."""

    def __init__(self, server: Running, http: httpx2.Client) -> None:
        self.server, self.http = server, http
        self.url, self.state = server.url, server.app.state

    def peer(self, version: str = "2026-08-14", headers: dict[str, str] | None = None) -> Peer:
        """A connection to its socket."""
        return Peer(self.url, version, headers)

    def health(self) -> dict[str, Any]:
        told: dict[str, Any] = self.http.get("/health").json()
        return told

    @property
    def busy(self) -> bool:
        """Whether contexts are open, texts are being spoken or the engine computes."""
        told = self.health()
        return bool(told["contexts"] or told["syntheses"] or told["oldest_step"] is not None)

    def rests(self) -> None:
        """Wait until nothing is under way any more."""
        eventually(lambda: not self.busy)

    def counted(self, name: str, **labels: str) -> float:
        """A value of /metrics."""
        return self.state.metrics.value(name, **labels)


@contextmanager
def live(folder: Path, **settings: Any) -> Iterator[Live]:
    """A server with these settings and its voices in the folder."""
    told = {"port": 0, "grace": 5.0, "library": str(folder / "library"), **settings}
    with Running(Settings(**told)) as server, httpx2.Client(base_url=server.url, timeout=20.0) as http:
        yield Live(server, http)


def breaking(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The exact engine breaks down at a sentence with "Boom", after the sound before it."""
    tones = tone.tones

    def some(unit: Unit, hertz: float, pace: float) -> Iterator[Event]:
        if "Boom" in unit.text:
            raise error
        yield from tones(unit, hertz, pace)

    monkeypatch.setattr(tone, "tones", some)


class Held:
    """The exact engine waits at a sentence with "Hold" until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._go_on, self.reached = threading.Event(), threading.Event()
        tones = tone.tones

        def some(unit: Unit, hertz: float, pace: float) -> Iterator[Event]:
            if "Hold" in unit.text:
                self.reached.set()
                assert self._go_on.wait(20)
            yield from tones(unit, hertz, pace)

        monkeypatch.setattr(tone, "tones", some)

    def let_go(self) -> None:
        self._go_on.set()
