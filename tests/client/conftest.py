"""Both shells, and the servers they ask."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.client.servers import Served, Talker, http_server, socket_server
from tests.client.shells import Shell


@pytest.fixture(params=["blocking", "asyncio"])
def shell(request: pytest.FixtureRequest) -> Iterator[Shell]:
    if request.param == "blocking":
        one = Shell(None)
        yield one
        one.close()
        return
    with asyncio.Runner() as runner:
        one = Shell(runner)
        yield one
        one.close()


@pytest.fixture
def served() -> Iterator[Served]:
    with http_server() as server:
        yield server


@pytest.fixture
def talking() -> Iterator[tuple[Served, Talker]]:
    with socket_server() as server:
        yield server
