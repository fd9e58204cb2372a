"""A plain client of charactr's sockets, that knows nothing of this project's code: JSON out, bytes and a close in."""

import json
import struct
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from socket import SHUT_RDWR, SO_LINGER, SOL_SOCKET
from typing import Any, Literal, Self
from urllib.parse import urlencode

import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.frames import Close
from websockets.sync.client import ClientConnection, connect

PATIENCE = 10.0  # seconds: whatever takes longer hangs
RATE = 24_000  # samples per second, where nobody asks for another
MS = RATE // 1000
WAV_HEAD = 44  # bytes
ABNORMAL = 1006  # RFC 6455, 7.4.1: the connection broke without a close

Kind = Literal["simplex", "duplex"]
Message = dict[str, Any]

CLOSE: Message = {"type": "close"}


def key(api: str = "any", client: str = "any") -> Message:
    """The first message of a socket."""
    return {"type": "authApiKey", "clientKey": client, "apiKey": api}


def convert(text: str) -> Message:
    return {"type": "convert", "text": text}


@dataclass(frozen=True)
class Heard:
    """What came over a socket, to its close.

    pieces: its binary messages; code, reason: of the close
    """

    pieces: tuple[bytes, ...]
    code: int
    reason: str

    @property
    def sound(self) -> bytes:
        return b"".join(self.pieces)

    @property
    def samples(self) -> np.ndarray:
        """Of a WAV with samples of 16 bits."""
        assert self.sound[:4] == b"RIFF"
        return np.frombuffer(self.sound[WAV_HEAD:], "<i2")

    @property
    def milliseconds(self) -> float:
        """Of a WAV at 24 000 samples per second."""
        return len(self.samples) / MS


class Peer:
    """One socket.

    kind: of the two
    query: of its address; ``voiceId`` among it
    first: what is sent at once
    """

    def __init__(self, url: str, kind: Kind, query: dict[str, Any], *first: Message | str | bytes) -> None:
        self._stack = ExitStack()
        opening = connect(
            f"{url.replace('http', 'ws', 1)}/v1/tts/stream/{kind}/ws?{urlencode(query)}",
            max_size=2**20,  # what the websockets library allows unless told otherwise
            open_timeout=PATIENCE,
            close_timeout=PATIENCE,
        )
        self.socket: ClientConnection = self._stack.enter_context(opening)
        self.send(*first)

    def send(self, *messages: Message | str | bytes) -> None:
        """Send them; on a socket that the server has closed meanwhile none, and ``hear`` tells why."""
        with suppress(ConnectionClosed):
            for message in messages:
                self.socket.send(json.dumps(message) if isinstance(message, dict) else message)

    def receive(self) -> bytes:
        data = self.socket.recv(timeout=PATIENCE)
        assert isinstance(data, bytes), "the protocol has binary messages only"
        return data

    def until(self, enough: Callable[[bytes], bool]) -> list[bytes]:
        """What comes until all of it together is enough."""
        pieces: list[bytes] = []
        while not enough(b"".join(pieces)):
            pieces.append(self.receive())
        return pieces

    def hear(self) -> Heard:
        """All that comes, to the close."""
        pieces: list[bytes] = []
        try:
            while True:
                pieces.append(self.receive())
        except ConnectionClosed as closed:
            told = closed.rcvd or Close(ABNORMAL, "")
            return Heard(tuple(pieces), told.code, told.reason)

    def close(self) -> None:
        self._stack.close()

    def vanish(self) -> None:
        """Break the connection without a goodbye."""
        self.socket.socket.shutdown(SHUT_RDWR)

    def reset(self) -> None:
        """Break the connection such that the other end hears of an error."""
        self.socket.socket.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
