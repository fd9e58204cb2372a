"""Sound from files, bytes and pipes. What it is is told by its content, never by a file's name.

Cut short or damaged: a WAV, a FLAC and an MP3 with an Info frame tell how long they ought to be, and of others
libsndfile tells where it stumbles. Such a sound is refused, lest half of it pass for the whole, unless ``partial``
asks for what is there. All others that end early look whole and are read as such: an Ogg, an AIFF, an AU, an MP3
without an Info frame, a live WAV.
"""

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from vivavoce.core.audio import Audio, Samples, checked_rate
from vivavoce.dsp import pcm
from vivavoce.dsp.lengths import missing_bytes, mp3_is_counted
from vivavoce.dsp.resample import Resampler
from vivavoce.dsp.signatures import HEAD, RAW, unreadable
from vivavoce.dsp.sources import Source, can_go_back, first_bytes, kept, name_of, opened
from vivavoce.errors import BadAudio, StorageFailed, TooLarge

if TYPE_CHECKING:
    from vivavoce.dsp.libsndfile import Reader

BLOCK = 4096  # frames read at once: a block of most FLACs. Less than this is lost before the place of a damage
LARGEST_EMPTY = 1024  # bytes; what is larger and has no samples at all has lost them
UNTOLD = 1 << 48  # frames; libsndfile says 2**63 - 1 of a FLAC that does not tell its length
SLACK = 2 * 1152  # samples; some MP3 encoders count their own Info frame, or the frame that flushes them
FORMATS = "wav, flac, mp3, ogg, opus, aiff, au, caf and w64"
HINT = "get it whole, or convert what is there with another program"


class AudioReader:
    """A sound, block by block in constant memory; ``open_audio`` makes one.

    rate: samples per second
    channels: of the source; the blocks are their mean
    frames: samples there are, as far as the source tells: None when it does not, near the truth for an MP3 without an
        Info frame
    container, encoding: libsndfile's names: "WAV", "PCM_16"
    """

    def __init__(self, reader: "Reader", front: "Front", longest_seconds: float | None, partial: bool) -> None:
        self.rate, self.channels = checked_rate(reader.rate), reader.channels
        self.container, self.encoding = reader.container, reader.encoding
        self.frames = reader.frames if reader.frames < UNTOLD else None
        self._reader, self._name, self._partial = reader, front.name, partial
        self._told = self.frames if self.container != "MP3" or front.is_counted else None
        self._may_be_empty = front.size <= LARGEST_EMPTY
        self._longest = math.inf if longest_seconds is None else longest_seconds * self.rate
        self._done = 0
        self._check_longest(self._told or 0)

    def __iter__(self) -> Iterator[Audio]:
        """The blocks, once, none of them empty.

        raises: BadAudio when a sample is not finite, or the source is cut short or damaged (and ``partial`` was not
            set); TooLarge beyond ``longest_seconds``; StorageFailed when the disk cannot be read
        """
        while len(frames := self._next()):
            samples = self._mixed(frames)
            self._done += len(samples)
            self._check_longest(self._done)
            yield Audio(samples, self.rate)
        self._check_end()

    def _next(self) -> Samples:
        """The next frames: shape (n, channels); n = 0 at the end."""
        from vivavoce.dsp.libsndfile import Failure

        try:
            with reading(self._name):
                return self._reader.read(BLOCK)
        except Failure as error:
            if self._partial:
                return np.zeros((0, self.channels), np.float32)
            raise BadAudio(f"{self._name} is damaged or cut short after {self._seconds(self._done)}; {HINT}") from error

    def _mixed(self, frames: Samples) -> Samples:
        if not np.isfinite(frames).all():
            where = self._done + int(np.flatnonzero(~np.isfinite(frames).all(axis=1))[0])
            raise BadAudio(f"{self._name} holds a sample that is no finite number: number {where}")
        return frames[:, 0] if self.channels == 1 else frames.mean(axis=1, dtype=np.float64).astype(np.float32)

    def _check_longest(self, samples: int) -> None:
        if samples > self._longest:
            raise TooLarge(f"{self._name} lasts more than {self._seconds(self._longest)}, the most taken here; cut it")

    def _check_end(self) -> None:
        if self._done == 0 and not self._may_be_empty:
            raise BadAudio(f"{self._name} holds no sound that can be read; it is damaged or cut short")
        if self._told is not None and self._done + SLACK < self._told and not self._partial:
            raise BadAudio(
                f"{self._name} is damaged or cut short: it ought to last {self._seconds(self._told)}, "
                f"and {self._seconds(self._done)} can be read; {HINT}"
            )

    def _seconds(self, samples: float) -> str:
        return f"{samples / self.rate:.2f} s"


