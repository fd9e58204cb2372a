"""Voices, accents and dictionaries on a live server: made, found, paged through, changed, forgotten."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from tests.server.cartesia.test_speech import RATE, asked, wav
from tests.speaker import speech
from tests.wire.live import Live, live
from tests.wire.peer import MS, TONE

VERA = "dee0c7f0-6e99-543b-9626-a0d2c52d1924"
VIKTOR = "836e43d7-682f-5b7c-ace4-73130f9b0430"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def made(server: Live) -> Iterator[dict[str, Any]]:
    """A voice of the user's own."""
    told = server.http.post(
        "/voices", json={"name": "Mine", "description": "My own.", "embedding": TONE, "language": "de"}
    )
    assert told.status_code == 200
    voice: dict[str, Any] = told.json()
    yield voice
    server.http.delete(f"/voices/{voice['id']}")


def refused(answer: Any, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["error_code"]) == (status, code), answer.text


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_voice_is_made_found_changed_and_forgotten(server: Live, slash: str) -> None:
    made = server.http.post(f"/voices{slash}", json={"name": "Mine", "description": "d", "embedding": TONE}).json()
    place = f"/voices/{made['id']}{slash}"
    assert (made["name"], made["is_owner"], made["is_public"], made["access"]) == ("Mine", True, False, "private")
    old = {"Cartesia-Version": "2024-06-10"}
    assert server.http.get(place, headers=old).json()["embedding"] == TONE
    changed = server.http.patch(
        place, json={"name": "Yours", "gender": "feminine", "tagline": "warm", "accent": "british"}
    )
    told = changed.json()
    assert (told["name"], told["gender"], told["tagline"], told["accent"], told["description"]) == (
        "Yours",
        "feminine",
        "warm",
        "british",
        "d",
    )
    assert server.http.get(place).json() == told
    assert server.http.patch(place, json={"gender": None}).json()["gender"] == "gender_neutral"
    assert server.http.patch(place, json={}).json()["name"] == "Yours"
    gone = server.http.delete(place, headers={"content-type": "application/json"})
    assert (gone.status_code, gone.content) == (204, b"")
    refused(server.http.get(place), 404, "voice_not_found")
    refused(server.http.delete(place), 404, "voice_not_found")


def test_a_voice_of_the_user_s_own_speaks(server: Live, made: dict[str, Any]) -> None:
    by_id = server.http.post("/tts/bytes", json=asked(voice={"mode": "id", "id": made["id"]})).content
    assert by_id == server.http.post("/tts/bytes", json=asked(voice=made["id"].upper())).content
    assert by_id == server.http.post("/tts/bytes", json=asked()).content


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "a\nb"},
        {"gender": "x"},
        {"tagline": "x" * 33},
        {"accent": "martian"},
        {"name": "x" * 201},
    ],
)
def test_changes_that_cannot_be_are_refused(server: Live, made: dict[str, Any], changes: dict[str, Any]) -> None:
    refused(server.http.patch(f"/voices/{made['id']}", json=changes), 400, "bad_request")
    assert server.http.get(f"/voices/{made['id']}").json() == made


@pytest.mark.parametrize("language", ["!", "xx", "elvish"])
def test_a_voice_of_a_language_that_nobody_speaks_is_refused(server: Live, language: str) -> None:
    body = {"name": "x", "embedding": TONE, "language": language}
    refused(server.http.post("/voices", json=body), 400, "language_not_supported")
    form = {"name": "x", "language": language}
    clip = {"clip": ("upload", b"it is not even looked at")}
    refused(server.http.post("/voices/clone", data=form, files=clip), 400, "language_not_supported")


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "embedding": [0.0] * 191},
        {"name": "x", "embedding": [0.0] * 193},
        {"name": "x", "embedding": []},
        {"name": "x", "embedding": [1e300] * 192},
        {"name": "x", "embedding": ["a"] * 192},
        {"embedding": TONE},
        {"name": "\0", "embedding": TONE},
    ],
)
def test_voices_that_cannot_be_are_refused(server: Live, body: dict[str, Any]) -> None:
    refused(server.http.post("/voices", json=body), 400, "bad_request")


