"""Frames put together again as sound, in a stream.

After WORLD (Morise, Yokomori and Ozawa 2016): each period is a pulse through a minimum-phase filter, breath is noise
through another; where a voice rests there is only the noise. Our own, because the phase of the voice, the noise and
what still sounds have to be carried from block to block.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats, Frames
from vivavoce.dsp.world import BLOCK, joined, part_of

SEED = 2016  # of the breath: always the same, so that the same speech gives the same samples
DELAY = 32  # samples a response may begin before its pulse: a delay by part of a sample rings a little to both sides
SILENT = 1e-13  # mean power of a frame below which it is nothing: -130 dB, far under a 16-bit step
LEAST = 1e-12  # share of power that counts as none: -120 dB

# An envelope says nothing true of what lies below the voice, where speech has nothing: left in, each change of
# loudness would rumble there.
BOTTOM = 0.5  # of the pitch: where the voice's high-pass takes 3 dB; at the pitch itself it takes 0.3 dB
RESTING_BOTTOM = 60.0  # Hz, the same where the voice rests
STEEPNESS = 4  # power of the frequency by which the power falls: 12 dB an octave


class Synthesis:
    """Frames in, samples out; frame i sounds at sample i · hop · stretch.

    rate: samples per second; hop: samples from frame to frame at stretch 1; stretch: times as long

    The same frames give the same samples however they are cut.
    """

    def __init__(self, rate: int, hop: int, *, stretch: float = 1.0) -> None:
        self._rate, self._hop, self._pace = rate, hop, hop * stretch
        self._waiting: list[Frames] = []
        self._block = 0  # blocks done
        self._voice = Pulses(rate)
        self._sounding = np.zeros(0)  # what has begun but is not told: from DELAY samples before the block on
        self._early = DELAY  # samples still to be dropped, as they lie before the first

    def feed(self, frames: Frames) -> Samples:
        """The samples that are certain now: up to the last of BLOCK, 2 · BLOCK … frames; shape (m,), float32."""
        if len(frames):
            self._waiting.append(frames)
        told = [np.zeros(0, np.float32)]
        while self._first + sum(map(len, self._waiting)) >= (self._block + 1) * BLOCK:
            held = joined(self._waiting)
            last = (self._block + 1) * BLOCK - 1 - self._first
            told.append(self._tell(part_of(held, 0, last + 1), self._start_of(self._block + 1)))
            self._waiting = [part_of(held, last, len(held))]  # what sounds between two frames is made from both
        return np.concatenate(told)

    def close(self, length: int) -> Samples:
        """The rest, up to ``length`` samples in all, not less than have been told; the last frame lasts to the end."""
        start = self._start_of(self._block)
        missing = length - max(start - DELAY, 0)
        if not self._waiting:
            return np.zeros(missing, np.float32)
        told = self._tell(joined(self._waiting), max(length, start))
        return np.concatenate([told, self._in_time(self._sounding[:DELAY])])[:missing]

    @property
    def _first(self) -> int:
        """The frame a block begins with: the last of the block before."""
        return max(self._block * BLOCK - 1, 0)

    def _start_of(self, block: int) -> int:
        """The sample a block begins with."""
        return round(max(block * BLOCK - 1, 0) * self._pace)

    def _tell(self, frames: Frames, end: int) -> Samples:
        """Let sound what begins between the block's start and ``end``; what cannot change any more."""
        start = self._start_of(self._block)
        places = np.clip(np.arange(start, end) / self._pace - self._first, 0.0, len(frames) - 1)
        spectra = Spectra(frames)
        sound = np.zeros(DELAY + len(places) + spectra.size)
        sound[: len(self._sounding)] = self._sounding
        self._voice.add(sound, frames.f0, places, spectra)
        add_breath(sound, places, spectra, self._hop, self._block)
        self._block += 1
        self._sounding = sound[len(places) :]
        return self._in_time(sound[: len(places)])

    def _in_time(self, sound: Floats) -> Samples:
        """Without what lies before the first sample."""
        dropped = min(self._early, len(sound))
        self._early -= dropped
        return sound[dropped:].astype(np.float32)


class Spectra:
    """The filters of a block of frames: logarithms of power, of voice and of breath apart.

    size: samples of a response
    """

    def __init__(self, frames: Frames) -> None:
        self.size = 2 * (frames.bins - 1)
        noise = frames.aperiodicity**2
        power = np.log(np.maximum(frames.envelope, LEAST * SILENT)) + high_pass(frames)
        self.breath = power + np.log(np.maximum(noise, LEAST))
        self.voice = power + np.log(np.maximum(1 - noise, LEAST))
        self.audible = frames.envelope.mean(axis=1) > SILENT


def high_pass(frames: Frames) -> Floats:
    """What takes away the rumble below each frame's voice: shape (n, bins), natural logarithm of power, ≤ 0."""
    frequencies = frames.frequencies
    frequencies[0] = frequencies[1] / 2
    bottom = np.where(frames.f0 > 0, BOTTOM * frames.f0, RESTING_BOTTOM)
    gain: Floats = -np.log1p((bottom[:, None] / frequencies) ** STEEPNESS)
    return gain


