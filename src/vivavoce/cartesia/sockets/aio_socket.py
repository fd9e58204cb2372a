"""A socket for speech, for asyncio."""

from collections.abc import Coroutine, Generator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, Unpack, cast, overload

from vivavoce.cartesia.connection import Awaiting, explained
from vivavoce.cartesia.core.awaited import AsyncOnly
from vivavoce.cartesia.core.renamed import SOCKET, Renamed
from vivavoce.cartesia.operations.options import spelled
from vivavoce.cartesia.operations.speech import ContextOptions, SendOptions
from vivavoce.cartesia.sockets.aio_context import AsyncSocketOutputs, AsyncTtsContext, Text
from vivavoce.cartesia.sockets.talk import PATH, Talk, wire
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output

if TYPE_CHECKING:
    from vivavoce.client.aio_sockets import AsyncSocket
    from vivavoce.dialects.cartesia_socket import ServerMessage


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

    def context(self, context_id: str | None = None) -> AsyncTtsContext:
        """As ``TtsWebsocket.context``."""
        talk = Talk(context_id, self._connection.settings.timeout)
        return AsyncTtsContext(self._opened().context(talk.id), talk)

    @overload
    def send(
        self, *, transcript: Text, stream: Literal[True] = True, **options: Unpack[SendOptions]
    ) -> AsyncSocketOutputs: ...
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
