"""Voices on a live server: numbers that stay, previews that play, and the user's own: made, paged, renamed, gone."""

import io
import logging
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from tests.server.charactr.test_changing import coded
from tests.server.charactr.test_speech import KEY, refused, said
from tests.speaker import RATE, speech
from tests.wire.charactr.exact import MADE, tone_voice
from tests.wire.charactr.recording import wav
from tests.wire.charactr.sent import MULTIPART, upload
from tests.wire.live import Live, live
from tests.wire.peer import eventually
from vivavoce.core.audio import Audio
from vivavoce.core.embedding import SIZE, Embedding
from vivavoce.dsp.reading import read
from vivavoce.making import created
from vivavoce.server.charactr import voices as handlers

CLIP = speech(4.0)
LISTS = ("/v1/voices", "/v1/tts/voices", "/v1/vc/voices")
KEYS = {"X-Client-Key": "any", "X-Api-Key": KEY}
NO_IDS = ["0", "-1", "1.5", "+1", "1e3", "bob", "٣", "9" * 19, "9" * 400, "100000", "987654", "f786b574-daa5-4673-aa0c"]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Live]:
    """A server with a library of its own."""
    with live(tmp_path) as server:
        yield server


def cloned(server: Live, data: bytes, name: str = "Mine", field: str = "audio", **headers: str) -> httpx2.Response:
    files = {field: ("file.wav", data, "audio/wav")}
    return server.http.post("/v1/cloned-voices", data={"name": name}, files=files, headers=headers)


def test_the_three_lists_are_the_same_voices(server: Live) -> None:
    first, *others = (server.http.get(path).json() for path in LISTS)
    assert others == [first, first]
    assert len({voice["id"] for voice in first}) == len({voice["name"] for voice in first}) == len(first)


def test_built_in_voices_have_the_same_numbers_on_every_server(server: Live, own: Live) -> None:
    here, there = ({v["name"]: v["id"] for v in one.http.get("/v1/voices").json()} for one in (server, own))
    assert here == there
    known = {"June": 1, "Jasper": 2, "Grace": 11, "Vera": 22, "Minji": 52}  # which programs hold on to
    assert {name: here[name] for name in known} == known


def test_labels_tell_gender_age_language_and_style(server: Live) -> None:
    vera = next(voice for voice in server.http.get("/v1/voices").json() if voice["name"] == "Vera")
    assert vera["labels"] == [
        {"category": "gender", "label": "feminine"},
        {"category": "language", "label": "en-US"},
        {"category": "age", "label": "adult"},
        {"category": "style", "label": "clear"},
        {"category": "style", "label": "friendly"},
    ]


def plays(url: str, *, headers: dict[str, str] | None = None) -> None:
    """Raises AssertionError unless what is there is sound that can be heard."""
    answer = httpx2.get(url, headers=headers, timeout=20)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    audio = read(io.BytesIO(answer.content))
    assert len(audio.samples) > audio.rate // 10
    assert np.abs(audio.samples).max() > 0.05


@pytest.mark.parametrize("number", [1, 18])
def test_previews_play_for_whoever_has_their_address(server: Live, number: int) -> None:
    voice = next(voice for voice in server.http.get("/v1/voices").json() if voice["id"] == number)
    assert voice["previewUrls"] == [f"{server.url}/v1/voices/{number}/preview.wav"]
    plays(voice["previewUrls"][0])
    assert server.http.head(voice["previewUrl"]).status_code == 200


def test_previews_are_where_the_client_reaches_the_server(server: Live) -> None:
    name = server.url.replace("127.0.0.1", "localhost")
    assert httpx2.get(f"{name}/v1/voices").json()[0]["previewUrl"].startswith(f"{name}/")


def test_a_voice_of_the_user_s_own_has_a_preview(server: Live, tone: int) -> None:
    (voice,) = [each for each in server.http.get("/v1/cloned-voices?limit=500").json()["items"] if each["id"] == tone]
    assert (voice["name"], voice["createdAt"], voice["imageUrl"]) == ("Tone", MADE, "")
    plays(voice["previewUrls"][0])


@pytest.mark.parametrize("id", NO_IDS)
def test_a_preview_of_nobody_is_not_there(server: Live, id: str) -> None:
    refused(server.http.get(f"/v1/voices/{id}/preview.wav"), 404, id[:40])


