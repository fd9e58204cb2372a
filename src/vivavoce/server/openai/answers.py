"""What every handler of OpenAI's routes needs: errors on the wire, and the parts that are not here."""

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from vivavoce.dialects import openai as wire
from vivavoce.errors import NotImplementedHere, VivavoceError
from vivavoce.server.sending import FINAL, answer


def refusal(connection: HTTPConnection, error: VivavoceError) -> Response:
    """The error as the protocol puts it."""
    response = answer(wire.Failure(error=wire.detail_of(error)), error.status)
    response.headers.update(FINAL.get(error.status, {}))
    return response


async def not_here(request: Request) -> Response:
    raise NotImplementedHere(
        f"{request.method} {request.url.path[:200]} is not part of this server, which speaks and does not listen; "
        "/docs lists what is"
    )
