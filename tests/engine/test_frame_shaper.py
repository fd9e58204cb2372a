from collections.abc import Iterator

import numpy as np
import pytest

from tests.speaker import BINS, HOP, RATE, said
from vivavoce.core.audio import Audio, Samples
from vivavoce.core.embedding import SECTIONS, SIZE, Embedding
from vivavoce.core.frames import Frames
from vivavoce.dsp.synthesis import Synthesis
from vivavoce.dsp.world import melody, part_of
from vivavoce.engine.frame_shaper import FrameShaper, Stretcher, energy
from vivavoce.engine.moving import Shape
from vivavoce.engine.shape import shape_between

FRAMES = said(500, 120.0, 0.2, 1.0)


class World:
    """WORLD's synthesis, as a vocoder."""

    def __init__(self) -> None:
        self._synthesis = Synthesis(RATE, HOP)
        self._frames = 0

    def feed(self, frames: Frames) -> Samples:
        self._frames += len(frames)
        return self._synthesis.feed(frames)

    def close(self) -> Samples:
        return self._synthesis.close(self._frames * HOP)


def pieces(frames: Frames, sizes: list[int]) -> Iterator[Frames]:
    at = 0
    while at < len(frames):
        for size in sizes:
            yield part_of(frames, at, at + size)
            at += size


def shaped(shape: Shape, frames: Frames = FRAMES, sizes: tuple[int, ...] = (10, 40, 160)) -> Samples:
    shaper = FrameShaper(World(), shape)
    told = [shaper.feed(piece) for piece in pieces(frames, list(sizes))]
    return np.concatenate([*told, shaper.close()])


def pitch(samples: Samples) -> float:
    """The middle of the melody, Hz."""
    f0, _ = melody(Audio(samples, RATE))
    return float(np.median(f0[f0 > 0]))


def level(samples: Samples) -> float:
    return float(10 * np.log10(np.square(samples, dtype=np.float64).mean()))


@pytest.mark.parametrize("stretch", [1.0, 0.31, 0.5, 0.77, 1.003, 1.9, 4.0])
@pytest.mark.parametrize("count", [1, 2, 3, 99, 500])
def test_speech_lasts_exactly_as_long_as_it_is_to(stretch: float, count: int) -> None:
    frames = part_of(FRAMES, 0, count)
    assert len(shaped(Shape(stretch=stretch), frames)) == round(count * HOP * stretch)


def test_without_frames_there_is_no_sound() -> None:
    assert len(FrameShaper(World(), Shape(stretch=2.0)).close()) == 0


def test_nothing_to_change_changes_nothing() -> None:
    vocoder = World()
    plain = np.concatenate([vocoder.feed(FRAMES), vocoder.close()])
    same = shaped(Shape(centre=120.0))
    assert pitch(same) == pytest.approx(pitch(plain), rel=2e-3)
    assert level(same) == pytest.approx(level(plain), abs=0.1)


@pytest.mark.parametrize("semitones", [-7.0, 4.0])
def test_pitch_and_level_are_what_was_asked_for(semitones: float) -> None:
    usual = shaped(Shape())
    moved = shaped(Shape(pitch=semitones / 12, centre=120.0, energy=6.0))
    assert 12 * np.log2(pitch(moved) / pitch(usual)) == pytest.approx(semitones, abs=0.3)
    assert level(moved) - level(usual) == pytest.approx(6, abs=0.5)


def test_a_melody_is_as_wide_as_asked_for_at_any_tempo() -> None:
    for stretch in (0.7, 1.0, 1.6):
        f0, _ = melody(Audio(shaped(Shape(melody=0.2, centre=120.0, stretch=stretch)), RATE))
        assert np.std(np.log2(f0[f0 > 0])) < 0.06  # of 0.14 octaves


def test_another_voice_is_as_loud() -> None:
    values = np.zeros(SIZE)
    values[SECTIONS["tract"]] = 4.0
    values[SECTIONS["voiced"]] = np.linspace(-3, 2, 40)
    shape = shape_between(Embedding(np.zeros(SIZE, np.float32)), Embedding(values.astype(np.float32)))
    assert shape is not None
    assert level(shaped(shape)) == pytest.approx(level(shaped(Shape())), abs=1.0)


@pytest.mark.parametrize("stretch", [0.4, 0.9, 2.5])
@pytest.mark.parametrize("sizes", [[1], [7], [500], [3, 50]])
def test_stretched_frames_do_not_depend_on_how_they_came(stretch: float, sizes: list[int]) -> None:
    def stretched(sizes: list[int]) -> list[Frames]:
        stretcher = Stretcher(stretch)
        return [*(stretcher.feed(piece) for piece in pieces(FRAMES, sizes)), *stretcher.close()]

    one, other = stretched(sizes), stretched([500])
    assert np.array_equal(np.concatenate([part.f0 for part in one]), np.concatenate([part.f0 for part in other]))
    count = sum(map(len, one))
    assert count == int(np.ceil(len(FRAMES) * stretch))
    envelopes = np.concatenate([part.envelope for part in one])
    middle = round((250 + 0.5) * stretch - 0.5)
    assert envelopes[middle] == pytest.approx(FRAMES.envelope[250], rel=0.5)


def test_the_energy_of_frames_is_that_of_white_noise_through_them() -> None:
    noise = Frames(np.zeros(200), np.full((200, BINS), 0.01), np.ones((200, BINS)), RATE, HOP)
    assert energy(noise) == pytest.approx(0.01 * 200 * HOP)
    sound = World().feed(noise)
    assert np.square(sound[2400:]).mean() == pytest.approx(0.01, rel=0.1)
