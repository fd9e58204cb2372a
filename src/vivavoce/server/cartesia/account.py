"""What is about the server itself: its status, access tokens, and the parts of the protocol that are not here."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

import vivavoce
from vivavoce.dialects import cartesia as wire
from vivavoce.errors import NotImplementedHere
from vivavoce.server.asked import body_of, state_of
from vivavoce.server.auth import LONGEST_LIFE
from vivavoce.server.sending import answer

SPEECH = {"tts": True}  # what a token is for that nobody says more about


async def status(request: Request) -> Response:
    return answer(wire.Status(ok=True, version=vivavoce.__version__))


async def access_token(request: Request) -> Response:
    asked = await body_of(request, wire.TokenRequest)
    wanted = SPEECH if asked.grants is None else {name: bool(getattr(asked.grants, name)) for name in GRANTS}
    life = LONGEST_LIFE if asked.expires_in is None else asked.expires_in
    return answer(wire.Token(token=state_of(request).tokens.issue(wanted, life)))


GRANTS = wire.Grants.__struct_fields__


async def not_here(request: Request) -> Response:
    raise NotImplementedHere(
        f"{request.method} {request.url.path[:200]} is not part of this server; /docs lists what is"
    )


async def no_socket_here(websocket: WebSocket) -> None:
    raise NotImplementedHere(f"{websocket.url.path[:200]} is not part of this server; /docs lists what is")
