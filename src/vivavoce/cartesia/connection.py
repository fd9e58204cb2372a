"""Where a client speaks to, and how its operations get there: blocking or awaited."""

import os
import re
import threading
from collections.abc import Callable, Coroutine, Generator, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from vivavoce.cartesia.core.api_error import bad_request, told_before
from vivavoce.cartesia.core.awaited import Awaited
from vivavoce.cartesia.core.pagination import AsyncPager, Page, SyncPager, Walk
from vivavoce.cartesia.core.request_options import VERSION, RequestOptions, options_of, specialised
from vivavoce.cartesia.operations.answers import refusal
from vivavoce.client.address import address, reaching
from vivavoce.client.call import Ask, Endpoint, Listen, Options, check_max_retries, check_timeout

if TYPE_CHECKING:
    from vivavoce.client.aio import AsyncClient, AsyncStream
    from vivavoce.client.sync import Client, Stream

T = TypeVar("T")

HOSTED = "https://api.cartesia.ai"
DEFAULT_VERSION = "2024-11-13"
VERSION_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
KEY_VARIABLE = "CARTESIA_API_KEY"
URL_VARIABLE = "CARTESIA_BASE_URL"
RETRIES = 2
TIMEOUT = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client was made with.

    endpoint: where the server is, or what starts one and tells
    version: of the protocol
    """

    endpoint: Endpoint | Callable[[], Endpoint]
    version: str
    timeout: float | None
    max_retries: int
    httpx_client: Any

    @property
    def where(self) -> str:
        """Which server it is, without the key."""
        return repr(self.endpoint.url) if isinstance(self.endpoint, Endpoint) else "a server in this process"


def settings_of(
    *,
    api_key: str | None,
    base_url: str | None,
    timeout: float | None,
    max_retries: int | None,
    httpx_client: Any,
    cartesia_version: str | None,
    headers: Mapping[str, str] | None,
) -> Settings:
    """The settings that a client's arguments and the environment make. Raises BadRequest for what cannot be."""
    key = text("api_key", api_key) or os.environ.get(KEY_VARIABLE) or None
    url = text("base_url", base_url) or os.environ.get(URL_VARIABLE) or (HOSTED if key else None)
    version = text("cartesia_version", cartesia_version) or DEFAULT_VERSION
    if key is not None:
        check_header("api_key", key)
    sent = {VERSION: version, **({"X-API-Key": key} if key else {}), **checked_headers(headers)}
    if not VERSION_SHAPE.fullmatch(sent[VERSION]):
        raise bad_request(f"cartesia_version is a date, as in {DEFAULT_VERSION!r}; got {sent[VERSION]!r}")
    with told_before():
        if timeout is not None:
            check_timeout(timeout)
        if max_retries is not None:
            check_max_retries(max_retries)
        endpoint = embedded(sent) if url is None else Endpoint(url=address(url), headers=sent)
    return Settings(
        endpoint=endpoint,
        version=sent[VERSION],
        timeout=timeout if timeout is not None or httpx_client is not None else TIMEOUT,
        max_retries=RETRIES if max_retries is None else max_retries,
        httpx_client=httpx_client,
    )


