"""The resonances of vocal tracts."""

import numpy as np
import pytest

from tests.speaker import HOP, RATE, speech, vowel
from vivavoce.core.audio import Audio
from vivavoce.core.frames import Frames
from vivavoce.dsp.resonances import ENOUGH, fitted, spacing
from vivavoce.dsp.world import analysed, selected


def frames_of(power: np.ndarray, count: int) -> Frames:
    envelope = np.tile(power, (count, 1))
    return Frames(np.full(count, 120.0), envelope, np.full_like(envelope, 0.1), RATE, HOP)


@pytest.mark.parametrize("tract", [0.85, 1.0, 1.1])
def test_the_spacing_of_an_even_tube_is_found(tract: float) -> None:
    assert spacing(frames_of(vowel(500, 1500, tract), ENOUGH)) == pytest.approx(1000 / tract, rel=0.02)


def test_too_few_frames_tell_nothing() -> None:
    assert spacing(frames_of(vowel(500, 1500, 1.0), ENOUGH - 1)) is None
    assert spacing(frames_of(vowel(500, 1500, 1.0), 0)) is None


def test_a_flat_spectrum_has_no_resonances() -> None:
    assert spacing(frames_of(np.ones(513), 50)) is None


def test_silence_has_no_resonances() -> None:
    assert spacing(frames_of(np.zeros(513), 50)) is None


def test_over_speech_the_spacing_goes_with_the_tract() -> None:
    found = []
    for tract in (0.9, 1.0, 1.1):
        frames = analysed(Audio(speech(2.4, tract=tract), RATE))
        vowels = selected(frames, frames.f0 > 0)
        found.append(spacing(vowels))
    assert found[0] / found[1] == pytest.approx(1 / 0.9, rel=0.05)
    assert found[2] / found[1] == pytest.approx(1 / 1.1, rel=0.05)


def test_the_fit_weighs_high_resonances_more() -> None:
    assert fitted(np.array([500.0, 1500.0, 2500.0, 3500.0])) == pytest.approx(1000)
    assert fitted(np.array([600.0, 1500.0, 2500.0, 3500.0])) < fitted(np.array([500.0, 1500.0, 2500.0, 3600.0]))
