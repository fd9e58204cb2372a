"""The part of a recording in which most is said: all that measuring a voice needs to hear."""

import numpy as np

from vivavoce.core.audio import Audio, Samples
from vivavoce.core.frames import Floats

LONGEST = 60.0  # seconds: what a voice is like has settled by then, and an hour of frames would fill the memory
BUSY = 15.0  # decibels below the loudest tenth of the seconds, down to which a second is busy
RUMBLE = 0.05  # seconds: what stays the same for longer is no voice (20 Hz)


def excerpt(audio: Audio) -> Audio:
    """At most 60 s of the sound, those with the most busy seconds; sound of 60 s or less is its own excerpt."""
    longest = round(LONGEST * audio.rate)
    if len(audio.samples) <= longest:
        return audio
    start = busiest(audio.samples, audio.rate) * audio.rate
    return Audio(audio.samples[start : start + longest], audio.rate)


def busiest(samples: Samples, rate: int) -> int:
    """The second with which the LONGEST stretch with the most busy seconds begins: the first such."""
    seconds = len(samples) // rate
    power = np.array(
        [np.square(samples[rate * one : rate * (one + 1)]).mean(dtype=np.float64) for one in range(seconds)]
    )
    busy = power > np.percentile(power, 90) * 10 ** (-BUSY / 10)
    count = np.convolve(busy, np.ones(round(LONGEST)), mode="valid")
    return int(count.argmax())


def steady(audio: Audio) -> Audio:
    """The sound without what moves slower than 20 Hz, such as an offset: less the mean around each sample."""
    span = round(RUMBLE * audio.rate)
    slow = mean_around(mean_around(audio.samples.astype(np.float64), span), span)
    return Audio((audio.samples - slow).astype(np.float32), audio.rate)


def mean_around(values: Floats, span: int) -> Floats:
    """The mean of each value and ``span // 2`` on each side, of fewer at the ends: shape (n,)."""
    length, side = len(values), span // 2
    total = np.zeros(length + 2 * side + 1)  # of all values before each, as if nothing came before and after them
    np.cumsum(values, out=total[side + 1 : side + 1 + length])
    total[side + 1 + length :] = total[side + length]
    means: Floats = total[2 * side + 1 :] - total[:length]
    at = np.arange(length, dtype=np.int32)
    means /= np.minimum(at + (side + 1), length) - np.maximum(at - side, 0)
    return means
