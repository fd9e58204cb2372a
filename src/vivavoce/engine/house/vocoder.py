"""Spectra and pitch put together as sound, in a stream: what the house voices sound through.

A pulse train with all its harmonics and none above half the rate goes through one filter, white noise through another;
both filters change every 10 ms. After DDSP (Engel, Hantrakul, Gu and Roberts 2020), with minimum-phase filters.

    segments        ├── 0 ──┼── 1 ──┼── 2 ──┼── 3 ──┤      excitation between the middles of two frames
    windows                 ╱───────╲                      frame 1 hears segments 1 and 2 …
                                    ╱───────╲              … and frame 2 hears 2 and 3

A frame whose voice rests hears no pulses; those of its neighbour fade out on the way to its middle.
Phase, noise, the last segment and what still sounds are carried along, so that the same frames give the same samples
however they are cut.
"""

import numpy as np
from numpy.typing import NDArray

from vivavoce.core.audio import Samples
from vivavoce.core.frames import Floats

RATE = 24_000  # samples per second
HOP = 240  # samples from frame to frame: 10 ms
SIZE = 1024  # samples of a window's response: 480 of the window, the rest is the filter's
BINS = SIZE // 2 + 1
BLOCKS = -(-SIZE // HOP)  # hops that a response touches
EARLY = HOP // 2  # samples by which the first window begins before the first sample
SEED = 2020  # of the noise: always the same, so that the same speech gives the same samples
LEAST_SINE = np.float32(1e-6)  # of half the phase: nearer to a pulse's top its height is the limit

Rows = NDArray[np.float32]  # shape (frames, something)
Mask = NDArray[np.bool_]  # shape (frames,)

WINDOW: Rows = (0.5 - 0.5 * np.cos(np.pi * np.arange(2 * HOP) / HOP)).astype(np.float32)  # Hann, neighbours add up to 1
FOLD: Rows = np.concatenate([[1], np.full(SIZE // 2 - 1, 2), [1], np.zeros(SIZE // 2 - 1)]).astype(np.float32)
SHARES = (np.arange(HOP) + 0.5) / HOP  # of the way from the middle of a frame to that of the next


class Vocoder:
    """Frames in, samples out: HOP for each frame in all. One frame and half a hop are held until more comes."""

    def __init__(self) -> None:
        self._noise = np.random.Generator(np.random.Philox(SEED))
        self._phase = 0.0  # periods since the last pulse at the end of the last segment
        self._f0: Floats = np.zeros(0)  # of the frame that is held
        self._held = np.zeros((2, 0, BINS), np.float32)  # its spectra
        self._segment = np.zeros((2, 1, HOP), np.float32)  # the last one, of pulses and of noise
        self._sounding = np.zeros((BLOCKS - 1, HOP), np.float32)  # what has begun but is not told
        self._early = EARLY

    def feed(self, f0: Floats, harmonic: Rows, noise: Rows) -> Samples:
        """The samples that are certain now: shape (m,), float32.

        f0: shape (n,), Hz, 0 where the voice rests
        harmonic, noise: shape (n, BINS), natural logarithms of amplitude
        """
        if not len(f0):
            return np.zeros(0, np.float32)
        is_first = not len(self._f0)
        f0 = np.concatenate([self._f0, f0])
        spectra = np.concatenate([self._held, np.stack([harmonic, noise]).astype(np.float32, copy=False)], axis=1)
        if is_first:
            self._segment = self._excited(f0[[0, 0]])
        self._f0, self._held = f0[-1:], spectra[:, -1:]
        return self._told(self._excited(f0), spectra[:, :-1], f0[:-1] > 0)

    def close(self) -> Samples:
        """The rest. Nothing can be fed after it."""
        if not len(self._f0):
            return np.zeros(0, np.float32)
        told = self._told(self._excited(self._f0[[0, 0]]), self._held, self._f0 > 0)
        return np.concatenate([told, self._sounding.ravel()[:EARLY]])

    def _excited(self, f0: Floats) -> Rows:
        """Pulses and noise between the middles of these frames: shape (2, n - 1, HOP)."""
        pulses, self._phase = pulse_train(f0, self._phase)
        return np.stack([pulses, self._noise.standard_normal(pulses.shape, np.float32)])

    def _told(self, segments: Rows, spectra: Rows, voiced: Mask) -> Samples:
        """What is certain once these segments are heard.

        segments: shape (2, n, HOP); spectra and voiced: of the n frames that they complete, as ``filtered`` has them
        """
        segments = np.concatenate([self._segment, segments], axis=1)
        self._segment = segments[:, -1:]
        windows = np.concatenate([segments[:, :-1], segments[:, 1:]], axis=2) * WINDOW
        sound = overlapped(filtered(windows, spectra, voiced), self._sounding)
        self._sounding = sound[len(sound) - BLOCKS + 1 :]
        told = sound[: len(sound) - BLOCKS + 1].ravel()
        dropped = min(self._early, len(told))
        self._early -= dropped
        return told[dropped:]


def pulse_train(f0: Floats, phase: float) -> tuple[Rows, float]:
    """Band-limited pulses of power 1 between the middles of frames, and the phase at the end.

    f0: shape (n,), Hz, 0 where the voice rests: on the way there the pitch stays; phase: periods since the last pulse
    returns: shape (n - 1, HOP), all harmonics below half the rate as cosines
    """
    before, after = f0[:-1], f0[1:]
    pulses = np.zeros((len(before), HOP), np.float32)
    voiced = np.flatnonzero((before > 0) | (after > 0))
    if not len(voiced):
        return pulses, phase
    before, after = before[voiced], after[voiced]
    starts, ends = (np.log(np.where(one > 0, one, other)) for one, other in ((before, after), (after, before)))
    pitch = np.exp(starts[:, None] + (ends - starts)[:, None] * SHARES)
    run = np.cumsum(pitch / RATE, axis=1)
    begun = np.zeros((len(run), 1))
    for index, step in enumerate(run[:, -1].tolist()):
        begun[index] = phase
        phase = (phase + step) % 1.0
    pulses[voiced] = harmonics(begun + run, pitch)
    return pulses, phase


def harmonics(periods: Floats, pitch: Floats) -> Rows:
    """The sum of cosines at all multiples of the pitch below half the rate, scaled to power 1; same shape.

    In closed form: Dirichlet's kernel.

    periods: since some pulse, fractions included; pitch: Hz
    """
    count = np.floor(0.5 * RATE / pitch - 0.5).astype(np.float32)
    angle = (2 * np.pi * (periods - np.rint(periods))).astype(np.float32)
    half = np.sin(angle / 2)
    at_top = np.abs(half) < LEAST_SINE
    kernel = np.where(at_top, 2 * count + 1, np.sin((count + np.float32(0.5)) * angle) / np.where(at_top, 1, half))
    return np.asarray((kernel - 1) / 2 * np.sqrt(2 / np.maximum(count, 1)), np.float32)


def filtered(windows: Rows, spectra: Rows, voiced: Mask) -> Rows:
    """Windows of pulses and of noise, each through its filter, added: shape (n, SIZE).

    windows: shape (2, n, 2 · HOP); spectra: shape (2, n, BINS), natural logarithms of amplitude
    voiced: shape (n,), which of the windows' pulses are heard at all
    """
    response = np.fft.rfft(windows[1], SIZE) * minimum_phase(spectra[1])
    if voiced.any():
        response[voiced] += np.fft.rfft(windows[0, voiced], SIZE) * minimum_phase(spectra[0, voiced])
    return np.fft.irfft(response, SIZE).astype(np.float32, copy=False)


def minimum_phase(log_amplitude: Rows) -> NDArray[np.complex64]:
    """The transfer functions with that amplitude whose energy comes as early as it can: shape (n, BINS).

    source: Oppenheim and Schafer, "Discrete-Time Signal Processing": folding the cepstrum
    """
    logs = np.fft.rfft(np.fft.irfft(log_amplitude, SIZE) * FOLD)
    amplitude, phase = np.exp(logs.real), logs.imag
    found = np.empty(logs.shape, np.complex64)
    np.multiply(amplitude, np.cos(phase), out=found.real)  # several times faster than the exponential of a complex
    np.multiply(amplitude, np.sin(phase), out=found.imag)
    return found


def overlapped(responses: Rows, sounding: Rows) -> Rows:
    """Responses a hop apart, added to what still sounds: shape (n + BLOCKS - 1, HOP).

    responses: shape (n, SIZE); sounding: shape (BLOCKS - 1, HOP)
    """
    count = len(responses)
    sound = np.zeros((count + BLOCKS - 1, HOP), np.float32)
    sound[: BLOCKS - 1] = sounding
    padded = np.zeros((count, BLOCKS * HOP), np.float32)
    padded[:, :SIZE] = responses
    for block in range(BLOCKS - 1, -1, -1):  # what began first is added first, however the frames are cut
        sound[block : block + count] += padded[:, block * HOP : (block + 1) * HOP]
    return sound
