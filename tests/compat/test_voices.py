"""Cartesia's own clients, voices: listed page by page, cloned, mixed, made, changed, moved to a language, deleted."""

from typing import Any

import numpy as np
import pytest

from tests.compat.conftest import Seen, only
from tests.compat.sounds import alike, heard, level, raw, said, said_by, same, unpacked, voice
from tests.compat.texts import TEXT, VERA, VIKTOR
from vivavoce.core.embedding import Embedding
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.inprocess import speak
from vivavoce.recording import Recording

BUILT_IN = [one.id for one in built_in_voices()]
# What the documentation of the hosted service names, over the years.
WELL_KNOWN = {
    "a0e99841-438c-4a64-b679-ae501e7d6091",
    "694f9389-aac1-45b6-b726-9d9369183238",
    "f9836c6e-a0bd-460e-9d3c-f7299fa60f94",
    "db6b0ed5-d5d3-463d-ae85-518a07d3c2b4",
    "6ccbfb76-1fc6-48f7-b71d-91ac6298247b",
    "f786b574-daa5-4673-aa0c-cbe3e8534c02",
    "e07c00bc-4134-4eae-9ea4-1a55fb45746b",
}


def ids(voices: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in voices]


@only("2", "4")
def test_the_server_says_that_it_is_there(seen: Seen) -> None:
    assert seen["status"]["ok"] is True
    assert seen["status"]["version"]


def test_all_voices_are_listed_once_and_built_in_ones_first(seen: Seen) -> None:
    told = seen["voices_list"]
    listed = ids(told if seen.major == 1 else told["all"])
    assert listed[: len(BUILT_IN)] == BUILT_IN
    assert len(set(listed)) == len(listed)
    assert set(listed) >= WELL_KNOWN


@only("1")
def test_the_oldest_client_gets_every_voice_with_what_it_is_like(seen: Seen) -> None:
    by_id = {one["id"]: one for one in seen["voices_list"]}
    for built_in in built_in_voices():
        told = by_id[built_in.id]
        assert told["name"] == built_in.name
        assert told["is_public"] is True
        np.testing.assert_array_equal(np.array(told["embedding"], np.float32), built_in.embedding.values)


@only("2")
def test_pages_follow_one_another(seen: Seen) -> None:
    told = seen["voices_list"]
    everything = ids(told["all"])
    assert [one for page in told["pages"] for one in page] == everything
    assert {len(page) for page in told["pages"][:-1]} == {7}
    assert told["next"] == everything[7:14]
    assert told["after"] == everything[3:6]
    assert told["before"] == everything[3:6]
    assert told["unknown"] is False


@only("4")
def test_pages_go_forwards_and_backwards_to_the_end(seen: Seen) -> None:
    told = seen["voices_list"]
    everything = ids(told["all"])
    assert told["first page"] == everything[:5]
    assert told["second page"] == everything[5:10]
    assert ids(told["plain"]) == everything
    assert ids(told["after"]) == everything[3:]
    assert sorted(ids(told["backwards"])) == sorted(everything[:-1])
    assert ids(told["backwards"])[:7] == everything[-8:-1]


@only("2", "4")
def test_some_voices_can_be_asked_for(seen: Seen) -> None:
    told = seen["voices_list"]
    assert {one["gender"] for one in told["feminine"]} == {"feminine"}
    assert len(told["feminine"]) >= sum(one.gender == "feminine" for one in built_in_voices())
    assert {one["is_owner"] for one in told["owned"]} <= {True}
    assert not set(ids(told["owned"])) & set(BUILT_IN)
    if seen.major == 2:
        assert [len(one["embedding"]) for one in told["expanded"]] == [192, 192]
        assert [one["embedding"] for one in told["all"]] == [None] * len(told["all"])
    else:
        assert VERA in ids(told["asked"])
        assert len(told["asked"]) < len(told["all"])
        assert all(one["preview_file_url"].startswith("http") for one in told["expanded"])


def test_a_voice_is_told_with_all_that_a_client_reads(seen: Seen) -> None:
    told = seen["voices_get"] if seen.major < 4 else seen["voices_get"]["plain"]
    assert (told["id"], told["name"], told["language"]) == (VERA, "Vera", "en")
    assert told["description"] == voice(VERA).description
    if seen.major == 4:
        assert (told["access"], told["visibility"], told["is_owner"]) == ("public", "all", False)
        assert told["gender"] == "feminine"
        assert len(told["tagline"]) <= 32
        assert told["accent"] == "general-american"
    else:
        assert len(told["embedding"]) == 192


