"""The house voices moved into others, as the engine does it."""

from typing import Any

import numpy as np
import pytest

from tests.engine.house.doubles import unit
from vivavoce.core.audio import Audio, Samples
from vivavoce.core.embedding import Embedding
from vivavoce.core.events import Chunk, Phonemes, Words
from vivavoce.core.requests import Controls, emotions
from vivavoce.core.units import Unit
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.dsp.world import melody
from vivavoce.engine import timbre
from vivavoce.engine.design import designed
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.engine.house import HouseSynthesizer
from vivavoce.engine.house.vocoder import RATE
from vivavoce.engine.rendering import Renderer

SYNTHESIZER = HouseSynthesizer()
OWN = SYNTHESIZER.own_voices()
TEXT = "The birch canoe slid on the smooth planks, and four hours of steady work faced us."


class Rendered:
    """A sentence as somebody says it; the lengths that were foretold are checked."""

    def __init__(self, embedding: Embedding = OWN["kathleen"], text: str = TEXT, **controls: Any) -> None:
        plain = unit(text)
        said = Unit(plain.text, plain.tokens, controls=Controls(**controls), ending=plain.ending)
        voice = Voice(built_in_id("somebody"), "Somebody", embedding, Origin("created"))
        renderer = Renderer(SYNTHESIZER, "en-US", voice)
        events = list(renderer.render(said).events)
        self.samples: Samples = np.concatenate([one.samples for one in events if isinstance(one, Chunk)])
        self.words = [word for one in events if isinstance(one, Words) for word in one.words]
        self.phonemes = [phoneme for one in events if isinstance(one, Phonemes) for phoneme in one.phonemes]
        assert renderer.length(said) == len(self.samples)
        assert self.words[-1].end == self.phonemes[-1].end == len(self.samples)
        assert np.isfinite(self.samples).all()

    @property
    def f0(self) -> np.ndarray:
        f0, _ = melody(Audio(self.samples, RATE))
        return np.asarray(f0[f0 > 0])

    @property
    def level(self) -> float:
        return float(10 * np.log10(np.square(self.samples, dtype=np.float64).mean()))


@pytest.fixture(scope="module")
def plain() -> Rendered:
    return Rendered()


@pytest.mark.parametrize("speed", [0.25, 0.4, 0.7, 1.6, 3.0, 4.0])
def test_any_speed_is_kept(plain: Rendered, speed: float) -> None:
    assert len(plain.samples) / len(Rendered(speed=speed).samples) == pytest.approx(speed, rel=0.07)


@pytest.mark.parametrize("semitones", [-5.0, 3.0, 8.0])
def test_a_pitch_is_heard(plain: Rendered, semitones: float) -> None:
    moved = Rendered(pitch=semitones)
    assert 12 * np.log2(np.median(moved.f0) / np.median(plain.f0)) == pytest.approx(semitones, abs=0.5)
    assert moved.words == plain.words
    assert moved.level == pytest.approx(plain.level, abs=2.5)


def test_an_emotion_is_heard(plain: Rendered) -> None:
    excited, sad = (Rendered(emotions=emotions([name])) for name in ("excited", "sad"))
    assert np.median(excited.f0) > np.median(plain.f0) > np.median(sad.f0)
    assert len(excited.samples) < len(plain.samples) < len(sad.samples)
    assert excited.level > plain.level > sad.level


def test_a_designed_voice_has_its_pitch_and_its_breath(plain: Rendered) -> None:
    wanted = designed(OWN["kathleen"], pitch_hz=150, breath_db=12)
    moved = Rendered(wanted)
    heard, before = (WorldEncoder().embed(Audio(one.samples, RATE)) for one in (moved, plain))
    assert timbre.pitch(heard) == pytest.approx(150, rel=0.06)
    more = (heard["breath"] - before["breath"])[1:4].mean() * timbre.BREATH_UNIT
    assert more > 1.0  # of 12: D4C hears only part of the noise in a voice that is made


def test_another_voice_is_heard(plain: Rendered) -> None:
    between = Embedding((0.5 * OWN["kathleen"].values + 0.5 * OWN["flemishguy"].values).astype(np.float32))
    heard, before = (WorldEncoder().embed(Audio(one.samples, RATE)) for one in (Rendered(between), plain))
    for section in ("pitch", "voiced"):  # a sentence tells little of the rest
        wanted = between[section] - OWN["kathleen"][section]
        moved = heard[section] - before[section]
        assert 0.6 < moved @ wanted / (wanted @ wanted) < 1.4, section


def test_its_own_voice_passes_untouched(plain: Rendered) -> None:
    asked = {"language": "en-US", "own_voice": "kathleen", "pace": 1.0}
    events = SYNTHESIZER.speak(unit(TEXT), **asked)  # type: ignore[arg-type]
    spoken = np.concatenate([one.samples for one in events if isinstance(one, Chunk)])
    assert np.array_equal(spoken, plain.samples)