def test_built_in_voices_stay_as_they_are(server: Live) -> None:
    refused(server.http.patch(f"/voices/{VERA}", json={"name": "x"}), 403, "forbidden")
    refused(server.http.delete(f"/voices/{VERA}"), 403, "forbidden")
    refused(server.http.patch(f"/voices/{VERA}/accents", json={"accents": ["british"]}), 403, "forbidden")


def every(server: Live, path: str, limit: int, **query: Any) -> list[str]:
    """Ids of all items, as clients 4.x list them: until a page is empty."""
    ids: list[str] = []
    while True:
        after = {"starting_after": ids[-1]} if ids else {}
        page = server.http.get(path, params={"limit": limit, **query, **after}).json()
        assert page["has_more"] is (page["next_page"] is not None)
        if page["has_more"]:
            assert page["next_page"] == page["data"][-1]["id"]
        if not page["data"]:
            return ids
        ids += [item["id"] for item in page["data"]]
        assert len(ids) == len(set(ids)), "a page came twice"


def backwards(server: Live, path: str, limit: int, last: str) -> list[str]:
    """Ids of all items before one, from page to page towards the first, in the list's own order."""
    ids: list[str] = [last]
    while True:
        page = server.http.get(path, params={"limit": limit, "ending_before": ids[0]}).json()
        if not page["data"]:
            return ids
        ids = [item["id"] for item in page["data"]] + ids


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_lead_through_all_voices_in_both_directions(server: Live, made: dict[str, Any], limit: int) -> None:
    listed = server.http.get("/voices", headers={"Cartesia-Version": "2024-06-10"}).json()
    whole = [voice["id"] for voice in listed]
    assert made["id"] in whole
    assert every(server, "/voices", limit) == whole
    assert backwards(server, "/voices", limit, whole[-1]) == whole


@pytest.mark.parametrize("path", ["/voices", "/voices/", "/pronunciation-dicts", "/pronunciation-dicts/"])
@pytest.mark.parametrize("cursor", ["starting_after", "ending_before"])
@pytest.mark.parametrize("id", [NOBODY, "x", "\0", "é"])
def test_a_cursor_that_is_nowhere_never_begins_anew(server: Live, path: str, cursor: str, id: str) -> None:
    answer = server.http.get(path, params={cursor: id})
    assert answer.status_code in (400, 404), answer.text


@pytest.mark.parametrize("path", ["/voices", "/pronunciation-dicts"])
@pytest.mark.parametrize("limit", ["0", "-1", "101", "x", "1.5", "9" * 30])
def test_limits_that_cannot_be_are_refused(server: Live, path: str, limit: str) -> None:
    refused(server.http.get(path, params={"limit": limit}), 400, "bad_request")


def test_voices_are_found_by_what_they_are(server: Live, made: dict[str, Any]) -> None:
    def found(**query: Any) -> list[dict[str, Any]]:
        data: list[dict[str, Any]] = server.http.get("/voices", params={"limit": 100, **query}).json()["data"]
        return data

    assert [voice["id"] for voice in found(is_owner="true")] == [made["id"]]
    assert made["id"] not in [voice["id"] for voice in found(is_owner="false")]
    assert {voice["gender"] for voice in found(gender="masculine")} == {"masculine"}
    assert {voice["gender"] for voice in found(gender="feminine")} == {"feminine"}
    assert [voice["id"] for voice in found(q="Mine")] == [made["id"]]
    assert {voice["language"] for voice in found(language="de")} == {"de"}
    assert found(is_starred="true") == []
    refused(server.http.get("/voices", params={"is_owner": "maybe"}), 400, "bad_request")
    refused(server.http.get("/voices", params={"gender": "robot"}), 400, "bad_request")


