"""When each sound of a script is said, how high and how strong: what is decided before any frame is drawn."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.events import Phoneme, Word
from vivavoce.core.units import Unit
from vivavoce.engine.house.networks import Networks, Numbers, Speaker
from vivavoce.engine.house.script import NOBODY, Script
from vivavoce.engine.house.tokens import EDGES, Sound, tokens_of
from vivavoce.engine.house.vocoder import HOP
from vivavoce.engine.phones import PRIMARY, SECONDARY

SHORTEST = 2.0  # frames of a phone at its usual pace: the model has seen none shorter
LEAST = 1.0  # frames of anything: a token without a frame would not be there
BEFORE, AFTER = 3, 8  # frames kept around a unit: in them its first sound begins and its last one dies away
POSITIONS = 6  # numbers that tell a frame where in its token it is, and the token's pitch and energy
TENTH = 10.0  # frames: how far into its token a frame is, is told in tenths of a second, up to …
FARTHEST = 2.0  # … this
LENGTH_UNIT = 3.0  # of the logarithm of a token's length

STRESSES = "", SECONDARY, PRIMARY  # marks of stress, as a sound numbers them


@dataclass(frozen=True)
class Plan:
    """A script, timed.

    hidden: shape (n, 256), what each sound is; pitch, energy: shape (n,), normalised
    edges: shape (n + 1,), the frame each sound begins with and, last, how many frames there are
    """

    script: Script
    speaker: Speaker
    hidden: Numbers
    pitch: Numbers
    energy: Numbers
    edges: NDArray[np.int64]

    @property
    def frames(self) -> int:
        """How many frames are drawn, what is not heard included."""
        return int(self.edges[-1])

    @property
    def begin(self) -> int:
        """The first frame that is heard."""
        return max(int(self.edges[1]) - BEFORE, 0)

    @property
    def end(self) -> int:
        """The frame after the last that is heard."""
        return min(int(self.edges[-2]) + AFTER, self.frames)

    @property
    def samples(self) -> int:
        """How long the unit sounds."""
        return (self.end - self.begin) * HOP

    @cached_property
    def owner(self) -> NDArray[np.int64]:
        """The sound each frame belongs to: shape (frames,)."""
        return np.repeat(np.arange(len(self.hidden)), np.diff(self.edges))

    def laid(self, start: int, end: int) -> Numbers:
        """What the decoder is told of frames ``start`` to ``end``: shape (end - start, 262)."""
        owner = self.owner[start:end]
        since = np.arange(start, end) - self.edges[owner]
        length = np.diff(self.edges)[owner]
        share = (since + 0.5) / length
        place = np.minimum(since / TENTH, FARTHEST)
        told = [share, 1 - share, place, np.log1p(length) / LENGTH_UNIT, self.pitch[owner], self.energy[owner]]
        return np.concatenate([self.hidden[owner], np.stack(told, axis=1).astype(np.float32)], axis=1)

    def at(self, sound: int) -> int:
        """The sample a sound begins at; the first begins and the last ends with the unit."""
        if sound <= 1:
            return 0
        frame = self.end if sound == len(self.hidden) - 1 else int(self.edges[sound])
        return (frame - self.begin) * HOP

    def phonemes(self) -> list[Phoneme]:
        """The phones, in order."""
        return [
            Phoneme(STRESSES[sound.stress] + sound.symbol, self.at(index), self.at(index + 1))
            for index, sound in enumerate(self.script.sounds)
            if sound.symbol not in EDGES
        ]

    def words(self, unit: Unit) -> list[Word]:
        """The unit's words, in order; one that is not said lies where the one before it ended."""
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for index, owner in enumerate(self.script.owners):
            if owner != NOBODY:
                first.setdefault(owner, index)
                last[owner] = index + 1
        words, clock = [], 0
        for index, token in enumerate(unit.tokens):
            begins = self.at(first[index]) if index in first else clock
            clock = self.at(last[index]) if index in last else clock
            words.append(Word(token.text, token.offset, begins, clock))
        return words


def planned(networks: Networks, script: Script, speaker: Speaker, language: Numbers, pace: float) -> Plan:
    """The script said by a speaker in a language at a pace; the script is not empty."""
    table = networks.table
    hidden, prosody = networks.encoded(tokens_of(script.sounds, table.symbols), speaker.vector, language)
    lengths = np.expm1(prosody[:, 0].astype(np.float64)) * (table.lengths * speaker.lengths)
    edges = edges_of(lengths, script.sounds, pace)
    return Plan(script, speaker, hidden, widened(prosody[:, 1], table.melody), prosody[:, 2], edges)


def edges_of(lengths: NDArray[np.float64], sounds: tuple[Sound, ...], pace: float) -> NDArray[np.int64]:
    """The frames that sounds begin with and how many there are in all: shape (n + 1,).

    lengths: shape (n,), frames at the usual pace. Not the lengths are rounded but the edges, so that a unit lasts as
    long as all its sounds together.
    """
    is_phone = np.array([sound.symbol not in EDGES for sound in sounds])
    shortest = np.where(is_phone, SHORTEST, LEAST)
    paced = np.maximum(np.maximum(lengths, shortest) / pace, LEAST)
    return np.asarray(np.rint(np.concatenate([[0.0], np.cumsum(paced)])), np.int64)


def widened(pitch: Numbers, melody: float) -> Numbers:
    """The pitches so many times as far from their mean: shape (n,)."""
    middle = pitch.mean()
    return np.asarray((pitch - middle) * np.float32(melody) + middle, np.float32)
