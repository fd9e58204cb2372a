"""Speech over a socket: many contexts on one connection, from many threads or tasks."""

import contextlib
import threading
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Generator, Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, Unpack, cast, overload

from vivavoce.cartesia.connection import Awaiting, Blocking, explained
from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.core.awaited import AsyncOnly, Awaited
from vivavoce.cartesia.core.once import Once
from vivavoce.cartesia.core.renamed import CONTEXT, SOCKET, Renamed
from vivavoce.cartesia.flushed import Flushed
from vivavoce.cartesia.operations.options import sendable, spelled
from vivavoce.cartesia.operations.speech import ContextOptions, SendOptions, joined
from vivavoce.cartesia.operations.talk import PATH, Talk, wire
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output
from vivavoce.errors import TimedOut

if TYPE_CHECKING:
    from vivavoce.client.aio_sockets import AsyncContext, AsyncSocket
    from vivavoce.client.feeding import AsyncFeeding, Errands, Feeding
    from vivavoce.client.sockets import Context, Socket
    from vivavoce.dialects.cartesia_socket import ServerMessage

Text: TypeAlias = str | Iterable[str] | AsyncIterable[str]


class TtsWebsocket(Renamed, others=SOCKET):
    """A socket for speech, also a ``with`` block; many contexts share it, from many threads.

    When the connection is lost, what was being said ends with an error, and the next ``send`` connects again.
    """

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection
        self._socket: Socket[ServerMessage] | None = None
        self._opening = threading.Lock()

    def connect(self) -> None:
        """Connect now, if there is no connection. Raises ApiError when the server refuses, ConnectionFailed.

        Example::

            ws = client.tts.websocket()
            ws.close()
            ws.connect()
        """
        with explained(self._connection.settings):
            self._opened().connect()

    def close(self) -> None:
        """Close the connection; what is being said ends with an error.

        Example::

            ws = client.tts.websocket()
            ws.close()
        """
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.close()

    def context(self, context_id: str | None = None) -> "TtsContext":
        """A context: texts that are said as one.

        context_id: its id; one is made up when none is given

        Example::

            with client.tts.websocket() as ws:
                print(ws.context().context_id)
        """
        talk = Talk(context_id, self._connection.settings.timeout)
        return TtsContext(self._opened().context(talk.id), talk)

    @overload
    def send(
        self, *, transcript: str | Iterable[str], stream: Literal[True] = True, **options: Unpack[SendOptions]
    ) -> "SocketOutputs": ...
    @overload
    def send(
        self, *, transcript: str | Iterable[str], stream: Literal[False], **options: Unpack[SendOptions]
    ) -> Output: ...
    @spelled(SendOptions)
    def send(
        self, *, transcript: str | Iterable[str], stream: bool = True, **options: Unpack[SendOptions]
    ) -> "SocketOutputs | Output":
        """Say a text.

        transcript: the text, or pieces of it as they arrive (see ``send`` of a context)
        stream: whether the sound is wanted as it comes; False waits and gives all as one
        options: as in ``SendOptions``; the format is raw
        returns: outputs, each with ``audio`` (bytes) or times. Leaving them before their end stops the server
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError, also in the middle

        Example::

            with client.tts.websocket() as ws:
                output = ws.send(
                    model_id="sonic-3",
                    transcript="Hello, world!",
                    voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                    output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                    add_timestamps=True,
                    stream=False,
                )
                for word, start in zip(output.word_timestamps.words, output.word_timestamps.start):
                    print(f"{start:.2f} {word}")
        """
        outputs = self.context(options.get("context_id"))._outputs(
            transcript, cast("ContextOptions", options), owner=True
        )
        return outputs if stream else outputs.whole()

    def __repr__(self) -> str:
        return f"<TtsWebsocket of {self._connection.settings.where}>"

    def _opened(self) -> "Socket[ServerMessage]":
        with self._opening:
            if self._socket is None:
                self._socket = self._connection.client.socket(PATH, wire())
            return self._socket

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class TtsContext(Renamed, others=CONTEXT):
    """Texts that are said as one, over a socket; also a ``with`` block, which cancels what is not over."""

    def __init__(self, context: "Context[ServerMessage]", talk: Talk) -> None:
        self._context = context
        self._talk = talk

    @property
    def context_id(self) -> str:
        """Its id."""
        return self._talk.id

    @spelled(ContextOptions)
    def send(self, *, transcript: str | Iterable[str], **options: Unpack[ContextOptions]) -> "SocketOutputs":
        """Say a text, or more of it.

        transcript: the text, sent at once; or an iterable of pieces, each sent as it arrives, from a thread of its
            own, while one listens. Pieces are joined as they are, so they carry their own spaces
        options: as in ``ContextOptions``; the first text of a context decides who says it and how. With
            ``continue_=True`` more may follow until ``no_more_inputs``; pieces end by themselves
        returns: what is said from now on, as ``receive`` gives it
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError, also in the middle

        Example::

            def words():
                yield "The road goes ever on "
                yield "and on."

            with client.tts.websocket() as ws:
                for output in ws.context().send(
                    model_id="sonic-3",
                    transcript=words(),
                    voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                    output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                ):
                    print(len(output.audio or b""), "bytes of sound")
        """
        return self._outputs(transcript, options, owner=not isinstance(transcript, str))

    def no_more_inputs(self) -> None:
        """Tell that no more text follows; what was sent is said to its end.

        Example::

            with client.tts.websocket() as ws:
                context = ws.context()
                for piece in ["The road goes ever on ", "and on."]:
                    context.send(
                        model_id="sonic-3",
                        transcript=piece,
                        voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                        output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                        continue_=True,
                    )
                context.no_more_inputs()
                sound = b"".join(output.audio or b"" for output in context.receive())
        """
        message = self._talk.end()
        if message is not None:
            self._context.send(message)
        elif not self._talk.begun:
            self.cancel()

    def flush(self) -> Flushed[Iterator[Output]]:
        """Have all that was sent said now, although more may follow.

        returns: gives, when called, what is said up to there: ``for output in context.flush()(): …``
        raises: BadRequest when nothing was sent

        Example::

            with client.tts.websocket() as ws:
                context = ws.context()
                context.send(
                    model_id="sonic-3",
                    transcript="First this.",
                    voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                    output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                    continue_=True,
                )
                first = b"".join(output.audio or b"" for output in context.flush()())
                context.no_more_inputs()
                rest = b"".join(output.audio or b"" for output in context.receive())
        """
        self._context.send(self._talk.flush())
        wanted = self._talk.flushes
        return Flushed(lambda: self._until(wanted), self.context_id)

    def receive(self) -> "SocketOutputs":
        """What is said, until all is. Raises BadRequestError when nothing is sent for 10 s; TimedOut; ApiError.

        Example::

            with client.tts.websocket() as ws:
                context = ws.context()
                context.send(
                    model_id="sonic-3",
                    transcript="Hello, world!",
                    voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                    output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                )
                for output in context.receive():
                    print(output.type, output.context_id)
        """
        return SocketOutputs(self)

    def cancel(self) -> None:
        """Stop it: nothing more is said, and nothing of it follows.

        Example::

            with client.tts.websocket() as ws:
                context = ws.context()
                context.send(
                    model_id="sonic-3",
                    transcript="This is not heard to its end.",
                    voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                    output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
                )
                context.cancel()
        """
        self._talk.over = True
        self._context.close()

    def is_closed(self) -> bool:
        """Whether nothing more comes.

        Example::

            with client.tts.websocket() as ws:
                assert not ws.context().is_closed()
        """
        return self._talk.over

    def __repr__(self) -> str:
        return f"<TtsContext {self._talk}>"

    def _next_output(self) -> Output | None:
        """The next output, waiting for it; None after the last."""
        if self._talk.over:
            return None
        patience = self._talk.patience
        try:
            return self._talk.output(self._context.receive(patience))
        except Exception as error:
            if isinstance(error, TimedOut) and patience is not None and self._talk.patience is None:
                return self._next_output()  # begun while it waited
            self._talk.fail(error)
            raise

    def _outputs(self, transcript: str | Iterable[str], options: ContextOptions, *, owner: bool) -> "SocketOutputs":
        """What is said of a text, which is sent.

        owner: whether leaving them leaves the context
        """
        if isinstance(transcript, str):
            self._context.send(self._talk.say(transcript, options))
            return SocketOutputs(self, owner=owner)
        from vivavoce.client.feeding import Feeding

        check_pieces(transcript)
        self._talk.check(options)
        self._talk.fed = True
        feeding = Feeding(
            transcript, check_piece, lambda piece: self._say_piece(piece, options), self.no_more_inputs, self._give_up
        )
        return SocketOutputs(self, feeding, owner=owner)

    def _say_piece(self, piece: str, options: ContextOptions) -> None:
        if piece:
            self._context.send(self._talk.say(piece, options, more=True))

    def _give_up(self) -> None:
        """Wake whoever listens, as no more text comes. A context that has ended tells by itself why."""
        if not self._context.ended:
            self.cancel()

    def _until(self, flush: int) -> Iterator[Output]:
        while self._talk.flushed < flush and (output := self._next_output()) is not None:
            yield output

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cancel()


