"""One live server for all of these tests."""

from collections.abc import Iterator

import pytest

from tests.wire.live import Live, live


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("wire")) as running:
        yield running
