"""Speech in, the same speech in another voice out: the voice changer."""

import time
from collections.abc import Iterator
from contextlib import closing

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from vivavoce.core.audio import Samples
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import cartesia_meaning as meaning
from vivavoce.dialects.cartesia_socket import ChangedChunk, Done, failure, flat_json
from vivavoce.dsp.formats import Format
from vivavoce.dsp.reading import open_audio
from vivavoce.errors import BadRequest, VivavoceError
from vivavoce.server.asked import form_of, service_of
from vivavoce.server.cartesia.answers import version_of
from vivavoce.server.cartesia.talk import raw_format, voice_for
from vivavoce.server.sending import Made, coded, events, sound
from vivavoce.server.service import Service

LONGEST = 3600.0  # seconds of a recording; it is converted piece by piece, so this is patience and not memory


async def change_bytes(request: Request) -> Response:
    """The recording in the voice, sent while it is made."""
    asked, clip = await asked_for(request)
    wanted, service = meaning.format_of(asked.output_format), service_of(request)
    return await sound(request, service.bridge, changed(service, asked, clip, wanted), wanted)


async def change_sse(request: Request) -> Response:
    """The same as events."""
    asked, clip = await asked_for(request)
    wanted, service = raw_format(asked.output_format), service_of(request)

    def told(error: VivavoceError) -> bytes:
        return twice(failure(error, None, request.state.request_id))

    return await events(request, service.bridge, messages(changed(service, asked, clip, wanted), wanted), told)


async def asked_for(request: Request) -> tuple[wire.VoiceChangeForm, UploadFile]:
    version_of(request)
    asked, files = await form_of(request, wire.VoiceChangeForm)
    if "clip" not in files:
        raise BadRequest("the recording is missing: send it as the file clip")
    return asked, files["clip"]


def changed(service: Service, asked: wire.VoiceChangeForm, clip: UploadFile, format: Format) -> Iterator[Made]:
    """The recording in the voice, as bytes of the format."""
    voice = voice_for(service, asked.voice)
    with closing(clip.file), open_audio(clip.file, longest_seconds=LONGEST) as reader:
        converted: Iterator[Samples] = (audio.samples for audio in service.engine().convert(reader, voice))
        yield from coded(converted, reader.rate, format)


def messages(made: Iterator[Made], format: Format) -> Iterator[Made]:
    """The same as events, to the one that ends them."""
    began = time.perf_counter()
    for data, seconds in made:
        step_time = round((time.perf_counter() - began) * 1000, 3)
        chunk = ChangedChunk(data=data, step_time=step_time, sample_rate=format.rate)
        yield twice(chunk) if data else b"", seconds
        began = time.perf_counter()
    yield twice(Done(status_code=200)), 0.0


def twice(message: msgspec.Struct) -> bytes:
    """The message as an event, and before that in a line of its own.

    Cartesia's clients 2.x read bare lines of JSON here and nothing else, 4.x read events; each skips the other's.
    """
    data = flat_json(message)
    return data + b"\ndata: " + data + b"\n\n"
