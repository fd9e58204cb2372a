"""Sound that is answered as a whole, because its length is told before it: made into a file, then sent."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.requests import Request
from starlette.responses import Response

from vivavoce.core.audio import Samples
from vivavoce.dialects.charactr import DURATION_HEADER, SIZE_HEADER
from vivavoce.dsp.encoders import encoder
from vivavoce.dsp.formats import Format
from vivavoce.errors import StorageFailed
from vivavoce.server.asked import state_of
from vivavoce.server.bridge import Bridge
from vivavoce.server.speaking import speaking
from vivavoce.server.streamed import begun, unless_left

IN_MEMORY = 4 * 2**20  # bytes of a sound that are kept in memory; a longer one goes to the disk
PIECE = 2**18  # bytes that are sent in one go


async def whole(request: Request, bridge: Bridge, sounds: Iterator[Samples], rate: int, format: Format) -> Response:
    """The sounds as one file of the format; rate: of the sounds. Raises StorageFailed when the disk is full."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 closed when it was sent
    try:
        seconds = await unless_left(request.receive, made(request, bridge, written(file, sounds, rate, format)))
        size = file.seek(0, 2)
        headers = {DURATION_HEADER: str(round(seconds * 1000)), SIZE_HEADER: str(size)}
        response = await begun(request, pieces(file), format.media_type, headers)
    except BaseException:
        file.close()
        raise
    response.headers["content-length"] = str(size)
    return response


async def made(request: Request, bridge: Bridge, steps: Iterator[float]) -> float:
    """Take all the steps; returns how many seconds of sound they made."""
    total = 0.0
    with speaking(state_of(request)) as tally:
        async with aclosing(bridge.items(steps, tally.needed_by)) as seconds:
            async for made in seconds:
                tally.sent(made)
                total += made
    return total


def written(file: IO[bytes], sounds: Iterator[Samples], rate: int, format: Format) -> Iterator[float]:
    """Write the sounds into the file; gives the seconds of each that was written."""
    one = encoder(format, rate, seekable=True)
    try:
        for samples in sounds:
            file.write(one.feed(samples))
            yield len(samples) / rate
        file.write(one.close())
        file.seek(0)
        file.write(one.head())
    except OSError as error:
        raise StorageFailed(f"the sound cannot be kept until it is sent: {error.strerror or error}") from error


async def pieces(file: IO[bytes]) -> AsyncGenerator[bytes, None]:
    """The file from its beginning; it is closed at the end, and when nobody wants more of it."""
    with file:
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
