"""Text in, sound out: /tts/bytes, /tts/sse, /tts/websocket and infill."""

from collections.abc import Iterator

import numpy as np
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from vivavoce.core.audio import Samples
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import cartesia_meaning as meaning
from vivavoce.dialects import sse
from vivavoce.dialects.cartesia_socket import Chunk, Done, ServerMessage, failure, flat_json
from vivavoce.dsp.formats import Format
from vivavoce.dsp.level import Limiter, active_level
from vivavoce.dsp.reading import read
from vivavoce.errors import BadRequest, NotImplementedHere, VivavoceError
from vivavoce.making import CLIP_RATE, LONGEST_CLIP
from vivavoce.server.asked import body_of, form_of, service_of
from vivavoce.server.bridge import Bridge
from vivavoce.server.cartesia.answers import version_of
from vivavoce.server.cartesia.socket import Session
from vivavoce.server.cartesia.talk import Talk, is_exact, speaker_for
from vivavoce.server.saying import check_length, said, sounds
from vivavoce.server.sending import Made, coded, events, sound
from vivavoce.server.service import Service
from vivavoce.server.streamed import unless_left

MOST_MATCHED = 20.0  # decibels that infill is raised or lowered to match: beyond that a neighbour is no speech
LONGEST_FITTED = 10_000  # characters of a text that is made as a whole before any of it is sent


async def tts_bytes(request: Request) -> Response:
    """The whole text as one sound, sent while it is made."""
    asked, version = checked(await body_of(request, wire.Generation)), version_of(request)
    wanted = meaning.format_of(asked.output_format)
    if asked.save:
        raise NotImplementedHere("this server keeps no files: leave save out, and keep what is answered")
    sounds = spoken(service_of(request), asked, wanted, version)
    return await sound(request, bridge_for(request, asked), coded(sounds, wanted.rate, wanted), wanted)


async def tts_sse(request: Request) -> Response:
    """The whole text as events: sound, and when words and phonemes sound if that was asked for."""
    asked, version = checked(await body_of(request, wire.Generation)), version_of(request)
    talk = Talk(service_of(request), asked, version)

    def told(error: VivavoceError) -> bytes:
        return event(failure(error, asked.context_id, request.state.request_id))

    return await events(request, bridge_for(request, asked), messages(talk, asked), told)


async def tts_websocket(websocket: WebSocket) -> None:
    """Many texts at once, each while it arrives."""
    await Session(websocket, version_of(websocket)).run()


async def infill(request: Request) -> Response:
    """Speech that goes between two recordings, as loud as they are."""
    asked, files = await form_of(request, wire.InfillForm)
    sides: dict[str, UploadFile] = {name: files[name] for name in ("left_audio", "right_audio") if name in files}
    if not sides:
        raise BadRequest("infill goes beside a recording: send left_audio, right_audio or both as files")
    wanted = meaning.format_of(asked.output_format)
    speech = wire.Generation(
        transcript=asked.transcript,
        model_id=asked.model_id,
        voice=wire.VoiceSpecifier(
            id=asked.voice_id, experimental_controls=asked.voice.experimental_controls if asked.voice else None
        ),
        output_format=asked.output_format,
        language=asked.language,
    )
    check_fitted(asked.transcript)
    service = service_of(request)
    work = service.heavy.run(matched, service, speech, wanted, sides)
    samples = await unless_left(request.receive, work)
    return await sound(request, service.bridge, coded(iter([samples]), wanted.rate, wanted), wanted)


def checked(asked: wire.Generation) -> wire.Generation:
    """The request, when its text is not too long."""
    if asked.duration is None:
        check_length("a transcript", asked.transcript)
    else:
        check_fitted(asked.transcript)
    return asked


def check_fitted(transcript: str) -> None:
    """Raises TooLarge when the text is too long to be made as a whole."""
    check_length("a transcript that is made as a whole before any is sent", transcript, LONGEST_FITTED)


def bridge_for(request: Request, asked: wire.Generation) -> Bridge:
    """Where the text is spoken: one that is fitted to a duration takes its time before the first sound."""
    service = service_of(request)
    return service.bridge if asked.duration is None else service.heavy


def spoken(service: Service, asked: wire.Generation, format: Format, version: str) -> Iterator[Samples]:
    """The text's sound in portions, at the format's rate; some are empty."""
    speaker = speaker_for(service, asked, format.rate)
    if asked.duration is None:
        return sounds(speaker, said(speaker, asked.transcript))
    return sounds(speaker, speaker.fitted(asked.transcript, asked.duration, at_most=not is_exact(version)))


def matched(service: Service, asked: wire.Generation, format: Format, sides: dict[str, UploadFile]) -> Samples:
    """The text's sound with the level of the speech in the recordings beside it; silence has none to match."""
    levels = [level_of(name, side) for name, side in sides.items()]
    samples = np.concatenate([np.zeros(0, np.float32), *spoken(service, asked, format, wire.NEWEST)])
    heard = [level for level in levels if np.isfinite(level)]
    gain = float(np.mean(heard)) - active_level(samples, format.rate).decibels if heard else 0.0
    limiter = Limiter(format.rate)
    louder = limiter.feed(samples * np.float32(10 ** (np.clip(gain, -MOST_MATCHED, MOST_MATCHED) / 20)))
    return np.concatenate([louder, limiter.close()])


def level_of(name: str, side: UploadFile) -> float:
    """The level of the speech in a recording, dBov. Raises BadAudio and TooLarge that say which recording it is."""
    try:
        audio = read(side.file, longest_seconds=LONGEST_CLIP, highest_rate=CLIP_RATE)
    except VivavoceError as error:
        raise type(error)(f"{name}: {error}") from error
    return active_level(audio.samples, audio.rate).decibels


def messages(talk: Talk, asked: wire.Generation) -> Iterator[Made]:
    """The text as events, to the one that ends them."""
    for step in talk.say(asked.transcript, "end"):
        seconds = sum(talk.seconds(message) for message in step if isinstance(message, Chunk))
        yield b"".join(event(message) for message in step), seconds
    yield event(Done(context_id=asked.context_id)), 0.0


def event(message: ServerMessage) -> bytes:
    return sse.written(message.__struct_config__.tag or "", flat_json(message))  # type: ignore[arg-type]
