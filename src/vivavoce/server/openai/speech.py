"""Text in, sound out: /v1/audio/speech."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from vivavoce.core.voices import Voice
from vivavoce.dialects import openai as wire
from vivavoce.dialects import openai_meaning as meaning
from vivavoce.dsp.formats import Format
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.errors import VivavoceError, VoiceNotFound
from vivavoce.server.asked import body_of, service_of
from vivavoce.server.saying import check_length, said, sounds
from vivavoce.server.sending import Made, coded, events, sound
from vivavoce.server.service import HOW_TO_ADOPT, Service, is_id

LISTED = "GET /v1/audio/voices lists those there are"


async def speech(request: Request) -> Response:
    """The whole text as one sound, or as events that hold it, sent while it is made."""
    asked = await body_of(request, wire.SpeechRequest)
    check_length("input", asked.input)
    service, wanted = service_of(request), meaning.format_of(asked)
    made = spoken(service, asked, wanted)
    if meaning.is_events(asked):
        return await events(request, service.bridge, told(made, asked), broken)
    return await sound(request, service.bridge, made, wanted)


def spoken(service: Service, asked: wire.SpeechRequest, format: Format) -> Iterator[Made]:
    """The text as bytes of the format; whatever is wrong with the request is raised at the first step."""
    speaker = service.speaker(
        voice_of(service, asked.voice if isinstance(asked.voice, str) else asked.voice.id),
        language=asked.language or None,
        controls=meaning.controls_of(asked),
        rate=format.rate,
        synthesizer=asked.model if asked.model in service.synthesizers else None,
    )
    yield from coded(sounds(speaker, said(speaker, asked.input)), format.rate, format)


def told(made: Iterator[Made], asked: wire.SpeechRequest) -> Iterator[Made]:
    """The bytes as events, to the one that ends them."""
    whole = 0.0
    for data, seconds in made:
        whole += seconds
        yield wire.event(wire.Delta(audio=data)) if data else b"", seconds
    yield wire.event(wire.Done(usage=wire.usage_of(asked.input, whole))), 0.0


def broken(error: VivavoceError) -> bytes:
    """The event of an error that comes in the midst."""
    return wire.event(wire.Broken(error=wire.detail_of(error)))


def voice_of(service: Service, name: str) -> Voice:
    """The voice that is meant: by its id or name, or one of ours by the vendor's name for one of theirs.

    raises: VoiceNotFound, Conflict when several voices have the name
    """
    stands_for = wire.VOICES.get(name.strip().lower())
    try:
        # A voice of the user's own that is called "nova" is not to be had otherwise.
        return service.named_voice(name) if stands_for is None else service.library.find(name)
    except VoiceNotFound as error:
        if stands_for is not None:
            return next(voice for voice in built_in_voices() if voice.name == stands_for)
        if is_id(name):
            raise VoiceNotFound(f"there is no voice {name}; {LISTED}. {HOW_TO_ADOPT}") from None
        raise VoiceNotFound(f"{error} ({LISTED})") from None