@contextmanager
def open_audio(source: Source, *, longest_seconds: float | None = None, partial: bool = False) -> Iterator[AudioReader]:
    """A sound to be read in pieces, of any container libsndfile knows, any rate and any number of channels.

    source: a path, bytes, or a file opened in binary mode, from where it stands on; it may be a pipe
    longest_seconds: refuse what lasts longer
    partial: of a file that is cut short or damaged, take what comes before the damage
    raises: BadAudio when it is no sound that is read here, saying what it looks like; BadRequest when the path leads
        nowhere; TooLarge when it tells that it is too long; StorageFailed when the disk cannot be read
    """
    name = name_of(source)
    with opened(source) as given, seekable(given, name) as file:
        with reading(name):
            front = Front(file, name)
            reader = recognised(file, name)
        if front.missing and not partial:
            raise BadAudio(f"{name} is cut short: the last {front.missing} bytes of its sound are missing; {HINT}")
        try:
            yield AudioReader(reader, front, longest_seconds, partial)
        finally:
            reader.close()


def read(
    source: Source,
    *,
    longest_seconds: float | None = None,
    highest_rate: int | None = None,
    partial: bool = False,
) -> Audio:
    """The whole sound, mono. Parameters and errors as for ``open_audio`` and for reading what it opens.

    highest_rate: samples per second at which a sound comes that would otherwise take more memory than
        ``longest_seconds`` at this rate do; without such a limit, every sound of a higher rate. A few bytes of FLAC
        may be minutes of silence at 384 000.
    """
    with open_audio(source, longest_seconds=longest_seconds, partial=partial) as reader:
        resampler = Resampler(reader.rate, rate_for(reader, longest_seconds, highest_rate))
        whole = bytearray()  # grows where it is, unlike arrays, so that nothing is held twice
        for block in reader:
            whole += resampler.feed(block.samples).tobytes()
        whole += resampler.close().tobytes()
        return Audio(np.frombuffer(whole, np.float32), resampler.target)


def rate_for(reader: AudioReader, longest_seconds: float | None, highest_rate: int | None) -> int:
    """The rate at which ``read`` gives a sound: its own, unless that takes too much memory."""
    if highest_rate is None or reader.rate <= highest_rate:
        return reader.rate
    most = 0.0 if longest_seconds is None else longest_seconds * highest_rate
    fits = reader.frames is not None and reader.frames <= most  # a sound that does not tell may have any number
    return reader.rate if fits else checked_rate(highest_rate)


def read_raw(source: Source, encoding: str, rate: int) -> Audio:
    """Bare mono samples without a header, in one of the encodings of ``vivavoce.dsp.pcm``."""
    with opened(source) as file, reading(name_of(source)):
        return Audio(pcm.decode(file.read(), encoding), rate)


class Front:
    """What the bytes tell before they are decoded; leaves the file where it was.

    size: bytes of the file
    missing: bytes that a WAV announces and that do not follow
    is_counted: whether an MP3 tells how many frames it has
    raises: BadAudio when it cannot be sound
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        start = file.tell()
        check_head(first_bytes(file, HEAD), name)
        self.name = name
        self.size = file.seek(0, io.SEEK_END) - start
        file.seek(start)
        self.missing = missing_bytes(file)
        file.seek(start)
        self.is_counted = mp3_is_counted(file)
        file.seek(start)


@contextmanager
def seekable(given: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """The file, if one can go back in it, else a copy; what cannot be sound is refused before it is copied."""
    if can_go_back(given):
        yield given
        return
    with reading(name):
        head = first_bytes(given, HEAD)
    check_head(head, name)
    if not can_be_recognised(head):
        raise BadAudio(unrecognised(name))
    with kept(head, given, name) as copy:
        yield copy


def check_head(head: bytes, name: str) -> None:
    if complaint := unreadable(head, name):
        raise BadAudio(complaint)


def recognised(file: BinaryIO, name: str) -> "Reader":
    from vivavoce.dsp.libsndfile import UNRECOGNISED, Failure, Reader

    try:
        return Reader(file)
    except Failure as error:
        if error.code == UNRECOGNISED:
            raise BadAudio(unrecognised(name)) from error
        raise BadAudio(f"{name} cannot be read as sound; it is damaged or cut short") from error


def can_be_recognised(head: bytes) -> bool:
    """Whether the first bytes are enough for libsndfile to go on; an ID3 tag, which may be long, always is."""
    from vivavoce.dsp.libsndfile import UNRECOGNISED, Failure, Reader

    try:
        Reader(io.BytesIO(head)).close()
    except Failure as error:
        return head.startswith(b"ID3") or bool(error.code != UNRECOGNISED)
    return True


def unrecognised(name: str) -> str:
    return f"{name} is no sound in a format that is read: {FORMATS}; {RAW}"


@contextmanager
def reading(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFailed(f"{name} cannot be read: {error.strerror or error}") from error
