"""The vendor's last Python client through all calls of its published examples, and through what it does wrong."""

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from tests.compat.conftest import Report
from tests.compat.sounds import LIKENESS, MP3_MARGIN, alike, contained, level, raw, said, same, unpacked, voice
from tests.compat.texts import JUNE, KEY, LONG, TEXT, TEXTS, VERA, VIKTOR
from tests.dsp import independent
from vivavoce.core.audio import Samples
from vivavoce.core.requests import Speech
from vivavoce.core.voices import Voice
from vivavoce.dsp.reading import read
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.inprocess import convert, engine, speak
from vivavoce.making import cloned
from vivavoce.recording import Recording
from vivavoce.server.charactr.socket import PUSH

RATE = 24_000
# What the driver asks for by these names: container, rate, and how like the engine's sound it has to be.
FORMATS = {
    "plain": ("wav", RATE, 0.999999),
    "rate alone": ("wav", 16_000, 0.999999),
    "wav 44100": ("wav", 44_100, 0.999999),
    "wav 8000": ("wav", 8_000, 0.999999),
    "mp3 44100": ("mp3", 44_100, LIKENESS["mp3"]),
    "mp3": ("mp3", RATE, LIKENESS["mp3"]),
    "flac 24000": ("flac", 24_000, 0.999999),
    "opus 48000": ("opus", 48_000, 0.9),  # a codec of speech, which keeps no waveform above 12 kHz
    "pcm 22050": ("pcm", 22_050, 0.999999),
    "not cloned": ("wav", RATE, 0.999999),
    "cloned": ("wav", RATE, 0.999999),
}
FRAMED = ("mp3", "flac", "opus")  # each text ends with a little silence there, which pushes its sound out
RESAMPLING = 0.02  # seconds that may wait for what comes next while speech is brought to another rate


@pytest.fixture
def told(reports: Callable[[str], Report]) -> Report:
    return reports("charactr")


@functools.cache
def said_apart(pieces: tuple[str, ...], rate: int, silence: float) -> Recording:
    """Texts in Vera's voice that are said when they come, each followed by so many seconds of silence."""
    speaker = engine().speaker(Speech("", voice(VERA), rate=rate))
    parts: list[Samples] = []
    for piece in pieces:
        events = [event for events in (speaker.feed(piece), speaker.flush()) for event in events]
        parts += [Recording.of(events, rate).samples, np.zeros(round(silence * rate), np.float32)]
    parts.append(Recording.of(speaker.close(), rate).samples)
    return Recording(np.concatenate(parts), rate)


def said_in_format(told: Any, name: str, texts: Iterable[str]) -> None:
    """Assert that a stream holds the texts as one file of the format that goes by this name, and ended well."""
    container, rate, likeness = FORMATS[name]
    assert told["closed"] == [1000, ""]
    data = unpacked(told["audio"])
    samples = raw(data, "pcm_s16le", rate) if container == "pcm" else decoded(data, rate)
    silence, margin = PUSH if container in FRAMED else 0.0, MP3_MARGIN if container in ("mp3", "opus") else 0.0
    same(samples, said_apart(tuple(texts), rate, silence), likeness=likeness, margin=margin)


def decoded(data: bytes, rate: int) -> Samples:
    """What FFmpeg hears in a file that does not know how long it is."""
    samples, told = independent.heard(data)
    assert told == rate
    return np.asarray(samples, np.float32)


def is_whole(told: Any, samples: Samples) -> None:
    """Assert that an answer over HTTP is a WAV of these samples and says so."""
    data = unpacked(told["data"])
    assert told["type"] == "audio/wav"
    assert int(told["size_bytes"]) == len(data)
    assert int(told["duration_ms"]) == round(1000 * len(samples) / RATE)
    same(contained(data, RATE), Recording(samples, RATE))


