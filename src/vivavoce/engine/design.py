"""Voices by their traits."""

import numpy as np

from vivavoce.core.embedding import SECTIONS, Embedding

PITCH_UNIT = 1 / 8  # octaves to one unit of pitch, melody and pace


def designed(
    base: Embedding,
    *,
    pitch_hz: float | None = None,
    melody: float = 1.0,
    tract: float = 1.0,
    brightness_db_per_octave: float = 0.0,
    breath_db: float = 0.0,
    pace: float = 1.0,
) -> Embedding:
    """The base voice with other traits.

    pitch_hz: its mean pitch, None leaves the base's
    melody: times the base's range of melody; pace: times the base's pace
    tract: times the length of the base's vocal tract; below 1 is smaller, its resonances higher
    brightness_db_per_octave: spectral tilt; breath_db: decibels more noise in the voice
    """
    values = base.values.copy()
    if pitch_hz is not None:
        values[SECTIONS["pitch"]] = np.log2(pitch_hz / 160) / PITCH_UNIT
    values[SECTIONS["melody"]] += np.log2(melody) / PITCH_UNIT
    values[SECTIONS["pace"]] += np.log2(pace) / PITCH_UNIT
    return Embedding(values)