def test_where_there_are_keys_previews_play_with_their_signature_alone(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "vivavoce")
    with live(tmp_path, keys=(KEY,)) as server:
        for path in (*LISTS, "/v1/cloned-voices"):
            refused(server.http.get(path), 401, "a key is needed")
        first, second = (voice["previewUrl"] for voice in server.http.get("/v1/voices", headers=KEYS).json()[:2])
        plays(first)
        bare, _, signature = first.partition("?signature=")
        assert len(signature) == 43
        assert signature not in second
        plays(bare, headers=KEYS)
        for wrong in (
            "",
            "?signature=",
            f"?signature={signature[:-1]}",
            f"?signature={second.partition('=')[2]}",
            "?signature=ä",
        ):
            answer = httpx2.get(bare + wrong)
            refused(answer, 401, "a key is needed")
        assert signature not in caplog.text
        tone_voice(server)
        (item,) = server.http.get("/v1/cloned-voices", headers=KEYS).json()["items"]
        plays(item["previewUrls"][0])
        folder = tmp_path_factory.mktemp("other")
        with live(folder, keys=("another-long-key",)) as other:
            refused(other.http.get(f"/v1/voices/1/preview.wav?signature={signature}"), 401, "a key is needed")


@pytest.mark.parametrize("name", ["wav", "opus"])
def test_a_voice_is_cloned_from_any_container_and_speaks(own: Live, name: str) -> None:
    before = datetime.now(UTC)
    answer = cloned(own, coded(name, samples=CLIP), "Åsa")
    assert answer.status_code == 200
    voice = answer.json()
    assert voice["name"] == "Åsa"
    assert before.replace(microsecond=0) <= datetime.fromisoformat(voice["createdAt"]) <= datetime.now(UTC)
    assert said(own, voice["id"], "Hello.").status_code == 200
    assert own.http.get("/v1/cloned-voices").json() == {"items": [voice], "next": None, "prev": None}


def test_names_are_labels_that_several_voices_may_have(own: Live) -> None:
    first, second = kept(own, 2)
    third = cloned(own, wav(CLIP), "Vera").json()
    assert third["name"] == "Vera"
    for number in (first, second):
        assert own.http.patch(f"/v1/cloned-voices/{number}", json={"name": "Vera"}).status_code == 200
    listed = own.http.get("/v1/cloned-voices").json()["items"]
    assert {voice["id"]: voice["name"] for voice in listed} == dict.fromkeys((first, second, third["id"]), "Vera")


def kept(server: Live, count: int) -> list[int]:
    """Ids of so many voices in a library that had none."""
    return [tone_voice(server, f"Voice {number}") for number in range(count)]


def test_no_id_is_given_twice(own: Live) -> None:
    first, second = kept(own, 2)
    assert own.http.delete(f"/v1/cloned-voices/{second}").status_code == 204
    (third,) = kept(own, 1)
    assert len({first, second, third}) == 3
    refused(said(own, second), 404, str(second))
    assert said(own, first).status_code == said(own, third).status_code == 200


def test_ids_outlive_the_server(tmp_path: Path) -> None:
    with live(tmp_path) as server:
        ids = kept(server, 3)
        server.http.delete(f"/v1/cloned-voices/{ids[1]}")
    with live(tmp_path) as server:
        listed = server.http.get("/v1/cloned-voices").json()["items"]
        assert {voice["id"]: voice["name"] for voice in listed} == {ids[0]: "Voice 0", ids[2]: "Voice 2"}


def pages(server: Live, limit: int, way: str, cursor: str | None = None) -> list[dict[str, Any]]:
    """Pages from a cursor on, one way, to the end."""
    found: list[dict[str, Any]] = []
    while not found or cursor:
        query = {"limit": limit, **({"cursor": cursor} if cursor else {})}
        answer = server.http.get("/v1/cloned-voices", params=query)
        assert answer.status_code == 200
        found.append(answer.json())
        cursor = found[-1][way]
        assert len(found) <= 20, "it has no end"
    return found


def ids_of(page: dict[str, Any]) -> list[int]:
    return [voice["id"] for voice in page["items"]]


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 1000])
def test_pages_lead_through_all_voices_in_both_directions(own: Live, limit: int) -> None:
    ids = kept(own, 7)
    there = pages(own, limit, "next")
    assert [number for page in there for number in ids_of(page)] == ids
    assert [len(page["items"]) for page in there[:-1]] == [limit] * (len(there) - 1)
    assert there[0]["prev"] is None
    back = pages(own, limit, "prev", there[-1]["prev"]) if there[-1]["prev"] else []
    seen = [number for page in reversed(back) for number in ids_of(page)] + ids_of(there[-1])
    assert seen == ids
    for page in back:
        assert page["next"] is not None
    if back:
        assert back[-1]["prev"] is None
        again = pages(own, limit, "next", back[-1]["next"])
        assert ids_of(back[-1]) + [number for page in again for number in ids_of(page)] == ids


