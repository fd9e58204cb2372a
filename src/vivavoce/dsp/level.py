"""How loud sound is, and making it louder, softer, or come and go."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.audio import Samples

SILENCE = -math.inf  # decibels of nothing

# ITU-T P.56 (12/2011), method B: the "active speech level".
TIME_CONSTANT = 0.03  # seconds, of each of the two smoothings of the envelope
HANGOVER = 0.2  # seconds after the envelope fell that still count as speech
MARGIN = 15.9  # decibels from the level of active speech down to the threshold that tells it from pauses
STEP = 0.005  # seconds of sound for each point of the envelope; P.56 takes every sample
LOWEST = -96.0  # decibels: below a step of 16 bits there is no speech to be found

LOOK_AHEAD = 0.005  # seconds in which the limiter turns the sound down before a peak
RECOVERY = 60.0  # decibels a second in which it turns it up again: 12 dB, the most a volume adds, in 0.2 s
CEILING = 32_767 / 32_768  # the largest step of 16 bits, so that no encoding has to cut


class Level(NamedTuple):
    """The level of speech.

    decibels: of the active parts, dBov: 0 is a full-scale square wave, a full-scale sine is -3.01; -inf for silence
    activity: the share of the time in which there is speech, 0 to 1
    """

    decibels: float
    activity: float


def decibels(amplitude: float) -> float:
    """An amplitude (1.0 is full scale) in decibels: 0.5 is -6.02; -inf for 0."""
    return 20 * math.log10(amplitude) if amplitude > 0 else SILENCE


def amplitude(decibels: float) -> float:
    """The reverse of ``decibels``."""
    return float(10 ** (decibels / 20))


def peak(samples: Samples) -> float:
    """The largest amplitude in samples of shape (n,); 0 for none."""
    return float(np.abs(samples).max()) if len(samples) else 0.0


def active_level(samples: Samples, rate: int) -> Level:
    """The level of the speech in the samples, pauses not counted.

    samples: shape (n,), float32, full scale ±1.0; rate: samples per second
    source: ITU-T P.56, method B. The activity threshold lies 15.9 dB under the level of what lies above it. The
        envelope has a point every 5 ms instead of at every sample, and the thresholds lie 0.1 dB apart.

    Pauses of under 0.3 s count as speech. Of less than half a second of sound nothing reliable can be told.
    """
    energy = float(np.square(samples).sum(dtype=np.float64))
    points = hung_over(envelope(samples, rate)) if energy > 0 else np.zeros(1)
    thresholds = np.arange(LOWEST, 0.05, 0.1)
    active = 1 - np.searchsorted(np.sort(points), 10 ** (thresholds / 20)) / len(points)  # the share at or above each
    thresholds, active = thresholds[active > 0], active[active > 0]
    if not active.size:
        return Level(SILENCE, 0.0)
    levels = 10 * np.log10(energy / len(samples) / active)
    # A higher threshold leaves less that is active, at a higher level, and comes nearer to that level.
    near = np.flatnonzero(levels - thresholds <= MARGIN)
    chosen = near[0] if near.size else -1  # a mere click: all that is left is its loudest point
    return Level(float(levels[chosen]), float(active[chosen]))


def envelope(samples: Samples, rate: int) -> NDArray[np.float64]:
    """The amplitude smoothed twice with 30 ms, a point every 5 ms: shape (m,), float64."""
    step = round(rate * STEP)
    points = -(-len(samples) // step)
    padded = np.zeros(points * step, np.float32)
    np.abs(samples, out=padded[: len(samples)])
    at = np.arange(0, 10 * TIME_CONSTANT, STEP)
    response = at * np.exp(-at / TIME_CONSTANT)  # of two equal exponential averages in a row
    return np.convolve(padded.reshape(points, step).mean(axis=1, dtype=np.float64), response / response.sum())[:points]


def hung_over(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each point the largest of the last 200 ms: shape (m,), as came in."""
    width = round(HANGOVER / STEP)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(points, (width, 0)), width + 1)
    return np.asarray(windows.max(axis=1))


