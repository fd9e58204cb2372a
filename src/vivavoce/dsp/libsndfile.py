"""The one place that touches soundfile, and through it libsndfile; imported only where a sound needs it.

libsndfile reads and writes through functions of ours. An exception cannot leave those: it would be printed and lost,
and the bytes with it. So ours keep theirs for the other side to raise, and ``Apart`` sees to it that Ctrl-C is never
raised in one of them.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, BinaryIO, ParamSpec, TypeVar

import numpy as np
import soundfile
from numpy.typing import NDArray

from vivavoce.errors import EngineFailed

UNRECOGNISED = 1  # sndfile.h: SF_ERR_UNRECOGNISED_FORMAT
SET_OGG_PAGE_LATENCY_MS = 0x1302  # sndfile.h: SFC_SET_OGG_PAGE_LATENCY_MS

Failure = soundfile.LibsndfileError  # what opening and reading raise

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Apart:
    """Makes calls, one after the other, outside the main thread.

    Python handles signals in the main thread, as soon as it runs Python again. A Ctrl-C during the long work of an
    encoder would thus strike in the function that takes the bytes. Waiting for another thread instead, it strikes here.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "libsndfile")  # starts its thread with the first call

    def __call__(self, call: Callable[Given, Result], *args: Given.args, **settings: Given.kwargs) -> Result:
        if threading.current_thread() is not threading.main_thread():
            return call(*args, **settings)
        return self._executor.submit(call, *args, **settings).result()


class Sink:
    """A file object for libsndfile to write to, which hands out what was appended.

    What libsndfile writes over earlier bytes is dropped: the codecs make the front of their files themselves.
    """

    def __init__(self) -> None:
        self._new = bytearray()
        self._taken = 0
        self._at = 0
        self.broken: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            if self._at == self._taken + len(self._new):
                self._new += data
            self._at += len(data)
        except BaseException as error:
            self.broken = error
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._taken + len(self._new))[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def take(self) -> bytes:
        """What was appended since the last time."""
        data = bytes(self._new)
        self._new.clear()
        self._taken += len(data)
        return data


class Writer:
    """Samples in, bytes of a container out.

    format, subtype: libsndfile's names
    settings: ``compression_level`` as soundfile takes it
    """

    def __init__(self, rate: int, format: str, subtype: str, **settings: float) -> None:
        self._sink, self._apart = Sink(), Apart()
        with failures(self._sink):
            self._file = self._apart(soundfile.SoundFile, self._sink, "w", rate, 1, subtype, format=format, **settings)
            go_straight_on(self._file)

    def set_page_latency(self, milliseconds: float) -> None:
        """How much sound an Ogg page may hold; libsndfile takes 50 and up and has 1000 if it is not told.

        soundfile has no public way to `sf_command`, hence the private names.
        """
        value = soundfile._ffi.new("double *", milliseconds)
        with failures(self._sink):
            if soundfile._snd.sf_command(self._file._file, SET_OGG_PAGE_LATENCY_MS, value, 8):
                raise EngineFailed("libsndfile does not take a latency for Ogg pages; it needs version 1.1 or newer")

    def write(self, samples: NDArray[Any]) -> bytes:
        """samples: shape (n,), int16 or float32."""
        if len(samples):
            with failures(self._sink):
                self._apart(self._file.write, samples)
        return self._sink.take()

    def close(self) -> bytes:
        with failures(self._sink):
            self._apart(self._file.close)
        return self._sink.take()


class Source:
    """A file object for libsndfile to read from; its first byte is where the given one stands."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._start = file.tell()
        self.broken: BaseException | None = None

    def readinto(self, buffer: memoryview) -> int:
        try:
            data = self._file.read(len(buffer))
            buffer[: len(data)] = data
            return len(data)
        except BaseException as error:
            self.broken = error
            return 0

    read = None  # soundfile asks whether it is there, and uses readinto

    def seek(self, offset: int, whence: int = 0) -> int:
        try:
            return self._file.seek(offset + (self._start if whence == 0 else 0), whence) - self._start
        except BaseException as error:
            self.broken = error
            return 0

    def tell(self) -> int:
        try:
            return self._file.tell() - self._start
        except BaseException as error:
            self.broken = error
            return 0


class Reader:
    """A sound that libsndfile recognises by its content.

    raises: ``Failure`` when it is none, or damaged at once
    """

    def __init__(self, file: BinaryIO) -> None:
        self._source, self._apart = Source(file), Apart()
        try:
            self._file = self._apart(soundfile.SoundFile, self._source, "r")
        finally:
            self._raise_broken()
        go_straight_on(self._file)
        self.rate: int = self._file.samplerate
        self.channels: int = self._file.channels
        self.frames: int = self._file.frames
        self.container: str = self._file.format
        self.encoding: str = self._file.subtype

    def read(self, frames: int) -> NDArray[np.float32]:
        """The next frames: shape (m, channels), float32, m ≤ frames; m = 0 at the end. Raises ``Failure``."""
        buffer = np.empty((frames, self.channels), np.float32)
        try:
            part: NDArray[np.float32] = self._apart(self._file.read, out=buffer)
        finally:
            self._raise_broken()
        return part

    def close(self) -> None:
        self._apart(self._file.close)

    def _raise_broken(self) -> None:
        if self._source.broken is not None:
            raise self._source.broken


def go_straight_on(file: soundfile.SoundFile) -> None:
    """Keep soundfile from seeking to where the file stands anyway after each read and write.

    The seek costs time, decodes anew in compressed formats, and fails where a file is cut short.
    """
    file.seekable = lambda: False


@contextmanager
def failures(sink: Sink) -> Iterator[None]:
    try:
        yield
    except (soundfile.SoundFileError, AssertionError) as error:  # the assertion: not all samples were written
        raise sink.broken or EngineFailed(f"libsndfile cannot encode: {error}") from error
    if sink.broken is not None:
        raise sink.broken