def test_built_in_voices_are_listed_with_numbers_and_previews_that_play(told: Report) -> None:
    listed = told["voices"]["tts"]
    assert listed == told["voices"]["vc"]
    assert [one["name"] for one in listed] == [one.name for one in built_in_voices()]
    assert sorted(one["id"] for one in listed) == list(range(1, len(listed) + 1))
    assert {"category": "gender", "label": "feminine"} in listed[0]["labels"]
    preview = httpx2.get(listed[0]["preview_url"])
    assert preview.status_code == 200
    assert level(contained(preview.content, RATE)) > 0.01


def test_a_text_is_said_whole_and_its_length_is_told(told: Report) -> None:
    assert told["quickstart"]["voice"]["name"] == "June"
    is_whole(told["quickstart"]["result"], said(TEXT, JUNE, RATE).samples)
    for one in told["convert"].values():
        is_whole(one, said(TEXT, VERA, RATE).samples)


def test_a_simplex_stream_brings_one_file_of_the_format_wanted(told: Report) -> None:
    for name in FORMATS:
        said_in_format(told["simplex_streams"][name], name, [TEXT])
        assert len(told["simplex_streams"][name]["sizes"]) > 3
    said_in_format(told["simplex_streams"]["not blocking"], "plain", [TEXT])


def test_minutes_come_over_a_simplex_stream(told: Report) -> None:
    one = told["long_simplex"]
    assert one["closed"] == [1000, ""]
    same(raw(unpacked(one["audio"]), "pcm_s16le", 8_000), said(LONG, VERA, 8_000))


def test_a_duplex_stream_brings_all_its_texts_as_one_file(told: Report) -> None:
    for name in FORMATS:
        said_in_format(told["duplex_streams"][name], name, TEXTS.values())


def test_a_duplex_stream_over_which_nothing_is_said_is_an_empty_file(told: Report) -> None:
    one = told["duplex_streams"]["nothing said"]
    assert one["closed"] == [1000, ""]
    assert len(contained(unpacked(one["audio"]), RATE)) == 0


def test_a_text_is_said_to_its_end_before_the_next_one_comes(told: Report) -> None:
    one, two = list(TEXTS.values())[:2]
    waited = told["duplex_waited"]
    first = unpacked(waited["first"])
    assert len(first) == pytest.approx(2 * len(said_apart((one,), RATE, 0.0).samples), abs=2 * RATE * RESAMPLING)
    assert unpacked(waited["audio"]).startswith(first)
    assert waited["closed"] == [1000, ""]
    same(raw(unpacked(waited["audio"]), "pcm_s16le", RATE), said_apart((one, two), RATE, 0.0))
    assert waited["after"]["classes"][0] == "ConnectionClosedError"


def test_a_stream_that_is_terminated_stops_the_server(told: Report) -> None:
    left = told["duplex_terminated"]
    assert 0 < left["bytes"] < 2 * len(said(LONG, VERA, 8_000).samples) * 48_000 // 8_000
    assert left["rests"]
    assert left["after"]["classes"][0] == "ConnectionClosedError"
    said_in_format(left["next"], "plain", [TEXT])


def test_a_recording_is_said_in_another_voice(told: Report, plan: dict[str, Any]) -> None:
    is_whole(told["changed"]["file"], convert(Path(plan["clip"]), voice(VERA)).samples)
    assert told["changed"]["file"] == told["changed"]["bytes"]
    is_whole(told["changed"]["opus"], convert(Path(plan["opus_clip"]), voice(VERA)).samples)


def clone_of(path: str) -> Voice:
    """The voice in a recording, as this process hears it."""
    return cloned(engine(), read(Path(path)), name="the same")


