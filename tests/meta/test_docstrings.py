"""Docstrings say what the types cannot."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import vivavoce

ROOT = Path(vivavoce.__file__).parent
ARRAYS = {"Samples", "Floats", "Values", "ArrayLike"}
PROTOCOL_METHODS = {"feed", "close", "encode", "finish", "head"}  # told by the class they belong to


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)


def definitions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_and_public_class_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in definitions(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"class {node.name} says nothing"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_documented_function_of_arrays_names_their_shape(path: Path) -> None:
    for node in definitions(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.name in PROTOCOL_METHODS:
            continue
        annotations = [ast.unparse(argument.annotation) for argument in node.args.args if argument.annotation]
        text = ast.get_docstring(node)
        if text and "\n" in text and ARRAYS & set(annotations):  # one line alone leaves the shape to the type
            assert "shape" in text, f"{node.name} takes an array and names no shape"
