"""Disks that are full, read-only or broken. As root no permission stops anybody, so these make real obstacles."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.store.making import printed, voice
from vivavoce.core.voices import Voice
from vivavoce.errors import BadRequest, MissingExtra, StorageFailed
from vivavoce.store import Library
from vivavoce.store.place import DATABASE


def can_mount() -> bool:
    """Whether tests may mount small file systems in a namespace of their own."""
    if not (sys.platform == "linux" and shutil.which("unshare") and shutil.which("mount")):
        return False
    trial = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


mounting = pytest.mark.skipif(not can_mount(), reason="mounting takes Linux, unshare and the right to")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="becoming another user takes root")


def mounted(script: str, folder: Path, *mounts: str) -> list[str]:
    """What a script prints that runs with the folder as its argument after the mounts, which nobody else sees."""
    words = {"folder": str(folder), "python": sys.executable}
    commands = " && ".join([*(mount.format(**words) for mount in mounts), '"$0" -c "$1" "$2"'])
    run = ["unshare", "--mount", "sh", "-c", commands, sys.executable, script, str(folder)]
    done = subprocess.run(run, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def ann(tmp_path: Path) -> Voice:
    """A voice kept in the folder, in a library that is closed."""
    with Library(tmp_path) as library:
        return library.add(voice("Ann"))


BROKEN = """
import sys
from tests.store.making import voice
from vivavoce.errors import StorageFailed
from vivavoce.store import Library

with Library(sys.argv[1], built_in=[voice("Iris")]) as library:
    for use in (
        lambda: [voice.name for voice in library.voices()],
        lambda: library.find("iris").name,
        lambda: library.add(voice("Joe")),
        lambda: [voice.name for voice in library.voices()],
    ):
        try:
            print(use())
        except StorageFailed as error:
            print(error)
"""


@pytest.mark.parametrize("folder", ["a.file/home", "/proc/self/home", "/dev/null/home"])
def test_built_in_voices_work_where_no_folder_can_be(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a.file").touch()
    iris = voice("Iris")
    with Library(tmp_path / folder, built_in=[iris]) as library:
        assert library.find("iris") == library.get(iris.id) == iris
        assert list(library.voices()) == [iris]
        with pytest.raises(StorageFailed, match=f"^{tmp_path / folder}: .* VIVAVOCE_HOME"):
            library.add(voice("Joe"))
        with pytest.raises(StorageFailed, match="VIVAVOCE_HOME"):
            library.dictionaries.add("Names", {})


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with Library(tmp_path / "home") as library:
        assert list(library.voices()) == []
        with pytest.raises(
            StorageFailed, match=f"{tmp_path / 'home'}: a file is where a folder should be: move it away"
        ):
            library.add(voice())
    assert (tmp_path / "home").read_text() == "a file"


@mounting
def test_a_read_only_disk_can_be_read(tmp_path: Path, ann: Voice) -> None:
    read_only = ("mount --bind {folder} {folder}", "mount -o remount,ro,bind {folder}")
    before, iris, failed, after = mounted(BROKEN, tmp_path, *read_only)
    assert (before, iris, after) == ("['Iris', 'Ann']", "Iris", "['Iris', 'Ann']")
    assert failed.startswith(
        f"the library {tmp_path / DATABASE}: it cannot be opened: it cannot be written there: make"
    )
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE]


@mounting
def test_a_library_is_not_read_without_what_was_left_in_its_log(tmp_path: Path) -> None:
    with Library(tmp_path / "open") as library:
        library.add(voice("Ann"))
        (tmp_path / "copy").mkdir()
        for name in (DATABASE, f"{DATABASE}-wal"):  # as a process leaves them that was killed
            shutil.copy(tmp_path / "open" / name, tmp_path / "copy" / name)
    read_only = ("mount --bind {folder} {folder}", "mount -o remount,ro,bind {folder}")
    answers = mounted(BROKEN, tmp_path / "copy", *read_only)
    assert all(str(tmp_path / "copy" / DATABASE) in answer for answer in answers)
    with Library(tmp_path / "copy") as library:
        assert [voice.name for voice in library.voices()] == ["Ann"]


@mounting
def test_an_empty_read_only_folder_has_the_built_in_voices(tmp_path: Path) -> None:
    read_only = ("mount --bind {folder} {folder}", "mount -o remount,ro,bind {folder}")
    before, iris, failed, after = mounted(BROKEN, tmp_path, *read_only)
    assert (before, iris, after) == ("['Iris']", "Iris", "['Iris']")
    assert failed.startswith(f"{tmp_path}: it cannot be written there: make it writable, or set VIVAVOCE_HOME")


def test_a_database_opened_read_only_can_be_read(tmp_path: Path, ann: Voice) -> None:
    with Library(f"sqlite:///file:{tmp_path / DATABASE}?mode=ro&uri=true") as library:
        assert list(library.voices()) == [ann]
        for change in (lambda: library.add(voice("Joe")), lambda: library.remove(ann.id)):
            with pytest.raises(
                StorageFailed, match=f"{tmp_path / DATABASE}: it cannot be written there: make it writable"
            ):
                change()
        assert list(library.voices()) == [ann]


SOMEBODY_ELSE = f"""
import os
from tests.store.making import voice
from vivavoce.store import Library

