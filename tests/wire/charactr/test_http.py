"""What the server answers over HTTP to what the vendor's clients send, header by header and field by field."""

import io
import json
import wave
from datetime import datetime
from typing import Any

import pytest

from tests.speaker import RATE, speech
from tests.wire.charactr.recording import wav
from tests.wire.charactr.sent import CONVERSIONS, MULTIPART, upload
from tests.wire.live import Live

PYTHON = {"X-Client-Key": "CLIENT", "X-Api-Key": "KEY", "User-Agent": "sdk-python"}
LENGTH = 220  # milliseconds of "Abcde fghij."
LISTS = ("/v1/tts/voices", "/v1/vc/voices", "/v1/voices")


@pytest.mark.parametrize("path", LISTS)
def test_voices_are_an_array_of_objects_with_the_protocol_s_fields(server: Live, path: str) -> None:
    answer = server.http.get(path, headers=PYTHON)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    voices = answer.json()
    assert isinstance(voices, list)
    assert voices
    for voice in voices:
        assert {name: type(value) for name, value in voice.items()} == {
            "id": int,
            "name": str,
            "description": str,
            "labels": list,
            "previewUrl": str,
            "previewUrls": list,
            "disabled": bool,
            "new": bool,
            "rating": float,
            "voiceTier": str,
        }
        assert voice["name"]
        assert voice["description"]
        assert voice["disabled"] is False
        assert voice["previewUrls"] == [voice["previewUrl"]]
        assert voice["labels"]
        for label in voice["labels"]:
            assert {name: type(value) for name, value in label.items()} == {"category": str, "label": str}
        assert {label["category"] for label in voice["labels"]} >= {"gender", "language"}
    assert len({voice["id"] for voice in voices}) == len(voices)


