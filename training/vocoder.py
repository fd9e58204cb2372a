"""Trains the vocoder on the recordings' own frames.

    python -m training.vocoder WORK STEPS

Goes on from its last checkpoint, vocoder.pt in WORK, which it writes every few hundred steps.
"""

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training import checkpoints
from training.batches import COEFFICIENTS, Data
from training.corpora import CORPORA
from training.dataset import PITCH, VOICED
from training.device import device
from training.vocoder_model import HOP, Vocoder, pulses

BATCH, LENGTH = 12, 100  # recordings, frames of each
EVERY = 250  # steps between checkpoints
SETTLED = 10 * HOP  # samples at the beginning that nothing is learnt from: the filters have not heard what was before
LEFT = 600  # samples at the end that nothing is learnt from: they would still sound afterwards
RESOLUTIONS = ((2048, 480), (1024, 240), (512, 120), (256, 60))  # samples of windows and steps
QUIETEST = 1e-4  # amplitude of a sine below which magnitudes are alike; times the root of the window
HIGHEST_RATE, LEAST_RATE = 1e-3, 0.03  # of learning; share of it where the cosine ends
WARMING = 50  # steps in which the rate rises
LONGEST_NORM = 1.0  # of gradients


class Stretches:
    """Stretches of recordings and their frames."""

    def __init__(self, work: Path) -> None:
        self.data = Data(work)
        self.random = np.random.default_rng(0)
        items = self.data.items
        self.usable = [at for at in self.data.train if len(items[at].frames) > LENGTH + 2]
        self.sounds = {at: self.read(work, at) for at in self.usable}

    def read(self, work: Path, at: int) -> NDArray[np.int16]:
        """The samples of a recording, HOP for each frame."""
        item = self.data.items[at]
        sound, _ = soundfile.read(work / "audio" / CORPORA[item.speaker].name / f"{item.id}.wav", dtype="int16")
        # WORLD's frames are centred at t · 240, ours at (t + ½) · 240.
        sound = np.concatenate([np.zeros(HOP // 2, np.int16), sound])[: len(item.frames) * HOP]
        return np.pad(sound, (0, len(item.frames) * HOP - len(sound)))

    def batch(self) -> tuple[list[Tensor], Tensor]:
        """What the vocoder takes but for the noise, and the sound it is to make."""
        rows = [self.stretch(at) for at in self.random.choice(self.usable, BATCH)]
        stacked = [torch.from_numpy(np.stack(column)).float() for column in zip(*rows, strict=True)]
        return stacked[:-1], stacked[-1]

    def stretch(self, at: int) -> tuple[NDArray[np.floating], ...]:
        """Somewhere in a recording: frames, envelope, aperiodicity, pulses and the sound."""
        item = self.data.items[at]
        begin = int(self.random.integers(0, len(item.frames) - LENGTH + 1))
        piece = slice(begin, begin + LENGTH)
        frames = item.frames[piece].astype(np.float32)
        f0 = np.exp(frames[:, PITCH].astype(float))
        tone = pulses(f0, frames[:, VOICED], self.random.uniform(0, 2 * np.pi))
        sound = self.sounds[at][begin * HOP : (begin + LENGTH) * HOP].astype(np.float32) / 32768
        normalised = self.data.normalised(item)[piece]
        return normalised, frames[:, :COEFFICIENTS], frames[:, COEFFICIENTS:PITCH], tone, sound


def distance(made: Tensor, wanted: Tensor) -> Tensor:
    """Between spectra at several resolutions: of magnitudes and of their logarithms (Yamamoto et al. 2020)."""
    total = made.new_zeros(())
    for size, hop in RESOLUTIONS:
        window = torch.hann_window(size, device=made.device)
        one = torch.stft(made, size, hop, size, window, return_complex=True).abs()
        other = torch.stft(wanted, size, hop, size, window, return_complex=True).abs()
        least = QUIETEST * size**0.5
        total = total + functional.l1_loss(one, other) / other.mean()
        total = total + functional.l1_loss(torch.log(one + least), torch.log(other + least))
    return total / len(RESOLUTIONS)


class Training:
    """A vocoder that is being trained, with all that goes into its checkpoint."""

    def __init__(self, work: Path, steps: int) -> None:
        torch.manual_seed(0)
        self.device = device()
        self.steps, self.done = steps, 0
        self.path = work / "vocoder.pt"
        self.stretches = Stretches(work)
        self.model = Vocoder().to(self.device)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), HIGHEST_RATE, betas=(0.9, 0.98))
        if self.path.exists():
            self.go_on(checkpoints.load(self.path, self.device))
        else:
            self.level()

    def go_on(self, kept: dict[str, Any]) -> None:
        """From a checkpoint."""
        self.model.load_state_dict(kept["model"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.done = kept["steps"]
        self.stretches.random = np.random.default_rng(self.done)

    def level(self) -> None:
        """Makes what is not yet learnt as loud as the recordings."""
        with torch.no_grad():
            made, wanted = self.made()
            self.model.level += torch.log(wanted.std() / made.std())

    def save(self) -> None:
        """Writes the checkpoint."""
        kept = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "steps": self.done}
        checkpoints.save(self.path, kept)

    def made(self) -> tuple[Tensor, Tensor]:
        """A batch as the vocoder makes it, and as it is to be: (b, samples) each."""
        given, wanted = self.stretches.batch()
        given, wanted = [one.to(self.device) for one in given], wanted.to(self.device)
        return self.model(*given, torch.randn_like(wanted)), wanted

    def rate(self) -> float:
        """The learning rate of this step."""
        falling = 0.5 * (1 + np.cos(np.pi * self.done / self.steps)) * (1 - LEAST_RATE) + LEAST_RATE
        return float(HIGHEST_RATE * min(1.0, (self.done + 1) / WARMING) * falling)

    def step(self) -> float:
        """Learns from a batch; returns the loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        made, wanted = self.made()
        loss = distance(made[:, SETTLED:-LEFT], wanted[:, SETTLED:-LEFT])
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), LONGEST_NORM)
        self.optimizer.step()
        self.done += 1
        return float(loss.item())


def train(work: Path, steps: int) -> None:
    training = Training(work, steps)
    count = sum(one.numel() for one in training.model.parameters())
    print(f"{count / 1e6:.2f} M parameters, from step {training.done}", flush=True)
    began = time.time()
    seen: list[float] = []
    while training.done < steps:
        seen.append(training.step())
        if training.done % EVERY == 0 or training.done == steps:
            print(training.done, f"{time.time() - began:.0f} s", round(float(np.mean(seen[-EVERY:])), 4), flush=True)
            training.save()


if __name__ == "__main__":
    train(Path(sys.argv[1]), int(sys.argv[2]))