def test_a_clone_is_a_voice_of_its_own(server: Live) -> None:
    files = {"clip": ("upload", wav(speech(4.0)))}
    form = {"name": "Clone", "language": "en", "mode": "similarity", "enhance": "true", "description": "of a person"}
    made = server.http.post("/voices/clone", data=form, files=files)
    assert made.status_code == 200, made.text
    told = made.json()
    assert told.keys() >= {"id", "user_id", "is_public", "name", "description", "created_at", "language"}
    assert (told["name"], told["description"], told["language"], told["is_owner"]) == (
        "Clone",
        "of a person",
        "en",
        True,
    )
    numbers = server.http.post("/voices/clone/clip", data={"enhance": "true", "mode": "clip"}, files=files).json()
    assert list(numbers) == ["embedding"]
    kept = server.http.get(f"/voices/{told['id']}?expand[]=embedding").json()["embedding"]
    np.testing.assert_allclose(numbers["embedding"], kept, atol=1e-6)
    assert server.http.delete(f"/voices/{told['id']}").status_code == 204
    refused(server.http.post("/voices/clone", data={"name": "x"}), 400, "bad_request")
    refused(server.http.post("/voices/clone", data={"language": "en"}, files=files), 400, "bad_request")
    refused(
        server.http.post("/voices/clone", data={"name": "x"}, files={"clip": wav(np.zeros(RATE))}), 400, "unfit_clip"
    )


def test_a_mix_lies_between_voices(server: Live) -> None:
    def mix(*parts: dict[str, Any]) -> Any:
        return server.http.post("/voices/mix", json={"voices": list(parts)})

    first = server.http.get(f"/voices/{VERA}?expand[]=embedding").json()["embedding"]
    same = mix({"id": VERA, "weight": 1.0}).json()["embedding"]
    np.testing.assert_allclose(same, first, atol=1e-6)
    by_numbers = mix({"embedding": first, "weight": 0.5}, {"id": VIKTOR, "weight": 0.5}).json()["embedding"]
    by_ids = mix({"id": VERA, "weight": 0.5}, {"id": VIKTOR, "weight": 0.5}).json()["embedding"]
    np.testing.assert_allclose(by_numbers, by_ids, atol=1e-6)
    refused(mix(), 400, "bad_request")
    refused(mix({"weight": 1.0}), 400, "bad_request")
    refused(mix({"id": VERA, "weight": -1.0}), 400, "bad_request")
    refused(mix({"id": VERA, "weight": 0.0}), 400, "bad_request")
    refused(mix({"id": NOBODY, "weight": 1.0}), 404, "voice_not_found")


@pytest.mark.parametrize(
    ("wanted", "language", "locale"),
    [
        ({"language": "de", "original_speaker_gender": "female", "description": "d"}, "de", "de"),
        ({"language": "en", "dialect": "uk"}, "en", "en-GB"),
        ({"language": "pt", "dialect": "br"}, "pt", "pt-BR"),
        ({"accent": "parisian"}, "fr", "fr-FR"),
    ],
)
def test_a_voice_is_localized(server: Live, wanted: dict[str, Any], language: str, locale: str) -> None:
    made = server.http.post("/voices/localize", json={"voice_id": VERA, "name": "Abroad", **wanted})
    assert made.status_code == 200, made.text
    told = made.json()
    assert (told["language"], told["locales"][0]) == (language, {"locale": locale, "is_native": True})
    assert server.http.delete(f"/voices/{told['id']}").status_code == 204


def test_localizing_to_nowhere_is_refused(server: Live) -> None:
    def localize(**wanted: Any) -> Any:
        return server.http.post("/voices/localize", json={"voice_id": VERA, "name": "Abroad", **wanted})

    refused(localize(), 400, "bad_request")
    refused(localize(language="en", dialect="mx"), 400, "bad_request")
    refused(localize(accent="martian"), 400, "bad_request")
    refused(localize(language="xx"), 400, "language_not_supported")
    refused(localize(voice_id=NOBODY, language="de"), 404, "voice_not_found")


