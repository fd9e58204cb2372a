"""What the server says over HTTP: event streams, errors, voices and pages, as clients of every version need them."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from tests.speaker import speech
from tests.wire.live import Live, breaking
from tests.wire.peer import MS, RAW, TONE
from vivavoce.dialects.cartesia import VERSIONS
from vivavoce.dialects.sse import Reader
from vivavoce.errors import EngineFailed

BASE = {"model_id": "tone", "transcript": "Abcde fghij.", "voice": {"embedding": TONE}, "output_format": RAW}
NOBODY = "00000000-0000-4000-8000-000000000000"
VERA = "dee0c7f0-6e99-543b-9626-a0d2c52d1924"
WELL_KNOWN = [
    "a0e99841-438c-4a64-b679-ae501e7d6091",
    "694f9389-aac1-45b6-b726-9d9369183238",
    "f9836c6e-a0bd-460e-9d3c-f7299fa60f94",
    "db6b0ed5-d5d3-463d-ae85-518a07d3c2b4",
    "6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
    "f786b574-daa5-4673-aa0c-cbe3e8534c02",
    "e07c00bc-4134-4eae-9ea4-1a55fb45746b",
]


def version(name: str) -> dict[str, str]:
    return {"Cartesia-Version": name}


def of_1x(body: str) -> Iterator[dict[str, Any]]:
    """What Cartesia's client 1.x makes of a stream: all from the first { to the next } is a message."""
    while (begin := body.find("{")) >= 0 and (end := body.find("}")) >= 0:
        assert begin < end, "a } before the { makes it spin for ever"
        message = json.loads(body[begin : end + 1])
        body = body[end + 1 :]
        assert "error" not in message, message
        yield message
        if message["done"]:
            return


def of_4x(body: str) -> Iterator[dict[str, Any]]:
    for event in Reader().feed(body.encode()):
        message = json.loads(event.data)
        assert event.name in ("message", message["type"])
        yield message


def test_events_are_a_name_and_one_line_of_ascii(server: Live) -> None:
    answer = server.http.post("/tts/sse", json=BASE | {"add_timestamps": True, "context_id": "ä{}"})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/event-stream")
    assert answer.content.isascii()
    frame = re.compile(r"event: (\w+)\ndata: (\{.*\})\n\n")
    assert frame.sub("", answer.text) == ""
    events = frame.findall(answer.text)
    assert [json.loads(data)["type"] for _, data in events] == [name for name, _ in events]
    assert {json.loads(data)["context_id"] for _, data in events} == {"ä{}"}
    assert events[-1][0] == "done"
    assert not re.search(r"^(id|retry|:)", answer.text, re.MULTILINE)


@pytest.mark.parametrize("name", VERSIONS)
def test_every_generation_hears_the_whole_sound_in_events(server: Live, name: str) -> None:
    answer = server.http.post("/tts/sse", json=BASE, headers=version(name))
    for parse in (of_1x, of_4x):
        messages = list(parse(answer.text))
        chunks = [message for message in messages if message["type"] == "chunk"]
        assert len(b"".join(base64.b64decode(chunk["data"]) for chunk in chunks)) == 2 * 220 * MS
        assert list(messages[-1]) == ["type", "context_id", "status_code", "done"]
        for chunk in chunks:
            assert list(chunk) == ["type", "context_id", "status_code", "done", "data", "step_time"]
            assert (chunk["status_code"], chunk["done"], chunk["context_id"]) == (206, False, None)


def test_times_come_in_events_where_they_were_asked_for(server: Live) -> None:
    asked = BASE | {"add_timestamps": True, "add_phoneme_timestamps": True, "context_id": "c"}
    messages = list(of_4x(server.http.post("/tts/sse", json=asked).text))
    words = [message["word_timestamps"] for message in messages if message["type"] == "timestamps"]
    assert words == [
        {"words": ["Abcde"], "start": [0.0], "end": [0.1]},
        {"words": ["fghij."], "start": [0.12], "end": [0.22]},
    ]
    assert sum(message["type"] == "phoneme_timestamps" for message in messages) == 2


