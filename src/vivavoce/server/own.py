"""What the server itself serves beside the dialects: health, metrics, its description and the page of documents."""

import msgspec
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response

from vivavoce.errors import VivavoceError
from vivavoce.server import metrics, page
from vivavoce.server.health import Health
from vivavoce.server.routes import Dialect, Route

GROUP = "Server"
JSON = "application/json"


class ServerError(msgspec.Struct):
    """An error: a name for programs and a sentence for people."""

    code: str
    message: str
    request_id: str


class ServerFailure(msgspec.Struct):
    """The answer to a request that failed."""

    error: ServerError


async def health(request: Request) -> Response:
    """200 when the server is well, 503 when the engine is stuck or the server is going down."""
    state = request.app.state
    told = state.health()
    return Response(msgspec.json.encode(told), 200 if told.status == "ok" else 503, media_type=JSON)


async def counts(request: Request) -> Response:
    return Response(request.app.state.metrics.exposed(), media_type=metrics.MEDIA)


async def description(request: Request) -> Response:
    return Response(request.app.state.description, media_type=JSON)


async def documents(request: Request) -> Response:
    return HTMLResponse(page.html(), headers=page.headers())


def refusal(connection: HTTPConnection, error: VivavoceError) -> Response:
    told = ServerError(error.code, str(error), getattr(connection.state, "request_id", ""))
    return Response(msgspec.json.encode(ServerFailure(told)), error.status, media_type=JSON)


DIALECT = Dialect(
    name="vivavoce",
    routes=(
        Route("GET", "/health", health, "Whether the server is well", GROUP, answer=Health, open=True),
        Route("GET", "/metrics", counts, "Counts for Prometheus", GROUP, media="text/plain"),
        Route("GET", "/openapi.json", description, "This description", GROUP, open=True),
        Route("GET", "/docs", documents, "The page of documents", GROUP, media="text/html", open=True),
    ),
    sockets=(),
    refusal=refusal,
    failure=ServerFailure,
)
