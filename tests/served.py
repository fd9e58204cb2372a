"""A real server for tests of the faces."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

import vivavoce as vv
from vivavoce.core.embedding import SIZE, Embedding
from vivavoce.core.voices import Origin
from vivavoce.server.running import Running
from vivavoce.server.settings import Settings
from vivavoce.store import Library

TONE = "11111111-2222-4333-8444-555555555555"


@contextmanager
def toned(folder: Path, key: str) -> Iterator[Running]:
    """A server on loopback that needs the key, with a voice that speaks in exact tones: TONE. folder: of its library"""
    with Library(folder) as library:
        tone = Embedding(np.zeros(SIZE, np.float32))
        library.add(vv.Voice(TONE, "Tone", tone, Origin("created"), synthesizer="tone"))
    with Running(Settings(port=0, keys=(key,), library=str(folder), grace=1.0)) as running:
        yield running
