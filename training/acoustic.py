"""Trains the acoustic model: first to be near the recordings, then also to be taken for one.

    python -m training.acoustic WORK l1 STEPS
    python -m training.acoustic WORK gan STEPS

The second begins with what the first has learnt. Each goes on from its last checkpoint, acoustic-l1.pt or
acoustic-gan.pt in WORK, which it writes every few hundred steps.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training import checkpoints
from training.batches import BANDS, COEFFICIENTS, Batch, Data, moved
from training.dataset import PITCH, VOICED
from training.device import device
from training.model import POSITIONS, Acoustic, Discriminator, laid_out

EVERY = 200  # steps between checkpoints
DECAY = 0.01  # of AdamW
LEAST_RATE = 0.03  # of the learning rate, where the cosine ends
LONGEST_NORM = 1.0  # of gradients
JUDGE_RATE, JUDGE_BETAS = 4e-4, (0.8, 0.99)
FOOLED, ALIKE = 0.1, 1.0  # weights of being taken for a recording, and of looking like one on the way there
INTRODUCED = 200  # steps in which the judge's weight rises to its full
LONG_ENOUGH = 130  # frames of a batch from which on the judge has something to look at
JUDGED_TOGETHER = 8  # recordings of a batch that is only judged
WEIGHTS = (1.0, 0.3, 0.3, 0.5, 0.5, 0.3, 0.3, 0.3)  # of the losses
UNVOICED_PITCH = 0.1  # weight of the pitch where there is none to hear


@dataclass(frozen=True, slots=True)
class Stage:
    """How it is learnt. rate: the highest; warming: steps in which the rate rises to it"""

    rate: float
    betas: tuple[float, float]
    warming: int
    is_judged: bool
    after: str | None


STAGES = {
    "l1": Stage(2e-3, (0.9, 0.98), 150, is_judged=False, after=None),
    "gan": Stage(3e-4, (0.8, 0.99), 0, is_judged=True, after="l1"),
}


def made(model: Acoustic, batch: Batch) -> tuple[Tensor, Tensor]:
    """Frames and prosody, with the recordings' lengths, pitch and energy."""
    with torch.autocast(batch["mask"].device.type, torch.bfloat16):
        speaker, language = model.speaker(batch["speaker"]), model.language(batch["language"])
        hidden, prosody = model.encoder(batch["tokens"], speaker, language, batch["token_mask"])
        told = torch.zeros(*batch["mask"].shape, hidden.shape[-1] + POSITIONS, device=hidden.device)
        for row in range(len(told)):
            count = int(batch["token_mask"][row].sum())
            wanted = batch["prosody"][row, :count]
            laid = laid_out(hidden[row, :count].float(), wanted[:, 1], wanted[:, 2], batch["lengths"][row, :count])
            told[row, : len(laid)] = laid
        frames = model.decoder(told, speaker, batch["mask"])
    return frames.float(), prosody.float()


def losses(frames: Tensor, prosody: Tensor, batch: Batch, basis: Tensor) -> Tensor:
    """Spectrum, coefficients, aperiodicity, pitch, voicing, then length, pitch and energy of tokens: shape (8,)."""
    wanted, mask = batch["frames"], batch["mask"][..., None]
    count = mask.sum()
    apart = frames - wanted
    spectrum = ((apart[..., :COEFFICIENTS] @ basis).abs() * mask).sum() / count / BANDS
    coefficients = (apart[..., :COEFFICIENTS].abs() * mask).sum() / count / COEFFICIENTS
    aperiodicity = (apart[..., COEFFICIENTS:PITCH].abs() * mask).sum() / count / (PITCH - COEFFICIENTS)
    voiced = wanted[..., VOICED]
    pitch = (apart[..., PITCH].abs() * mask[..., 0] * (UNVOICED_PITCH + voiced)).sum() / count
    doubts = functional.binary_cross_entropy_with_logits(frames[..., VOICED], voiced, reduction="none")
    voicing = (doubts * mask[..., 0]).sum() / count
    tokens = (prosody - batch["prosody"]) ** 2 * batch["token_mask"][..., None]
    told = tokens.sum((0, 1)) / batch["token_mask"].sum()
    return torch.cat([torch.stack([spectrum, coefficients, aperiodicity, pitch, voicing]), told])


def windows(frames: Tensor, basis: Tensor, starts: list[list[int]]) -> list[Tensor]:
    """Pieces of log spectra and log f0 for the judge. starts: for each size of window where it begins in each row"""
    pitch = frames[..., PITCH : PITCH + 1].expand(-1, -1, BANDS) * 0.5
    planes = torch.stack([frames[..., :COEFFICIENTS] @ basis, pitch], 1)
    return [
        torch.stack([planes[row, :, at : at + size] for row, at in enumerate(own)])
        for size, own in zip(Discriminator.WINDOWS, starts, strict=True)
    ]