def test_a_clip_becomes_an_embedding_or_a_voice(seen: Seen) -> None:
    told = seen["voices_clone"]
    if seen.major == 1:
        embedding, plain = told.pop("embedding"), told.pop("plain")
        assert embedding == plain
        assert len(embedding) == 192
        assert np.isfinite(embedding).all()
        assert nearer(embedding, VIKTOR, VERA)
    for name, made in told.items():
        assert name in made["name"]
        assert made["language"] == "en"
        assert made["description"] == "cloned"
        assert made["is_owner"] is True
        assert made["user_id"]
    assert len(set(ids(list(told.values())))) == len(told)


def nearer(embedding: list[float], one: str, other: str) -> bool:
    """Whether it is more like one built-in voice than another."""
    found = Embedding(np.asarray(embedding, np.float32)).values
    distances = [np.abs(found - voice(like).embedding.values).sum() for like in (one, other)]
    return bool(distances[0] < distances[1])


@only("1", "2")
def test_a_mix_lies_between_its_voices_by_their_weights(seen: Seen) -> None:
    mixed = np.array(seen["voices_mix"])
    first, second = voice(VERA).embedding.values, voice(VIKTOR).embedding.values
    np.testing.assert_allclose(mixed, 0.25 * first + 0.75 * second, rtol=1e-4, atol=1e-4)


def test_a_voice_is_made_speaks_and_is_gone_again(seen: Seen, plan: dict[str, Any]) -> None:
    told = seen["voices_life"]
    new = told["created"]
    assert told["got"]["id"] == new["id"]
    assert new["id"] in told["listed"]
    assert len(set(told["listed"])) == len(told["listed"])
    samples = raw(unpacked(told["audio"]), "pcm_f32le", 44_100)
    assert level(samples) > 0.01
    assert len(samples) == pytest.approx(len(said(TEXT, VIKTOR, 44_100).samples), rel=0.15)
    if seen.major < 4:
        assert new["description"] == "created"
        same(samples, said_by(TEXT, plan["embedding"], 44_100))
    gone = told["gone"]
    assert {1: "ValueError", 2: "ApiError", 4: "NotFoundError"}[seen.major] in gone["classes"]
    assert "404" in gone["message"]


@only("2", "4")
def test_a_voice_is_changed(seen: Seen) -> None:
    told = seen["voices_life"]
    assert told["updated"]["name"] == told["created"]["name"] + " 2" == told["got"]["name"]
    assert told["updated"]["description"] == "changed" == told["got"]["description"]
    if seen.major == 4:
        assert told["updated"]["gender"] == "gender_neutral"


@only("2", "4")
def test_a_voice_is_moved_to_another_language_and_accent(seen: Seen) -> None:
    told = seen["voices_life"]
    assert told["localized"]["language"] == "de"
    assert told["localized"]["id"] != told["created"]["id"]
    german = raw(unpacked(told["german"]), "pcm_f32le", 44_100)
    english = raw(unpacked(told["audio"]), "pcm_f32le", 44_100)
    assert level(german) > 0.01
    assert alike(german, english) < 0.5
    if seen.major == 2:
        assert told["dialect"]["language"] == "en"
        return
    assert told["localized"]["accent"] == "high-german"
    assert told["localized"]["tagline"] == "short and to it"
    locales = [one["locale"] for one in told["with accent"]["locales"]]
    assert "en-GB" in locales
    assert [one["locale"] for one in told["without accent"]["locales"]] == [one for one in locales if one != "en-GB"]


@only("4")
def test_accents_are_listed_in_order(seen: Seen) -> None:
    told = seen["accents"]
    assert ids(told) == sorted(ids(told))
    assert {"british", "general-american", "high-german"} <= set(ids(told))
    british = next(one for one in told if one["id"] == "british")
    assert (british["language"], british["locale"], british["is_localizable"]) == ("en", "en-GB", True)


@only("4")
def test_a_dictionary_is_kept_changed_listed_and_heard(seen: Seen) -> None:
    told = seen["dictionaries"]
    assert told["got"]["items"][0]["text"] == "kettle"
    assert {told["created"]["id"], *told["others"]} <= set(told["listed"])
    assert len(set(told["listed"])) == len(told["listed"])
    expected = said_with(kettle="teapot")
    same(raw(unpacked(told["audio"]), "pcm_f32le", 44_100), expected)
    same(heard(told["socket"]), expected)
    same(heard(told["sse"]), expected)
    assert told["updated"]["name"].endswith(" 2")
    same(raw(unpacked(told["audio of update"]), "pcm_f32le", 44_100), said_with(tea="<<k|ɔ|f|i>>"))
    assert "ConflictError" in told["taken"]["classes"]
    assert told["taken"]["retries"] == 0
    assert "NotFoundError" in told["gone"]["classes"]
    assert told["gone in speech"]["status"] == 404


def said_with(**pronunciations: str) -> Recording:
    return speak(TEXT, voice(VERA), rate=44_100, pronunciations=pronunciations)
