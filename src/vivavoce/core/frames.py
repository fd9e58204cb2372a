"""Speech as the WORLD vocoder sees it: melody, timbre and breath, side by side."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """A stretch of speech, a frame every ``hop`` samples.

    f0: shape (n,), float64, Hz; 0 where the voice rests
    envelope: shape (n, bins), float64, power spectrum without the harmonics, > 0; bins = fft_size // 2 + 1
    aperiodicity: shape (n, bins), float64, share of noise in the amplitude, 0 < a < 1
    rate: samples per second of the sound they came from
    hop: samples from one frame to the next; a whole number
    """

    f0: Floats
    envelope: Floats
    aperiodicity: Floats
    rate: int
    hop: int

    def __len__(self) -> int:
        return len(self.f0)

    @property
    def bins(self) -> int:
        return int(self.envelope.shape[1])

    @property
    def frequencies(self) -> Floats:
        """The middle of each bin: shape (bins,), Hz, 0 to half the rate."""
        return np.linspace(0.0, self.rate / 2, self.bins)
