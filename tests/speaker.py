"""A made-up person who speaks: vowels and hisses with known pitch, melody and resonances."""

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.synthesis import Synthesis

RATE, HOP, BINS = 24_000, 120, 513
SYLLABLE = 40  # frames, 0.2 s: a vowel, then a hiss
VOWELS = ((730, 1090), (270, 2290), (300, 870), (530, 1840), (570, 840), (660, 1720))  # Hz, Peterson and Barney 1952
UPPER = (2500, 3500, 4500)  # Hz, of a tract of 17 cm
BANDWIDTH = 90.0  # Hz


def speech(
    seconds: float, *, pitch: float = 120.0, melody: float = 0.25, tract: float = 1.0, level: float = 0.1
) -> Samples:
    """A made-up person's speech at RATE: shape (n,), float32.

    pitch: middle of the melody, Hz; melody: octaves it swings to each side; tract: times the length of 17 cm
    level: root of the mean power
    """
    frames = said(round(seconds * RATE / HOP) + 1, pitch, melody, tract)
    synthesis = Synthesis(RATE, HOP)
    samples = np.concatenate([synthesis.feed(frames), synthesis.close(round(seconds * RATE))])
    return (samples * level / np.sqrt(np.square(samples).mean())).astype(np.float32)


def said(count: int, pitch: float, melody: float, tract: float) -> Frames:
    """Its frames."""
    number = np.arange(count)
    place = number % SYLLABLE
    voiced = place < 0.7 * SYLLABLE
    f0 = np.where(voiced, pitch * np.exp2(melody * np.sin(2 * np.pi * number / 130)), 0.0)
    vowels = np.array([vowel(*VOWELS[one // SYLLABLE % len(VOWELS)], tract) for one in range(0, count, SYLLABLE)])
    envelope = np.where(voiced[:, None], vowels[number // SYLLABLE], hiss(tract))
    envelope = envelope * (0.05 + np.sin(np.pi * (place + 0.5) / SYLLABLE) ** 2)[:, None]
    noise = np.where(voiced[:, None], 0.03 + 0.4 * np.linspace(0, 1, BINS), 1.0)
    return Frames(f0, envelope, noise, RATE, HOP)


def vowel(first: float, second: float, tract: float) -> Floats:
    """The power spectrum of a vowel: shape (BINS,)."""
    z = np.exp(-2j * np.pi * np.linspace(0, 0.5, BINS))
    response = 1 / (1 - 0.9 * z)
    for frequency in (first, second, *UPPER):
        pole = np.exp(np.pi * (-BANDWIDTH + 2j * frequency / tract) / RATE)
        response = response / ((1 - pole * z) * (1 - np.conj(pole) * z)) * abs(1 - pole) ** 2
    return np.abs(response) ** 2 * 1e-3


def hiss(tract: float) -> Floats:
    """The power spectrum of a consonant: shape (BINS,)."""
    frequency = np.linspace(0, RATE / 2, BINS)
    return 1e-5 * (0.01 + np.exp(-(((frequency - 5_500 / tract) / 1_500) ** 2)))
