"""Measures voices on WORLD frames: pitch, melody, length of the vocal tract, pace, and statistics of the spectrum."""

import numpy as np

from vivavoce.core.audio import Audio
from vivavoce.core.embedding import SECTIONS, SIZE, Embedding
from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.activity import LOUD, Activity, Mask, activity, decibels
from vivavoce.dsp.excerpt import excerpt, steady
from vivavoce.dsp.resample import at_most, resampled
from vivavoce.dsp.resonances import spacing
from vivavoce.dsp.syllables import syllables
from vivavoce.dsp.world import HIGHEST_RATE, RATE, analysed, selected
from vivavoce.engine import timbre
from vivavoce.errors import BadAudio

LOUDEST = 25.0  # decibels below loud speech down to which voiced frames show the timbre
VOWELS = 20.0  # the same for resonances, which only vowels show
SOFTEST = 45.0  # the same for consonants: softer is the room
FARTHEST = 15.0  # units: what is measured farther from the average is a fault of the recording, and counts as this far
EDGE = 0.87  # of where it ends: below, no filter has begun to fall and no smoothing reaches
LAST_BINS = 8  # below the highest recorded frequency: 190 Hz that tell how loud speech is there
CLEAN = 0.3  # share of its power that is left where the noise of the room makes up all of a frame
EMPTY = 65.0  # decibels below the loudest: where speech has no more than that, the recording was cut off there

# Frames' worth of the average voice that is mixed in, so that what a short recording happens to contain weighs less.
# Neighbouring frames tell much the same, so 100 of them (0.5 s of voice) are little evidence. Between sentences of ten
# readers of LibriSpeech, 3 to 15 s long, melody varies two thirds as much as between the readers, and pace more.
DOUBT_SPREAD = 40.0
DOUBT_MELODY = 600.0
DOUBT_PACE = 20.0  # seconds of speech
LEAST_VOICE = 20  # voiced frames, 0.1 s: with fewer there is nothing to measure
PITCH_PRIOR = -1 / 3  # nepers of tract for each neper of pitch, between children, women and men


class WorldEncoder:
    """Measures what a voice sounds like."""

    @property
    def name(self) -> str:
        return "world"

    def embed(self, audio: Audio) -> Embedding:
        """The voice heard in the sound; of more than 60 s, in the busiest of them.

        raises: BadAudio when there is no voice to be heard in it
        """
        return measured(analysed(resampled(steady(at_most(excerpt(audio), HIGHEST_RATE)), RATE)))


def measured(frames: Frames) -> Embedding:
    """The voice heard in frames of sound at RATE. Raises BadAudio when there is no voice to be heard in them."""
    heard = activity(frames)
    if heard is None or heard.voiced.sum() < LEAST_VOICE:
        raise BadAudio("there is no voice to be heard in the sound; what would do is at least a second of speech")
    values = np.zeros(SIZE)
    for section, numbers in Measurement(frames, heard).sections().items():
        values[SECTIONS[section]] = np.clip(numbers, -FARTHEST, FARTHEST)
    return Embedding(values.astype(np.float32))


