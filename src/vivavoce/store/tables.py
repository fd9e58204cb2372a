"""The tables, as the newest migration leaves them, and what a row of them is as a value."""

from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, RowMapping, String, Table, Text

from vivavoce.core.embedding import Embedding
from vivavoce.core.voices import Origin, Voice
from vivavoce.errors import BadRequest, StorageFailed
from vivavoce.store.dictionaries import Dictionary
from vivavoce.store.names import name_key

METADATA = MetaData()

# ``number`` is the order of creation. Writers take turns, so whoever commits later has the higher number, and a
# number is never given twice: a page that goes on after a number misses nothing.
VOICES = Table(
    "vivavoce_voices",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("gender", Text, nullable=False),
    Column("labels", Text, nullable=False),  # JSON: an array of strings
    Column("preview", Text, nullable=False),
    Column("synthesizer", Text),
    Column("embedding", LargeBinary, nullable=False),  # 192 little-endian float32
    Column("kind", Text, nullable=False),
    Column("consent", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("parents", Text, nullable=False),  # JSON: an array of [id, weight]
    Column("made", Text, nullable=False),
    Index("vivavoce_voices_name_key", "name_key"),
    sqlite_autoincrement=True,
)

DICTIONARIES = Table(
    "vivavoce_dictionaries",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("language", Text),
    Column("entries", Text, nullable=False),  # JSON: an object of strings, in the order given
    Column("created", Text, nullable=False),
    Column("exact", Text, nullable=False, server_default="[]"),  # JSON: an array of strings
    sqlite_autoincrement=True,
)


def voice_row(voice: Voice) -> dict[str, Any]:
    """The columns of a voice, but for its number."""
    return {
        "id": voice.id,
        "name": voice.name,
        "name_key": name_key(voice.name),
        "description": voice.description,
        "language": voice.language,
        "gender": voice.gender,
        "labels": msgspec.json.encode(voice.labels).decode(),
        "preview": voice.preview,
        "synthesizer": voice.synthesizer,
        "embedding": voice.embedding.to_bytes(),
        "kind": voice.origin.kind,
        "consent": voice.origin.consent,
        "source": voice.origin.source,
        "parents": msgspec.json.encode(voice.origin.parents).decode(),
        "made": voice.origin.made,
    }


def voice_from(row: RowMapping) -> Voice:
    """The voice in a row. Raises StorageFailed when the row holds what no voice can be."""
    try:
        return Voice(
            id=row["id"],
            name=row["name"],
            embedding=Embedding.from_bytes(row["embedding"]),
            origin=Origin(
                kind=row["kind"],
                consent=row["consent"],
                source=row["source"],
                parents=msgspec.json.decode(row["parents"], type=tuple[tuple[str, float], ...]),
                made=row["made"],
            ),
            description=row["description"],
            language=row["language"],
            gender=row["gender"],
            labels=msgspec.json.decode(row["labels"], type=tuple[str, ...]),
            preview=row["preview"],
            synthesizer=row["synthesizer"],
        )
    except (BadRequest, TypeError, msgspec.DecodeError) as error:
        raise StorageFailed(f"the voice {row['id']} in the library is damaged: {error}; remove it") from error


def dictionary_row(dictionary: Dictionary) -> dict[str, Any]:
    """The columns of a dictionary, but for its number."""
    return {
        "id": dictionary.id,
        "name": dictionary.name,
        "name_key": name_key(dictionary.name),
        "language": dictionary.language,
        "entries": msgspec.json.encode(dict(dictionary.entries)).decode(),
        "created": dictionary.created,
        "exact": msgspec.json.encode(sorted(dictionary.exact)).decode(),
    }


def dictionary_from(row: RowMapping) -> Dictionary:
    """The dictionary in a row. Raises StorageFailed when the row holds what no dictionary can be."""
    try:
        entries = MappingProxyType(msgspec.json.decode(row["entries"], type=dict[str, str]))
        exact = msgspec.json.decode(row["exact"], type=frozenset[str])
        return Dictionary(row["id"], row["name"], entries, row["language"], row["created"], exact)
    except (BadRequest, TypeError, msgspec.DecodeError) as error:
        raise StorageFailed(f"the dictionary {row['id']} in the library is damaged: {error}; remove it") from error
