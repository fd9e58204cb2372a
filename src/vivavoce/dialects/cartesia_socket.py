"""Cartesia's messages: of the socket in both directions, and of event streams, which have the same ones.

Every message from the server carries ``type``, ``context_id``, ``status_code`` and ``done``. What the traps are that
shaped them is told where they are met.
"""

from typing import TypeAlias

import msgspec
from msgspec import UNSET, Struct, UnsetType

from vivavoce.dialects.cartesia import ContextId, Generation, error_object, plain_json
from vivavoce.errors import BadRequest, VivavoceError

STREAMING = 206  # the status of every message while the context goes on


class Envelope(Struct, kw_only=True, omit_defaults=True):
    """What is looked at in every message from a client; on a context that is open, nothing else is.

    Old clients end a context with a message of another model, another format and a voice of 192 ones.
    """

    context_id: ContextId | None = None
    transcript: str | None = None
    continue_: bool | None = msgspec.field(default=None, name="continue")
    flush: bool | None = None
    cancel: bool | None = None


class Cancel(Struct, kw_only=True):
    """A client's message: nothing more of this context."""

    context_id: str
    cancel: bool = True


class WordTimestamps(Struct, kw_only=True):
    """Words and when they sound, in seconds from the beginning of the context; all three as long as one another."""

    words: list[str]
    start: list[float]
    end: list[float]


class PhonemeTimestamps(Struct, kw_only=True):
    """Speech sounds in IPA and when they sound, in seconds from the beginning of the context."""

    phonemes: list[str]
    start: list[float]
    end: list[float]


class Chunk(Struct, tag="chunk", kw_only=True):
    """Sound. data: base64 on the wire; step_time: milliseconds it took to make."""

    context_id: str | None = None
    status_code: int = STREAMING
    done: bool = False
    data: bytes
    step_time: float = 0.0
    flush_id: int | UnsetType | None = UNSET


class ChangedChunk(Struct, tag="chunk", kw_only=True):
    """Sound of the voice changer's event stream, which has no contexts."""

    status_code: int = STREAMING
    done: bool = False
    data: bytes
    step_time: float = 0.0
    sample_rate: int


class Timestamps(Struct, tag="timestamps", kw_only=True):
    """When words sound."""

    context_id: str | None = None
    status_code: int = STREAMING
    done: bool = False
    word_timestamps: WordTimestamps | None
    flush_id: int | UnsetType | None = UNSET


class PhonemeTimes(Struct, tag="phoneme_timestamps", kw_only=True):
    """When speech sounds sound."""

    context_id: str | None = None
    status_code: int = STREAMING
    done: bool = False
    phoneme_timestamps: PhonemeTimestamps | None
    flush_id: int | UnsetType | None = UNSET


class FlushDone(Struct, tag="flush_done", kw_only=True):
    """All that was sent before the flush has been said."""

    context_id: str | None = None
    status_code: int = STREAMING
    done: bool = False
    flush_done: bool = True
    flush_id: int | None


class Done(Struct, tag="done", kw_only=True):
    """The context has ended; nothing of it follows."""

    context_id: str | None = None
    status_code: int = STREAMING
    done: bool = True


class Failure(Struct, tag="error", kw_only=True):
    """The context has ended by an error. Old clients read ``error``, newer ones title and message."""

    context_id: str | None = None
    status_code: int = 500
    done: bool = True
    error: str | None = None
    error_code: str | None = None
    title: str | None = None
    message: str | None = None
    request_id: str | None = None
    doc_url: str | UnsetType | None = UNSET


ServerMessage: TypeAlias = Chunk | Timestamps | PhonemeTimes | FlushDone | Done | Failure

_encode = msgspec.json.Encoder().encode
_envelope = msgspec.json.Decoder(Envelope)
_generation = msgspec.json.Decoder(Generation, strict=False)  # JSON of some languages has 8000.0 for 8000
_message: msgspec.json.Decoder[ServerMessage] = msgspec.json.Decoder(ServerMessage)


class Kind(Struct):
    """What every message has, also one of a kind that is newer than this client."""

    type: str | None = None
    context_id: ContextId | None = None


_kind = msgspec.json.Decoder(Kind)


def encoded(message: ServerMessage | Generation | Cancel) -> bytes:
    """The message as one line of JSON."""
    return _encode(message)


def envelope(message: str | bytes) -> Envelope:
    """What a client's message is about. Raises BadRequest when it is no such message."""
    try:
        return _envelope.decode(message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(f"a message is a JSON object of the protocol; {error}") from error


def context_named(message: str | bytes) -> str | None:
    """The context that a message names which is otherwise none of the protocol; None when it names none."""
    try:
        return _kind.decode(message).context_id or None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def generation(message: str | bytes) -> Generation:
    """What a message that opens a context asks for. Raises BadRequest naming the field that cannot be."""
    try:
        return _generation.decode(message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(f"the message is not as it should be: {error}") from error


def server_message(message: str | bytes) -> ServerMessage | None:
    """A server's message; None for a kind that this client does not know.

    raises: BadRequest when it is no JSON, or its fields are not those of its kind
    """
    try:
        return _message.decode(message)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        try:
            kind = _kind.decode(message).type
        except (msgspec.DecodeError, UnicodeDecodeError):
            kind = "chunk"
        if kind in KINDS:
            raise BadRequest(f"the server sent what is no message of the protocol: {error}") from error
        return None


KINDS = frozenset({"chunk", "timestamps", "phoneme_timestamps", "flush_done", "done", "error"})


def failure(error: VivavoceError, context_id: str | None, request_id: str = "") -> Failure:
    """The error as a message, with the fields of both generations."""
    told = error_object(error, request_id)
    return Failure(
        context_id=context_id,
        status_code=error.status,
        error=f"{told.title}: {told.message}",
        error_code=told.error_code,
        title=told.title,
        message=told.message,
        request_id=told.request_id,
    )


def flat_json(message: Struct) -> bytes:
    """The message for an event stream: ASCII in one line.

    Cartesia's clients of 2024 take all from the first { to the next } for the message: braces inside texts are escaped
    where the message is flat, as all those are that they ask for.
    """
    data = plain_json(message)
    if isinstance(message, Failure):
        return b"{" + data[1:-1].replace(b"{", b"\\u007b").replace(b"}", b"\\u007d") + b"}"
    return data
