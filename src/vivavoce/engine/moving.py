"""What is done to speech to move it into a voice, as a value, and the stream of frames that does it."""

import math
from dataclasses import dataclass

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.activity import Mask
from vivavoce.dsp.synthesis import Synthesis
from vivavoce.engine import timbre

WIDEST_MELODY = 2.0  # octaves above and below the middle that widening alone brings no melody to
STRONGEST = 30.0  # decibels that a part of the spectrum of a voice is raised or lowered at most, approached softly
STRONGEST_RESTING = 20.0  # the same while it rests: more would make a consonant of the noise of a room
TILT_PIVOT = 450.0  # Hz that brightness leaves alone: speech tilted about it stays about as loud
TILT_FROM, TILT_TO = 100.0, 8_000.0  # Hz between which it tilts; beyond it goes on level
LOST_BREATH = 1.5  # decibels of noise between harmonics that analysis and synthesis lose on real voices, on average
LEVEL_MEMORY = 3.0  # seconds of speech by which the level is held
LEVEL_DOUBT = 0.3  # blocks as loud as the loudest that are taken to have come out right: the first ones tell little
LEVEL_FLOOR = 1e-10  # power that counts as silence, -100 dB
LEAST_POWER = 1e-20  # of an envelope, so that it has a logarithm
DEEPEST = 1e-9  # of a frame's highest power: what lies 90 dB below is not part of how a voice moves


@dataclass(frozen=True, slots=True, eq=False)
class Colour:
    """How one voice's spectrum becomes another's.

    source, target: nepers by which the vocal tract is longer than the average, before and after
    mean: shape (bands,), dB, the source's mean spectrum while it sounds
    spread: shape (shapes, shapes), what is added to a frame's shapes for their departure from the mean's
    voiced, resting, breath: dB to be added in each band of the target's axis
    linger: seconds in which what is added to the voice fades, to 1/e, into what is added to rest once it stops
    memory: seconds of voice over which the source's mean is followed as it changes; infinite: it stays what it is
    """

    source: float
    target: float
    mean: Floats
    spread: Floats
    voiced: Floats
    resting: Floats
    breath: Floats
    linger: float = 0.0
    memory: float = math.inf


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What is done to speech.

    pitch: octaves up; melody: times the range about ``centre``, the middle of the speech's melody in Hz
    stretch: times as long
    energy: decibels of level; breath: decibels more noise in the voice; brightness: decibels an octave of tilt
    colour: what is done to the spectrum, None leaves it
    """

    pitch: float = 0.0
    melody: float = 1.0
    centre: float = timbre.MEAN_PITCH
    stretch: float = 1.0
    energy: float = 0.0
    breath: float = 0.0
    brightness: float = 0.0
    colour: Colour | None = None


class Mover:
    """Frames and the samples they came from in, samples in the voice out.

    Takes BLOCK frames at a time, fewer only at the end, and gives what they sound like up to the last of them.
    """

    def __init__(self, rate: int, hop: int, bins: int, shape: Shape) -> None:
        self._synthesis = Synthesis(rate, hop, stretch=shape.stretch)
        self._level = Level(shape.energy, rate)
        self._stretch = shape.stretch
        self._melody = Melody(shape)
        self._spectrum = Spectrum(shape, np.linspace(0.0, rate / 2, bins), hop / rate)

    def feed(self, frames: Frames, samples: Samples) -> Samples:
        """What can be told after these frames: shape (m,), float32.

        samples: what the frames were made of
        """
        f0 = self._melody.moved(frames.f0)
        envelope, aperiodicity = self._spectrum.moved(frames)
        moved = self._synthesis.feed(Frames(f0, envelope, aperiodicity, frames.rate, frames.hop))
        if len(samples):
            self._level.hear(energy(samples), energy(moved) / self._stretch, len(samples))
        return self._level.set(moved)

    def close(self, length: int) -> Samples:
        """The rest, up to ``length`` samples in all."""
        return self._level.set(self._synthesis.close(length))


class Melody:
    """Moves the pitch and widens or narrows its range."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def moved(self, f0: Floats) -> Floats:
        """Pitches, Hz or 0: shape (n,)."""
        centre = self._shape.centre
        away = np.log2(np.where(f0 > 0, f0, centre) / centre)
        usual, wide = softly(away, WIDEST_MELODY), softly(self._shape.melody * away, WIDEST_MELODY)
        times = np.divide(wide, usual, out=np.ones_like(away), where=away != 0)  # 1 for a range that stays
        return np.where(f0 > 0, centre * np.exp2(self._shape.pitch + times * away), 0.0)


