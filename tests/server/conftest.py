"""A server on loopback with a small protocol and nothing behind it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest

from tests.server.dialect import DIALECT
from vivavoce.server.running import Running
from vivavoce.server.settings import Settings


class NoService:
    """Stands for the engine. step: what it says of its oldest step."""

    step: float | None = None
    closed = warmed = False

    def oldest_step(self) -> float | None:
        return self.step

    def warm(self) -> None:
        self.warmed = True

    def close(self) -> None:
        self.closed = True


class Site:
    """A running server and a client of it."""

    def __init__(self, server: Running, service: NoService, http: httpx2.Client) -> None:
        self.server, self.service, self.http = server, service, http
        self.state = server.app.state
        self.socket_url = server.url.replace("http", "ws", 1)


Start = Callable[..., Site]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a server with settings."""
    with ExitStack() as stack:

        def started(**settings: Any) -> Site:
            service = NoService()
            told = {"port": 0, "grace": 5.0, **settings}
            running = stack.enter_context(Running(Settings(**told), service=service, speaks=[DIALECT]))  # type: ignore[arg-type]
            return Site(running, service, stack.enter_context(httpx2.Client(base_url=running.url)))

        yield started


@pytest.fixture
def site(start: Start) -> Site:
    """A server as it is without any settings."""
    return start()
