"""Gives speech a shape before it is sound, where a synthesizer makes it of frames anyway.

What is done is what ``Shaper`` does; but nothing has to be taken apart first, which is most of its work and all of its
delay.
"""

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.world import joined, part_of
from vivavoce.engine.moving import Level, Melody, Shape, Spectrum
from vivavoce.engine.protocols import Vocoder

BLOCK = 0.25  # seconds that are moved at a time, and over which the level is told


class FrameShaper:
    """Frames in, samples in a voice out, in a stream: of n frames exactly round(n · hop · stretch) samples.

    vocoder: makes sound of the frames
    """

    def __init__(self, vocoder: Vocoder, shape: Shape) -> None:
        self._vocoder, self._shape = vocoder, shape
        self._melody = Melody(shape)
        self._spectrum: Spectrum | None = None  # until it is known which bins there are
        self._level: Level | None = None
        self._stretcher = Stretcher(shape.stretch)
        self._came = self._told = 0  # samples that the frames stood for; samples told

    def feed(self, frames: Frames) -> Samples:
        """The samples that are certain now: shape (m,), float32."""
        self._came += len(frames) * frames.hop
        block = max(round(BLOCK * frames.rate / frames.hop), 1)
        blocks = (part_of(frames, start, start + block) for start in range(0, len(frames), block))
        told = np.concatenate([np.zeros(0, np.float32), *map(self._moved, blocks)])
        self._told += len(told)
        return told

    def close(self) -> Samples:
        """The rest. Nothing can be fed after it."""
        rest = [self._vocoder.feed(frames) for frames in self._stretcher.close()]
        told = np.concatenate([*rest, self._vocoder.close()])
        if self._level is not None:
            told = self._level.set(told)
        return told[: round(self._came * self._shape.stretch) - self._told]

    def _moved(self, frames: Frames) -> Samples:
        """A block in the voice."""
        if self._spectrum is None or self._level is None:
            hop = frames.hop / frames.rate
            self._spectrum = Spectrum(self._shape, frames.frequencies, hop, lost_breath=0.0)
            self._level = Level(self._shape.energy, frames.rate)
        f0 = self._melody.moved(frames.f0)
        moved = Frames(f0, *self._spectrum.moved(frames), frames.rate, frames.hop)
        self._level.hear(energy(frames), energy(moved), len(frames) * frames.hop)
        return self._level.set(self._vocoder.feed(self._stretcher.feed(moved)))


class Stretcher:
    """Frames in, as many times so many out as it says: what lies between two is made from both."""

    def __init__(self, stretch: float) -> None:
        self._stretch = stretch
        self._held: Frames | None = None  # the last that came
        self._came = self._gave = 0

    def feed(self, frames: Frames) -> Frames:
        """Those that are certain now; possibly none."""
        if self._stretch == 1 or not len(frames):
            return frames
        held = frames if self._held is None else joined([self._held, frames])
        first = self._came - (len(held) - len(frames))
        self._came += len(frames)
        self._held = part_of(frames, len(frames) - 1, len(frames))
        return self._between(held, first, int((self._came - 0.5) * self._stretch + 0.5))

    def close(self) -> list[Frames]:
        """The rest, where there is any."""
        if self._held is None:
            return []
        rest = self._between(self._held, self._came - 1, int(np.ceil(self._came * self._stretch)))
        return [rest] if len(rest) else []

    def _between(self, frames: Frames, first: int, until: int) -> Frames:
        """Stretched frames up to ``until``, from frames of which the first has that number.

        Frame i, about the middle of its hop, is stretched to be about i + ½ times the stretch.
        """
        wanted = np.arange(self._gave, max(until, self._gave))
        self._gave += len(wanted)
        places = np.clip((wanted + 0.5) / self._stretch - 0.5 - first, 0.0, len(frames) - 1.0)
        return between(frames, places)


def between(frames: Frames, places: Floats) -> Frames:
    """Frames at places between frames; where only one of two has a voice, the nearer one's pitch."""
    before = np.minimum(places.astype(int), max(len(frames) - 2, 0))
    after = np.minimum(before + 1, len(frames) - 1)
    share = places - before
    one, other = frames.f0[before], frames.f0[after]
    both = (one > 0) & (other > 0)
    nearer = np.where(share < 0.5, one, other)
    f0 = np.where(both, one ** (1 - share) * other**share, nearer)
    share = share[:, None]
    envelope = np.exp((1 - share) * np.log(frames.envelope[before]) + share * np.log(frames.envelope[after]))
    aperiodicity = (1 - share) * frames.aperiodicity[before] + share * frames.aperiodicity[after]
    return Frames(f0, envelope, aperiodicity, frames.rate, frames.hop)


def energy(frames: Frames) -> float:
    """The sum of the squares of the samples that such frames sound like."""
    both_sides = frames.envelope.sum(axis=1) - 0.5 * (frames.envelope[:, 0] + frames.envelope[:, -1])
    return float(both_sides.sum()) / (frames.bins - 1) * frames.hop
