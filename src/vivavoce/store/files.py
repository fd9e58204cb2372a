"""Voice files on the disk: written whole or not at all."""

import os
import uuid
from pathlib import Path

from vivavoce.core.voices import Voice
from vivavoce.errors import BadRequest
from vivavoce.store.failures import system_failed
from vivavoce.store.voice_file import LARGEST, dump_voice, load_voice


def read_voice(file: str | Path) -> Voice:
    """The voice in a file.

    raises: BadRequest when there is no such file, or as ``load_voice`` does; StorageFailed when the disk fails
    """
    path = path_of(file)
    try:
        with path.open("rb") as source:
            data = source.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadRequest(f"there is no file {str(path)!r}") from error
    except IsADirectoryError as error:
        raise BadRequest(f"{str(path)!r} is a folder, not a voice file") from error
    except OSError as error:
        raise system_failed(str(path), error) from error
    return load_voice(data)


def write_voice(file: str | Path, voice: Voice) -> Path:
    """Write a voice into a file, in the place of one of that name: all of it or nothing, on the disk once this returns.

    returns: the file
    raises: BadRequest when the file is a folder, StorageFailed when it cannot be written
    """
    path = path_of(file)
    data = dump_voice(voice)
    try:
        if path.is_dir():
            raise BadRequest(f"{str(path)!r} is a folder; name a file in it, such as {str(path / 'Ann.voice')!r}")
        if path.exists() and not path.is_file():  # a pipe or a device takes bytes, and stays what it is
            path.write_bytes(data)
        else:
            write_whole(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise system_failed(str(path), error) from error
    return path


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in the file's place in one step: whoever reads sees the old file or the new one."""
    new = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        with new.open("xb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """Get a change of names in a folder onto the disk, where a system has a way to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def path_of(file: str | Path) -> Path:
    """The path, with a leading ~ for the user's home; BadRequest when it can be none."""
    if not isinstance(file, str | Path) or not str(file) or "\0" in str(file):
        raise BadRequest(f"a file is named by its path, got {file!r}")
    return Path(file).expanduser()
