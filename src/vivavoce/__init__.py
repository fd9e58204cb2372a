"""Speaks, clones, mixes and converts voices on your own machine.

    import vivavoce as vv

    vv.speak("Hello there.").save("hello.wav")

Importing this loads nothing: each name is fetched when first used.
"""

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from vivavoce import aio as aio
    from vivavoce import errors as errors
    from vivavoce.core.audio import Audio
    from vivavoce.core.embedding import Embedding
    from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
    from vivavoce.core.requests import Emotion
    from vivavoce.core.voices import Origin, Voice
    from vivavoce.dsp.containers import Format
    from vivavoce.engine.speaker import Stream
    from vivavoce.errors import VivavoceError
    from vivavoce.inprocess import clone, convert, languages, library, mix, speak, stream, voices
    from vivavoce.recording import Recording

PLACES = {
    "Audio": "core.audio",
    "Chunk": "core.events",
    "Embedding": "core.embedding",
    "Emotion": "core.requests",
    "Event": "core.events",
    "Format": "dsp.containers",
    "Origin": "core.voices",
    "Phoneme": "core.events",
    "Phonemes": "core.events",
    "Recording": "recording",
    "Stream": "engine.speaker",
    "VivavoceError": "errors",
    "Voice": "core.voices",
    "Word": "core.events",
    "Words": "core.events",
    "clone": "inprocess",
    "convert": "inprocess",
    "languages": "inprocess",
    "library": "inprocess",
    "mix": "inprocess",
    "speak": "inprocess",
    "stream": "inprocess",
    "voices": "inprocess",
}
MODULES = ("aio", "errors")

__all__ = [
    "Audio",
    "Chunk",
    "Embedding",
    "Emotion",
    "Event",
    "Format",
    "Origin",
    "Phoneme",
    "Phonemes",
    "Recording",
    "Stream",
    "VivavoceError",
    "Voice",
    "Word",
    "Words",
    "aio",
    "clone",
    "convert",
    "errors",
    "languages",
    "library",
    "mix",
    "speak",
    "stream",
    "voices",
]


def __getattr__(name: str) -> object:
    if name in MODULES:
        return importlib.import_module(f"vivavoce.{name}")
    try:
        place = PLACES[name]
    except KeyError:
        raise AttributeError(f"module 'vivavoce' has no attribute {name!r}") from None
    return getattr(importlib.import_module(f"vivavoce.{place}"), name)


def __dir__() -> list[str]:
    return __all__
