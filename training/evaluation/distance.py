"""How far speech is from a recording of the same text: spectrum and melody, once the two are laid beside each other."""

from dataclasses import dataclass
from typing import NamedTuple

import librosa
import numpy as np
import pyworld
from numpy.typing import NDArray

RATE = 24_000
HOP = 10.0  # ms
LOWEST, HIGHEST = 75.0, 400.0  # Hz
UNVOICED = 0.95  # mean aperiodicity of the lowest BINS bins (4.7 kHz) from which on there is no voice
BINS = 200
COUNT, BANDS = 25, 80  # mel cepstra, the first of which is loudness; bands they are made of
ACTIVE = 3.5  # how far below the loud frames' log amplitude speech may lie: 30 dB
DECIBELS = 10 / np.log(10)


class Distance(NamedTuple):
    """MCD in dB over 24 mel cepstra; RMSE of f0 in semitones; correlation of log f0; share of frames voiced unlike."""

    spectrum: float
    semitones: float
    melody: float
    voicing: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """f0: shape (n,), Hz; voiced: shape (n,); cepstra: shape (n, COUNT)."""

    f0: NDArray[np.float64]
    voiced: NDArray[np.bool_]
    cepstra: NDArray[np.float64]


def mel(hertz: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return 1127 * np.log1p(np.asarray(hertz) / 700)


def cepstra(spectrum: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of a power spectrum: (n, 513) → (n, COUNT); of its log amplitude on BANDS points of the mel scale."""
    bins = spectrum.shape[1]
    hertz = 700 * np.expm1(np.linspace(0, mel(RATE / 2), BANDS) / 1127)
    place = np.clip(hertz * 2 * (bins - 1) / RATE, 0, bins - 1)
    below = np.minimum(place.astype(int), bins - 2)
    logs = 0.5 * np.log(spectrum + 1e-12)
    bands = logs[:, below] * (1 - (place - below)) + logs[:, below + 1] * (place - below)
    waves = np.cos(np.pi * np.outer(np.arange(COUNT), np.arange(BANDS) + 0.5) / BANDS) / BANDS
    return bands @ waves.T


def analysed(samples: NDArray[np.floating]) -> Analysis:
    """samples: shape (n,), at RATE"""
    samples = np.ascontiguousarray(samples, np.float64)
    f0, times = pyworld.harvest(samples, RATE, f0_floor=LOWEST, f0_ceil=HIGHEST, frame_period=HOP)
    spectrum = pyworld.cheaptrick(samples, f0, times, RATE)
    aperiodicity = pyworld.d4c(samples, f0, times, RATE)
    return Analysis(f0, (f0 > 0) & (aperiodicity[:, :BINS].mean(1) < UNVOICED), cepstra(spectrum))


def distance(made: Analysis, real: Analysis) -> Distance:
    """Over the frames in which somebody speaks, laid beside each other by dynamic time warping."""
    _, path = librosa.sequence.dtw(made.cepstra[:, 1:].T, real.cepstra[:, 1:].T, metric="euclidean")
    mine, theirs = path[::-1].T
    loudness = real.cepstra[:, 0]
    spoken = (loudness > np.percentile(loudness, 98) - ACTIVE)[theirs]
    gaps = made.cepstra[mine, 1:] - real.cepstra[theirs, 1:]
    spectrum = (DECIBELS * np.sqrt(2 * (gaps**2).sum(1)))[spoken].mean()
    both = spoken & made.voiced[mine] & real.voiced[theirs]
    mine_f0, their_f0 = made.f0[mine[both]], real.f0[theirs[both]]
    semitones = np.sqrt(np.mean((12 * np.log2(mine_f0 / their_f0)) ** 2))
    melody = np.corrcoef(np.log(mine_f0), np.log(their_f0))[0, 1]
    voicing = np.mean(made.voiced[mine[spoken]] != real.voiced[theirs[spoken]])
    return Distance(float(spectrum), float(semitones), float(melody), float(voicing))
