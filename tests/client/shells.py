"""Both shells behind one face, so that each test is written once: what is awaited, is awaited."""

import asyncio
import inspect
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

from vivavoce.client.aio import AsyncClient
from vivavoce.client.call import Endpoint, Reply
from vivavoce.client.sync import Client
from vivavoce.errors import VivavoceError


class Refused(VivavoceError):
    """What the tests' face makes of a refusal."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.status}: {reply.body!r}")
        self.reply = reply


class Waits:
    """Stands for the clock: notes how long a client would have waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.seconds.append(seconds)


class Awaited:
    """An object for asyncio, used as if it blocked."""

    def __init__(self, thing: Any, runner: asyncio.Runner) -> None:
        self.thing = thing
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        return self._plain(getattr(self.thing, name))

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        try:
            return self._run(self.thing.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def __enter__(self) -> Self:
        self._run(self.thing.__aenter__())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self.thing.__aexit__(kind, error, trace))

    def _run(self, awaitable: Any) -> Any:
        async def awaited() -> Any:
            return await awaitable

        return self._runner.run(awaited())

    def _plain(self, thing: Any) -> Any:
        if inspect.isawaitable(thing):
            return self._plain(self._run(thing))
        if inspect.ismethod(thing):
            return lambda *arguments, **named: self._plain(thing(*arguments, **named))
        return Awaited(thing, self._runner) if hasattr(thing, "__aenter__") else thing


class Shell:
    """Makes clients of one kind, which wait by ``waits`` and jitter not at all."""

    def __init__(self, runner: asyncio.Runner | None) -> None:
        self.runner = runner
        self.waits = Waits()
        self._clients: list[Any] = []

    def client(self, where: str | Endpoint | Callable[[], Endpoint], **options: Any) -> Any:
        endpoint = Endpoint(url=where) if isinstance(where, str) else where
        options = {"refusal": Refused, "jitter": lambda: 0.0} | options
        if self.runner is None:
            client: Any = Client(endpoint, sleep=self.waits.sleep, **options)
        else:
            client = Awaited(AsyncClient(endpoint, sleep=self.waits.sleep_async, **options), self.runner)
        self._clients.append(client)
        return client

    def http(self, library: Any, **options: Any) -> Any:
        """A user's own HTTP client of a library like httpx."""
        return (library.Client if self.runner is None else library.AsyncClient)(**options)

    def close(self) -> None:
        for client in self._clients:
            client.close()
