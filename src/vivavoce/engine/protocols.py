"""What a plug-in has to be. Each is found by an entry point; see docs/plug-ins.md.

Entry point groups: ``vivavoce.synthesizers``, ``vivavoce.encoders``, ``vivavoce.converters``. An entry point names a
class that is made with no arguments; making one loads nothing, the first use does.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol, runtime_checkable

from vivavoce.core.audio import Audio, Samples
from vivavoce.core.embedding import Embedding
from vivavoce.core.events import Event, Phonemes, Words
from vivavoce.core.frames import Frames
from vivavoce.core.units import Unit

MIDDLE = "everyone"  # the own voice, where a synthesizer has one, that lies in the middle of its others


class Synthesizer(Protocol):
    """Turns a unit of text into sound in a voice of its own; the engine moves the sound into other voices."""

    @property
    def name(self) -> str:
        """What users call it: "formant"."""

    @property
    def rate(self) -> int:
        """Samples per second of its sound."""

    @property
    def paces(self) -> tuple[float, float]:
        """The slowest and the fastest pace it can speak at by itself, times its normal pace."""

    def languages(self) -> Mapping[str, str]:
        """BCP 47 tag → English name of each language it speaks. Raises MissingExtra when it cannot speak at all."""

    def own_voices(self) -> Mapping[str, Embedding]:
        """Name → embedding of each voice it speaks with untouched; one named MIDDLE is what others are moved from."""

    def speak(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> Iterator[Event]:
        """The unit's sound from sample 0 on, without silence before and after it, and its words and phonemes.

        unit: ``controls`` and ``silence`` are the engine's business; the synthesizer ignores them
        language: one of ``languages()``; own_voice: one of ``own_voices()``; pace: within ``paces``
        yields: Words and Phonemes no later than the Chunk they begin in; every token of the unit becomes exactly one
            Word, in order; one that has no sound of its own has start = end
        raises: EngineFailed
        """


class Vocoder(Protocol):
    """Makes sound of frames, in a stream: ``hop`` samples for each frame in all."""

    def feed(self, frames: Frames) -> Samples:
        """The samples that are certain now: shape (m,), float32."""

    def close(self) -> Samples:
        """The rest. Nothing can be fed after it."""


@runtime_checkable
class FrameSynthesizer(Synthesizer, Protocol):
    """A synthesizer whose speech can be had before it is sound, optional for one that makes it of frames anyway.

    The engine then moves it into other voices without taking sound apart, which costs time and likeness.
    """

    def frames(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> Iterator[Words | Phonemes | Frames]:
        """The same as ``speak``, with the frames that its sound is made of: one for every ``hop`` samples.

        The power of what ``vocoder`` makes of a frame is the mean of its envelope. Raises what ``speak`` raises.
        """

    def vocoder(self) -> Vocoder:
        """What makes sound of its frames, for one unit."""

    def length(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> int:
        """How many samples ``speak`` gives, told without making them. Raises what ``speak`` raises."""


class VoiceEncoder(Protocol):
    """Measures what a voice sounds like."""

    @property
    def name(self) -> str: ...

    def embed(self, audio: Audio) -> Embedding:
        """The voice heard in the sound. Raises BadAudio when there is no voice to be heard in it."""


class VoiceConverter(Protocol):
    """Carries speech into another voice, keeping words and timing."""

    @property
    def name(self) -> str: ...

    def convert(self, pieces: Iterator[Audio], voice: Embedding) -> Iterator[Audio]:
        """The speech in the voice, sample for sample as long as what came in, at the same rate.

        pieces: of one rate, of any sizes; what comes out does not depend on how it was cut
        """
