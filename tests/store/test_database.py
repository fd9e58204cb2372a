import gc
import os
import random
import shutil
import sqlite3
import time
from pathlib import Path
from subprocess import Popen

import pytest

from tests.store.making import printed, started, voice
from vivavoce.store import Library
from vivavoce.store.place import DATABASE

WRITER = """
import sys
from tests.store.making import voice
from vivavoce.errors import Conflict
from vivavoce.store import Library

folder, process, turns = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Library(folder) as library:
    for turn in range(turns):
        mine = library.add(voice(f"{process}.{turn}"))
        print("added", mine.id, flush=True)
        if turn % 3 == 1:
            library.update(mine.id, name=f"{process}.{turn} renamed")
            print("renamed", mine.id, flush=True)
        if turn % 3 == 2:
            library.remove(mine.id)
            print("removed", mine.id, flush=True)
        try:
            library.add(voice(f"contested {turn}"))
            print("won", turn, flush=True)
        except Conflict:
            pass
"""

TOLD = ("added", "renamed", "removed", "won")

ENDLESS = """
import sys
from itertools import count
import alembic.command, sqlalchemy.dialects.sqlite
from tests.store.making import cloned
from vivavoce.store import Library

library = Library(sys.argv[1])
print("ready", flush=True)
for turn in count():
    print(library.add(cloned("Ann", description="x" * 3000), unique_name=False).id, flush=True)
"""


def is_whole(folder: Path) -> bool:
    connection = sqlite3.connect(folder / DATABASE)
    found = list(connection.execute("PRAGMA integrity_check"))
    connection.close()
    return found == [("ok",)]


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    processes = [started(WRITER, tmp_path, number, 15) for number in range(4)]
    told = [line.split() for process in processes for line in process.communicate(timeout=60)[0].splitlines()]
    assert [process.returncode for process in processes] == [0] * 4
    added, renamed, removed, won = ([what for word, what in told if word == one] for one in TOLD)
    kept = set(added) - set(removed)
    with Library(tmp_path) as library:
        voices = list(library.voices())
    assert len({voice.name for voice in voices}) == len(voices)
    assert {voice.id for voice in voices if not voice.name.startswith("contested")} == kept
    assert {voice.id for voice in voices if voice.name.endswith("renamed")} == set(renamed)
    assert len(kept) == 40
    assert sorted(map(int, won)) == list(range(15))  # each name went to one
    assert is_whole(tmp_path)


def kill_after(process: Popen[str], lines: int, seconds: float) -> list[str]:
    """What a process told before it was killed in the middle of its work."""
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(lines)]
    time.sleep(seconds)
    process.kill()
    rest = process.communicate(timeout=60)[0]
    return told[1:] + [line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def test_what_a_killed_process_was_told_is_kept(tmp_path: Path) -> None:
    chance = random.Random(1)
    acknowledged: list[str] = []
    for _ in range(6):
        acknowledged += kill_after(started(ENDLESS, tmp_path), chance.randrange(1, 60), chance.uniform(0, 0.02))
        with Library(tmp_path) as library:
            kept = [voice.id for voice in library.voices()]
        assert set(acknowledged) <= set(kept)
        assert len(kept) <= len(acknowledged) + 6  # each may have been cut off between keeping one and telling
    assert len(acknowledged) > 60
    assert is_whole(tmp_path)


@pytest.mark.parametrize("milliseconds", [0, 4, 8, 16, 32, 64])
def test_a_process_may_be_killed_while_it_makes_the_library(tmp_path: Path, milliseconds: int) -> None:
    acknowledged = kill_after(started(ENDLESS, tmp_path), 1, milliseconds / 1000)
    with Library(tmp_path) as library:
        assert set(acknowledged) <= {voice.id for voice in library.voices()}
        joe = library.add(voice("Joe"))
        assert library.find("Joe") == joe
    assert is_whole(tmp_path)


def test_commits_reach_the_disk_and_readers_go_on_while_somebody_writes(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library.add(voice("Ann"))
        with library._database.writing() as writing:
            connection = writing.voices._connection
            settings = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "fullfsync")
            }
            assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "fullfsync": 1}
            writing.voices.insert(voice("Joe"))
            assert [voice.name for voice in library.voices()] == ["Ann"]
        assert [voice.name for voice in library.voices()] == ["Ann", "Joe"]


def test_leaving_a_library_leaves_one_file(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library.add(voice("Ann"))
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE]


def test_a_library_that_is_forgotten_is_closed(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add(voice("Ann"))
    opened = library._database._opened
    assert len(opened) == 1
    del library
    gc.collect()
    assert opened == {}  # closed in so many words: Python 3.13 warns of connections that are only dropped
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE]


def test_a_new_folder_is_its_owners(tmp_path: Path) -> None:
    with Library(tmp_path / "deep" / "home") as library:
        library.add(voice("Ann"))
    assert (tmp_path / "deep" / "home").stat().st_mode & 0o777 == 0o700


def test_a_library_that_was_moved_away_is_not_written_to_any_more(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as library:
        ann = library.add(voice("Ann"))
        (tmp_path / "home").rename(tmp_path / "moved")
        assert list(library.voices()) == []
        joe = library.add(voice("Joe"))
        assert list(library.voices()) == [joe]
        shutil.rmtree(tmp_path / "home")
        (tmp_path / "moved").rename(tmp_path / "home")
        assert list(library.voices()) == [ann]


FORKED = """
import os, sys
from tests.store.making import voice
from vivavoce.store import Library

library = Library(sys.argv[1])
library.add(voice("before"))
child = os.fork()
for turn in range(20):
    library.add(voice(f"{'parent' if child else 'child'} {turn}"))
if not child:
    sys.exit()  # closes what it has open, and not what its parent has
os.waitpid(child, 0)
library.add(voice("after"))
print(*(voice.name for voice in library.voices()), sep="\\n")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_and_its_parent_share_a_library(tmp_path: Path) -> None:
    told = printed(FORKED, tmp_path)
    both = [f"{who} {turn}" for who in ("child", "parent") for turn in range(20)]
    assert sorted(told) == sorted(["before", "after", *both])
    assert is_whole(tmp_path)
