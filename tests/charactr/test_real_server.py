"""What calls to a real server give, over HTTP and in streams."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.charactr.both import Either, sound
from vivavoce import errors
from vivavoce.charactr_api import ClientError, Credentials
from vivavoce.server.running import Running


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
