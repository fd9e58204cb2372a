"""The house voices' spectra as ``Frames`` and back, so that what moves a voice moves theirs before it is sound."""

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats, Frames
from vivavoce.engine.house.drawing import Drawn
from vivavoce.engine.house.vocoder import HOP, RATE, Rows, Vocoder

LEAST = 1e-30  # power below that of any sound, so that none has a logarithm too


def frames_of(drawn: Drawn) -> Frames:
    """Power of pulses and noise together, and the noise's share of the amplitude; all of it where the voice rests."""
    noise = np.exp(2 * drawn.noise.astype(np.float64))
    harmonic = np.where(drawn.f0[:, None] > 0, np.exp(2 * drawn.harmonic.astype(np.float64)), 0.0)
    envelope = noise + harmonic
    return Frames(drawn.f0, envelope, np.sqrt(noise / envelope), RATE, HOP)


class FrameVocoder:
    """Frames in, samples out: HOP for each frame in all."""

    def __init__(self) -> None:
        self._vocoder = Vocoder()

    def feed(self, frames: Frames) -> Samples:
        """The samples that are certain now: shape (m,), float32."""
        noise = frames.envelope * frames.aperiodicity**2
        return self._vocoder.feed(frames.f0, amplitude(frames.envelope - noise), amplitude(noise))

    def close(self) -> Samples:
        """The rest. Nothing can be fed after it."""
        return self._vocoder.close()


def amplitude(power: Floats) -> Rows:
    """Natural logarithms of the amplitude: same shape, float32."""
    return (0.5 * np.log(np.maximum(power, LEAST))).astype(np.float32)
