from pathlib import Path

import pytest

from vivavoce.errors import BadRequest, StorageFailed
from vivavoce.store import Library
from vivavoce.store.place import Place, identity, place_of


def test_without_a_location_the_environment_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIVAVOCE_HOME", str(tmp_path / "home"))
    assert place_of(None).file == tmp_path / "home" / "library.sqlite3"


@pytest.mark.parametrize("value", [None, ""])
def test_otherwise_it_is_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("VIVAVOCE_HOME", value) if value is not None else monkeypatch.delenv("VIVAVOCE_HOME", False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, appauthor: str(tmp_path / name))
    assert place_of(None).file == tmp_path / "vivavoce" / "library.sqlite3"


def test_a_folder_may_be_written_in_many_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    expected = tmp_path / "my voices?#%25" / "library.sqlite3"
    for location in (tmp_path / "my voices?#%25", "my voices?#%25", "~/my voices?#%25"):
        assert place_of(location) == Place(str(expected), expected, None)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("sqlite:///file:x?mode=memory&uri=true", None),
        ("sqlite:////tmp/x.db", Path("/tmp/x.db")),
        ("sqlite+pysqlite:////tmp/x.db?timeout=1", Path("/tmp/x.db")),
        ("sqlite:///file:/tmp/x.db?mode=ro&uri=true", Path("/tmp/x.db")),
        ("sqlite:///x.db", Path.cwd() / "x.db"),
    ],
)
def test_the_file_of_an_sqlite_url_is_known(url: str, file: Path | None) -> None:
    place = place_of(url)
    assert (place.file, place.url) == (file, url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://ann:secret@host:5433/voices?sslmode=require", "postgresql+psycopg://ann:secret@host:5433/voices?sslmode=require"),
        ("postgres://ann:secret@host:5433/voices", "postgresql+psycopg://ann:secret@host:5433/voices"),
        ("postgresql+asyncpg://ann:secret@host:5433/voices", "postgresql+asyncpg://ann:secret@host:5433/voices"),
    ],
)  # fmt: skip
def test_a_server_is_named_without_its_password(url: str, expected: str) -> None:
    place = place_of(url)
    assert (place.file, place.url) == (None, expected)
    assert "secret" not in place.name
    assert "host:5433/voices" in place.name
    assert "secret" not in repr(Library(url))


@pytest.mark.parametrize("location", ["", "  ", "a\0b", 5, b"x", "mysql://host/x", "http://host/x", "s3://bucket"])
def test_a_location_that_cannot_be_is_refused(location: str) -> None:
    with pytest.raises(BadRequest, match="a library lives in"):
        Library(location)


def test_making_a_library_touches_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path / "deep" / "home")
    assert list(library.voices()) == []
    assert list(library.dictionaries.list()) == []
    library.close()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_does_not_answer_is_named(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(StorageFailed, match=f"{loop}.* cannot be looked at"):
        identity(loop / "library.sqlite3")
