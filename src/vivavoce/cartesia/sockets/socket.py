"""A socket for speech, for clients that block."""

import threading
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, Unpack, cast, overload

from vivavoce.cartesia.connection import Blocking, explained
from vivavoce.cartesia.core.renamed import SOCKET, Renamed
from vivavoce.cartesia.operations.options import spelled
from vivavoce.cartesia.operations.speech import ContextOptions, SendOptions
from vivavoce.cartesia.sockets.context import SocketOutputs, TtsContext
from vivavoce.cartesia.sockets.talk import PATH, Talk, wire
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output

if TYPE_CHECKING:
    from vivavoce.client.sockets import Socket
    from vivavoce.dialects.cartesia_socket import ServerMessage


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

    def context(self, context_id: str | None = None) -> TtsContext:
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
    ) -> SocketOutputs: ...
    @overload
    def send(
        self, *, transcript: str | Iterable[str], stream: Literal[False], **options: Unpack[SendOptions]
    ) -> Output: ...
    @spelled(SendOptions)
    def send(
        self, *, transcript: str | Iterable[str], stream: bool = True, **options: Unpack[SendOptions]
    ) -> SocketOutputs | Output:
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
