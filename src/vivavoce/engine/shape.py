"""Moves speech into a voice: what lies between two voices, and the stream that carries it out.

Early version: the interface is meant to stay, the sound is not yet.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.embedding import Embedding
from vivavoce.core.emotions import Manner
from vivavoce.errors import BadRequest

NEUTRAL = Manner()
PITCH_UNIT = 1 / 8  # octaves to one unit of the sections pitch, melody and pace
LOWEST_PITCH, HIGHEST_PITCH = 40.0, 700.0  # Hz: the mean of a voice lies between, from the lowest bass to a small child


@dataclass(frozen=True, slots=True)
class Shape:
    """What is done to speech.

    pitch: octaves up or down; melody: times the range of the melody about ``centre``, Hz; stretch: times as long
    breath, brightness, energy: as in Manner
    """

    pitch: float = 0.0
    melody: float = 1.0
    centre: float = 160.0
    stretch: float = 1.0
    energy: float = 0.0
    breath: float = 0.0
    brightness: float = 0.0


def combined(manners: Iterable[tuple[Manner, float]]) -> Manner:
    """Several manners, each with its strength, as one: pitch, decibels and the logarithms of factors add up."""
    pitch = melody = pace = energy = breath = brightness = 0.0
    for manner, strength in manners:
        pitch += strength * manner.pitch
        melody += strength * math.log(manner.melody)
        pace += strength * math.log(manner.pace)
        energy += strength * manner.energy
        breath += strength * manner.breath
        brightness += strength * manner.brightness
    return Manner(pitch, math.exp(melody), math.exp(pace), energy, breath, brightness)


def pace_between(source: Embedding, target: Embedding) -> float:
    """Times the source's pace at which the target speaks."""
    return float(2 ** (PITCH_UNIT * (target["pace"][0] - source["pace"][0])))


def shape_between(
    source: Embedding,
    target: Embedding,
    manner: Manner = NEUTRAL,
    *,
    pitch_semitones: float = 0.0,
    stretch: float = 1.0,
) -> Shape | None:
    """What carries the source's speech into the target's voice, None when nothing is to be changed.

    manner: ``pace`` is left to the caller, who has the synthesizer speak faster or sets ``stretch``
    raises: BadRequest when the voice would speak at a pitch no voice has
    """
    if source == target and manner == Manner(pace=manner.pace) and pitch_semitones == 0 and stretch == 1:
        return None
    centre = 160.0 * 2 ** (PITCH_UNIT * float(source["pitch"][0]))
    octaves = PITCH_UNIT * float(target["pitch"][0] - source["pitch"][0]) + (manner.pitch + pitch_semitones) / 12
    if not LOWEST_PITCH <= centre * 2**octaves <= HIGHEST_PITCH:
        raise BadRequest(
            f"the voice would speak at {centre * 2**octaves:.0f} Hz; voices lie between {LOWEST_PITCH:g} and "
            f"{HIGHEST_PITCH:g} Hz, so ask for less pitch"
        )
    melody = manner.melody * float(2 ** (PITCH_UNIT * (target["melody"][0] - source["melody"][0])))
    return Shape(octaves, melody, centre, stretch, manner.energy, manner.breath, manner.brightness)


class Shaper:
    """Gives speech a shape, in a stream: n samples in, exactly round(n · stretch) out, however they were cut.

    rate: samples per second of what goes in and comes out
    """

    PIECE_SECONDS = 0.3  # feed about this much at a time: a call's work is in proportion

    def __init__(self, rate: int, shape: Shape) -> None:
        self.rate = rate
        self.shape = shape
        self._pieces: list[Samples] = []

    def feed(self, samples: Samples) -> Samples:
        """The shaped samples that are certain so far; shape (m,), m ≥ 0."""
        self._pieces.append(samples)
        return np.zeros(0, np.float32)

    def close(self) -> Samples:
        """The rest."""
        import pyworld

        x = np.concatenate(self._pieces or [np.zeros(0, np.float32)]).astype(np.float64)
        total = round(len(x) * self.shape.stretch)
        if len(x) < self.rate // 10:
            return np.zeros(total, np.float32)
        f0, envelope, aperiodicity = pyworld.wav2world(x, self.rate)
        centre = self.shape.centre
        ratio = np.where(f0 > 0, f0, centre) / centre
        f0 = np.where(f0 > 0, centre * 2**self.shape.pitch * ratio**self.shape.melody, 0.0)
        y = pyworld.synthesize(f0, envelope, aperiodicity, self.rate, 5.0 * self.shape.stretch)
        y = y * 10 ** (self.shape.energy / 20)
        return np.pad(y[:total], (0, max(total - len(y), 0))).astype(np.float32)
