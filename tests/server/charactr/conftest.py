"""One live server for all of these tests, and a voice in it that speaks in tones."""

from collections.abc import Iterator

import pytest

from tests.wire.charactr.exact import tone_voice
from tests.wire.live import Held, Live, live


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("charactr")) as running:
        yield running


@pytest.fixture(scope="session")
def tone(server: Live) -> int:
    """The voice's number."""
    return tone_voice(server)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held(monkeypatch)
    yield held
    held.let_go()