class Training:
    """A model that is being trained, in one of the stages, with all that goes into its checkpoint."""

    def __init__(self, work: Path, name: str, steps: int) -> None:
        torch.manual_seed(0)
        self.device = device()
        self.stage, self.steps = STAGES[name], steps
        self.data = Data(work)
        self.basis = self.data.basis.to(self.device)
        self.weights = torch.tensor(WEIGHTS, device=self.device)
        self.path = work / f"acoustic-{name}.pt"
        model = Acoustic(len(self.data.symbols) + 1, self.data.speakers, len(self.data.languages))
        judge = Discriminator()
        self.model, self.judge = model.to(self.device), judge.to(self.device)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), self.stage.rate, betas=self.stage.betas, weight_decay=DECAY
        )
        self.judges = torch.optim.AdamW(self.judge.parameters(), JUDGE_RATE, betas=JUDGE_BETAS, weight_decay=DECAY)
        self.done = 0
        if self.path.exists():
            self.go_on(checkpoints.load(self.path, self.device))
        elif self.stage.after is not None:
            before = checkpoints.load(work / f"acoustic-{self.stage.after}.pt", self.device)
            self.model.load_state_dict(before["model"])

    def go_on(self, kept: dict[str, Any]) -> None:
        """From a checkpoint."""
        self.model.load_state_dict(kept["model"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.judge.load_state_dict(kept["judge"])
        self.judges.load_state_dict(kept["judges"])
        self.done = kept["steps"]

    def save(self) -> None:
        """Writes the checkpoint."""
        kept = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "judge": self.judge.state_dict(),
            "judges": self.judges.state_dict(),
            "steps": self.done,
        }
        checkpoints.save(self.path, kept)

    def rate(self) -> float:
        """The learning rate of this step."""
        falling = 0.5 * (1 + np.cos(np.pi * self.done / self.steps)) * (1 - LEAST_RATE) + LEAST_RATE
        rising = min(1.0, (self.done + 1) / self.stage.warming) if self.stage.warming else 1.0
        return float(self.stage.rate * falling * rising)

    def step(self, batch: Batch) -> Tensor:
        """Learns from a batch; returns the losses, shape (8,)."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        frames, prosody = made(self.model, batch)
        parts = losses(frames, prosody, batch, self.basis)
        loss = (parts * self.weights).sum()
        if self.stage.is_judged and frames.shape[1] >= LONG_ENOUGH:
            loss = loss + min(1.0, self.done / INTRODUCED) * self.verdict(frames, batch)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), LONGEST_NORM)
        self.optimizer.step()
        self.done += 1
        return parts.detach()

    def verdict(self, frames: Tensor, batch: Batch) -> Tensor:
        """How far what was made is from being taken for a recording; the judge learns to tell them apart first.

        Least squares (Mao et al. 2017), and the distance of what the judge finds on its way (Kumar et al. 2019).
        """
        starts = self.starts(batch["mask"].sum(1).int().tolist(), frames.shape[1])
        false, true = (windows(one, self.basis, starts) for one in (frames, batch["frames"]))
        told_false, told_true = self.judge([one.detach() for one in false])[0], self.judge(true)[0]
        pairs = zip(told_true, told_false, strict=True)
        wrong = torch.stack([((one - 1) ** 2).mean() + (other**2).mean() for one, other in pairs]).sum()
        self.judges.zero_grad()
        wrong.backward()
        self.judges.step()
        told, found = self.judge(false)
        with torch.no_grad():
            real = self.judge(true)[1]
        fooled = torch.stack([((one - 1) ** 2).mean() for one in told]).sum()
        looks = zip(found, real, strict=True)
        alike = torch.stack([(one - other).abs().mean() / (other.abs().mean() + 1e-5) for one, other in looks]).mean()
        return FOOLED * fooled + ALIKE * alike

    def starts(self, lengths: list[int], longest: int) -> list[list[int]]:
        """Where the judge looks: for each size of window a place in each recording."""
        draw = self.data.random.integers
        return [
            [int(draw(0, max(1, min(length, longest) - size + 1))) for length in lengths]
            for size in Discriminator.WINDOWS
        ]

    def judged(self) -> Tensor:
        """The losses over the recordings that are for choosing: shape (8,)."""
        dev = self.data.dev
        rows = []
        self.model.eval()
        with torch.no_grad():
            for at in range(0, len(dev), JUDGED_TOGETHER):
                batch = moved(self.data.batch(dev[at : at + JUDGED_TOGETHER]), self.device)
                rows.append(losses(*made(self.model, batch), batch, self.basis))
        self.model.train()
        return torch.stack(rows).mean(0)


def train(work: Path, name: str, steps: int) -> None:
    training = Training(work, name, steps)
    count = sum(one.numel() for one in training.model.parameters())
    print(f"{count / 1e6:.2f} M parameters, from step {training.done}", flush=True)
    began = time.time()
    queue: list[list[int]] = []
    seen: list[Tensor] = []
    while training.done < steps:
        queue = queue or training.data.batches()
        seen.append(training.step(moved(training.data.batch(queue.pop()), training.device)))
        if training.done % EVERY == 0 or training.done == steps:
            means = torch.stack(seen[-EVERY:]).mean(0)
            print(
                training.done, f"{time.time() - began:.0f} s", shown(means), "dev", shown(training.judged()), flush=True
            )
            training.save()


def shown(values: Tensor) -> list[float]:
    return [round(value, 4) for value in values.tolist()]


if __name__ == "__main__":
    train(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
