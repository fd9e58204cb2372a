"""Both clients, driven alike, so that a test says once what is true of either."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from vivavoce.charactr_api import AsyncCharactrAPISDK, CharactrAPISDK, Credentials

KEY = "a-key-for-tests"
CREDENTIALS = Credentials(client_key="a-client-key", api_key=KEY)


class Either:
    """One of the two clients.

    runner: of the event loop that the awaited one lives in; None for the blocking one
    """

    def __init__(self, runner: asyncio.Runner | None, *given: Any, **settings: Any) -> None:
        self._runner = runner
        kind: Any = CharactrAPISDK if runner is None else AsyncCharactrAPISDK
        self.sdk = kind(*given, **settings)

    @property
    def awaited(self) -> bool:
        return self._runner is not None

    def get(self, call: Callable[[Any], Any]) -> Any:
        """What comes of a call, waited for."""
        return self.run(lambda: call(self.sdk))

    def run(self, call: Callable[[], Any]) -> Any:
        """What comes of something that may have to be awaited, waited for."""
        if self._runner is None:
            return call()
        return self._runner.run(waited(call))

    def simplex(self, voice: int, text: str, *given: Any, **options: Any) -> "Stream":
        return Stream(self, self.get(lambda sdk: sdk.tts.start_simplex_stream(voice, text, *given, **options)))

    def duplex(self, voice: int, *given: Any, **options: Any) -> "Stream":
        return Stream(self, self.get(lambda sdk: sdk.tts.start_duplex_stream(voice, *given, **options)))

    def close(self) -> None:
        self.get(lambda sdk: sdk.close())


class Stream:
    """A stream of either client, used as if it blocked."""

    def __init__(self, either: Either, stream: Any) -> None:
        self._either = either
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        thing = getattr(self.stream, name)
        if not callable(thing):
            return thing
        return lambda *given, **options: self._either.run(lambda: thing(*given, **options))

    def pieces(self) -> list[bytes]:
        """All that comes."""
        if not self._either.awaited:
            return list(self.stream)
        return self._either.run(lambda: collected(self.stream))

    def piece(self) -> bytes:
        """The next piece that comes."""
        if not self._either.awaited:
            return next(iter(self.stream))
        return self._either.run(lambda: anext(aiter(self.stream)))

    def block(self, error: BaseException | None = None) -> None:
        """A ``with`` block of it, left with an error or without."""
        kind = None if error is None else type(error)
        if not self._either.awaited:
            self.stream.__enter__()
            self.stream.__exit__(kind, error, None)
        else:
            self._either.run(lambda: left(self.stream, kind, error))


async def waited(call: Callable[[], Any]) -> Any:
    result = call()
    return await result if inspect.isawaitable(result) else result


async def collected(stream: Any) -> list[bytes]:
    return [piece async for piece in stream]


async def left(stream: Any, kind: Any, error: Any) -> None:
    await stream.__aenter__()
    await stream.__aexit__(kind, error, None)


def sound(file: bytes) -> bytes:
    """The samples of a WAV."""
    assert file[:4] == b"RIFF"
    return file[file.index(b"data") + 8 :]