MISSING = "what is installed speaks de, en-US, nl, not 'fr'; "
INSTALL = "the formant voices, in over 100 languages, need espeak-ng: pip install 'vivavoce[espeak]'"


@pytest.mark.usefixtures("no_espeak")
def test_without_espeak_a_voice_for_another_language_is_refused_as_its_speech_is(server: Live) -> None:
    localized = {"voice_id": VERA, "name": "Abroad", "language": "fr"}
    created = {"name": "Mine", "description": "d", "embedding": TONE, "language": "fr"}
    for answer in (
        server.http.post("/voices/localize", json=localized),
        server.http.post("/voices", json=created),
        server.http.post("/voices/clone", data={"name": "Me", "language": "fr"}, files={"clip": wav(speech(1.5))}),
        server.http.post("/tts/bytes", json=asked(model_id="sonic", voice={"mode": "id", "id": VERA}, language="fr")),
    ):
        refused(answer, 501, "missing_extra")
        assert answer.json()["message"] == MISSING + INSTALL


@pytest.mark.usefixtures("no_espeak")
def test_without_espeak_an_accent_that_is_missing_is_refused_with_what_brings_it(server: Live) -> None:
    wanted = {"voice_id": VERA, "name": "Abroad", "accent": "british"}
    answer = server.http.post("/voices/localize", json=wanted)
    refused(answer, 501, "missing_extra")
    assert answer.json()["message"].startswith("what is installed does not speak 'british'; ")
    assert answer.json()["message"].endswith(INSTALL)
    made = server.http.post("/voices/localize", json={"voice_id": VERA, "name": "Abroad", "language": "nl"})
    assert server.http.delete(f"/voices/{made.json()['id']}").status_code == 204


def test_accents_are_listed_attached_and_detached(server: Live, made: dict[str, Any]) -> None:
    accents = server.http.get("/accents").json()["accents"]
    assert [accent["id"] for accent in accents] == sorted(accent["id"] for accent in accents)
    assert list(accents[0]) == ["id", "name", "language", "locale", "is_locale_default", "is_localizable"]
    place = f"/voices/{made['id']}/accents"
    told = server.http.patch(place, json={"accents": ["british", "parisian"]}).json()
    assert [one["locale"] for one in told["locales"]] == ["de", "en-GB", "fr-FR"]
    assert told["tagline"] == ""
    assert server.http.patch(place, json={"accents": ["british"]}).json() == told
    fewer = server.http.delete(f"{place}/british").json()
    assert [one["locale"] for one in fewer["locales"]] == ["de", "fr-FR"]
    assert server.http.delete(f"{place}/british").status_code in (400, 404)
    refused(server.http.patch(place, json={"accents": ["martian"]}), 400, "bad_request")


def test_an_unknown_id_can_be_adopted(tmp_path_factory: pytest.TempPathFactory, server: Live) -> None:
    stranger = str(uuid4())
    answer = server.http.get(f"/voices/{stranger}")
    assert "--adopt-voices" in answer.json()["message"]
    with live(tmp_path_factory.mktemp("adopting"), adopt_voices=True) as adopting:
        told = adopting.http.get(f"/voices/{stranger}?expand[]=embedding").json()
        assert told["id"] == stranger
        assert adopting.http.get(f"/voices/{stranger}?expand[]=embedding").json() == told
        other = adopting.http.get(f"/voices/{uuid4()}?expand[]=embedding").json()
        assert other["embedding"] != told["embedding"]
        assert adopting.http.get("/voices/bob").status_code == 404


