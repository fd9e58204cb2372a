"""Speech in, the same speech in another voice out: the voice changer."""

import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, closing

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import sse
from vivavoce.dialects.cartesia_socket import ChangedChunk, Done, failure, flat_json
from vivavoce.dsp.encoders import encoder
from vivavoce.dsp.formats import Format
from vivavoce.dsp.reading import open_audio
from vivavoce.errors import BadRequest, VivavoceError
from vivavoce.server.cartesia.answers import form_of, service_of, state_of, version_of
from vivavoce.server.cartesia.talk import raw_format, voice_for
from vivavoce.server.service import Service
from vivavoce.server.speaking import speaking
from vivavoce.server.streamed import Streamed, begun

LONGEST = 3600.0  # seconds of a recording; it is converted piece by piece, so this is patience and not memory


async def change_bytes(request: Request) -> Response:
    """The recording in the voice, sent while it is made."""
    asked, clip = await asked_for(request)
    wanted = wire.format_of(asked.output_format)
    return Streamed(await begun(only_bytes(request, asked, clip, wanted)), wanted.media_type)


async def change_sse(request: Request) -> Response:
    """The same as events."""
    asked, clip = await asked_for(request)
    wanted = raw_format(asked.output_format)
    return Streamed(await begun(events(request, asked, clip, wanted)), sse.MEDIA_TYPE, {"cache-control": "no-store"})


async def asked_for(request: Request) -> tuple[wire.VoiceChangeForm, UploadFile]:
    version_of(request)
    asked, files = await form_of(request, wire.VoiceChangeForm)
    if "clip" not in files:
        raise BadRequest("the recording is missing: send it as the file clip")
    return asked, files["clip"]


def changed(
    service: Service, asked: wire.VoiceChangeForm, clip: UploadFile, format: Format
) -> Iterator[tuple[bytes, float]]:
    """The recording in the voice: bytes of the format, with the seconds of sound that went into them."""
    voice = voice_for(service, asked.voice)
    with closing(clip.file), open_audio(clip.file, longest_seconds=LONGEST) as reader:
        one, seconds = encoder(format, reader.rate), 0.0
        for audio in service.engine().convert(reader, voice):
            seconds += audio.seconds
            if data := one.feed(audio.samples):
                yield data, seconds
                seconds = 0.0
        if data := one.close():
            yield data, seconds


async def only_bytes(
    request: Request, asked: wire.VoiceChangeForm, clip: UploadFile, format: Format
) -> AsyncGenerator[bytes, None]:
    service = service_of(request)
    with speaking(state_of(request)) as tally:
        made = changed(service, asked, clip, format)
        async with aclosing(service.bridge.items(made, tally.needed_by)) as pieces:
            async for piece, seconds in pieces:
                yield piece
                tally.sent(seconds)


async def events(
    request: Request, asked: wire.VoiceChangeForm, clip: UploadFile, format: Format
) -> AsyncGenerator[bytes, None]:
    """Chunks and the end as events. What goes wrong before the first is raised, later it is an event."""
    service, told, began = service_of(request), False, time.perf_counter()
    try:
        with speaking(state_of(request)) as tally:
            made = changed(service, asked, clip, format)
            async with aclosing(service.bridge.items(made, tally.needed_by)) as pieces:
                async for piece, seconds in pieces:
                    step = (time.perf_counter() - began) * 1000
                    yield twice(ChangedChunk(data=piece, step_time=round(step, 3), sample_rate=format.rate))
                    told, began = True, time.perf_counter()
                    tally.sent(seconds)
        yield twice(Done(status_code=200))
    except VivavoceError as error:
        if not told:
            raise
        state_of(request).metrics.error(error.code)
        yield twice(failure(error, None, request.state.request_id))


def twice(message: msgspec.Struct) -> bytes:
    """The message as an event, and before that in a line of its own.

    Cartesia's clients 2.x read bare lines of JSON here and nothing else, 4.x read events; each skips the other's.
    """
    data = flat_json(message)
    return data + b"\ndata: " + data + b"\n\n"
