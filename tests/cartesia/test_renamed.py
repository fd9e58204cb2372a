"""What is told of names that only the vendor's later libraries have."""

from typing import Any

import pytest

from vivavoce.cartesia import AsyncCartesia, Cartesia
from vivavoce.cartesia.core import renamed
from vivavoce.cartesia.resources.conversion import AsyncVoiceChanger, VoiceChanger
from vivavoce.cartesia.resources.tts import AsyncTts, Tts
from vivavoce.cartesia.sockets import AsyncTtsContext, AsyncTtsWebsocket, TtsContext, TtsWebsocket

KINDS = [
    (Tts, renamed.SPEECH),
    (AsyncTts, renamed.SPEECH),
    (VoiceChanger, renamed.CONVERSION),
    (AsyncVoiceChanger, renamed.CONVERSION),
    (TtsWebsocket, renamed.SOCKET),
    (AsyncTtsWebsocket, renamed.SOCKET),
    (TtsContext, renamed.CONTEXT),
    (AsyncTtsContext, renamed.CONTEXT),
]


@pytest.mark.parametrize("kind", [Cartesia, AsyncCartesia])
def test_a_name_of_a_later_library_is_told_by_its_name_here(kind: Any) -> None:
    with pytest.raises(AttributeError, match=r"'(Async)?Tts' .* library call generate is bytes\(…\) here$"):
        _ = kind(base_url="localhost:1").tts.generate


@pytest.mark.parametrize(("kind", "others"), KINDS)
def test_what_is_pointed_to_is_there(kind: Any, others: dict[str, str]) -> None:
    one = object.__new__(kind)
    for name, here in others.items():
        assert not hasattr(one, name)
        assert callable(getattr(one, here.partition("(")[0]))
        with pytest.raises(AttributeError) as caught:
            getattr(one, name)
        assert here in str(caught.value)


@pytest.mark.parametrize(("kind", "others"), KINDS)
def test_any_other_name_is_missing_as_ever(kind: Any, others: dict[str, str]) -> None:
    one = object.__new__(kind)
    assert getattr(one, "nonsense", None) is None
    with pytest.raises(AttributeError, match=f"^'{kind.__name__}' object has no attribute 'nonsense'$"):
        one.nonsense  # noqa: B018
