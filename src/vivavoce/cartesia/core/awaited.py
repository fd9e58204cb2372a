"""What can be awaited, and handed to ``asyncio.create_task`` as the vendor's coroutines can."""

from collections.abc import Coroutine, Generator
from typing import Any


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


Coroutine.register(Awaited)  # pyright: ignore[reportAttributeAccessIssue]
