"""Where a client speaks to, and how its operations get there: blocking or awaited."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from vivavoce.charactr_api.operations import API_KEY, CLIENT_KEY, Pages, refusal
from vivavoce.charactr_api.sdk.config import API_URL
from vivavoce.charactr_api.sdk.data_objects import ClonedVoice, Credentials
from vivavoce.charactr_api.sdk.errors import bad_request, told_before
from vivavoce.client.address import address, reaching
from vivavoce.client.call import Ask, Endpoint, Talk, check_max_retries, check_timeout

if TYPE_CHECKING:
    from vivavoce.client.aio import AsyncClient
    from vivavoce.client.aio_conversations import AsyncConversation
    from vivavoce.client.conversations import Conversation
    from vivavoce.client.sync import Client

T = TypeVar("T")

RETRIES = 2
TIMEOUT = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client was made with.

    endpoint: where the server is, or what starts one and tells
    """

    endpoint: Endpoint | Callable[[], Endpoint]
    timeout: float | None
    max_retries: int
    httpx_client: Any

    @property
    def where(self) -> str:
        """Which server it is, without the key."""
        return repr(self.endpoint.url) if isinstance(self.endpoint, Endpoint) else "a server in this process"


def settings_of(
    credentials: Credentials | None,
    *,
    base_url: str | None,
    timeout: float | None,
    max_retries: int | None,
    httpx_client: Any,
) -> Settings:
    """The settings that a client's arguments make. Raises ClientError for what cannot be."""
    headers = key_headers(credentials)
    if credentials is not None and base_url is None and len(headers) < 2:
        raise bad_request(f"{API_URL} needs client_key and api_key; give base_url= for another server")
    with told_before():
        if timeout is not None:
            check_timeout(timeout)
        if max_retries is not None:
            check_max_retries(max_retries)
        url = None if base_url is None else address(some_address(base_url))
    return Settings(
        endpoint=embedded if url is None and not headers else Endpoint(url=url or API_URL, headers=headers),
        timeout=timeout if timeout is not None or httpx_client is not None else TIMEOUT,
        max_retries=RETRIES if max_retries is None else max_retries,
        httpx_client=httpx_client,
    )


def some_address(url: object) -> str:
    if not isinstance(url, str) or not url.strip():
        raise bad_request(f"base_url is a text such as 'localhost:8400', got {url!r:.80}")
    return url


def key_headers(credentials: Credentials | None) -> dict[str, str]:
    """The keys as headers. Raises ClientError for what no header can carry, without showing it."""
    if credentials is None:
        return {}
    if not isinstance(credentials, Mapping):
        raise bad_request(f"credentials are Credentials(client_key=…, api_key=…), not {type(credentials).__name__}")
    if unknown := credentials.keys() - HEADERS.keys():
        raise bad_request(f"credentials have {', '.join(HEADERS)}; not {', '.join(sorted(map(str, unknown)))}")
    if "api_key" not in credentials:
        raise bad_request("credentials need api_key; leave them out for a server in this process")
    for name, key in credentials.items():
        if not isinstance(key, str) or not key or not (key.isascii() and key.isprintable()) or key != key.strip():
            raise bad_request(f"{name} is ASCII text that is not empty, without line breaks or spaces around it")
    return {HEADERS[name]: str(key) for name, key in credentials.items()}


HEADERS = {"client_key": CLIENT_KEY, "api_key": API_KEY}


def embedded() -> Endpoint:
    """Where the server of this process is, which is started when this is first called."""
    from vivavoce.client.embedded import embedded as server

    here = server()
    return Endpoint(url=here.url, headers={API_KEY: here.key})


class Blocking:
    """Sends operations and waits for their answers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._client: Client | None = None
        self._making = threading.Lock()
        self._closed = False

    @property
    def client(self) -> "Client":
        """The client below, made when it is first needed, since it imports an HTTP library."""
        with self._making:
            if self._client is None:
                check_open(self._closed)
                from vivavoce.client.sync import Client

                self._client = Client(self.settings.endpoint, **how(self.settings))
            return self._client

    def ask(self, call: Ask[T]) -> T:
        """The answer, whole."""
        with told_before(), reaching(self.settings.endpoint):
            return self.client.ask(call)

    def cloned_voices(self) -> list[ClonedVoice]:
        """All pages of the user's own voices."""
        pages = Pages()
        while (ask := pages.ask()) is not None:
            pages.take(self.ask(ask))
        return pages.voices

    def talk(self, talk: Talk, on_data: Any, on_close: Any, aside: bool = True) -> "Conversation":
        """A stream, which is open when this returns. aside: whether the callbacks are called meanwhile"""
        check_callbacks(on_data, on_close)
        with told_before(), reaching(self.settings.endpoint):
            return self.client.talk(talk, on_data=on_data, on_close=on_close, aside=aside)

    def close(self) -> None:
        self._closed = True
        if self._client is not None:
            self._client.close()


class Awaiting:
    """Sends operations; whoever awaits what it gives waits for the answers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._client: AsyncClient | None = None
        self._closed = False

    @property
    def client(self) -> "AsyncClient":
        """The client below, made when it is first needed, since it imports an HTTP library."""
        if self._client is None:
            check_open(self._closed)
            from vivavoce.client.aio import AsyncClient

            self._client = AsyncClient(self.settings.endpoint, **how(self.settings))
        return self._client

    async def ask(self, call: Ask[T]) -> T:
        """The answer, whole."""
        with told_before(), reaching(self.settings.endpoint):
            return await self.client.ask(call)

    async def cloned_voices(self) -> list[ClonedVoice]:
        """All pages of the user's own voices."""
        pages = Pages()
        while (ask := pages.ask()) is not None:
            pages.take(await self.ask(ask))
        return pages.voices

    async def talk(self, talk: Talk, on_data: Any, on_close: Any, aside: bool = True) -> "AsyncConversation":
        """A stream, which is open when this returns. aside: whether the callbacks are called meanwhile"""
        check_callbacks(on_data, on_close)
        with told_before(), reaching(self.settings.endpoint):
            return await self.client.talk(talk, on_data=on_data, on_close=on_close, aside=aside)

    async def close(self) -> None:
        self._closed = True
        if self._client is not None:
            await self._client.close()


def check_open(closed: bool) -> None:
    if closed:
        raise bad_request("this client is closed")


def check_callbacks(on_data: object, on_close: object) -> None:
    for name, callback in (("on_data", on_data), ("on_close", on_close)):
        if callback is not None and not callable(callback):
            raise bad_request(f"{name} is a function, got {callback!r:.80}")


def how(settings: Settings) -> dict[str, Any]:
    """What either client below is made with, besides the address."""
    return {
        "refusal": refusal,
        "max_retries": settings.max_retries,
        "timeout": settings.timeout,
        "http": settings.httpx_client,
    }
