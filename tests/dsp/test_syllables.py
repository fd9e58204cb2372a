"""Counting syllables."""

import numpy as np
import pytest

from tests.speaker import RATE, speech
from vivavoce.core.audio import Audio
from vivavoce.dsp.activity import activity
from vivavoce.dsp.syllables import hills, smoothed, syllables
from vivavoce.dsp.world import analysed


def test_a_syllable_every_fifth_of_a_second_is_counted() -> None:
    frames = analysed(Audio(speech(4.0), RATE))
    heard = activity(frames)
    assert heard is not None
    assert syllables(frames, heard) == pytest.approx(20, abs=2)


def test_hills_need_valleys_on_both_sides() -> None:
    assert hills(np.array([0, 3, 0, 3, 0.0]), 2.0) == [1, 3]
    assert hills(np.array([0, 3, 2, 3.5, 0.0]), 2.0) == [3]
    assert hills(np.array([3, 2, 1.0]), 2.0) == []
    assert hills(np.array([]), 2.0) == []


def test_smoothing_keeps_what_is_level() -> None:
    assert smoothed(np.full(10, 2.5), 3) == pytest.approx(np.full(10, 2.5))
