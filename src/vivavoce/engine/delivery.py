"""Lays units of speech one after another on one clock, at the rate asked for."""

from collections.abc import Iterable, Iterator

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words, sounding
from vivavoce.dsp.level import Limiter
from vivavoce.dsp.resample import Resampler

SILENCE_AT_ONCE = 1.0  # seconds of silence in one chunk at most: a minute's break is not one array


class Delivery:
    """Shifts the times of each unit to where it begins, brings the sound to the rate asked for, and keeps it from
    going beyond full scale once a unit might.

    native: samples per second of what is played; rate: samples per second of what comes out
    """

    def __init__(self, native: int, rate: int) -> None:
        self._native, self._rate = native, rate
        self._resampler = Resampler(native, rate)
        self._limiter: Limiter | None = None
        self._clock = 0  # where the next unit begins, in native samples

    def silence(self, samples: int) -> Iterator[Event]:
        """So many native samples of nothing."""
        piece = int(self._native * SILENCE_AT_ONCE)
        for start in range(0, samples, piece):
            yield from self._sound(np.zeros(min(piece, samples - start), np.float32))
        self._clock += samples

    def play(self, events: Iterable[Event], *, may_clip: bool = False) -> Iterator[Event]:
        """The events of one unit, whose times begin at 0.

        may_clip: its sound may go beyond full scale; from here on a limiter watches, and a few milliseconds wait
        """
        if may_clip and self._limiter is None:
            self._limiter = Limiter(self._rate)
        length = 0
        for event in events:
            match event:
                case Chunk(samples):
                    length += len(samples)
                    yield from self._sound(samples)
                case Words(words):
                    yield Words(tuple(self._moved_word(word) for word in words))
                case Phonemes(phonemes):
                    yield Phonemes(tuple(self._moved_phoneme(phoneme) for phoneme in phonemes))
        self._clock += length

    def close(self) -> Iterator[Event]:
        """What the resampler and the limiter still hold."""
        yield from self._limited(self._resampler.close())
        if self._limiter is not None:
            yield from sounding(self._limiter.close())

    def _sound(self, samples: Samples) -> Iterator[Event]:
        yield from self._limited(self._resampler.feed(samples))

    def _limited(self, samples: Samples) -> Iterator[Event]:
        yield from sounding(samples if self._limiter is None else self._limiter.feed(samples))

    def _moved_word(self, word: Word) -> Word:
        return Word(word.text, word.offset, self._at(word.start), self._at(word.end))

    def _moved_phoneme(self, phoneme: Phoneme) -> Phoneme:
        return Phoneme(phoneme.symbol, self._at(phoneme.start), self._at(phoneme.end))

    def _at(self, native: int) -> int:
        """A time of the unit being played, in samples of what comes out, rounded half up."""
        return (2 * (self._clock + native) * self._rate + self._native) // (2 * self._native)
