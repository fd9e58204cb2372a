"""The clients: where they speak to, what they cost, how alike they are, and what they say over HTTP."""

import importlib
import inspect
import io
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.cartesia.test_client import Answers, free_port
from tests.charactr.both import CREDENTIALS, Either, sound
from vivavoce import charactr_api, errors
from vivavoce.charactr_api import (
    AsyncCharactrAPISDK,
    CharactrAPISDK,
    ClientError,
    ConnectionClosedError,
    Credentials,
    ServerError,
    UnknownError,
)
from vivavoce.charactr_api.connection import Settings, settings_of
from vivavoce.charactr_api.sdk import clones, tts, tts_stream_duplex, tts_stream_simplex, vc
from vivavoce.charactr_api.sdk.errors import api_error, bad_request, close_error, refusal
from vivavoce.client.call import Endpoint
from vivavoce.server.running import Running

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


# With a real server


def test_voices_are_dictionaries_and_objects(either: Either) -> None:
    voices = either.get(lambda sdk: sdk.tts.get_voices())
    june = next(voice for voice in voices if voice.name == "June")
    assert (june.id, june.name, june["id"], june["name"]) == (1, "June", 1, "June")
    assert june.preview_url == june["preview_url"] == june["previewUrls"][0]
    assert {label.category: label["label"] for label in june.labels}["language"] == "en-US"
    assert either.get(lambda sdk: sdk.vc.get_voices()) == voices
    assert httpx2.get(june.preview_url).content[:4] == b"RIFF"
    with pytest.raises(AttributeError, match="Voice has no 'colour'"):
        june.colour  # noqa: B018


def test_a_text_becomes_a_file_of_exact_sound(either: Either, tone: int) -> None:
    audio = either.get(lambda sdk: sdk.tts.convert(tone, "one two", {"cloned_voice": True, "sample_rate": 8000}))
    assert (audio.type, audio["type"]) == ("audio/wav", "audio/wav")
    assert audio.size_bytes == len(audio.data)
    assert audio.duration_ms == round(len(sound(audio.data)) / 2 / 8000 * 1000)
    streamed = b"".join(either.simplex(tone, "one two", options={"sample_rate": 8000}).pieces())
    assert sound(streamed) == sound(audio.data)


def test_texts_of_a_duplex_stream_are_one_file(either: Either, tone: int) -> None:
    heard: list[bytes] = []
    closed: list[Any] = []
    stream = either.duplex(tone, heard.append, lambda *close: closed.append(close), {"format": "raw"})
    stream.convert("one")
    stream.wait(0.2)
    first = b"".join(heard)
    stream.convert("two")
    stream.close()
    assert closed == [(1000, "")]
    whole = b"".join(heard)
    assert len(first) > 1000
    assert whole.startswith(first)
    assert whole[: len(first)] == b"".join(either.simplex(tone, "one", options={"format": "raw"}).pieces())


def test_an_upload_is_bytes_an_open_file_or_a_path(either: Either, clip: Path) -> None:
    with clip.open("rb") as file:
        sources: list[Any] = [clip.read_bytes(), file, clip, str(clip)]
        converted = [either.get(lambda sdk, source=source: sdk.vc.convert(1, source)) for source in sources]
    assert {audio.data for audio in converted} == {converted[0].data}
    assert converted[0].type == "audio/wav"


def test_a_cloned_voice_is_made_renamed_used_and_removed(either: Either, clip: Path) -> None:
    voice = either.get(lambda sdk: sdk.voice_clone.create_cloned_voice("Ada", clip.read_bytes()))
    assert (voice.name, voice["createdAt"]) == ("Ada", voice.created_at)
    assert either.get(lambda sdk: sdk.voice_clone.update_cloned_voice(voice.id, "Grace")).name == "Grace"
    assert voice.id in [each.id for each in either.get(lambda sdk: sdk.voice_clone.get_cloned_voices())]
    assert either.get(lambda sdk: sdk.tts.convert(voice.id, "one", {"cloned_voice": True})).duration_ms > 0
    assert either.get(lambda sdk: sdk.voice_clone.delete_cloned_voice(voice.id)) is None
    with pytest.raises(ClientError) as caught:
        either.get(lambda sdk: sdk.voice_clone.delete_cloned_voice(voice.id))
    assert caught.value.code == 404