class Limiter:
    """Turns a stream down softly wherever it would go beyond full scale, and leaves it alone elsewhere.

    rate: samples per second

    As many samples come out as went in, none shifted in time, none beyond ±32 767/32 768, and how the stream is cut
    changes nothing. Less than 10 ms are held back until ``close``. From 5 ms before a peak on the sound is turned down
    along a ramp, and afterwards up again at 60 dB a second. Where nothing comes near, the samples are untouched.
    """

    def __init__(self, rate: int) -> None:
        self._size = round(rate * LOOK_AHEAD)
        self._recovered = RECOVERY / 20 * math.log(10) / rate * np.arange(1, self._size + 1)  # within a block, as a log
        self._waiting = np.zeros(self._size, np.float32)  # a block of nothing in front: the ramp of a first peak
        self._is_first = True
        self._is_idle = True  # nothing is turned down now
        self._last = 0.0  # the gain of the last sample before it was smoothed; a natural logarithm, at most 0
        self._gains = np.ones(self._size)  # those of the block before

    def feed(self, samples: Samples) -> Samples:
        """What is ready after these samples: shape (m,), float32."""
        size = self._size
        sound = np.concatenate([self._waiting, np.asarray(samples, np.float32)])
        ends = max(len(sound) // size - 1, 0) * size  # each block needs the one behind it
        done = [self._limited(sound[at : at + size], sound[at + size : at + 2 * size]) for at in range(0, ends, size)]
        self._waiting = sound[ends:]
        if done and self._is_first:
            self._is_first = False
            del done[0]
        return np.concatenate(done) if done else np.zeros(0, np.float32)

    def close(self) -> Samples:
        """The rest: shape (m,), float32."""
        left = len(self._waiting) - (self._size if self._is_first else 0)
        return self.feed(np.zeros(2 * self._size, np.float32))[:left]

    def _limited(self, block: Samples, ahead: Samples) -> Samples:
        """The block, limited in view of the next: shape (size,)."""
        if self._is_idle and max(peak(block), peak(ahead)) <= CEILING:
            return block
        # A sample's gain is the least that any of the next 5 ms needs, or the one before it and a little recovery.
        wanted = lowest_ahead(needed(block), needed(ahead))
        rising = np.minimum.accumulate(wanted - self._recovered) + self._recovered
        logs = np.minimum(np.minimum(wanted, rising), self._last + self._recovered)
        # The mean of the last 5 ms makes ramps of its steps, and is no more than what each sample needs: all of these
        # gains saw it ahead.
        both = np.concatenate([self._gains, np.exp(logs)])
        sums = np.cumsum(both)
        smooth = (sums[self._size :] - sums[: self._size]) / self._size
        self._last, self._gains = float(logs[-1]), both[self._size :]
        self._is_idle = bool((self._gains == 1).all())
        return np.asarray(np.clip(block * smooth, -CEILING, CEILING), np.float32)  # the clip: for rounding alone


def needed(block: Samples) -> NDArray[np.float64]:
    """The gain each sample needs to stay below the ceiling, as a natural logarithm, at most 0: shape (n,)."""
    return -np.log(np.maximum(np.abs(block.astype(np.float64)) / CEILING, 1.0))


def lowest_ahead(block: NDArray[np.float64], ahead: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each place the lowest from there to the same place in the next block: shape (n,), both of that shape."""
    return np.minimum(np.minimum.accumulate(block[::-1])[::-1], np.minimum.accumulate(ahead))


def louder(samples: Samples, rate: int, gain: float) -> Samples:
    """The samples times the gain, turned down softly where they would go beyond full scale: shape (n,), float32.

    gain: 0 and up. Up to 1 it is a mere product, and what lies beyond full scale stays there.
    """
    product = (samples * np.float32(gain)).astype(np.float32)
    if gain <= 1 or peak(product) <= CEILING:
        return product
    limiter = Limiter(rate)
    return np.concatenate([limiter.feed(product), limiter.close()])


def at_level(samples: Samples, rate: int, decibels: float) -> Samples:
    """The samples with their speech at that active level, dBov; peaks are limited softly. Silence stays silence."""
    level = active_level(samples, rate).decibels
    return samples if level == SILENCE else louder(samples, rate, amplitude(decibels - level))


def fade_in(samples: Samples, length: int) -> Samples:
    """The samples with the first ``length`` (all, where there are fewer) coming up along half a cosine: shape (n,)."""
    count = min(length, len(samples))
    faded = samples.copy()
    faded[:count] *= ramp(count)
    return faded


def fade_out(samples: Samples, length: int) -> Samples:
    """The samples with the last ``length`` (all, where there are fewer) going down along half a cosine: shape (n,)."""
    return fade_in(samples[::-1], length)[::-1]


def ramp(count: int) -> Samples:
    """From just above 0 to just below 1 along half a cosine: shape (count,), float32; mirrored, it adds up to 1."""
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / max(count, 1))).astype(np.float32)
