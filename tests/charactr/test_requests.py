"""What is given to calls, what is sent for it, and which answers are understood."""

import io
import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from tests.cartesia.test_client import Answers
from tests.charactr.both import CREDENTIALS, Either
from vivavoce import errors
from vivavoce.charactr_api import ClientError, ServerError
from vivavoce.server.running import Running

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
