"""One live server for all of these tests, with a voice of the exact engine."""

from collections.abc import Iterator

import pytest

from tests.wire.live import Live, live
from tests.wire.peer import TONE


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("openai")) as running:
        kept = running.http.post("/voices", json={"name": "Exact", "embedding": TONE})
        assert kept.status_code == 200, kept.text
        yield running
