"""Speech taken apart into melody, timbre and breath, in a stream; ``vivavoce.dsp.synthesis`` puts it together again.

    samples ──► Analyser ──► Frames ──► (whatever changes a voice) ──► Synthesis ──► samples

WORLD: Morise, Yokomori and Ozawa (2016), "WORLD: a vocoder-based high-quality speech synthesis system for real-time
applications"; CheapTrick (Morise 2015) gives the envelope, D4C (Morise 2016) the breath: both are pyworld's, fed block
by block. The pitch is our own.
"""

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.audio import Audio, Samples
from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.pitch import HIGHEST, LOWEST, PitchTracker
from vivavoce.dsp.recent import Recent
from vivavoce.dsp.resample import resampled
from vivavoce.errors import BadRequest

RATE = 24_000  # samples per second at which voices are measured: speech has little above 12 kHz

LOWEST_RATE, HIGHEST_RATE = 16_000, 48_000  # samples per second WORLD can tell breath at; beyond is waste
HOP_SECONDS = 0.005  # WORLD's own
BLOCK = 50  # frames analysed at a time: 0.25 s of speech in 20 ms
LOWEST_ENVELOPE = 71.0  # Hz: the lowest pitch for which CheapTrick's window fits its transform
MARGIN = 0.064  # seconds of sound that analysis needs around a frame: D4C's longest window and its two neighbours
BREATH_ONLY = 0.9  # mean noise share below BREATH_BAND from which on a frame has no voice (D4C LoveTrain gives 1)
BREATH_BAND = 4_700.0  # Hz


def hop_of(rate: int) -> int:
    """Samples from frame to frame."""
    return round(rate * HOP_SECONDS)


def checked_analysis_rate(rate: int) -> int:
    """The rate, or BadRequest when WORLD does not work at it."""
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise BadRequest(f"speech is taken apart at {LOWEST_RATE} to {HIGHEST_RATE} samples per second, got {rate}")
    return rate


class Analyser:
    """Samples in, frames out; frame i is about sample i · hop, and the last one about the last sample or after it.

    rate: samples per second, 16 000 to 48 000
    lowest, highest: Hz, between which the pitch is sought
    raises: BadRequest when the rate cannot be

    How the samples are cut changes nothing. A frame comes out 0.1 to 0.4 s after its samples came in.
    """

    def __init__(self, rate: int, *, lowest: float = LOWEST, highest: float = HIGHEST) -> None:
        import pyworld

        self.rate, self.hop = checked_analysis_rate(rate), hop_of(rate)
        self._tracker = PitchTracker(rate, self.hop, lowest=lowest, highest=highest, block=BLOCK)
        self._size = pyworld.get_cheaptrick_fft_size(rate, LOWEST_ENVELOPE)
        self.bins = self._size // 2 + 1
        self._margin = round(MARGIN * rate)
        self._recent = Recent()
        self._frames = 0  # analysed so far

    def feed(self, samples: Samples) -> Frames:
        """The frames that are certain now, in whole blocks; possibly none."""
        self._recent.feed(samples)
        return self._analysed(self._tracker.feed(samples))

    def close(self) -> Frames:
        """The remaining frames."""
        samples = self._recent.length
        return self._analysed(self._tracker.close(samples // self.hop + 1 if samples else 0))

    def _analysed(self, pitch: Floats) -> Frames:
        """The frames with that pitch, BLOCK at a time."""
        blocks = [self._block(pitch[start : start + BLOCK]) for start in range(0, len(pitch), BLOCK)]
        return joined(blocks) if blocks else self._none()

    def _none(self) -> Frames:
        nothing = np.zeros((0, self.bins))
        return Frames(np.zeros(0), nothing, nothing, self.rate, self.hop)

    def _block(self, pitch: Floats) -> Frames:
        import pyworld

        first, last = self._frames * self.hop - self._margin, (self._frames + len(pitch)) * self.hop + self._margin
        samples = self._recent.between(first, last)
        self._frames += len(pitch)
        self._recent.forget(self._frames * self.hop - self._margin)
        times = (np.arange(len(pitch)) * self.hop + self._margin) / self.rate
        pitch = pyworld.stonemask(samples, pitch, times, self.rate)
        wide = np.where(pitch > 0, np.maximum(pitch, LOWEST_ENVELOPE), 0.0)
        envelope = pyworld.cheaptrick(samples, wide, times, self.rate, fft_size=self._size)
        aperiodicity = pyworld.d4c(samples, pitch, times, self.rate, fft_size=self._size)
        band = aperiodicity[:, 1 : round(BREATH_BAND * self._size / self.rate)]
        pitch = np.where(band.mean(axis=1) < BREATH_ONLY, pitch, 0.0)
        aperiodicity[pitch == 0] = 1.0
        return Frames(pitch, envelope, aperiodicity, self.rate, self.hop)


def analysed(audio: Audio, *, lowest: float = LOWEST, highest: float = HIGHEST) -> Frames:
    """All the frames of a sound; raises BadRequest when its rate is not 16 000 to 48 000."""
    analyser = Analyser(audio.rate, lowest=lowest, highest=highest)
    return joined([analyser.feed(audio.samples), analyser.close()])


def joined(parts: list[Frames]) -> Frames:
    """Frames one after another; at least one part."""
    first = parts[0]
    if len(parts) == 1:
        return first
    return Frames(
        np.concatenate([part.f0 for part in parts]),
        np.concatenate([part.envelope for part in parts]),
        np.concatenate([part.aperiodicity for part in parts]),
        first.rate,
        first.hop,
    )


def part_of(frames: Frames, start: int, end: int) -> Frames:
    """The frames from ``start`` to ``end``, which is exclusive; views, not copies."""
    cut = slice(start, end)
    return Frames(frames.f0[cut], frames.envelope[cut], frames.aperiodicity[cut], frames.rate, frames.hop)


def selected(frames: Frames, mask: NDArray[np.bool_]) -> Frames:
    """The frames for which the mask is true."""
    return Frames(frames.f0[mask], frames.envelope[mask], frames.aperiodicity[mask], frames.rate, frames.hop)


def melody(audio: Audio) -> tuple[Floats, Floats]:
    """The pitch of a sound of any rate: Hz, 0 where there is no voice, and when, in seconds; both shape (n,)."""
    frames = analysed(resampled(audio, RATE))
    return frames.f0, np.arange(len(frames)) * frames.hop / RATE
