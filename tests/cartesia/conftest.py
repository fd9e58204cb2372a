"""A real server on loopback, and both clients of it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import vivavoce as vv
from tests.cartesia.both import Either
from tests.served import toned
from vivavoce.server.running import Running

KEY = "a-key-for-tests"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that needs a key, with a voice that speaks in exact tones."""
    with toned(tmp_path_factory.mktemp("voices"), KEY) as running:
        yield running


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key and no address from outside."""
    monkeypatch.delenv("CARTESIA_API_KEY", raising=False)
    monkeypatch.delenv("CARTESIA_BASE_URL", raising=False)


@pytest.fixture(params=["blocking", "awaited"])
def make(request: pytest.FixtureRequest) -> Iterator[Callable[..., Either]]:
    """Makes a client of either kind with the settings given."""
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner()) if request.param == "awaited" else None

        def made(**settings: Any) -> Either:
            either = Either(runner, **settings)
            stack.callback(either.close)
            return either

        yield made


@pytest.fixture
def either(make: Callable[..., Either], server: Running) -> Either:
    """A client of the server."""
    return make(base_url=server.url, api_key=KEY)


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of somebody."""
    path = tmp_path_factory.mktemp("clips") / "clip.wav"
    return vv.speak("This stands for a recording of somebody, and it lasts some seconds.", "Aoife").save(path)
