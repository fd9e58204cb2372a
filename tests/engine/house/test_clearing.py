import json
from importlib import resources

import numpy as np
import pytest

from vivavoce.engine.house.clearing import LEAST, TIMES, cleared
from vivavoce.engine.house.networks import BACKGROUND_EVERY, background_of, networks, speaker_of
from vivavoce.engine.house.vocoder import BINS

BACKGROUND = np.exp(np.linspace(-12, -20, BINS)).astype(np.float32)
SILENT = np.full((1, BINS), -60, np.float32)  # log amplitude
RESTING, VOICED = np.zeros(1), np.array([200.0])


def log_amplitude(power: np.ndarray) -> np.ndarray:
    return (0.5 * np.log(power))[None].astype(np.float32)


def lowered(times: float, f0: np.ndarray = RESTING) -> np.ndarray:
    """How much is taken from noise so many times as strong as the background: in nepers."""
    before = log_amplitude(times * BACKGROUND)
    return before - cleared(f0, SILENT, before, BACKGROUND)[1]


@pytest.mark.parametrize("times", [0.1, 1.0, float(TIMES)])
def test_where_nobody_speaks_the_background_is_lowered_as_far_as_anything_is(times: float) -> None:
    assert lowered(times) == pytest.approx(-0.5 * np.log(LEAST), abs=1e-4)


def test_what_is_louder_loses_the_share_that_is_background() -> None:
    assert lowered(2.0 * TIMES) == pytest.approx(0.5 * np.log(2), abs=1e-4)
    assert lowered(1000.0 * TIMES) == pytest.approx(0.0005, abs=1e-5)


def test_pulses_and_noise_are_lowered_alike_and_count_together() -> None:
    harmonic, noise = (log_amplitude(TIMES * share * BACKGROUND) for share in (3.0, 1.0))
    found = cleared(VOICED, harmonic, noise, BACKGROUND)
    for before, after in zip((harmonic, noise), found, strict=True):
        assert before - after == pytest.approx(-0.5 * np.log(1 - 1 / 4), abs=1e-4)


def test_pulses_that_are_not_heard_count_for_nothing() -> None:
    noise = log_amplitude(2 * TIMES * BACKGROUND)
    loud = np.full((1, BINS), 3, np.float32)
    assert np.array_equal(cleared(RESTING, loud, noise, BACKGROUND)[1], cleared(RESTING, SILENT, noise, BACKGROUND)[1])


def test_without_a_background_nothing_is_taken() -> None:
    harmonic, noise = (np.random.default_rng(seed).normal(-5, 2, (9, BINS)).astype(np.float32) for seed in (0, 1))
    found = cleared(np.arange(9.0), harmonic, noise, np.zeros(BINS, np.float32))
    assert np.array_equal(found[0], harmonic)
    assert np.array_equal(found[1], noise)


def test_a_background_is_told_at_every_eighth_bin() -> None:
    told = np.linspace(-3, -8, 1 + (BINS - 1) // BACKGROUND_EVERY, dtype=np.float32)
    assert np.log(background_of(told)) == pytest.approx(np.linspace(-3, -8, BINS), abs=1e-4)


def test_a_speaker_without_a_background_has_none_to_be_heard() -> None:
    table = json.loads((resources.files("vivavoce.engine.house") / "weights" / "voice.json").read_text("utf-8"))
    stored = {name: value for name, value in table["speakers"]["kathleen"].items() if name != "background"}
    assert speaker_of(stored).background.max() < 1e-20


def test_every_voice_of_the_house_has_a_background_to_be_cleared_of() -> None:
    for speaker in networks().table.speakers.values():
        assert speaker.background.shape == (BINS,)
        assert -70 < 10 * np.log10(speaker.background.max()) < -20
