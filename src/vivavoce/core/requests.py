"""What one may ask for, as values checked when made; after that nobody checks again."""

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real

from vivavoce.core.audio import checked_rate
from vivavoce.core.emotions import EMOTIONS, canonical
from vivavoce.core.voices import Voice
from vivavoce.errors import BadRequest

SLOWEST, FASTEST = 0.25, 4.0  # times the voice's own pace
LOUDEST = 4.0  # times the voice's own level: +12 dB
WIDEST_PITCH = 24.0  # semitones up or down: two octaves
LONGEST_DURATION = 24 * 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Emotion:
    """A colour of speaking.

    name: one of the 58 of ``vivavoce.core.emotions``
    strength: 0 (not at all) to 2 (twice as much as usual)
    """

    name: str
    strength: float = 1.0

    def __post_init__(self) -> None:
        name = canonical(self.name)
        if name is None:
            near = difflib.get_close_matches(str(self.name).lower(), EMOTIONS, 3)
            hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(EMOTIONS)}"
            raise BadRequest(f"there is no emotion {self.name!r}; {hint}")
        object.__setattr__(self, "name", name)
        number("an emotion's strength", self.strength, 0.0, 2.0)


@dataclass(frozen=True, slots=True)
class Controls:
    """How to say it.

    speed: times the voice's own pace, 0.25 to 4
    volume: times the voice's own level (amplitude), 0 to 4
    pitch: semitones above the voice's own pitch, -24 to 24
    emotions: colours of speaking, which add up
    """

    speed: float = 1.0
    volume: float = 1.0
    pitch: float = 0.0
    emotions: tuple[Emotion, ...] = field(default=())

    def __post_init__(self) -> None:
        number("speed", self.speed, SLOWEST, FASTEST)
        number("volume", self.volume, 0.0, LOUDEST)
        number("pitch", self.pitch, -WIDEST_PITCH, WIDEST_PITCH)
        if not isinstance(self.emotions, tuple) or not all(isinstance(one, Emotion) for one in self.emotions):
            raise BadRequest(f"emotions are a tuple of Emotion, got {self.emotions!r}")


@dataclass(frozen=True, slots=True)
class Speech:
    """Text to be said.

    text: all of it, or pieces of it as they arrive; joined as they are, so the pieces carry their own spaces
    voice: who says it
    language: BCP 47 tag; None is the voice's own
    controls: how it is said; markup in the text changes them from there on
    duration: seconds the whole is to last, None as long as it takes; needs the whole text at once
    rate: samples per second wanted, None is the synthesizer's own
    pronunciations: word → respelling, or IPA as in ``<<h|ə|l|oʊ>>``
    exact: those of these words that are meant in this very spelling only: "Polish" and not "polish"
    raises: BadRequest when a value cannot be
    """

    text: str | Iterable[str]
    voice: Voice
    language: str | None = None
    controls: Controls = field(default_factory=Controls)
    duration: float | None = None
    rate: int | None = None
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not isinstance(self.voice, Voice):
            raise BadRequest(f"speech needs a Voice, got {type(self.voice).__name__}")
        if not isinstance(self.text, Iterable):
            raise BadRequest(f"text comes as str or pieces of str, got {type(self.text).__name__}")
        if self.language is not None and (not isinstance(self.language, str) or not self.language.strip()):
            raise BadRequest(f"a language is a tag such as en-US or de, got {self.language!r}")
        if self.rate is not None:
            checked_rate(self.rate)
        if self.duration is not None:
            number("duration", self.duration, 0.05, LONGEST_DURATION)
            if not isinstance(self.text, str):
                raise BadRequest("a duration to hit needs the whole text at once, not pieces as they arrive")


def number(what: str, value: object, lowest: float, highest: float) -> float:
    """The value as a float between the two, or BadRequest saying what it is and what would do."""
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise BadRequest(f"{what} must be a number between {lowest:g} and {highest:g}, got {value!r}")
    if not lowest <= float(value) <= highest:
        raise BadRequest(f"{what} must lie between {lowest:g} and {highest:g}, got {value!r}")
    return float(value)


def emotions(given: str | Emotion | Sequence[str | Emotion] | None) -> tuple[Emotion, ...]:
    """What a caller names, as values: "happy", "sad:0.5", an Emotion or several of them."""
    if given is None:
        return ()
    if isinstance(given, str | Emotion):
        given = (given,)
    if not isinstance(given, Sequence) or not all(isinstance(one, str | Emotion) for one in given):
        raise BadRequest(f"an emotion is a name, name:strength or an Emotion, or a list of these; got {given!r}")
    return tuple(one if isinstance(one, Emotion) else parsed_emotion(one) for one in given)


def parsed_emotion(text: str) -> Emotion:
    name, colon, strength = text.partition(":")
    if not colon:
        return Emotion(name)
    try:
        return Emotion(name, float(strength))
    except ValueError:
        raise BadRequest(f"an emotion is a name or name:strength such as sad:0.5, got {text!r}") from None
