import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.store.making import cloned, voice
from vivavoce.core.voices import Voice
from vivavoce.store import Library
from vivavoce.store.opening import engine_for
from vivavoce.store.place import place_of

POSTGRES = "VIVAVOCE_TEST_POSTGRES"  # URL of a database in which the tests may make schemas of their own


@pytest.fixture
def built_in() -> list[Voice]:
    return [cloned("Iris", language="en-US", labels=("calm", "Old")), voice("Bruno", language="de", gender="masculine")]


@pytest.fixture(params=["folder", "memory", *(["postgres"] if POSTGRES in os.environ else [])])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | Path]:
    """Every kind of place a library can live in."""
    if request.param == "folder":
        yield tmp_path / "home"
    elif request.param == "memory":
        yield "sqlite://"
    else:
        yield from postgres_schema(os.environ[POSTGRES])


@pytest.fixture
def library(location: str | Path, built_in: list[Voice]) -> Iterator[Library]:
    with Library(location, built_in=built_in) as library:
        yield library


def postgres_schema(url: str) -> Iterator[str]:
    """The URL of a schema of its own in the database, which is gone afterwards."""
    schema = f"test_{uuid.uuid4().hex}"
    engine = engine_for(place_of(url))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
