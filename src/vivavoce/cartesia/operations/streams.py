"""Reading answers that come bit by bit."""

import base64
import binascii
from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn

from vivavoce.cartesia.core.api_error import ApiError, api_error, bad_request
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.tts import PhonemeTimestamps, WordTimestamps
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output
from vivavoce.errors import AnswerBroken

if TYPE_CHECKING:
    from vivavoce.dialects.cartesia_socket import (
        Chunk,
        Done,
        Failure,
        FlushDone,
        PhonemeTimes,
        ServerMessage,
        Timestamps,
    )


class Pieces:
    """Bytes as they come, or cut to pieces of one size.

    size: bytes of each piece but the last, 1 or more; None leaves them as they come
    """

    def __init__(self, size: int | None = None) -> None:
        self._size = size
        self._rest = b""

    def feed(self, data: bytes, /) -> list[bytes]:
        if self._size is None:
            return [data] if data else []
        data = self._rest + data
        whole = len(data) // self._size * self._size
        self._rest = data[whole:]
        return [data[at : at + self._size] for at in range(0, whole, self._size)]

    def close(self) -> list[bytes]:
        rest, self._rest = self._rest, b""
        return [rest] if rest else []


def pieces(options: RequestOptions | None) -> Callable[[], Pieces]:
    """Makes decoders of bytes, as the options of a call want them. Raises BadRequest for a size that cannot be."""
    size = options.get("chunk_size") if isinstance(options, Mapping) else None
    if size is not None and (isinstance(size, bool) or not isinstance(size, int) or size < 1):
        raise bad_request(f"chunk_size is a number of bytes, 1 or more; got {size!r}")
    return lambda: Pieces(size)


class Ended(Enum):
    """What an event says that carries nothing but the end."""

    ENDED = "ended"


class Events:
    """Server-sent events as outputs, to the event that ends them.

    read: the output of an event's data; ENDED of the one that says so, None of one that is of no interest
    """

    def __init__(self, read: Callable[[str], Output | Ended | None]) -> None:
        from vivavoce.dialects.sse import Reader

        self._reader = Reader()
        self._read = read
        self._ended = False

    def feed(self, data: bytes, /) -> list[Output]:
        outputs = []
        for event in self._reader.feed(data):
            match self._read(event.data):
                case Output() as output:
                    outputs.append(output)
                case Ended.ENDED:
                    self._ended = True
        return outputs

    def close(self) -> list[Output]:
        if not self._ended:
            raise AnswerBroken("the events broke off: the server did not say that it was done")
        return []


def speech_event(data: str) -> Output | Ended | None:
    """An event of speech. Raises ApiError of one that tells of an error."""
    from vivavoce.dialects.cartesia_socket import server_message

    message = server_message(data)
    return None if message is None else output_of(message)


def conversion_event(data: str) -> Output | Ended | None:
    """An event of a voice change, which need not say of what type it is. Raises ApiError of one that tells an error."""
    import msgspec

    event = msgspec.json.decode(data)
    if not isinstance(event, Mapping):
        raise AnswerBroken(f"an event is a JSON object, got {data[:80]!r}")
    if event.get("type") == "error" or "error" in event or "error_code" in event:
        raise api_error(event.get("status_code"), dict(event))
    if event.get("done"):
        return Ended.ENDED
    told = {name: event[name] for name in ("context_id", "status_code", "step_time", "sample_rate") if name in event}
    return Output.of({"type": "chunk", "audio": sound_of(event.get("data")), **told})


def sound_of(data: object) -> bytes:
    try:
        return base64.b64decode(data, validate=True)  # type: ignore[arg-type]
    except (TypeError, ValueError, binascii.Error) as error:
        raise AnswerBroken(f"the sound of an event is no base64: {error}") from error


def output_of(message: "ServerMessage") -> Output | Ended:
    """The message as callers see it. Raises ApiError of one that tells an error."""
    return MEANINGS[type(message).__name__](message)


# Thousands of chunks come of one text, so they take the short way.


def chunk_output(message: "Chunk") -> Output:
    return Output.trusted(
        {
            "type": "chunk",
            "audio": message.data,
            "step_time": message.step_time,
            "context_id": message.context_id,
            "status_code": message.status_code,
            **flush_told(message),
        }
    )


def words_output(message: "Timestamps") -> Output:
    words = message.word_timestamps
    told = WordTimestamps(words=words.words, start=words.start, end=words.end) if words else None
    return Output(type="timestamps", word_timestamps=told, **common(message))


def phonemes_output(message: "PhonemeTimes") -> Output:
    sounds = message.phoneme_timestamps
    told = PhonemeTimestamps(phonemes=sounds.phonemes, start=sounds.start, end=sounds.end) if sounds else None
    return Output(type="phoneme_timestamps", phoneme_timestamps=told, **common(message))


def flush_output(message: "FlushDone") -> Output:
    return Output(type="flush_done", flush_done=True, **common(message))


def end_output(message: "Done") -> Ended:
    return Ended.ENDED


def failure_output(message: "Failure") -> NoReturn:
    raise failure_of(message)


# By name of their class: the classes load msgspec, which importing this must not.
MEANINGS: dict[str, Callable[[Any], Output | Ended]] = {
    "Chunk": chunk_output,
    "Timestamps": words_output,
    "PhonemeTimes": phonemes_output,
    "FlushDone": flush_output,
    "Done": end_output,
    "Failure": failure_output,
}


def common(message: Any) -> dict[str, Any]:
    """What every message carries, without what it left out."""
    return {"context_id": message.context_id, "status_code": message.status_code, **flush_told(message)}


def flush_told(message: Any) -> dict[str, int]:
    flush = message.flush_id
    return {"flush_id": flush} if isinstance(flush, int) else {}


def failure_of(message: Any) -> ApiError:
    """The error that a message tells of."""
    import msgspec

    body = {name: value for name, value in msgspec.to_builtins(message).items() if value is not None}
    return api_error(message.status_code, body)
