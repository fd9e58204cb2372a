from itertools import pairwise

import numpy as np
import pytest

from vivavoce.core.audio import Samples
from vivavoce.engine.house.vocoder import BINS, HOP, RATE, SIZE, Rows, Vocoder, minimum_phase

FRAMES = 120
SILENT = np.full((FRAMES, BINS), -20.0, np.float32)
LOUD = np.zeros((FRAMES, BINS), np.float32)  # amplitude 1 at all frequencies


def speech() -> tuple[np.ndarray, Rows, Rows]:
    """Frames with a melody, pauses of the voice, and spectra that move."""
    rng = np.random.default_rng(0)
    place = np.arange(FRAMES)
    f0 = np.where(place // 17 % 3 > 0, 150 * 2 ** (0.3 * np.sin(place / 9)), 0.0)
    waves = np.cos(np.pi * np.arange(20)[:, None] * np.linspace(0, 1, BINS))
    hills = (rng.standard_normal((FRAMES, 20)) @ waves * 0.2).astype(np.float32)
    return f0, hills - 4, hills - 6


def sounded(f0: np.ndarray, harmonic: Rows, noise: Rows, cuts: list[int] | None = None) -> Samples:
    vocoder = Vocoder()
    bounds = [0, *(cuts or []), len(f0)]
    told = [vocoder.feed(f0[start:end], harmonic[start:end], noise[start:end]) for start, end in pairwise(bounds)]
    return np.concatenate([*told, vocoder.close()])


@pytest.mark.parametrize("cuts", [[1], [60], [1, 2, 3, 5, 8, 13, 60, 60, 61], list(range(1, FRAMES)), [FRAMES - 1]])
def test_frames_may_be_cut_anywhere(cuts: list[int]) -> None:
    whole = sounded(*speech())
    assert np.array_equal(sounded(*speech(), cuts), whole)


def test_each_frame_lasts_a_hop() -> None:
    assert sounded(*speech()).shape == (FRAMES * HOP,)
    assert sounded(*speech()).dtype == np.float32
    one = Vocoder()
    assert len(one.feed(np.array([100.0]), LOUD[:1], LOUD[:1])) + len(one.close()) == HOP


def test_nothing_sounds_like_nothing() -> None:
    vocoder = Vocoder()
    assert len(vocoder.feed(np.zeros(0), LOUD[:0], LOUD[:0])) == 0
    assert len(vocoder.close()) == 0


@pytest.mark.parametrize("pitch", [55.0, 100.0, 233.3, 600.0])
def test_a_voice_has_its_harmonics_its_power_and_nothing_between(pitch: float) -> None:
    heard = sounded(np.full(FRAMES, pitch), LOUD, SILENT)[10 * HOP : -10 * HOP].astype(np.float64)
    assert np.mean(heard**2) == pytest.approx(1, rel=0.1)
    spectrum = np.abs(np.fft.rfft(heard * np.blackman(len(heard)))) ** 2
    number = np.fft.rfftfreq(len(heard), 1 / RATE) / pitch
    near = np.abs(number - np.rint(number)) * pitch < 5  # Hz
    is_harmonic = near & (number > 0.5)
    assert spectrum[is_harmonic].sum() / spectrum.sum() > 0.999
    assert spectrum[number < 0.5].sum() / spectrum.sum() < 1e-3


def test_a_resting_voice_is_noise_of_the_power_asked_for() -> None:
    heard = sounded(np.zeros(FRAMES), LOUD, LOUD)[10 * HOP : -10 * HOP]
    assert np.mean(heard**2) == pytest.approx(1, rel=0.05)
    halves = np.abs(np.fft.rfft(heard)) ** 2
    assert halves[: len(halves) // 2].mean() / halves[len(halves) // 2 :].mean() == pytest.approx(1, rel=0.15)


def test_the_pitch_goes_from_frame_to_frame_in_a_straight_line() -> None:
    f0 = np.geomspace(100.0, 200.0, FRAMES)
    heard = sounded(f0, LOUD, SILENT)
    for frame in (20, 60, 100):
        middle = round((frame + 0.5) * HOP)
        around = heard[middle - 1200 : middle + 1200].astype(np.float64)
        alike = np.correlate(around, around, "full")[len(around) - 1 :]
        lags = np.arange(len(alike))
        period = lags[(lags > RATE / 260) & (lags < RATE / 80)][
            np.argmax(alike[(lags > RATE / 260) & (lags < RATE / 80)])
        ]
        assert RATE / period == pytest.approx(f0[frame], rel=0.03)


def test_a_filter_has_the_amplitude_asked_for_and_sounds_at_once() -> None:
    _, harmonic, _ = speech()
    response = minimum_phase(harmonic)
    assert np.abs(response) == pytest.approx(np.exp(harmonic), rel=1e-3)
    impulse = np.fft.irfft(response, SIZE) ** 2
    assert (impulse[:, : SIZE // 4].sum(axis=1) / impulse.sum(axis=1)).min() > 0.9


def test_where_the_voice_rests_its_pulses_are_not_heard() -> None:
    f0 = np.where(np.arange(FRAMES) < 60, 120.0, 0.0)
    heard = sounded(f0, LOUD, SILENT)
    assert np.abs(heard[: 60 * HOP]).max() > 1
    assert np.abs(heard[64 * HOP :]).max() < 1e-3


def test_what_pulses_would_be_filtered_with_where_the_voice_rests_has_no_say() -> None:
    f0, harmonic, noise = speech()
    otherwise = np.where(f0[:, None] > 0, harmonic, np.float32(3))
    assert np.array_equal(sounded(f0, otherwise, noise), sounded(f0, harmonic, noise))
