"""A plain client of Cartesia's socket, that knows nothing of this project's code: JSON over a WebSocket."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from socket import SHUT_RDWR
from typing import Any, Self

import numpy as np
from websockets.sync.client import ClientConnection, connect

PATIENCE = 10.0  # seconds: whatever takes longer hangs

TONE = [0.0] * 192  # the exact engine's own voice in numbers
RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}
WIDTH, RATE = 2, 24_000  # bytes of a sample, samples per second, of RAW
MS = RATE // 1000
ENDS = ("done", "error")

Message = dict[str, Any]


def opening(text: str = "Abcde.", context: str | None = "a", **more: Any) -> Message:
    """A message that opens a context on the exact engine; a value of None is sent as null."""
    message: Message = {
        "model_id": "tone",
        "transcript": text,
        "voice": {"mode": "embedding", "embedding": TONE},
        "output_format": RAW,
        "context_id": context,
    }
    if context is None:
        del message["context_id"]
    continues = more.pop("continues", None)
    if continues is not None:
        message["continue"] = continues
    return message | more


def more_of(context: str, text: str, *, continues: bool = True, **more: Any) -> Message:
    """A message that continues a context."""
    return opening(text, context, continues=continues, **more)


class Peer:
    """One connection.

    version: sent in the query, as the oldest clients do; headers: further ones
    """

    def __init__(self, url: str, version: str = "2026-08-14", headers: dict[str, str] | None = None) -> None:
        self._stack = ExitStack()
        opening = connect(
            f"{url.replace('http', 'ws', 1)}/tts/websocket?cartesia_version={version}",
            additional_headers=headers or {},
            max_size=2**20,  # what the websockets library allows unless told otherwise, as all clients leave it
            open_timeout=PATIENCE,
            close_timeout=PATIENCE,
        )
        self.socket: ClientConnection = self._stack.enter_context(opening)

    def send(self, *messages: Message | str | bytes) -> None:
        for message in messages:
            self.socket.send(json.dumps(message) if isinstance(message, dict) else message)

    def cancel(self, context: str) -> None:
        self.send({"context_id": context, "cancel": True})

    def receive(self) -> Message:
        text = self.socket.recv(timeout=PATIENCE)
        assert isinstance(text, str), "the protocol has text frames only"
        message = json.loads(text)
        assert isinstance(message, dict)
        return message

    def until(self, enough: Callable[[Message], bool]) -> list[Message]:
        """All messages up to the first that is enough, that one included."""
        messages = [self.receive()]
        while not enough(messages[-1]):
            messages.append(self.receive())
        return messages

    def to_the_end(self, *contexts: str) -> dict[str, "Heard"]:
        """What comes until each of the contexts has ended, by context."""
        found: dict[str, list[Message]] = {context: [] for context in contexts}
        open_ = set(contexts)
        while open_:
            message = self.receive()
            context = message["context_id"]
            found.setdefault(context, []).append(message)
            if message["type"] in ENDS:
                open_.discard(context)
        return {context: Heard(messages) for context, messages in found.items()}

    def hear(self, context: str = "a") -> "Heard":
        """All messages up to the context's end; raises AssertionError when another context speaks."""
        heard = self.to_the_end(context)
        assert list(heard) == [context], f"others spoke: {list(heard)}"
        return heard[context]

    def say(self, text: str, context: str = "a", **more: Any) -> "Heard":
        """A whole text at once."""
        self.send(opening(text, context, **more))
        return self.hear(context)

    def silence(self) -> None:
        """Raises AssertionError when something comes before the answer to a question that is asked now."""
        self.send({"context_id": "still there?", "transcript": "", "continue": False})
        assert self.receive() == {"type": "done", "context_id": "still there?", "status_code": 206, "done": True}

    def close(self) -> None:
        self._stack.close()

    def vanish(self) -> None:
        """Break the connection without a goodbye."""
        self.socket.socket.shutdown(SHUT_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class Heard:
    """The messages of one context, in order."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = messages

    @property
    def kinds(self) -> list[str]:
        return [message["type"] for message in self.messages]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    def of(self, kind: str) -> list[Message]:
        return [message for message in self.messages if message["type"] == kind]

    @property
    def pieces(self) -> list[bytes]:
        return [base64.b64decode(message["data"], validate=True) for message in self.of("chunk")]

    @property
    def sound(self) -> bytes:
        return b"".join(self.pieces)

    @property
    def samples(self) -> np.ndarray:
        return np.frombuffer(self.sound, "<i2")

    @property
    def words(self) -> list[tuple[str, float, float]]:
        """Words with their times in seconds."""
        return list(self._times("timestamps", "word_timestamps", "words"))

    @property
    def phonemes(self) -> list[tuple[str, float, float]]:
        return list(self._times("phoneme_timestamps", "phoneme_timestamps", "phonemes"))

    def _times(self, kind: str, field: str, names: str) -> Iterator[tuple[str, float, float]]:
        for message in self.of(kind):
            times = message[field]
            yield from zip(times[names], times["start"], times["end"], strict=True)


def eventually(holds: Callable[[], object]) -> None:
    """Wait until it holds; raises AssertionError when it takes too long."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.005)
