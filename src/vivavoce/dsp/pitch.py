"""Hears the pitch of a voice: periods that repeat themselves, and the most plausible path through them.

After Boersma (1993), "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of
a sampled sound", and Talkin (1995), "A robust algorithm for pitch tracking": candidates are the peaks of the
autocorrelation, divided by that of the window; a dynamic programme picks one for each frame, or none.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats
from vivavoce.dsp.recent import Recent

LOWEST, HIGHEST = 60.0, 500.0  # Hz: of adults and children who speak
CANDIDATES = 6  # periods considered in each frame
PERIODS = 3  # in the window, of the lowest pitch: with fewer, neighbouring periods cannot be told apart
ENOUGH = 5_500  # samples per second that hold the harmonics by which pitch is heard
TAPS = 16  # of the low-pass before decimation, on each side, in decimated samples
FINER = 2  # times as many lags as samples: a parabola through three of them then hits the period within 0.1 %
LOOK_AHEAD = 0.1  # seconds after a frame that still may change its pitch; longer than any consonant between vowels

# Boersma's weights, on the scale of the correlation. His threshold of .45 suits clear phonation; WORLD's own test of
# each frame (D4C LoveTrain) comes after ours, so ours lets more pass. Chosen on recordings of 26 people, by how far the
# path is from that of WORLD's Harvest (Morise 2017), which hears a whole recording at once.
VOICING = 0.25  # the correlation from which on a frame counts as voiced
OCTAVE = 0.02  # for each octave up: of two equally good periods the shorter is the true one
JUMP = 0.5  # against each octave from one frame to the next, 10 ms apart
ONSET = 0.14  # against voice setting in or out
STRANGE = 0.6  # for each octave below the range that the voice has kept to so far: creak is mostly misheard so
QUIET = 0.02  # of the loudest; what is quieter is rather no voice
FADING = 2.0  # decibels a second by which the memory of the loudest fades
STEP = 0.01  # seconds between frames that JUMP and ONSET are meant for

SURE = 0.6  # the correlation from which on a pitch tells how low the voice goes
LOW = 10  # percentile of the pitches so far, which with …
MARGIN = 0.15  # … so many octaves below it is not strange yet
REMEMBERED = 2_000  # pitches that tell it: 10 s of voice
DOUBT = 200  # pitches at which half of what they tell is believed


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the pitch of each frame may be.

    octaves: shape (n, CANDIDATES), log2 of Hz
    correlation: shape (n, CANDIDATES), of the sound with itself a period later; -inf where there is no candidate
    peak: shape (n,), the largest amplitude in the window
    """

    octaves: Floats
    correlation: Floats
    peak: Floats


class PitchTracker:
    """The pitch of a stream, a frame every ``hop`` samples; frame i is about sample i · hop.

    rate: samples per second
    lowest, highest: Hz, between which the pitch is sought
    block: frames told at a time; the same frames in the same blocks give the same pitch however the samples came
    """

    def __init__(
        self, rate: int, hop: int, *, lowest: float = LOWEST, highest: float = HIGHEST, block: int = 50
    ) -> None:
        self._hop, self._block = hop, block
        self._ear = Ear(rate, hop, lowest, highest)
        self._path = Path(hop / rate, lowest)
        self._ahead = round(LOOK_AHEAD * rate / hop)
        self._recent = Recent()
        self._heard = 0  # frames whose candidates are known
        self._told = 0

    def feed(self, samples: Samples) -> Floats:
        """The pitch of the frames that are certain now, in whole blocks: shape (m,), Hz, 0 where there is none."""
        self._recent.feed(samples)
        told = []
        while self._recent.length >= (self._told + self._block + self._ahead) * self._hop + self._ear.reach:
            told.append(self._tell(self._told + self._block, self._told + self._block + self._ahead))
        return np.concatenate(told) if told else np.zeros(0)

    def close(self, frames: int) -> Floats:
        """The rest, up to ``frames`` in all: shape (m,)."""
        told = []
        while self._told < frames:
            end = min(self._told + self._block, frames)
            told.append(self._tell(end, min(end + self._ahead, frames)))
        return np.concatenate(told) if told else np.zeros(0)

    def _tell(self, end: int, horizon: int) -> Floats:
        """The pitch up to frame ``end``, as seen from ``horizon``."""
        if horizon > self._heard:
            first, last = self._heard * self._hop - self._ear.reach, (horizon - 1) * self._hop + self._ear.reach + 1
            self._path.extend(self._ear.hear(self._recent.between(first, last), horizon - self._heard))
            self._heard = horizon
            self._recent.forget(horizon * self._hop - self._ear.reach)
        count, self._told = end - self._told, end
        return self._path.take(count)


