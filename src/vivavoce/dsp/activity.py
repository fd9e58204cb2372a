"""When somebody speaks: the frames around a voice, and what is heard in between."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.frames import Floats, Frames

Mask = NDArray[np.bool_]  # shape (frames,)

LOUD = 90.0  # percentile of voiced frames whose level counts as that of loud speech
RANGE = 30.0  # decibels below it down to which a voiced frame is speech: the dynamic range of talking
REACH = 0.15  # seconds before and after a voice that belong to speech: the consonants around a vowel
QUIETEST = 1.0  # percent of the frames that show the noise floor where nobody ever pauses
PAUSE = 0.15  # seconds of pauses that show it better, and its spectrum
NOTHING = 1e-20  # power of digital silence


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """When somebody speaks, and how loud it and the rest are.

    levels: shape (n,), dB, mean power of each frame's spectrum
    speech: shape (n,), whether somebody speaks; voiced: the same, with a voice rather than a consonant's noise
    loud: dB, of loud voiced frames; level: dB, mean power of the speech; floor: dB, mean power of the rest
    noise: shape (bins,), power spectrum of the pauses, zeros where there are too few to tell
    """

    levels: Floats
    speech: Mask
    voiced: Mask
    loud: float
    level: float
    floor: float
    noise: Floats


def activity(frames: Frames) -> Activity | None:
    """When somebody speaks in the frames, None when nobody does."""
    levels = decibels(frames.envelope.mean(axis=1))
    sounding = frames.f0 > 0
    if not sounding.any():
        return None
    loud = float(np.percentile(levels[sounding], LOUD))
    voiced = sounding & (levels > loud - RANGE)
    speech = near(voiced, round(REACH * frames.rate / frames.hop))
    level = float(decibels(frames.envelope[speech].mean()))
    if np.count_nonzero(~speech) * frames.hop >= PAUSE * frames.rate:
        noise = frames.envelope[~speech].mean(axis=0)
        return Activity(levels, speech, voiced, loud, level, float(decibels(noise.mean())), noise)
    floor = float(np.percentile(levels, QUIETEST))
    return Activity(levels, speech, voiced, loud, level, floor, np.zeros(frames.bins))


def near(mask: Mask, reach: int) -> Mask:
    """True wherever the mask is within ``reach`` frames: shape (n,)."""
    count = np.cumsum(np.concatenate([np.zeros(reach + 1), mask, np.zeros(reach)]))
    found: Mask = count[2 * reach + 1 :] > count[: -2 * reach - 1]
    return found


def decibels(power: Floats | np.floating) -> Floats:
    """Power in decibels; digital silence is -200: any shape."""
    result: Floats = 10 * np.log10(np.maximum(power, NOTHING))
    return result
