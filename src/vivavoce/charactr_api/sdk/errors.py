"""What a server refuses, and what cannot be, as exceptions.

    VivavoceError
    ├── ClientError             4xx  what was asked cannot be, or may not be; also what is told before anything is sent
    ├── ServerError             5xx  the server failed
    ├── UnknownError                 neither: another status, or another close of a socket
    └── ConnectionClosedError        a stream was closed, and more text was sent to it

Each has ``code``, a number, and ``message``; printed it is "[404] there is no voice 7". A socket that closes with 4404
is the same error as an answer with status 404. What ``vivavoce.errors`` knows is that as well: a voice that is not
there is a ``ClientError`` and a ``vivavoce.errors.VoiceNotFound``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from vivavoce import errors
from vivavoce.errors import BadRequest, VivavoceError


class ApiError(VivavoceError):
    """What all of these are.

    code: the HTTP status, or the code with which a socket closed; None where there is neither
    message: what went wrong
    """

    # Elsewhere a name for programs; in this interface a number.
    code: int | None  # type: ignore[assignment, misc]
    message: str

    def __init__(self, code: int | None, message: str = "?") -> None:
        super().__init__(message if code is None else f"[{code}] {message}")
        self.code = code  # pyright: ignore[reportIncompatibleVariableOverride]
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        return restored, (self.code, self.message)


class ClientError(ApiError):
    """4xx: what was asked cannot be, or may not be."""


class ServerError(ApiError):
    """5xx: the server failed."""


class UnknownError(ApiError):
    """The server did something that nobody knows the meaning of.

    message: what it was; code: the status or the code of a close, where there was one
    """

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(code, message)


class ConnectionClosedError(ApiError):
    """The stream is closed, or was asked to close: it takes no more text."""

    def __init__(self, message: str = "the stream is closed: it takes no more text", code: int | None = None) -> None:
        super().__init__(code, message)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.code)


KNOWN: dict[int, type[VivavoceError]] = {
    400: errors.BadRequest,
    401: errors.NotAuthenticated,
    403: errors.PermissionDenied,
    404: errors.VoiceNotFound,  # all that can be missing at the addresses of this protocol
    409: errors.Conflict,
    413: errors.TooLarge,
    429: errors.TooBusy,
    500: errors.EngineFailed,
    501: errors.NotImplementedHere,
    503: errors.Unavailable,
    507: errors.StorageFailed,
}
CLOSED_FOR = 4000  # what close codes are above the HTTP status that they stand for
# RFC 6455, 7.4.1: closes that say what was wrong with what the client sent, and that the server failed.
CLIENTS_FAULT = frozenset({1002, 1003, 1007, 1008, 1009, 1010})
SERVERS_FAULT = frozenset({1001, 1011, 1012, 1013, 1014})


def api_error(status: int, message: str) -> ApiError:
    """The error of an HTTP status."""
    if not 400 <= status <= 599:
        return UnknownError(message, status)
    return kind_of(status)(status, message)


def close_error(code: int, reason: str) -> ApiError | None:
    """The error with which a socket closed; None when it closed as it should."""
    if code == 1000:
        return None
    message = reason or "the server closed the stream and gave no reason"
    if 400 <= code - CLOSED_FOR <= 599:
        return api_error(code - CLOSED_FOR, message)
    if code in CLIENTS_FAULT:
        return ClientError(code, message)
    return ServerError(code, message) if code in SERVERS_FAULT else UnknownError(message, code)


def bad_request(message: str) -> ClientError:
    """The error of what cannot be, told before anything is sent."""
    error = kind_of(400)(400, message)
    assert isinstance(error, ClientError)
    return error


@contextmanager
def told_before() -> Iterator[None]:
    """A block in which parts below check what was given: what cannot be is raised as ``bad_request`` has it."""
    try:
        yield
    except BadRequest as error:
        raise (error if isinstance(error, ApiError) else bad_request(str(error))) from error.__cause__


@cache
def kind_of(status: int) -> type[ApiError]:
    """The class for a status, joined with that of ``vivavoce.errors``, and called by the name that can be imported."""
    kind = ClientError if status < 500 else ServerError
    known = KNOWN.get(status)
    if known is None:
        return kind
    joined: Any = type(kind.__name__, (kind, known), {"__doc__": known.__doc__, "__module__": kind.__module__})
    return joined  # type: ignore[no-any-return]


def restored(code: int | None, message: str) -> ApiError:
    """The error again, for unpickling."""
    if code is None:
        return UnknownError(message)
    return api_error(code, message) if 400 <= code <= 599 else close_error(code, message) or UnknownError(message, code)


def refusal(status: int, body: bytes) -> ApiError:
    """The error of an answer that is none: its JSON has ``message``; other bodies are told as they are.

    Of a server that speaks other protocols too, the message may stand where those have it: in ``error``.
    """
    import msgspec

    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        told = body.decode("utf-8", "replace")[:LONGEST_TEXT]
    while isinstance(told, dict):
        told = told.get("message") or told.get("error")
    message = told
    return api_error(status, str(message) if message else "the server said no more")


LONGEST_TEXT = 500  # characters of a page that some proxy answers with
