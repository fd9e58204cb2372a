"""The clients: ``Cartesia`` blocks, ``AsyncCartesia`` is awaited; their operations are the same."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, NoReturn, Self

from vivavoce.cartesia.connection import Awaiting, Blocking, settings_of
from vivavoce.cartesia.core.awaited import AsyncOnly
from vivavoce.cartesia.resources.account import ApiStatus, AsyncApiStatus, AsyncAuth, Auth
from vivavoce.cartesia.resources.conversion import AsyncInfill, AsyncVoiceChanger, Infill, VoiceChanger
from vivavoce.cartesia.resources.dictionaries import AsyncPronunciationDicts, PronunciationDicts
from vivavoce.cartesia.resources.tts import AsyncTts, Tts
from vivavoce.cartesia.resources.voices import AsyncVoices, Voices
from vivavoce.errors import NotImplementedHere


class Cartesia:
    """A client of a voice server; safe to use from many threads at once.

    api_key: the key; with one and no ``base_url``, the hosted service at api.cartesia.ai is spoken to. The environment
        variable CARTESIA_API_KEY stands in for it
    base_url: where the server is: http://…, https://… or host:port. The environment variable CARTESIA_BASE_URL stands
        in for it. With neither key nor address, a server in this process is started at the first use
    timeout: seconds to wait for the server each time, 60 when not told
    max_retries: how often a request that failed in a way that may pass is sent again: no connection, 408, 409, 429 and
        500 or above
    httpx_client: an ``httpx.Client`` or ``httpx2.Client`` of yours, with proxies and transports; you close it
    cartesia_version: the version of the protocol to speak, "2024-11-13" when not told
    headers: sent with every request

    Example::

        with Cartesia() as client:
            client.tts.bytes(
                model_id="sonic-3",
                transcript="Hello, world!",
                voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
                output_format={"container": "mp3", "sample_rate": 24000, "bit_rate": 128000},
            ).write_to_file("hello.mp3")
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        httpx_client: Any = None,
        cartesia_version: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        settings = settings_of(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            httpx_client=httpx_client,
            cartesia_version=cartesia_version,
            headers=headers,
        )
        self._connection = Blocking(settings)
        self.api_status = ApiStatus(self._connection)
        self.auth = Auth(self._connection)
        self.infill = Infill(self._connection)
        self.pronunciation_dicts = PronunciationDicts(self._connection)
        self.tts = Tts(self._connection)
        self.voice_changer = VoiceChanger(self._connection)
        self.voices = Voices(self._connection)

    @property
    def stt(self) -> NoReturn:
        """Speech to text, which is not there yet. Raises NotImplementedHere."""
        raise NotImplementedHere(NO_STT)

    def close(self) -> None:
        """Close every connection. What is asked after that raises BadRequest."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Cartesia({self._connection.settings.where})"


class AsyncCartesia(AsyncOnly):
    """As ``Cartesia``, for asyncio: calls are awaited, streams are gone through with ``async for``.

    Example::

        async with AsyncCartesia() as client:
            voice = await client.voices.get("6ccbfb76-1fc6-48f7-b71d-91ac6298247b")
            async for chunk in client.tts.bytes(
                model_id="sonic-3",
                transcript="Hello, world!",
                voice=voice,
                output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
            ):
                print(len(chunk), "bytes of sound")
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        httpx_client: Any = None,
        cartesia_version: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        settings = settings_of(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            httpx_client=httpx_client,
            cartesia_version=cartesia_version,
            headers=headers,
        )
        self._connection = Awaiting(settings)
        self.api_status = AsyncApiStatus(self._connection)
        self.auth = AsyncAuth(self._connection)
        self.infill = AsyncInfill(self._connection)
        self.pronunciation_dicts = AsyncPronunciationDicts(self._connection)
        self.tts = AsyncTts(self._connection)
        self.voice_changer = AsyncVoiceChanger(self._connection)
        self.voices = AsyncVoices(self._connection)

    @property
    def stt(self) -> NoReturn:
        """Speech to text, which is not there yet. Raises NotImplementedHere."""
        raise NotImplementedHere(NO_STT)

    async def close(self) -> None:
        """Close every connection. What is asked after that raises BadRequest."""
        await self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncCartesia({self._connection.settings.where})"


NO_STT = "speech to text is not part of vivavoce yet; this client speaks, clones, mixes and changes voices"