def text(name: str, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise bad_request(f"{name} is a text, got {type(value).__name__}")
    if value is not None and not value.strip():
        raise bad_request(f"{name} is empty; leave it out, or give None, for {WITHOUT[name]}")
    return value


WITHOUT = {
    "api_key": f"the one in {KEY_VARIABLE}, or none",
    "base_url": f"the one in {URL_VARIABLE}, or the hosted service with a key and a server in this process without",
    "cartesia_version": DEFAULT_VERSION,
}
"""What counts when it is not given."""


def check_header(what: str, value: str) -> None:
    """Raise BadRequestError when no header can carry it; without showing it, as it may be a key."""
    if not (value.isascii() and value.isprintable()) or value != value.strip():
        raise bad_request(
            f"{what} has characters in it that no header can carry: give ASCII, without line breaks or spaces around it"
        )


def checked_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    if headers is None:
        return {}
    if not isinstance(headers, Mapping) or not all(isinstance(each, str) for pair in headers.items() for each in pair):
        raise bad_request("headers are a dictionary of texts")
    for name, value in headers.items():
        check_header(f"the header {name!r}", value)
    return {VERSION if name.lower() == VERSION.lower() else name: value for name, value in headers.items()}


def embedded(headers: Mapping[str, str]) -> Callable[[], Endpoint]:
    """Starts the server of this process when it is first called."""

    def endpoint() -> Endpoint:
        from vivavoce.client.embedded import embedded as server

        here = server()
        return Endpoint(url=here.url, headers={**headers, "X-API-Key": here.key})

    return endpoint


class Blocking:
    """Sends operations and waits for their answers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._client: Client | None = None
        self._making = threading.Lock()

    @property
    def client(self) -> "Client":
        """The client below, made when it is first needed, since it imports an HTTP library."""
        with self._making:
            if self._client is None:
                from vivavoce.client.sync import Client

                self._client = Client(self.settings.endpoint, **how(self.settings))
            return self._client

    def ask(self, call: Ask[T], given: RequestOptions | None = None) -> T:
        """The answer, whole."""
        with explained(self.settings):
            return self.client.ask(specialised(call, given, self.settings.version), options_of(given))

    def listen(self, call: Listen[T], given: RequestOptions | None = None) -> "Stream[T]":
        """The answer as it comes; it has begun when this returns."""
        with explained(self.settings):
            return self.client.listen(specialised(call, given, self.settings.version), options_of(given))

    def pages(self, asking: Callable[[str | None], Ask[Page[T]]], given: RequestOptions | None) -> SyncPager[T]:
        """A list that comes in pages; the first is there when this returns."""
        pager = SyncPager[T](Walk(asking), lambda ask: self.ask(ask, given))
        bool(pager)  # what is wrong shows now
        return pager

    def close(self) -> None:
        if self._client is not None:
            self._client.close()


class Awaiting:
    """Sends operations; whoever awaits what it gives waits for the answers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._client: AsyncClient | None = None
        self._blocking = Blocking(settings)

    @property
    def client(self) -> "AsyncClient":
        """The client below, made when it is first needed, since it imports an HTTP library."""
        if self._client is None:
            from vivavoce.client.aio import AsyncClient

            self._client = AsyncClient(self.settings.endpoint, **how(self.settings))
        return self._client

    @property
    def blocking(self) -> Blocking:
        """The same for programs that do not await, which version 1 did not ask for."""
        if self.settings.httpx_client is not None:
            raise bad_request("await it: with an httpx_client of yours, nothing else can reach the server")
        return self._blocking

    def ask(self, call: Ask[T], given: RequestOptions | None = None) -> "Later[T]":
        """The answer, once it is awaited."""
        options, sent = options_of(given), specialised(call, given, self.settings.version)
        return Later(lambda: self._asked(sent, options), lambda: self.blocking.ask(call, given))

    async def listen(self, call: Listen[T], given: RequestOptions | None = None) -> "AsyncStream[T]":
        """The answer as it comes; it has begun when this returns."""
        with explained(self.settings):
            return await self.client.listen(specialised(call, given, self.settings.version), options_of(given))

    def pages(self, asking: Callable[[str | None], Ask[Page[T]]], given: RequestOptions | None) -> AsyncPager[T]:
        """A list that comes in pages."""
        asking(None)  # what is wrong with the arguments shows now
        return AsyncPager(Walk(asking), lambda ask: self.ask(ask, given))

    async def close(self) -> None:
        self._blocking.close()
        if self._client is not None:
            await self._client.close()

    async def _asked(self, call: Ask[T], options: Options) -> T:
        with explained(self.settings):
            return await self.client.ask(call, options)


def explained(settings: Settings) -> AbstractContextManager[None]:
    """A block in which the server may turn out not to be there; the error tells what would help, if that is known."""
    return reaching(settings.endpoint)


def how(settings: Settings) -> dict[str, Any]:
    """What either client below is made with, besides the address."""
    return {
        "refusal": refusal,
        "max_retries": settings.max_retries,
        "timeout": settings.timeout,
        "http": settings.httpx_client,
    }


class Later(Awaited, Coroutine[Any, Any, T]):
    """An answer that comes when it is awaited.

    In version 1 of the vendor's library the asynchronous client had voices that blocked and were not awaited. Programs
    of that time run as well: indexing this, or going through it, waits for the answer and blocks the event loop.
    """

    def __init__(self, send: Callable[[], Coroutine[Any, Any, T]], wait: Callable[[], T]) -> None:
        self._send, self._wait = send, wait
        self._answer: list[T] = []

    def __await__(self) -> Generator[Any, None, T]:
        return self._awaited().__await__()

    def close(self) -> None:
        """As of any coroutine: it is not awaited any more."""
        if self._steps is not None:
            self._steps.close()

    def __getitem__(self, key: Any) -> Any:
        return self._waited_for()[key]  # type: ignore[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._waited_for())  # type: ignore[call-overload,no-any-return]

    def __len__(self) -> int:
        return len(self._waited_for())  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<an answer that {'has come' if self._answer else 'comes when it is awaited'}>"

    async def _awaited(self) -> T:
        if not self._answer:
            self._answer = [await self._send()]
        return self._answer[0]

    def _waited_for(self) -> T:
        if not self._answer:
            self._answer = [self._wait()]
        return self._answer[0]
