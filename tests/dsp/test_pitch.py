"""The pitch of voices."""

import numpy as np
import pytest

from vivavoce.dsp.pitch import PitchTracker

RATE, HOP = 24_000, 120


def tracked(samples: np.ndarray, sizes: list[int] | None = None, *, rate: int = RATE, hop: int = HOP) -> np.ndarray:
    tracker = PitchTracker(rate, hop)
    told, at = [], 0
    for size in sizes or [len(samples)]:
        told.append(tracker.feed(samples[at : at + size].astype(np.float32)))
        at += size
    told += [tracker.feed(samples[at:].astype(np.float32)), tracker.close(len(samples) // hop + 1)]
    return np.concatenate(told)


def harmonics(frequency: np.ndarray | float, seconds: float, numbers: range, *, rate: int = RATE) -> np.ndarray:
    phase = 2 * np.pi * np.cumsum(np.broadcast_to(frequency, round(seconds * rate))) / rate
    return 0.1 * sum(np.sin(number * phase + number) / number for number in numbers)


@pytest.mark.parametrize("frequency", [70.0, 110.0, 195.0, 310.0, 450.0])
@pytest.mark.parametrize("rate", [16_000, 22_050, 48_000])
def test_a_steady_voice_is_heard_within_one_in_two_hundred(frequency: float, rate: int) -> None:
    pitch = tracked(harmonics(frequency, 0.6, range(1, 9), rate=rate), rate=rate, hop=rate // 200)
    assert np.abs(pitch[10:-10] / frequency - 1).max() < 0.005


def test_a_glide_is_followed() -> None:
    frequency = 120 * 2 ** (np.linspace(0, 1, RATE))
    pitch = tracked(harmonics(frequency, 1.0, range(1, 12)))
    true = frequency[::HOP][: len(pitch)]
    assert np.abs(np.log2(pitch[10:190] / true[10:190])).max() < 0.02


def creaking(frequency: float, seconds: float, strength: float) -> np.ndarray:
    """A voice of which every other period is so much weaker."""
    return harmonics(frequency, seconds, range(1, 9)) * (
        1 - strength * (np.floor(frequency * np.arange(round(seconds * RATE)) / RATE) % 2)
    )


def test_a_creak_after_clear_voice_is_not_heard_as_an_octave_less() -> None:
    clear, creak = harmonics(200.0, 1.5, range(1, 9)), creaking(200.0, 0.4, 0.45)
    assert np.median(tracked(creak)) == pytest.approx(100, rel=0.01)  # nothing but itself to go by
    assert np.median(tracked(np.concatenate([clear, creak]))[305:370]) == pytest.approx(200, rel=0.01)


@pytest.mark.parametrize("times", [0.5, 2.0])
def test_a_voice_that_leaps_an_octave_is_followed(times: float) -> None:
    low, high = harmonics(200.0, 1.5, range(1, 9)), harmonics(200.0 * times, 0.5, range(1, 9))
    assert np.median(tracked(np.concatenate([low, high]))[310:390]) == pytest.approx(200 * times, rel=0.01)


def test_a_voice_whose_fundamental_is_missing_keeps_its_pitch() -> None:
    assert np.median(tracked(harmonics(140.0, 0.5, range(3, 9)))) == pytest.approx(140, rel=0.005)


def test_silence_has_no_pitch() -> None:
    assert not tracked(np.zeros(RATE)).any()


def test_noise_has_hardly_any_pitch() -> None:
    noise = 0.1 * np.random.default_rng(1).standard_normal(2 * RATE)
    assert np.count_nonzero(tracked(noise)) < 20


def test_a_pause_between_two_vowels_has_no_pitch() -> None:
    vowel = harmonics(150.0, 0.3, range(1, 9))
    pitch = tracked(np.concatenate([vowel, np.zeros(RATE // 5), vowel]))
    assert not pitch[67:93].any()
    assert pitch[10:50].all()
    assert pitch[110:150].all()


def test_an_offset_changes_nothing() -> None:
    vowel = harmonics(150.0, 0.4, range(1, 9))
    assert tracked(vowel + 0.3)[10:-10] == pytest.approx(tracked(vowel)[10:-10], rel=1e-3)


@pytest.mark.parametrize("length", [0, 1, 119, 120, 5_999, 6_000, 30_000])
def test_there_is_a_frame_every_hop(length: int) -> None:
    assert len(tracked(np.zeros(length))) == length // HOP + 1


@pytest.mark.parametrize("size", [1_000, 1_777, 12_000])
def test_the_pitch_does_not_depend_on_how_the_samples_were_cut(size: int) -> None:
    rng = np.random.default_rng(2)
    samples = harmonics(130 + 20 * np.sin(np.arange(RATE) / 3000), 1.0, range(1, 9)) + 0.01 * rng.standard_normal(RATE)
    sizes = [size] * (len(samples) // size)
    assert tracked(samples, sizes).tolist() == tracked(samples).tolist()
