"""OpenAI's speech route on a live server: formats, events, voices, what breaks off, who leaves, what is refused."""

import base64
import io
import json
import threading
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import httpx2
import numpy as np
import pytest

from tests.wire.live import Live, breaking, live
from tests.wire.peer import MS, RATE, TONE, eventually
from vivavoce.dialects.openai import VOICES
from vivavoce.dialects.sse import Reader
from vivavoce.dsp.reading import read
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.errors import EngineFailed

SPEECH = "/v1/audio/speech"
TEXT = "Abcde fghij. Klmno."  # 100 + 20 + 100 + 300 + 100 ms
LENGTH = 620  # milliseconds of it
NOBODY = "00000000-0000-4000-8000-000000000000"


def asked(text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"model": "tone", "input": text, "voice": "Exact", "response_format": "pcm"} | more


def say(server: Live, text: str = TEXT, **more: Any) -> bytes:
    answer = server.http.post(SPEECH, json=asked(text, **more))
    assert answer.status_code == 200, answer.text
    return answer.content


def told_by(body: bytes) -> list[dict[str, Any]]:
    """The events of a stream."""
    return [json.loads(event.data) for event in Reader().feed(body)]


def failure(answer: httpx2.Response) -> dict[str, Any]:
    """What an answer says went wrong."""
    told: dict[str, Any] = answer.json()["error"]
    assert list(answer.json()) == ["error"]
    assert list(told) == ["message", "type", "param", "code"]
    return told


def test_pcm_is_samples_of_16_bits_at_24_khz_and_nothing_else(server: Live) -> None:
    data = say(server)
    assert len(data) == 2 * LENGTH * MS
    samples = np.frombuffer(data, "<i2")
    assert np.abs(samples).max() == pytest.approx(2**14, abs=200)
    spectrum = np.abs(np.fft.rfft(samples[: 100 * MS]))
    assert np.argmax(spectrum) * RATE / (100 * MS) == pytest.approx(440, abs=10)


@pytest.mark.parametrize("path", [SPEECH, f"{SPEECH}/"])
@pytest.mark.parametrize(
    ("name", "media", "begins", "margin"),
    [
        ("mp3", "audio/mpeg", b"\xff", 0.06),
        ("opus", "audio/ogg; codecs=opus", b"OggS", 0.01),
        ("flac", "audio/flac", b"fLaC", 0.0),
        ("wav", "audio/wav", b"RIFF", 0.0),
    ],
)
def test_every_format_has_the_whole_sound_at_24_khz(
    server: Live, name: str, media: str, begins: bytes, margin: float, path: str
) -> None:
    answer = server.http.post(path, json=asked(response_format=name))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.content.startswith(begins)
    audio = read(io.BytesIO(answer.content))
    assert audio.rate == RATE
    assert len(audio.samples) / RATE == pytest.approx(LENGTH / 1000, abs=margin)
    assert np.sqrt(np.square(audio.samples).mean()) == pytest.approx(0.24, abs=0.02)


def test_it_is_mp3_where_nothing_else_is_said(server: Live) -> None:
    body = {"model": "tone", "input": TEXT, "voice": "Exact"}
    plain = server.http.post(SPEECH, json=body)
    assert plain.headers["content-type"] == "audio/mpeg"
    nulls = {"response_format": None, "speed": None, "instructions": None, "stream_format": None, "language": None}
    assert server.http.post(SPEECH, json=body | nulls).content == plain.content
    assert server.http.post(SPEECH, json=body | {"response_format": "mp3"}).content == plain.content


@pytest.mark.parametrize("name", ["mp3", "opus", "flac", "wav", "pcm"])
def test_events_hold_the_same_file_and_tell_how_much_it_was(server: Live, name: str) -> None:
    answer = server.http.post(SPEECH, json=asked(stream_format="sse", response_format=name))
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    *deltas, last = told_by(answer.content)
    assert {event["type"] for event in deltas} == {"speech.audio.delta"}
    if name != "opus":  # Ogg has a serial number that differs from file to file
        assert b"".join(base64.b64decode(event["audio"]) for event in deltas) == say(server, response_format=name)
    assert all(event["audio"] for event in deltas)
    # 19 characters, four a token; 0.62 s, 1250 tokens a minute
    usage = {"input_tokens": 5, "output_tokens": 13, "total_tokens": 18}
    assert last == {"type": "speech.audio.done", "usage": usage}


