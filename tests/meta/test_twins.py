"""The verbs of ``vivavoce`` and of ``vivavoce.aio`` are the same."""

import inspect

import pytest

from vivavoce import aio, inprocess

VERBS = ("speak", "stream", "clone", "mix", "convert")


@pytest.mark.parametrize("verb", VERBS)
def test_they_take_the_same(verb: str) -> None:
    one, other = (inspect.signature(getattr(module, verb)).parameters for module in (inprocess, aio))
    assert list(one) == list(other)
    for name, parameter in one.items():
        assert (parameter.kind, parameter.default) == (other[name].kind, other[name].default)


@pytest.mark.parametrize("verb", VERBS)
def test_the_other_names_the_one_in_its_docstring(verb: str) -> None:
    assert f"vivavoce.{verb}" in inspect.getdoc(getattr(aio, verb))  # type: ignore[operator]
