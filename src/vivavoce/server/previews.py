"""A sentence in a voice, which shows it off."""

from starlette.requests import Request
from starlette.responses import Response

from vivavoce.core.requests import Controls
from vivavoce.core.voices import Voice
from vivavoce.dsp.formats import Format
from vivavoce.engine.catalogue import PREVIEWS
from vivavoce.server.asked import service_of
from vivavoce.server.saying import said, sounds
from vivavoce.server.sending import coded, sound

FORMAT = Format("wav", "pcm_s16le", rate=24_000)


async def preview(request: Request, voice: Voice) -> Response:
    """The sentence as a WAV."""
    service = service_of(request)
    language = voice.language
    text = voice.preview or PREVIEWS.get(language) or PREVIEWS.get(language.split("-")[0]) or PREVIEWS["en"]
    speaker = service.speaker(voice, language=None, controls=Controls(), rate=FORMAT.rate)
    made = coded(sounds(speaker, said(speaker, text)), FORMAT.rate, FORMAT)
    return await sound(request, service.bridge, made, FORMAT)