@pytest.mark.parametrize("stream", ["audio", "sse"])
def test_sound_comes_while_it_is_made_and_who_leaves_stops_the_voice(server: Live, stream: str) -> None:
    text = "Abcdefghij klmnopqrst. " * 2000
    with server.http.stream("POST", SPEECH, json=asked(text, stream_format=stream)) as answer:
        pieces = answer.iter_raw()  # which hangs up when it is let go of
        assert len(next(pieces)) >= 20 * MS * 2
        assert server.health()["syntheses"] == 1
    server.rests()
    assert server.counted("vivavoce_streams") == 0


def test_whoever_leaves_before_the_first_sound_holds_nothing(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, go_on = threading.Event(), threading.Event()

    def wait(*arguments: object) -> NoReturn:
        waiting.set()
        go_on.wait(20)
        raise EngineFailed("nobody hears of this")

    monkeypatch.setattr("vivavoce.server.openai.speech.voice_of", wait)
    with httpx2.Client(base_url=server.url, timeout=0.2) as impatient, pytest.raises(httpx2.ReadTimeout):
        impatient.post(SPEECH, json=asked())
    assert waiting.wait(5)
    eventually(lambda: server.health()["syntheses"] == 0)
    go_on.set()
    server.rests()


@pytest.mark.parametrize("name", ["mp3", "wav", "pcm"])
def test_what_breaks_in_the_midst_breaks_the_connection(
    server: Live, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    text = "Abcde " * 40 + ". Boom."
    with server.http.stream("POST", SPEECH, json=asked(text, response_format=name)) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx2.RemoteProtocolError):
            answer.read()
    server.rests()


def test_what_breaks_in_the_midst_of_events_is_the_last_of_them(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    answer = server.http.post(SPEECH, json=asked("Abcde. Boom.", stream_format="sse"))
    assert answer.status_code == 200
    *deltas, last = told_by(answer.content)
    heard = b"".join(base64.b64decode(event["audio"]) for event in deltas)
    assert len(heard) >= 2 * 100 * MS
    assert say(server, "Abcde. Bang.").startswith(heard)
    error = {"message": "the voice broke", "type": "server_error", "param": None, "code": "engine_failed"}
    assert last == {"type": "error", "error": error}
    server.rests()


@pytest.mark.parametrize("stream", ["audio", "sse"])
@pytest.mark.parametrize("name", ["mp3", "opus", "flac", "wav", "pcm"])
def test_what_breaks_before_the_first_sound_is_an_error_over_http(
    server: Live, monkeypatch: pytest.MonkeyPatch, stream: str, name: str
) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    answer = server.http.post(SPEECH, json=asked("Boom.", stream_format=stream, response_format=name))
    assert (answer.status_code, failure(answer)["code"]) == (500, "engine_failed")
    server.rests()


def test_an_unexpected_failure_is_told_without_its_insides(
    server: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(monkeypatch, ZeroDivisionError("a secret"))
    answer = server.http.post(SPEECH, json=asked("Boom."))
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert failure(answer)["type"] == "server_error"
    answer = server.http.post(SPEECH, json=asked("Abcde. Boom.", stream_format="sse"))
    *_, last = told_by(answer.content)
    assert (last["type"], last["error"]["code"]) == ("error", "engine_failed")
    assert answer.headers["x-request-id"] in last["error"]["message"]
    assert "secret" not in answer.text
    assert caplog.text.count("a secret") == 2
    server.rests()


# Voices, models, and how it is said


def test_a_voice_is_named_by_its_name_or_id_as_text_or_as_an_object(server: Live) -> None:
    voices = server.http.get("/v1/audio/voices").json()["voices"]
    (own,) = (voice["id"] for voice in voices if voice["name"] == "Exact")
    ways = ["Exact", "exact", own, own.upper(), {"id": own}, {"id": "EXACT"}]
    assert {say(server, voice=way) for way in ways} == {say(server)}


@pytest.mark.parametrize(("theirs", "ours"), VOICES.items())
def test_the_vendors_voices_are_ours(server: Live, theirs: str, ours: str) -> None:
    assert say(server, "Abc.", voice=theirs) == say(server, "Abc.", voice=ours)
    assert say(server, "Abc.", voice={"id": theirs.upper()}) == say(server, "Abc.", voice=ours)


def test_a_voice_of_the_users_own_goes_before_the_vendors_of_that_name(server: Live) -> None:
    kept = [server.http.post("/voices", json={"name": "Nova", "embedding": TONE}).json()["id"]]
    try:
        assert say(server, "Abc.", voice="nova") == say(server, "Abc.", voice="Exact")
        assert say(server, "Abc.", voice="nova") != say(server, "Abc.", voice="Mila")
        kept += [server.http.post("/voices", json={"name": "NOVA", "embedding": [1.0, *TONE[1:]]}).json()["id"]]
        answer = server.http.post(SPEECH, json=asked(voice="nova"))
        assert (answer.status_code, failure(answer)["param"]) == (409, "voice")
        assert answer.headers["x-should-retry"] == "false"
        assert all(one in failure(answer)["message"] for one in kept)
    finally:
        for one in kept:
            server.http.delete(f"/voices/{one}")
    assert say(server, "Abc.", voice="nova") == say(server, "Abc.", voice="Mila")


def test_every_unknown_voice_is_adopted_where_that_was_asked_for_and_the_vendors_stay(tmp_path: Path) -> None:
    with live(tmp_path, adopt_voices=True) as server:
        assert say(server, "Abc.", voice="some name") == say(server, "Abc.", voice="some name")
        assert say(server, "Abc.", voice=NOBODY) != say(server, "Abc.", voice="some name")
        assert say(server, "Abc.", voice="onyx") == say(server, "Abc.", voice="Hugo")


@pytest.mark.parametrize("model", ["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "anything at all", "", "формант"])
def test_any_model_is_what_is_installed(server: Live, model: str) -> None:
    assert say(server, "Abc.", model=model, voice="Vera") == say(server, "Abc.", model="formant", voice="Vera")


def test_the_name_of_a_synthesizer_chooses_it(server: Live) -> None:
    assert say(server, "Abc.", model="tone", voice="Vera") != say(server, "Abc.", model="formant", voice="Vera")


@pytest.mark.parametrize("speed", [0.25, 0.5, 2, 4.0, "2"])
def test_speed_is_obeyed(server: Live, speed: Any) -> None:
    assert len(say(server, "Abcde.", speed=speed)) == pytest.approx(2 * 100 * MS / float(speed), abs=2)


def test_instructions_change_how_it_is_said_where_they_speak_of_an_emotion(server: Live) -> None:
    plain = say(server, "Abcde.")
    assert say(server, "Abcde.", instructions="Speak clearly, in the manner of a pirate.") == plain
    assert say(server, "Abcde.", instructions="Speak sadly.") != plain
    assert len(say(server, "Abcde.", instructions="Speak sadly.")) == pytest.approx(len(plain) / 0.84, abs=4)


def test_the_language_is_the_voices_own_unless_told(server: Live) -> None:
    own = say(server, "Boot.", model="formant", voice="Vera")
    assert say(server, "Boot.", model="formant", voice="Vera", language="en") == own
    assert say(server, "Boot.", model="formant", voice="Vera", language="") == own
    assert say(server, "Boot.", model="formant", voice="Vera", language="de") != own


# What there is


def test_the_voices_listed_are_all_there_are_and_each_can_speak(server: Live) -> None:
    voices = server.http.get("/v1/audio/voices").json()["voices"]
    assert [(voice["id"], voice["name"]) for voice in voices][:-1] == [
        (voice.id, voice.name) for voice in built_in_voices()
    ]
    assert voices[-1]["name"] == "Exact"
    assert all(UUID(voice["id"]) for voice in voices)


def test_the_models_listed_can_be_had_one_by_one(server: Live) -> None:
    told = server.http.get("/v1/models").json()
    ids = [model["id"] for model in told["data"]]
    assert ids == ["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "formant", "house", "tone"]
    for model in told["data"]:
        assert server.http.get(f"/v1/models/{model['id']}").json() == model
    named = server.http.get("/v1/audio/models").json()["models"]
    assert [(model["id"], model["name"]) for model in named] == [(one["id"], one["id"]) for one in told["data"]]


# What is refused

# What → what is sent in place of what would do; status, type, param, code and part of the message
WRONG = "invalid_request_error"
REFUSED: dict[str, tuple[dict[str, Any], int, str | None, str, str]] = {
    "no model": ({"model": None}, 400, "model", "bad_request", "Expected `str`, got `null`"),
    "model of another kind": ({"model": ["tts-1"]}, 400, "model", "bad_request", "got `array`"),
    "text of another kind": ({"input": 5}, 400, "input", "bad_request", "Expected `str`, got `int`"),
    "no text": ({"input": ""}, 400, "input", "empty_text", "nothing to say"),
    "blank text": ({"input": " \n\t"}, 400, "input", "empty_text", "nothing to say"),
    "only punctuation": ({"input": "...!"}, 400, "input", "empty_text", "nothing to say"),
    "bad markup": ({"input": "<speed ratio='99'/>Abc."}, 400, "input", "bad_markup", "between 0.25 and 4"),
    "too long": ({"input": "a " * 500_001}, 413, "input", "too_large", "1000000 characters, got 1000002"),
    "no such voice": ({"voice": "Vear"}, 404, "voice", "voice_not_found", "did you mean Vera"),
    "a far voice": ({"voice": "zzz"}, 404, "voice", "voice_not_found", "GET /v1/audio/voices lists"),
    "no such id": ({"voice": NOBODY}, 404, "voice", "voice_not_found", "GET /v1/audio/voices lists"),
    "no such id in an object": ({"voice": {"id": "voice_1234"}}, 404, "voice", "voice_not_found", "'voice_1234'"),
    "no name": ({"voice": ""}, 404, "voice", "voice_not_found", "GET /v1/audio/voices lists"),
    "endless name": ({"voice": "x" * 100_000}, 404, "voice", "voice_not_found", "there is no voice 'xxx"),
    "strange name": ({"voice": "\0\ud7ff\n"}, 404, "voice", "voice_not_found", "there is no voice"),
    "voice of another kind": ({"voice": 1}, 400, "voice", "bad_request", "got `int`"),
    "an object without an id": ({"voice": {}}, 400, "voice", "bad_request", "required field `id`"),
    "id of another kind": ({"voice": {"id": 5}}, 400, "voice", "bad_request", "`$.voice.id`"),
    "aac": ({"response_format": "aac"}, 400, "response_format", "bad_request", "mp3, opus, flac, wav, pcm"),
    "no format": ({"response_format": 3}, 400, "response_format", "bad_request", "got `int`"),
    "too slow": ({"speed": 0.2}, 400, "speed", "bad_request", "between 0.25 and 4, got 0.2"),
    "too fast": ({"speed": 4.1}, 400, "speed", "bad_request", "between 0.25 and 4, got 4.1"),
    "no number": ({"speed": "fast"}, 400, "speed", "bad_request", "`$.speed`"),
    "not a number": ({"speed": "nan"}, 400, "speed", "bad_request", "got nan"),
    "truth": ({"speed": True}, 400, "speed", "bad_request", "got `bool`"),
    "stream": ({"stream_format": "ws"}, 400, "stream_format", "bad_request", "audio or sse, got 'ws'"),
    "language": ({"language": "xx"}, 400, "language", "language_not_supported", "xx"),
    "instructions": ({"instructions": ["sad"]}, 400, "instructions", "bad_request", "got `array`"),
}


@pytest.mark.parametrize("stream", ["audio", "sse"])
@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_with_the_field_and_what_would_do(server: Live, what: str, stream: str) -> None:
    wrong, status, param, code, message = REFUSED[what]
    answer = server.http.post(SPEECH, json=asked(stream_format=stream) | wrong)
    told = failure(answer)
    assert (answer.status_code, told["type"], told["param"], told["code"]) == (status, WRONG, param, code)
    assert message in told["message"]
    assert len(told["message"]) < 500
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"", None),
        (b"  ", None),
        (b"input=Hello", None),
        (b"[1, 2]", None),
        (b'"text"', None),
        (b'{"model": "tts-1"', None),
        (b'{"model": "\xff"}', None),
        (b"[" * 100_000, None),
        (b'{"x":' * 100_000, None),
        (b'{"model": "tts-1", "input": "Hi."}', "voice"),
        (b'{"model": "tts-1", "voice": "alloy"}', "input"),
        (b'{"input": "Hi.", "voice": "alloy"}', "model"),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_a_body_that_is_no_request_is_refused(server: Live, body: bytes, param: str | None) -> None:
    answer = server.http.post(SPEECH, content=body)
    assert (answer.status_code, failure(answer)["param"]) == (400, param)


def test_a_form_is_no_request(server: Live) -> None:
    answer = server.http.post(SPEECH, files={"input": b"Hello."}, data={"model": "tts-1"})
    assert (answer.status_code, failure(answer)["code"]) == (400, "bad_request")


def test_a_body_over_the_servers_limit_is_refused(tmp_path: Path) -> None:
    with live(tmp_path, most_body=1 << 20) as server:
        answer = server.http.post(SPEECH, json=asked("a" * (1 << 20)))
        assert (answer.status_code, failure(answer)["code"], failure(answer)["param"]) == (413, "too_large", None)
        server.rests()


@pytest.mark.parametrize("path", ["/v1/models/gpt-5", "/v1/models/a%20b", "/v1/models/" + "x" * 1000])
def test_a_model_that_is_not_listed_is_not_found(server: Live, path: str) -> None:
    answer = server.http.get(path)
    told = failure(answer)
    assert (answer.status_code, told["param"], told["code"]) == (404, "model", "model_not_found")
    assert "tts-1, tts-1-hd, gpt-4o-mini-tts, formant, house, tone" in told["message"]


@pytest.mark.parametrize("path", ["/v1/audio/transcriptions", "/v1/audio/translations"])
def test_listening_is_not_here_and_nobody_need_ask_again(server: Live, path: str) -> None:
    answer = server.http.post(path, files={"file": b"RIFF"}, data={"model": "whisper-1"})
    assert (answer.status_code, failure(answer)["code"]) == (501, "not_implemented")
    assert answer.headers["x-should-retry"] == "false"


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [
        ("GET", SPEECH, 405, "GET is not for /v1/audio/speech"),
        ("GET", "/v1/audio/nothing", 404, "nothing is at '/v1/audio/nothing'"),
        ("POST", "/v1/chat/completions", 404, "nothing is at '/v1/chat/completions'"),
        ("POST", "/audio/speech", 404, "the base URL of the client has to end in /v1"),
        ("GET", "/models", 404, "the base URL of the client has to end in /v1"),
        ("GET", "/models/tts-1", 404, "the base URL of the client has to end in /v1"),
    ],
)
def test_what_is_not_there_is_told_in_the_protocols_words(
    server: Live, method: str, path: str, status: int, message: str
) -> None:
    answer = server.http.request(method, path)
    assert (answer.status_code, failure(answer)["param"]) == (status, None)
    assert message in failure(answer)["message"]


def test_a_server_with_keys_opens_to_them_and_to_tokens_for_speech(tmp_path: Path) -> None:
    with live(tmp_path, keys=("a-key-for-tests",)) as server:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic a-key-for-tests"}):
            for answer in (
                server.http.post(SPEECH, json=asked(voice="Vera"), headers=headers),
                server.http.get("/v1/models", headers=headers),
                server.http.get("/v1/audio/voices", headers=headers),
            ):
                assert (answer.status_code, failure(answer)["code"]) == (401, "invalid_api_key")
                assert failure(answer)["type"] == WRONG
        key = {"Authorization": "Bearer a-key-for-tests"}
        assert server.http.post(SPEECH, json=asked("Abc.", voice="Vera"), headers=key).status_code == 200
        assert server.http.get("/v1/models", headers=key).status_code == 200
        tokens = {
            grant: server.http.post("/access-token", json={"grants": {grant: True}}, headers=key).json()["token"]
            for grant in ("tts", "stt")
        }
        said = {
            grant: server.http.post(
                SPEECH, json=asked("Abc.", voice="Vera"), headers={"Authorization": f"Bearer {token}"}
            )
            for grant, token in tokens.items()
        }
        assert (said["tts"].status_code, said["stt"].status_code) == (200, 403)
        assert failure(said["stt"])["code"] == "forbidden"
        refused = server.http.get("/v1/audio/voices", headers={"Authorization": f"Bearer {tokens['tts']}"})
        assert refused.status_code == 403


def test_a_busy_server_says_when_to_come_back(tmp_path: Path) -> None:
    with live(tmp_path, most_syntheses=1, grace=0) as server:
        text = "Abcdefghij klmnopqrst. " * 2000
        with server.http.stream("POST", SPEECH, json=asked(text, voice="Vera")):
            with httpx2.Client(base_url=server.url) as other:
                answer = other.post(SPEECH, json=asked(voice="Vera"))
            told = failure(answer)
            assert (answer.status_code, told["type"], told["code"]) == (429, "requests", "rate_limit_exceeded")
            assert int(answer.headers["retry-after"]) >= 1
            assert "x-should-retry" not in answer.headers
        server.rests()


@pytest.mark.usefixtures("no_espeak")
def test_without_espeak_another_language_is_refused_with_the_extra_that_brings_it(server: Live) -> None:
    answer = server.http.post(SPEECH, json=asked("Bonjour.", model="tts-1", voice="alloy", language="fr"))
    assert answer.status_code == 501
    told = failure(answer)
    assert told["code"] == "missing_extra"
    assert "speaks de, en-US, nl, not 'fr'" in told["message"]
    assert told["message"].endswith("pip install 'vivavoce[espeak]'")