def test_an_unknown_voice_is_the_same_error_by_every_way(either: Either, clip: Path) -> None:
    calls: list[Callable[[], Any]] = [
        lambda: either.get(lambda sdk: sdk.tts.convert(99_999, "one")),
        lambda: either.get(lambda sdk: sdk.vc.convert(99_999, clip)),
        lambda: either.get(lambda sdk: sdk.voice_clone.update_cloned_voice(99_999, "Ada")),
        lambda: either.simplex(99_999, "one").pieces(),
        lambda: either.duplex(99_999).pieces(),
    ]
    for call in calls:
        with pytest.raises(ClientError) as caught:
            call()
        assert caught.value.code == 404
        assert isinstance(caught.value, errors.VoiceNotFound)


def test_a_wrong_key_is_told_by_every_way(make: Callable[..., Either], server: Running) -> None:
    either = make(Credentials(client_key="c", api_key="wrong"), base_url=server.url)
    calls: list[Callable[[], Any]] = [
        lambda: either.get(lambda sdk: sdk.tts.get_voices()),
        lambda: either.simplex(1, "one").pieces(),
        lambda: either.simplex(1, "one", on_data=lambda piece: None),
        lambda: either.duplex(1).pieces(),
        lambda: either.duplex(1, lambda piece: None).wait(),
    ]
    for call in calls:
        with pytest.raises(ClientError) as caught:
            call()
        assert caught.value.code == 401
        assert isinstance(caught.value, errors.NotAuthenticated)


def test_many_streams_go_on_at_once(either: Either, tone: int) -> None:
    streams = [either.duplex(tone, options={"format": "raw", "sample_rate": 8000}) for _ in range(20)]
    for stream in streams:
        stream.convert("one two")
        stream.close()
    sounds = {b"".join(stream.pieces()) for stream in streams}
    assert len(sounds) == 1
    assert len(sounds.pop()) > 1000


def test_a_long_text_begins_to_sound_before_it_ends(either: Either, tone: int) -> None:
    stream = either.simplex(tone, "one two three. " * 50_000, options={"format": "raw"})
    assert len(stream.piece()) > 100
    stream.terminate()
    assert stream.pieces() == []


# What is given


BAD_CALLS: dict[str, Callable[[Any], Any]] = {
    "a voice's name": lambda sdk: sdk.tts.convert("Vera", "one"),
    "a voice that is True": lambda sdk: sdk.tts.convert(True, "one"),
    "a voice below 0": lambda sdk: sdk.vc.convert(-1, b"x"),
    "no text": lambda sdk: sdk.tts.convert(1, " "),
    "text that is none": lambda sdk: sdk.tts.start_simplex_stream(1, b"one"),
    "half a character": lambda sdk: sdk.tts.start_simplex_stream(1, "\ud800"),
    "an unknown option": lambda sdk: sdk.tts.convert(1, "one", {"speed": 2}),
    "an unknown option of a stream": lambda sdk: sdk.tts.start_duplex_stream(1, options={"speed": 2}),
    "options that are none": lambda sdk: sdk.tts.convert(1, "one", "mp3"),
    "a rate of 0": lambda sdk: sdk.tts.start_duplex_stream(1, options={"sample_rate": 0}),
    "a rate that is a text": lambda sdk: sdk.tts.start_duplex_stream(1, options={"sample_rate": "24000"}),
    "a format that is none": lambda sdk: sdk.tts.start_duplex_stream(1, options={"format": 3}),
    "a flag that is none": lambda sdk: sdk.tts.convert(1, "one", {"cloned_voice": "no"}),
    "a callback that is none": lambda sdk: sdk.tts.start_duplex_stream(1, on_data="print"),
    "a recording that is none": lambda sdk: sdk.vc.convert(1, 7),
    "a recording that was opened as text": lambda sdk: sdk.vc.convert(1, io.TextIOWrapper(io.BytesIO(b"RIFF\xe5"))),
    "an empty recording": lambda sdk: sdk.vc.convert(1, b""),
    "a file that is not there": lambda sdk: sdk.voice_clone.create_cloned_voice("Ada", "/no/such/file.wav"),
    "no name": lambda sdk: sdk.voice_clone.create_cloned_voice("", b"x"),
}


