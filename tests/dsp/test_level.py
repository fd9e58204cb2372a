"""Levels, limiting, fading."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsp.signals import speechlike
from vivavoce.dsp.level import (
    CEILING,
    Limiter,
    active_level,
    amplitude,
    at_level,
    decibels,
    fade_in,
    fade_out,
    louder,
    peak,
    ramp,
)

RATES = (8_000, 22_050, 24_000, 48_000)


def tone(rate: int, seconds: float, loudness: float) -> np.ndarray:
    return (loudness * np.sin(2 * np.pi * 300 * np.arange(int(rate * seconds)) / rate)).astype(np.float32)


def limited(samples: np.ndarray, rate: int, cuts: list[int] | None = None) -> np.ndarray:
    limiter = Limiter(rate)
    return np.concatenate([*(limiter.feed(part) for part in np.split(samples, cuts or [])), limiter.close()])


def test_decibels_of_amplitudes_and_back() -> None:
    assert decibels(1.0) == 0.0
    assert decibels(0.5) == pytest.approx(-6.0206, abs=1e-4)
    assert decibels(0.0) == -math.inf
    assert amplitude(-math.inf) == 0.0
    assert amplitude(decibels(0.123)) == pytest.approx(0.123)


def test_the_peak_is_the_largest_amplitude_on_either_side() -> None:
    assert peak(np.array([0.25, -0.5], np.float32)) == 0.5
    assert peak(np.zeros(0, np.float32)) == 0.0


@pytest.mark.parametrize("rate", RATES)
def test_speech_without_pauses_has_its_rms_as_its_level(rate: int) -> None:
    found = active_level(tone(rate, 5, 0.1), rate)
    assert found.decibels == pytest.approx(decibels(0.1 / math.sqrt(2)), abs=0.05)
    assert found.activity > 0.98


@pytest.mark.parametrize("rate", RATES)
def test_long_pauses_do_not_lower_the_level(rate: int) -> None:
    spoken = tone(rate, 4, 0.1)
    found = active_level(
        np.concatenate([np.zeros(3 * rate, np.float32), spoken, np.zeros(13 * rate, np.float32)]), rate
    )
    # ITU-T P.56 counts 0.2 s after the envelope has fallen as speech, and the envelope falls for a while.
    assert found.decibels == pytest.approx(decibels(0.1 / math.sqrt(2)), abs=0.5)
    assert found.activity == pytest.approx(4 / 20, abs=0.03)


def test_twice_as_loud_is_6_decibels_more_at_the_same_activity() -> None:
    soft = np.concatenate([tone(24_000, 1, 0.1), np.zeros(24_000, np.float32)])
    one, two = active_level(soft, 24_000), active_level(2 * soft, 24_000)
    assert two.decibels - one.decibels == pytest.approx(decibels(2.0), abs=0.02)
    assert two.activity == pytest.approx(one.activity, abs=0.01)


def test_faint_noise_in_the_pauses_is_no_speech() -> None:
    noise = (1e-3 * np.random.default_rng(0).standard_normal(10 * 24_000)).astype(np.float32)
    noise[: 5 * 24_000] += tone(24_000, 5, 0.1)
    assert active_level(noise, 24_000).activity == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(1), np.zeros(24_000), np.full(24_000, 1e-6)])
def test_silence_has_no_level(samples: np.ndarray) -> None:
    assert active_level(samples.astype(np.float32), 24_000) == (-math.inf, 0.0)


@pytest.mark.parametrize("rate", RATES)
def test_what_fits_passes_the_limiter_untouched(rate: int) -> None:
    samples = speechlike(rate, rate)
    samples = samples / peak(samples) * np.float32(CEILING)
    assert np.array_equal(limited(samples, rate), samples)


@pytest.mark.parametrize("rate", RATES)
def test_nothing_leaves_the_limiter_beyond_the_ceiling_not_even_the_first_sample(rate: int) -> None:
    samples = 4 * speechlike(rate, rate)
    samples[[0, rate // 2, -1]] = 4, -4, 4
    assert peak(limited(samples, rate)) <= CEILING


@pytest.mark.parametrize("length", [0, 1, 119, 120, 121, 240, 500])
def test_as_many_samples_come_out_as_went_in(length: int) -> None:
    assert len(limited(np.full(length, 2.0, np.float32), 24_000)) == length


@given(sizes=st.lists(st.integers(0, 700), max_size=10))
@settings(deadline=None)
def test_how_the_stream_is_cut_does_not_change_a_bit_of_what_is_limited(sizes: list[int]) -> None:
    samples = 4 * speechlike(24_000, 4_000)
    cuts = np.minimum(np.cumsum(sizes), len(samples)).astype(int).tolist()
    assert np.array_equal(limited(samples, 24_000, cuts), limited(samples, 24_000))


def test_the_limiter_turns_down_along_a_ramp_and_lets_go_again() -> None:
    samples = np.full(24_000, 0.5, np.float32)
    samples[6_000] = 4.0
    gains = limited(samples, 24_000) / samples
    steps = 20 * np.log10(gains[1:] / gains[:-1])
    assert gains[6_000] <= CEILING / 4
    assert (gains[: 6_000 - 120] == 1).all()
    assert gains[6_000 - 60] < 1  # 5 ms before the peak it is already being turned down
    # Down by 12 dB within 120 samples, steeper towards the end; up by no more than 60 dB a second.
    assert steps.min() > -0.6
    assert steps.max() < 60 / 24_000 * 1.05
    assert (gains[12_000:] == 1).all()


def test_the_limiter_holds_back_less_than_10_ms() -> None:
    limiter = Limiter(24_000)
    came = np.cumsum([len(limiter.feed(np.ones(1, np.float32))) for _ in range(2_000)])
    assert (np.arange(1, 2_001) - came).max() < 0.010 * 24_000


def test_louder_is_a_product_where_it_fits_and_limited_where_not() -> None:
    samples = speechlike(24_000, 12_000)
    assert np.array_equal(louder(samples, 24_000, 0.5), samples * np.float32(0.5))
    assert not louder(samples, 24_000, 0.0).any()
    assert np.array_equal(louder(samples, 24_000, 4.0), limited(4 * samples, 24_000))
    assert peak(4 * samples) > 1


def test_at_level_brings_speech_to_that_level_and_leaves_silence() -> None:
    samples = speechlike(24_000, 48_000)
    assert active_level(at_level(samples, 24_000, -30), 24_000).decibels == pytest.approx(-30, abs=0.1)
    assert not at_level(np.zeros(100, np.float32), 24_000, -20).any()


def test_fades_go_along_half_a_cosine_and_leave_the_rest_and_the_original_alone() -> None:
    samples = np.ones(10, np.float32)
    assert np.array_equal(fade_in(samples, 4), np.concatenate([ramp(4), np.ones(6)]).astype(np.float32))
    assert np.array_equal(fade_out(samples, 4), fade_in(samples, 4)[::-1])
    assert np.allclose(ramp(4) + ramp(4)[::-1], 1)
    assert (np.diff(ramp(100)) > 0).all()
    assert samples.tolist() == [1.0] * 10


@pytest.mark.parametrize("length", [0, 1, 3])
def test_a_fade_longer_than_the_sound_takes_all_of_it(length: int) -> None:
    assert np.array_equal(fade_in(np.ones(length, np.float32), 5), ramp(length))
