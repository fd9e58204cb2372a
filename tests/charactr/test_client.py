"""The clients themselves: where they speak to, what they cost, how alike they are."""

import importlib
import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.cartesia.test_client import free_port
from tests.charactr.both import CREDENTIALS, Either
from vivavoce import charactr_api, errors
from vivavoce.charactr_api import AsyncCharactrAPISDK, CharactrAPISDK, ClientError
from vivavoce.charactr_api.connection import Settings, settings_of
from vivavoce.charactr_api.sdk import clones, tts, tts_stream_duplex, tts_stream_simplex, vc
from vivavoce.client.call import Endpoint

NOTHING: dict[str, Any] = dict.fromkeys(["base_url", "timeout", "max_retries", "httpx_client"])


def made(credentials: Any = None, **given: Any) -> Settings:
    return settings_of(credentials, **{**NOTHING, **given})


def endpoint(credentials: Any = None, **given: Any) -> Endpoint:
    found = made(credentials, **given).endpoint
    assert isinstance(found, Endpoint)
    return found


# Where it speaks to


def test_keys_alone_mean_the_hosted_service() -> None:
    hosted = endpoint(CREDENTIALS)
    assert (hosted.url, hosted.socket_url) == ("https://api.gemelo.ai", "wss://api.gemelo.ai")
    assert hosted.headers == {"X-Client-Key": "a-client-key", "X-Api-Key": "a-key-for-tests"}


def test_an_address_means_that_server_with_keys_or_without() -> None:
    assert endpoint(base_url="localhost:8400").url == "http://localhost:8400"
    assert endpoint(base_url="wss://voices.example.org/").url == "https://voices.example.org"
    assert endpoint({"api_key": "k"}, base_url="voices").headers == {"X-Api-Key": "k"}
    assert endpoint(base_url="voices").headers == {}


def test_with_neither_a_server_of_its_own_answers(make: Callable[..., Either]) -> None:
    either = make()
    voices = either.get(lambda sdk: sdk.tts.get_voices())
    assert b"".join(either.simplex(voices[0].id, "one").pieces())[:4] == b"RIFF"
    assert "a server in this process" in repr(either.sdk)


BAD_SETTINGS: list[tuple[Any, dict[str, Any], str]] = [
    ("key", {}, "credentials are Credentials"),
    ({}, {}, "credentials need api_key"),
    ({"api_key": "k"}, {}, "needs client_key"),
    ({"api_key": ""}, {"base_url": "voices"}, "api_key is ASCII text"),
    ({"api_key": "k\n"}, {"base_url": "voices"}, "api_key is ASCII text"),
    ({"api_key": 7}, {"base_url": "voices"}, "api_key is ASCII text"),
    ({"api_key": "k", "key": "k"}, {"base_url": "voices"}, "credentials have client_key, api_key; not key"),
    (None, {"base_url": ""}, "base_url is a text"),
    (None, {"base_url": 7}, "base_url is a text"),
    (None, {"base_url": "ftp://host"}, "base_url is http"),
    (None, {"timeout": 0}, "time-out"),
    (None, {"max_retries": -1}, "max_retries"),
]


@pytest.mark.parametrize(("credentials", "given", "told"), BAD_SETTINGS)
def test_settings_that_cannot_be_are_told(credentials: Any, given: dict[str, Any], told: str) -> None:
    for kind in (CharactrAPISDK, AsyncCharactrAPISDK):
        with pytest.raises(ClientError, match=told) as caught:
            kind(credentials, **given)
        assert (caught.value.code, "k\n" in str(caught.value)) == (400, False)


def test_where_nothing_listens_the_error_tells_how_to_start_a_server(make: Callable[..., Either]) -> None:
    either = make(base_url=f"127.0.0.1:{free_port()}", max_retries=0)
    for call in (
        lambda sdk: sdk.tts.get_voices(),
        lambda sdk: sdk.tts.start_duplex_stream(1),
        lambda sdk: sdk.tts.start_simplex_stream(1, "x"),
    ):
        with pytest.raises(errors.ConnectionFailed, match="vivavoce serve"):
            either.get(call)