def test_pages_do_not_shift_when_voices_come_and_go(own: Live) -> None:
    ids = kept(own, 6)
    first = own.http.get("/v1/cloned-voices?limit=3").json()
    for number in (ids[0], ids[2], ids[3]):
        own.http.delete(f"/v1/cloned-voices/{number}")
    new = tone_voice(own)
    second = own.http.get("/v1/cloned-voices", params={"limit": 3, "cursor": first["next"]}).json()
    assert ids_of(second) == [ids[4], ids[5], new]
    before = own.http.get("/v1/cloned-voices", params={"limit": 3, "cursor": second["prev"]}).json()
    assert (ids_of(before), before["prev"]) == ([ids[1]], None)
    assert before["next"] is not None


def test_a_library_without_voices_has_an_empty_page(own: Live) -> None:
    assert own.http.get("/v1/cloned-voices?limit=500").json() == {"items": [], "next": None, "prev": None}


@pytest.mark.parametrize(
    "cursor",
    ["x", "3", "after", "after-", "after--1", "after-x", "after-3-", "between-3", "before-٣", "after-" + "9" * 30],
)
def test_a_cursor_that_none_gave_is_refused(server: Live, cursor: str) -> None:
    refused(server.http.get("/v1/cloned-voices", params={"cursor": cursor}), 400, "cursor")


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "many", "1.5"])
def test_a_limit_that_cannot_be_is_refused(server: Live, limit: str) -> None:
    refused(server.http.get("/v1/cloned-voices", params={"limit": limit}), 400, "limit")


def test_all_voices_of_the_user_s_own_are_there_however_they_came(own: Live) -> None:
    library = own.state.service.library
    voice = created(Embedding(np.zeros(SIZE, np.float32)), name="From numbers")
    library.add(voice)
    (item,) = own.http.get("/v1/cloned-voices").json()["items"]
    assert item["name"] == "From numbers"
    assert own.http.delete(f"/v1/cloned-voices/{item['id']}").status_code == 204
    assert list(own.http.get("/v1/cloned-voices").json()["items"]) == []


def test_nothing_is_kept_for_who_left_meanwhile(own: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, made = threading.Event(), threading.Event(), threading.Event()

    def clone(engine: object, clip: Audio, *, id: str, name: str) -> Any:
        begun.set()
        assert go_on.wait(20)
        made.set()
        return created(Embedding(np.zeros(SIZE, np.float32)), id=id, name=name)

    monkeypatch.setattr(handlers, "cloned", clone)
    body = upload("audio", wav(CLIP), name="a")
    head = f"POST /v1/cloned-voices HTTP/1.1\r\nHost: localhost\r\nContent-Type: {MULTIPART}\r\n"
    with socket.create_connection(("127.0.0.1", int(own.url.rpartition(":")[2])), timeout=10) as hasty:
        hasty.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        assert begun.wait(10)
    eventually(lambda: own.counted("vivavoce_broken_connections_total") == 1)
    go_on.set()
    assert made.wait(10)
    monkeypatch.undo()
    assert cloned(own, wav(CLIP), "b").status_code == 200  # clones are made one after the other
    assert [voice["name"] for voice in own.http.get("/v1/cloned-voices").json()["items"]] == ["b"]


def test_a_recording_may_last_up_to_a_minute(own: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[float] = []

    def clone(engine: object, clip: Audio, *, id: str, name: str) -> Any:
        heard.append(len(clip.samples) / clip.rate)
        return created(Embedding(np.zeros(SIZE, np.float32)), id=id, name=name)

    monkeypatch.setattr(handlers, "cloned", clone)
    minute = np.tile(CLIP, 15)
    assert cloned(own, wav(minute)).status_code == 200
    refused(cloned(own, wav(np.append(minute, 0.0))), 413, "60.00 s")
    assert heard == [60.0]


def test_a_recording_may_have_up_to_32_mebibytes(own: Live) -> None:
    refused(cloned(own, bytes(32 * 2**20)), 400, "zeros")
    refused(cloned(own, bytes(32 * 2**20 + 1)), 413, "32 MiB")
    assert own.http.get("/v1/cloned-voices").json()["items"] == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"it is no sound at all", "no sound"),
        (b"", "empty"),
        (wav(CLIP)[:100_000], "cut short"),
        (wav(np.zeros(RATE * 3)), "speech"),
        (wav(CLIP[: RATE // 5]), "speech"),
    ],
)
def test_a_recording_nobody_can_be_cloned_from_is_refused_with_the_reason(own: Live, data: bytes, told: str) -> None:
    refused(cloned(own, data), 400, told)
    assert own.http.get("/v1/cloned-voices").json()["items"] == []
    own.rests()


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 201, "\0"])
def test_a_name_is_one_line(own: Live, name: str) -> None:
    refused(cloned(own, wav(CLIP), name), 400, "name")
    number = tone_voice(own)
    refused(own.http.patch(f"/v1/cloned-voices/{number}", json={"name": name}), 400, "name")
    assert [voice["name"] for voice in own.http.get("/v1/cloned-voices").json()["items"]] == ["Tone"]