@pytest.mark.parametrize("call", BAD_CALLS.values(), ids=BAD_CALLS.keys())
def test_what_cannot_be_is_told_before_anything_is_sent(make: Callable[..., Either], call: Any) -> None:
    either = make(base_url="http://127.0.0.1:9", max_retries=0)
    with pytest.raises(ClientError) as caught:
        either.get(call)
    assert caught.value.code == 400
    assert isinstance(caught.value, errors.BadRequest)


def test_a_closed_client_is_told_as_all_else_is(make: Callable[..., Either]) -> None:
    either = make(base_url="http://127.0.0.1:9")
    either.close()
    for call in (lambda sdk: sdk.tts.get_voices(), lambda sdk: sdk.tts.start_duplex_stream(1)):
        with pytest.raises(ClientError, match="closed"):
            either.get(call)


def test_an_address_with_a_version_is_told_what_is_wrong_with_it(make: Callable[..., Either], server: Running) -> None:
    either = make(CREDENTIALS, base_url=f"{server.url}/v1")
    for call in (lambda sdk: sdk.tts.get_voices(), lambda sdk: sdk.tts.start_simplex_stream(1, "one")):
        with pytest.raises(ClientError, match="must not end in /v1"):
            either.get(call)


def test_an_unknown_option_is_told_with_those_there_are(make: Callable[..., Either]) -> None:
    with pytest.raises(ClientError, match="no option 'speed'; there are format, sample_rate, cloned_voice"):
        make(base_url="voices").get(lambda sdk: sdk.tts.convert(1, "one", {"speed": 2}))


# What is sent and answered


@pytest.fixture
def answering(make: Callable[..., Either]) -> Callable[..., tuple[Either, Answers]]:
    """A client whose HTTP client is the user's own."""

    def begun(*answers: httpx2.Response, **settings: Any) -> tuple[Either, Answers]:
        transport = Answers(*answers)
        awaited = make(base_url="voices").awaited
        settings = {"base_url": "http://voices", "httpx_client": transport.client(awaited), **settings}
        return make(CREDENTIALS, **settings), transport

    return begun


Answering = Callable[..., tuple[Either, Answers]]
VOICE = {"id": 7, "name": "Ada", "createdAt": "2026-01-01T00:00:00Z", "imageUrl": None, "previewUrls": ["http://a"]}
SOUND = {"Content-Type": "audio/wav", "Audio-Duration-Ms": "12", "Audio-Size-Bytes": "4"}


def test_requests_are_as_the_protocol_has_them(answering: Answering) -> None:
    either, transport = answering(httpx2.Response(200, content=b"RIFF", headers=SOUND))
    either.get(lambda sdk: sdk.tts.convert(7, "one", {"cloned_voice": True}))
    (asked,) = transport.asked
    assert (asked.method, str(asked.url)) == ("POST", "http://voices/v1/tts/convert")
    assert json.loads(asked.content) == {"voiceId": 7, "text": "one", "voiceType": "cloned"}
    assert (asked.headers["x-client-key"], asked.headers["x-api-key"]) == ("a-client-key", "a-key-for-tests")
    either, transport = answering(httpx2.Response(200, content=b"RIFF", headers=SOUND))
    either.get(lambda sdk: sdk.vc.convert(7, b"sound", {"cloned_voice": False}))
    assert str(transport.asked[0].url) == "http://voices/v1/vc/convert?voiceId=7&voiceType=system"
    assert b'name="file"' in transport.asked[0].content


def test_all_pages_of_cloned_voices_are_fetched(answering: Answering) -> None:
    pages = [
        {"items": [VOICE], "next": "b", "prev": None},
        {"items": [{**VOICE, "id": 8}], "next": "c"},
        {"items": [], "next": None},
    ]
    either, transport = answering(*[httpx2.Response(200, json=page) for page in pages])
    voices = either.get(lambda sdk: sdk.voice_clone.get_cloned_voices())
    assert [voice.id for voice in voices] == [7, 8]
    assert (voices[0].image_url, voices[0].preview_url, voices[0].labels) == ("", "http://a", [])
    assert [request.url.query.decode() for request in transport.asked] == [
        "limit=500",
        "limit=500&cursor=b",
        "limit=500&cursor=c",
    ]