class SocketOutputs(Once):
    """What is said in a context: sound and times, as they come; also a ``with`` block.

    Where it came from ``send`` of a socket, or of pieces of text, leaving it before its end cancels the context; what
    ``receive`` gave may be left and taken up again.
    """

    def __init__(self, context: TtsContext, feeding: "Feeding | None" = None, *, owner: bool = False) -> None:
        self._context = context
        self._feeding = feeding
        self._owner = owner

    def __iter__(self) -> Iterator[Output]:
        self._once()
        return self

    def __next__(self) -> Output:
        try:
            output = self._context._next_output()
        except Exception as error:
            if not isinstance(error, TimedOut):  # after which it goes on
                self._stop()
            raise
        if output is None:
            if self._feeding is not None and self._feeding.failure is not None:
                raise self._feeding.failure
            self._ended = True
            raise StopIteration
        return output

    def whole(self) -> Output:
        """All that is left of it as one output."""
        return joined(self)

    def close(self) -> None:
        """Want no more of it: cancels the context."""
        self._stop()
        self._context.cancel()

    def _stop(self) -> None:
        if self._feeding is not None:
            self._feeding.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<SocketOutputs of the context {self._context._talk}>"

    def __del__(self) -> None:
        if getattr(self, "_owner", False) and not self._context.is_closed():
            self._stop()
            # This may run while any lock is held, in whatever thread drops the last reference.
            with contextlib.suppress(RuntimeError):  # the interpreter is going down
                threading.Thread(target=self._context.cancel, daemon=True).start()