def test_a_clone_needs_its_name_and_its_recording(own: Live) -> None:
    clip = {"audio": ("file.wav", wav(CLIP))}
    refused(own.http.post("/v1/cloned-voices", files=clip), 400, "name")
    refused(own.http.post("/v1/cloned-voices", data={"name": "a"}), 400, "file called audio")
    refused(cloned(own, wav(CLIP), field="file"), 400, "file called audio")


@pytest.mark.parametrize("body", [b"", b"{}", b'{"name":null}', b'{"name":5}', b"[]", b"{", b"\xff"])
def test_a_new_name_that_is_none_is_refused(server: Live, tone: int, body: bytes) -> None:
    answer = server.http.patch(f"/v1/cloned-voices/{tone}", content=body)
    assert (answer.status_code, list(answer.json())) == (400, ["message"])


@pytest.mark.parametrize("id", NO_IDS)
def test_a_voice_that_is_not_there_cannot_be_renamed_or_forgotten(server: Live, id: str) -> None:
    path = f"/v1/cloned-voices/{id}"
    refused(server.http.patch(path, json={"name": "a"}), 404, id[:40])
    refused(server.http.delete(path), 404, id[:40])


def test_a_built_in_voice_stays_as_it_is(server: Live) -> None:
    refused(server.http.patch("/v1/cloned-voices/1", json={"name": "a"}), 409, "'June' is a built-in voice")
    answer = server.http.delete("/v1/cloned-voices/1")
    refused(answer, 409, "'June' is a built-in voice")
    assert answer.headers["x-should-retry"] == "false"  # our own client obeys, and need not ask three times
    assert server.http.get("/v1/voices").json()[0]["name"] == "June"


def test_voices_are_kept_and_forgotten_with_a_key_alone(tmp_path: Path) -> None:
    with live(tmp_path, keys=(KEY,)) as server:
        refused(cloned(server, wav(CLIP)), 401, "a key is needed")
        token = server.state.tokens.issue({"tts": True})
        refused(cloned(server, wav(CLIP), **{"X-Api-Key": token}), 403, "use a key")
        voice = cloned(server, wav(CLIP), **KEYS).json()
        path = f"/v1/cloned-voices/{voice['id']}"
        for wrong in ({}, {"X-Api-Key": "wrong"}, {"X-Client-Key": KEY}):
            refused(server.http.patch(path, json={"name": "a"}, headers=wrong), 401, "key")
            refused(server.http.delete(path, headers=wrong), 401, "key")
        assert server.http.patch(path, json={"name": "a"}, headers=KEYS).json()["name"] == "a"
        assert server.http.delete(path, headers=KEYS).status_code == 204


def test_where_voices_are_adopted_every_number_is_a_voice_of_its_own(tmp_path: Path) -> None:
    with live(tmp_path, adopt_voices=True) as server:
        first, second, again = (said(server, number, "Hello.").content for number in (777, 778, 777))
        assert first == again != second
        assert server.http.get("/v1/cloned-voices").json()["items"] == []
        plays(f"{server.url}/v1/voices/777/preview.wav")
        refused(server.http.patch("/v1/cloned-voices/777", json={"name": "a"}), 404, "777")
        refused(server.http.delete("/v1/cloned-voices/777"), 404, "777")
