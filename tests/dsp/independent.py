"""Readers that share no code with vivavoce: FFmpeg through PyAV, and Python's own ``wave``."""

import io
import wave

import av
import numpy as np
from numpy.typing import NDArray


def heard(data: bytes, format: str | None = None) -> tuple[NDArray[np.float64], int]:
    """What FFmpeg makes of the bytes: shape (n,), float64, full scale ±1.0; and the rate."""
    with av.open(io.BytesIO(data), format=format) as container:
        stream = container.streams.audio[0]
        frames = [frame.to_ndarray() for frame in container.decode(stream)]
        rate = stream.rate
    if not frames:
        return np.zeros(0), rate
    samples = np.concatenate(frames, axis=1)[0]
    scale = {"int16": 32768.0, "int32": 2.0**31, "uint8": 128.0}.get(samples.dtype.name, 1.0)
    return samples.astype(np.float64) / scale, rate


def waved(data: bytes) -> tuple[NDArray[np.int16], int]:
    """What Python's ``wave`` makes of 16-bit samples: shape (n,), int16; and the rate."""
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2"), file.getframerate()
