"""Recordings as files, made without this project's code."""

import io
import wave

import numpy as np

from tests.speaker import RATE


def wav(samples: np.ndarray, rate: int = RATE, *, channels: int = 1) -> bytes:
    """A WAV of 16 bits; the samples of several channels follow one another."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes((samples * 32767).astype("<i2").tobytes())
    return file.getvalue()
