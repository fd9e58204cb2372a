"""The same verbs for asyncio: each step of the engine runs in a thread, one at a time, only when asked for."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from types import TracebackType
from typing import Self, Unpack

from vivavoce import inprocess
from vivavoce.core.events import Event
from vivavoce.core.voices import Voice
from vivavoce.engine.speaker import Speaker
from vivavoce.errors import BadRequest
from vivavoce.inprocess import CloneOptions, MixOptions, Named, Options, Parts, Sound
from vivavoce.recording import Recording

END = object()  # what a finished iterator yields, since StopIteration cannot leave a future


async def speak(text: str, voice: Named | None = None, **options: Unpack[Options]) -> Recording:
    """Say a text; see ``vivavoce.speak``. Cancelling it stops the voice."""
    if not isinstance(text, str):
        raise BadRequest(f"speak takes the whole text as str, got {type(text).__name__}; stream takes pieces")
    async with stream(text, voice, **options) as events:
        return Recording.of([event async for event in events], events.rate, text)


def stream(
    text: str | Iterable[str] | AsyncIterable[str], voice: Named | None = None, **options: Unpack[Options]
) -> "AsyncStream":
    """Say a text while it arrives, also from an asynchronous iterable; see ``vivavoce.stream``.

    An ``async with`` block over sound, words and phonemes as they come; leaving it, or being cancelled, stops the
    voice.
    """
    return AsyncStream(text, voice, options)


async def clone(clip: Sound, name: str | None = None, **options: Unpack[CloneOptions]) -> Voice:
    """The voice in a recording; see ``vivavoce.clone``."""
    return await asyncio.to_thread(inprocess.clone, clip, name, **options)


async def mix(parts: Parts, name: str | None = None, **options: Unpack[MixOptions]) -> Voice:
    """A voice between voices; see ``vivavoce.mix``."""
    return await asyncio.to_thread(inprocess.mix, parts, name, **options)


async def convert(clip: Sound, voice: Named) -> Recording:
    """Somebody's speech in another voice; see ``vivavoce.convert``."""
    return await asyncio.to_thread(inprocess.convert, clip, voice)


class AsyncStream:
    """Speech as it comes, for ``async with`` and ``async for``.

    rate: samples per second of its sound and its times; known inside the block
    """

    def __init__(self, text: str | Iterable[str] | AsyncIterable[str], voice: Named | None, options: Options) -> None:
        self._text, self._voice, self._options = text, voice, options
        self._threads = Threads()
        self._events: AsyncIterator[Event] | None = None
        self.rate = 0

    async def __aenter__(self) -> Self:
        if isinstance(self._text, AsyncIterable):
            request = inprocess.request("", self._voice, self._options)
            speaker = await asyncio.to_thread(inprocess.engine().speaker, request)
            self.rate, self._events = speaker.rate, self._arriving(self._text, speaker)
        else:
            speaking = await asyncio.to_thread(inprocess.stream, self._text, self._voice, **self._options)
            self.rate, self._events = speaking.rate, self._threads.each(speaking)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._events = None
        await self._threads.close()

    def __aiter__(self) -> AsyncIterator[Event]:
        return self

    async def __anext__(self) -> Event:
        if self._events is None:
            raise StopAsyncIteration
        return await anext(self._events)

    async def _arriving(self, pieces: AsyncIterable[str], speaker: Speaker) -> AsyncIterator[Event]:
        async for piece in pieces:
            async for event in self._threads.each(speaker.feed(piece)):
                yield event
        async for event in self._threads.each(speaker.close()):
            yield event


class Threads:
    """Takes the steps of iterators in threads, one at a time, and closes the last iterator however it is left."""

    def __init__(self) -> None:
        self._step: asyncio.Future[object] | None = None
        self._iterator: Iterator[Event] | None = None

    async def each(self, iterator: Iterator[Event]) -> AsyncIterator[Event]:
        """What the iterator yields, as asked for."""
        self._iterator = iterator
        while True:
            self._step = asyncio.ensure_future(asyncio.to_thread(next, iterator, END))
            # A thread cannot be cancelled: the step goes on behind the shield, and close() waits for it.
            event = await asyncio.shield(self._step)
            if event is END:
                return
            assert isinstance(event, Event)
            yield event

    async def close(self) -> None:
        """Wait for a step that is under way, then close the iterator: the engine stops."""
        if self._step is not None and not self._step.done():
            await asyncio.wait([self._step])
            self._step.exception()  # seen to, so that asyncio does not report it: whoever left wants no more of it
        close = getattr(self._iterator, "close", None)
        if close is not None:
            await asyncio.to_thread(close)
