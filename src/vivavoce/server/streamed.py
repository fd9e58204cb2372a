"""An answer that is sent while it is made, and stops being made when the client leaves."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import aclosing
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Result = TypeVar("Result")


class Streamed(Response):
    """The pieces as they come. The next is made when the last was sent, so a slow client slows the engine.

    first: the piece that is there already
    pieces: the others; closed in any case before the answer is over. What they raise breaks the connection off, so
        that half an answer never looks like a whole one
    """

    def __init__(
        self,
        first: bytes,
        pieces: AsyncGenerator[bytes, None],
        media_type: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._first, self._pieces = first, pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await unless_left(receive, self._send(send))

    async def _send(self, send: Send) -> None:
        async with aclosing(self._pieces) as pieces:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": self._first, "more_body": True})
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def begun(
    request: Request,
    pieces: AsyncGenerator[bytes, None],
    media_type: str,
    headers: Mapping[str, str] | None = None,
) -> Streamed:
    """The answer, once its first piece is there: what is wrong with a request is known then, and raised here."""
    try:
        first = await unless_left(request.receive, anext_or_end(pieces))
    except BaseException:
        await pieces.aclose()
        raise
    return Streamed(first, pieces, media_type, headers)


async def anext_or_end(pieces: AsyncGenerator[bytes, None]) -> bytes:
    return await anext(pieces, b"")


async def unless_left(receive: Receive, work: Coroutine[Any, Any, Result]) -> Result:
    """What the work comes to, for a request whose body was read; it is cancelled when the client leaves.

    raises: ClientDisconnect when the client has left
    """
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(left(receive))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def left(receive: Receive) -> None:
    """Returns when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
