"""Cartesia's own clients, text to speech over HTTP: whole, as events, between recordings; and voices changed."""

from typing import Any

import numpy as np
import pytest

from tests.compat.conftest import Seen, only
from tests.compat.sounds import (
    LIKENESS,
    MP3_MARGIN,
    alike,
    contained,
    heard,
    lag,
    level,
    phonemes_of,
    raw,
    said,
    said_by,
    same,
    same_times,
    times_of,
    unpacked,
    voice,
)
from tests.compat.texts import CLIP_TEXT, TEXT, VERA, VIKTOR
from vivavoce.inprocess import convert

# What each way of speaking that the drivers ask for means here.
EXPECTED: dict[str, dict[str, Any]] = {
    "both": {},
    "a string": {},
    "an id": {},
    "own language": {},
    "locale": {},
    "normalization": {},
    "fast": {"speed": 1.5},
    "slow": {"speed": 0.6},
    "model speed": {"speed": 0.6**0.5},
    "emotion": {"emotion": ("happy:1.5", "curious")},
    "config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"},
}


def test_every_format_holds_the_sound_that_the_engine_makes(seen: Seen) -> None:
    for name, value in seen["bytes_formats"].items():
        container, _, rest = name.removeprefix("raw_").partition("_")
        data, encoding, rate = unpacked(value), *name.split("_", 1)[1].rsplit("_", 1)
        expected = said(TEXT, VERA, int(rate), language="en")
        if name.startswith("raw"):
            same(raw(data, encoding, int(rate)), expected, likeness=LIKENESS[encoding])
        elif container == "wav":
            same(contained(data, int(rate)), expected, likeness=LIKENESS[encoding])
        else:
            same(contained(data, int(rate)), expected, likeness=LIKENESS["mp3"], margin=MP3_MARGIN)
            assert rest, "the name tells the bit rate"


@only("2", "4")
def test_mp3_has_the_bit_rate_that_was_asked_for(seen: Seen) -> None:
    seconds = said(TEXT, VERA, 44_100).seconds
    for name, value in seen["bytes_formats"].items():
        container, bit_rate, *_ = name.split("_")
        if container == "mp3":
            assert len(unpacked(value)) * 8 / seconds == pytest.approx(int(bit_rate), rel=0.05)


def test_a_voice_is_named_in_every_way_and_speaks_as_it_is_told(seen: Seen, plan: dict[str, Any]) -> None:
    for name, value in seen["bytes_voices"].items():
        samples = raw(unpacked(value), "pcm_f32le", 44_100)
        if name == "embedding":
            same(samples, said_by(TEXT, plan["embedding"], 44_100))
        else:
            same(samples, said(TEXT, VERA, 44_100, **EXPECTED[name]))


@only("2")
def test_the_answer_comes_in_pieces_of_the_size_wanted(seen: Seen) -> None:
    told = seen["bytes_options"]
    assert set(told["sizes"][:-1]) == {4096}
    same(heard(told), said(TEXT, VERA, 44_100))


@only("4")
def test_every_way_of_taking_the_answer_gives_the_same(seen: Seen) -> None:
    ways = seen["bytes_ways"]
    assert ways.pop("status") == 200
    # A time limit was given with the first, which has to fit the speech; this client leaves it out.
    assert len({unpacked(value) for value in ways.values()}) == 1
    same(raw(unpacked(ways["bytes"]), "pcm_f32le", 44_100), said(TEXT, VERA, 44_100))


def test_events_hold_the_same_sound(seen: Seen) -> None:
    expected = said(TEXT, VERA, 44_100)
    for told in seen["sse"].values():
        same(heard(told), expected)
    assert len(seen["sse"]["stream"]["sizes"]) > 3
    assert max(seen["sse"]["stream"]["sizes"]) < 2**18


