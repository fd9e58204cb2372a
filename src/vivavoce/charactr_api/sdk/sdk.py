"""The clients: ``CharactrAPISDK`` blocks, ``AsyncCharactrAPISDK`` is awaited; their operations are the same."""

from types import TracebackType
from typing import Any, Self

from vivavoce.charactr_api.connection import Awaiting, Blocking, settings_of
from vivavoce.charactr_api.sdk.clones import AsyncVoiceClone, VoiceClone
from vivavoce.charactr_api.sdk.data_objects import Credentials, TTSStreamingOptions
from vivavoce.charactr_api.sdk.tts import TTS, AsyncTTS
from vivavoce.charactr_api.sdk.vc import VC, AsyncVC

__all__ = ["AsyncCharactrAPISDK", "CharactrAPISDK", "Credentials", "TTSStreamingOptions"]


class CharactrAPISDK:
    """A client of a voice server; safe to use from many threads at once. Also a ``with`` block.

    credentials: the keys; with them and no ``base_url``, the hosted service at api.gemelo.ai is spoken to. With
        neither, a server in this process is started at the first use
    base_url: where the server is: http://…, https://… or host:port
    timeout: seconds to wait for the server each time, 60 when not told
    max_retries: how often a request that failed in a way that may pass is sent again, 2 when not told: no connection,
        408, 409, 429 and 500 or above
    httpx_client: an ``httpx.Client`` or ``httpx2.Client`` of yours, with proxies and transports; you close it

    Example::

        with CharactrAPISDK() as sdk:
            voice = sdk.tts.get_voices()[0]
            audio = sdk.tts.convert(voice.id, "Hello, world!")
            print(audio.type, audio.duration_ms, "ms", audio.size_bytes, "bytes")
    """

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        httpx_client: Any = None,
    ) -> None:
        settings = settings_of(
            credentials, base_url=base_url, timeout=timeout, max_retries=max_retries, httpx_client=httpx_client
        )
        self._connection = Blocking(settings)
        self.tts = TTS(self._connection)
        self.vc = VC(self._connection)
        self.voice_clone = VoiceClone(self._connection)

    def close(self) -> None:
        """Close every connection and stream. What is asked after that is a ClientError."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"CharactrAPISDK({self._connection.settings.where})"


class AsyncCharactrAPISDK:
    """As ``CharactrAPISDK``, for asyncio: calls are awaited, streams are gone through with ``async for``.

    Example::

        async with AsyncCharactrAPISDK() as sdk:
            voices = await sdk.tts.get_voices()
            async with await sdk.tts.start_duplex_stream(voices[0].id) as stream:
                await stream.convert("Hello, world!")
                await stream.close()
                async for data in stream:
                    print(len(data), "bytes of sound")
    """

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        httpx_client: Any = None,
    ) -> None:
        settings = settings_of(
            credentials, base_url=base_url, timeout=timeout, max_retries=max_retries, httpx_client=httpx_client
        )
        self._connection = Awaiting(settings)
        self.tts = AsyncTTS(self._connection)
        self.vc = AsyncVC(self._connection)
        self.voice_clone = AsyncVoiceClone(self._connection)

    async def close(self) -> None:
        """As ``CharactrAPISDK.close``."""
        await self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncCharactrAPISDK({self._connection.settings.where})"
