"""What a training goes on from: written whole or not at all."""

from pathlib import Path
from typing import Any

import torch


def save(path: Path, kept: dict[str, Any]) -> None:
    """Leaves the last one in its place until this one is there."""
    partial = path.with_suffix(".partial")
    torch.save(kept, partial)
    partial.rename(path)


def load(path: Path, device: str | torch.device = "cpu") -> dict[str, Any]:
    """One's own: like any pickle it could do anything, so take none from strangers."""
    kept: dict[str, Any] = torch.load(path, map_location=device, weights_only=False)
    return kept
