"""What a dialect serves, as tables: each operation says where it is, who does it and what goes in and out.

The same tables route requests, check keys and grants, name the routes in logs and metrics, and are told in
``/openapi.json`` and on the page of documents.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from vivavoce.errors import VivavoceError

Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
SocketHandler: TypeAlias = Callable[[WebSocket], Awaitable[None]]
Refusal: TypeAlias = Callable[[HTTPConnection, VivavoceError], Response]
Closing: TypeAlias = Callable[[VivavoceError], tuple[int, str]]
Shape: TypeAlias = Any  # a type that msgspec can tell a JSON schema of: a Struct, a list of them, a union


@dataclass(frozen=True, slots=True)
class Route:
    """An operation over HTTP.

    method: of the request; HEAD goes wherever GET does
    path: with its parameters in braces, as in ``/voices/{id}``; served with and without a slash at its end
    handler: answers the request; what it raises becomes the dialect's refusal
    summary: what it does, in one line
    group: the heading it stands under in the documents
    query, body, form: shapes of the query string, of the JSON body, of a multipart form (``bytes`` are files)
    answer: shape of a JSON answer; None where ``media`` says it all, or nothing is answered
    media: media type of the answer
    status: of an answer that went well
    grant: what an access token must allow for it, as in ``tts``; None leaves it to keys alone
    open: whether it needs no key
    example: a body or form that works, for the documents
    """

    method: Method
    path: str
    handler: Handler
    summary: str
    group: str
    query: Shape = None
    body: Shape = None
    form: Shape = None
    answer: Shape = None
    media: str = "application/json"
    status: int = 200
    grant: str | None = None
    open: bool = False
    example: Any = None


@dataclass(frozen=True, slots=True)
class SocketRoute:
    """An operation over a WebSocket.

    handler: called once the key was checked, before the upgrade is accepted; a VivavoceError raised before
        ``accept`` refuses the upgrade with its status
    sends, receives: shapes of the messages that the client sends, and of those it receives
    query: shape of the query string
    path, summary, group, grant, open, example: as in ``Route``
    """

    path: str
    handler: SocketHandler
    summary: str
    group: str
    grant: str | None = None
    sends: Shape = None
    receives: Shape = None
    query: Shape = None
    open: bool = False
    example: Any = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """A protocol that the server speaks.

    name: as in ``cartesia``
    routes, sockets: what it serves
    refusal: its way of putting an error, as an answer with the error's status
    failure: shape of that answer, where it is JSON
    closing: how an error closes a socket that was accepted: a code and a reason; None where sockets have messages for
        errors, and one that comes up to here is nobody's plan
    headers: name → what it is for, of the headers that all its operations take
    """

    name: str
    routes: tuple[Route, ...]
    sockets: tuple[SocketRoute, ...]
    refusal: Refusal
    failure: Shape = None
    closing: Closing | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
