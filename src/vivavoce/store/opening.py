"""A database as one process has it open: engines, turns, the schema's revision. Loads SQLAlchemy."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from vivavoce.errors import BadRequest, MissingExtra, StorageFailed
from vivavoce.store.failures import DAMAGED, PATIENCE, database_failed, sqlite_code, system_failed
from vivavoce.store.place import Place

REVISION = "0002"  # of the newest migration
VERSION_TABLE = "vivavoce_version"  # a name of our own: the database may be another application's too

PAUSE = 0.01  # seconds between two attempts to be alone with a file: about one transaction

# Writers take turns, each alone from its first look to its commit: between looking whether a name is free and taking
# it nobody else takes it. The number of the PostgreSQL lock is "viva" in ASCII.
READING = {"sqlite": "BEGIN"}
WRITING = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(1986622049)"}

CANNOT_MAKE_INDEX = frozenset({"SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL"})

# FULL: a commit is on the disk when it returns, also in the write-ahead log. The two fullfsync settings make macOS
# empty the drive's own cache; elsewhere they do nothing.
SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA foreign_keys=ON",
)


class Opened:
    """A database, open in this process; safe to use from many threads."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._engine = engine_for(place)
        self._writer = self._engine.execution_options(vivavoce_turn=WRITING)
        self._current = False  # whether the schema is known to be of this version

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """A look at what is kept, in one transaction; None when nothing is kept yet."""
        engine = self._engine if self._current else self._readable()
        if engine is None:
            yield None
            return
        with engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One turn of writing, alone, all of it or nothing; on the disk once the block is left."""
        if not self._current:
            self._make_current()
        with self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def _readable(self) -> Engine | None:
        """The engine to read by; None when the database is empty."""
        try:
            return self._checked(self._engine)
        except DBAPIError as error:
            if not is_still(self._place.file, error):
                raise
        return self._checked(still(self._place))

    def _checked(self, engine: Engine) -> Engine | None:
        """The engine, with a schema to read; None when there is none."""
        found = self._revision(engine)
        if found is None:
            return None
        if found == REVISION:
            self._current = engine is self._engine
        else:
            self._make_current()
        return engine

    def _make_current(self) -> None:
        """Make the tables, or bring them up to date, whoever else may be doing the same."""
        if self._revision(self._engine) != REVISION:
            from vivavoce.store.upgrading import upgrade  # loads Alembic: before the turn, not while others wait

            use_log(self._engine)
            with self._writer.begin() as connection:
                upgrade(connection)
        self._current = True

    def _revision(self, engine: Engine) -> str | None:
        """The revision of the schema, None without one. Raises StorageFailed when it is newer than we know."""
        found = revision(engine)
        if found is not None and found > REVISION:
            raise StorageFailed(
                f"the library {self._place.name} was made by a newer vivavoce (its schema is {found}, "
                f"this version knows {REVISION}): pip install --upgrade vivavoce"
            )
        return found


@contextmanager
def failures(place: Place) -> Iterator[None]:
    """Turns what drivers and file systems raise into StorageFailed."""
    try:
        yield
    except DBAPIError as error:
        raise database_failed(place, error.orig) from error
    except UnicodeDecodeError as error:  # the driver quotes a damaged schema in its error, and cannot
        raise StorageFailed(f"the library {place.name}: {DAMAGED}") from error
    except PoolTimeout as error:
        raise StorageFailed(f"the library {place.name}: too many at once; try again") from error
    except OSError as error:
        raise system_failed(place.name, error) from error


def engine_for(place: Place) -> Engine:
    """The engine for a place; connects to nothing yet.

    raises: BadRequest when the URL cannot be, MissingExtra when its driver is not installed
    """
    try:
        url = URL.create("sqlite", database=str(place.file)) if place.url is None else make_url(place.url)
        engine = create_engine(url, **options_for(place))
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise BadRequest(f"no library can be at {place.name}: {error}") from error
    except ImportError as error:
        raise MissingExtra(
            f"{place.name} needs {error.name}: install it, or name postgresql+psycopg:// and "
            "pip install 'vivavoce[postgres]'"
        ) from error
    if engine.dialect.is_async:
        raise BadRequest(f"the driver {engine.dialect.driver} does not wait for answers; postgresql+psycopg:// does")
    event.listen(engine, "begin", take_turn)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", settle)
    return engine


def options_for(place: Place) -> dict[str, Any]:
    """What SQLAlchemy is told besides the URL."""
    if place.url is not None and not place.url.startswith("sqlite"):
        return {"pool_pre_ping": True}  # servers restart
    in_memory = place.file is None
    return {
        "connect_args": {"timeout": PATIENCE, "check_same_thread": False},
        "poolclass": QueuePool,
        "pool_timeout": PATIENCE,
        **({"pool_size": 1, "max_overflow": 0} if in_memory else {}),  # each connection would be a database of its own
    }


def settle(connection: Any, _: Any) -> None:
    """Prepare a new SQLite connection."""
    connection.isolation_level = None  # transactions begin where we say, not where the driver thinks it best
    for setting in SETTINGS:
        connection.execute(setting)


def take_turn(connection: Connection) -> None:
    """Begin a transaction: a look, or a turn of writing."""
    turn = connection.get_execution_options().get("vivavoce_turn", READING)
    if statement := turn.get(connection.dialect.name):
        connection.exec_driver_sql(statement)


def revision(engine: Engine) -> str | None:
    """The revision of the schema in the database; None when it has none of our tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return None
        found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return found


def use_log(engine: Engine) -> None:
    """Let readers go on while somebody writes: SQLite's write-ahead log, where the file system allows it.

    Without it everything is as safe, only slower. Once on it stays on; turning it on takes a moment alone with the
    file, for which SQLite does not wait by itself.
    """
    if engine.dialect.name != "sqlite":
        return
    deadline = time.monotonic() + PATIENCE
    with engine.execution_options(vivavoce_turn={}).connect() as connection:
        while True:
            try:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            except DBAPIError as error:
                if sqlite_code(error.orig) != "SQLITE_BUSY" or time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE)
            else:
                return


def is_still(file: Path | None, error: DBAPIError) -> bool:
    """Whether a file that could not be opened is nevertheless safe to read: nobody is changing it.

    On a disk that is read-only or full, SQLite stumbles over the index of the write-ahead log, which it cannot make.
    Whoever is writing has made that index, and whoever was cut off while writing has left a log or a journal; where
    there is neither, all that was kept is in the file itself.
    """
    if file is None or sqlite_code(error.orig) not in CANNOT_MAKE_INDEX:
        return False
    left = [Path(f"{file}{ending}") for ending in ("-wal", "-journal")]
    return not any(path.exists() and path.stat().st_size for path in left)


def still(place: Place) -> Engine:
    """An engine for a file that nobody is changing: no locks, no log, and nothing kept open for when that is over."""
    assert place.file is not None  # servers have no file to read
    url = URL.create("sqlite", database=place.file.as_uri(), query={"immutable": "1", "mode": "ro", "uri": "true"})
    return create_engine(url, poolclass=NullPool)
