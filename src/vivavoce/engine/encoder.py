"""Measures voices on WORLD frames. Early version: pitch and melody only."""

import numpy as np

from vivavoce.core.audio import Audio
from vivavoce.core.embedding import SECTIONS, SIZE, Embedding
from vivavoce.errors import BadAudio

PITCH_UNIT = 1 / 8


class WorldEncoder:
    """Measures what a voice sounds like."""

    @property
    def name(self) -> str:
        return "world"

    def embed(self, audio: Audio) -> Embedding:
        """The voice heard in the sound. Raises BadAudio when there is no voice to be heard in it."""
        import pyworld

        if audio.seconds < 0.1:
            raise BadAudio(f"there is no voice to be heard in {audio.seconds:.3f} s of sound; it takes at least 1 s")
        f0, _ = pyworld.dio(audio.samples.astype(np.float64), audio.rate)
        octaves = np.log2(f0[f0 > 0] / 160)
        if len(octaves) < 20:
            raise BadAudio("there is no voice to be heard in the sound")
        values = np.zeros(SIZE, np.float32)
        values[SECTIONS["pitch"]] = np.median(octaves) / PITCH_UNIT
        values[SECTIONS["melody"]] = np.log2(max(octaves.std(), 0.02) / 0.25) / PITCH_UNIT
        return Embedding(values)
