"""What goes out over HTTP: values, sound, and events."""

from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from typing import TypeAlias

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from vivavoce.core.audio import Samples
from vivavoce.dialects import sse
from vivavoce.dsp.encoders import encoder
from vivavoce.dsp.formats import Format
from vivavoce.errors import EngineFailed, VivavoceError
from vivavoce.server.asked import state_of
from vivavoce.server.bridge import Bridge
from vivavoce.server.failures import as_ours, tell_cause
from vivavoce.server.speaking import speaking
from vivavoce.server.streamed import begun

Made: TypeAlias = tuple[bytes, float]  # bytes to send, perhaps none, and the seconds of sound in them

NOT_KEPT: Mapping[str, str] = {"cache-control": "no-store"}
# Headers of refusals that vendors' clients would send again, in vain: what is taken stays taken, and what is not there
# does not come.
FINAL: Mapping[int, Mapping[str, str]] = {409: {"x-should-retry": "false"}, 501: {"x-should-retry": "false"}}


def answer(value: object, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def nothing() -> Response:
    """The answer of what was done and has nothing to tell."""
    return Response(status_code=204)


async def sound(request: Request, bridge: Bridge, made: Iterator[Made], format: Format) -> Response:
    """An answer that is the sound itself."""
    return await begun(request, sent(request, bridge, made), format.media_type)


async def events(
    request: Request, bridge: Bridge, made: Iterator[Made], told: Callable[[VivavoceError], bytes]
) -> Response:
    """An answer that is an event stream; told: the event of an error that comes after the first."""
    return await begun(request, told_of(request, sent(request, bridge, made), told), sse.MEDIA_TYPE, NOT_KEPT)


async def sent(request: Request, bridge: Bridge, made: Iterator[Made]) -> AsyncGenerator[bytes, None]:
    """What is made, as far as there are bytes in it; counted when it was sent."""
    with speaking(state_of(request)) as tally:
        async with aclosing(bridge.items(made, tally.needed_by)) as pieces:
            async for data, seconds in pieces:
                if data:
                    yield data
                    tally.sent(seconds)


async def told_of(
    request: Request, pieces: AsyncGenerator[bytes, None], told: Callable[[VivavoceError], bytes]
) -> AsyncGenerator[bytes, None]:
    """The pieces; what goes wrong before the first is raised, later it is an event."""
    begun = False
    async with aclosing(pieces):
        try:
            async for piece in pieces:
                yield piece
                begun = True
        except Exception as error:
            if not begun:
                raise
            request_id = request.state.request_id
            tell_cause(request_id, f"{request.method} {request.url.path}", error, begun=False)
            known = as_ours(error) or EngineFailed(f"something went wrong in here; the log tells it under {request_id}")
            state_of(request).metrics.error(known.code)
            yield told(known)


def coded(sounds: Iterator[Samples], rate: int, format: Format) -> Iterator[Made]:
    """The sounds as bytes of the format; rate: of the sounds."""
    one, seconds = encoder(format, rate), 0.0
    for samples in sounds:
        seconds += len(samples) / rate
        data = one.feed(samples)
        yield data, seconds if data else 0.0
        if data:
            seconds = 0.0
    yield one.close(), seconds
