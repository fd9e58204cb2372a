"""What a server refuses, as exceptions.

    VivavoceError
    └── ApiError                     status_code, body
        ├── BadRequestError          400  also a vivavoce.errors.BadRequest
        ├── AuthenticationError      401
        ├── PaymentRequiredError     402
        ├── PermissionDeniedError    403
        ├── NotFoundError            404
        ├── ConflictError            409
        ├── TooLargeError            413
        ├── UnprocessableEntityError 422
        ├── RateLimitError           429
        └── InternalServerError      500 and above

An error that ``vivavoce.errors`` knows is both: a voice that is not there is caught as ``NotFoundError`` and as
``vivavoce.errors.VoiceNotFound``, whether it was missed in this process or by a server. It is called by the name of
the first, which can be imported. What cannot be is a ``BadRequestError``, also where it was told before anything was
sent.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from vivavoce import errors
from vivavoce.errors import BadRequest, VivavoceError


class ApiError(VivavoceError):
    """The server refused, or broke off what it had begun.

    status_code: the HTTP status; on a socket, the one its message carries
    body: what the server said: an object where that was JSON, else text
    """

    def __init__(self, *, status_code: int | None = None, body: Any = None) -> None:
        super().__init__(told(status_code, body))
        self.status_code = status_code
        self.body = body

    def __reduce__(self) -> tuple[Any, ...]:
        return restored, (self.status_code, self.body, self.code, self.args)


class BadRequestError(ApiError, BadRequest):
    """400: what was asked cannot be, whether a server said so or it was told before anything was sent."""


class AuthenticationError(ApiError):
    """401: no key came with the request, or a wrong one."""


class PaymentRequiredError(ApiError):
    """402: the account's credits are used up."""


class PermissionDeniedError(ApiError):
    """403: the key is good, but not for this."""


class NotFoundError(ApiError):
    """404: there is no such voice, dictionary or address."""


class ConflictError(ApiError):
    """409: the name is taken, or the voice is built in."""


class TooLargeError(ApiError):
    """413: over a limit of the server's."""


class UnprocessableEntityError(ApiError):
    """422: the server could not make sense of it."""


class RateLimitError(ApiError):
    """429: as much at once as is allowed."""


class InternalServerError(ApiError):
    """500 and above: the server failed."""


BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: PaymentRequiredError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: TooLargeError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def api_error(status_code: int | None, body: Any) -> ApiError:
    """The error of that status, of the class that fits what the server said."""
    return kind_of(status_code, code_of(body))(status_code=status_code, body=body)


def bad_request(message: str, kind: type[BadRequest] = BadRequest) -> BadRequestError:
    """The error of what cannot be, told before anything is sent; its body is the message.

    kind: what it is besides, of ``vivavoce.errors``
    """
    error = restored(400, message, kind.code, (message,))
    assert isinstance(error, BadRequestError)
    return error


@contextmanager
def told_before() -> Iterator[None]:
    """A block in which parts below check what was given: what cannot be is raised as ``bad_request`` has it."""
    try:
        yield
    except BadRequest as error:
        raise (error if isinstance(error, ApiError) else bad_request(str(error), type(error))) from error.__cause__


def restored(status_code: int | None, body: Any, code: str, args: tuple[Any, ...]) -> ApiError:
    """An error with a text of its own, which is also what unpickling calls."""
    error = kind_of(status_code, code)(status_code=status_code, body=body)
    error.args = args
    return error


@cache
def kind_of(status_code: int | None, code: str | None) -> type[ApiError]:
    """The class for a status, joined with the class of ``vivavoce.errors`` that has the code.

    It is called as the class for the status, so that a traceback shows a name that can be imported.
    """
    status = status_code or 0
    kind = BY_STATUS.get(status, InternalServerError if status >= 500 else ApiError)
    kinds = {each.code: each for each in below(errors.VivavoceError) if each.__module__ == errors.__name__}
    known = kinds.get(code) if code else None
    if known is None or issubclass(kind, known):
        return kind
    return type(kind.__name__, (kind, known), {"__doc__": known.__doc__, "__module__": kind.__module__})


def below(kind: type[VivavoceError]) -> Iterator[type[VivavoceError]]:
    """The class and all that derive from it, the more special ones last."""
    yield kind
    for each in kind.__subclasses__():
        yield from below(each)


def code_of(body: Any) -> str | None:
    """The name of the error: told as such by new versions, and by the title of the text by older ones."""
    from vivavoce.dialects.cartesia import CODES, TITLES

    if isinstance(body, Mapping) and isinstance(code := body.get("error_code"), str):
        return {theirs: ours for ours, theirs in CODES.items()}.get(code, code)
    text = body.get("error") if isinstance(body, Mapping) else body
    title = str(text).partition(":")[0]
    return next((code for code, known in TITLES.items() if known == title), None)


def told(status_code: int | None, body: Any) -> str:
    """The error in one line."""
    if isinstance(body, Mapping):
        title, message = body.get("title"), body.get("message")
        text = f"{title}: {message}" if title and message else message or title or body.get("error") or body
    else:
        text = body or "the server said no more"
    return f"{text} (status {status_code})" if status_code else str(text)
