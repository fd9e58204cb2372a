"""Sound files, written so that they can be played whatever happens."""

import os
import stat
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from numpy.typing import ArrayLike

from vivavoce.core.audio import Audio
from vivavoce.dsp import pcm
from vivavoce.dsp.encoders import encoder
from vivavoce.dsp.formats import Format, format_for
from vivavoce.errors import BadRequest, StorageFailed, TooLarge

PIECE = 65_536  # samples encoded at once, so that an hour fed at once needs no second hour of memory


class FileWriter:
    """A sound file that grows piece by piece; a ``with`` block that closes it.

    rate: of the sound that is fed, samples per second; None is the format's own. It is resampled if they differ
    raises: BadRequest when the path names a folder or lies in none that exists, StorageFailed when it cannot be opened

    The file lies under its own name from the first sample on. However the block is left, by its end, an exception or
    Ctrl-C, what was fed before can be played; so it can after a crash or on a full disk, only that the file
    does not tell its length then. A file that was there before is overwritten with the first sample; leaving by
    an exception before it leaves everything as it was.
    """

    def __init__(self, path: str | Path, format: Format, rate: int | None = None) -> None:
        self.path, self.format = Path(path), format
        self._file = opened(self.path)
        self._regular = stat.S_ISREG(os.fstat(self._file.fileno()).st_mode)  # no pipe, no device: can be gone back in
        self._new = self._file.mode.startswith("x")
        self._rate = rate or format.rate
        self._encoder = encoder(format, self._rate, seekable=self._regular)
        self.finished = False  # whether all of it, and its length, lie on the disk
        self._begun = False
        self._intact = True  # what was encoded is what lies on the disk

    @property
    def seconds(self) -> float:
        """How much sound went in; up to 0.2 s of it are held back until the file is closed."""
        return self._encoder.fed / self._rate

    def feed(self, samples: ArrayLike) -> None:
        """Append samples: shape (n,), full scale ±1.0, finite.

        raises: StorageFailed when the disk is full or broken; TooLarge when the format cannot hold more, with
            everything up to its limit in the file; BadAudio when the samples cannot be
        """
        given = pcm.finite(samples)
        room = self._room(len(given))
        for start in range(0, room, PIECE):
            self._intact = False
            self._write(self._encoder.feed(given[start : min(start + PIECE, room)]))
            self._intact = True
        if room < len(given):
            self.close()
            raise TooLarge(
                f"{self.path} is full after {self.seconds / 3600:.1f} hours, which are in it: {self.format.container} "
                f"holds no more than 4 GiB; FLAC, MP3 and Opus hold more"
            )

    def close(self) -> None:
        """Write the rest and the length. Does nothing the second time. Raises StorageFailed as ``feed`` does."""
        if self._file.closed:
            return
        try:
            if self._intact:
                self._finish()
        finally:
            self._file.close()

    def __enter__(self) -> "FileWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and not self._begun:
            self._forget()
        else:
            self.close()

    def _room(self, wanted: int) -> int:
        """How many of that many samples may be fed before the file's header can no longer count them."""
        longest = self._encoder.longest
        return wanted if longest is None or not self._regular else min(wanted, longest - self._encoder.fed)

    def _finish(self) -> None:
        self._intact = False
        self._write(self._encoder.close())
        if self._regular:
            self._file.seek(0)
            self._write(self._encoder.head())
            self.finished = True

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            if not self._begun and self._regular:
                self._file.truncate(0)
            self._begun = True
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self._fail(error)

    def _forget(self) -> None:
        self._file.close()
        if self._new and self._regular:
            self.path.unlink(missing_ok=True)

    def _fail(self, error: OSError) -> NoReturn:
        raise StorageFailed(
            f"{self.path} cannot be written: {error.strerror}. What fitted, up to {self.seconds:.1f} s, can be played"
        ) from error


def save(path: str | Path, audio: Audio, format: Format | None = None) -> Path:
    """Write the sound into a file; None goes by the file's ending. Returns the path.

    raises: BadRequest for an unknown ending or folder, StorageFailed when the disk is full, read-only or broken,
        TooLarge when the format cannot hold so much
    """
    with FileWriter(path, format or format_for(path, rate=audio.rate), audio.rate) as file:
        file.feed(audio.samples)
    return file.path


def opened(path: Path) -> FileIO:
    """The file, open for writing with its content untouched, made if it was not there.

    raises: BadRequest when the path cannot name a file, StorageFailed when the disk does not let it be written
    """
    try:
        if path.is_dir():
            raise BadRequest(f"{path} is a folder; name a file in it")
        if not path.parent.is_dir():
            raise BadRequest(f"there is no folder {path.parent} to write {path.name} into; make it first")
        return FileIO(path, mode_for(path))
    except ValueError as error:  # NUL in the name
        raise BadRequest(f"{str(path)!r} cannot be the name of a file: {error}") from error
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written: {error.strerror}") from error


def mode_for(path: Path) -> str:
    """How to open it without emptying it; a pipe or a device cannot be read back and has nothing to empty."""
    if path.is_file():
        return "r+"
    return "w" if path.exists() else "x"
