"""An operation as data: what to ask for, and how to read the answer. Nothing here waits.

``Ask`` is for answers that are read whole, ``Listen`` for answers that are used as they come, ``Talk`` for a socket of
one's own. All say nothing about where the server is or which key opens it: that is the client's ``Endpoint``.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar

from vivavoce.errors import BadRequest

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Query = Sequence[tuple[str, str]]  # in the order they are sent; a name may come more than once
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that came whole.

    headers: names compare without regard to case
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class Decoder(Protocol[T_co]):
    """Turns the bytes of a streamed answer, cut anywhere, into items."""

    def feed(self, data: bytes, /) -> Sequence[T_co]:
        """The items that these bytes complete; often none, sometimes several."""

    def close(self) -> Sequence[T_co]:
        """The items that the end completes.

        Raises ``AnswerBroken`` (or any VivavoceError) when the answer cannot end here, so that half an answer never
        looks like a whole one.
        """


class Pieces:
    """The decoder of answers that are plain bytes: every piece as it comes."""

    def feed(self, data: bytes, /) -> Sequence[bytes]:
        return (data,) if data else ()

    def close(self) -> Sequence[bytes]:
        return ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form. Its bytes are read when it is made, so a retry sends the same ones.

    field: the name of the form's field
    filename: what the server is told the file is called
    """

    field: str
    filename: str
    content: bytes
    media: str = "application/octet-stream"

    @classmethod
    def read(cls, field: str, source: "Source", *, media: str = "application/octet-stream") -> "Upload":
        """An upload from bytes, a path, or a file opened for reading bytes (read from where it stands).

        Raises BadRequest for anything else, and OSError as the system gives it for a file that cannot be read.
        """
        match source:
            case bytes() | bytearray() | memoryview():
                return cls(field, "upload", bytes(source), media)
            case str() | PathLike():
                path = Path(source)
                return cls(field, path.name, path.read_bytes(), media)
            case _ if callable(getattr(source, "read", None)):
                return cls(field, _name_of(source), _bytes_of(source), media)
        raise BadRequest(f"{field} must be bytes, a path, or a file opened in binary mode, not {type(source).__name__}")


Source = bytes | bytearray | memoryview | str | PathLike[str] | BinaryIO


def _name_of(file: BinaryIO) -> str:
    name = getattr(file, "name", None)
    return Path(name).name if isinstance(name, str) and name else "upload"


def _bytes_of(file: BinaryIO) -> bytes:
    try:
        content = file.read()
    except UnicodeDecodeError:
        raise BadRequest("the file must be opened in binary mode; it was opened as text, and is none") from None
    if not isinstance(content, bytes):
        raise BadRequest(f"the file must be opened in binary mode; reading it gave {type(content).__name__}")
    return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is sent for an operation.

    path: follows the endpoint's address, and begins with a slash; ids in it are already percent-encoded
    json: anything msgspec encodes; None for no body. Excludes ``form`` and ``files``
    form, files: a multipart form; sent as one when either has something in it
    """

    method: str
    path: str
    query: Query = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    json: object = None
    form: Fields = ()
    files: Sequence[Upload] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Call, Generic[T]):
    """An operation whose answer is read whole.

    answer: makes the result of an answer whose status is 2xx
    """

    answer: Callable[[Reply], T]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen(Call, Generic[T]):
    """An operation whose answer is used as it comes.

    decoder: makes a new decoder for one answer
    """

    decoder: Callable[[], Decoder[T]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What one call changes of what the client does by default.

    max_retries: how often a failed request is sent again, 0 or more; None for the client's own number
    timeout: seconds to wait for the server each time, more than 0, ``math.inf`` for ever; None for the client's own
    headers: sent too, and win over the client's and the call's
    query: added to the call's
    """

    max_retries: int | None = None
    timeout: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Query = ()

    def __post_init__(self) -> None:
        if self.max_retries is not None:
            check_max_retries(self.max_retries)
        if self.timeout is not None:
            check_timeout(self.timeout)
        for name, value in [*self.headers.items(), *self.query]:
            if not (isinstance(name, str) and isinstance(value, str)):
                raise BadRequest(f"headers and query are pairs of strings, got {name!r}: {value!r}")


NOTHING_SPECIAL = Options()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a server is, and what opens it.

    url: http:// or https://, with or without a path, without a slash at its end
    headers: sent with every request and every handshake; the key belongs here
    query: sent with every handshake of a socket only
    sockets: where its sockets are, ws:// or wss://; "" means as ``url`` with ws for http
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Query = ()
    sockets: str = ""

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")) or self.url.endswith("/"):
            raise BadRequest(f"an address begins with http:// or https:// and ends without a slash, got {self.url!r}")
        if self.sockets and not self.sockets.startswith(("ws://", "wss://")):
            raise BadRequest(f"the address of sockets begins with ws:// or wss://, got {self.sockets!r}")

    @property
    def socket_url(self) -> str:
        """Where its sockets are, without a slash at the end."""
        return self.sockets.rstrip("/") or "ws" + self.url.removeprefix("http")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A socket that is one stream: texts go one way, bytes come the other, and its close says how it ended.

    path, query: of the handshake, which carries none of the endpoint's headers
    greeting: what is sent first, when the endpoint is known, whose key it may have in it
    farewell: the message after which the server says what is left and closes; None where it does so by itself
    broken: the error of a close code and its reason; None for a good end
    closed: the error of who sends something after the end was asked for
    """

    path: str
    query: Query = ()
    greeting: Callable[[Endpoint], Sequence[bytes]]
    farewell: bytes | None
    broken: Callable[[int, str], Exception | None]
    closed: Callable[[], Exception]


Refusal = Callable[[Reply], Exception]
"""Makes the exception that a caller sees of an answer whose status is not 2xx; the face gives it."""


def check_max_retries(max_retries: int) -> None:
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise BadRequest(f"max_retries must be a whole number, 0 or more, got {max_retries!r}")


def check_http(http: object, *, awaited: bool) -> None:
    """Raise BadRequest for an HTTP client of the user's that is none, or the wrong one of the two.

    awaited: whether it is to be awaited; only such a client has ``aclose``
    """
    is_client = all(callable(getattr(http, name, None)) for name in ("build_request", "send"))
    if http is not None and not (is_client and hasattr(http, "aclose") is awaited):
        kind = "httpx.AsyncClient" if awaited else "httpx.Client"
        raise BadRequest(f"the HTTP client must be an {kind}, of httpx or httpx2; got {type(http).__name__}")


LONGEST_TIMEOUT = 1e9  # seconds, which clocks of every system can still add: 30 years


def check_timeout(timeout: float) -> None:
    a_number = isinstance(timeout, (int, float)) and not isinstance(timeout, bool)
    if not (a_number and (0 < timeout <= LONGEST_TIMEOUT or timeout == math.inf)):
        raise BadRequest(f"a time-out is a number of seconds above 0, or math.inf, got {timeout!r:.80}")