class Measurement:
    """The voice in some frames, a section at a time, in the sections' units."""

    def __init__(self, frames: Frames, heard: Activity) -> None:
        self._highest = highest_frequency(selected(frames, heard.speech))
        self._frames, self._heard = completed(cleaned(frames, heard), self._highest), heard
        self._octaves = np.log2(frames.f0[heard.voiced] / timbre.MEAN_PITCH)
        self._pitch = float(np.median(self._octaves))
        self._tract = self._length()
        self._loud = heard.voiced & (heard.levels > heard.loud - LOUDEST)
        self._weights = 10 ** (timbre.EMPHASIS * (heard.levels[self._loud] - heard.loud) / 10)
        self._level = float(decibels(self._frames.envelope[self._loud].mean()))

    def sections(self) -> dict[str, Floats]:
        """Name → numbers."""
        voiced, broad, fine = self._spectrum()
        return {
            "pitch": np.array([self._pitch / timbre.PITCH_UNIT]),
            "melody": np.array([self._melody() / timbre.PITCH_UNIT]),
            "tract": np.array([self._tract / timbre.TRACT_UNIT]),
            "pace": np.array([self._pace() / timbre.PITCH_UNIT]),
            "breath": (self._breath() - timbre.AVERAGE_BREATH) / timbre.BREATH_UNIT,
            "resting": (self._resting() - timbre.AVERAGE_RESTING) / timbre.LEVEL_UNIT,
            "voiced": (voiced - timbre.AVERAGE_VOICED) / timbre.LEVEL_UNIT,
            "detail": np.log(fine / timbre.AVERAGE_SPREAD[timbre.BROAD :]) / timbre.SPREAD_UNIT,
            "movement": timbre.movement_of(broad),
        }

    def _melody(self) -> float:
        """The range of the melody over the average one, octaves: robust against a tracker's slips."""
        spread = 1.4826 * float(np.median(np.abs(self._octaves - self._pitch)))
        trust = len(self._octaves) / (len(self._octaves) + DOUBT_MELODY)
        return trust * float(np.log2(max(spread, 0.02) / timbre.MEAN_MELODY))

    def _length(self) -> float:
        """Nepers by which the tract is longer than the average."""
        expected = PITCH_PRIOR * float(np.log(2) * self._pitch)
        if self._highest < 5_000.0:
            return expected
        vowels = self._heard.voiced & (self._heard.levels > self._heard.loud - VOWELS)
        found = spacing(selected(self._frames, vowels))
        return expected if found is None else float(np.log(timbre.MEAN_SPACING / found))

    def _pace(self) -> float:
        """Syllables per second of speech over the average number, octaves."""
        seconds = float(self._heard.speech.sum()) * self._frames.hop / self._frames.rate
        count = syllables(self._frames, self._heard)
        trust = seconds / (seconds + DOUBT_PACE)
        return trust * float(np.log2(max(count, 1) / seconds / timbre.MEAN_SYLLABLES))

    def _spectrum(self) -> tuple[Floats, Floats, Floats]:
        """Mean, dB: shape (VOICED_BANDS,); covariance of the broad shapes, dB²; deviations of the fine ones, dB."""
        bands = self._bands(self._loud, timbre.VOICED_BANDS)
        weights = self._weights / self._weights.sum()
        mean = weights @ bands
        shapes = (bands - mean) @ timbre.shapes().T
        covariance = (shapes * weights[:, None]).T @ shapes
        trust = len(bands) / (len(bands) + DOUBT_SPREAD)
        covariance = trust * covariance + (1 - trust) * np.diag(timbre.AVERAGE_SPREAD**2)
        broad = covariance[: timbre.BROAD, : timbre.BROAD]
        return mean, broad, np.sqrt(np.diag(covariance)[timbre.BROAD :])

    def _resting(self) -> Floats:
        """Mean spectrum of consonants without voice, dB: shape (RESTING_BANDS,); the average's where there are none."""
        heard = self._heard
        here = heard.speech & ~heard.voiced & (self._frames.f0 == 0) & (heard.levels > heard.loud - SOFTEST)
        if not here.any():
            return timbre.AVERAGE_RESTING
        weights = 10 ** (timbre.EMPHASIS * (heard.levels[here] - heard.loud) / 10)
        means: Floats = weights @ self._bands(here, timbre.RESTING_BANDS) / weights.sum()
        return means

    def _breath(self) -> Floats:
        """Noise relative to harmonics, dB: shape (BREATH_BANDS,)."""
        ratios = timbre.noise_ratio(self._frames.aperiodicity[self._loud])
        means: Floats = self._weights @ (ratios @ self._filters(timbre.BREATH_BANDS).T) / self._weights.sum()
        return means

    def _bands(self, mask: Mask, count: int) -> Floats:
        """The spectra of those frames, dB relative to loud speech: shape (m, count)."""
        bands: Floats = decibels(self._frames.envelope[mask]) @ self._filters(count).T - self._level
        return bands

    def _filters(self, count: int) -> Floats:
        return timbre.into_bands(self._frames.frequencies, self._tract, count)


def cleaned(frames: Frames, heard: Activity) -> Frames:
    """The frames without the steady noise of the room: spectral subtraction (Boll 1979) on the envelope."""
    envelope = np.maximum(frames.envelope - heard.noise, CLEAN * frames.envelope)
    return Frames(frames.f0, envelope, frames.aperiodicity, frames.rate, frames.hop)


def completed(frames: Frames, highest: float) -> Frames:
    """The frames with what lies above the highest recorded frequency, Hz, as it is in the average voice."""
    frequencies = frames.frequencies
    if highest >= timbre.HIGHEST_BAND:
        return frames
    last = int(highest / frequencies[1])
    sounding, resting = (slope_above(frequencies, last, average) for average in timbre.AVERAGES)
    envelope = frames.envelope.copy()
    slopes = np.where(frames.f0[:, None] > 0, sounding, resting)
    envelope[:, last + 1 :] = envelope[:, last - LAST_BINS : last].mean(axis=1, keepdims=True) * slopes
    return Frames(frames.f0, envelope, frames.aperiodicity, frames.rate, frames.hop)


def slope_above(frequencies: Floats, last: int, average: Floats) -> Floats:
    """Power above a bin relative to that in it, in a spectrum given in bands: shape (bins - last - 1,)."""
    level = timbre.out_of_bands(frequencies, 0.0, len(average)) @ average
    slope: Floats = 10 ** ((level[last + 1 :] - level[last]) / 10)
    return slope


def recorded_up_to(frames: Frames) -> float:
    """Hz up to which the speech in the frames was recorded; of all of them where nobody speaks."""
    heard = activity(frames)
    return highest_frequency(frames if heard is None else selected(frames, heard.speech))


def highest_frequency(frames: Frames) -> float:
    """Hz up to which speech was recorded: 3 400 by a telephone, half of it at a rate of 16 000.

    frames: of speech
    """
    loud = decibels(np.percentile(frames.envelope, LOUD, axis=0))
    last = float(frames.frequencies[np.flatnonzero(loud > loud.max() - EMPTY)[-1]])
    return last if last > 0.95 * frames.rate / 2 else EDGE * last
