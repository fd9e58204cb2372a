"""Imports point down only; see docs/design.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import vivavoce

ROOT = Path(vivavoce.__file__).parent

# What each part may import of vivavoce, besides itself.
BELOW = {
    "errors": set(),
    "core": {"errors"},
    "dsp": {"core", "errors"},
    "text": {"core", "errors"},
    "store": {"core", "errors"},
    "engine": {"text", "dsp", "core", "errors"},
    "recording": {"dsp", "core", "errors"},
    "making": {"engine", "dsp", "core", "errors"},
    "inprocess": {"making", "recording", "store", "engine", "text", "dsp", "core", "errors"},
    "aio": {"inprocess", "recording", "engine", "core", "errors"},
    "dialects": {"dsp", "core", "errors"},
    "server": {"dialects", "making", "store", "engine", "text", "dsp", "core", "errors", "__init__"},
    "client": {"dialects", "dsp", "core", "errors"},  # and client/embedded.py starts a server
    "cartesia": {"client", "dialects", "dsp", "core", "errors"},
    "charactr_api": {"client", "dialects", "dsp", "core", "errors"},
    "look": {"recording", "engine", "dsp", "core", "errors"},
    "cli": {
        "server",
        "look",
        "inprocess",
        "making",
        "recording",
        "store",
        "engine",
        "text",
        "dsp",
        "core",
        "errors",
        "__init__",
    },
    "__init__": {"aio", "inprocess", "recording", "engine", "dsp", "core", "errors"},
    "__main__": {"cli"},
}
KNOWS_A_DATABASE = {"store"}
KNOWS_ASYNCIO = {"aio", "server", "client"}
STARTS_A_SERVER = ROOT / "client" / "embedded.py"


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    part = part_of(path)
    for name in imported(path):
        package, *rest = name.split(".")
        if package == "vivavoce" and rest and (ROOT / rest[0]).with_suffix(".py").exists() | (ROOT / rest[0]).is_dir():
            starts = path == STARTS_A_SERVER and rest[0] == "server"
            assert starts or rest[0] in BELOW[part] | {part}, f"{part} may not import {name}"
        assert package not in {"sqlalchemy", "alembic"} or part in KNOWS_A_DATABASE, f"{part} may not import {name}"
        assert package != "asyncio" or part in KNOWS_ASYNCIO, f"{part} may not import {name}"


def test_every_part_has_its_place() -> None:
    assert {part_of(path) for path in modules()} <= set(BELOW)
