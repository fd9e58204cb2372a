"""Recordings in another voice: any container, by its content alone; what cannot be read is refused with its reason."""

import io
import logging
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from tests.server.charactr.test_speech import KEY, refused
from tests.speaker import RATE, speech
from tests.wire.charactr.recording import wav
from tests.wire.live import Live, live
from vivavoce.dsp.encoders import encoder
from vivavoce.dsp.formats import named
from vivavoce.dsp.reading import read
from vivavoce.server.charactr import speech as handlers

CLIP = speech(0.6)
LENGTH = 600  # milliseconds of it


def coded(name: str, rate: int = RATE, samples: np.ndarray = CLIP) -> bytes:
    """The samples, of that rate, in a format."""
    one = encoder(named(name, rate), rate, len(samples))
    return one.feed(samples) + one.close()


def changed(
    server: Live, data: bytes, query: str = "voiceId=2", field: str = "file", **headers: str
) -> httpx2.Response:
    files = {field: ("file.wav", data, "audio/wav")}
    return server.http.post(f"/v1/vc/convert?{query}", files=files, headers=headers)


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "opus"])
def test_a_recording_is_read_by_its_content_whatever_it_is_called(server: Live, name: str) -> None:
    answer = changed(server, coded(name))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert answer.headers["audio-size-bytes"] == answer.headers["content-length"] == str(len(answer.content))
    audio = read(io.BytesIO(answer.content))
    assert audio.rate == RATE
    assert len(audio.samples) * 1000 / RATE == pytest.approx(int(answer.headers["audio-duration-ms"]), abs=1)
    assert len(audio.samples) * 1000 / RATE == pytest.approx(LENGTH, abs=60)  # MP3 and Opus add parts of a frame
    assert np.abs(audio.samples).max() > 0.05


@pytest.mark.parametrize(
    ("filename", "media"), [("a.mp3", "audio/mpeg"), ("x", "application/octet-stream"), ("../../etc", "text/html")]
)
def test_the_name_and_the_media_type_of_an_upload_say_nothing(server: Live, filename: str, media: str) -> None:
    answer = server.http.post("/v1/vc/convert?voiceId=2", files={"file": (filename, wav(CLIP), media)})
    assert answer.headers["audio-duration-ms"] == str(LENGTH)
    assert answer.content == changed(server, wav(CLIP)).content


