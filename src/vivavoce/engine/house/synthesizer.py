"""The house voices as a synthesizer."""

import json
from base64 import b64decode
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

from vivavoce.core import languages as tags
from vivavoce.core.embedding import Embedding
from vivavoce.core.events import Event, Phoneme, Phonemes, Word, Words, sounding
from vivavoce.core.frames import Frames
from vivavoce.core.units import Unit
from vivavoce.engine.house.drawing import Drawn, drawn
from vivavoce.engine.house.networks import networks
from vivavoce.engine.house.plan import Plan, planned
from vivavoce.engine.house.script import script_of
from vivavoce.engine.house.vocoder import HOP, RATE, Vocoder
from vivavoce.engine.house.voicing import FrameVocoder, frames_of
from vivavoce.engine.protocols import MIDDLE
from vivavoce.errors import BadRequest, LanguageNotSupported, VoiceNotFound

SPEAKERS = ("kathleen", "kerstin", "nathalie", "flemishguy")  # as the data calls them; all speak all languages
VOICES = (*SPEAKERS, MIDDLE)
LANGUAGES = {"de": "German", "en-US": "English (America)", "nl": "Dutch"}
SLOWEST_PACE, FASTEST_PACE = 0.5, 2.5  # of its usual pace; beyond it sounds less than it does stretched


class HouseSynthesizer:
    """The voices this project has trained; their networks are loaded when first used."""

    @property
    def name(self) -> str:
        return "house"

    @property
    def rate(self) -> int:
        return RATE

    @property
    def paces(self) -> tuple[float, float]:
        return SLOWEST_PACE, FASTEST_PACE

    def languages(self) -> Mapping[str, str]:
        return LANGUAGES

    def own_voices(self) -> Mapping[str, Embedding]:
        """Name → embedding of each speaker of the data, and of the voice in the middle of them."""
        return measured()

    def speak(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> Iterator[Event]:
        """The unit's words, phonemes and sound: at first a tenth of a second, then longer and longer pieces.

        raises: LanguageNotSupported, VoiceNotFound, or BadRequest when the pace is not among ``paces`` or a phone is
            not IPA
        """
        return spoken(self._asked(unit, language, own_voice, pace))

    def frames(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> Iterator[Words | Phonemes | Frames]:
        """The same as ``speak`` before it is sound; a frame every HOP samples. Raises what ``speak`` raises."""
        return framed(self._asked(unit, language, own_voice, pace))

    def vocoder(self) -> FrameVocoder:
        """What makes sound of its frames."""
        return FrameVocoder()

    def length(self, unit: Unit, *, language: str, own_voice: str, pace: float) -> int:
        """How many samples ``speak`` gives: told without making any. Raises what ``speak`` raises."""
        plan = self._asked(unit, language, own_voice, pace).plan()
        return plan.samples if plan else 0

    def _asked(self, unit: Unit, language: str, own_voice: str, pace: float) -> "Asked":
        if own_voice not in VOICES:
            raise VoiceNotFound(f"there is no house voice {own_voice!r}; there are {', '.join(VOICES)}")
        if not SLOWEST_PACE <= pace <= FASTEST_PACE:
            raise BadRequest(f"house voices speak at a pace of {SLOWEST_PACE} to {FASTEST_PACE}, got {pace!r}")
        return Asked(unit, resolved(language), own_voice, pace)


def resolved(tag: str) -> str:
    """The language that is meant by a tag such as "en-GB" or "nl_BE"; raises LanguageNotSupported."""
    found = tags.resolve(tag, LANGUAGES)
    if found is None:
        raise LanguageNotSupported(tags.unknown_language(tag, LANGUAGES))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be said, by whom and how, all of it known."""

    unit: Unit
    language: str
    own_voice: str
    pace: float

    def plan(self) -> Plan | None:
        """How it is said; None when nothing of it is. Raises BadRequest when a phone is not IPA."""
        table = networks().table
        script = script_of(self.unit, self.language)
        if not script.sounds:
            return None
        speaker, language = table.speakers[self.own_voice], table.languages[self.language]
        return planned(networks(), script, speaker, language, self.pace)


def spoken(asked: Asked) -> Iterator[Event]:
    """The events of a unit."""
    plan = asked.plan()
    telling = Telling(asked.unit, plan)
    vocoder = Vocoder()
    for piece in pieces(plan):
        samples = vocoder.feed(piece.f0, piece.harmonic, piece.noise)
        yield from telling.past(len(samples))
        yield from sounding(samples)
    yield from telling.rest()
    yield from sounding(vocoder.close())


def framed(asked: Asked) -> Iterator[Words | Phonemes | Frames]:
    """The same before it is sound."""
    plan = asked.plan()
    telling = Telling(asked.unit, plan)
    for piece in pieces(plan):
        yield from telling.past(len(piece.f0) * HOP)
        yield frames_of(piece)
    yield from telling.rest()


def pieces(plan: Plan | None) -> Iterator[Drawn]:
    return drawn(networks(), plan) if plan else iter(())


class Telling:
    """Tells each word and phoneme before the sound that it begins in.

    plan: None when nothing is said
    """

    def __init__(self, unit: Unit, plan: Plan | None) -> None:
        words = plan.words(unit) if plan else [Word(token.text, token.offset, 0, 0) for token in unit.tokens]
        self._words = deque(words)
        self._phonemes = deque(plan.phonemes() if plan else ())
        self._clock = 0

    def past(self, samples: int) -> Iterator[Words | Phonemes]:
        """What begins in the next samples, so many."""
        self._clock += samples
        return self._until(self._clock)

    def rest(self) -> Iterator[Words | Phonemes]:
        """All that has not been told."""
        return self._until(None)

    def _until(self, end: int | None) -> Iterator[Words | Phonemes]:
        if words := tuple(taken(self._words, end)):
            yield Words(words)
        if phonemes := tuple(taken(self._phonemes, end)):
            yield Phonemes(phonemes)


Timed = TypeVar("Timed", Word, Phoneme)


def taken(waiting: deque[Timed], end: int | None) -> Iterator[Timed]:
    """Those that begin before ``end``, a sample; all of them when it is None."""
    while waiting and (end is None or waiting[0].start < end):
        yield waiting.popleft()


@cache
def measured() -> Mapping[str, Embedding]:
    """The voices as scripts/measure_own_voices.py has measured them."""
    stored = json.loads(resources.files("vivavoce.engine.house").joinpath("own_voices.json").read_text("utf-8"))
    return {name: Embedding.from_bytes(b64decode(stored[name])) for name in VOICES}
