"""Moving speech into a voice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.speaker import RATE, speech
from vivavoce.core.audio import Audio
from vivavoce.core.embedding import LIMIT, SECTIONS, SIZE, Embedding
from vivavoce.core.emotions import EMOTIONS, Manner
from vivavoce.core.frames import Frames
from vivavoce.dsp.world import analysed
from vivavoce.engine import timbre
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.engine.shape import (
    HILLS,
    Shape,
    Shaper,
    Way,
    colour_between,
    combined,
    pace_between,
    shape_between,
    transport,
)
from vivavoce.errors import BadRequest

LENGTH = 18_000  # samples that suffice to measure a manner


def shaped(samples: np.ndarray, shape: Shape, sizes: list[int] | None = None, rate: int = RATE) -> np.ndarray:
    shaper, at, told = Shaper(rate, shape), 0, []
    for size in sizes or []:
        told.append(shaper.feed(samples[at : at + size]))
        at += size
    return np.concatenate([*told, shaper.feed(samples[at:]), shaper.close()])


def embed(samples: np.ndarray, rate: int = RATE) -> Embedding:
    return WorldEncoder().embed(Audio(samples, rate))


def changed(embedding: Embedding, section: str, by: float) -> Embedding:
    values = embedding.values.copy()
    values[SECTIONS[section]] += by
    return Embedding(values)


def decibels(samples: np.ndarray) -> float:
    return 10 * float(np.log10(np.square(samples, dtype=np.float64).mean()))


def distance(one: Embedding, other: Embedding) -> float:
    return float(np.linalg.norm(one.values - other.values))


@pytest.fixture(scope="module")
def man() -> np.ndarray:
    return speech(3.0, pitch=110.0, tract=1.05)


@pytest.fixture(scope="module")
def man_voice(man: np.ndarray) -> Embedding:
    return embed(man)


@pytest.fixture(scope="module")
def woman_voice() -> Embedding:
    return embed(speech(3.0, pitch=205.0, tract=0.9, melody=0.35))


def test_from_a_voice_to_itself_there_is_nothing_to_do(man_voice: Embedding) -> None:
    assert shape_between(man_voice, man_voice) is None
    assert shape_between(man_voice, man_voice, Manner(pace=1.3)) is None


@pytest.mark.parametrize("manner", [Manner(pitch=1), Manner(energy=3), Manner(breath=2), Manner(melody=1.2)])
def test_a_manner_alone_is_something_to_do(man_voice: Embedding, manner: Manner) -> None:
    shape = shape_between(man_voice, man_voice, manner)
    assert shape is not None
    assert shape.colour is None


def test_speech_moves_to_the_other_voice(man: np.ndarray, man_voice: Embedding, woman_voice: Embedding) -> None:
    shape = shape_between(man_voice, woman_voice)
    assert shape is not None
    moved = embed(shaped(man, shape))
    assert distance(moved, woman_voice) < 0.6 * distance(man_voice, woman_voice)
    assert timbre.pitch(moved) == pytest.approx(timbre.pitch(woman_voice), rel=0.03)
    assert timbre.tract(moved) == pytest.approx(timbre.tract(woman_voice), abs=0.04)
    assert moved["melody"][0] == pytest.approx(woman_voice["melody"][0], abs=2.0)


def test_the_spectrum_goes_no_further_than_it_is_told(man_voice: Embedding, woman_voice: Embedding) -> None:
    whole, half = (colour_between(man_voice, woman_voice, Way(far, far)) for far in (1.0, 0.5))
    assert half.spread == pytest.approx(0.5 * whole.spread)
    assert half.resting == pytest.approx(0.5 * whole.resting)
    assert half.voiced == pytest.approx(whole.voiced)


def test_a_caricature_sets_the_voice_further_apart_from_the_average(
    man_voice: Embedding, woman_voice: Embedding
) -> None:
    plain, hills, details, both = (
        colour_between(man_voice, woman_voice, Way(1.0, 1.0, hills=hills, details=details)).voiced
        for hills, details in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
    )
    apart = timbre.voiced(woman_voice) - timbre.AVERAGE_VOICED
    assert both - plain == pytest.approx(apart - apart.mean())
    assert (hills - plain) + (details - plain) == pytest.approx(both - plain)
    across = timbre.shapes()
    assert across[HILLS:] @ (hills - plain) == pytest.approx(0.0, abs=1e-9)
    assert across[:HILLS] @ (details - plain) == pytest.approx(0.0, abs=1e-9)
    half = colour_between(man_voice, woman_voice, Way(1.0, 1.0, hills=0.5)).voiced
    assert half - plain == pytest.approx(0.5 * (hills - plain))


def test_beside_its_source_a_voice_that_is_near_is_hardly_exaggerated(man_voice: Embedding) -> None:
    def gain(target: Embedding, *, details: float) -> np.ndarray:
        return colour_between(man_voice, target, Way(1.0, 1.0, details=details, beside_source=True)).voiced

    values = man_voice.values.copy()
    values[SECTIONS["voiced"]][::2] += 0.1
    near = Embedding(values)
    plain, exaggerated = (gain(near, details=details) for details in (0.0, 1.0))
    across = timbre.shapes()
    assert across[HILLS:] @ exaggerated == pytest.approx(2 * across[HILLS:] @ plain)
    assert across[:HILLS] @ exaggerated == pytest.approx(across[:HILLS] @ plain)
    assert gain(man_voice, details=1.0) == pytest.approx(0.0)


def test_there_is_no_caricature_of_the_average_voice(man_voice: Embedding) -> None:
    average = Embedding(np.zeros(SIZE, np.float32))
    plain, far = (colour_between(man_voice, average, Way(1.0, 1.0, hills=by, details=by)) for by in (0.0, 2.0))
    assert far.voiced == pytest.approx(plain.voiced)


@pytest.mark.parametrize(("source", "target"), [("man_voice", "woman_voice"), ("woman_voice", "man_voice")])
def test_the_vocal_tract_goes_no_further_than_it_is_told(
    source: str, target: str, request: pytest.FixtureRequest
) -> None:
    one, other = request.getfixturevalue(source), request.getfixturevalue(target)
    whole = colour_between(one, other, Way(1.0, 1.0))
    assert whole.target == pytest.approx(timbre.tract(other))
    longer = whole.target - whole.source
    half = colour_between(one, other, Way(1.0, 1.0, tract=abs(longer) / 2))
    assert half.source == whole.source
    assert half.target - half.source == pytest.approx(longer / 2)
    assert colour_between(one, other, Way(1.0, 1.0, tract=2 * abs(longer))).target == whole.target


def test_words_stay_when_they_are_said(man: np.ndarray, man_voice: Embedding, woman_voice: Embedding) -> None:
    shape = shape_between(man_voice, woman_voice)
    assert shape is not None
    loudness = [
        np.sqrt(np.square(each[: 3 * RATE]).reshape(-1, 480).mean(axis=1)) for each in (man, shaped(man, shape))
    ]
    late = [np.corrcoef(loudness[0][2:-2], np.roll(loudness[1], -by)[2:-2])[0, 1] for by in (-2, -1, 0, 1, 2)]
    assert int(np.argmax(late)) == 2
    assert late[2] > 0.8


@pytest.fixture(scope="module")
def plainly_said(man: np.ndarray) -> tuple[np.ndarray, Frames]:
    """Some speech taken apart and put together, unchanged; and its frames."""
    samples = shaped(man[:LENGTH], Shape(centre=110.0))
    return samples, analysed(Audio(samples, RATE))


@pytest.mark.parametrize("name", sorted(set(EMOTIONS) - {"neutral"}))
def test_every_emotion_can_be_measured(
    name: str, man_voice: Embedding, man: np.ndarray, plainly_said: tuple[np.ndarray, Frames]
) -> None:
    manner = EMOTIONS[name]
    shape = shape_between(man_voice, man_voice, manner)
    assert shape is not None
    samples = shaped(man[:LENGTH], shape)
    before, after = plainly_said[1], analysed(Audio(samples, RATE))
    sounding = (before.f0 > 0) & (after.f0 > 0)
    plain, moved = (np.log2(frames.f0[sounding]) for frames in (before, after))
    middle = np.log2(timbre.pitch(man_voice))
    expected = middle + manner.pitch / 12 + manner.melody * np.median(plain - middle)
    assert np.median(moved) == pytest.approx(expected, abs=0.03)
    assert moved.std() / plain.std() == pytest.approx(manner.melody, rel=0.08)
    assert decibels(samples) - decibels(plainly_said[0]) == pytest.approx(manner.energy, abs=0.6)
    assert tilt(after, sounding) - tilt(before, sounding) == pytest.approx(manner.brightness, abs=0.3)


@pytest.mark.parametrize("breath", sorted({manner.breath for manner in EMOTIONS.values() if manner.breath}))
def test_the_breath_of_every_emotion_can_be_measured(
    breath: float, man_voice: Embedding, man: np.ndarray, plainly_said: tuple[np.ndarray, Frames]
) -> None:
    shape = shape_between(man_voice, man_voice, Manner(breath=breath))
    assert shape is not None
    before, after = plainly_said[1], analysed(Audio(shaped(man[:LENGTH], shape), RATE))
    sounding = (before.f0 > 0) & (after.f0 > 0)
    noisier = noise(after, sounding) - noise(before, sounding)
    assert 0.3 < noisier / breath < 1.1  # D4C tells about half of a change


def noise(frames: Frames, mask: np.ndarray) -> float:
    """Noise relative to harmonics between 2 and 6 kHz, dB."""
    band = (frames.frequencies > 2_000) & (frames.frequencies < 6_000)
    return float(timbre.noise_ratio(frames.aperiodicity[mask][:, band]).mean())


def tilt(frames: Frames, mask: np.ndarray) -> float:
    """Decibels an octave from 200 Hz to 6 kHz."""
    band = (frames.frequencies > 200) & (frames.frequencies < 6_000)
    level = 10 * np.log10(frames.envelope[mask][:, band]).mean(axis=0)
    octaves = np.log2(frames.frequencies[band])
    return float(np.polyfit(octaves, level, 1, w=1 / np.sqrt(frames.frequencies[band]))[0])


def test_pitch_in_semitones_is_exact(man: np.ndarray, man_voice: Embedding) -> None:
    shape = shape_between(man_voice, man_voice, pitch_semitones=7.0)
    assert shape is not None
    before, after = (analysed(Audio(each, RATE)) for each in (man, shaped(man, shape)))
    both = (before.f0 > 0) & (after.f0 > 0)
    assert np.median(np.log2(after.f0[both] / before.f0[both])) == pytest.approx(7 / 12, abs=0.01)


@pytest.mark.parametrize("stretch", [0.25, 0.8, 1.0, 1.37, 4.0])
@pytest.mark.parametrize("length", [0, 1, 119, 6_000, 12_345])
def test_the_length_is_exact(stretch: float, length: int, man: np.ndarray) -> None:
    assert len(shaped(man[:length], Shape(pitch=0.1, stretch=stretch))) == round(length * stretch)


@pytest.mark.parametrize("stretch", [0.7, 1.6])
def test_stretching_moves_what_is_said_and_keeps_the_pitch(stretch: float, man: np.ndarray) -> None:
    before, after = (analysed(Audio(each, RATE)) for each in (man, shaped(man, Shape(stretch=stretch))))
    where = np.minimum(np.round(np.arange(len(before)) * stretch).astype(int), len(after) - 1)
    both = (before.f0 > 0) & (after.f0[where] > 0)
    assert both.sum() > 0.85 * (before.f0 > 0).sum()
    assert np.median(np.abs(np.log2(after.f0[where][both] / before.f0[both]))) < 0.015


@pytest.mark.parametrize("size", [1_000, 6_000, 12_345])
@pytest.mark.parametrize("rate", [16_000, 22_050])
def test_how_the_samples_were_cut_changes_no_bit(
    size: int, rate: int, man_voice: Embedding, woman_voice: Embedding, man: np.ndarray
) -> None:
    shape = shape_between(man_voice, woman_voice, stretch=1.1)
    assert shape is not None
    short = man[:rate]
    assert np.array_equal(shaped(short, shape, [size] * (rate // size), rate), shaped(short, shape, rate=rate))


def test_silence_stays_silence(man_voice: Embedding, woman_voice: Embedding, man: np.ndarray) -> None:
    shape = shape_between(man_voice, woman_voice)
    assert shape is not None
    assert not shaped(np.zeros(RATE, np.float32), shape).any()
    with_pause = np.concatenate([man[:RATE], np.zeros(RATE, np.float32), man[RATE : 2 * RATE]])
    assert not shaped(with_pause, shape)[RATE + RATE // 10 : 2 * RATE - RATE // 10].any()


@pytest.mark.parametrize("gain", [1.0, 0.01])
def test_the_level_is_kept(gain: float, man: np.ndarray, man_voice: Embedding, woman_voice: Embedding) -> None:
    shape = shape_between(man_voice, woman_voice)
    assert shape is not None
    samples = np.float32(gain) * man
    assert decibels(shaped(samples, shape)) == pytest.approx(decibels(samples), abs=1.0)


def test_a_rate_too_low_for_shaping_says_what_would_do() -> None:
    with pytest.raises(BadRequest, match="16000 to 48000"):
        Shaper(8_000, Shape(pitch=0.5))


@pytest.mark.parametrize(("semitones", "says"), [(-24.0, "28 Hz"), (36.0, "880 Hz")])
def test_a_pitch_no_voice_has_is_refused(semitones: float, says: str) -> None:
    voice = changed(Embedding(np.zeros(SIZE, np.float32)), "pitch", -8 * np.log2(160 / 110))
    with pytest.raises(BadRequest, match=f"{says}; voices lie between 40 and 700 Hz, so .* semitones would do"):
        shape_between(voice, voice, pitch_semitones=semitones)


def test_numbers_at_their_limits_are_no_voice() -> None:
    average = Embedding(np.zeros(SIZE, np.float32))
    extreme = Embedding(np.full(SIZE, LIMIT, np.float32))
    with pytest.raises(BadRequest, match="no voice's"):
        shape_between(average, extreme)
    with pytest.raises(BadRequest, match="no voice's"):
        shape_between(extreme, average, pitch_semitones=-12)


@pytest.mark.parametrize("seed", range(4))
def test_any_moderate_numbers_make_a_voice_that_speaks(seed: int, man: np.ndarray, man_voice: Embedding) -> None:
    values = np.random.default_rng(seed).standard_normal(SIZE).astype(np.float32)
    shape = shape_between(man_voice, Embedding(values))
    assert shape is not None
    samples = shaped(man, shape)
    assert np.isfinite(samples).all()
    assert decibels(samples) == pytest.approx(decibels(man), abs=1.5)
    assert np.abs(samples).max() < 4 * np.abs(man).max()
    assert timbre.pitch(embed(samples)) == pytest.approx(timbre.pitch(Embedding(values)), rel=0.06)


def test_half_way_between_two_voices_lies_a_voice_between_them(
    man: np.ndarray, man_voice: Embedding, woman_voice: Embedding
) -> None:
    middle = Embedding((man_voice.values + woman_voice.values) / 2)
    shape = shape_between(man_voice, middle)
    assert shape is not None
    moved = embed(shaped(man, shape))
    assert timbre.pitch(man_voice) < timbre.pitch(moved) < timbre.pitch(woman_voice)
    assert timbre.tract(woman_voice) < timbre.tract(moved) < timbre.tract(man_voice)
    assert distance(moved, middle) < min(distance(moved, man_voice), distance(moved, woman_voice))


def test_manners_add_up() -> None:
    both = combined([(Manner(1, 1.2, 1.1, 3, 1, 0.5), 1.0), (Manner(-2, 1.5, 0.9, -1, 2, 1.0), 0.5)])
    assert both.pitch == pytest.approx(0)
    assert both.melody == pytest.approx(1.2 * 1.5**0.5)
    assert both.pace == pytest.approx(1.1 * 0.9**0.5)
    assert (both.energy, both.breath, both.brightness) == pytest.approx((2.5, 2, 1))
    assert combined([]) == Manner()


def test_the_pace_between_two_voices_is_the_ratio_of_theirs() -> None:
    average = Embedding(np.zeros(SIZE, np.float32))
    assert pace_between(average, changed(average, "pace", 8)) == pytest.approx(2)
    assert pace_between(changed(average, "pace", 4), average) == pytest.approx(0.5**0.5)


@given(st.integers(0, 200), st.integers(1, 8))
def test_the_transport_gives_the_target_covariance_and_is_symmetric(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    source, target = (np.eye(size) + (one := rng.standard_normal((size, size))) @ one.T for _ in range(2))
    moved = transport(source, target)
    assert moved == pytest.approx(moved.T, abs=1e-8)
    assert moved @ source @ moved == pytest.approx(target, rel=1e-6, abs=1e-6)
    assert transport(source, source) == pytest.approx(np.eye(size), abs=1e-7)
