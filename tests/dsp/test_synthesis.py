"""Frames put together as sound."""

import numpy as np
import pytest

from tests.speaker import BINS, HOP, RATE, said
from vivavoce.core.frames import Frames
from vivavoce.dsp.synthesis import DELAY, Synthesis, minimum_phase
from vivavoce.dsp.world import BLOCK, part_of


def sounded(frames: Frames, length: int, *, stretch: float = 1.0, sizes: list[int] | None = None) -> np.ndarray:
    synthesis = Synthesis(frames.rate, frames.hop, stretch=stretch)
    told, at = [], 0
    for size in [*(sizes or []), len(frames)]:
        told.append(synthesis.feed(part_of(frames, at, at + size)))
        at += size
    return np.concatenate([*told, synthesis.close(length)])


def steady(f0: float, count: int, *, power: float = 1e-4, noise: float = 0.0) -> Frames:
    return Frames(np.full(count, f0), np.full((count, BINS), power), np.full((count, BINS), noise), RATE, HOP)


def test_a_steady_voice_has_a_pulse_every_period_across_blocks() -> None:
    sound = sounded(steady(100.0, 4 * BLOCK), 4 * BLOCK * HOP)
    pulses = np.flatnonzero(sound > 0.5 * sound.max())
    assert np.diff(pulses).tolist() == [240] * (len(pulses) - 1)
    assert len(pulses) == 100


def test_a_period_may_last_part_of_a_sample_longer() -> None:
    sound = sounded(steady(70.1, 800), 800 * HOP)
    spectrum = np.abs(np.fft.rfft(sound[: 4 * RATE] * np.hanning(4 * RATE)))
    near = slice(4 * 701 - 20, 4 * 701 + 20)  # around the tenth harmonic, a quarter of a hertz each
    assert (spectrum[near].argmax() + near.start) / 4 == pytest.approx(701.0, abs=0.26)


@pytest.mark.parametrize(("f0", "noise"), [(0.0, 1.0), (120.0, 0.0), (120.0, 0.7)])
def test_power_is_that_of_the_envelope(f0: float, noise: float) -> None:
    sound = sounded(steady(f0, 800, noise=noise), 800 * HOP)
    assert 10 * np.log10(np.square(sound[RATE:]).mean() / 1e-4) == pytest.approx(0.0, abs=0.35)


def test_silent_frames_give_digital_silence() -> None:
    assert not sounded(steady(0.0, 100, power=0.0, noise=1.0), 100 * HOP).any()


@pytest.mark.parametrize("stretch", [0.25, 0.6137, 1.0, 1.7, 4.0])
@pytest.mark.parametrize("count", [1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
def test_the_length_is_the_one_asked_for(stretch: float, count: int) -> None:
    length = round((count * HOP - 13) * stretch)
    assert len(sounded(steady(110.0, count), length, stretch=stretch)) == length


@pytest.mark.parametrize("length", [0, 1, DELAY - 1, DELAY, DELAY + 1])
def test_the_shortest_sounds_have_their_length(length: int) -> None:
    assert len(sounded(steady(110.0, 1), length)) == length


def test_no_frames_are_silence() -> None:
    assert sounded(steady(100.0, 0), 500).tolist() == [0.0] * 500


@pytest.mark.parametrize("stretch", [0.5, 2.0])
def test_stretching_keeps_the_pitch_and_moves_what_happens(stretch: float) -> None:
    frames = steady(100.0, 400)
    frames.envelope[200:] *= 1e-4
    sound = sounded(frames, round(400 * HOP * stretch), stretch=stretch)
    pulses = np.flatnonzero(sound > 0.5 * sound.max())
    assert set(np.diff(pulses).tolist()) == {240}
    assert pulses[-1] == pytest.approx(200 * HOP * stretch, abs=240 + HOP * stretch)


@pytest.mark.parametrize("size", [1, 7, BLOCK, 3 * BLOCK])
def test_the_sound_does_not_depend_on_how_the_frames_were_cut(size: int) -> None:
    frames = said(203, 120.0, 0.3, 1.0)
    cut = sounded(frames, 203 * HOP, stretch=1.1, sizes=[size] * (203 // size))
    assert np.array_equal(cut, sounded(frames, 203 * HOP, stretch=1.1))


def test_a_minimum_phase_response_has_its_power_and_comes_early() -> None:
    frequency = np.linspace(0, np.pi, BINS)
    pole = 0.9
    power = 1 / np.abs(1 - pole * np.exp(-1j * frequency)) ** 2
    response = np.fft.irfft(minimum_phase(np.log(power)[None]))[0]
    assert response[:40] == pytest.approx(pole ** np.arange(40), abs=1e-6)
