"""Where a library lives."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from vivavoce.errors import BadRequest, StorageFailed

Location: TypeAlias = str | Path | None

HOME = "VIVAVOCE_HOME"  # environment variable: the folder to use instead of the user's data folder
DATABASE = "library.sqlite3"  # name of the database file in that folder

# URLs of other makes name a server of a kind this was never tried on.
SCHEMES = ("sqlite", "postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Place:
    """A database: a file, or what a URL leads to.

    name: what errors call it, without a password
    file: the SQLite file; None for a server or memory
    url: a URL for SQLAlchemy; None when ``file`` says it all
    """

    name: str
    file: Path | None
    url: str | None

    def holds_nothing(self) -> bool:
        """Whether there is no database yet, told without opening it. Raises StorageFailed when the disk will not."""
        return self.file is not None and identity(self.file) is None


def place_of(location: Location) -> Place:
    """The place that is meant; touches nothing.

    location: a folder; a SQLAlchemy URL of SQLite or PostgreSQL; None is the folder in ``VIVAVOCE_HOME``, or where
        that is not set the user's data folder
    raises: BadRequest when it can be neither
    """
    if location is None:
        return in_folder(home())
    if not isinstance(location, str | Path) or not str(location).strip() or "\0" in str(location):
        raise BadRequest(f"a library lives in a folder or at a database URL, got {location!r}")
    if isinstance(location, str) and "://" in location:
        return at_url(location)
    return in_folder(Path(location))


def home() -> Path:
    """The folder in ``VIVAVOCE_HOME``, or the user's data folder."""
    from platformdirs import user_data_dir

    return Path(os.environ.get(HOME) or user_data_dir("vivavoce", appauthor=False))


def in_folder(folder: Path) -> Place:
    """The database in a folder, which need not exist; a leading ~ is the user's home."""
    try:
        file = folder.expanduser().absolute() / DATABASE
    except RuntimeError as error:
        raise BadRequest(f"there is no home folder for {str(folder)!r}: {error}") from error
    return Place(str(file), file, None)


def at_url(url: str) -> Place:
    """The database a SQLAlchemy URL leads to."""
    scheme, _, rest = url.partition("://")
    make, _, driver = scheme.partition("+")
    if make not in SCHEMES:
        raise BadRequest(f"a library lives in a folder, in sqlite:///… or in postgresql://…, got {scheme}://…")
    if make == "sqlite":
        file = sqlite_file(rest)
        return Place(str(file or url), file, url)
    without_password = rest.rpartition("@")[2].partition("?")[0]
    # Without a driver SQLAlchemy 2.0 takes psycopg2 and 2.1 psycopg; the second is the one this was tried with.
    return Place(f"{make}://{without_password}", None, f"postgresql+{driver or 'psycopg'}://{rest}")


def sqlite_file(rest: str) -> Path | None:
    """The file of an SQLite URL, from what follows its ``://``; None when it is in memory."""
    database, _, options = rest.removeprefix("/").partition("?")
    if database in ("", ":memory:") or "mode=memory" in options:
        return None
    if database.startswith("file:"):
        database = urlsplit(database).path
    return Path(database).absolute()


def identity(file: Path) -> tuple[int, int] | None:
    """What tells a file from another that took its place: device and inode. None when there is no file.

    In a folder that this user may not look into there is none for this user either: a service whose home is closed to
    it has its built-in voices. To keep something there fails all the same.

    raises: StorageFailed when the disk will not say
    """
    try:
        status = file.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    except OSError as error:
        raise StorageFailed(f"{file} cannot be looked at: {error.strerror}; set {HOME} to a folder of yours") from error
    return status.st_dev, status.st_ino
