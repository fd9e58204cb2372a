"""What the docstrings and documents of the face show, works, and nothing public is without it."""

import asyncio
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.charactr_reference import REFERENCE
from scripts.reference_page import split
from tests.charactr.both import CREDENTIALS
from tests.shown import run
from vivavoce.charactr_api import AsyncCharactrAPISDK, CharactrAPISDK
from vivavoce.server.running import Running

ROOT = Path(__file__).parents[2]
METHODS = REFERENCE.methods()
EXAMPLES = {name: split(inspect.getdoc(method) or "")[1] for name, method in METHODS.items()}


@pytest.fixture
def sdk(server: Running, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CharactrAPISDK]:
    """A client in a folder with the recording that the examples speak of."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clip.wav").write_bytes(clip.read_bytes())
    with CharactrAPISDK(CREDENTIALS, base_url=server.url) as one:
        yield one


@pytest.mark.parametrize("name", METHODS)
def test_every_method_tells_what_it_does_with_an_example(name: str) -> None:
    text = inspect.getdoc(METHODS[name]) or ""
    assert text[0].isupper()
    assert EXAMPLES[name], f"{name} has no example"
    for parameter in inspect.signature(METHODS[name]).parameters.keys() - {"self"}:
        assert re.search(rf"\b{parameter}\b", text), f"{name} does not tell what {parameter} is"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs(name: str, sdk: CharactrAPISDK) -> None:
    run(EXAMPLES[name], sdk=sdk)


def test_the_examples_of_the_clients_run(capsys: pytest.CaptureFixture[str]) -> None:
    run(split(inspect.getdoc(CharactrAPISDK) or "")[1], CharactrAPISDK=CharactrAPISDK)
    assert capsys.readouterr().out.startswith("audio/wav")
    code = textwrap.indent(split(inspect.getdoc(AsyncCharactrAPISDK) or "")[1], "    ")
    names = run(f"async def main():\n{code}", AsyncCharactrAPISDK=AsyncCharactrAPISDK)
    asyncio.run(names["main"]())
    assert "bytes of sound" in capsys.readouterr().out


def test_the_guide_runs(sdk: CharactrAPISDK, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "charactr.md").read_text("utf-8")
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", guide, re.DOTALL):
        names = run(block, **names)
    assert (tmp_path / "hello.wav").read_bytes() == names["audio"].data
    assert (tmp_path / "streamed.wav").stat().st_size > 10_000
    assert len(names["data"]) > 1000


@pytest.mark.parametrize("shape", REFERENCE.options, ids=lambda shape: shape.__name__)
def test_every_option_is_told(shape: Any) -> None:
    inherited = {name for other in REFERENCE.options[shape] for name in other.__annotations__}
    for name in shape.__annotations__.keys() - inherited:
        assert re.search(rf"\b{name}\b", inspect.getdoc(shape) or ""), f"{shape.__name__} does not tell what {name} is"