def test_a_dictionary_is_kept_used_changed_and_forgotten(server: Live) -> None:
    items = [{"text": "Abc", "alias": "Abcdefgh"}]
    made = server.http.post("/pronunciation-dicts/", json={"name": "words", "items": items})
    assert made.status_code == 200
    told = made.json()
    assert told.keys() == {"id", "name", "owner_id", "pinned", "items", "created_at"}
    place = f"/pronunciation-dicts/{told['id']}"
    assert server.http.get(place).json() == server.http.get(f"{place}/").json() == told
    spoken = server.http.post("/tts/bytes", json=asked("Abc.", pronunciation_dict_id=told["id"]))
    assert spoken.status_code == 200
    with server.peer() as peer:
        heard = peer.say("Abc.", pronunciation_dict_id=told["id"], add_timestamps=True)
        assert heard.sound == spoken.content
        assert [word for word, _, _ in heard.words] == ["Abc."]
    changed = server.http.patch(place, json={"items": [{"text": "x", "alias": "y"}]}).json()
    assert (changed["name"], [item["text"] for item in changed["items"]]) == ("words", ["x"])
    assert server.http.patch(place, json={"name": "other"}).json()["name"] == "other"
    assert told["id"] in every(server, "/pronunciation-dicts", 1)
    assert server.http.delete(place).status_code == 204
    refused(server.http.get(place), 404, "dictionary_not_found")
    refused(server.http.post("/tts/bytes", json=asked(pronunciation_dict_id=told["id"])), 404, "dictionary_not_found")
    assert len(server.http.post("/tts/bytes", json=asked("Abc.")).content) == 2 * 80 * MS


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x", "items": [{"text": "a"}]},
        {"name": "x", "items": [{"text": "", "alias": "b"}]},
        {"name": "x", "items": [{"text": "a", "alias": "b"}, {"text": "a", "alias": "c"}]},
        {"name": "x", "items": "a"},
    ],
)
def test_dictionaries_that_cannot_be_are_refused(server: Live, body: dict[str, Any]) -> None:
    refused(server.http.post("/pronunciation-dicts", json=body), 400, "bad_request")


KEY = "a key that is long".replace(" ", "-")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("locked"), keys=(KEY,)) as running:
        yield running


WAYS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "X-API-Key": ({"X-API-Key": KEY}, {}),
    "Bearer": ({"Authorization": f"Bearer {KEY}"}, {}),
    "api_key": ({}, {"api_key": KEY}),
    "access_token": ({}, {"access_token": KEY}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_key_is_taken_wherever_clients_put_it(locked: Live, way: str) -> None:
    headers, query = WAYS[way]
    assert locked.http.get("/voices", headers=headers, params=query).status_code == 200
    refused(locked.http.get("/voices"), 401, "unauthorized")
    old = locked.http.get("/voices", headers={"Cartesia-Version": "2024-11-13", "X-API-Key": "wrong-key"})
    assert (old.status_code, old.text.split(":")[0]) == (401, "Unauthorized")
    assert locked.http.get("/").status_code == 200


def test_a_token_is_good_for_what_it_grants(locked: Live) -> None:
    def token(**asked_for: Any) -> Any:
        return locked.http.post("/access-token", json=asked_for, headers={"X-API-Key": KEY})

    def speaks(credential: str) -> int:
        return locked.http.post(
            "/tts/bytes", json=asked(), headers={"Authorization": f"Bearer {credential}"}
        ).status_code

    told = token(grants={"tts": True}, expires_in=60).json()
    assert list(told) == ["token"]
    assert speaks(told["token"]) == 200
    assert speaks(token(grants={"stt": True}).json()["token"]) == 403
    assert speaks(told["token"] + "x") == 401
    with locked.peer(headers={"Authorization": f"Bearer {told['token']}"}) as peer:
        assert peer.say("Abc.").last["type"] == "done"
    assert locked.http.get("/voices", headers={"X-API-Key": told["token"]}).status_code == 403
    refused(token(expires_in=3601), 400, "bad_request")
    refused(token(expires_in=0), 400, "bad_request")
    refused(locked.http.post("/access-token", json={}), 401, "unauthorized")
