"""Both clients, driven alike, so that a test says once what is true of either."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from tests.served import TONE
from vivavoce.cartesia import AsyncCartesia, Cartesia

VOICE = "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"  # one that clients know
RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000}
WAV = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000}
ONE_TWO = 4320 * 2  # bytes: tones of 80 ms, 20 ms between them, 24 000 samples of 2 bytes a second
APART = 3840 * 2  # when they are said one by one, without the 20 ms between them


class Either:
    """One of the two clients.

    runner: of the event loop that the awaited one lives in; None for the blocking one
    """

    def __init__(self, runner: asyncio.Runner | None, **settings: Any) -> None:
        self._runner = runner
        self.client: Any = Cartesia(**settings) if runner is None else AsyncCartesia(**settings)

    @property
    def awaited(self) -> bool:
        return self._runner is not None

    def get(self, call: Callable[[Any], Any]) -> Any:
        """What comes of a call, waited for."""
        return self.run(lambda: call(self.client))

    def run(self, call: Callable[[], Any]) -> Any:
        """What comes of something that may have to be awaited, waited for."""
        if self._runner is None:
            return call()
        return self._runner.run(waited(call))

    def items(self, call: Callable[[Any], Any]) -> list[Any]:
        """All that a call yields."""
        return self.listed(lambda: call(self.client))

    def listed(self, call: Callable[[], Any]) -> list[Any]:
        """All that something yields."""
        if self._runner is None:
            return list(call())
        return self._runner.run(collected(call))

    def close(self) -> None:
        self.get(lambda client: client.close())


async def waited(call: Callable[[], Any]) -> Any:
    result = call()
    return await result if inspect.isawaitable(result) else result


async def collected(call: Callable[[], Any]) -> list[Any]:
    return [item async for item in call()]


def said(**options: Any) -> dict[str, Any]:
    """What it takes to say something, with changes."""
    return {"model_id": "sonic-3", "transcript": "one two", "voice": {"id": VOICE}, "output_format": RAW, **options}


def tones(**options: Any) -> dict[str, Any]:
    return said(voice={"id": TONE}, **options)


def without_text(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in tones(**options).items() if name != "transcript"}


def sound(outputs: list[Any]) -> bytes:
    return b"".join(output.audio for output in outputs if output.audio is not None)
