"""What a voice sounds like, measured."""

import numpy as np
import pytest

from tests.speaker import RATE, speech
from vivavoce.core.audio import Audio
from vivavoce.core.embedding import Embedding
from vivavoce.dsp.resample import resampled
from vivavoce.dsp.world import analysed
from vivavoce.engine import timbre
from vivavoce.engine.encoder import WorldEncoder, completed, recorded_up_to
from vivavoce.errors import BadAudio


def embed(samples: np.ndarray, rate: int = RATE) -> Embedding:
    return WorldEncoder().embed(Audio(samples, rate))


def distance(one: Embedding, other: Embedding) -> float:
    return float(np.linalg.norm(one.values - other.values))


@pytest.fixture(scope="module")
def low() -> Embedding:
    return embed(speech(3.0, pitch=110.0, tract=1.05))


@pytest.fixture(scope="module")
def high() -> Embedding:
    return embed(speech(3.0, pitch=210.0, tract=0.9))


@pytest.mark.parametrize("pitch", [75.0, 120.0, 230.0, 380.0])
def test_the_pitch_is_the_middle_of_the_melody(pitch: float) -> None:
    assert timbre.pitch(embed(speech(2.0, pitch=pitch))) == pytest.approx(pitch, rel=0.06)


def test_a_wider_melody_is_more_of_the_section_melody() -> None:
    narrow, wide = (embed(speech(3.0, melody=melody))["melody"][0] for melody in (0.1, 0.4))
    assert wide - narrow > 5  # units of an eighth of an octave: twice the octaves are 16, of which 3 s tell half


def test_a_longer_tract_is_told(low: Embedding, high: Embedding) -> None:
    assert timbre.tract(low) - timbre.tract(high) == pytest.approx(np.log(1.05 / 0.9), abs=0.08)


@pytest.mark.parametrize("gain", [0.01, 0.3])
def test_level_does_not_matter(low: Embedding, gain: float) -> None:
    assert distance(embed(np.float32(gain) * speech(3.0, pitch=110.0, tract=1.05)), low) < 0.3


def test_silence_around_the_speech_does_not_matter(low: Embedding) -> None:
    silence = np.zeros(2 * RATE, np.float32)
    assert distance(embed(np.concatenate([silence, speech(3.0, pitch=110.0, tract=1.05), silence])), low) < 3.0


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_the_rate_does_not_matter(low: Embedding, rate: int) -> None:
    audio = resampled(Audio(speech(3.0, pitch=110.0, tract=1.05), RATE), rate)
    assert distance(embed(audio.samples, rate), low) < 3.0


def test_an_offset_does_not_matter(low: Embedding) -> None:
    assert distance(embed(speech(3.0, pitch=110.0, tract=1.05) + np.float32(0.2)), low) < 3.0


@pytest.mark.parametrize(("rate", "most"), [(8_000, 4.0), (16_000, 0.3)])
def test_what_a_low_rate_lacks_is_filled_in_as_in_the_average_voice(low: Embedding, rate: int, most: float) -> None:
    audio = resampled(Audio(speech(3.0, pitch=110.0, tract=1.05), RATE), rate)
    narrow = embed(audio.samples, rate)
    below = timbre.band_frequencies(timbre.VOICED_BANDS) < 0.4 * rate
    assert np.abs(narrow["voiced"] - low["voiced"])[below].max() < most
    assert np.abs(narrow["voiced"]).max() < 8


def test_noise_moves_a_voice_less_than_another_voice_is_away(low: Embedding, high: Embedding) -> None:
    samples = speech(3.0, pitch=110.0, tract=1.05)
    noise = np.random.default_rng(4).standard_normal(len(samples)).astype(np.float32)
    noisy = embed(samples + np.float32(0.1 * 10 ** (-25 / 20)) * noise)
    assert timbre.pitch(noisy) == pytest.approx(timbre.pitch(low), rel=0.05)
    assert distance(noisy, low) < 0.75 * distance(high, low)


def test_two_halves_of_a_speech_are_nearer_to_each_other_than_to_another_voice(low: Embedding, high: Embedding) -> None:
    samples = speech(6.0, pitch=110.0, tract=1.05)
    halves = embed(samples[: 3 * RATE]), embed(samples[3 * RATE :])
    assert distance(*halves) < distance(low, high)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.float32),
        np.ones(1, np.float32),
        np.zeros(RATE, np.float32),
        0.1 * np.random.default_rng(5).standard_normal(RATE).astype(np.float32),
    ],
    ids=["nothing", "one sample", "silence", "noise"],
)
def test_where_nobody_speaks_there_is_no_voice(samples: np.ndarray) -> None:
    with pytest.raises(BadAudio, match="no voice to be heard"):
        embed(samples)


def test_the_same_sound_gives_the_same_numbers(low: Embedding) -> None:
    assert embed(speech(3.0, pitch=110.0, tract=1.05)) == low


def test_pace_goes_with_the_syllables() -> None:
    samples = speech(5.0)
    slow = embed(samples)
    fast = embed(resampled(Audio(samples, RATE), RATE // 3 * 2).samples)  # half as long again, played in the same time
    assert fast["pace"][0] > slow["pace"][0] + 0.3  # 4.7 units, of which 5 s tell a fifth at most


def test_what_a_recording_lacks_is_completed_from_its_edge() -> None:
    narrow = resampled(resampled(Audio(speech(2.0), RATE), 8_000), RATE)
    frames = analysed(narrow)
    highest = recorded_up_to(frames)
    assert 3_400 < highest < 4_000
    edge = int(highest / frames.frequencies[1])
    above = 10 * np.log10(
        completed(frames, highest).envelope[:, edge + 20] / frames.envelope[:, edge - 8 : edge].mean(axis=1)
    )
    assert (np.abs(above) < 12).all()