class AsyncTtsWebsocket(AsyncOnly, Renamed, others=SOCKET):
    """As ``TtsWebsocket``, for asyncio: await it to connect, or enter it with ``async with``."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection
        self._socket: AsyncSocket[ServerMessage] | None = None

    async def connect(self) -> None:
        """As ``TtsWebsocket.connect``."""
        with explained(self._connection.settings):
            await self._opened().connect()

    async def close(self) -> None:
        """As ``TtsWebsocket.close``."""
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

    def context(self, context_id: str | None = None) -> "AsyncTtsContext":
        """As ``TtsWebsocket.context``."""
        talk = Talk(context_id, self._connection.settings.timeout)
        return AsyncTtsContext(self._opened().context(talk.id), talk)

    @overload
    def send(
        self, *, transcript: Text, stream: Literal[True] = True, **options: Unpack[SendOptions]
    ) -> "AsyncSocketOutputs": ...
    @overload
    def send(
        self, *, transcript: Text, stream: Literal[False], **options: Unpack[SendOptions]
    ) -> Coroutine[Any, Any, Output]: ...
    @spelled(SendOptions)
    def send(
        self, *, transcript: Text, stream: bool = True, **options: Unpack[SendOptions]
    ) -> "AsyncSocketOutputs | Coroutine[Any, Any, Output]":
        """As ``TtsWebsocket.send``: go through it with ``async for``; it may be awaited before that.

        The text may come from an asynchronous iterable as well.
        """
        outputs = self.context(options.get("context_id"))._outputs(
            transcript, cast("ContextOptions", options), owner=True
        )
        return outputs if stream else outputs.whole()

    def __repr__(self) -> str:
        return f"<AsyncTtsWebsocket of {self._connection.settings.where}>"

    def _opened(self) -> "AsyncSocket[ServerMessage]":
        if self._socket is None:
            self._socket = self._connection.client.socket(PATH, wire())
        return self._socket

    async def _connected(self) -> Self:
        await self.connect()
        return self

    def __await__(self) -> Generator[Any, None, Self]:
        return self._connected().__await__()

    async def __aenter__(self) -> Self:
        return await self._connected()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()


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
        if self._talk.over:
            return None
        patience = self._talk.patience
        try:
            return self._talk.output(await self._context.receive(patience))
        except Exception as error:
            if isinstance(error, TimedOut) and patience is not None and self._talk.patience is None:
                return await self._next_output()  # begun while it waited
            self._talk.fail(error)
            raise

    def _outputs(self, transcript: Text, options: ContextOptions, *, owner: bool) -> "AsyncSocketOutputs":
        """What is said of a text, which is sent once they are begun."""
        if isinstance(transcript, str):
            message = self._talk.say(transcript, options)
            return AsyncSocketOutputs(self, lambda: self._context.send(message), owner=owner)
        check_pieces(transcript)
        self._talk.check(options)
        self._talk.fed = True
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


def check_pieces(pieces: object) -> None:
    """Raise BadRequest unless it can be gone through."""
    if isinstance(pieces, bytes | Mapping) or not isinstance(pieces, Iterable | AsyncIterable):
        raise bad_request(f"transcript is a text, or an iterable of pieces of it, got {type(pieces).__name__}")


def check_piece(piece: object) -> None:
    """Raise BadRequest when it is no text."""
    if not isinstance(piece, str):
        raise bad_request(f"pieces of a transcript are texts, got {type(piece).__name__}: {piece!r:.40}")
    sendable("a piece of the transcript", piece)
