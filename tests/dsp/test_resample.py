"""Resampling a stream."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vivavoce.core.audio import Audio
from vivavoce.dsp.resample import Resampler, at_most, length_after, resampled
from vivavoce.errors import BadAudio

RATES = (8_000, 16_000, 22_050, 24_000, 44_100, 48_000)
PAIRS = [pair for pair in itertools.product(RATES, RATES) if pair[0] != pair[1]]


def noise(length: int) -> np.ndarray:
    return np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)


def in_pieces(samples: np.ndarray, source: int, target: int, cuts: list[int]) -> np.ndarray:
    resampler = Resampler(source, target)
    parts = [resampler.feed(part) for part in np.split(samples, cuts)]
    return np.concatenate([*parts, resampler.close()])


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_sample_by_sample_gives_the_same_bits_as_all_at_once(source: int, target: int) -> None:
    samples = noise(700)
    expected = resampled(Audio(samples, source), target).samples
    assert np.array_equal(in_pieces(samples, source, target, list(range(1, len(samples)))), expected)


@pytest.mark.parametrize(("source", "target"), [(22_050, 24_000), (24_000, 8_000), (8_000, 48_000), (44_100, 16_000)])
@given(sizes=st.lists(st.integers(0, 9_000), max_size=6))
@settings(max_examples=20, deadline=None)
def test_how_the_stream_is_cut_does_not_change_a_bit(source: int, target: int, sizes: list[int]) -> None:
    samples = noise(15_000)
    cuts = np.minimum(np.cumsum(sizes), len(samples)).astype(int).tolist()
    assert np.array_equal(in_pieces(samples, source, target, cuts), resampled(Audio(samples, source), target).samples)


@given(st.integers(0, 5_000), st.integers(4_000, 200_000), st.integers(4_000, 50_000))
@settings(deadline=None)
def test_the_length_is_the_nearest_whole_number_halves_up(length: int, source: int, target: int) -> None:
    found = resampled(Audio(np.zeros(length), source), target)
    assert found.rate == target
    assert len(found.samples) == length_after(length, source, target)
    assert 2 * abs(len(found.samples) * source - length * target) <= source


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_tone_comes_out_as_the_same_tone_at_the_same_time(source: int, target: int) -> None:
    def tone(rate: int) -> np.ndarray:
        return 0.5 * np.sin(2 * np.pi * 1_000 * np.arange(rate // 2) / rate)

    found = resampled(Audio(tone(source), source), target).samples
    middle = slice(target // 10, -target // 10)  # the ends ring: before and after the tone there is silence
    assert np.abs(found - tone(target)[: len(found)])[middle].max() < 1e-5


def test_what_the_lower_rate_cannot_hold_is_gone() -> None:
    time = np.arange(48_000) / 48_000
    found = resampled(Audio(0.5 * np.sin(2 * np.pi * 5_000 * time), 48_000), 8_000).samples
    assert np.abs(found[800:-800]).max() < 1e-5


def test_equal_rates_pass_the_very_samples_through() -> None:
    samples = noise(10)
    resampler = Resampler(24_000, 24_000)
    assert resampler.feed(samples) is samples
    assert resampler.close().shape == (0,)


def test_what_is_held_back_is_bounded_however_long_the_stream() -> None:
    resampler = Resampler(22_050, 24_000)
    behind = []
    came = 0
    for number in range(1, 2_000):
        came += len(resampler.feed(np.zeros(441, np.float32)))
        behind.append(number * 480 - came)
    assert max(behind) <= 0.045 * 24_000
    assert max(behind[1_000:]) <= max(behind[:1_000])


@given(st.integers(0, 10_000), st.integers(4_000, 384_000), st.integers(4_000, 384_000))
def test_the_longest_before_is_the_last_that_still_fits(length: int, source: int, target: int) -> None:
    longest = Resampler(source, target).longest_before(length)
    assert length_after(longest, source, target) <= length < length_after(longest + 1, source, target)


@pytest.mark.parametrize("rate", [0, -8_000, 3_999, 384_001, 24_000.0, None])
def test_a_rate_that_cannot_be_is_refused(rate: object) -> None:
    for rates in ((rate, 24_000), (24_000, rate)):
        with pytest.raises(BadAudio, match="rate"):
            Resampler(*rates)


def test_only_what_has_a_higher_rate_is_brought_down() -> None:
    audio = Audio(noise(1_000), 48_000)
    assert at_most(audio, 48_000) is audio
    assert at_most(audio, 96_000) is audio
    assert np.array_equal(at_most(audio, 24_000).samples, resampled(audio, 24_000).samples)