def test_importing_loads_neither_http_nor_a_server() -> None:
    program = "import sys, json, vivavoce.charactr_api; json.dump(sorted(sys.modules), sys.stdout)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    heavy = {"httpx", "httpx2", "websockets", "msgspec", "numpy", "starlette", "uvicorn", "asyncio", "sqlalchemy"}
    assert not heavy & set(json.loads(ran.stdout))


# Names


VENDORS = {
    "": ["CharactrAPISDK", "Credentials", "TTSStreamingOptions"],
    ".sdk.sdk": ["CharactrAPISDK", "TTSStreamingOptions", "Credentials"],
    ".sdk.config": ["API_URL", "WS_API_URL", "ApiVersion"],
    ".sdk.errors": ["ClientError", "ConnectionClosedError", "ServerError", "UnknownError"],
    ".sdk.data_objects": [
        "Audio",
        "Credentials",
        "TTSMsgType",
        "TTSOptions",
        "TTSStreamingOptions",
        "VCOptions",
        "Voice",
        "VoiceLabel",
        "map_voice",
    ],
    ".sdk.tts": ["TTS"],
    ".sdk.vc": ["VC"],
    ".sdk.clones": ["VoiceClone"],
    ".sdk.tts_stream_simplex": ["TTSStreamSimplex"],
    ".sdk.tts_stream_duplex": ["TTSStreamDuplex", "STREAM_INACTIVITY_THRESHOLD_MS"],
}
CALLS: dict[Any, list[str]] = {
    CharactrAPISDK.__init__: ["credentials"],
    tts.TTS.convert: ["voice_id", "text", "options"],
    tts.TTS.start_simplex_stream: ["voice_id", "text", "blocking", "on_data", "on_close", "options"],
    tts.TTS.start_duplex_stream: ["voice_id", "on_data", "on_close", "options"],
    vc.VC.convert: ["voice_id", "input_audio", "options"],
    clones.VoiceClone.create_cloned_voice: ["name", "input_audio"],
    clones.VoiceClone.update_cloned_voice: ["voice_id", "name"],
    clones.VoiceClone.delete_cloned_voice: ["voice_id"],
    tts_stream_duplex.TTSStreamDuplex.convert: ["text"],
}


@pytest.mark.parametrize("module", VENDORS)
def test_what_programs_import_from_the_vendors_library_is_there(module: str) -> None:
    there = importlib.import_module(f"vivavoce.charactr_api{module}")
    for name in VENDORS[module]:
        assert hasattr(there, name)


@pytest.mark.parametrize("method", CALLS, ids=lambda method: method.__qualname__)
def test_calls_take_what_the_vendors_take_in_that_order(method: Any) -> None:
    parameters = list(inspect.signature(method).parameters.values())[1:]
    assert [each.name for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD] == CALLS[method]


TWINS = [
    (CharactrAPISDK, AsyncCharactrAPISDK),
    (tts.TTS, tts.AsyncTTS),
    (vc.VC, vc.AsyncVC),
    (clones.VoiceClone, clones.AsyncVoiceClone),
    (tts_stream_simplex.TTSStreamSimplex, tts_stream_simplex.AsyncTTSStreamSimplex),
    (tts_stream_duplex.TTSStreamDuplex, tts_stream_duplex.AsyncTTSStreamDuplex),
]


@pytest.mark.parametrize(("blocking", "awaited"), TWINS)
def test_both_clients_have_the_same_methods_with_the_same_parameters(blocking: type, awaited: type) -> None:
    def methods(kind: type) -> dict[str, list[str]]:
        found = inspect.getmembers(kind, inspect.isfunction)
        return {name: list(inspect.signature(one).parameters) for name, one in found if name[0] != "_"}

    assert methods(blocking) == methods(awaited)
    for name in methods(blocking):
        assert inspect.iscoroutinefunction(getattr(awaited, name))


def test_what_is_public_is_pinned() -> None:
    assert set(charactr_api.__all__) == {
        "ApiError",
        "AsyncCharactrAPISDK",
        "CharactrAPISDK",
        "ClientError",
        "ConnectionClosedError",
        "Credentials",
        "ServerError",
        "TTSOptions",
        "TTSStreamingOptions",
        "UnknownError",
        "VCOptions",
    }
