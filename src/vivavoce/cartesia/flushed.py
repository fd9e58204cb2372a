"""What a flush of a context gives."""

from collections.abc import Callable
from typing import Generic, TypeVar

Outputs = TypeVar("Outputs")


class Flushed(Generic[Outputs]):
    """Gives, when called, what is said up to the flush; it is called as in version 2 of the vendor's library."""

    def __init__(self, outputs: Callable[[], Outputs], context_id: str) -> None:
        self._outputs = outputs
        self._context_id = context_id

    def __call__(self) -> Outputs:
        return self._outputs()

    def __repr__(self) -> str:
        return f"<what is said up to a flush of the context {self._context_id!r}; call it to listen>"