@pytest.mark.parametrize("body", CONVERSIONS.values(), ids=CONVERSIONS)
def test_a_conversion_is_a_file_whose_headers_tell_its_length_and_size(server: Live, tone: int, body: str) -> None:
    headers = PYTHON | {"Content-Type": "application/json"}
    answer = server.http.post("/v1/tts/convert", content=body.replace("TONE", str(tone)), headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["audio-duration-ms"] == str(LENGTH)
    assert answer.headers["audio-size-bytes"] == answer.headers["content-length"] == str(len(answer.content))
    with wave.open(io.BytesIO(answer.content)) as file:  # which believes the header
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        assert file.getnframes() == LENGTH * 24


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": "K"}, {"x-api-key": "K", "x-client-key": "C"}])
def test_keys_and_content_types_may_be_spelled_in_any_way(server: Live, tone: int, headers: dict[str, str]) -> None:
    body = json.dumps({"voiceId": tone, "text": "Abcde fghij."})
    answer = server.http.post("/v1/tts/convert", content=body, headers=headers | {"content-type": "text/plain"})
    assert (answer.status_code, answer.headers["audio-duration-ms"]) == (200, str(LENGTH))


@pytest.mark.parametrize("query", ["voiceId=2", "voiceId=2&voiceType=system", "voiceType=cloned&voiceId=2"])
def test_a_recording_is_converted_to_as_long_a_one(server: Live, query: str) -> None:
    body = upload("file", wav(speech(1.0)))
    answer = server.http.post(f"/v1/vc/convert?{query}", content=body, headers=PYTHON | {"Content-Type": MULTIPART})
    assert answer.status_code == 200, answer.text
    assert (answer.headers["content-type"], answer.headers["audio-duration-ms"]) == ("audio/wav", "1000")
    assert answer.headers["audio-size-bytes"] == str(len(answer.content))
    with wave.open(io.BytesIO(answer.content)) as file:
        assert (file.getframerate(), file.getnframes()) == (RATE, RATE)


def test_a_cloned_voice_is_made_listed_renamed_and_forgotten(server: Live) -> None:
    headers = PYTHON | {"Content-Type": MULTIPART}
    body = upload("audio", wav(speech(4.0)), name="My voice")
    made = server.http.post("/v1/cloned-voices", content=body, headers=headers)
    assert (made.status_code, made.headers["content-type"]) == (200, "application/json")
    voice = made.json()
    assert {name: type(value) for name, value in voice.items()} == {
        "id": int,
        "name": str,
        "createdAt": str,
        "imageUrl": str,
        "previewUrls": list,
    }
    assert voice["name"] == "My voice"
    assert datetime.fromisoformat(voice["createdAt"]).tzinfo is not None
    assert all(isinstance(url, str) for url in voice["previewUrls"])

    page = server.http.get("/v1/cloned-voices?limit=500", headers=PYTHON)
    assert page.status_code == 200
    assert list(page.json()) == ["items", "next", "prev"]
    assert voice in page.json()["items"]

    path = f"/v1/cloned-voices/{voice['id']}"
    renamed = server.http.patch(path, content=b'{"name": "Another"}', headers=PYTHON)
    assert renamed.status_code == 200
    assert renamed.json() == voice | {"name": "Another"}

    gone = server.http.delete(path, headers=PYTHON)
    assert (gone.status_code, gone.content) == (204, b"")
    again = server.http.delete(path, headers=PYTHON)
    assert again.status_code == 404
    assert list(again.json()) == ["message"]


def test_a_page_of_cloned_voices_without_neighbours_has_nulls(server: Live, tone: int) -> None:
    page = server.http.get("/v1/cloned-voices?limit=500").json()
    assert (page["next"], page["prev"]) == (None, None)
    assert tone in [voice["id"] for voice in page["items"]]


def test_the_root_answers_whoever_measures_the_way_there(server: Live) -> None:
    assert server.http.get("/").status_code == 200
    head = server.http.head("/")
    assert (head.status_code, head.content) == (200, b"")


# What → method, path, JSON body; status of the answer, what its message tells
ERRORS: dict[str, tuple[str, str, Any, int, str]] = {
    "voice": ("POST", "/v1/tts/convert", {"voiceId": 99_999, "text": "a"}, 404, "99999"),
    "cloned": ("POST", "/v1/tts/convert", {"voiceId": 987_654, "text": "a", "voiceType": "cloned"}, 404, "987654"),
    "negative": ("POST", "/v1/tts/convert", {"voiceId": -1, "text": "a"}, 400, "voiceId"),
    "name for an id": ("POST", "/v1/tts/convert", {"voiceId": "Vera", "text": "a"}, 400, "voiceId"),
    "no voice": ("POST", "/v1/tts/convert", {"text": "a"}, 400, "voiceId"),
    "no text": ("POST", "/v1/tts/convert", {"voiceId": 1}, 400, "text"),
    "empty text": ("POST", "/v1/tts/convert", {"voiceId": 1, "text": " "}, 400, "nothing to say"),
    "text of another kind": ("POST", "/v1/tts/convert", {"voiceId": 1, "text": 5}, 400, "text"),
    "no body": ("POST", "/v1/tts/convert", None, 400, "body"),
    "voice type": ("POST", "/v1/tts/convert", {"voiceId": 1, "text": "a", "voiceType": "x"}, 400, "voiceType"),
    "save": ("POST", "/v1/tts/convert", {"voiceId": 1, "text": "a", "save": True}, 501, "save"),
    "format": ("POST", "/v1/tts/convert?format=midi", {"voiceId": 1, "text": "a"}, 400, "midi"),
    "rate": ("POST", "/v1/tts/convert?format=mp3&sr=5", {"voiceId": 1, "text": "a"}, 400, "sr=5"),
    "rate in words": ("POST", "/v1/tts/convert?sr=high", {"voiceId": 1, "text": "a"}, 400, "sr"),
    "conversion without a voice": ("POST", "/v1/vc/convert", None, 400, "voiceId"),
    "conversion without a file": ("POST", "/v1/vc/convert?voiceId=1", None, 400, "file"),
    "clone without a file": ("POST", "/v1/cloned-voices", {"name": "a"}, 400, "name"),
    "limit": ("GET", "/v1/cloned-voices?limit=0", None, 400, "limit"),
    "cursor": ("GET", "/v1/cloned-voices?cursor=x", None, 400, "cursor"),
    "rename of nobody": ("PATCH", "/v1/cloned-voices/987654", {"name": "a"}, 404, "987654"),
    "rename by a name": ("PATCH", "/v1/cloned-voices/bob", {"name": "a"}, 404, "bob"),
    "delete of nobody": ("DELETE", "/v1/cloned-voices/987654", None, 404, "987654"),
    "path": ("GET", "/v1/tts/nothing", None, 404, "/v1/tts/nothing"),
    "path of cloned voices": ("GET", "/v1/cloned-voices/5/faces", None, 404, "faces"),
    "method": ("DELETE", "/v1/tts/voices", None, 405, "GET"),
    "socket by HTTP": ("GET", "/v1/tts/stream/simplex/ws", None, 404, "WebSocket"),
}  # fmt: skip


@pytest.mark.parametrize("what", ERRORS)
def test_an_error_is_an_object_with_a_message_that_tells_what_was_given(server: Live, what: str) -> None:
    method, path, body, status, told = ERRORS[what]
    answer = server.http.request(method, path, json=body, headers=PYTHON)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json"), answer.text
    assert list(answer.json()) == ["message"]
    assert told in answer.json()["message"]
