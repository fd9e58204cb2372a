"""Whatever a user gives as sound, as a binary file that can be gone back in."""

import io
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, TypeAlias, cast

from vivavoce.errors import BadRequest, StorageFailed, TooLarge

Source: TypeAlias = str | Path | bytes | bytearray | memoryview | BinaryIO

LARGEST_PIPE = 2 * 1024**3  # bytes kept of what cannot be gone back in
LONGEST_NAME = 200  # characters in an error
PIECE = 1 << 20  # bytes copied at once


def name_of(source: Source) -> str:
    """What to call it in an error."""
    if isinstance(source, bytes | bytearray | memoryview):
        return "what was given"
    name = source if isinstance(source, str | Path) else getattr(source, "name", None)
    return shortened(str(name)) if isinstance(name, str | Path) else "what was given"


def shortened(name: str) -> str:
    """The name, or its end where it would fill the screen."""
    return name if len(name) <= LONGEST_NAME else "…" + name[1 - LONGEST_NAME :]


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source as a binary file; only a file opened here is closed at the end of the block.

    raises: BadRequest when it is no path, bytes or binary file, or the path leads to nothing that can be read
    """
    match source:
        case str() | Path():
            with opened_path(source) as file:
                yield file
        case bytes() | bytearray() | memoryview():
            yield io.BytesIO(source)
        case _ if hasattr(source, "read") and not isinstance(source, io.TextIOBase):
            yield source
        case _:
            raise BadRequest(
                f"sound is given as a path, as bytes or as a file opened in binary mode, not as {type(source).__name__}"
            )


def opened_path(given: str | Path) -> BinaryIO:
    try:
        path = Path(given)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise BadRequest(f"{path} is a folder; name a file in it")
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise BadRequest(f"{path} is a device, not a file")
        return path.open("rb")
    except FileNotFoundError:
        raise BadRequest(f"there is no file {name_of(given)}") from None
    except ValueError as error:  # NUL in the name
        raise BadRequest(f"{str(given)!r} cannot be the name of a file: {error}") from error
    except OSError as error:
        raise BadRequest(f"{name_of(given)} cannot be read: {error.strerror}") from error


def first_bytes(file: BinaryIO, count: int) -> bytes:
    """That many bytes or, where the file ends, fewer; a pipe may give them in pieces."""
    head = b""
    while len(head) < count and (piece := file.read(count - len(head))):
        if not isinstance(piece, bytes):
            raise BadRequest(f"sound is read from binary files; this one gives {type(piece).__name__}")
        head += piece
    return head


def can_go_back(file: BinaryIO) -> bool:
    asked = getattr(file, "seekable", None)
    return bool(asked()) if asked is not None else hasattr(file, "seek") and hasattr(file, "tell")


@contextmanager
def kept(head: bytes, rest: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """What a pipe holds, head and rest, in a temporary file at its beginning.

    raises: TooLarge beyond 2 GiB, StorageFailed when there is no room for it
    """
    with tempfile.TemporaryFile() as copy:
        try:
            fill(copy, head, rest, name)
        except OSError as error:
            raise StorageFailed(f"{name} cannot be kept for reading: {error.strerror or error}") from error
        yield cast(BinaryIO, copy)


def fill(copy: IO[bytes], head: bytes, rest: BinaryIO, name: str) -> None:
    piece, size = head, 0
    while piece:
        size += copy.write(piece)
        if size > LARGEST_PIPE:
            raise TooLarge(f"{name} has more than {LARGEST_PIPE} bytes, the most taken from a pipe; give it as a file")
        piece = rest.read(PIECE)
    copy.seek(0)
