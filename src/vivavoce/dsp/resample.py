"""Changing the rate of sound, a piece at a time."""

from typing import Any

import numpy as np

from vivavoce.core.audio import Audio, Samples, checked_rate

# soxr's "high quality": linear phase, flat to 0.91 of the lower half-rate, errors below 20 bits; 16-bit sound needs no
# more, and "very high quality" holds back up to twice as much.
QUALITY = "HQ"


class Resampler:
    """Turns a stream of one rate into a stream of another.

    source, target: samples per second, 4 000 to 384 000
    raises: BadAudio when a rate cannot be

    How the stream is cut does not change a single bit. Nothing is shifted in time: the first sample out is the first
    sample in. All in all ``length_after(n, source, target)`` samples come out. Equal rates pass the samples through.

    What is held back until ``close``: 42 ms at most from 22.05 to 24 kHz, 21 ms from 44.1 to 48 kHz, 37 ms between 16
    and 24 kHz, 80 ms from 22.05 to 8 kHz, 170 ms between 8 and 48 kHz: soxr's filter and its blocks.
    """

    def __init__(self, source: int, target: int) -> None:
        self.source, self.target = checked_rate(source), checked_rate(target)
        self._stream: Any = None
        if self.source != self.target:
            import soxr

            self._stream = soxr.ResampleStream(self.source, self.target, 1, "float32", QUALITY)

    def feed(self, samples: Samples) -> Samples:
        """What is ready after these samples: shape (m,), float32, at the target's rate; m may be 0."""
        return samples if self._stream is None else self._resampled(samples, last=False)

    def close(self) -> Samples:
        """The rest: shape (m,), float32. Nothing can be fed after it."""
        nothing = np.zeros(0, np.float32)
        return nothing if self._stream is None else self._resampled(nothing, last=True)

    def length_after(self, length: int) -> int:
        """How many samples ``length`` samples become."""
        return length_after(length, self.source, self.target)

    def longest_before(self, length: int) -> int:
        """The most samples that become no more than ``length``."""
        return ((2 * length + 1) * self.source - 1) // (2 * self.target)

    def _resampled(self, samples: Samples, *, last: bool) -> Samples:
        part: Samples = self._stream.resample_chunk(np.ascontiguousarray(samples, np.float32), last=last)
        return part


def resampled(audio: Audio, rate: int) -> Audio:
    """The sound at another rate, to the bit what a ``Resampler`` makes of it."""
    resampler = Resampler(audio.rate, rate)
    return Audio(np.concatenate([resampler.feed(audio.samples), resampler.close()]), rate)


def at_most(audio: Audio, rate: int) -> Audio:
    """The sound, brought to that rate if its own is higher."""
    return resampled(audio, rate) if audio.rate > rate else audio


def length_after(length: int, source: int, target: int) -> int:
    """How many samples ``length`` samples become: the nearest whole number, halves up."""
    return (2 * length * target + source) // (2 * source)
