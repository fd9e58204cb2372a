"""Carries speech into another voice on WORLD frames. Early version: holds everything, moves the pitch."""

from collections.abc import Iterator

import numpy as np

from vivavoce.core.audio import Audio
from vivavoce.core.embedding import Embedding
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.engine.shape import Shaper, shape_between
from vivavoce.errors import BadAudio


class WorldConverter:
    """Carries speech into another voice, keeping words and timing."""

    @property
    def name(self) -> str:
        return "world"

    def convert(self, pieces: Iterator[Audio], voice: Embedding) -> Iterator[Audio]:
        """The speech in the voice, sample for sample as long as what came in, at the same rate."""
        held = list(pieces)
        if not held:
            return
        audio = Audio(np.concatenate([piece.samples for piece in held]), held[0].rate)
        try:
            shape = shape_between(WorldEncoder().embed(audio), voice)
        except BadAudio:
            shape = None
        if shape is None:
            yield audio
            return
        shaper = Shaper(audio.rate, shape)
        yield Audio(np.concatenate([shaper.feed(audio.samples), shaper.close()]), audio.rate)
