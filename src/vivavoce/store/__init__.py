"""Keeps voices and pronunciation dictionaries: SQLAlchemy on SQLite, or PostgreSQL by URL."""

from vivavoce.store.dictionaries import Dictionaries, Dictionary
from vivavoce.store.files import read_voice, write_voice
from vivavoce.store.library import Library
from vivavoce.store.voice_file import dump_voice, file_name, load_voice

__all__ = [
    "Dictionaries",
    "Dictionary",
    "Library",
    "dump_voice",
    "file_name",
    "load_voice",
    "read_voice",
    "write_voice",
]