def test_a_failure_in_the_midst_is_an_event_that_1x_can_read(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke {down}"))
    answer = server.http.post("/tts/sse", json=BASE | {"transcript": "Abcde. Boom."})
    assert answer.status_code == 200
    *_, last = of_4x(answer.text)
    assert (last["type"], last["status_code"], last["done"], last["error_code"]) == (
        "error",
        500,
        True,
        "engine_failed",
    )
    assert last["error"] == "Internal error: the voice broke {down}"
    assert answer.text.count("}") == answer.text.count("event:"), "1.x takes the first } for the end"
    with pytest.raises(AssertionError, match="error"):
        list(of_1x(answer.text))


NO_WORDS, NO_TONGUE = "Pronunciation dictionary not found", "Language not supported"

# What → method, path, body; status, code and title of the answer
ERRORS: dict[str, tuple[str, str, Any, int, str, str]] = {
    "model": ("POST", "/tts/bytes", BASE | {"model_id": "gpt"}, 400, "model_not_found", "Invalid model"),
    "voice": ("POST", "/tts/sse", BASE | {"voice": {"id": NOBODY}}, 404, "voice_not_found", "Voice not found"),
    "text": ("POST", "/tts/bytes", BASE | {"transcript": " "}, 400, "empty_text", "Invalid transcript"),
    "field": ("POST", "/tts/bytes", BASE | {"transcript": 5}, 400, "bad_request", "Bad request"),
    "no body": ("POST", "/tts/bytes", None, 400, "bad_request", "Bad request"),
    "language": ("POST", "/tts/bytes", BASE | {"language": "tlh"}, 400, "language_not_supported", NO_TONGUE),
    "voice to get": ("GET", f"/voices/{NOBODY}", None, 404, "voice_not_found", "Voice not found"),
    "id of a voice": ("GET", "/voices/bob", None, 404, "voice_not_found", "Voice not found"),
    "dictionary": ("GET", f"/pronunciation-dicts/{NOBODY}", None, 404, "dictionary_not_found", NO_WORDS),
    "id of a dictionary": ("DELETE", "/pronunciation-dicts/x", None, 404, "dictionary_not_found", NO_WORDS),
    "path": ("GET", "/nothing/here", None, 404, "not_found", "Not found"),
    "built-in voice": ("DELETE", f"/voices/{VERA}", None, 403, "forbidden", "Forbidden"),
    "not here": ("POST", "/stt", None, 501, "not_implemented", "Not implemented"),
}  # fmt: skip


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize("what", ERRORS)
def test_errors_are_text_for_old_versions_and_objects_for_newer_ones(server: Live, what: str, name: str) -> None:
    method, path, body, status, code, title = ERRORS[what]
    answer = server.http.request(method, path, json=body, headers=version(name))
    assert answer.status_code == status
    if name < "2026-03-01":
        assert answer.headers["content-type"].split(";")[0] == "text/plain"
        assert answer.text.startswith(f"{title}: ")
    else:
        assert answer.headers["content-type"].split(";")[0] == "application/json"
        told = answer.json()
        assert list(told) == ["error_code", "title", "message", "request_id"]
        assert (told["error_code"], told["title"]) == (code, title)
        assert told["message"]
        assert told["request_id"] == answer.headers["x-request-id"]
        assert UUID(told["request_id"])


# version → fields that its voices must have
FIELDS = {
    "2024-06-10": {"id", "user_id", "is_public", "name", "description", "created_at", "embedding", "language"},
    "2024-11-13": {"id", "is_owner", "name", "description", "created_at", "language"},
    "2025-04-16": {"id", "is_owner", "is_public", "name", "description", "gender", "created_at", "language", "locales"},
    "2025-11-04": {"id", "is_owner", "is_public", "name", "description", "gender", "created_at", "language", "locales"},
    "2026-03-01": {"id", "is_owner", "is_public", "name", "description", "gender", "created_at", "language", "locales"},
    "2026-08-14": {"id", "access", "visibility", "created_at", "description", "is_owner", "language", "locales", "name",
                   "tagline"},
}  # fmt: skip


@pytest.mark.parametrize("name", VERSIONS)
def test_a_voice_has_the_fields_of_its_version(server: Live, name: str) -> None:
    voice = server.http.get(f"/voices/{VERA}", headers=version(name)).json()
    assert voice.keys() >= FIELDS[name]
    assert ("embedding" in voice) is (name < "2025-04-16")
    assert "preview_file_url" not in voice
    assert datetime.fromisoformat(voice["created_at"]).tzinfo is not None
    assert (voice["is_owner"], voice["is_public"], voice["access"], voice["visibility"]) == (
        False,
        True,
        "public",
        "all",
    )
    assert voice["gender"] in ("masculine", "feminine", "gender_neutral", None)
    assert isinstance(voice["user_id"], str)
    assert len(voice["tagline"]) <= 32
    assert voice["locales"][0].keys() == {"locale", "is_native"}
    assert re.fullmatch(r"[a-z]{2,3}", voice["language"])


@pytest.mark.parametrize("path", ["/voices", "/voices/"])
def test_the_oldest_version_lists_voices_as_an_array_with_their_numbers(server: Live, path: str) -> None:
    voices = server.http.get(path, headers=version("2024-06-10")).json()
    assert isinstance(voices, list)
    assert all(len(voice["embedding"]) == 192 for voice in voices)
    assert {voice["id"] for voice in voices} >= set(WELL_KNOWN)


@pytest.mark.parametrize("name", VERSIONS[1:])
@pytest.mark.parametrize("path", ["/voices", "/voices/"])
def test_newer_versions_list_voices_in_pages(server: Live, path: str, name: str) -> None:
    page = server.http.get(path, headers=version(name), params={"limit": 3}).json()
    assert list(page) == ["data", "has_more", "next_page"]
    assert (len(page["data"]), page["has_more"], page["next_page"]) == (3, True, page["data"][-1]["id"])
    assert not any("embedding" in voice for voice in page["data"])


def test_numbers_and_previews_come_when_they_are_asked_for(server: Live) -> None:
    for query in (
        "expand[]=embedding&expand[]=preview_file_url&expand[]=is_starred",
        "expand%5B%5D=embedding&expand=preview_file_url",
    ):
        page = server.http.get(f"/voices?limit=1&{query}").json()
        assert len(page["data"][0]["embedding"]) == 192
        url = page["data"][0]["preview_file_url"]
        assert page["data"][0]["is_starred"] is False
        assert server.http.get(url).content[:4] == b"RIFF"


@pytest.mark.parametrize("voice", WELL_KNOWN)
def test_the_ids_of_documents_and_examples_are_voices(server: Live, voice: str) -> None:
    assert server.http.get(f"/voices/{voice}").json()["id"] == voice


def test_a_status_needs_nothing(server: Live) -> None:
    for path in ("/", ""):
        told = server.http.get(path).json()
        assert told["ok"] is True
        assert isinstance(told["version"], str)


def test_a_version_is_a_date_and_any_will_do(server: Live) -> None:
    assert server.http.get("/voices", headers=version("2031-01-01")).status_code == 200
    assert isinstance(server.http.get("/voices", headers=version("2020-01-01")).json(), list)
    assert server.http.get("/voices", headers=version("latest")).status_code == 400
    assert isinstance(server.http.get("/voices").json(), dict)
    both = server.http.get("/voices?cartesia_version=2024-06-10", headers=version("2026-03-01"))
    assert isinstance(both.json(), list)


def test_headers_that_clients_send_along_are_ignored(server: Live) -> None:
    along = {
        "Content-Type": "application/json",
        "X-Fern-Language": "Python",
        "X-Stainless-Retry-Count": "0",
        "Accept": "audio/wav",
        "X-Cartesia-Client": "cartesia-python/4.2.0",
    }
    assert server.http.get("/voices", headers=along).status_code == 200
    mp3 = BASE | {"output_format": {"container": "mp3", "sample_rate": 44_100, "bit_rate": 128_000}}
    assert server.http.post("/tts/bytes", json=mp3, headers={"Accept": "audio/wav"}).status_code == 200
    made = server.http.post("/pronunciation-dicts/", json={"name": "gone soon"}).json()["id"]
    assert server.http.delete(f"/pronunciation-dicts/{made}", headers=along).status_code == 204


def wav(samples: np.ndarray) -> bytes:
    data = (samples * 32767).astype("<i2").tobytes()
    head = b"RIFF" + (36 + len(data)).to_bytes(4, "little") + b"WAVEfmt \x10\0\0\0\x01\0\x01\0"
    return (
        head
        + (24_000).to_bytes(4, "little")
        + (48_000).to_bytes(4, "little")
        + b"\x02\0\x10\0data"
        + len(data).to_bytes(4, "little")
        + data
    )


def test_the_voice_changer_s_events_can_be_read_by_2x_and_by_4x(server: Live) -> None:
    form = {
        "voice[id]": VERA,
        "output_format[container]": "raw",
        "output_format[encoding]": "pcm_s16le",
        "output_format[sample_rate]": "24000",
    }
    answer = server.http.post("/voice-changer/sse", data=form, files={"clip": ("upload", wav(speech(1.0)))})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/event-stream")
    assert answer.content.isascii()
    bare = [json.loads(line) for line in answer.text.splitlines() if line and not line.startswith("data:")]
    framed = [json.loads(event.data) for event in Reader().feed(answer.content)]
    assert bare == framed
    assert framed[-1] | {"context_id": None} == {"type": "done", "context_id": None, "status_code": 200, "done": True}
    for chunk in framed[:-1]:
        assert list(chunk) == ["type", "status_code", "done", "data", "step_time", "sample_rate"]
        assert (chunk["type"], chunk["status_code"], chunk["done"], chunk["sample_rate"]) == (
            "chunk",
            206,
            False,
            24_000,
        )
    assert sum(len(base64.b64decode(chunk["data"])) for chunk in framed[:-1]) == 2 * 24_000
