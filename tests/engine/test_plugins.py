from importlib.metadata import EntryPoint

import pytest

from vivavoce.engine import plugins
from vivavoce.errors import BadRequest, EngineFailed


def test_the_plug_ins_of_the_package_are_found() -> None:
    assert {"formant", "tone"} <= set(plugins.found("synthesizers"))
    assert "world" in plugins.found("encoders")
    assert "world" in plugins.found("converters")


def test_a_plug_in_is_made_once() -> None:
    assert plugins.synthesizer("tone") is plugins.synthesizer("tone")
    assert plugins.synthesizer("tone").name == "tone"


def test_an_unknown_one_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadRequest, match=r"no synthesizer is called 'house9'; installed are .*formant"):
        plugins.synthesizer("house9")


@pytest.mark.parametrize(
    "value", ["no_such_module:Thing", "vivavoce.errors:NoSuchName", "vivavoce.errors:VivavoceError.status"]
)
def test_one_that_cannot_be_loaded_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint("broken", value, "vivavoce.synthesizers")
    monkeypatch.setattr(plugins, "found", lambda kind: {"broken": broken})
    with pytest.raises(EngineFailed, match=f"'broken' .{value}. cannot be loaded"):
        plugins.synthesizer("broken")
