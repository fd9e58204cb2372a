"""Counts syllables by their vowels: hills in the loudness of the band in which vowels are loud.

After de Jong and Wempe (2009), "Praat script to detect syllable nuclei and measure speech rate automatically".
"""

import numpy as np

from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.activity import Activity, decibels

BAND = (300.0, 2_500.0)  # Hz: first and second resonances, little of the melody and nothing of the hiss
SMOOTHING = 0.05  # seconds, half of the window: syllables come at most 10 a second
DIP = 2.0  # decibels the loudness has to fall between two syllables, as in the paper


def syllables(frames: Frames, heard: Activity) -> int:
    """How many vowels are heard in the speech."""
    frequencies = frames.frequencies
    band = (frequencies >= BAND[0]) & (frequencies <= BAND[1])
    loudness = decibels(smoothed(frames.envelope[:, band].mean(axis=1), round(SMOOTHING * frames.rate / frames.hop)))
    voiced = smoothed(heard.voiced.astype(np.float64), 1) > 0
    return sum(1 for top in hills(loudness, DIP) if voiced[top])


def smoothed(values: Floats, reach: int) -> Floats:
    """The means under a Hann window that reaches so far to each side: shape (n,)."""
    window = np.hanning(2 * reach + 3)[1:-1]
    padded = np.pad(values, reach, mode="edge")
    return np.convolve(padded, window / window.sum(), mode="valid")


def hills(values: Floats, dip: float) -> list[int]:
    """Where the tops are that stand at least ``dip`` above the valleys on both sides, ascending."""
    tops: list[int] = []
    lowest, top = 0, None  # the valley since the last top, the highest place since that valley
    for index in range(len(values)):
        if top is None:
            lowest = index if values[index] < values[lowest] else lowest
            top = index if values[index] >= values[lowest] + dip else None
        elif values[index] > values[top]:
            top = index
        elif values[index] <= values[top] - dip:
            tops.append(top)
            lowest, top = index, None
    return tops
