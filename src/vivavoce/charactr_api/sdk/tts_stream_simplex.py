"""Streams on which one text is said."""

from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vivavoce.charactr_api.sdk.errors import told_before

if TYPE_CHECKING:
    from vivavoce.client.aio_conversations import AsyncConversation
    from vivavoce.client.conversations import Conversation


class TTSStreamSimplex:
    """The sound of a text as it comes: go through it, unless it goes to ``on_data``. Also a ``with`` block.

    Leaving it early stops the voice; so does forgetting it, where it has no callbacks.
    """

    def __init__(self, conversation: "Conversation") -> None:
        self._conversation = conversation

    @property
    def is_closed(self) -> bool:
        """Whether it has ended; sound that has come may still be on its way to you."""
        return self._conversation.ending is not None

    def wait(self) -> None:
        """Wait until all is said, and the callbacks have heard of it.

        Without ``on_data``, somebody has to go through it meanwhile.
        raises: why it broke off, and what a callback raised

        Example::

            voice = sdk.tts.get_voices()[0]
            heard = []
            stream = sdk.tts.start_simplex_stream(voice.id, "Hello, world!", blocking=False, on_data=heard.append)
            stream.wait()
        """
        self._conversation.finish()

    def terminate(self) -> None:
        """End it at once: the voice stops, and sound that has come is thrown away. Doing so again does nothing.

        Example::

            voice = sdk.tts.get_voices()[0]
            stream = sdk.tts.start_simplex_stream(voice.id, "Hello, world!", blocking=False)
            stream.terminate()
        """
        self._conversation.terminate()

    def __iter__(self) -> Iterator[bytes]:
        with told_before():
            return iter(self._conversation)

    def __next__(self) -> bytes:
        return next(iter(self))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._conversation.__exit__(kind, error, at)


class AsyncTTSStreamSimplex:
    """As ``TTSStreamSimplex``, for asyncio: go through it with ``async for``. Also an ``async with`` block."""

    def __init__(self, conversation: "AsyncConversation") -> None:
        self._conversation = conversation

    @property
    def is_closed(self) -> bool:
        """As ``TTSStreamSimplex.is_closed``."""
        return self._conversation.ending is not None

    async def wait(self) -> None:
        """As ``TTSStreamSimplex.wait``."""
        await self._conversation.finish()

    async def terminate(self) -> None:
        """As ``TTSStreamSimplex.terminate``."""
        await self._conversation.terminate()

    def __aiter__(self) -> AsyncIterator[bytes]:
        with told_before():
            return aiter(self._conversation)

    async def __anext__(self) -> bytes:
        return await anext(aiter(self))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._conversation.__aexit__(kind, error, at)
