"""Whether a recording will do."""

import tracemalloc

import numpy as np
import pytest

from tests.speaker import RATE, speech
from vivavoce.core.audio import Audio
from vivavoce.dsp.level import active_level
from vivavoce.dsp.resample import resampled
from vivavoce.engine.clip import clipped_share, clone, examine
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.errors import UnfitClip


def noise(length: int, level: float) -> np.ndarray:
    return (level * np.random.default_rng(7).standard_normal(length)).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def refused(samples: np.ndarray, rate: int = RATE) -> str:
    with pytest.raises(UnfitClip) as caught:
        examine(Audio(samples, rate))
    return str(caught.value)


@pytest.fixture(scope="module")
def man() -> np.ndarray:
    return np.concatenate([silence(0.5), speech(2.0, pitch=110.0, tract=1.05), silence(0.5)])


def test_what_is_heard_is_told(man: np.ndarray) -> None:
    heard = examine(Audio(man, RATE))
    assert heard.seconds == heard.examined == pytest.approx(3.0)
    assert heard.speech == pytest.approx(2.0, abs=0.35)
    assert heard.pitch == pytest.approx(110, rel=0.05)
    assert heard.level == pytest.approx(active_level(man, RATE).decibels, abs=0.1)
    assert heard.noise > 60
    assert heard.clipped == 0


def test_cloning_gives_the_voice_and_what_was_heard(man: np.ndarray) -> None:
    embedding, heard = clone(Audio(man, RATE))
    assert embedding == WorldEncoder().embed(Audio(man, RATE))
    assert heard == examine(Audio(man, RATE))


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_any_rate_will_do(rate: int, man: np.ndarray) -> None:
    heard = examine(resampled(Audio(man, RATE), rate))
    assert heard.pitch == pytest.approx(110, rel=0.05)


def test_an_offset_is_no_reason_to_refuse(man: np.ndarray) -> None:
    with_offset, without = examine(Audio(man + np.float32(0.3), RATE)), examine(Audio(man, RATE))
    assert with_offset.pitch == pytest.approx(without.pitch, rel=0.01)
    assert with_offset.level == pytest.approx(without.level, abs=0.2)


@pytest.mark.parametrize("length", [0, 1, RATE // 2])
def test_too_short_a_recording_is_refused(length: int, man: np.ndarray) -> None:
    assert "a voice takes at least 1 s of speech" in refused(man[RATE // 2 :][:length])


def test_too_little_speech_in_a_long_recording_is_refused(man: np.ndarray) -> None:
    assert "at least 1 s would do" in refused(np.concatenate([silence(2), speech(0.5), silence(2)]))


def test_silence_is_refused() -> None:
    assert "silent" in refused(silence(3))


def test_speech_too_soft_to_be_told_from_rounding_is_refused(man: np.ndarray) -> None:
    assert "silent, or nearly" in refused(man * np.float32(1e-4))


def test_noise_is_no_speech() -> None:
    assert "0.00 s of speech" in refused(noise(3 * RATE, 0.1))


def test_speech_in_noise_is_refused_with_how_loud_the_noise_is(man: np.ndarray) -> None:
    assert "above the noise; 12 would do" in refused(man + noise(len(man), 0.05))
    assert examine(Audio(man + noise(len(man), 0.005), RATE)).noise == pytest.approx(26, abs=3)


def test_sound_cut_off_at_its_ceiling_is_refused_at_any_level(man: np.ndarray) -> None:
    ceiling = 0.25 * np.abs(man).max()
    assert "cut off at its ceiling" in refused(np.clip(man, -ceiling, ceiling))
    assert "cut off at its ceiling" in refused(np.float32(0.1) * np.clip(man, -ceiling, ceiling))


def test_sound_cut_off_at_a_high_rate_is_refused_too(man: np.ndarray) -> None:
    """To lower the rate rounds what was cut off, so that is looked for first."""
    high = resampled(Audio(man, RATE), 96_000).samples
    ceiling = 0.25 * np.abs(high).max()
    assert "cut off at its ceiling" in refused(np.clip(high, -ceiling, ceiling), 96_000)


def test_a_high_rate_takes_no_more_than_a_few_times_the_memory_of_its_samples(man: np.ndarray) -> None:
    rate = 384_000
    high = Audio(np.tile(resampled(Audio(man, RATE), rate).samples, 4), rate)
    clone(high)  # what is loaded once does not count
    tracemalloc.start()
    try:
        heard = clone(high)[1]
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert heard.pitch == pytest.approx(110, rel=0.05)
    assert most < 4 * high.samples.nbytes


def test_a_few_samples_at_the_peak_are_not_clipping() -> None:
    samples = np.zeros(RATE, np.float32)
    samples[:40] = 0.5
    assert clipped_share(samples) == 0
    samples[:240] = 0.5
    assert clipped_share(samples) == pytest.approx(0.01)


def test_a_man_and_a_woman_by_turns_are_two_people(man: np.ndarray) -> None:
    woman = speech(3.0, pitch=210.0, tract=0.87)
    assert "several people seem to speak: one at 1" in refused(np.concatenate([man, woman, man]))


def test_a_lively_voice_is_one_person() -> None:
    low, high = speech(2.0, pitch=110.0), speech(2.0, pitch=200.0)  # the same vocal tract
    assert examine(Audio(np.concatenate([low, high]), RATE)).speech > 3


def test_of_a_very_long_recording_a_minute_is_examined(man: np.ndarray) -> None:
    rate = 8_000
    part = resampled(Audio(man, RATE), rate).samples
    hush = np.zeros(rate * 600, np.float32)
    samples = np.concatenate([hush, np.tile(part, 25), hush])
    heard = examine(Audio(samples, rate))
    assert heard.seconds > 1_200
    assert heard.examined == 60
    assert heard.speech > 35
