"""The part of a recording that is listened to."""

import numpy as np
import pytest

from vivavoce.core.audio import Audio
from vivavoce.dsp.excerpt import LONGEST, busiest, excerpt, steady

RATE = 4_000


def test_a_short_sound_is_its_own_excerpt() -> None:
    audio = Audio(np.ones(RATE * 60, np.float32), RATE)
    assert excerpt(audio) is audio


def test_of_a_long_sound_the_busy_minute_is_taken() -> None:
    samples = np.full(RATE * 300, 0.001, np.float32)
    samples[RATE * 170 : RATE * 230] = 0.1
    part = excerpt(Audio(samples, RATE))
    assert part.seconds == LONGEST
    assert (part.samples == np.float32(0.1)).all()


def test_many_busy_seconds_beat_a_bang() -> None:
    samples = np.full(RATE * 200, 1e-4, np.float32)
    samples[RATE * 10] = 1.0
    samples[RATE * 100 : RATE * 150] = 0.1
    assert 90 <= busiest(samples, RATE) <= 100


@pytest.mark.parametrize("offset", [0.0, 0.4, -0.2])
def test_an_offset_goes_and_a_voice_stays(offset: float) -> None:
    time = np.arange(RATE) / RATE
    voice = 0.1 * np.sin(2 * np.pi * 100 * time)
    left = steady(Audio((voice + offset).astype(np.float32), RATE)).samples
    inner = slice(RATE // 5, -RATE // 5)
    assert left[inner] == pytest.approx(voice[inner], abs=0.002)


@pytest.mark.parametrize("length", [0, 1, 2, 50])
def test_the_shortest_sounds_have_no_voice_left_out(length: int) -> None:
    assert len(steady(Audio(np.ones(length, np.float32), RATE)).samples) == length
    assert not steady(Audio(np.ones(length, np.float32), RATE)).samples.any()
