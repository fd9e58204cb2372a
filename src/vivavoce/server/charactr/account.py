"""The user's account, of which there is only whether a key is good."""

from starlette.requests import Request
from starlette.responses import Response

from vivavoce.server.sending import nothing


async def check(request: Request) -> Response:
    """The key is good: one that is not did not come up to here. The TypeScript client begins with this."""
    return nothing()