with Library("sqlite://") as rehearsal:  # loads all that the other user may not be able to read
    rehearsal.add(voice("Ann"))
os.setuid(65534)
{BROKEN}
"""


@as_root
@pytest.mark.parametrize("mode", [0o755, 0o777])
def test_another_user_can_read_but_not_write(ann: Voice, mode: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / f"open {mode:o}"
    open_to_all(folder, mode)
    with Library(folder) as library:
        library.add(ann)
    before, iris, failed, after = printed(SOMEBODY_ELSE, folder)
    assert (before, iris, after) == ("['Iris', 'Ann']", "Iris", "['Iris', 'Ann']")
    assert "it cannot be written there: make it writable" in failed


@as_root
def test_in_a_folder_closed_to_a_user_there_are_the_built_in_voices(ann: Voice, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    before, iris, failed, after = printed(SOMEBODY_ELSE, tmp_path)
    assert (before, iris, after) == ("['Iris']", "Iris", "['Iris']")
    assert failed.startswith(f"{tmp_path}: it cannot be written there: make it writable, or set VIVAVOCE_HOME")


def open_to_all(folder: Path, mode: int) -> None:
    """Make a folder that other users can get to."""
    folder.mkdir()
    folder.chmod(mode)
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and parent.stat().st_mode & 0o005 != 0o005 and "pytest" in str(parent):
            parent.chmod(0o755)


FILL = """
import os, sys
from tests.store.making import voice
from vivavoce.errors import StorageFailed
from vivavoce.store import Library

limit = sys.argv[1:] and os.environ.get("LIMIT")
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))

library = Library(sys.argv[1])
added = []
try:
    while len(added) < 1000:
        added.append(library.add(voice(f"Voice {len(added)}", description="x" * 9000)).name)
except StorageFailed as error:
    print(error)
print(len(added) > 3, added == [voice.name for voice in library.voices()])
library.close()
print(added == [voice.name for voice in library.voices()])
with Library(sys.argv[1]) as other:
    print(added == [voice.name for voice in other.voices()])
