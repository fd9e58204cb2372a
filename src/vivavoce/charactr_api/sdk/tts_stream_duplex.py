"""Streams on which texts are said as they come."""

from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vivavoce.charactr_api.operations import convert_message
from vivavoce.charactr_api.sdk.errors import told_before
from vivavoce.client.call import check_timeout

if TYPE_CHECKING:
    from vivavoce.client.aio_conversations import AsyncConversation
    from vivavoce.client.conversations import Conversation

STREAM_INACTIVITY_THRESHOLD_MS = 5000  # without traffic for so long, all that was asked for is taken for said
INACTIVITY = STREAM_INACTIVITY_THRESHOLD_MS / 1000.0


class TTSStreamDuplex:
    """Texts go, their sound comes: go through it, unless it goes to ``on_data``. Also a ``with`` block.

    Many threads may send texts. Leaving the block waits, with ``on_data``, until all is said; without, and whenever an
    error is what leaves it, the voice stops. So it does when a stream without callbacks is forgotten.
    """

    def __init__(self, conversation: "Conversation") -> None:
        self._conversation = conversation

    @property
    def is_closed(self) -> bool:
        """Whether it has ended; sound that has come may still be on its way to you."""
        return self._conversation.ending is not None

    @property
    def is_close_requested(self) -> bool:
        """Whether it takes no more text."""
        return self._conversation.closing

    def convert(self, text: str) -> None:
        """Have a text said, of any length; it is said at once, after those that were sent before.

        text: what is said. One of white space alone, as language models have it among their tokens, says nothing.
            Where the server takes no more, because nobody takes the sound, this waits
        raises: ConnectionClosedError after ``close`` or ``terminate``; why the stream broke off, if it did

        Example::

            voice = sdk.tts.get_voices()[0]
            with sdk.tts.start_duplex_stream(voice.id, on_data=lambda data: print(len(data), "bytes")) as stream:
                stream.convert("Hello, world!")
        """
        message = convert_message(text)
        if text.strip():
            self._conversation.send(message)

    def wait(self, inactivity: float = INACTIVITY) -> None:
        """Wait until there was no traffic for a while, so that all that was asked for is said, or until it has ended.

        inactivity: for how many seconds. A callback that is at work counts as traffic
        raises: why the stream broke off, and what a callback raised

        Example::

            voice = sdk.tts.get_voices()[0]
            heard = []
            stream = sdk.tts.start_duplex_stream(voice.id, on_data=heard.append)
            stream.convert("Hello, world!")
            stream.wait(1.0)
            stream.close()
        """
        with told_before():
            check_timeout(inactivity)
        self._conversation.wait(inactivity)

    def close(self) -> None:
        """Send no more text, and have the server close when all is said.

        With ``on_data`` it waits for that, but not within a callback. Without, go through what is left. Doing so again
        does nothing.
        raises: why the stream broke off and what a callback raised, unless it was raised before

        Example::

            voice = sdk.tts.get_voices()[0]
            stream = sdk.tts.start_duplex_stream(voice.id)
            stream.convert("Hello, world!")
            stream.close()
            for data in stream:
                print(len(data), "bytes of sound")
        """
        self._conversation.close()

    def terminate(self) -> None:
        """End it at once: the voice stops, and sound that has come is thrown away. Doing so again does nothing.

        Example::

            voice = sdk.tts.get_voices()[0]
            stream = sdk.tts.start_duplex_stream(voice.id)
            stream.convert("Hello, world!")
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


class AsyncTTSStreamDuplex:
    """As ``TTSStreamDuplex``, for asyncio: go through it with ``async for``. Also an ``async with`` block."""

    def __init__(self, conversation: "AsyncConversation") -> None:
        self._conversation = conversation

    @property
    def is_closed(self) -> bool:
        """As ``TTSStreamDuplex.is_closed``."""
        return self._conversation.ending is not None

    @property
    def is_close_requested(self) -> bool:
        """As ``TTSStreamDuplex.is_close_requested``."""
        return self._conversation.closing

    async def convert(self, text: str) -> None:
        """As ``TTSStreamDuplex.convert``."""
        message = convert_message(text)
        if text.strip():
            await self._conversation.send(message)

    async def wait(self, inactivity: float = INACTIVITY) -> None:
        """As ``TTSStreamDuplex.wait``."""
        with told_before():
            check_timeout(inactivity)
        await self._conversation.wait(inactivity)

    async def close(self) -> None:
        """As ``TTSStreamDuplex.close``."""
        await self._conversation.close()

    async def terminate(self) -> None:
        """As ``TTSStreamDuplex.terminate``."""
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
