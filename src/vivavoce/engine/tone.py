"""An exact synthesizer, for tests: a tone for each word, everything in closed form.

Token i of a unit that has letters or digits sounds for ``tone_length`` samples at ``PITCHES[i % 8]`` times the voice's
own pitch, with an amplitude of 0.5 and edges of 2 ms, and is followed by a gap of ``gap_length`` samples unless it is
the unit's last. Each of its letters and digits is a phoneme, an equal share of the tone. Other tokens last no time.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.embedding import SECTIONS, SIZE, Embedding
from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.core.units import Token, Unit
from vivavoce.dsp.level import fade_in, fade_out
from vivavoce.errors import BadRequest

RATE = 24_000  # samples per second
AMPLITUDE = 0.5
EDGE = RATE * 2 // 1000  # samples of fading at each end of a tone
BASE_MS, LETTER_MS, GAP_MS = 50, 10, 20  # milliseconds of a tone, more for each letter, and of silence behind it
PITCHES = (1.0, 9 / 8, 5 / 4, 4 / 3, 3 / 2, 5 / 3, 15 / 8, 2.0)  # a major scale: neighbours can be told apart
HERTZ = {"tone": 440.0, "low": 220.0}  # of the first tone of each voice
LANGUAGES = {"en-US": "English (America)", "en-GB": "English (Great Britain)", "de": "German", "fr": "French"}


class ToneSynthesizer:
    """Speaks in tones, at any pace from 0.25 to 4."""

    @property
    def name(self) -> str:
        return "tone"

    @property
    def rate(self) -> int:
        return RATE

    @property
    def paces(self) -> tuple[float, float]:
        return 0.25, 4.0

    def languages(self) -> Mapping[str, str]:
        return LANGUAGES

    def own_voices(self) -> Mapping[str, Embedding]:
        """ "tone", whose numbers are all 0, and "low", which differs in pitch alone, by one unit."""
        return embeddings()

    def speak(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> Iterator[Event]:
        """A tone and a gap for each word, each in a chunk of its own.

        raises: BadRequest when there is no such language or voice, or the pace is not among ``paces``
        """
        if language not in LANGUAGES or own_voice not in HERTZ or not 0.25 <= pace <= 4.0:
            raise BadRequest(f"tones know {', '.join(LANGUAGES)}, {', '.join(HERTZ)} and a pace of 0.25 to 4")
        return tones(unit, HERTZ[own_voice], pace)


def tones(unit: Unit, hertz: float, pace: float) -> Iterator[Event]:
    """The events of a unit."""
    sounding = [index for index, token in enumerate(unit.tokens) if letters(token)]
    clock = 0
    for index, token in enumerate(unit.tokens):
        length = tone_length(token, pace)
        yield Words((Word(token.text, token.offset, clock, clock + length),))
        if not length:
            continue
        yield Phonemes(shares(letters(token), clock, length))
        gap = gap_length(pace) if index != sounding[-1] else 0
        yield Chunk(np.pad(tone(hertz * PITCHES[index % len(PITCHES)], length), (0, gap)))
        clock += length + gap


def letters(token: Token) -> str:
    """What of a token can be heard."""
    return "".join(character for character in token.text if character.isalnum())


def tone_length(token: Token, pace: float) -> int:
    """Samples that a token sounds: 50 ms and 10 ms for each letter, divided by the pace; 0 without letters."""
    count = len(letters(token))
    return round(RATE * (BASE_MS + LETTER_MS * count) / (1000 * pace)) if count else 0


def gap_length(pace: float) -> int:
    """Samples between two tones: 20 ms, divided by the pace."""
    return round(RATE * GAP_MS / (1000 * pace))


def tone(hertz: float, length: int) -> Samples:
    """A sine from phase 0 with soft edges: shape (length,), float32."""
    wave = AMPLITUDE * np.sin(2 * np.pi * hertz / RATE * np.arange(length))
    return fade_out(fade_in(wave.astype(np.float32), EDGE), EDGE)


def shares(symbols: str, start: int, length: int) -> tuple[Phoneme, ...]:
    """Symbols that divide a stretch of samples evenly."""
    bounds = [start + length * index // len(symbols) for index in range(len(symbols) + 1)]
    return tuple(Phoneme(symbol, bounds[at], bounds[at + 1]) for at, symbol in enumerate(symbols))


@cache
def embeddings() -> Mapping[str, Embedding]:
    low = np.zeros(SIZE)
    low[SECTIONS["pitch"]] = -1.0
    return {"tone": Embedding(np.zeros(SIZE, np.float32)), "low": Embedding(low.astype(np.float32))}
