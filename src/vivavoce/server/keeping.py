"""Whether voices can be kept: found out before a server begins, not by the first client that clones one."""

import logging
import os
import tempfile
from pathlib import Path

from vivavoce.errors import StorageFailed, VivavoceError
from vivavoce.store import Library
from vivavoce.store.place import Location, Place, place_of

log = logging.getLogger(__name__)


def check_library(location: Location) -> None:
    """Look whether the library can be read, and written or made. Makes nothing that stays.

    location: as for ``vivavoce.store.Library``; None is the user's own
    raises: BadRequest when the location can be none, MissingExtra when its driver is missing, StorageFailed when what
        is there is no library, or when none can be made at a place that was given

    A library that can only be read is served with a warning. So is the user's own where none can be made: the built-in
    voices speak all the same, and nobody said that others were to be kept.
    """
    place = place_of(location)
    try:
        look_into(location)
    except VivavoceError as error:
        raise type(error)(f"{error}{named(location)}") from error
    reason = why_not_writable(place)
    if reason is None:
        return
    if location is not None and place.holds_nothing():
        raise StorageFailed(f"no library can be made at {place.name}: {reason}{named(location)}")
    log.warning("no voice can be kept in the library %s: %s", place.name, reason)


def look_into(location: Location) -> None:
    """Read one voice, if there is a library. Raises StorageFailed when what is there is none."""
    with Library(location) as library:
        next(library.voices(limit=1), None)


def named(location: Location) -> str:
    """Where a location that was given comes from."""
    return "" if location is None else " (what --library or the setting library names)"


def why_not_writable(place: Place) -> str | None:
    """Why nothing can be written there; None when it can, or when only a database server knows."""
    if place.file is None:
        return None
    if not place.holds_nothing():
        needed = {place.file: os.W_OK, place.file.parent: os.W_OK | os.X_OK}  # SQLite's log lies beside the file
        return next((f"{path} is read-only" for path, mode in needed.items() if not os.access(path, mode)), None)
    folder = place.file.parent if place.url is not None else nearest(place.file.parent)  # a URL's folder is not made
    try:
        with tempfile.TemporaryFile(dir=folder):  # the one way to find out; permissions do not tell of /proc
            return None
    except OSError as error:
        return f"{folder}: {(error.strerror or str(error)).lower()}"


def nearest(folder: Path) -> Path:
    """The folder, or the first above it that exists."""
    return next(path for path in (folder, *folder.parents) if os.path.lexists(path))
