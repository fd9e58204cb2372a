import os
import stat
import threading
from pathlib import Path

import pytest

from tests.store.making import cloned, printed, voice
from vivavoce.errors import BadRequest, StorageFailed
from vivavoce.store import dump_voice, read_voice, write_voice


def test_a_voice_goes_through_a_file(tmp_path: Path) -> None:
    ann = cloned("Ann")
    file = write_voice(tmp_path / "Ann.voice", ann)
    assert file.read_bytes() == dump_voice(ann)
    assert read_voice(file) == read_voice(str(file)) == ann


def test_writing_again_replaces_the_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = write_voice(tmp_path / "x.voice", voice("Ann"))
    joe = voice("Joe")
    write_voice(file, joe)
    assert read_voice(file) == joe
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.voice"
    link.symlink_to(tmp_path / "there" / "x.voice")
    ann = write_voice(link, voice("Ann"))
    assert link.is_symlink()
    assert read_voice(tmp_path / "there" / "x.voice") == read_voice(ann)


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ann, read = voice("Ann"), []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_voice(pipe, ann)
    reader.join(timeout=10)
    assert read == [dump_voice(ann)]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["missing.voice", "a.file/x.voice"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.file").touch()
    with pytest.raises(BadRequest, match=f"there is no file '{tmp_path / name}'"):
        read_voice(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="is a folder, not a voice file"):
        read_voice(tmp_path)
    with pytest.raises(BadRequest, match="is a folder; name a file in it"):
        write_voice(tmp_path, voice())


@pytest.mark.parametrize("name", ["", "a\0b", None, 5])
def test_a_path_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(BadRequest, match="named by its path"):
        read_voice(name)
    with pytest.raises(BadRequest, match="named by its path"):
        write_voice(name, voice())


def test_a_file_too_large_is_read_no_further(tmp_path: Path) -> None:
    file = tmp_path / "large.voice"
    with file.open("wb") as target:
        target.truncate(1 << 40)  # a hole: a terabyte that takes no room
    with pytest.raises(BadRequest, match="1 to 1048576 bytes"):
        read_voice(file)


@pytest.mark.parametrize("folder", ["missing", "a.file", "/proc/self"])
def test_where_nothing_can_be_written_the_path_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a.file").touch()
    with pytest.raises(StorageFailed, match=f"^{tmp_path / folder}/x.voice: "):
        write_voice(tmp_path / folder / "x.voice", voice())


FULL = """
import resource, sys
from tests.store.making import voice
from vivavoce.errors import StorageFailed
from vivavoce.store import write_voice

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_voice(sys.argv[1], voice("Joe"))
except StorageFailed as error:
    print(error)
"""


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    ann = voice("Ann")
    file = write_voice(tmp_path / "x.voice", ann)
    (message,) = printed(FULL, file)
    assert message.startswith(f"{file}: the file may not grow further")
    assert read_voice(file) == ann
    assert list(tmp_path.iterdir()) == [file]
