from typing import Any

import numpy as np
import pytest

import vivavoce as vv
from vivavoce.core.embedding import Embedding
from vivavoce.engine import timbre
from vivavoce.engine.design import designed
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.errors import BadRequest

NEUTRAL = Embedding(np.zeros(192))
TEXT = "The birch canoe slid on the smooth planks, and glue the sheet to the dark blue background."


def test_without_traits_it_is_the_base() -> None:
    assert designed(NEUTRAL) == NEUTRAL


def test_traits_are_what_they_say() -> None:
    voice = designed(NEUTRAL, pitch_hz=200, melody=2.0, tract=1.1, pace=0.5, breath_db=6)
    assert timbre.pitch(voice) == pytest.approx(200, rel=1e-5)
    assert voice["melody"][0] == pytest.approx(8.0)
    assert voice["pace"][0] == pytest.approx(-8.0)
    assert np.exp(timbre.tract(voice)) == pytest.approx(1.1, rel=1e-5)
    np.testing.assert_allclose(voice["breath"] * timbre.BREATH_UNIT, 6.0)


def test_brightness_tilts_the_spectrum_about_1_khz() -> None:
    tilted = timbre.voiced(designed(NEUTRAL, brightness_db_per_octave=3)) - timbre.voiced(NEUTRAL)
    frequencies = timbre.band_frequencies(timbre.VOICED_BANDS)
    np.testing.assert_allclose(tilted, 3 * np.log2(frequencies / 1000), atol=1e-4)


@pytest.mark.parametrize(
    "trait",
    [{"pitch_hz": 20}, {"pitch_hz": float("nan")}, {"tract": 2}, {"melody": 0}, {"pace": 9}, {"breath_db": "much"}],
)
def test_a_trait_that_cannot_be_is_refused(trait: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match=r"must .*between"):
        designed(NEUTRAL, **trait)


@pytest.mark.parametrize("name", ["Aoife", "Otto", "Tess", "Max"])
def test_a_designed_voice_is_heard_at_its_pitch(name: str) -> None:
    wanted = next(voice for voice in vv.voices() if voice.name == name).embedding
    heard = WorldEncoder().embed(vv.speak(TEXT, wanted).audio)
    assert timbre.pitch(heard) == pytest.approx(timbre.pitch(wanted), rel=0.06)


def test_breath_and_brightness_are_heard() -> None:
    vera = next(voice for voice in vv.voices() if voice.name == "Vera").embedding
    before = vv.speak(TEXT, vera)
    breathy = vv.speak(TEXT, designed(vera, breath_db=20))
    more = WorldEncoder().embed(breathy.audio)["breath"] - WorldEncoder().embed(before.audio)["breath"]
    assert more[2:4].mean() * timbre.BREATH_UNIT > 2  # less is measured than added: moving pitch counts as noise too
    assert tilt(vv.speak(TEXT, designed(vera, brightness_db_per_octave=3))) == pytest.approx(tilt(before) + 3, abs=1)
    assert tilt(vv.speak(TEXT, designed(vera, brightness_db_per_octave=-3))) == pytest.approx(tilt(before) - 3, abs=1)


def tilt(said: vv.Recording) -> float:
    """Decibels an octave by which the long-term spectrum rises between 300 Hz and 5 kHz."""
    frames = np.lib.stride_tricks.sliding_window_view(said.samples, 2048)[::512] * np.hanning(2048)
    power = (np.abs(np.fft.rfft(frames, axis=1)) ** 2).mean(axis=0)
    frequencies = np.fft.rfftfreq(2048, 1 / said.rate)
    within = (frequencies > 300) & (frequencies < 5_000)
    octaves = np.log2(frequencies[within])
    weights = 1 / frequencies[within]  # each octave counts alike
    return float(np.polyfit(octaves, 10 * np.log10(power[within]), 1, w=np.sqrt(weights))[0])
