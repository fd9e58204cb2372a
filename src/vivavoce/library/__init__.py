"""Keeps voices and pronunciation dictionaries: SQLAlchemy on SQLite, or PostgreSQL by URL."""

from vivavoce.library.dictionaries import Dictionaries, Dictionary
from vivavoce.library.files import read_voice, write_voice
from vivavoce.library.library import Library
from vivavoce.library.voice_file import dump_voice, file_name, load_voice

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
