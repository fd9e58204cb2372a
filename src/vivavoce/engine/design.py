"""Voices by their traits."""

import numpy as np

from vivavoce.core.embedding import LIMIT, SECTIONS, Embedding
from vivavoce.core.requests import number
from vivavoce.engine import timbre
from vivavoce.errors import BadRequest

PIVOT = 1_000.0  # Hz where brightness neither adds nor takes away: about the middle of the spectrum of speech


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

    pitch_hz: its middle pitch, 45 to 600 Hz; None leaves the base's
    melody: times the base's range of melody, 0.25 to 4; pace: times the base's pace, 0.25 to 4
    tract: times the length of the base's vocal tract, 0.8 to 1.25; below 1 is smaller, its resonances higher
    brightness_db_per_octave: tilt of the spectrum about 1 kHz, -6 to 6; above 0 is brighter
    breath_db: decibels more noise in the voice, -24 to 24
    raises: BadRequest when a trait is out of its range, or the voice would not be one any more
    """
    values = base.values.copy()
    if pitch_hz is not None:
        values[SECTIONS["pitch"]] = octaves(number("pitch", pitch_hz, 45.0, 600.0) / timbre.MEAN_PITCH)
    values[SECTIONS["melody"]] += octaves(number("melody", melody, 0.25, 4.0))
    values[SECTIONS["pace"]] += octaves(number("pace", pace, 0.25, 4.0))
    values[SECTIONS["tract"]] += np.log(number("tract", tract, 0.8, 1.25)) / timbre.TRACT_UNIT
    tilt = number("brightness", brightness_db_per_octave, -6.0, 6.0) / timbre.LEVEL_UNIT
    for section, bands in (("voiced", timbre.VOICED_BANDS), ("resting", timbre.RESTING_BANDS)):
        values[SECTIONS[section]] += tilt * np.log2(timbre.band_frequencies(bands) / PIVOT)
    values[SECTIONS["breath"]] += number("breath", breath_db, -24.0, 24.0) / timbre.BREATH_UNIT
    for section in ("melody", "tract", "pace"):
        if abs(values[SECTIONS[section]][0]) > LIMIT:
            raise BadRequest(
                f"the base voice's {section} is near its limit, and this goes beyond what a voice has; ask for less"
            )
    return Embedding(values)


def octaves(ratio: float) -> float:
    """A ratio in units of pitch, melody and pace."""
    return float(np.log2(ratio)) / timbre.PITCH_UNIT