class Ear:
    """Finds the periods in frames.

    reach: samples on each side of a frame's middle that are listened to
    """

    def __init__(self, rate: int, hop: int, lowest: float, highest: float) -> None:
        self._hop, self._lowest, self._highest = hop, lowest, highest
        self._factor = max(rate // ENOUGH, 1)
        self._rate = rate / self._factor
        half = int(np.ceil(PERIODS / lowest * self._rate / 2))
        self._half, self._window = half, np.hanning(2 * half + 2)[1:-1]
        self._low_pass = low_pass(self._factor)
        self.reach = (half + 1 + TAPS) * self._factor
        self._size = 1 << int(np.ceil(np.log2(1.5 * 2 * half)))
        self._shortest = max(int(self._rate * FINER / highest) - 1, 1)
        self._longest = int(self._rate * FINER / lowest) + 2
        correlation = self._autocorrelation(self._window[None])[0]
        self._of_window = correlation / correlation[0]

    def hear(self, samples: Floats, count: int) -> Candidates:
        """The candidates of ``count`` frames, ``samples`` reaching ``reach`` before the first and after the last."""
        windows = self._windows(samples, count)
        peak = np.abs(windows).max(axis=1)
        windows = (windows - windows.mean(axis=1, keepdims=True)) * self._window
        power = self._autocorrelation(windows)
        correlation = power / (power[:, :1] + 1e-20) / self._of_window
        return self._peaks(correlation, peak)

    def _windows(self, samples: Floats, count: int) -> Floats:
        """What each frame hears: shape (count, 2 · half), decimated."""
        taps = len(self._low_pass)
        decimated = np.lib.stride_tricks.sliding_window_view(samples, taps)[:: self._factor] @ self._low_pass
        # decimated[j] is about sample j · factor + TAPS · factor of ``samples``, so frame 0 lies at half + 1
        starts = 1 + np.round(np.arange(count) * self._hop / self._factor).astype(int)
        view: Floats = np.lib.stride_tricks.sliding_window_view(decimated, 2 * self._half)[starts]
        return view

    def _autocorrelation(self, windows: Floats) -> Floats:
        """For lags of 0 to the longest and one more, FINER a sample: shape (n, longest + 1)."""
        spectrum = np.fft.rfft(windows, self._size)
        power = spectrum.real**2 + spectrum.imag**2
        return np.fft.irfft(power, self._size * FINER)[:, : self._longest + 1]

    def _peaks(self, correlation: Floats, peak: Floats) -> Candidates:
        before, here, after = correlation[:, :-2], correlation[:, 1:-1], correlation[:, 2:]
        lags = np.arange(1, self._longest)
        is_peak = (here > before) & (here >= after) & (here > VOICING / 2) & (lags >= self._shortest)
        curvature = np.where(is_peak, before - 2 * here + after, -1.0)
        offset = np.where(is_peak, 0.5 * (before - after) / curvature, 0.0)  # of the parabola's top, in lags
        octaves = np.log2(self._rate * FINER / (lags + offset))
        inside = is_peak & (octaves >= np.log2(self._lowest)) & (octaves <= np.log2(self._highest))
        height = np.minimum(here - 0.25 * (before - after) * offset, 1.0)
        height = np.where(inside, height, -np.inf)
        best = np.argpartition(-(height + OCTAVE * octaves), CANDIDATES - 1, axis=1)[:, :CANDIDATES]
        return Candidates(np.take_along_axis(octaves, best, 1), np.take_along_axis(height, best, 1), peak)


def low_pass(factor: int) -> NDArray[np.float64]:
    """A windowed sinc that lets pass what decimation by the factor keeps: shape (2 · TAPS · factor + 1,), sum 1."""
    reach = TAPS * factor
    taps = np.sinc(np.arange(-reach, reach + 1) * 0.9 / factor) * np.hanning(2 * reach + 3)[1:-1]
    scaled: Floats = taps / taps.sum()
    return scaled


class Path:
    """The most plausible path through the candidates (Viterbi), told with a delay.

    step: seconds from frame to frame; lowest: Hz of any candidate
    """

    def __init__(self, step: float, lowest: float) -> None:
        self._scale = STEP / step
        self._lowest = float(np.log2(lowest))
        self._fade = 10 ** (-FADING * step / 20)
        self._loudest = 0.0
        self._score = np.zeros(CANDIDATES + 1)  # of the best path to each candidate, and to no voice at all
        self._octaves: list[Floats] = []  # of each frame not yet told
        self._correlation: list[Floats] = []
        self._back: list[NDArray[np.intp]] = []  # from each candidate to the best one before it
        self._depth = Depth()

    def extend(self, candidates: Candidates) -> None:
        """Go on through these frames."""
        octaves = candidates.octaves
        strength = candidates.correlation + OCTAVE * (octaves - self._lowest) - STRANGE * self._depth.below(octaves)
        for row, one, silence in zip(octaves, strength, self._unvoiced(candidates.peak), strict=True):
            self._extend(row, np.append(one, silence))
        self._correlation += list(candidates.correlation)

    def _extend(self, octaves: Floats, local: Floats) -> None:
        change = np.full((CANDIDATES + 1, CANDIDATES + 1), ONSET * self._scale)
        change[-1, -1] = 0.0
        if self._octaves:
            jump = np.abs(self._octaves[-1][:, None] - octaves[None])
            change[:-1, :-1] = JUMP * self._scale * jump
        paths = self._score[:, None] - change
        best = paths.argmax(axis=0)
        score = paths[best, np.arange(CANDIDATES + 1)] + local
        self._score = score - score.max()  # only differences count, and the stream may be long
        self._octaves.append(octaves)
        self._back.append(best)

    def _unvoiced(self, peak: Floats) -> Floats:
        """How plausible it is that there is no voice: the more so the quieter a frame is beside the loudest."""
        loudest = np.empty_like(peak)
        running = max(self._loudest, float(peak.max(initial=0.0)))
        for index, here in enumerate(peak):
            running = max(running * self._fade, here)
            loudest[index] = running
        self._loudest = running
        share = peak / np.maximum(loudest, 1e-9)
        return VOICING + np.maximum(0.0, 2.0 - share * (1 + VOICING) / QUIET)

    def take(self, count: int) -> Floats:
        """The pitch of the next ``count`` frames on the path that looks best from where it has come to: Hz or 0."""
        state = int(self._score.argmax())
        states = np.empty(len(self._back), np.intp)
        for index in range(len(self._back) - 1, -1, -1):
            states[index] = state
            state = int(self._back[index][state])
        voiced = np.flatnonzero(states[:count] < CANDIDATES)
        octaves, correlation = (
            np.array([rows[frame][states[frame]] for frame in voiced]) for rows in (self._octaves, self._correlation)
        )
        self._depth.learn(octaves[correlation > SURE])
        pitch = np.zeros(count)
        pitch[voiced] = 2.0**octaves
        # the octaves of the last told frame are needed for the first jump only while it is still the newest
        del self._octaves[:count], self._correlation[:count], self._back[:count]
        return pitch


class Depth:
    """How low a voice goes."""

    def __init__(self) -> None:
        self._octaves: deque[float] = deque(maxlen=REMEMBERED)

    def learn(self, octaves: Floats) -> None:
        """Pitches that are the voice's for sure: shape (n,), log2 of Hz."""
        self._octaves.extend(octaves)

    def below(self, octaves: Floats) -> Floats:
        """By how many octaves pitches lie below it, 1 at most, the less the less is known: any shape."""
        if not self._octaves:
            return np.zeros_like(octaves)
        lowest = np.percentile(self._octaves, LOW) - MARGIN
        believed = len(self._octaves) / (len(self._octaves) + DOUBT)
        below: Floats = believed * np.clip(lowest - octaves, 0.0, 1.0)
        return below
