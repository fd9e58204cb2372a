"""A real server on loopback, both clients of it, and a server that misbehaves."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import vivavoce as vv
from tests.charactr.both import CREDENTIALS, KEY, Either
from tests.charactr.double import Double, Scene, playing
from tests.served import toned
from vivavoce.server.running import Running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that needs a key, with a voice that speaks in exact tones."""
    with toned(tmp_path_factory.mktemp("voices"), KEY) as running:
        yield running


@pytest.fixture(params=["blocking", "awaited"])
def make(request: pytest.FixtureRequest) -> Iterator[Callable[..., Either]]:
    """Makes a client of either kind with the settings given."""
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner()) if request.param == "awaited" else None

        def made(*given: Any, **settings: Any) -> Either:
            either = Either(runner, *given, **settings)
            stack.callback(either.close)
            return either

        yield made


@pytest.fixture
def either(make: Callable[..., Either], server: Running) -> Either:
    """A client of the server."""
    return make(CREDENTIALS, base_url=server.url)


@pytest.fixture
def tone(either: Either) -> int:
    """The number of the voice that speaks in exact tones."""
    voices = either.get(lambda sdk: sdk.voice_clone.get_cloned_voices())
    return int(next(voice.id for voice in voices if voice.name == "Tone"))


@pytest.fixture
def play(make: Callable[..., Either]) -> Iterator[Callable[..., tuple[Either, Double]]]:
    """A client, and a server that plays a scene with it."""
    with ExitStack() as stack:

        def begun(scene: Scene, **settings: Any) -> tuple[Either, Double]:
            double = stack.enter_context(playing(scene))
            return make(CREDENTIALS, base_url=double.url, **{"max_retries": 0, **settings}), double

        yield begun


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of somebody."""
    path = tmp_path_factory.mktemp("clips") / "clip.wav"
    return vv.speak("This stands for a recording of somebody, and it lasts some seconds.", "Aoife").save(path)