class Spectrum:
    """Moves envelopes and breath.

    frequencies: of their bins, Hz: shape (bins,); hop: seconds from one frame to the next
    lost_breath: decibels of noise that the frames lack
    """

    def __init__(self, shape: Shape, frequencies: Floats, hop: float, *, lost_breath: float = LOST_BREATH) -> None:
        self._colour = shape.colour
        self._tilt = tilt(shape.brightness, frequencies)
        self._breath = np.full(len(frequencies), shape.breath + lost_breath)
        self._hop = hop
        self._silent = np.inf  # frames since the voice sounded
        self._mean: Mean | None = None
        if shape.colour is not None:
            self._prepare(shape.colour, frequencies)

    def _prepare(self, colour: Colour, frequencies: Floats) -> None:
        """The matrices between bins, bands and shapes, so that a frame costs a few products."""
        self._out_of_bands = timbre.out_of_bands(frequencies, colour.target, timbre.VOICED_BANDS).T
        self._into_bands = timbre.into_bands(frequencies, colour.source, timbre.VOICED_BANDS).T
        self._into_shapes = self._into_bands @ timbre.shapes().T
        self._out_of_shapes = colour.spread.T @ timbre.shapes()
        self._middle = timbre.shapes() @ colour.mean
        self._voiced = colour.voiced
        if colour.memory < math.inf:
            self._mean = Mean(colour.mean, colour.memory / self._hop)
        resting = timbre.out_of_bands(frequencies, colour.target, timbre.RESTING_BANDS)
        self._resting = resting @ softly(colour.resting, STRONGEST_RESTING)
        self._lingering = softly(colour.voiced, STRONGEST) @ self._out_of_bands
        breath = timbre.out_of_bands(frequencies, colour.target, timbre.BREATH_BANDS)
        self._breath = self._breath + breath @ colour.breath
        self._where = bin_of(timbre.physical(timbre.normal(frequencies, colour.target), colour.source), frequencies)

    def moved(self, frames: Frames) -> tuple[Floats, Floats]:
        """Envelopes and aperiodicities of frames in the voice: shapes (n, bins)."""
        sounding = frames.f0 > 0
        return self._envelope(frames, sounding), self._aperiodicity(frames, sounding)

    def _envelope(self, frames: Frames, sounding: Mask) -> Floats:
        if self._colour is None and not self._tilt.any():
            return frames.envelope
        floor = np.maximum(frames.envelope.max(axis=1, keepdims=True) * DEEPEST, LEAST_POWER)
        level = 10 * np.log10(np.maximum(frames.envelope, floor))
        if self._colour is not None:
            level = self._coloured(self._colour, level, sounding)
        envelope: Floats = 10 ** ((level + self._tilt) / 10)
        return envelope

    def _aperiodicity(self, frames: Frames, sounding: Mask) -> Floats:
        aperiodicity = frames.aperiodicity if self._colour is None else read_at(frames.aperiodicity, self._where)
        if not self._breath.any() or not sounding.any():
            return aperiodicity
        aperiodicity = aperiodicity.copy()
        aperiodicity[sounding] = timbre.noise_share(timbre.noise_ratio(aperiodicity[sounding]) + self._breath)
        return aperiodicity

    def _coloured(self, colour: Colour, level: Floats, sounding: Mask) -> Floats:
        moved = read_at(level, self._where)
        voiced, middle = self._voiced, self._middle
        if self._mean is not None and sounding.any():
            drift = self._mean.drift(level[sounding] @ self._into_bands)
            voiced, middle = voiced - drift, middle + timbre.shapes() @ drift
            self._lingering = softly(voiced, STRONGEST) @ self._out_of_bands
        share = self._share_of_voice(colour.linger, sounding)[~sounding, None]
        moved[~sounding] += share * self._lingering + (1 - share) * self._resting
        away = level[sounding] @ self._into_shapes - middle
        moved[sounding] += softly(voiced + away @ self._out_of_shapes, STRONGEST) @ self._out_of_bands
        return moved

    def _share_of_voice(self, linger: float, sounding: Mask) -> Floats:
        """How much of what is added to the voice is added to each frame, 0 to 1: shape (n,), n at least 1."""
        if linger == 0:
            return sounding.astype(np.float64)
        frame = np.arange(len(sounding))
        silent = frame - np.maximum.accumulate(np.where(sounding, frame, -1.0 - self._silent))
        self._silent = float(silent[-1])
        share: Floats = np.exp(-silent * self._hop / linger)
        return share


