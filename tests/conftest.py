"""What all tests share: a home of their own, so that nobody's library is touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vivavoce import inprocess


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder; the library of this process is opened anew in it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("VIVAVOCE_HOME", str(folder))
    inprocess.library.cache_clear()
    yield folder
    if inprocess.library.cache_info().currsize:
        inprocess.library().close()
    inprocess.library.cache_clear()
