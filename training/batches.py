"""The dataset as batches of tensors."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pyworld
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.audio import RATE
from training.dataset import PITCH, Item, Numbers
from training.model import FRAME

BATCH = 16
ALIKE = 8  # batches that are sorted by length together
BANDS = 80
LOWEST, HIGHEST = 60.0, 11_800.0  # Hz of the bands' middles
FFT = 1024
COEFFICIENTS = 60

Batch = dict[str, Tensor]


def mel(hertz: float) -> float:
    return 1127 * float(np.log1p(hertz / 700))


def mel_basis() -> NDArray[np.float64]:
    """What the coefficients mean on points of the mel scale, in log power: shape (COEFFICIENTS, BANDS)."""

    def logs(coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
        spectrum: NDArray[np.float64] = np.log(pyworld.decode_spectral_envelope(coefficients[None].copy(), RATE, FFT))[
            0
        ]
        return spectrum

    none = logs(np.zeros(COEFFICIENTS))
    hertz = 700 * np.expm1(np.linspace(mel(LOWEST), mel(HIGHEST), BANDS) / 1127)
    bins = np.arange(FFT // 2 + 1) * RATE / FFT
    return np.stack([np.interp(hertz, bins, logs(row) - none) for row in np.eye(COEFFICIENTS)])


class Data:
    """Everything that is learnt from and judged by, and the statistics it is normalised with."""

    def __init__(self, work: Path, seed: int = 0) -> None:
        held: dict[str, Any] = pickle.loads((work / "dataset.pickle").read_bytes())
        self.items: list[Item] = held["items"]
        self.symbols: dict[str, int] = held["symbols"]
        self.languages: list[str] = held["languages"]
        statistics = held["statistics"]
        self.mean, self.deviation = statistics["mean"], statistics["deviation"]
        self.pitch_mean, self.pitch_deviation = statistics["pitch_mean"], statistics["pitch_deviation"]
        self.energy_mean, self.energy_deviation = statistics["energy_mean"], statistics["energy_deviation"]
        self.basis = self._basis()
        self.random = np.random.default_rng(seed)
        self.train = [at for at, one in enumerate(self.items) if one.split == "train"]
        self.dev = [at for at, one in enumerate(self.items) if one.split == "dev"]

    def _basis(self) -> Tensor:
        """What normalised coefficients mean as a log spectrum of deviation 1: shape (COEFFICIENTS, BANDS)."""
        basis = mel_basis()
        some = [one.frames[::7, :COEFFICIENTS].astype(np.float32) for one in self.items[::20]]
        scale = np.std((np.concatenate(some) - self.mean[:COEFFICIENTS]) @ basis)
        return torch.tensor(basis / scale * self.deviation[:COEFFICIENTS, None]).float()

    @property
    def speakers(self) -> int:
        return max(one.speaker for one in self.items) + 1

    def batches(self) -> list[list[int]]:
        """All training recordings once, in batches of about equal length."""
        order = self.random.permutation(self.train)
        found: list[list[int]] = []
        for at in range(0, len(order), BATCH * ALIKE):
            group = sorted(order[at : at + BATCH * ALIKE], key=lambda one: len(self.items[one].frames))
            found += [group[start : start + BATCH] for start in range(0, len(group), BATCH)]
        return [found[at] for at in self.random.permutation(len(found)) if len(found[at]) >= BATCH // 2]

    def batch(self, chosen: list[int]) -> Batch:
        """Recordings padded with zeros to the longest; ``token_mask`` and ``mask`` are 1 where there is something.

        tokens (b, n, 8), lengths (b, n), prosody (b, n, 3) as the encoder predicts it
        frames (b, t, 65), normalised; speaker, language (b,)
        """
        items = [self.items[at] for at in chosen]
        rows, tokens = len(items), max(len(one.tokens) for one in items)
        frames = max(len(one.frames) for one in items)
        made = {
            "tokens": torch.zeros(rows, tokens, 8, dtype=torch.long),
            "token_mask": torch.zeros(rows, tokens),
            "lengths": torch.zeros(rows, tokens, dtype=torch.long),
            "prosody": torch.zeros(rows, tokens, 3),
            "frames": torch.zeros(rows, frames, FRAME),
            "mask": torch.zeros(rows, frames),
            "speaker": torch.tensor([one.speaker for one in items]),
            "language": torch.tensor([one.language for one in items]),
        }
        for row, one in enumerate(items):
            count, length = len(one.tokens), len(one.frames)
            made["tokens"][row, :count] = torch.from_numpy(one.tokens)
            made["token_mask"][row, :count] = 1
            made["lengths"][row, :count] = torch.from_numpy(one.lengths)
            made["prosody"][row, :count] = torch.from_numpy(self.prosody(one))
            made["frames"][row, :length] = torch.from_numpy(self.normalised(one))
            made["mask"][row, :length] = 1
        return made

    def prosody(self, one: Item) -> Numbers:
        """Lengths, pitch and energy of the tokens as the encoder predicts them: shape (n, 3)."""
        pitch = (one.pitch - self.pitch_mean[one.speaker]) / self.pitch_deviation[one.speaker]
        energy = (one.energy - self.energy_mean) / self.energy_deviation
        return np.stack([np.log1p(one.lengths), pitch, energy], 1).astype(np.float32)

    def normalised(self, one: Item) -> Numbers:
        """Its frames as the models see them: shape (t, 65)."""
        frames = one.frames.astype(np.float32)
        frames[:, :PITCH] = (frames[:, :PITCH] - self.mean) / self.deviation
        frames[:, PITCH] = (frames[:, PITCH] - self.pitch_mean[one.speaker]) / self.pitch_deviation[one.speaker]
        return frames


def moved(batch: Batch, device: torch.device) -> Batch:
    """The same where the model is."""
    return {name: value.to(device) for name, value in batch.items()}