def test_a_voice_is_cloned_from_ogg_opus_and_heard_in_every_way(told: Report, plan: dict[str, Any]) -> None:
    one, expected = told["cloned"], clone_of(plan["opus_clip"])
    spoken = speak(TEXT, expected, rate=RATE)
    assert alike(spoken.samples, said(TEXT, VIKTOR, RATE).samples) < 0.9, "it is not merely a voice there was"
    is_whole(one["convert"], spoken.samples)
    for way in ("simplex", "duplex"):
        assert one[way]["closed"] == [1000, ""]
        same(contained(unpacked(one[way]["audio"]), RATE), spoken)
    is_whole(one["vc"], convert(Path(plan["clip"]), expected).samples)


def test_a_clone_is_listed_renamed_and_forgotten(told: Report) -> None:
    one = told["cloned"]
    assert one["created"]["name"] == "test-voice-sdk"
    assert one["renamed"] == one["created"] | {"name": "test-voice-sdk-rename"}
    assert [(each["id"], each["name"]) for each in one["listed"]] == [(one["created"]["id"], "test-voice-sdk-rename")]
    assert one["created"]["id"] not in one["built in"]
    preview = httpx2.get(one["created"]["previewUrls"][0])
    assert preview.status_code == 404
    for failed in one["gone"].values():
        refused(failed, 404, str(one["created"]["id"]))
    assert one["listed at last"] == []


def refused(failed: Any, status: int, text: str) -> None:
    """Assert that a call raised the client's error for that status, with a message in which this is said."""
    assert failed["classes"][0] == ("ClientError" if status < 500 else "ServerError")
    assert failed["message"].startswith(f"[{status}] ")
    assert text in failed["message"]


@pytest.mark.parametrize(
    ("what", "status", "text"),
    [
        ("voice", 404, "there is no voice 99999"),
        ("text", 400, "nothing to say"),
        ("vc voice", 404, "there is no voice 99999"),
        ("vc sound", 400, "no sound"),
        ("clone sound", 400, "no sound"),
        ("clone name", 400, "name"),
        ("clone too long", 413, "60.00 s"),
        ("clone too large", 413, "32 MiB"),
        ("rename built in", 409, "built-in"),
        ("delete built in", 409, "built-in"),
    ],
)
def test_what_is_wrong_with_a_request_is_raised(told: Report, what: str, status: int, text: str) -> None:
    refused(told["errors"][what], status, text)


@pytest.mark.parametrize(
    ("what", "code", "text"),
    [
        ("simplex format", 4400, "there is no format 'cassette'"),
        ("duplex format", 4400, "there is no format 'cassette'"),
        ("simplex rate", 4400, "mp3 cannot hold 12345 Hz"),
        ("duplex rate", 4400, "mp3 cannot hold 12345 Hz"),
        ("simplex voice", 4404, "there is no voice 99999"),
        ("duplex voice", 4404, "there is no voice 99999"),
        ("simplex text", 4400, "nothing to say"),
    ],
)
def test_what_is_wrong_with_a_stream_closes_it_and_is_told(told: Report, what: str, code: int, text: str) -> None:
    one = told["errors"][what]
    assert one["closed"][0] == code
    assert text in one["closed"][1]
    assert unpacked(one["audio"]) == b""


def test_a_server_with_a_key_opens_to_that_key_alone(told: Report) -> None:
    keys = told["keys"]
    expected = said(TEXT, VERA, RATE)
    is_whole(keys["convert"], expected.samples)
    for way in ("simplex", "duplex"):
        said_in_format(keys[way], "plain", [TEXT])
    for failed in keys["wrong"].values():
        refused(failed, 401, "the key is not known")
    for way in ("wrong simplex", "wrong duplex"):
        assert keys[way]["closed"][0] == 4401
        assert keys[way]["closed"][1].startswith("the key is not known")


def test_previews_of_a_server_with_a_key_play_without_it_and_no_others(told: Report) -> None:
    url = told["keys"]["voice"]["preview_url"]
    assert KEY not in url
    assert level(contained(httpx2.get(url).content, RATE)) > 0.01
    assert httpx2.get(url.partition("?")[0]).status_code == 401