@only("2", "4")
def test_events_tell_when_words_and_phonemes_sound(seen: Seen) -> None:
    told, expected = seen["sse"]["timed"], said(TEXT, VERA, 44_100)
    same_times(told["words"], times_of(expected))
    same_times(told["phonemes"], phonemes_of(expected))
    assert told["contexts"] == ["my-own-context"]
    assert told["kinds"].count("done") == 1
    assert told["kinds"][-1] == "done"


def test_speech_goes_between_two_recordings_as_loud_as_they_are(seen: Seen, plan: dict[str, Any]) -> None:
    told = seen["infill"]
    expected = said(TEXT, VERA, 24_000)
    if seen.major == 4:
        middle = contained(unpacked(told["wav"]), 24_000)
    else:
        (middle, whole), (_, with_left) = ([contained(unpacked(one), 24_000) for one in told[it]] for it in SIDES)
        left, right = (said(text, VERA, 24_000) for text in ("This is what came before.", "And this is what follows."))
        assert len(whole) == pytest.approx(len(left.samples) + len(middle) + len(right.samples), abs=96)
        assert len(with_left) == pytest.approx(len(left.samples) + len(middle), abs=96)
    assert len(middle) == len(expected.samples)
    assert alike(middle, expected.samples) > 0.99
    beside = [said(text, VERA, 24_000).samples for text in ("This is what came before.", "And this is what follows.")]
    assert level(middle) == pytest.approx(np.mean([level(side) for side in beside]), rel=0.25)


SIDES = ("both", "left")


def test_infill_comes_in_every_container_and_at_the_pace_wanted(seen: Seen) -> None:
    told = seen["infill"]
    if seen.major == 1:
        slow = contained(unpacked(told["controls"][0]), 24_000)
        assert len(slow) > len(said(TEXT, VERA, 24_000).samples) * 1.1
        return
    expected = said(TEXT, VERA, 44_100)
    assert len(raw(unpacked(told["raw"]), "pcm_s16le", 44_100)) == len(expected.samples)
    assert alike(raw(unpacked(told["raw"]), "pcm_s16le", 44_100), expected.samples) > 0.99
    assert len(contained(unpacked(told["mp3"]), 44_100)) == pytest.approx(len(expected.samples), abs=44_100 * 0.1)
    if seen.major == 2:
        slow = raw(unpacked(told["slow"]), "pcm_s16le", 44_100)
        assert len(slow) > len(expected.samples) * 1.1


@only("2", "4")
def test_a_recording_is_said_in_another_voice_in_every_container(seen: Seen) -> None:
    told = seen["voice_changer"]
    clip = said(CLIP_TEXT, VIKTOR, 24_000)
    length = round(len(clip.samples) * 44_100 / 24_000)
    in_wav, in_raw = contained(unpacked(told["wav"]), 44_100), raw(unpacked(told["raw"]), "pcm_s16le", 44_100)
    assert len(in_raw) == len(in_wav) == pytest.approx(length, abs=44)
    assert alike(in_wav, in_raw) > 0.9999
    in_mp3 = contained(unpacked(told["mp3"]), 44_100)
    assert alike(in_mp3[lag(in_mp3, in_wav, round(MP3_MARGIN * 44_100)) :], in_wav) > LIKENESS["mp3"]
    assert level(in_raw) == pytest.approx(level(clip.samples), rel=0.6)
    assert in_raw.tobytes() == heard(told["sse"], encoding="pcm_s16le").tobytes()
    assert told["sse"]["kinds"][-1] == "done"


@only("2", "4")
def test_what_was_converted_is_in_the_voice_asked_for(seen: Seen) -> None:
    converted = convert(said(CLIP_TEXT, VIKTOR, 24_000), voice(VERA)).samples
    told = raw(unpacked(seen["voice_changer"]["raw"]), "pcm_s16le", 44_100)
    there = np.interp(np.arange(len(told)) * 24_000 / 44_100, np.arange(len(converted)), converted).astype(np.float32)
    assert alike(told, there) > 0.97
