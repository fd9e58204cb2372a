"""A context on a socket and what is said in it, for clients that block."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from vivavoce.cartesia.core.once import Once
from vivavoce.cartesia.core.renamed import CONTEXT, Renamed
from vivavoce.cartesia.flushed import Flushed
from vivavoce.cartesia.operations.options import spelled
from vivavoce.cartesia.operations.speech import ContextOptions, joined
from vivavoce.cartesia.sockets.talk import Talk, check_piece
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output
from vivavoce.errors import TimedOut

if TYPE_CHECKING:
    from vivavoce.client.feeding import Feeding
    from vivavoce.client.sockets import Context
    from vivavoce.dialects.cartesia_socket import ServerMessage


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
        while not self._talk.over:
            patience = self._talk.patience
            try:
                return self._talk.output(self._context.receive(patience))
            except Exception as error:
                if not self._talk.goes_on(error, patience):
                    raise
        return None

    def _outputs(self, transcript: str | Iterable[str], options: ContextOptions, *, owner: bool) -> "SocketOutputs":
        """What is said of a text, which is sent.

        owner: whether leaving them leaves the context
        """
        if isinstance(transcript, str):
            self._context.send(self._talk.say(transcript, options))
            return SocketOutputs(self, owner=owner)
        from vivavoce.client.feeding import Feeding

        self._talk.feed(transcript, options)
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
