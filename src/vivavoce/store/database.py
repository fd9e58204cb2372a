"""The one door to a database: opened when first used, again after a fork and when the file was exchanged."""

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from vivavoce.store.failures import system_failed
from vivavoce.store.place import Place, identity

if TYPE_CHECKING:
    from vivavoce.store.opening import Opened
    from vivavoce.store.records import Records

# A process and a file. A connection belongs to the process that made it: a child that goes on with its parent's
# breaks both. And a file that took another's place under the same name is another database.
Key: TypeAlias = tuple[int, tuple[int, int] | None]


class Database:
    """Reads and writes records; safe to use from many threads. Making one touches nothing and loads nothing."""

    def __init__(self, place: Place) -> None:
        self._place = place
        # Those of a parent process stay listed in a child, so that nothing there ever closes them.
        self._opened: dict[Key, Opened] = {}
        weakref.finalize(self, close_own, self._opened)

    @contextmanager
    def reading(self) -> Iterator["Records | None"]:
        """The records to look at; None where nothing is kept yet. Raises StorageFailed."""
        if self._place.holds_nothing():
            yield None
            return
        from vivavoce.store.opening import failures
        from vivavoce.store.records import Records

        with failures(self._place), self._here().reading() as connection:
            yield Records(connection) if connection is not None else None

    @contextmanager
    def writing(self) -> Iterator["Records"]:
        """The records to change, alone, all or nothing; once the block is left no crash loses it.

        raises: StorageFailed, and then nothing was changed
        """
        from vivavoce.store.opening import failures
        from vivavoce.store.records import Records

        make_room(self._place)
        with failures(self._place), self._here().writing() as connection:
            yield Records(connection)

    def close(self) -> None:
        """Let go of the database; using it again opens it again."""
        close_own(self._opened)

    def _here(self) -> "Opened":
        """The database as this process has it open."""
        from vivavoce.store.opening import Opened

        key = (os.getpid(), identity(self._place.file) if self._place.file else None)
        if found := self._opened.get(key):
            return found
        close_own(self._opened, but=key)
        return self._opened.setdefault(key, Opened(self._place))


def close_own(opened: "dict[Key, Opened]", but: Key | None = None) -> None:
    """Close what this process has opened but for one, and nothing of its parent's."""
    for key in [key for key in list(opened) if key[0] == os.getpid() and key != but]:
        if found := opened.pop(key, None):
            found.close()


def make_room(place: Place) -> None:
    """Make the folder and an empty file for a library that is to be in a folder; raises StorageFailed.

    Recordings of people's voices and what they agreed to are nobody else's business: the folder is its owner's.
    """
    if place.url is not None or place.file is None or not place.holds_nothing():
        return
    try:
        place.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.file.touch()
    except OSError as error:
        raise system_failed(str(place.file.parent), error) from error