@pytest.mark.parametrize("rate", [8000, 16_000, 44_100])
def test_sound_keeps_the_rate_of_the_recording_unless_told(server: Live, rate: int) -> None:
    clip = wav(CLIP[: rate // 2], rate)  # too slow or too fast, which nobody minds
    answer = changed(server, clip)
    audio = read(io.BytesIO(answer.content))
    assert (audio.rate, len(audio.samples)) == (rate, min(rate // 2, len(CLIP)))
    told = changed(server, clip, "voiceId=2&sr=24000")
    assert read(io.BytesIO(told.content)).rate == 24_000
    assert told.headers["audio-duration-ms"] == answer.headers["audio-duration-ms"]


@pytest.mark.parametrize(
    ("query", "media", "rate"),
    [
        ("format=mp3", "audio/mpeg", 22_050),
        ("format=opus", "audio/ogg; codecs=opus", 24_000),  # the nearest that Opus has to the recording's
        ("format=flac&sr=8000", "audio/flac", 8000),
        ("format=wav&sr=48000", "audio/wav", 48_000),
    ],
)
def test_a_format_and_a_rate_may_be_asked_for(server: Live, query: str, media: str, rate: int) -> None:
    answer = changed(server, wav(CLIP, 22_050), f"voiceId=2&{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    audio = read(io.BytesIO(answer.content))
    assert audio.rate == rate
    assert len(audio.samples) / rate == pytest.approx(len(CLIP) / 22_050, abs=0.01)


def test_two_channels_become_one(server: Live) -> None:
    both = np.repeat(CLIP, 2)
    assert changed(server, wav(both, channels=2)).content == changed(server, wav(CLIP)).content


def test_voices_sound_differently(server: Live, tone: int) -> None:
    low, high = (changed(server, wav(CLIP), f"voiceId={number}").content for number in (4, 40))
    assert low != high
    assert changed(server, wav(CLIP), f"voiceId={tone}&voiceType=cloned").status_code == 200


# What → bytes; what the refusal tells
BROKEN: dict[str, tuple[bytes, str]] = {
    "text": (b"it is no sound at all", "no sound"),
    "nothing": (b"", "empty"),
    "a page": (b"<!DOCTYPE html><html></html>", "no sound"),
    "zeros": (bytes(10_000), "nothing but zeros"),
    "half a WAV": (wav(CLIP)[:10_000], "cut short"),
    "half a FLAC": (coded("flac")[:3000], "cut short"),
    "a WAV's head": (wav(CLIP)[:44], "cut short"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_sound_is_refused_with_the_reason(server: Live, what: str) -> None:
    data, told = BROKEN[what]
    refused(changed(server, data), 400, told)
    server.rests()


def test_a_recording_that_is_too_long_is_refused_with_the_limit(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "LONGEST", 0.5)
    refused(changed(server, wav(CLIP)), 413, "0.50 s")
    assert changed(server, wav(CLIP[: RATE // 2])).status_code == 200


def test_a_recording_that_is_too_large_is_refused_with_the_limit(tmp_path: Path) -> None:
    with live(tmp_path, most_body=20_000) as server:
        refused(changed(server, wav(CLIP)), 413, "20000 bytes")
        assert changed(server, wav(CLIP[:5000])).status_code == 200
        unsized = server.http.post("/v1/vc/convert?voiceId=2", content=pieces(), headers={"content-type": FORM})
        refused(unsized, 413, "20000 bytes")


FORM = "multipart/form-data; boundary=b"


def pieces() -> Any:
    """A body whose length nobody tells."""
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
    for _ in range(30):
        yield bytes(1000)


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("voiceId=99999", 404, "99999"),
        ("voiceId=987654&voiceType=cloned", 404, "987654"),
        ("", 400, "voiceId"),
        ("voiceId=", 400, "voiceId"),
        ("voiceId=Vera", 400, "voiceId"),
        ("voiceId=-1", 400, "voiceId"),
        ("voiceId=2&voiceType=x", 400, "voiceType"),
        ("voiceId=2&format=midi", 400, "midi"),
        ("voiceId=2&format=opus&sr=22050", 400, "24000 Hz suits best"),
        ("voiceId=2&save=true", 501, "save"),
    ],
)
def test_what_cannot_be_is_refused(server: Live, query: str, status: int, told: str) -> None:
    refused(changed(server, wav(CLIP), query), status, told)


def test_a_form_without_the_recording_is_refused_with_the_field_s_name(server: Live) -> None:
    refused(changed(server, wav(CLIP), field="audio"), 400, "file called file")
    refused(server.http.post("/v1/vc/convert?voiceId=2", data={"file": "text"}), 400, "file called file")
    refused(server.http.post("/v1/vc/convert?voiceId=2", content=wav(CLIP)), 400, "file called file")
    no_boundary = {"content-type": "multipart/form-data"}
    refused(server.http.post("/v1/vc/convert?voiceId=2", content=wav(CLIP), headers=no_boundary), 400, "boundary")


def test_silence_stays_silent_and_keeps_its_length(server: Live) -> None:
    answer = changed(server, wav(np.zeros(RATE // 2)))
    assert answer.headers["audio-duration-ms"] == "500"
    assert np.abs(read(io.BytesIO(answer.content)).samples).max() < 0.01


def test_a_recording_needs_a_key_where_there_are_keys(tmp_path: Path) -> None:
    with live(tmp_path, keys=(KEY,)) as server:
        refused(changed(server, wav(CLIP)), 401, "a key is needed")
        assert changed(server, wav(CLIP), **{"X-Api-Key": KEY}).status_code == 200


def test_who_leaves_before_the_answer_stops_the_work(server: Live, caplog: pytest.LogCaptureFixture) -> None:
    server.rests()
    caplog.set_level(logging.INFO, "vivavoce")
    long = {"file": ("file.wav", wav(np.tile(CLIP, 100)))}  # a minute, some ten seconds of work
    with httpx2.Client(base_url=server.url, timeout=0.4) as hasty, pytest.raises(httpx2.ReadTimeout):
        hasty.post("/v1/vc/convert?voiceId=2", files=long)
    server.rests()
    lines = [line for line in caplog.messages if "/v1/vc/convert" in line]
    assert len(lines) == 1
    assert "client left" in lines[0]
