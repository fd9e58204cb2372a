"""Voices between voices."""

import math
from collections.abc import Sequence
from numbers import Real

import numpy as np

from vivavoce.core.embedding import Embedding
from vivavoce.errors import BadRequest


def mixed(parts: Sequence[tuple[Embedding, float]]) -> Embedding:
    """The weighted mean of some embeddings.

    parts: embeddings with their weights, 0 or more, not all 0; only their proportions matter
    raises: BadRequest when there is nothing to mix or a weight cannot be
    """
    if not parts:
        raise BadRequest("a mix needs at least one voice with its weight")
    weights = [checked_weight(weight) for _, weight in parts]
    total = sum(weights)
    if total == 0:
        raise BadRequest("a mix needs at least one weight above 0, but all are 0")
    if not math.isfinite(total):
        raise BadRequest(f"the weights {weights} are too large to be added up")
    values = np.stack([embedding.values for embedding, _ in parts]).astype(np.float64)
    return Embedding(np.tensordot(np.array(weights) / total, values, axes=1).astype(np.float32))


def checked_weight(weight: object) -> float:
    """The weight as a float, or BadRequest with what is wrong with it."""
    if isinstance(weight, bool) or not isinstance(weight, Real) or not math.isfinite(weight) or weight < 0:
        raise BadRequest(f"a weight in a mix is a number of 0 or more, got {weight!r}")
    return float(weight)
