"""A made-up person who speaks: vowels and hisses with known pitch, melody and resonances."""

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.synthesis import Synthesis

RATE, HOP, BINS = 24_000, 120, 513
FREQUENCIES = np.linspace(0, RATE / 2, BINS)
SYLLABLE = 40  # frames, 0.2 s: a vowel, then a hiss
VOICED = 28  # frames of the vowel
VOWELS = ((730, 1090), (270, 2290), (300, 870), (530, 1840), (570, 840), (660, 1720))  # Hz, Peterson and Barney 1952
UPPER = (2500, 3500, 4500)  # Hz, of a tract of 17 cm
BANDWIDTH = 90.0  # Hz
LEAST = 3e-5  # of a vowel's peak, at every frequency: real voices end no lower
RIPPLES = 30  # cosines across the spectrum by which no vowel is quite like another


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
    voiced = place < VOICED
    f0 = np.where(voiced, pitch * np.exp2(melody * np.sin(2 * np.pi * number / 130)), 0.0)
    share = np.where(voiced, (place + 0.5) / VOICED, (place - VOICED + 0.5) / (SYLLABLE - VOICED))
    envelope = (
        np.where(voiced[:, None], gliding(count, tract), hiss(tract)) * (0.02 + np.sin(np.pi * share) ** 2)[:, None]
    )
    noise = np.where(voiced[:, None], 0.03 + 0.5 * np.linspace(0, 1, BINS), 1.0)
    return Frames(f0, envelope, noise, RATE, HOP)


def gliding(count: int, tract: float) -> Floats:
    """Power spectra on the way from vowel to vowel: shape (count, BINS)."""
    rng = np.random.default_rng(1)
    waves = np.cos(np.pi * np.arange(RIPPLES)[:, None] * np.sqrt(np.linspace(0, 1, BINS)))
    vowels = []
    for number in range(count // SYLLABLE + 2):
        first, second = np.array(VOWELS[number % len(VOWELS)]) * np.exp(0.06 * rng.standard_normal(2))
        vowels.append(np.log(vowel(first, second, tract)) + 0.2 * rng.standard_normal(RIPPLES) @ waves)
    place = np.arange(count) / SYLLABLE
    before, share = place.astype(int), (place % 1)[:, None]
    logs = np.array(vowels)
    return np.exp(logs[before] * (1 - share) + logs[before + 1] * share)


def vowel(first: float, second: float, tract: float) -> Floats:
    """The power spectrum of a vowel with these resonances and the upper ones: shape (BINS,), peak 1e-3."""
    z = np.exp(-2j * np.pi * FREQUENCIES / RATE)
    response = 1 / (1 - 0.9 * z)
    for frequency in (first, second, *UPPER):
        pole = np.exp(np.pi * (-BANDWIDTH + 2j * frequency / tract) / RATE)
        response = response / ((1 - pole * z) * (1 - np.conj(pole) * z)) * abs(1 - pole) ** 2
    power = np.abs(response) ** 2
    return 1e-3 * (power / power.max() + LEAST)


def hiss(tract: float) -> Floats:
    """The power spectrum of a consonant: shape (BINS,)."""
    return 1e-5 * (0.01 + np.exp(-(((FREQUENCIES - 5_500 / tract) / 2_000) ** 2)))