class Mean:
    """The mean spectrum of a voice, followed as it changes: as recognisers follow a channel (Viikki and Laurila 1998).

    at_first: shape (bands,), dB; memory: frames of voice in which what was heard fades to 1/e, and what that counts as
    """

    def __init__(self, at_first: Floats, memory: float) -> None:
        self._at_first = without_level(at_first)
        self._memory = memory
        self._known = memory  # frames that the mean at first still counts as
        self._frames = self._weight = 0.0  # of late
        self._sum = np.zeros(len(at_first))

    def drift(self, bands: Floats) -> Floats:
        """Hear voiced frames, and tell how far from the mean at first that of late is, level aside: shape (bands,), dB.

        bands: shape (n, bands), dB, n at least 1
        """
        weights = (10 ** (bands / 10)).mean(axis=1) ** timbre.EMPHASIS
        fading = math.exp(-len(bands) / self._memory)
        self._known *= fading
        self._frames = fading * self._frames + len(bands)
        self._weight = fading * self._weight + float(weights.sum())
        self._sum = fading * self._sum + weights @ without_level(bands)
        known = self._known * self._weight / self._frames
        mean: Floats = (known * self._at_first + self._sum) / (known + self._weight)
        return mean - self._at_first


def without_level(bands: Floats) -> Floats:
    """Spectra in bands, each less its mean: same shape."""
    shapes: Floats = bands - bands.mean(axis=-1, keepdims=True)
    return shapes


class Level:
    """Keeps speech as loud as it came in, then so much louder.

    energy: decibels; rate: samples per second
    """

    def __init__(self, energy: float, rate: int) -> None:
        self._energy, self._rate = 10 ** (energy / 20), rate
        self._came, self._left = 0.0, 0.0  # energy of late
        self._loudest = 0.0  # energy of a block so far
        self._gain = self._gain_before = self._energy

    def hear(self, came: float, left: float, samples: int) -> None:
        """Be told of a block: the energies it came in with and was moved to, and how many samples it was."""
        fading = 0.5 ** (samples / self._rate / LEVEL_MEMORY)
        silence = LEVEL_FLOOR * samples
        self._came = fading * self._came + came + silence
        self._left = fading * self._left + left + silence
        self._loudest = max(self._loudest, came + silence)
        doubt = LEVEL_DOUBT * self._loudest
        self._gain = self._energy * float(np.sqrt((self._came + doubt) / (self._left + doubt)))

    def set(self, moved: Samples) -> Samples:
        """The moved samples at the level of what they were made of."""
        ramp = np.linspace(self._gain_before, self._gain, len(moved), dtype=np.float32)
        self._gain_before = self._gain
        return moved * ramp


def energy(samples: Samples) -> float:
    """The sum of the squares."""
    return float(np.square(samples).sum(dtype=np.float64))


def softly(values: Floats, limit: float) -> Floats:
    """The values, bent so that they come near the limit and never reach it; small ones stay as they are."""
    bent: Floats = limit * np.tanh(values / limit)
    return bent


def tilt(brightness: float, frequencies: Floats) -> Floats:
    """Decibels that tilt a spectrum by so many an octave: shape of the frequencies."""
    octaves: Floats = np.log2(np.clip(frequencies, TILT_FROM, TILT_TO) / TILT_PIVOT)
    return brightness * octaves


def bin_of(wanted: Floats, frequencies: Floats) -> Floats:
    """Where among evenly spaced frequencies the wanted ones lie, in bins; what lies beyond the last is the last."""
    places: Floats = np.minimum(wanted / frequencies[1], len(frequencies) - 1)
    return places


def read_at(rows: Floats, where: Floats) -> Floats:
    """The rows' values at places between their columns, straight between two: shape (n, len(where))."""
    before = np.minimum(where.astype(int), rows.shape[1] - 2)
    share = where - before
    found: Floats = rows[:, before] * (1 - share) + rows[:, before + 1] * share
    return found
