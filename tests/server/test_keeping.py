"""Whether voices can be kept, told before a server begins."""

import logging
import os
import sys
from pathlib import Path

import pytest

from vivavoce.errors import BadRequest, StorageFailed
from vivavoce.making import adopted
from vivavoce.server.keeping import check_library
from vivavoce.store import Library

VOICE = adopted("00000000-0000-4000-8000-000000000001")
GIVEN = r"\(what --library or the setting library names\)"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def test_where_a_library_can_be_made_nothing_is_left(tmp_path: Path) -> None:
    check_library(str(tmp_path / "new" / "library"))
    check_library(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_there_is_left_as_it_was(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library.add(VOICE)
    check_library(str(tmp_path))
    with Library(tmp_path) as library:
        assert [one.name for one in library.voices()] == [VOICE.name]


@POSIX
@pytest.mark.parametrize("place", ["/dev/full", "/dev/full/library", "/proc/nope"])
def test_where_no_library_can_be_made_it_is_told_at_once(place: str) -> None:
    with pytest.raises(StorageFailed, match=f"no library can be made at {place}.*{GIVEN}"):
        check_library(place)


def test_a_file_is_no_folder_of_a_library(tmp_path: Path) -> None:
    (tmp_path / "clip.wav").write_bytes(b"RIFF")
    with pytest.raises(StorageFailed, match=rf"clip\.wav: not a directory {GIVEN}"):
        check_library(str(tmp_path / "clip.wav"))


def test_a_file_that_is_no_library_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StorageFailed, match=f"no library at all.*{GIVEN}"):
        check_library(str(tmp_path))


def test_the_folder_of_a_url_is_not_made_and_so_must_be_there(tmp_path: Path) -> None:
    check_library(f"sqlite:///{tmp_path}/library.db")
    with pytest.raises(StorageFailed, match="no library can be made"):
        check_library(f"sqlite:///{tmp_path}/nope/library.db")
    assert list(tmp_path.iterdir()) == []


def test_a_url_that_cannot_be_is_told() -> None:
    with pytest.raises(BadRequest, match="in sqlite:///… or in postgresql://"):
        check_library("mysql://localhost/voices")


def test_a_library_that_can_only_be_read_is_served_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with Library(tmp_path) as library:
        library.add(VOICE)
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)  # root may write anywhere
    check_library(str(tmp_path))
    assert f"{tmp_path} is read-only" in caplog.text


@POSIX
def test_a_home_where_nothing_can_be_kept_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("VIVAVOCE_HOME", "/proc/nope")
    with caplog.at_level(logging.WARNING):
        check_library(None)
    assert "no voice can be kept in the library /proc/nope" in caplog.text
