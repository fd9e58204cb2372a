"""What the docstrings and documents of the face show, works, and nothing public is without it."""

import asyncio
import inspect
import re
import textwrap
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.cartesia_reference import REFERENCE
from scripts.reference_page import split
from tests.cartesia.conftest import KEY
from tests.shown import run
from vivavoce.cartesia import AsyncCartesia, Cartesia
from vivavoce.server.running import Running

ROOT = Path(__file__).parents[2]
METHODS = REFERENCE.methods()
EXAMPLES = {name: split(inspect.getdoc(method) or "")[1] for name, method in METHODS.items()}


@pytest.fixture
def client(server: Running, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cartesia]:
    """A client in a folder with the recordings that the examples speak of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CARTESIA_BASE_URL", server.url)
    monkeypatch.setenv("CARTESIA_API_KEY", KEY)
    for name in ("clip.wav", "left.wav", "right.wav"):
        (tmp_path / name).write_bytes(clip.read_bytes())
    with Cartesia() as one:
        for made in one.pronunciation_dicts.list():
            one.pronunciation_dicts.delete(made.id)
        yield one


@pytest.mark.parametrize("name", METHODS)
def test_every_method_tells_what_it_does_with_an_example(name: str) -> None:
    text = inspect.getdoc(METHODS[name]) or ""
    assert text[0].isupper()
    assert EXAMPLES[name], f"{name} has no example"
    shapes = [shape for shape in REFERENCE.options if f"``{shape.__name__}``" in text]
    told_there = {option for shape in shapes for option in shape.__annotations__} | {"self", "request_options"}
    for parameter in inspect.signature(METHODS[name]).parameters.keys() - told_there:
        assert re.search(rf"\b{parameter}\b", text), f"{name} does not tell what {parameter} is"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs(name: str, client: Cartesia) -> None:
    run(EXAMPLES[name], client=client)


def test_the_example_of_the_client_runs(client: Cartesia, tmp_path: Path) -> None:
    run(split(inspect.getdoc(Cartesia) or "")[1], Cartesia=Cartesia)
    assert (tmp_path / "hello.mp3").stat().st_size > 1000
    code = textwrap.indent(split(inspect.getdoc(AsyncCartesia) or "")[1], "    ")
    names = run(f"async def main():\n{code}", AsyncCartesia=AsyncCartesia)
    asyncio.run(names["main"]())


def test_the_guide_runs(client: Cartesia, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "cartesia.md").read_text("utf-8")
    names: dict[str, Any] = {"client": client}
    for block in re.findall(r"```python\n(.*?)```", guide, re.DOTALL):
        names = run(block, **names)
    assert isinstance(names["data"], bytes)
    with wave.open(str(tmp_path / "hello.wav")) as file:
        seconds = file.getnframes() / file.getframerate()
        assert len(file.readframes(file.getnframes())) == 2 * file.getnframes()
    assert 0.1 < seconds < 3
    assert (tmp_path / "hello.wav").read_bytes() == names["data"]


@pytest.mark.parametrize("shape", REFERENCE.options, ids=lambda shape: shape.__name__)
def test_every_option_is_told(shape: Any) -> None:
    inherited = {name for other in REFERENCE.options[shape] for name in other.__annotations__}
    known = {"container", "encoding", "bit_rate", "id", "embedding", "mode"}
    for name in shape.__annotations__.keys() - inherited - known:
        assert re.search(rf"\b{name}\b", inspect.getdoc(shape) or ""), f"{shape.__name__} does not tell what {name} is"
