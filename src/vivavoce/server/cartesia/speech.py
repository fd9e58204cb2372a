"""Text in, sound out: /tts/bytes, /tts/sse, /tts/websocket and infill."""

from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing

import numpy as np
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from vivavoce.core.audio import Samples
from vivavoce.core.events import Chunk as Sound
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import sse
from vivavoce.dialects.cartesia_socket import Chunk, Done, ServerMessage, failure, flat_json
from vivavoce.dsp.encoders import encoder
from vivavoce.dsp.formats import Format
from vivavoce.dsp.level import Limiter, active_level
from vivavoce.dsp.reading import read
from vivavoce.engine.speaker import Speaker
from vivavoce.errors import BadRequest, NotImplementedHere, VivavoceError
from vivavoce.making import LONGEST_CLIP
from vivavoce.server.cartesia.answers import body_of, form_of, service_of, state_of, version_of
from vivavoce.server.cartesia.socket import Session
from vivavoce.server.cartesia.talk import Talk, speaker_for
from vivavoce.server.portions import Portions
from vivavoce.server.service import Service
from vivavoce.server.speaking import speaking
from vivavoce.server.streamed import Streamed, begun

MOST_MATCHED = 20.0  # decibels that infill is raised or lowered to match: beyond that a neighbour is no speech


async def tts_bytes(request: Request) -> Response:
    """The whole text as one sound, sent while it is made."""
    asked = await body_of(request, wire.Generation)
    wanted = wire.format_of(asked.output_format)
    if asked.save:
        raise NotImplementedHere("this server keeps no files: leave save out, and keep what is answered")
    version_of(request)
    sounds = spoken(service_of(request), asked, wanted)
    return Streamed(await begun(coded(request, sounds, wanted.rate, wanted)), wanted.media_type)


async def tts_sse(request: Request) -> Response:
    """The whole text as events: sound, and when words and phonemes sound if that was asked for."""
    asked = await body_of(request, wire.Generation)
    version_of(request)
    talk = Talk(service_of(request), asked)
    headers = {"cache-control": "no-store"}
    return Streamed(await begun(events(request, talk, asked)), sse.MEDIA_TYPE, headers)


async def tts_websocket(websocket: WebSocket) -> None:
    """Many texts at once, each while it arrives."""
    await Session(websocket, version_of(websocket)).run()


async def infill(request: Request) -> Response:
    """Speech that goes between two recordings, as loud as they are."""
    asked, files = await form_of(request, wire.InfillForm)
    sides = [files[name] for name in ("left_audio", "right_audio") if name in files]
    if not sides:
        raise BadRequest("infill goes beside a recording: send left_audio, right_audio or both as files")
    wanted = wire.format_of(asked.output_format)
    speech = wire.Generation(
        transcript=asked.transcript,
        model_id=asked.model_id,
        voice=wire.VoiceSpecifier(
            id=asked.voice_id, experimental_controls=asked.voice.experimental_controls if asked.voice else None
        ),
        output_format=asked.output_format,
        language=asked.language,
    )
    sounds = matched(service_of(request), speech, wanted, sides)
    return Streamed(await begun(coded(request, sounds, wanted.rate, wanted)), wanted.media_type)


def spoken(service: Service, asked: wire.Generation, format: Format) -> Iterator[Samples]:
    """The text's sound in portions, at the format's rate."""
    speaker = speaker_for(service, asked, format.rate)
    for portions in Portions(format.rate).of(said(speaker, asked)):
        yield np.concatenate([portion.samples for portion in portions])


def said(speaker: Speaker, asked: wire.Generation) -> Iterator[Sound]:
    if asked.duration is not None:
        yield from only_sound(speaker.fitted(asked.transcript, asked.duration))
    else:
        yield from only_sound(speaker.feed(asked.transcript))
        yield from only_sound(speaker.close())


def only_sound(events: Iterable[object]) -> Iterator[Sound]:
    return (event for event in events if isinstance(event, Sound))


def matched(service: Service, asked: wire.Generation, format: Format, sides: list[UploadFile]) -> Iterator[Samples]:
    """The text's sound with the level of the speech in the recordings beside it; silence has none to match."""
    levels = []
    for side in sides:
        audio = read(side.file, longest_seconds=LONGEST_CLIP)
        levels.append(active_level(audio.samples, audio.rate).decibels)
    samples = np.concatenate([np.zeros(0, np.float32), *spoken(service, asked, format)])
    heard = [level for level in levels if np.isfinite(level)]
    gain = float(np.mean(heard)) - active_level(samples, format.rate).decibels if heard else 0.0
    limiter = Limiter(format.rate)
    yield limiter.feed(samples * np.float32(10 ** (np.clip(gain, -MOST_MATCHED, MOST_MATCHED) / 20)))
    yield limiter.close()


async def coded(request: Request, sounds: Iterator[Samples], rate: int, format: Format) -> AsyncGenerator[bytes, None]:
    """The sounds as bytes of the format, none of them empty."""
    with speaking(state_of(request)) as tally:
        made = bytes_of(sounds, rate, format)
        async with aclosing(service_of(request).bridge.items(made, tally.needed_by)) as pieces:
            async for piece, seconds in pieces:
                yield piece
                tally.sent(seconds)


def bytes_of(sounds: Iterator[Samples], rate: int, format: Format) -> Iterator[tuple[bytes, float]]:
    """Pieces of the format with the seconds of sound that went into them; rate: of the sounds."""
    one = encoder(format, rate)
    seconds = 0.0
    for samples in sounds:
        seconds += len(samples) / rate
        if data := one.feed(samples):
            yield data, seconds
            seconds = 0.0
    if data := one.close():
        yield data, seconds


async def events(request: Request, talk: Talk, asked: wire.Generation) -> AsyncGenerator[bytes, None]:
    """The context's messages as an event stream. What goes wrong before the first is raised, later it is an event."""
    told = False
    try:
        with speaking(state_of(request)) as tally:
            made = talk.say(asked.transcript, "end")
            async with aclosing(service_of(request).bridge.items(made, tally.needed_by)) as steps:
                async for step in steps:
                    for message in step:
                        yield event(message)
                        told = True
                        if isinstance(message, Chunk):
                            tally.sent(talk.seconds(message))
        yield event(Done(context_id=asked.context_id))
    except VivavoceError as error:
        if not told:
            raise
        state_of(request).metrics.error(error.code)
        yield event(failure(error, asked.context_id, request.state.request_id))


def event(message: ServerMessage) -> bytes:
    return sse.written(message.__struct_config__.tag or "", flat_json(message))  # type: ignore[arg-type]
