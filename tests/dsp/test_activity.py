"""When somebody speaks."""

import numpy as np
import pytest

from tests.speaker import HOP, RATE, speech
from vivavoce.core.audio import Audio
from vivavoce.dsp.activity import activity, near
from vivavoce.dsp.world import analysed


def noise(seconds: float, level: float) -> np.ndarray:
    rng = np.random.default_rng(3)
    return (level * rng.standard_normal(round(seconds * RATE))).astype(np.float32)


def test_speech_is_told_from_the_pauses_around_it() -> None:
    sound = np.concatenate([np.zeros(RATE, np.float32), speech(1.0), np.zeros(RATE, np.float32)])
    heard = activity(analysed(Audio(sound, RATE)))
    assert heard is not None
    when = np.flatnonzero(heard.speech) * HOP / RATE
    assert when.min() == pytest.approx(1.0, abs=0.2)
    assert when.max() == pytest.approx(2.0, abs=0.25)


@pytest.mark.parametrize("decibels", [15.0, 30.0])
def test_the_noise_is_measured_in_the_pauses(decibels: float) -> None:
    sound = np.concatenate([speech(1.0, level=0.1), np.zeros(RATE, np.float32)])
    heard = activity(analysed(Audio(sound + noise(2.0, 0.1 * 10 ** (-decibels / 20)), RATE)))
    assert heard is not None
    assert heard.level - heard.floor == pytest.approx(decibels, abs=2.5)


def test_nobody_speaks_in_silence() -> None:
    assert activity(analysed(Audio(np.zeros(RATE, np.float32), RATE))) is None


def test_the_level_moves_with_the_sound() -> None:
    loud, soft = (activity(analysed(Audio(speech(1.0, level=level), RATE))) for level in (0.1, 0.01))
    assert loud is not None
    assert soft is not None
    assert loud.level - soft.level == pytest.approx(20.0, abs=0.1)
    assert np.array_equal(loud.speech, soft.speech)


def test_near_reaches_to_both_sides() -> None:
    mask = np.array([0, 0, 0, 0, 1, 0, 0, 0, 0], bool)
    assert near(mask, 2).astype(int).tolist() == [0, 0, 1, 1, 1, 1, 1, 0, 0]
    assert near(mask, 0).tolist() == mask.tolist()
