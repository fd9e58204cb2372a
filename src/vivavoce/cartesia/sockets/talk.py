"""A context on a socket as a value: what it sends, and what is made of what comes."""

from collections.abc import AsyncIterable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.operations.options import check_names, sendable, some_text
from vivavoce.cartesia.operations.speech import ContextOptions, generation_of
from vivavoce.cartesia.operations.streams import Ended, output_of
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output
from vivavoce.errors import EmptyText, TimedOut

if TYPE_CHECKING:
    from vivavoce.client.contexts import Wire
    from vivavoce.dialects.cartesia import Generation
    from vivavoce.dialects.cartesia_socket import ServerMessage

PATH = "/tts/websocket"

# Seconds for the first text to be sent while somebody listens already: what writes it, a language model perhaps, has
# begun by then, and whoever forgot to send is told soon.
PATIENCE = 10.0


def wire() -> "Wire[ServerMessage]":
    """What a socket is told of the protocol's messages."""
    from vivavoce.client.contexts import Wire
    from vivavoce.dialects.cartesia_socket import Cancel, encoded, server_message

    return Wire(
        decode=server_message,
        context_of=lambda message: message.context_id,
        ends=lambda message: message.done,
        cancel=lambda context: encoded(Cancel(context_id=context)),
    )


class Talk:
    """What one context sends, and how far it has come.

    id: of the context; one is made when none is given
    timeout: seconds to wait for a message, as the client was told
    begun: whether anything was sent; complete: whether the end of the text was
    fed: whether text comes from an iterable, perhaps later; over: whether nothing more comes
    """

    def __init__(self, id: str | None = None, timeout: float | None = None) -> None:
        self.id = str(uuid4()) if id is None else some_text("context_id", id)
        self.begun = False
        self.complete = False
        self.over = False
        self.fed = False
        self.flushes = 0  # asked for
        self.flushed = 0  # told to be done
        self._last: Generation | None = None
        self._patience = min(PATIENCE, timeout or PATIENCE)

    def say(self, transcript: str, options: ContextOptions | Mapping[str, Any], *, more: bool | None = None) -> bytes:
        """The message that says a text.

        more: whether more follows; None as the options say
        raises: BadRequest or TypeError for what cannot be
        """
        check_names("send", {**options, "transcript": transcript}, SayOptions)
        wanted = options.get("context_id")
        if wanted not in (None, self.id):
            raise bad_request(f"this context is {self.id!r}; the message is for {wanted!r}")
        if self.complete or self.over:
            why = "has ended" if self.over else "was told that no more text follows"
            raise bad_request(f"the context {self.id!r} {why}; begin another one")
        continues = bool(options.get("continue_")) if more is None else more
        flush = bool(options.get("flush"))
        values = {**options, "continue_": continues, "flush": flush or None, "context_id": self.id}
        if continues and not flush and transcript == "":
            raise bad_request(
                "send: the transcript is empty; what tells that more follows is the text that does", EmptyText
            )
        says_something = not (flush or continues or self.begun)  # a piece may be a space between two words
        generation = generation_of(
            "send", {**values, "transcript": transcript}, raw_only=True, says_something=says_something
        )
        self.begun, self.complete, self._last = True, not continues, generation
        self.flushes += flush
        return self._encoded(generation)

    def feed(self, pieces: object, options: ContextOptions | Mapping[str, Any]) -> None:
        """Note that text comes in pieces, which ``say`` is given one by one.

        Raises as it would of any text, and BadRequest for what cannot be gone through.
        """
        if isinstance(pieces, bytes | Mapping) or not isinstance(pieces, Iterable | AsyncIterable):
            raise bad_request(f"transcript is a text, or an iterable of pieces of it, got {type(pieces).__name__}")
        Talk(self.id).say("a", options)
        self.fed = True

    def end(self) -> bytes | None:
        """The message that no more text follows; None when that needs no saying."""
        if self.complete or self.over or self._last is None:
            self.complete = True
            return None
        self.complete = True
        return self._again(continue_=False, flush=None)

    def flush(self) -> bytes:
        """The message that all that was sent is to be said now. Raises BadRequest when nothing was."""
        if self._last is None or self.complete or self.over:
            raise bad_request(f"the context {self.id!r} has no text under way that could be flushed")
        self.flushes += 1
        return self._again(continue_=True, flush=True)

    def output(self, message: "ServerMessage | None") -> Output | None:
        """What a message brings; None of the last one, and when there is none. Raises ApiError of one of an error."""
        output = Ended.ENDED if message is None else output_of(message)
        if output is Ended.ENDED:
            self.over = True
            return None
        self.flushed += output.type == "flush_done"
        return output

    @property
    def patience(self) -> float | None:
        """Seconds to wait for somebody else to send the first text; None once that was done."""
        return None if self.begun or self.fed else self._patience

    def goes_on(self, error: Exception, patience: float | None) -> bool:
        """Whether to wait again after an error, as the first text was sent meanwhile.

        Otherwise it notes that nothing more comes, but after one of waiting too long, which is told what may help.

        patience: what it was when the waiting began
        raises: BadRequest when nothing could come, as nothing was sent
        """
        late = isinstance(error, TimedOut)
        if late and patience is not None and self.patience is None:
            return True
        self.over = not late
        if late and self.patience is not None:
            raise bad_request(
                f"nothing was sent to the context {self.id!r} in {self.patience:g} s, so nothing comes: send a text"
            ) from error
        if late and not (self.complete or self.fed):
            error.args = (f"{error}; the context was told that more text follows: no_more_inputs() ends it",)
        return False

    def __str__(self) -> str:
        state = "over" if self.over else "to which nothing was sent" if not self.begun else "under way"
        return f"{self.id!r}, {state}"

    def _again(self, **changes: Any) -> bytes:
        """The last message without its text, changed."""
        import msgspec

        assert self._last is not None
        return self._encoded(msgspec.structs.replace(self._last, transcript="", **changes))

    def _encoded(self, generation: "Generation") -> bytes:
        from vivavoce.dialects.cartesia_socket import encoded

        return encoded(generation)


class SayOptions(ContextOptions):
    """All that makes a message of a context."""

    transcript: str


def check_piece(piece: object) -> None:
    """Raise BadRequest when it is no text."""
    if not isinstance(piece, str):
        raise bad_request(f"pieces of a transcript are texts, got {type(piece).__name__}: {piece!r:.40}")
    sendable("a piece of the transcript", piece)
