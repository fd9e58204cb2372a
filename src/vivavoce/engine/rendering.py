"""Says one unit of text in one voice: the synthesizer's own sound, moved into the voice where the two differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from vivavoce.core.embedding import Embedding
from vivavoce.core.emotions import EMOTIONS, Manner
from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words, sounding
from vivavoce.core.frames import Frames
from vivavoce.core.requests import Controls
from vivavoce.core.units import Ending, Unit
from vivavoce.core.voices import Voice
from vivavoce.engine.frame_shaper import FrameShaper
from vivavoce.engine.protocols import MIDDLE, FrameSynthesizer, Synthesizer
from vivavoce.engine.shape import BLURRED, CLEAR, Shape, Shaper, combined, pace_between, shape_between

BLOCK = 0.25  # seconds shaped in one step: well under 100 ms of compute

# Seconds of silence after each ending at pace 1: what espeak-ng leaves after a comma and a full stop at its 175 words
# a minute, twice that after a paragraph.
PAUSES: dict[Ending, float] = {"none": 0.0, "clause": 0.15, "sentence": 0.3, "paragraph": 0.6}

# Of the distance to the voice in the middle within which another own voice is taken for the very one that is wanted.
# Clips of the four people that the house voices learnt from lie at 0.52 to 0.82, those of 23 others at 0.86 and above.
VERY = 0.84


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the synthesizer speaks, and how far its sound is stretched after that."""

    own: float
    stretch: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was made of a unit.

    events: its words, phonemes and sound, from sample 0 on
    may_clip: whether the sound may go beyond full scale, for it is amplified or moved
    """

    events: Iterator[Event]
    may_clip: bool


class Renderer:
    """One voice on one synthesizer, in one language.

    language: one that the synthesizer knows
    rate: samples per second of all it makes
    """

    def __init__(self, synthesizer: Synthesizer, language: str, voice: Voice) -> None:
        self.rate = synthesizer.rate
        self._synthesizer, self._language = synthesizer, language
        own_voices = synthesizer.own_voices()
        self._own_voice = nearest(voice.embedding, own_voices)
        self._own = own_voices[self._own_voice]
        self._target = voice.embedding
        self._voice_pace = pace_between(self._own, self._target)

    def render(self, unit: Unit, hurry: float = 1.0) -> Rendered:
        """The unit's words, phonemes and sound, from sample 0 on.

        hurry: times faster than asked for, to hit a duration
        """
        pace = self._pace(unit.controls, hurry)
        shape = self._shape(unit.controls, pace.stretch)
        events = self._spoken(unit, pace) if shape is None else self._shaped(unit, pace, shape)
        volume = unit.controls.volume
        if volume != 1:
            events = amplified(events, volume)
        return Rendered(events, may_clip=volume > 1 or shape is not None)

    def length(self, unit: Unit, hurry: float = 1.0) -> int:
        """How many samples ``render`` will give: the synthesizer speaks, but nothing is shaped."""
        pace = self._pace(unit.controls, hurry)
        if isinstance(self._synthesizer, FrameSynthesizer):
            samples = self._synthesizer.length(unit, language=self._language, own_voice=self._own_voice, pace=pace.own)
        else:
            samples = sum(len(event.samples) for event in self._spoken(unit, pace) if isinstance(event, Chunk))
        return round(samples * pace.stretch)

    def pause(self, ending: Ending, unit: Unit, hurry: float = 1.0) -> int:
        """Samples of silence between text with that ending and the unit; a <break> is as long as it says."""
        if unit.silence:
            return self.silence(unit)
        return round(PAUSES[ending] * self.rate / (unit.controls.speed * hurry))

    def silence(self, unit: Unit) -> int:
        """Samples of the <break> before the unit; 0 where there is none."""
        return round(unit.silence * self.rate)

    def _spoken(self, unit: Unit, pace: Pace) -> Iterator[Event]:
        return self._synthesizer.speak(unit, language=self._language, own_voice=self._own_voice, pace=pace.own)

    def _shaped(self, unit: Unit, pace: Pace, shape: Shape) -> Iterator[Event]:
        """The unit in the voice: moved before it is sound where the synthesizer allows it."""
        if not isinstance(self._synthesizer, FrameSynthesizer):
            return shaped(self._spoken(unit, pace), Shaper(self.rate, shape), pace.stretch)
        frames = self._synthesizer.frames(unit, language=self._language, own_voice=self._own_voice, pace=pace.own)
        return sounded(frames, FrameShaper(self._synthesizer.vocoder(), shape), pace.stretch)

    def _pace(self, controls: Controls, hurry: float) -> Pace:
        wanted = self._voice_pace * controls.speed * manner_of(controls).pace * hurry
        slowest, fastest = self._synthesizer.paces
        own = min(max(wanted, slowest), fastest)
        return Pace(own, own / wanted)

    def _shape(self, controls: Controls, stretch: float) -> Shape | None:
        return shape_between(
            self._own,
            self._target,
            manner=manner_of(controls),
            pitch_semitones=controls.pitch,
            stretch=stretch,
            way=CLEAR if isinstance(self._synthesizer, FrameSynthesizer) else BLURRED,
        )


def manner_of(controls: Controls) -> Manner:
    """What all the emotions together do to the way of speaking."""
    return combined((EMOTIONS[emotion.name], emotion.strength) for emotion in controls.emotions)


def nearest(embedding: Embedding, voices: Mapping[str, Embedding]) -> str:
    """The name of the own voice to be moved: the least far one.

    Where there is one in the middle, it is that one for everybody who is not nearly one of the others: it has least of
    its own to be heard through, and is understood best.
    """

    def distance(name: str) -> float:
        away = float(np.linalg.norm(voices[name].values - embedding.values))
        return VERY * away if name == MIDDLE else away

    return min(voices, key=distance)


def shaped(events: Iterator[Event], shaper: Shaper, stretch: float) -> Iterator[Event]:
    """The events with their sound moved and their times stretched."""
    block = int(shaper.rate * BLOCK)
    for event in events:
        match event:
            case Chunk(samples):
                for start in range(0, len(samples), block):
                    yield from sounding(shaper.feed(samples[start : start + block]))
            case _:
                yield stretched(event, stretch)
    yield from sounding(shaper.close())


def sounded(events: Iterator[Words | Phonemes | Frames], shaper: FrameShaper, stretch: float) -> Iterator[Event]:
    """The events with their frames moved and made sound, and their times stretched."""
    for event in events:
        if isinstance(event, Frames):
            yield from sounding(shaper.feed(event))
        else:
            yield stretched(event, stretch)
    yield from sounding(shaper.close())


def stretched(event: Words | Phonemes, stretch: float) -> Words | Phonemes:
    """The event at its times in the stretched sound."""
    if isinstance(event, Words):
        return Words(tuple(stretched_word(word, stretch) for word in event.words))
    return Phonemes(tuple(stretched_phoneme(phoneme, stretch) for phoneme in event.phonemes))


def amplified(events: Iterator[Event], gain: float) -> Iterator[Event]:
    """The events with their sound louder or softer."""
    for event in events:
        yield Chunk(event.samples * np.float32(gain)) if isinstance(event, Chunk) else event


def stretched_word(word: Word, stretch: float) -> Word:
    return Word(word.text, word.offset, round(word.start * stretch), round(word.end * stretch))


def stretched_phoneme(phoneme: Phoneme, stretch: float) -> Phoneme:
    return Phoneme(phoneme.symbol, round(phoneme.start * stretch), round(phoneme.end * stretch))
