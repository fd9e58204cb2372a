"""Programs for the vendor's library run after changing only the import."""

import gc
import re
import warnings
from pathlib import Path

import pytest

from tests.cartesia.conftest import KEY
from vivavoce.server.running import Running

PAGE = (Path(__file__).parent / "programs.md").read_text("utf-8")
PROGRAMS = dict(re.findall(r"^## (.+?)\n\n```python\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))
SILENT = ("voices", "bytes", "errors", "2.0.17: events", "retries", "mixing", "client of one's own")


@pytest.mark.parametrize("title", PROGRAMS)
def test_a_program_runs(
    title: str, server: Running, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CARTESIA_API_KEY", KEY)
    monkeypatch.setenv("CARTESIA_BASE_URL", server.url)
    (tmp_path / "recording.wav").write_bytes(clip.read_bytes())
    heard: list[int] = []
    program = PROGRAMS[title].replace("from cartesia", "from vivavoce.cartesia")
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # the programs leave files and clients open, as their models do
        exec(compile(program, title, "exec"), {"__name__": "__main__", "play": lambda sound: heard.append(len(sound))})
        gc.collect()
    assert any(each in title for each in SILENT) or sum(heard) > 8000 * 2


def test_there_are_all() -> None:
    assert len(PROGRAMS) == PAGE.count("```python") == 21