"""


def test_a_file_that_may_not_grow_keeps_what_was_there(tmp_path: Path) -> None:
    failed, *answers = printed(FILL, tmp_path, env={"LIMIT": "300000"})
    assert failed.startswith(f"the library {tmp_path / DATABASE}: the disk is full, over a quota or failing")
    assert "what was kept before is safe" in failed
    assert answers == ["True True", "True", "True"]
    with Library(tmp_path) as library:
        count = len(list(library.voices()))
        library.add(voice("One more"))  # now that there is room again
        assert len(list(library.voices())) == count + 1


@mounting
def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    failed, *answers = mounted(FILL, tmp_path, "mount -t tmpfs -o size=600k tmpfs {folder}")
    assert failed.startswith(f"the library {tmp_path / DATABASE}: the disk is full: free some space and try again")
    assert answers == ["True True", "True", "True"]


@mounting
def test_a_disk_that_others_filled_can_be_read(tmp_path: Path) -> None:
    before, iris, failed, after = mounted(
        BROKEN,
        tmp_path,
        "mount -t tmpfs -o size=600k tmpfs {folder}",
        "{python} -c 'from tests.store.making import voice; from vivavoce.store import Library;"
        ' Library("{folder}").add(voice("Ann"))\'',
        "(dd if=/dev/zero of={folder}/rest bs=1k count=2000 2>&1 || true) > /dev/null",
    )
    assert (before, iris, after) == ("['Iris', 'Ann']", "Iris", "['Iris', 'Ann']")
    assert "the disk is full" in failed


@pytest.mark.parametrize("size", [50, 100, 5000])
def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path, size: int) -> None:
    noise = random.Random(size).randbytes(size)
    (tmp_path / DATABASE).write_bytes(noise)
    with Library(tmp_path) as library:
        for use in (lambda: list(library.voices()), lambda: library.add(voice())):
            with pytest.raises(
                StorageFailed, match=f"{tmp_path / DATABASE}: the file is damaged, or no library at all"
            ):
                use()
    assert (tmp_path / DATABASE).read_bytes() == noise


@pytest.mark.parametrize("size", [1, 3000])
def test_wherever_a_database_is_damaged_nothing_else_is_raised(tmp_path: Path, size: int) -> None:
    with Library(tmp_path) as library:
        for number in range(30):
            library.add(voice(f"Voice {number}", description="x" * 500))
    whole = (tmp_path / DATABASE).read_bytes()
    chance = random.Random(size)
    for _ in range(40):
        at = chance.randrange(len(whole) - size)
        (tmp_path / DATABASE).write_bytes(whole[:at] + chance.randbytes(size) + whole[at + size :])
        failed = failure_of_reading(tmp_path)
        assert failed == "" or str(tmp_path / DATABASE) in failed or "in the library is damaged" in failed


def failure_of_reading(folder: Path) -> str:
    """What stops the reading of a library; nothing where the damage does not show, as in a letter or in free room."""
    with Library(folder) as library:
        try:
            list(library.voices())
        except StorageFailed as error:
            return str(error)
    return ""


@pytest.mark.parametrize(
    "damage", ["name = x'ff'", "preview = x'05'", "labels = 'calm'", "parents = '[[1]]'", "made = x'05'"]
)
def test_a_column_that_cannot_be_is_named(tmp_path: Path, ann: Voice, damage: str) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute(f"UPDATE vivavoce_voices SET {damage}")
    connection.close()
    with Library(tmp_path) as library:
        with pytest.raises(StorageFailed, match=f"the voice {ann.id} in the library is damaged"):
            library.get(ann.id)
        library.remove(ann.id)


def test_a_damaged_name_is_not_compared_with(tmp_path: Path, ann: Voice) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("UPDATE vivavoce_voices SET name = x'ff'")
    connection.close()
    with Library(tmp_path) as library, pytest.raises(StorageFailed, match="names in the library are damaged"):
        library.find("Anna")


def test_a_damaged_schema_is_named(tmp_path: Path, ann: Voice) -> None:
    whole = (tmp_path / DATABASE).read_bytes()
    (tmp_path / DATABASE).write_bytes(
        whole.replace(b"CREATE TABLE vivavoce_voices", b"CREATE TABL\xff vivavoce_voices")
    )
    with (
        Library(tmp_path) as library,
        pytest.raises(StorageFailed, match=f"{tmp_path / DATABASE}: the file is damaged"),
    ):
        library.get(ann.id)


def test_an_empty_file_is_an_empty_library(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    with Library(tmp_path) as library:
        assert list(library.voices()) == []
        joe = library.add(voice("Joe"))
        assert list(library.voices()) == [joe]


def test_whoever_waits_too_long_is_told_so(tmp_path: Path, ann: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vivavoce.store.opening.PATIENCE", 0.1)
    holder = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Library(tmp_path) as library:
        with pytest.raises(StorageFailed, match=f"{tmp_path / DATABASE}: another program has held it"):
            library.add(voice("Joe"))
        assert list(library.voices()) == [ann]
    holder.close()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with Library("postgresql://ann:secret@127.0.0.1:1/voices") as library:
        with pytest.raises(StorageFailed, match=r"postgresql://127\.0\.0\.1:1/voices: the database failed") as caught:
            list(library.voices())
        assert "secret" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with (
        Library("postgresql://host/voices") as library,
        pytest.raises(MissingExtra, match=r"pip install 'vivavoce\[postgres\]'"),
    ):
        list(library.voices())


def test_a_driver_that_does_not_wait_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", ModuleType("asyncpg"))
    with pytest.raises(BadRequest, match=r"asyncpg does not wait for answers; postgresql\+psycopg:// does"):
        list(Library("postgresql+asyncpg://host/voices").voices())


def test_too_many_at_once_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vivavoce.store.opening.PATIENCE", 0.1)
    library = Library("sqlite://")  # one connection
    with library._database.writing(), pytest.raises(StorageFailed, match="too many at once; try again"):
        list(library.voices())


@pytest.mark.parametrize("url", ["postgresql+nosuch://host/voices", "postgresql://host:port/voices"])
def test_a_url_that_cannot_be_is_refused(url: str) -> None:
    with pytest.raises(BadRequest):
        list(Library(url).voices())
