"""The same verbs for asyncio: each step of the engine runs in a thread, one at a time, only when asked for."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Coroutine, Iterable, Iterator
from types import TracebackType
from typing import Any, Self, Unpack

from vivavoce import inprocess
from vivavoce.core.audio import Audio
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
    """Somebody's speech in another voice; see ``vivavoce.convert``. Cancelling it stops the work."""
    audio = await asyncio.to_thread(inprocess.audio_of, clip)
    wanted = await asyncio.to_thread(inprocess.voice_of, voice)
    converting = inprocess.engine().convert(inprocess.pieces_of(audio), wanted)
    pieces: list[Audio] = []
    while isinstance(piece := await asyncio.to_thread(next, converting, END), Audio):
        pieces.append(piece)
    return inprocess.converted(clip, audio, pieces)


class AsyncStream:
    """Speech as it comes, for ``async with`` and ``async for``.

    rate: samples per second of its sound and its times; known inside the block

    Waiting for an event may be cancelled or time out: the next wait goes on where it was.
    """

    def __init__(self, text: str | Iterable[str] | AsyncIterable[str], voice: Named | None, options: Options) -> None:
        self._text, self._voice, self._options = text, voice, options
        self._pieces: AsyncIterator[str] | None = None  # text that still arrives
        self._events: Iterator[Event] | None = None  # of the piece that is being said
        self._speaker: Speaker | None = None
        self._under_way: asyncio.Future[Any] | None = None
        self._entered = False
        self.rate = 0

    async def __aenter__(self) -> Self:
        self._entered = True
        if isinstance(self._text, AsyncIterable):
            if self._options.get("duration") is not None:
                raise BadRequest("a duration to hit needs the whole text at once, not pieces as they arrive")
            request = inprocess.request("", self._voice, self._options)
            self._speaker = await asyncio.to_thread(inprocess.engine().speaker, request)
            self._pieces, self.rate = aiter(self._text), self._speaker.rate
        else:
            speaking = await asyncio.to_thread(inprocess.stream, self._text, self._voice, **self._options)
            self._events, self.rate = speaking, speaking.rate
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            if self._events is None:  # waiting for text; a step in a thread cannot be cancelled, and is waited for
                under_way.cancel()
            await asyncio.wait([under_way])
            if not under_way.cancelled():
                under_way.exception()  # seen to, so that asyncio does not report it: whoever left wants no more of it
        events, pieces, self._events, self._pieces = self._events, self._pieces, None, None
        for close in (getattr(events, "close", None), getattr(self._text, "close", None)):
            if close is not None:
                await asyncio.to_thread(close)
        if isinstance(pieces, AsyncGenerator):
            await pieces.aclose()

    def __aiter__(self) -> AsyncIterator[Event]:
        return self

    async def __anext__(self) -> Event:
        if not self._entered:
            raise RuntimeError("a stream is a block: async with vivavoce.aio.stream(…) as events")
        while self._events is not None or self._pieces is not None:
            if self._events is None:
                await self._take_piece()
                continue
            event = await self._outcome(lambda: asyncio.to_thread(next, self._events, END))  # type: ignore[arg-type]
            if isinstance(event, Event):
                return event
            self._events = None
        raise StopAsyncIteration

    async def _take_piece(self) -> None:
        """Have the next piece of text said, or what is left once there is none."""
        assert self._speaker is not None
        piece = await self._outcome(self._next_piece)
        if piece is END:
            self._pieces, self._events = None, self._speaker.close()
        elif isinstance(piece, str):
            self._events = self._speaker.feed(piece)
        else:
            raise BadRequest(f"text comes as str, got {type(piece).__name__}: {str(piece)[:60]!r}")

    async def _next_piece(self) -> object:
        assert self._pieces is not None
        return await anext(self._pieces, END)

    async def _outcome(self, start: Callable[[], Coroutine[Any, Any, object]]) -> object:
        """What comes of the step that is under way, or else of the one that ``start`` begins.

        Whoever is cancelled while waiting leaves the step under way, for the next to wait for.
        """
        if self._under_way is None:
            self._under_way = asyncio.ensure_future(start())
        try:
            outcome = await asyncio.shield(self._under_way)
        except asyncio.CancelledError:
            raise  # only the wait has ended: what comes of the step belongs to the next one
        except BaseException:
            self._under_way = None
            raise
        self._under_way = None
        return outcome
