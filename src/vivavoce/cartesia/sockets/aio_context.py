"""A context on a socket and what is said in it, for asyncio."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Generator, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias, Unpack, overload

from vivavoce.cartesia.core.awaited import AsyncOnly, Awaited
from vivavoce.cartesia.core.once import Once
from vivavoce.cartesia.core.renamed import CONTEXT, Renamed
from vivavoce.cartesia.flushed import Flushed
from vivavoce.cartesia.operations.options import spelled
from vivavoce.cartesia.operations.speech import ContextOptions, joined
from vivavoce.cartesia.sockets.talk import Talk, check_piece
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output
from vivavoce.errors import TimedOut

if TYPE_CHECKING:
    from vivavoce.client.aio_sockets import AsyncContext
    from vivavoce.client.feeding import AsyncFeeding, Errands
    from vivavoce.dialects.cartesia_socket import ServerMessage

Text: TypeAlias = str | Iterable[str] | AsyncIterable[str]


class AsyncTtsContext(AsyncOnly, Renamed, others=CONTEXT):
    """As ``TtsContext``, for asyncio; also an ``async with`` block."""

    def __init__(self, context: "AsyncContext[ServerMessage]", talk: Talk) -> None:
        self._context = context
        self._talk = talk

    @property
    def context_id(self) -> str:
        """Its id."""
        return self._talk.id

    @overload
    def send(  # type: ignore[overload-overlap]  # a text is an iterable of texts
        self, *, transcript: str, **options: Unpack[ContextOptions]
    ) -> "Coroutine[Any, Any, AsyncSocketOutputs]": ...
    @overload
    def send(
        self, *, transcript: Iterable[str] | AsyncIterable[str], **options: Unpack[ContextOptions]
    ) -> "AsyncSocketOutputs": ...
    @spelled(ContextOptions)
    def send(
        self, *, transcript: Text, **options: Unpack[ContextOptions]
    ) -> "Coroutine[Any, Any, AsyncSocketOutputs] | AsyncSocketOutputs":
        """As ``TtsContext.send``: await it with a text; with pieces, go through what it gives with ``async for``.

        The pieces may come from an asynchronous iterable as well; they are sent from a task of its own.
        """
        outputs = self._outputs(transcript, options, owner=not isinstance(transcript, str))
        return outputs._begun() if isinstance(transcript, str) else outputs

    async def no_more_inputs(self) -> None:
        """As ``TtsContext.no_more_inputs``."""
        message = self._talk.end()
        if message is not None:
            await self._context.send(message)
        elif not self._talk.begun:
            await self.cancel()

    async def flush(self) -> Flushed[AsyncIterator[Output]]:
        """As ``TtsContext.flush``."""
        await self._context.send(self._talk.flush())
        wanted = self._talk.flushes
        return Flushed(lambda: self._until(wanted), self.context_id)

    def receive(self) -> "AsyncSocketOutputs":
        """As ``TtsContext.receive``: go through it with ``async for``."""
        return AsyncSocketOutputs(self)

    async def cancel(self) -> None:
        """As ``TtsContext.cancel``."""
        self._talk.over = True
        await self._context.close()

    def is_closed(self) -> bool:
        """As ``TtsContext.is_closed``."""
        return self._talk.over

    def __repr__(self) -> str:
        return f"<AsyncTtsContext {self._talk}>"

    async def _next_output(self) -> Output | None:
        """As ``TtsContext._next_output``."""
        while not self._talk.over:
            patience = self._talk.patience
            try:
                return self._talk.output(await self._context.receive(patience))
            except Exception as error:
                if not self._talk.goes_on(error, patience):
                    raise
        return None

    def _outputs(self, transcript: Text, options: ContextOptions, *, owner: bool) -> "AsyncSocketOutputs":
        """What is said of a text, which is sent once they are begun."""
        if isinstance(transcript, str):
            message = self._talk.say(transcript, options)
            return AsyncSocketOutputs(self, lambda: self._context.send(message), owner=owner)
        self._talk.feed(transcript, options)
        return AsyncSocketOutputs(self, lambda: self._feed(transcript, options), owner=owner)

    async def _feed(self, pieces: Iterable[str] | AsyncIterable[str], options: ContextOptions) -> "AsyncFeeding":
        from vivavoce.client.feeding import AsyncFeeding

        return AsyncFeeding(
            pieces, check_piece, lambda piece: self._say_piece(piece, options), self.no_more_inputs, self._give_up
        )

    async def _say_piece(self, piece: str, options: ContextOptions) -> None:
        if piece:
            await self._context.send(self._talk.say(piece, options, more=True))

    async def _give_up(self) -> None:
        if not self._context.ended:
            await self.cancel()

    async def _until(self, flush: int) -> AsyncIterator[Output]:
        while self._talk.flushed < flush and (output := await self._next_output()) is not None:
            yield output

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.cancel()


class AsyncSocketOutputs(Awaited, Once, AsyncOnly):
    """As ``SocketOutputs``, for asyncio. Awaiting it sends what is to be said, and gives itself."""

    def __init__(
        self,
        context: AsyncTtsContext,
        begin: "Callable[[], Coroutine[Any, Any, AsyncFeeding | None]] | None" = None,
        *,
        owner: bool = False,
    ) -> None:
        self._context = context
        self._begin = begin
        self._owner = owner
        self._feeding: AsyncFeeding | None = None
        self._errands: Errands | None = None

    async def _begun(self) -> Self:
        """Itself, once what is to be said was sent."""
        begin, self._begin = self._begin, None
        if begin is not None:
            from vivavoce.client.feeding import Errands

            self._errands = Errands()
            self._feeding = await begin()
        return self

    def __await__(self) -> Generator[Any, None, Self]:
        return self._begun().__await__()

    def __aiter__(self) -> AsyncIterator[Output]:
        self._once()
        return self

    async def __anext__(self) -> Output:
        await self._begun()
        try:
            output = await self._context._next_output()
        except Exception as error:
            if self._feeding is not None and not isinstance(error, TimedOut):  # after which it goes on
                await self._feeding.stop()
            raise
        if output is None:
            if self._feeding is not None and self._feeding.failure is not None:
                raise self._feeding.failure
            self._ended = True
            raise StopAsyncIteration
        return output

    async def whole(self) -> Output:
        """All that is left of it as one output."""
        return joined([output async for output in self])

    async def close(self) -> None:
        """Want no more of it: cancels the context."""
        self._begin = None
        if self._feeding is not None:
            await self._feeding.stop()
        await self._context.cancel()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"<AsyncSocketOutputs of the context {self._context._talk}>"

    def __del__(self) -> None:
        if getattr(self, "_owner", False) and self._errands is not None and not self._context.is_closed():
            self._errands.run(left(self._context, self._feeding))


def left(context: AsyncTtsContext, feeding: "AsyncFeeding | None") -> Callable[[], Coroutine[Any, Any, None]]:
    """What is to be done when nobody holds the outputs any more."""

    async def leave() -> None:
        if feeding is not None:
            await feeding.stop()
        await context.cancel()

    return leave
