"""The application: finds who answers, lets in who may, counts, and puts what goes wrong in the dialect's words."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from http import HTTPStatus

import msgspec
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from vivavoce.errors import NotFound, VivavoceError
from vivavoce.server import access_log, own
from vivavoce.server.auth import Guard, Tokens
from vivavoce.server.exchange import Exchange, Headers, SocketExchange
from vivavoce.server.failures import as_ours, tell_cause
from vivavoce.server.health import Health, Pulse
from vivavoce.server.limits import RETRY_AFTER, Limits
from vivavoce.server.metrics import Metrics
from vivavoce.server.openapi import describe
from vivavoce.server.paths import MethodNotAllowed, Paths, Place
from vivavoce.server.routes import Dialect, Route, SocketRoute
from vivavoce.server.service import Service
from vivavoce.server.settings import Settings
from vivavoce.server.shutdown import Shutdown

INTERNAL_ERROR = 1011  # RFC 6455, 7.4.1
NORMAL = 1000
UNKNOWN = "(unknown)"  # the route of paths where nothing is, so that metrics stay few
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "WS"})  # counted each by its name
PREFLIGHT_SECONDS = 600  # that a browser may remember what it may send
# What a web page may read of an answer's headers.
WEB_HEADERS = "x-request-id, retry-after, retry-after-ms, cartesia-file-id, audio-duration-ms, audio-size-bytes"


class State:
    """What handlers find in ``request.app.state``."""

    def __init__(self, settings: Settings, service: Service, dialects: tuple[Dialect, ...]) -> None:
        self.settings, self.service, self.dialects = settings, service, dialects
        self.guard = Guard(settings)
        self.limits = Limits(settings)
        self.metrics = Metrics()
        self.shutdown = Shutdown()
        self.pulse = Pulse(service.oldest_step, settings.stall)

    @property
    def tokens(self) -> Tokens:
        return self.guard.tokens

    @property
    def shutting_down(self) -> bool:
        return self.shutdown.begun

    @cached_property
    def description(self) -> bytes:
        """The OpenAPI description as JSON."""
        return msgspec.json.encode(describe(self.dialects))

    def health(self) -> Health:
        limits = self.limits
        return Health(
            status=self.pulse.condition(self.shutting_down),
            version=self.pulse.version,
            uptime=round(self.pulse.uptime, 3),
            oldest_step=self.pulse.oldest_step(),
            sockets=limits.sockets.inside,
            contexts=limits.contexts.inside,
            syntheses=limits.syntheses.inside,
        )


class App:
    """An ASGI application that serves the dialects. ``state`` is what handlers share."""

    def __init__(self, settings: Settings, service: Service, dialects: Iterable[Dialect]) -> None:
        served = (*dialects, own.DIALECT)
        self.state = State(settings, service, served)
        self.paths = Paths(served)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        kind = SocketExchange if scope["type"] == "websocket" else Exchange
        exchange = kind(scope, receive, send, self.state.limits)
        scope["app"] = self
        scope.setdefault("state", {})["request_id"] = exchange.id
        self.state.shutdown.under_way.add(exchange)
        try:
            if isinstance(exchange, SocketExchange):
                await self._socket(exchange)
            else:
                await self._request(exchange)
        finally:
            self.state.shutdown.under_way.discard(exchange)
            self._count(exchange)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Begin and end as the server says."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.state.service.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _request(self, exchange: Exchange) -> None:
        request = Request(exchange.scope, exchange.receive, exchange.send)
        place = self._find(exchange)
        try:
            response = await self._answer(exchange, request, place)
            await response(exchange.scope, exchange.receive, exchange.send)
        except Exception as error:
            await self._fail(exchange, request, place, error)
        finally:
            await request.close()  # the files of a form

    async def _answer(self, exchange: Exchange, request: Request, place: Place | None) -> Response:
        """The answer of whoever is there, once everything allows it."""
        self._admit_page(exchange, request)
        if exchange.method == "OPTIONS" and "origin" in request.headers:
            return preflight(request, place)
        if place is not None and not place.methods:
            raise NotFound(f"{place.template} is a WebSocket; connect to it as one")
        if place is None:
            raise NotFound(f"nothing is at {request.url.path[:200]!r}; {self._hint(exchange)}")
        route = place.methods.get("GET" if exchange.method == "HEAD" else exchange.method)
        if route is None:
            exchange.added.append((b"allow", place.allowed.encode()))
            raise MethodNotAllowed(f"{exchange.method} is not for {place.template}; there is {place.allowed}")
        if place.dialect is not own.DIALECT:
            self.state.shutdown.check()
        self._admit(request, route)
        told = request.headers.get("content-length", "")
        if told.isdigit():
            self.state.limits.check_body(int(told))
        return await route.handler(request)

    async def _socket(self, exchange: SocketExchange) -> None:
        socket = WebSocket(exchange.scope, exchange.receive, exchange.send)
        place = self._find(exchange)
        try:
            self._admit_page(exchange, socket)
            self.state.shutdown.check()
            if place is None or not place.sockets:
                raise NotFound(f"no WebSocket is at {socket.url.path[:200]!r}; {self._hint(exchange)}")
            self._admit(socket, place.sockets[0])
            with self.state.limits.sockets.one(), self.state.metrics.socket():
                await place.sockets[0].handler(socket)
        except Exception as error:
            await self._fail(exchange, socket, place, error)
        await exchange.close(INTERNAL_ERROR if exchange.error else NORMAL, "")

    async def _fail(
        self, exchange: Exchange, connection: HTTPConnection, place: Place | None, error: Exception
    ) -> None:
        """Tell the client what went wrong, if an answer has not begun; otherwise the connection breaks off.

        The log has the cause of what breaks off, and of what is broken here.
        """
        if isinstance(error, ClientDisconnect | WebSocketDisconnect):
            return
        known = as_ours(error)
        closing = place.dialect.closing if place and isinstance(exchange, SocketExchange) else None
        begun = exchange.started and closing is None
        tell_cause(exchange.id, f"{exchange.method} {exchange.route}", error, begun=begun)
        if known is None:
            known = VivavoceError(f"something went wrong in here; the log tells it under {exchange.id}")
        exchange.error = known.code
        if closing is not None and isinstance(exchange, SocketExchange) and isinstance(connection, WebSocket):
            with suppress(WebSocketDisconnect):  # the client has left meanwhile
                if known.retryable and not exchange.started:
                    await connection.accept()  # its clients look at codes alone, and tell a busy server by them
                await exchange.close(*closing(known))
        if exchange.started or exchange.gone:
            return
        dialect = place.dialect if place else self.paths.nearest(exchange.scope["path"])
        exchange.added += failure_headers(known.status)
        response = dialect.refusal(connection, known)
        await response(exchange.scope, exchange.receive, exchange.send)

    def _find(self, exchange: Exchange) -> Place | None:
        """What is there; notes its route and the path's parameters."""
        found = self.paths.find(exchange.scope["path"])
        if found is None:
            exchange.route = UNKNOWN
            return None
        place, exchange.scope["path_params"] = found
        exchange.route = place.template or "/"
        return place

    def _hint(self, exchange: Exchange) -> str:
        """Where to look instead, when nothing is there."""
        if meant := self.paths.meant(exchange.scope["path"]):
            place, wrong = meant
            return f"{place.template} is here: {wrong}"
        return "/docs lists what there is"

    def _admit_page(self, exchange: Exchange, connection: HTTPConnection) -> None:
        """Let in what no foreign web page sent; a page that may read the answer is told so."""
        self.state.guard.admit_page(connection)
        if origin := connection.headers.get("origin"):
            exchange.added += web_headers(origin)

    def _admit(self, connection: HTTPConnection, route: Route | SocketRoute) -> None:
        if not route.open:
            self.state.guard.admit(connection, route.grant)

    def _count(self, exchange: Exchange) -> None:
        metrics = self.state.metrics
        method = exchange.method if exchange.method in METHODS else "OTHER"
        metrics.request(method, exchange.route, exchange.status, exchange.seconds)
        if exchange.error:
            metrics.error(exchange.error)
        if exchange.gone:
            metrics.broken()
        access_log.write(exchange)


def create_app(settings: Settings, service: Service, dialects: Iterable[Dialect]) -> App:
    """The application that serves these dialects, the first of which answers for unknown paths."""
    return App(settings, service, dialects)


def failure_headers(status: int) -> Headers:
    """What a status asks for beside the refusal itself."""
    if status == HTTPStatus.UNAUTHORIZED:
        return [(b"www-authenticate", b"Bearer")]
    if seconds := RETRY_AFTER.get(status):
        return [(b"retry-after", str(seconds).encode())]
    return []


def web_headers(origin: str) -> Headers:
    """What lets the page of that origin read the answer (the Fetch standard, "CORS protocol")."""
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-expose-headers", WEB_HEADERS.encode()),
        (b"vary", b"Origin"),
    ]


def preflight(request: Request, place: Place | None) -> Response:
    """What a web page may send there."""
    headers = {
        "access-control-allow-methods": place.allowed if place else "OPTIONS",
        "access-control-allow-headers": request.headers.get("access-control-request-headers", "*"),
        "access-control-max-age": str(PREFLIGHT_SECONDS),
    }
    if request.headers.get("access-control-request-private-network"):
        headers["access-control-allow-private-network"] = "true"
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
