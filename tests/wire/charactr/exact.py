"""A voice of the exact engine in a server's library, and its number."""

from uuid import uuid4

import numpy as np

from tests.wire.live import Live
from vivavoce.core.embedding import SIZE, Embedding
from vivavoce.core.voices import Origin, Voice

MADE = "2026-01-02T03:04:05+00:00"


def tone_voice(server: Live, name: str = "Tone") -> int:
    """Keep a voice that speaks in tones, in closed form; what the protocol calls it."""
    voice = Voice(
        id=str(uuid4()),
        name=name,
        embedding=Embedding(np.zeros(SIZE, np.float32)),
        origin=Origin("created", made=MADE),
        synthesizer="tone",
    )
    server.state.service.library.add(voice, unique_name=False)
    number: int = server.state.service.number_of(voice)
    return number
