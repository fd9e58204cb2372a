"""Other voices in recordings, and speech between them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cartesia.both import RAW, VOICE, WAV, Either
from tests.served import TONE
from vivavoce import errors
from vivavoce.cartesia import NotFoundError
from vivavoce.dsp.containers import read
from vivavoce.errors import BadRequest

PIECES = {
    "output_format_container": "wav",
    "output_format_sample_rate": 24000,
    "output_format_encoding": "pcm_s16le",
}


def test_a_recording_changes_its_voice_and_keeps_its_length(either: Either, clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.wav"
    either.get(lambda client: client.voice_changer.bytes(clip=clip, voice_id=VOICE, **PIECES).write_to_file(path))
    assert read(path).seconds == pytest.approx(read(clip).seconds, abs=0.02)
    assert read(path).rate == 24000
    assert path.read_bytes() != clip.read_bytes()


def test_its_events_are_the_same_sound(either: Either, clip: Path) -> None:
    given = clip.read_bytes()
    outputs = either.items(lambda client: client.voice_changer.sse(clip=given, voice_id=VOICE, output_format=RAW))
    whole = either.get(lambda client: client.voice_changer.bytes(clip=given, voice_id=VOICE, output_format=RAW).read())
    assert b"".join(output.audio for output in outputs) == whole
    assert len(outputs) > 1


@pytest.mark.parametrize("way", ["called", "bytes"])
def test_speech_fits_between_recordings(either: Either, clip: Path, tmp_path: Path, way: str) -> None:
    def infill(client):  # type: ignore[no-untyped-def]
        return client.infill if way == "called" else client.infill.bytes

    options = {"transcript": "one two", "voice_id": TONE, "left_audio": clip, "output_format": WAV}
    either.get(lambda client: infill(client)(**options).write_to_file(tmp_path / "between.wav"))
    seconds = read(tmp_path / "between.wav").seconds
    fast = {**options, "voice_experimental_controls_speed": "fastest", "voice_experimental_controls_emotion": ["anger"]}
    either.get(lambda client: infill(client)(**fast).write_to_file(tmp_path / "fast.wav"))
    assert 0.1 < seconds < 1.0
    assert read(tmp_path / "fast.wav").seconds < seconds


def test_mistakes_are_told_before_anything_is_sent(make: Callable[..., Either], clip: Path) -> None:
    nowhere = make(base_url="http://127.0.0.1:9", max_retries=0)
    for change, kind, says in (
        ({"clip": "nowhere.wav"}, BadRequest, "No such file"),
        ({"voice_id": ""}, BadRequest, "voice_id is a text"),
        ({"output_format": RAW}, BadRequest, "or output_format_container"),
        ({"output_format_container": "flac"}, BadRequest, "raw, wav, mp3"),
        ({"voice": VOICE}, TypeError, "no option 'voice'"),
    ):
        for method in ("bytes", "sse"):
            options = {"clip": clip, "voice_id": VOICE, **PIECES, **change}
            with pytest.raises(kind, match=says):
                nowhere.items(lambda client, m=method, o=options: getattr(client.voice_changer, m)(**o))
    with pytest.raises(BadRequest, match="or both"):
        nowhere.items(lambda client: client.infill(transcript="a", voice_id=VOICE, **PIECES))
    with pytest.raises(BadRequest, match="transcript"):
        nowhere.items(lambda client: client.infill(transcript="", voice_id=VOICE, left_audio=clip, **PIECES))


def test_what_the_server_refuses_is_told(either: Either, clip: Path) -> None:
    with pytest.raises(NotFoundError):
        either.items(lambda client: client.voice_changer.bytes(clip=clip, voice_id=VOICE[:-1] + "c", **PIECES))
    with pytest.raises(errors.BadAudio):
        either.items(lambda client: client.voice_changer.sse(clip=b"no sound", voice_id=VOICE, output_format=RAW))
