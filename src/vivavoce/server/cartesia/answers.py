"""What every handler of Cartesia's protocol needs: the version asked for, and errors on the wire."""

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response

from vivavoce.dialects import cartesia as wire
from vivavoce.errors import BadRequest, VivavoceError
from vivavoce.server.sending import FINAL, answer

VERSION_HEADER = "cartesia-version"
VERSION_QUERY = "cartesia_version"
LISTS = ("expand",)  # fields of queries: expand=a means the same as expand[]=a


def version_of(connection: HTTPConnection) -> str:
    """The protocol's version that the client speaks; where it says so twice, the query counts."""
    return wire.version_of(connection.query_params.get(VERSION_QUERY) or connection.headers.get(VERSION_HEADER))


def refusal(connection: HTTPConnection, error: VivavoceError) -> Response:
    """The error as the client's version of the protocol puts it: an object, or before 2026-03-01 plain text."""
    try:
        version = version_of(connection)
    except BadRequest:
        version = wire.NEWEST
    if version < wire.STRUCTURED_ERRORS_SINCE:
        response: Response = PlainTextResponse(wire.error_text(error), error.status)
    else:
        response = answer(wire.error_object(error, connection.state.request_id), error.status)
    response.headers.update(FINAL.get(error.status, {}))
    return response
