"""A clip of sound in files of every kind, and in a pipe."""

import io

import numpy as np
import soundfile

from tests.dsp.signals import speechlike

RATE = 24_000
SOUND = speechlike(RATE, 3 * RATE)


def written(samples: np.ndarray, kind: tuple[str, str], rate: int = RATE) -> bytes:
    """A file as libsndfile writes it."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=kind[0], subtype=kind[1])
    return file.getvalue()


class Pipe(io.RawIOBase):
    """Gives its bytes once, a few at a time, and cannot be gone back in."""

    def __init__(self, data: bytes, ends: bool = True) -> None:
        self._data, self._ends = io.BytesIO(data), ends
        self.given = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: memoryview) -> int:
        piece = self._data.read(min(len(buffer), 777)) or (b"" if self._ends else bytes(len(buffer)))
        buffer[: len(piece)] = piece
        self.given += len(piece)
        return len(piece)
