"""Voices, dictionaries, tokens and status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cartesia.both import VOICE, Either
from tests.cartesia.conftest import KEY
from tests.served import TONE
from vivavoce import errors
from vivavoce.cartesia import NotFoundError, PermissionDeniedError
from vivavoce.cartesia.voices import IdSpecifier, Voice
from vivavoce.errors import BadRequest
from vivavoce.server.running import Running

OTHER = "f786b574-daa5-4673-aa0c-cbe3e8534c02"
NOBODY = "00000000-0000-4000-8000-000000000000"


def listed(either: Either, **options: object) -> list[Voice]:
    """All voices, gone through."""

    async def gone_through(client):  # type: ignore[no-untyped-def]
        return [voice async for voice in client.voices.list(**options)]

    return either.get(gone_through if either.awaited else lambda client: list(client.voices.list(**options)))


def test_the_list_has_every_voice_however_long_its_pages(either: Either) -> None:
    everybody = [voice.id for voice in listed(either)]
    assert {VOICE, TONE} <= set(everybody)
    assert len(set(everybody)) == len(everybody)
    assert [voice.id for voice in listed(either, limit=7)] == everybody
    assert [voice.id for voice in listed(either, starting_after=everybody[4])] == everybody[5:]


def test_the_list_is_as_good_as_a_list(either: Either) -> None:
    voices = either.get(lambda client: client.voices.list(limit=7))
    everybody = either.listed(lambda: voices)
    assert len(voices) == len(everybody)
    assert voices[0]["name"] == everybody[0].name
    assert voices[-1].id == everybody[-1].id
    assert [voice.id for voice in voices[1:3]] == [voice.id for voice in everybody[1:3]]
    assert [voice.id for voice in voices] == [voice.id for voice in everybody]
    assert everybody[0].name in repr(voices)
    assert len(voices[0]["embedding"]) == 192


def test_a_list_that_is_awaited_never_blocks_the_event_loop(make: Callable[..., Either], server: Running) -> None:
    either = make(base_url=server.url, api_key=KEY)
    if not either.awaited:
        return
    voices = either.client.voices.list(limit=3)
    for blocking in (
        lambda: voices[0],
        lambda: voices[-1],
        lambda: len(voices),
        lambda: list(voices),
        lambda: not voices,
    ):
        with pytest.raises(TypeError, match="async for"):
            blocking()
    assert repr(voices) == "<a list of which 0 were fetched>"
    assert either.run(lambda: voices) is voices
    assert (voices[0].id, voices[2].id, bool(voices)) == (voices[0]["id"], voices[2]["id"], True)
    for blocking in (lambda: voices[3], lambda: voices[-1], lambda: len(voices), lambda: voices[:2]):
        with pytest.raises(TypeError, match="async for"):
            blocking()


def test_the_list_can_be_narrowed(either: Either) -> None:
    assert {voice.gender for voice in listed(either, gender="feminine")} == {"feminine"}
    assert TONE in [voice.id for voice in listed(either, q="Tone")]
    assert [voice.id for voice in listed(either, is_owner=True, q="Tone")] == [TONE]
    assert TONE not in [voice.id for voice in listed(either, is_owner=False, q="Tone")]
    assert listed(either, language="de")
    assert listed(either, expand=[], q="Tone")[0].embedding is None
    with pytest.raises(BadRequest, match="1 to 100"):
        listed(either, limit=0)
    with pytest.raises(BadRequest, match="True or False"):
        listed(either, is_owner="yes")
    with pytest.raises(BadRequest, match="not both"):
        listed(either, starting_after=VOICE, ending_before=VOICE)
    with pytest.raises(TypeError, match="did you mean limit"):
        listed(either, limits=3)


def test_a_voice_is_an_object_and_a_dictionary(either: Either) -> None:
    voice = either.get(lambda client: client.voices.get(id=VOICE))
    assert voice.id == voice["id"] == VOICE
    assert dict(voice)["name"] == voice.name
    assert len(voice.embedding) == 192
    assert json.loads(json.dumps(voice)) == voice
    with pytest.raises(AttributeError, match="no 'nmae'"):
        voice.nmae  # noqa: B018
    with pytest.raises(KeyError):
        voice["nmae"]


def test_who_is_not_there_is_told(either: Either) -> None:
    for call in (
        lambda client: client.voices.get(NOBODY),
        lambda client: client.voices.update(NOBODY, name="x"),
        lambda client: client.voices.delete(NOBODY),
        lambda client: client.voices.mix([{"id": NOBODY, "weight": 1}]),
    ):
        with pytest.raises(NotFoundError) as caught:
            either.get(call)
        assert isinstance(caught.value, errors.VoiceNotFound)
    with pytest.raises(NotFoundError):
        either.get(lambda client: client.voices.get("../pronunciation-dicts"))
    with pytest.raises(BadRequest, match="id of a voice"):
        either.get(lambda client: client.voices.get(""))


def test_without_a_name_a_clone_is_an_embedding(either: Either, clip: Path) -> None:
    embedding = either.get(lambda client: client.voices.clone(filepath=str(clip)))
    assert len(embedding) == 192
    assert embedding.embedding == embedding["embedding"] == list(embedding)
    assert either.get(lambda client: client.voices.clone(clip, mode="clip", enhance=False)) == embedding


def test_with_a_name_a_clone_is_a_voice(either: Either, clip: Path) -> None:
    with clip.open("rb") as file:
        voice = either.get(
            lambda client: client.voices.clone(
                clip=file,
                name="Ann",
                language="en",
                mode="similarity",
                enhance=False,
                description="A test",
                transcript="This stands for",
            )
        )
    assert (voice.name, voice["description"], voice.language) == ("Ann", "A test", "en")
    assert either.get(lambda client: client.voices.get(voice.id)).name == "Ann"
    assert either.get(lambda client: client.voices.clone(clip.read_bytes(), name="Ann")).name == "Ann"


def test_what_cannot_be_cloned_is_told_before_anything_is_sent(make: Callable[..., Either], tmp_path: Path) -> None:
    nowhere = make(base_url="http://127.0.0.1:9", max_retries=0)
    (tmp_path / "empty.wav").touch()
    for options, says in (
        ({}, "give a recording"),
        ({"filepath": "a", "clip": b"b"}, "not both"),
        ({"filepath": tmp_path / "nowhere.wav"}, "No such file"),
        ({"filepath": tmp_path / "empty.wav"}, "is empty"),
        ({"clip": 7}, "must be bytes, a path"),
        ({"clip": b"x", "mode": "best"}, "similarity, stability, clip"),
        ({"clip": b"x", "mode": "similarity"}, "name"),
        ({"clip": b"x", "name": " "}, "name"),
        ({"clip": b"x", "enhance": "perhaps"}, "True or False"),
        ({"clip": b"x", "name": "Ann", "description": 7}, "description is a text"),
    ):
        with pytest.raises(BadRequest, match=says):
            nowhere.get(lambda client, options=options: client.voices.clone(**options))


def test_what_is_no_recording_is_told(either: Either) -> None:
    with pytest.raises(errors.BadAudio):
        either.get(lambda client: client.voices.clone(clip=b"no sound at all", name="Ann"))


def test_a_mix_lies_between(either: Either) -> None:
    first, second = [either.get(lambda client, who=who: client.voices.get(who)).embedding for who in (VOICE, OTHER)]
    mixed = either.get(
        lambda client: client.voices.mix([{"id": VOICE, "weight": 0.75}, {"embedding": second, "weight": 0.25}])
    )
    assert mixed[0] == pytest.approx(0.75 * first[0] + 0.25 * second[0], abs=1e-4)
    assert either.get(lambda client: client.voices.mix(voices=[IdSpecifier(id=VOICE, weight=1.0)])) == pytest.approx(
        first, abs=1e-4
    )
    for voices in ([], "ab", [{"id": VOICE}], [{"weight": 1}], [{"id": VOICE, "embedding": second, "weight": 1}], 7):
        with pytest.raises(BadRequest):
            either.get(lambda client, voices=voices: client.voices.mix(voices))


def test_a_voice_is_made_changed_and_forgotten(either: Either) -> None:
    embedding = either.get(lambda client: client.voices.get(VOICE)).embedding
    made = either.get(
        lambda client: client.voices.create(name="Made", description="By hand", embedding=embedding, language="de")
    )
    assert (made.name, made.description, made.language) == ("Made", "By hand", "de")
    changed = either.get(lambda client: client.voices.update(made.id, name="Changed", description="Again"))
    assert (changed.name, changed.description) == ("Changed", "Again")
    assert either.get(lambda client: client.voices.delete(made.id)) is True
    with pytest.raises(NotFoundError):
        either.get(lambda client: client.voices.get(made.id))
    with pytest.raises(BadRequest, match="none of them"):
        either.get(lambda client: client.voices.update(made.id))
    with pytest.raises(BadRequest, match="192 numbers"):
        either.get(lambda client: client.voices.create("Made", "", [1.0]))


def test_a_voice_that_is_built_in_stays(either: Either) -> None:
    with pytest.raises(PermissionDeniedError):
        either.get(lambda client: client.voices.delete(VOICE))


def test_a_voice_learns_a_language(either: Either) -> None:
    french = either.get(
        lambda client: client.voices.localize(
            voice_id=VOICE, name="Anne", description="French", language="fr", original_speaker_gender="female"
        )
    )
    assert (french.name, french.language) == ("Anne", "fr")
    assert french.id != VOICE
    with pytest.raises(BadRequest, match="needs language"):
        either.get(lambda client: client.voices.localize(voice_id=VOICE, name="Anne"))
    with pytest.raises(TypeError, match="needs voice_id"):
        either.get(lambda client: client.voices.localize(name="Anne", language="fr"))


def test_dictionaries_are_kept(either: Either) -> None:
    name = f"Places {either}"
    items = [{"text": "Worcester", "alias": "Wooster"}]
    made = either.get(lambda client: client.pronunciation_dicts.create(name=name, items=items))
    assert made.items[0].alias == made["items"][0]["alias"] == "Wooster"
    assert dict(made.items())["name"] == name
    assert json.loads(json.dumps(made))["items"][0]["text"] == "Worcester"
    assert either.get(lambda client: client.pronunciation_dicts.get(made.id)) == made
    new = [{"text": "Leicester", "alias": "Lester", "case_sensitive": True}]
    changed = either.get(lambda client: client.pronunciation_dicts.update(made.id, items=new))
    assert [(item.text, item.case_sensitive) for item in changed.items] == [("Leicester", True)]
    assert made.id in [each.id for each in either.items(lambda client: client.pronunciation_dicts.list(limit=1))]
    assert either.get(lambda client: client.pronunciation_dicts.delete(made.id)) is True
    with pytest.raises(NotFoundError):
        either.get(lambda client: client.pronunciation_dicts.get(made.id))
    with pytest.raises(BadRequest, match="neither is given"):
        either.get(lambda client: client.pronunciation_dicts.update(made.id))
    with pytest.raises(BadRequest, match="item 0"):
        either.get(lambda client: client.pronunciation_dicts.create(name=name, items=["Worcester"]))
    with pytest.raises(TypeError, match="did you mean alias"):
        either.get(lambda client: client.pronunciation_dicts.create(name=name, items=[{"text": "a", "alas": "b"}]))


def test_a_token_stands_in_for_the_key(either: Either, make: Callable[..., Either], server: Running) -> None:
    token = either.get(lambda client: client.auth.access_token(grants={"tts": True}, expires_in=60)).token
    other = make(base_url=server.url, headers={"Authorization": f"Bearer {token}"})
    assert other.items(
        lambda client: client.tts.bytes(
            model_id="sonic", transcript="hi", voice=TONE, output_format="raw_pcm_s16le_8000"
        )
    )
    for options, kind in (({"grants": {"tss": True}}, TypeError), ({"expires_in": 0}, BadRequest)):
        with pytest.raises(kind):
            either.get(lambda client, options=options: client.auth.access_token(**options))


def test_the_server_is_well(either: Either) -> None:
    status = either.get(lambda client: client.api_status())
    assert status == either.get(lambda client: client.api_status.get())
    assert status.ok is status["ok"] is True
    assert status.version


def test_what_version_1_did_not_await_need_not_be(make: Callable[..., Either], server: Running) -> None:
    client = make(base_url=server.url, api_key=KEY).client
    assert len(client.voices.get(id=VOICE)["embedding"]) == 192
    assert len(client.voices.mix([{"id": VOICE, "weight": 1}])) == 192
