"""The vocoder: pulses and noise, filtered by WORLD's envelope and aperiodicity as a network has corrected them.

Its last layer begins at zero, so that before the first step it is a vocoder like WORLD's own. The network adds, on 64
points of the mel scale, to the log magnitudes with which the pulses and the noise are filtered (minimum phase): what
the envelope has smoothed away, and what is noise and what is not in this voice.
"""

import numpy as np
import pyworld
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from training.audio import RATE
from training.model import FRAME, Block

HOP = 240
WINDOW = 2 * HOP
FFT = 1024
BINS = FFT // 2 + 1
POINTS = 64
CHANNELS, BLOCKS, KERNEL = 192, 5, 5
KNOTS = (0, 3000, 6000, 9000, 12000)  # Hz at which WORLD codes aperiodicity: -60 dB, three numbers, 0 dB
QUIETEST, NOISIEST = -60.0, -0.05  # dB of noise beside the pulses
LOUDEST = -0.005  # the same in nepers, above which nothing would be left of the pulses


def envelope_basis() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How 60 coefficients become a log power spectrum: (60, 513) and the spectrum of none, (513,)."""
    none = np.log(pyworld.decode_spectral_envelope(np.zeros((1, 60)), RATE, FFT))[0]
    each = [np.log(pyworld.decode_spectral_envelope(row[None].copy(), RATE, FFT))[0] - none for row in np.eye(60)]
    return np.stack(each), none


def mel_points() -> NDArray[np.float64]:
    """How numbers on 64 points of the mel scale become a spectrum: (64, 513)."""
    mel = 1127 * np.log1p(np.arange(BINS) * RATE / FFT / 700)
    position = mel / mel[-1] * (POINTS - 1)
    below = np.minimum(position.astype(int), POINTS - 2)
    table = np.zeros((POINTS, BINS))
    table[below, np.arange(BINS)] = 1 - (position - below)
    table[below + 1, np.arange(BINS)] = position - below
    return table


def pulses(f0: NDArray[np.floating], voiced: NDArray[np.floating], phase: float) -> NDArray[np.float32]:
    """Band-limited pulses of power 1, zero where nothing is voiced: shape (n · 240,).

    f0: shape (n,), Hz; voiced: shape (n,), 0 or 1; frame i is centred at sample (i + ½) · 240
    phase: radians at the beginning
    """
    count = len(f0)
    times = np.arange(count * HOP) / HOP
    log_f0 = np.interp(times, np.arange(count) + 0.5, np.log(f0))
    sounding = np.interp(times, np.arange(count) + 0.5, voiced) > 0.5
    hertz = np.exp(log_f0)
    angle = phase + np.cumsum(2 * np.pi * hertz / RATE)
    harmonics = np.floor(0.5 * RATE / hertz - 0.5)
    half = np.sin(angle / 2)
    safe = np.where(np.abs(half) < 1e-6, 1, half)
    kernel = np.where(np.abs(half) < 1e-6, 2 * harmonics + 1, np.sin((harmonics + 0.5) * angle) / safe)
    return np.where(sounding, (kernel - 1) / 2 * np.sqrt(2 / np.maximum(harmonics, 1)), 0).astype(np.float32)


class Vocoder(nn.Module):
    """Frames, pulses and noise in, sound out; what is shipped of it is ``magnitudes``."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Conv1d(FRAME, CHANNELS, KERNEL, padding=KERNEL // 2)
        self.blocks = nn.ModuleList(Block(CHANNELS, KERNEL, 1) for _ in range(BLOCKS))
        self.norm = nn.LayerNorm(CHANNELS)
        self.leave = nn.Linear(CHANNELS, 2 * POINTS)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        self.level = nn.Parameter(torch.zeros(2))
        basis, none = envelope_basis()
        knots = np.stack([np.interp(np.arange(BINS) * RATE / FFT, KNOTS, row) for row in np.eye(5)])
        fold = np.zeros(FFT)
        fold[0], fold[1 : FFT // 2], fold[FFT // 2] = 1, 2, 1
        tables = {"basis": basis, "none": none, "knots": knots, "points": mel_points(), "fold": fold}
        for name, table in tables.items():
            self.register_buffer(name, torch.tensor(table, dtype=torch.float32), persistent=False)
        self.register_buffer("window", torch.hann_window(WINDOW, periodic=True), persistent=False)

    def magnitudes(self, frames: Tensor, envelope: Tensor, aperiodicity: Tensor) -> tuple[Tensor, Tensor]:
        """Natural logarithms of the amplitudes of the pulses' filter and the noise's: (b, t, 513) each.

        frames: (b, t, 65), normalised, voicing 0 or 1; envelope: (b, t, 60) and aperiodicity: (b, t, 3), not normalised
        """
        hidden = self.enter(frames.transpose(1, 2)).transpose(1, 2)
        for block in self.blocks:
            hidden = block(hidden)
        correction = self.leave(self.norm(hidden))
        spectrum = 0.5 * (envelope @ self.basis + self.none)
        voiced = (frames[..., 64:65] > 0.5).float()
        decibels = QUIETEST * self.knots[0] + aperiodicity @ self.knots[1:4]
        share = torch.clamp(decibels, QUIETEST, NOISIEST) * (np.log(10) / 20) * voiced  # unvoiced: all of it is noise
        tone = 0.5 * torch.log(1 - torch.exp(2 * torch.clamp(share, max=LOUDEST))) * voiced
        harmonic = spectrum + tone + self.level[0] + correction[..., :POINTS] @ self.points
        noise = spectrum + share + self.level[1] + correction[..., POINTS:] @ self.points
        return harmonic, noise

    def minimum_phase(self, magnitudes: Tensor) -> Tensor:
        """The transfer functions of these log amplitudes: (b, t, 513), complex."""
        return torch.exp(torch.fft.rfft(torch.fft.irfft(magnitudes, n=FFT) * self.fold))

    def filtered(self, sound: Tensor, response: Tensor) -> Tensor:
        """Sound (b, t · 240) through a filter that changes with every frame: (b, t, 513) → (b, t · 240)."""
        frames = response.shape[1]
        pieces = functional.pad(sound, (HOP // 2, HOP // 2)).unfold(1, WINDOW, HOP)[:, :frames] * self.window
        heard = torch.fft.irfft(torch.fft.rfft(pieces, n=FFT) * response, n=FFT).transpose(1, 2)
        whole = functional.fold(heard, (1, (frames - 1) * HOP + FFT), (1, FFT), stride=(1, HOP))[:, 0, 0]
        return whole[:, HOP // 2 : HOP // 2 + frames * HOP]

    def forward(self, frames: Tensor, envelope: Tensor, aperiodicity: Tensor, tone: Tensor, noise: Tensor) -> Tensor:
        harmonic, hiss = self.magnitudes(frames, envelope, aperiodicity)
        return self.filtered(tone, self.minimum_phase(harmonic)) + self.filtered(noise, self.minimum_phase(hiss))
