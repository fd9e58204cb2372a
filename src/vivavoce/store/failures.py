"""What the disk and the database say when they break, in words that say what would do."""

import errno
import sqlite3

from vivavoce.errors import StorageFailed
from vivavoce.store.place import HOME, Place

PATIENCE = 30.0  # seconds a writer waits for others before it gives up: thousands of their turns

SAFE = "what was kept before is safe"
FULL = f"the disk is full: free some space and try again; {SAFE}"
UNWRITABLE = f"it cannot be written there: make it writable, or set {HOME} to a folder that is"
DAMAGED = "the file is damaged, or no library at all: put back a copy of it, or move it away to begin afresh"

# Primary result codes, https://www.sqlite.org/rescode.html; an extended code begins with its primary one.
SQLITE = {
    "SQLITE_BUSY": f"another program has held it for {PATIENCE:g} s: try again when that is done",
    "SQLITE_CANTOPEN": f"it cannot be opened: {UNWRITABLE}",
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": f"the disk is full, over a quota or failing: look after it and try again; {SAFE}",
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_PERM": UNWRITABLE,
    "SQLITE_READONLY": UNWRITABLE,
}

SYSTEM = {
    errno.EACCES: UNWRITABLE,
    errno.EDQUOT: FULL,
    errno.EEXIST: f"a file is where a folder should be: move it away, or set {HOME} to another folder",
    errno.EFBIG: f"the file may not grow further, by a limit of this process or of the disk; {SAFE}",
    errno.ENOENT: UNWRITABLE,
    errno.ENOSPC: FULL,
    errno.ENOTDIR: f"a file is where a folder should be: move it away, or set {HOME} to another folder",
    errno.EPERM: UNWRITABLE,
    errno.EROFS: UNWRITABLE,
}


def sqlite_code(error: BaseException | None) -> str:
    """The primary result code of an SQLite error, such as SQLITE_FULL; empty when it has none."""
    name = getattr(error, "sqlite_errorname", None) or ""
    return "_".join(name.split("_")[:2])


def database_failed(place: Place, error: BaseException | None) -> StorageFailed:
    """The error of a database driver, as ours."""
    if isinstance(error, sqlite3.Error):
        advice = SQLITE.get(sqlite_code(error), "the database failed")
    else:
        advice = "the database failed; see that the server runs and lets you in"
    reason = str(error).strip().partition("\n")[0]
    return StorageFailed(f"the library {place.name}: {advice} ({reason})")


def system_failed(name: str, error: OSError) -> StorageFailed:
    """The error of a file system, as ours; name: the path it is about."""
    advice = SYSTEM.get(error.errno or 0, "the disk failed")
    return StorageFailed(f"{name}: {advice} ({error.strerror})")