def between(logs: Floats, places: Floats) -> Floats:
    """Rows at places between rows: shape (len(places), bins)."""
    before = np.minimum(places.astype(int), max(len(logs) - 2, 0))
    after = np.minimum(before + 1, len(logs) - 1)
    share = (places - before)[:, None]
    rows: Floats = logs[before] + share * (logs[after] - logs[before])
    return rows


def minimum_phase(log_power: Floats) -> NDArray[np.complex128]:
    """The transfer functions with that power whose energy comes as early as it can.

    log_power: shape (n, bins), natural logarithm; returns: shape (n, bins)
    source: Oppenheim and Schafer, "Discrete-Time Signal Processing": folding the cepstrum
    """
    half = log_power.shape[1] - 1
    cepstrum = np.fft.irfft(0.5 * log_power, 2 * half)
    cepstrum[:, 1:half] *= 2
    cepstrum[:, half + 1 :] = 0
    return np.exp(np.fft.rfft(cepstrum))


def nearest(places: Floats) -> NDArray[np.intp]:
    return np.floor(places + 0.5).astype(np.intp)


@dataclass(slots=True)
class Pulses:
    """The periods of the voice; remembers how far the period has come from block to block.

    rate: samples per second; phase: periods since the last pulse, None while the voice rests
    """

    rate: int
    phase: float | None = None

    def add(self, sound: Floats, f0: Floats, places: Floats, spectra: Spectra) -> None:
        """Add the periods that begin in the block to its sound.

        sound: shape (m,), what they are added to
        f0: of its frames; places: of its samples between its frames
        """
        times, periods = self._times(f0, places)
        at = places[np.minimum(times.astype(int), len(places) - 1)] if len(times) else times
        heard = spectra.audible[nearest(at)]
        times, periods, at = times[heard], periods[heard], at[heard]
        if not len(times):
            return
        whole = np.floor(times).astype(int)
        omega = 2 * np.pi * np.arange(spectra.size // 2 + 1) / spectra.size
        delays = np.exp(-1j * omega * (times - whole + DELAY)[:, None])
        responses = np.fft.irfft(minimum_phase(between(spectra.voice, on_voiced(at, f0))) * delays, spectra.size)
        responses *= np.sqrt(periods)[:, None]  # a pulse for each period has the power of noise with 1 for each sample
        for start, response in zip(whole, responses, strict=True):
            sound[start : start + spectra.size] += response

    def _times(self, f0: Floats, places: Floats) -> tuple[Floats, Floats]:
        """When periods begin, in samples from the block's start, and how many samples each lasts: shapes (m,)."""
        voiced = f0[nearest(places)] > 0
        pitch = np.exp2(between(np.log2(np.where(f0 > 0, f0, 1.0))[:, None], on_voiced(places, f0)))[:, 0]
        edges = np.flatnonzero(np.diff(voiced.astype(np.int8), prepend=0, append=0))
        times, periods = [np.zeros(0)], [np.zeros(0)]
        for start, end in edges.reshape(-1, 2):
            steps = pitch[start:end] / self.rate
            begun = self.phase if start == 0 and self.phase is not None else 1.0 - steps[0]
            phase = begun + np.cumsum(steps)
            passed = np.flatnonzero(np.diff(np.floor(phase), prepend=np.floor(begun)))
            times.append(np.maximum(start + passed - (phase[passed] % 1) / steps[passed], 0.0))
            periods.append(1 / steps[passed])
            self.phase = float(phase[-1] % 1)
        if len(voiced) and not voiced[-1]:
            self.phase = None
        return np.concatenate(times), np.concatenate(periods)


def on_voiced(places: Floats, f0: Floats) -> Floats:
    """The places, moved to the nearer frame where only one of two neighbours has a voice: shape (n,)."""
    voiced = f0 > 0
    before = places.astype(int)
    both = voiced[before] & voiced[np.minimum(before + 1, len(f0) - 1)]
    return np.where(both, places, np.floor(places + 0.5))


def add_breath(sound: Floats, places: Floats, spectra: Spectra, step: int, block: int) -> None:
    """Add the noise of a block to its sound, ``step`` samples through one filter.

    sound: shape (m,), what it is added to; places: shape (n,), its samples' places in the stream
    block: its number, which picks the noise, so that blocks could be made in any order
    """
    count = -(-len(places) // step)
    noise = np.zeros(count * step)
    noise[: len(places)] = np.random.Generator(np.random.Philox(key=SEED, counter=[0, 0, 0, block])).standard_normal(
        len(places)
    )
    middles = places[np.minimum(np.arange(count) * step + step // 2, len(places) - 1)] if count else np.zeros(0)
    heard = np.flatnonzero(spectra.audible[nearest(middles)])
    if not len(heard):
        return
    filters = minimum_phase(between(spectra.breath, middles[heard]))
    breath = np.fft.irfft(np.fft.rfft(noise.reshape(count, step)[heard], spectra.size) * filters, spectra.size)
    for start, piece in zip(heard * step + DELAY, breath, strict=True):
        sound[start : start + spectra.size] += piece
