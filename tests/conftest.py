"""What all tests share: a home of their own, so that nobody's library is touched."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vivavoce import inprocess
from vivavoce.engine import espeak


def pytest_configure() -> None:
    """Ctrl-C is heard, also where a shell ran the tests in its background and so had them ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # for the programs that tests begin, too


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


@pytest.fixture
def no_espeak(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the package was installed without its extra ``espeak``."""
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    monkeypatch.setattr(espeak, "found", espeak.found.__wrapped__)
