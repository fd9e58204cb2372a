"""Mel cepstra, by which the aligner compares sounds: every 10 ms, whatever the voice."""

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct, rfft

from training.audio import RATE

HOP = RATE // 100  # samples: 10 ms
WINDOW = RATE // 40  # samples: 25 ms
BANDS = 40
HIGHEST = 8000.0  # Hz
COUNT = 13
WIDTH = 2 * COUNT  # numbers that tell a frame, with how they change
PREEMPHASIS = 0.97

Cepstra = NDArray[np.float32]  # shape (frames, COUNT) or (frames, WIDTH)


def mel(hertz: NDArray[np.floating]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = 1127.0 * np.log1p(hertz / 700.0)
    return found


def filters() -> NDArray[np.float64]:
    """Triangles on the mel scale: shape (BANDS, bins)."""
    edges = np.linspace(0.0, mel(np.array(HIGHEST)), BANDS + 2)
    bins = mel(np.fft.rfftfreq(WINDOW, 1 / RATE))
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.clip(np.minimum(rising, falling), 0.0, None)


FILTERS = filters()


def cepstra(sound: NDArray[np.floating]) -> Cepstra:
    """Shape (frames, COUNT); frame i is centred at sample HOP · i. sound: shape (samples,)"""
    sharp = np.append(sound[:1], sound[1:] - PREEMPHASIS * sound[:-1])
    padded = np.pad(sharp, (WINDOW // 2, WINDOW))
    starts = np.arange(0, len(sound) + 1, HOP)
    frames = padded[starts[:, None] + np.arange(WINDOW)]
    power = np.abs(rfft(frames * np.hanning(WINDOW), axis=1)) ** 2
    bands = np.log(power @ FILTERS.T + 1e-8)
    found: Cepstra = dct(bands, type=2, axis=1, norm="ortho")[:, :COUNT].astype(np.float32)
    return found


def with_motion(found: Cepstra) -> Cepstra:
    """Normalised over the utterance, with how they change: shape (frames, WIDTH)."""
    still = (found - found.mean(0)) / (found.std(0) + 1e-3)
    padded = np.pad(still, ((2, 2), (0, 0)), mode="edge")
    motion = (2 * (padded[4:] - padded[:-4]) + padded[3:-1] - padded[1:-3]) / 10.0
    return np.concatenate([still, motion * 2.0], axis=1).astype(np.float32)
