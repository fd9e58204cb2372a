"""What a voice sounds like, as numbers."""

from typing import TypeAlias

Embedding: TypeAlias = list[float]  # 192 numbers

__all__ = ["Embedding"]
