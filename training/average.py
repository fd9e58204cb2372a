"""Averages the acoustic model of the two stages: the second is livelier, the first steadier.

    python -m training.average WORK [SHARE]

SHARE is the second stage's, 0.9 when it is not told: less sounds flatter and less alike, all of it rougher. Between
weights of which one has begun as the other, the mean of both is a model again (Izmailov et al. 2018). Writes
acoustic-average.pt.
"""

import sys
from pathlib import Path

import torch
from torch import Tensor

from training import checkpoints

SHARE = 0.9

Weights = dict[str, Tensor]


def averaged(first: Weights, second: Weights, share: float) -> Weights:
    """share: of the second, 0 … 1"""
    return {name: torch.lerp(value.float(), second[name].float(), share) for name, value in first.items()}


def main(work: Path, share: float = SHARE) -> None:
    first, second = (checkpoints.load(work / f"acoustic-{stage}.pt")["model"] for stage in ("l1", "gan"))
    checkpoints.save(work / "acoustic-average.pt", {"model": averaged(first, second, share), "share": share})


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(float, sys.argv[2:]))
