"""OpenAI's routes on the wire: bodies as its clients and chat front ends send them, answers to the byte."""

import json
import re
from typing import Any

import httpx2
import pytest

from tests.wire.live import Live, breaking
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.errors import EngineFailed

SPEECH = "/v1/audio/speech"
ID = re.compile(r"[0-9a-f]{32}")

# As openai 3.54 sends it, and Open WebUI, SillyTavern and curl with what they leave out.
ASKED = {
    "openai, every field": b'{"input":"Hello there.","model":"gpt-4o-mini-tts","voice":"alloy",'
    b'"instructions":"Speak in a cheerful and positive tone.","response_format":"pcm","speed":1.0,'
    b'"stream_format":"audio"}',
    "openai, a voice of one's own": b'{"input":"Hello there.","model":"gpt-4o-mini-tts",'
    b'"voice":{"id":"f786b574-daa5-4673-aa0c-cbe3e8534c02"},"response_format":"pcm"}',
    "a front end with fields of its own": b'{"model":"tts-1","input":"Hello there.","voice":"nova","user":"u-1",'
    b'"response_format":"pcm","speed":1,"lang":"en","return_download_link":false}',
    "a program that writes null": b'{"model":"tts-1-hd","input":"Hello there.","voice":"onyx","instructions":null,'
    b'"response_format":"pcm","speed":null,"stream_format":null}',
}  # fmt: skip


def post(server: Live, body: bytes | dict[str, Any], **headers: str) -> httpx2.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return server.http.post(SPEECH, content=content, headers={"Content-Type": "application/json", **headers})


@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("accept", ["application/octet-stream", "*/*", "text/event-stream"])
def test_what_clients_send_is_said(server: Live, what: str, accept: str) -> None:
    answer = post(server, ASKED[what], Accept=accept, Authorization="Bearer sk-any")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/pcm")
    assert answer.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in answer.headers
    assert ID.fullmatch(answer.headers["x-request-id"])
    assert 0.5 < len(answer.content) / 2 / 24_000 < 2.5  # seconds of "Hello there."


def test_events_are_data_alone_with_their_type_first(server: Live) -> None:
    body = b'{"model":"tone","input":"Abcde.","voice":"Vera","response_format":"pcm","stream_format":"sse"}'
    answer = post(server, body)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    delta = re.compile(rb'data: \{"type":"speech\.audio\.delta","audio":"[A-Za-z0-9+/]+={0,2}"\}\n\n')
    assert delta.match(answer.content)
    # 6 characters, four a token; a little less than 0.1 s, as Vera is a little quicker, at 1250 tokens a minute
    assert delta.sub(b"", answer.content) == (
        b'data: {"type":"speech.audio.done","usage":{"input_tokens":2,"output_tokens":2,"total_tokens":4}}\n\n'
    )


def test_an_event_tells_what_broke_in_the_midst(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    body = {"model": "tone", "input": "Abcde. Boom.", "voice": "Vera", "stream_format": "sse", "response_format": "pcm"}
    answer = post(server, body)
    assert answer.status_code == 200
    assert answer.content.endswith(
        b'\n\ndata: {"type":"error","error":{"message":"the voice broke","type":"server_error","param":null,'
        b'"code":"engine_failed"}}\n\n'
    )
    server.rests()


MODEL = '{"id":"tts-1","object":"model","created":1717977600,"owned_by":"vivavoce"}'
NO_MODEL = "there is no model 'x'; there are tts-1, tts-1-hd, gpt-4o-mini-tts, formant, house, tone"
NO_JSON = "the body is not as it should be: JSON is malformed: invalid character (byte 0)"
NO_VOICE = "the body is not as it should be: Object missing required field `voice`"
NO_AAC = "response_format is one of mp3, opus, flac, wav, pcm here, got 'aac'"
TOO_FAST = "speed must lie between 0.25 and 4, got 5.0"
NEARLY = "there is no voice 'Verra'; did you mean Vera? (GET /v1/audio/voices lists those there are)"
NO_V1 = "nothing is at '/audio/speech'; /v1/audio/speech is here: the base URL of the client has to end in /v1"
NO_EARS = (
    "POST /v1/audio/transcriptions is not part of this server, which speaks and does not listen; /docs lists what is"
)


def spoken(**more: Any) -> bytes:
    return json.dumps({"model": "tts-1", "input": "Hi.", "voice": "alloy"} | more).encode()


def failure(message: str, param: str | None, code: str, type: str = "invalid_request_error") -> str:
    told = {"error": {"message": message, "type": type, "param": param, "code": code}}
    return json.dumps(told, separators=(",", ":"))


# What → method, path, body; status and body of the answer
GOLDEN: dict[str, tuple[str, str, bytes | None, int, str]] = {
    "model": ("GET", "/v1/models/tts-1", None, 200, MODEL),
    "no model": ("GET", "/v1/models/x", None, 404, failure(NO_MODEL, "model", "model_not_found")),
    "no JSON": ("POST", SPEECH, b"Hello", 400, failure(NO_JSON, None, "bad_request")),
    "no voice": ("POST", SPEECH, b'{"model":"m","input":"Hi."}', 400, failure(NO_VOICE, "voice", "bad_request")),
    "aac": ("POST", SPEECH, spoken(response_format="aac"), 400, failure(NO_AAC, "response_format", "bad_request")),
    "speed": ("POST", SPEECH, spoken(speed=5), 400, failure(TOO_FAST, "speed", "bad_request")),
    "near": ("POST", SPEECH, spoken(voice="Verra"), 404, failure(NEARLY, "voice", "voice_not_found")),
    "no /v1": ("POST", "/audio/speech", spoken(), 404, failure(NO_V1, None, "not_found")),
    "ears": ("POST", "/v1/audio/transcriptions", None, 501, failure(NO_EARS, None, "not_implemented", "server_error")),
}  # fmt: skip


@pytest.mark.parametrize("what", GOLDEN)
def test_answers_are_these_to_the_byte(server: Live, what: str) -> None:
    method, path, body, status, expected = GOLDEN[what]
    answer = server.http.request(method, path, content=body)
    assert (answer.status_code, answer.text) == (status, expected)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers.get("x-should-retry") == ("false" if status == 501 else None)


def test_models_and_voices_are_listed_as_front_ends_read_them(server: Live) -> None:
    models = server.http.get("/v1/models").text
    assert models.startswith(f'{{"object":"list","data":[{MODEL},')
    named = server.http.get("/v1/audio/models").text
    assert named.startswith('{"models":[{"id":"tts-1","name":"tts-1"},')
    voices = server.http.get("/v1/audio/voices").text
    assert voices.startswith('{"voices":[{"id":"f786b574-daa5-4673-aa0c-cbe3e8534c02","name":"June"},')
    listed = {voice["id"]: voice["name"] for voice in json.loads(voices)["voices"]}  # as Open WebUI does
    assert {voice.id: voice.name for voice in built_in_voices()}.items() <= listed.items()