def test_a_server_that_leads_in_a_circle_is_told(answering: Answering) -> None:
    either, _ = answering(*[httpx2.Response(200, json={"items": [VOICE], "next": "a"}) for _ in range(3)])
    with pytest.raises(errors.AnswerBroken, match="circle"):
        either.get(lambda sdk: sdk.voice_clone.get_cloned_voices())


def test_what_may_pass_is_tried_again(answering: Answering) -> None:
    soon = {"retry-after-ms": "1"}
    either, transport = answering(httpx2.Response(503, headers=soon), httpx2.Response(200, json=[VOICE]))
    assert either.get(lambda sdk: sdk.tts.get_voices())[0].name == "Ada"
    assert len(transport.asked) == 2
    either, _ = answering(httpx2.Response(500, json={"message": "it broke"}), max_retries=0)
    with pytest.raises(ServerError, match=r"\[500\] it broke"):
        either.get(lambda sdk: sdk.tts.get_voices())


@pytest.mark.parametrize("body", [b"", b"{}", b'"voice"', b'[{"name": "Ada"}]', b"[7]", b"<html>"])
def test_answers_that_make_no_sense_are_told(answering: Answering, body: bytes) -> None:
    for call in (lambda sdk: sdk.tts.get_voices(), lambda sdk: sdk.voice_clone.update_cloned_voice(1, "Ada")):
        either, _ = answering(httpx2.Response(200, content=body))
        with pytest.raises(errors.AnswerBroken):
            either.get(call)


@pytest.mark.parametrize(
    "wrong",
    [{"id": "7"}, {"id": True}, {"labels": 5}, {"labels": "ab"}, {"previewUrls": "http://a"}, {"previewUrls": [1]}],
)
def test_a_voice_that_is_no_voice_is_told(answering: Answering, wrong: dict[str, Any]) -> None:
    for call in (lambda sdk: sdk.tts.get_voices(), lambda sdk: sdk.vc.get_voices()):
        either, _ = answering(httpx2.Response(200, json=[{**VOICE, **wrong}]))
        with pytest.raises(errors.AnswerBroken, match="a Voice"):
            either.get(call)


@pytest.mark.parametrize(
    "headers", [{}, {**SOUND, "Audio-Duration-Ms": "long"}, {**SOUND, "Audio-Size-Bytes": "5"}], ids=str
)
def test_sound_that_is_not_whole_is_told(answering: Answering, headers: dict[str, str]) -> None:
    either, _ = answering(httpx2.Response(200, content=b"RIFF", headers=headers))
    with pytest.raises(errors.AnswerBroken):
        either.get(lambda sdk: sdk.tts.convert(7, "one"))


# Errors


def test_refusals_have_a_code_and_a_message() -> None:
    error = refusal(404, b'{"message": "there is no voice 7"}')
    assert (type(error).__name__, error.code, error.message) == ("ClientError", 404, "there is no voice 7")
    assert str(error) == "[404] there is no voice 7"
    assert (refusal(502, b"<h1>Bad gateway</h1>").message, refusal(500, b"").message) == (
        "<h1>Bad gateway</h1>",
        "the server said no more",
    )
    assert refusal(404, b'{"error": {"message": "nothing is there", "type": "x"}}').message == "nothing is there"
    assert refusal(404, b'{"error": "not_found: nothing is there"}').message == "not_found: nothing is there"
    assert refusal(404, b'{"error": {}}').message == "the server said no more"
    assert isinstance(refusal(302, b""), UnknownError)
    assert close_error(1000, "") is None


def test_errors_survive_pickling() -> None:
    for error in (
        bad_request("no"),
        api_error(404, "no voice"),
        api_error(503, "later"),
        close_error(4404, "no voice"),
        close_error(1011, "broke"),
        close_error(3000, "what"),
        UnknownError("what"),
        ConnectionClosedError(),
    ):
        assert error is not None
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.code, again.message) == (
            type(error),
            str(error),
            error.code,
            error.message,
        )
