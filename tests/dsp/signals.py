"""Sounds with a closed form."""

import numpy as np
from numpy.typing import NDArray


def speechlike(rate: int, length: int) -> NDArray[np.float32]:
    """Something with a melody, vowels' resonances and syllables, all below 3 kHz: shape (length,), float32."""
    time = np.arange(length) / rate
    phase = 2 * np.pi * (130 * time + 8 * np.sin(2 * np.pi * 0.7 * time))
    harmonics = range(1, 20)
    weights = [1 / (1 + ((130 * k - 600) / 300) ** 2) + 0.3 / (1 + ((130 * k - 1700) / 200) ** 2) for k in harmonics]
    tone = sum(weight * np.sin(k * phase + k * k) for k, weight in zip(harmonics, weights, strict=True))
    return (0.15 * tone * (0.55 + 0.45 * np.sin(2 * np.pi * 3.1 * time))).astype(np.float32)


def lag(part: NDArray[np.floating], whole: NDArray[np.floating]) -> tuple[int, float]:
    """How many samples later ``part`` is found in ``whole``, and how well it fits there: a correlation up to 1."""
    size = 1 << int(np.ceil(np.log2(len(part) + len(whole))))
    spectrum = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size))
    at = int(np.fft.irfft(spectrum, size)[: len(whole)].argmax())
    found = whole[at : at + len(part)]
    return at, float(np.corrcoef(part[: len(found)], found)[0, 1])
