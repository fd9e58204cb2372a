"""Text for ``say``: from the command line, standard input, a file or a folder; in pieces, so that a book fits."""

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from vivavoce.errors import BadRequest

PIECE = 16 * 1024  # bytes read at once: some pages


class Pieces:
    """A text's pieces, and how many bytes of it have been read; a ``with`` block closes the file.

    total: bytes there are, None when nobody knows; path: of the file, None for standard input
    """

    def __init__(self, source: BinaryIO, name: str, total: int | None, path: Path | None = None) -> None:
        self._source, self._name, self.path = source, name, path
        self.total, self.read = total, 0

    def __iter__(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        while data := self._next():
            yield self._decoded(decoder, data)
        yield self._decoded(decoder, b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._source is not sys.stdin.buffer:
            self._source.close()

    def _next(self) -> bytes:
        # read1: what a pipe holds now is said now, not when 16 KiB of it have come
        return self._source.read1(PIECE) if hasattr(self._source, "read1") else self._source.read(PIECE)

    def _decoded(self, decoder: codecs.IncrementalDecoder, data: bytes) -> str:
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            place = self.read + error.start
            raise BadRequest(f"{self._name} is not UTF-8 text (near byte {place}); save it as UTF-8 first") from None
        self.read += len(data)
        return text


def from_standard_input() -> Pieces:
    return Pieces(sys.stdin.buffer, "standard input", None)


def from_file(path: Path) -> Pieces:
    """The file's text; raises BadRequest when it cannot be read."""
    try:
        return Pieces(path.open("rb"), str(path), path.stat().st_size, path)
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}") from error
