"""Text to speech and speech to speech over HTTP, each answered as a whole."""

from collections.abc import Iterator
from contextlib import ExitStack

from starlette.requests import Request
from starlette.responses import Response

from vivavoce.core.audio import Samples
from vivavoce.core.requests import Controls
from vivavoce.core.voices import Voice
from vivavoce.dialects import charactr as wire
from vivavoce.dsp.reading import AudioReader, open_audio
from vivavoce.errors import BadRequest
from vivavoce.server.asked import body_of, form_of, query_of, service_of
from vivavoce.server.charactr.answers import check_save, format_of
from vivavoce.server.charactr.whole import whole
from vivavoce.server.saying import check_length, said, sounds
from vivavoce.server.service import Service

LONGEST_TEXT = 100_000  # characters that are made before any is sent: two hours, 340 MB of WAV at 24 kHz
LONGEST = 3600.0  # seconds of a recording; it is converted piece by piece


async def convert(request: Request) -> Response:
    """The text as one file."""
    asked, query = await body_of(request, wire.Conversion), query_of(request, wire.ConversionQuery)
    check_save(asked.save)
    check_length("a text", asked.text, LONGEST_TEXT, "the sockets take any length")
    service, wanted = service_of(request), format_of(query)
    voice = await service.bridge.run(service.numbered_voice, asked.voice_id)
    speaker = await service.bridge.run(service.speaker, voice, language=None, controls=Controls(), rate=wanted.rate)
    return await whole(request, service.bridge, sounds(speaker, said(speaker, asked.text)), wanted.rate, wanted)


async def change(request: Request) -> Response:
    """The recording in another voice, as one file."""
    asked, (_, files) = query_of(request, wire.SpeechQuery), await form_of(request, wire.Nothing)
    check_save(asked.save)
    if "file" not in files:
        raise BadRequest("the recording is missing: send it as the file called file")
    service = service_of(request)
    voice = await service.bridge.run(service.numbered_voice, asked.voice_id)
    with ExitStack() as opened:
        reader = await service.bridge.run(opened.enter_context, open_audio(files["file"].file, longest_seconds=LONGEST))
        wanted = format_of(asked, reader.rate)
        converted = changed(service, reader, voice, opened.pop_all())
        return await whole(request, service.bridge, converted, reader.rate, wanted)


def changed(service: Service, reader: AudioReader, voice: Voice, opened: ExitStack) -> Iterator[Samples]:
    """The recording in the voice; opened: what is closed when nobody wants more of it."""
    with opened:
        for audio in service.engine().convert(reader, voice):
            yield audio.samples
