"""What can be awaited, and handed to ``asyncio.create_task`` as the vendor's coroutines can."""

from collections.abc import Coroutine, Generator
from typing import Any, NoReturn


class Awaited:
    """Takes the steps of its ``__await__`` when a task drives it. A coroutine in all but its ``close``."""

    _steps: Generator[Any, Any, Any] | None = None

    def __await__(self) -> Generator[Any, Any, Any]:
        raise NotImplementedError

    def send(self, value: Any, /) -> Any:
        return self._driven().send(value)

    def throw(self, *error: Any) -> Any:
        return self._driven().throw(*error)

    def _driven(self) -> Generator[Any, Any, Any]:
        if self._steps is None:
            self._steps = self.__await__()
        return self._steps


class AsyncOnly:
    """An ``async with`` block; as a ``with`` block it says so."""

    def __enter__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is for asyncio: use async with")

    def __exit__(self, *error: object) -> None:
        """Never reached; Python looks for it before it enters."""


Coroutine.register(Awaited)  # pyright: ignore[reportAttributeAccessIssue]
