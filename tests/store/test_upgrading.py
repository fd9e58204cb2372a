import json
import sqlite3
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.store.making import printed, started, voice
from vivavoce.errors import StorageFailed
from vivavoce.store import Library
from vivavoce.store.opening import REVISION, VERSION_TABLE, engine_for
from vivavoce.store.place import DATABASE, place_of
from vivavoce.store.tables import METADATA


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", "vivavoce.store:migrations")
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def tables(folder: Path) -> set[str]:
    with sqlite3.connect(folder / DATABASE) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return found


def test_the_revision_we_name_is_the_newest_migration() -> None:
    assert revisions()[0] == REVISION
    assert revisions() == sorted(revisions(), reverse=True)  # "newer" is told by comparing them as text


def test_the_migrations_make_the_tables_we_use(location: str | Path) -> None:
    if location == "sqlite://":
        pytest.skip("a database in memory has one connection, and the library holds it")
    with Library(location) as library:
        library.add(voice("Ann"))
    engine = engine_for(place_of(location))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_an_upgrade_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    with Library(tmp_path) as library:
        with monkeypatch.context() as broken:
            broken.setattr("alembic.op.create_index", fail)  # after the first table was made
            with pytest.raises(StorageFailed, match="the disk is full"):
                library.add(voice("Ann"))
        assert tables(tmp_path) == set()
        assert list(library.voices()) == []
        library.add(voice("Ann"))
        assert tables(tmp_path) > {VERSION_TABLE, "vivavoce_voices", "vivavoce_dictionaries"}


def test_a_newer_library_is_left_alone(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library.add(voice("Ann"))
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connection.close()
    with Library(tmp_path) as library:
        for use in (lambda: list(library.voices()), lambda: library.find("Ann"), lambda: library.add(voice("Joe"))):
            with pytest.raises(
                StorageFailed, match=f"{tmp_path}.* made by a newer vivavoce .*9999.*pip install --upgrade"
            ):
                use()


def test_another_applications_tables_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "shared.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE voices (id, choir)")
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('theirs')")
    with Library(f"sqlite:///{file}") as library:
        assert list(library.voices()) == []
        ann = library.add(voice("Ann"))
        assert list(library.voices()) == [ann]
    assert list(connection.execute("SELECT * FROM alembic_version")) == [("theirs",)]
    connection.close()


FIRST_ADD = """
import sys
from tests.store.making import voice
from vivavoce.store import Library

print("ready", flush=True)
sys.stdin.readline()
with Library(sys.argv[1]) as library:
    print(library.add(voice("Ann"), unique_name=False).id, flush=True)
"""


def test_eight_processes_may_open_a_fresh_folder_at_once(tmp_path: Path) -> None:
    processes = [started(FIRST_ADD, tmp_path / "home") for _ in range(8)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    added = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0] * 8
    with Library(tmp_path / "home") as library:
        assert sorted(voice.id for voice in library.voices()) == sorted(added)
    with sqlite3.connect(tmp_path / "home" / DATABASE) as connection:
        assert list(connection.execute(f"SELECT * FROM {VERSION_TABLE}")) == [(REVISION,)]
        assert list(connection.execute("PRAGMA journal_mode")) == [("wal",)]
        assert list(connection.execute("PRAGMA integrity_check")) == [("ok",)]
    connection.close()


def test_threads_may_make_libraries_of_their_own_at_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []
    together = threading.Barrier(6)

    def make(folder: Path) -> None:
        with Library(folder) as library:
            list(library.voices())
            together.wait()
            try:
                library.add(voice("Ann"))
            except BaseException as error:
                failed.append(error)

    threads = [threading.Thread(target=make, args=(tmp_path / str(number),)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert all(VERSION_TABLE in tables(tmp_path / str(number)) for number in range(6))


LOADED = """
import json, sys
from vivavoce.store import Library

def loaded():
    return [name for name in ("sqlalchemy", "alembic", "platformdirs") if name in sys.modules]

steps = [loaded()]
library = Library(sys.argv[1])
steps.append(loaded())
found = [voice.name for voice in library.voices()]
steps.append(loaded())
print(json.dumps([found, steps]))
"""


def test_nothing_is_loaded_before_it_is_needed(tmp_path: Path) -> None:
    (empty,) = printed(LOADED, tmp_path)
    assert json.loads(empty) == [[], [[], [], []]]
    with Library(tmp_path) as library:
        library.add(voice("Ann"))
    (full,) = printed(LOADED, tmp_path)
    assert json.loads(full) == [["Ann"], [[], [], ["sqlalchemy"]]]  # up to date: no Alembic


def test_the_migrations_are_importable_only_by_alembic() -> None:
    assert "vivavoce.store.migrations.env" not in sys.modules
