"""Everything that the client of 2025 can do for speech: cartesia 2.0.17, which speaks version 2024-11-13.

Its WebSocket is a plain one only if the address has "localhost" in it.
"""

import asyncio
import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import stage
from cartesia import AsyncCartesia, Cartesia
from stage import Plan, each, failure, half_of, heard, items, value

RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}
ENCODINGS = ("pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw")
RATES = (8000, 16000, 22050, 24000, 44100, 48000)
FORMATS = {
    **{f"raw_{encoding}_16000": ("raw", encoding, 16000, None) for encoding in ENCODINGS},
    **{f"raw_pcm_s16le_{rate}": ("raw", "pcm_s16le", rate, None) for rate in RATES},
    **{f"wav_{encoding}_24000": ("wav", encoding, 24000, None) for encoding in ENCODINGS},
    **{f"mp3_{bit_rate}_44100": ("mp3", None, 44100, bit_rate) for bit_rate in (32000, 64000, 96000, 128000, 192000)},
}
HALVES = {"sync": Cartesia, "async": AsyncCartesia}


@asynccontextmanager
async def connected(half: str, url: str, key: str = "none") -> AsyncIterator[Any]:
    """A client of either half."""
    client = HALVES[half](api_key=key, base_url=url)
    try:
        yield client
    finally:
        if half == "async":
            await client.close()


@asynccontextmanager
async def socket(client: Any) -> AsyncIterator[Any]:
    """Its WebSocket."""
    connection = await value(client.tts.websocket())
    try:
        yield connection
    finally:
        await value(connection.close())


async def status(plan: Plan, client: Any) -> Any:
    return await value(client.api_status.get())


# Voices


async def voices_list(plan: Plan, client: Any) -> Any:
    """All of them in pages of seven, and every way of asking for some."""
    pages = await value(client.voices.list(limit=7))
    some = {
        "feminine": await value(client.voices.list(limit=100, gender="feminine")),
        "owned": await value(client.voices.list(limit=100, is_owner=True)),
        "starred": await value(client.voices.list(limit=3, is_starred=False)),
        "expanded": await value(client.voices.list(limit=2, expand=["embedding", "is_starred"])),
    }
    first = pages.items
    after = await value(client.voices.list(limit=3, starting_after=first[2].id))
    before = await value(client.voices.list(limit=3, ending_before=first[6].id))
    return {
        "all": await items(pages),
        "pages": [[voice.id for voice in page.items] for page in await items(pages.iter_pages())],
        "next": [voice.id for voice in (await value(pages.next_page())).items],
        "after": [voice.id for voice in after.items],
        "before": [voice.id for voice in before.items],
        "unknown": (await value(client.voices.list(limit=100))).has_next,
        **{name: list(page.items) for name, page in some.items()},
    }


async def voices_get(plan: Plan, client: Any) -> Any:
    return await value(client.voices.get(plan.voice))


async def voices_clone(plan: Plan, client: Any) -> Any:
    """From bytes, from a named file and from an open one, in both modes."""
    data = Path(plan.clip).read_bytes()
    seen = {}
    with Path(plan.clip).open("rb") as file:
        clips = {"bytes": data, "named": ("me.wav", data, "audio/wav"), "file": file}
        for name, clip in clips.items():
            seen[name] = await value(
                client.voices.clone(
                    clip=clip,
                    name=f"{plan.client} {name} {id(client)}",
                    language="en",
                    mode="stability" if name == "bytes" else "similarity",
                    description="cloned",
                    enhance=name == "file",
                )
            )
    return seen


async def voices_mix(plan: Plan, client: Any) -> Any:
    page = await value(client.voices.list(limit=100, expand=["embedding"]))
    other = next(voice.embedding for voice in page.items if voice.id == plan.other)
    mixed = await value(
        client.voices.mix(voices=[{"id": plan.voice, "weight": 0.25}, {"embedding": other, "weight": 0.75}])
    )
    return mixed.embedding


async def voices_life(plan: Plan, client: Any) -> Any:
    """From nothing to a voice that speaks, and to nothing again."""
    embedding = (await value(client.voices.mix(voices=[{"id": plan.other, "weight": 1.0}]))).embedding
    name = f"{plan.client} {half_of(client)}"
    new = await value(client.voices.create(name=name, description="created", embedding=embedding, language="en"))
    changed = await value(client.voices.update(new.id, name=f"{name} 2", description="changed"))
    localized = await value(
        client.voices.localize(
            voice_id=new.id,
            name=f"{name} in German",
            description="localized",
            language="de",
            original_speaker_gender="male",
        )
    )
    scottish = await value(
        client.voices.localize(
            voice_id=new.id,
            name=f"{name} in Britain",
            description="localized",
            language="en",
            original_speaker_gender="female",
            dialect="uk",
        )
    )
    seen = {
        "created": new,
        "updated": changed,
        "localized": localized,
        "dialect": scottish,
        "got": await value(client.voices.get(new.id)),
        "listed": [voice.id for voice in await items(await value(client.voices.list(limit=100)))],
        "audio": b"".join(await items(client.tts.bytes(**say(plan, voice={"mode": "id", "id": new.id})))),
        "german": b"".join(
            await items(client.tts.bytes(**say(plan, voice={"mode": "id", "id": localized.id}, language="de")))
        ),
    }
    for voice in (new, localized, scottish):
        await value(client.voices.delete(voice.id))
    return seen | {"gone": await failure(lambda: client.voices.get(new.id))}


# Text to speech over HTTP


def say(plan: Plan, **more: Any) -> dict[str, Any]:
    return {
        "model_id": "sonic-2",
        "transcript": plan.text,
        "voice": {"mode": "id", "id": plan.voice},
        "output_format": RAW,
        "language": "en",
    } | more


def output_format(container: str, encoding: str | None, rate: int, bit_rate: int | None) -> dict[str, Any]:
    given = {"container": container, "encoding": encoding, "sample_rate": rate, "bit_rate": bit_rate}
    return {name: one for name, one in given.items() if one is not None}


async def bytes_formats(plan: Plan, client: Any) -> Any:
    return {
        name: b"".join(await items(client.tts.bytes(**say(plan, output_format=output_format(*one)))))
        for name, one in FORMATS.items()
    }


async def embedding_of(client: Any, id: str) -> Any:
    return (await value(client.voices.mix(voices=[{"id": id, "weight": 1.0}]))).embedding


async def bytes_voices(plan: Plan, client: Any) -> Any:
    """Every way of naming a voice, and how it is to speak."""
    embedding = await embedding_of(client, plan.other)
    by_id = {"mode": "id", "id": plan.voice}
    ways: dict[str, dict[str, Any]] = {
        "embedding": {"voice": {"mode": "embedding", "embedding": embedding}},
        "fast": {"voice": by_id | {"experimental_controls": {"speed": "fastest"}}},
        "slow": {"voice": by_id | {"experimental_controls": {"speed": -1.0}}},
        "emotion": {
            "voice": by_id | {"experimental_controls": {"speed": "normal", "emotion": ["positivity:high", "curiosity"]}}
        },
        "own language": {"language": None},
        "model speed": {"speed": "slow"},
        "config": {"model_id": "sonic-3", "generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
    }
    return {name: b"".join(await items(client.tts.bytes(**say(plan, **way)))) for name, way in ways.items()}


async def bytes_options(plan: Plan, client: Any) -> Any:
    """Small pieces, a time limit, headers of one's own."""
    options = {"chunk_size": 4096, "timeout_in_seconds": 30, "additional_headers": {"X-Mine": "1"}, "max_retries": 1}
    pieces = await items(client.tts.bytes(**say(plan, request_options=options)))
    return {"audio": b"".join(pieces), "sizes": [len(piece) for piece in pieces]}


async def sse(plan: Plan, client: Any) -> Any:
    return {
        "stream": heard(await items(client.tts.sse(**say(plan)))),
        "timed": heard(
            await items(
                client.tts.sse(
                    **say(plan, add_timestamps=True, add_phoneme_timestamps=True, context_id="my-own-context")
                )
            )
        ),
    }


async def infill(plan: Plan, client: Any) -> Any:
    """What was put between and all of it together, by the helper; and the plain request in three formats."""
    wav = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000}
    both = {"left_audio_path": plan.left, "right_audio_path": plan.right}
    request = {"model_id": "sonic-2", "language": "en", "transcript": plan.text}
    voice = {"mode": "id", "id": plan.voice}
    seen: dict[str, Any] = {
        name: await value(client.tts.infill(**request, voice=voice, output_format=wav, **sides))
        for name, sides in {"both": both, "left": {"left_audio_path": plan.left}}.items()
    }
    plain = request | {
        "left_audio": Path(plan.left).read_bytes(),
        "right_audio": Path(plan.right).read_bytes(),
        "voice_id": plan.voice,
        "output_format_sample_rate": 44100,
    }
    formats = {
        "mp3": {"output_format_container": "mp3", "output_format_bit_rate": 128000},
        "raw": {"output_format_container": "raw", "output_format_encoding": "pcm_s16le"},
    }
    for name, one in formats.items():
        seen[name] = b"".join(await items(client.infill.bytes(**plain, **one)))
    seen["slow"] = b"".join(
        await items(
            client.infill.bytes(
                **plain,
                **formats["raw"],
                voice_experimental_controls_speed="slow",
                voice_experimental_controls_emotion=["sadness", "anger:low"],
            )
        )
    )
    return seen


async def voice_changer(plan: Plan, client: Any) -> Any:
    """As bytes in three formats, and as events."""
    clip = Path(plan.clip).read_bytes()
    formats: dict[str, dict[str, Any]] = {
        "raw": {"output_format_container": "raw", "output_format_encoding": "pcm_s16le"},
        "wav": {"output_format_container": "wav", "output_format_encoding": "pcm_f32le"},
        "mp3": {"output_format_container": "mp3", "output_format_bit_rate": 128000},
    }
    request = {"clip": clip, "voice_id": plan.voice, "output_format_sample_rate": 44100}
    seen: dict[str, Any] = {
        name: b"".join(await items(client.voice_changer.bytes(**request, **one))) for name, one in formats.items()
    }
    return seen | {"sse": heard(await items(client.voice_changer.sse(**request, **formats["raw"])))}


# Text to speech over the socket


async def socket_send(plan: Plan, client: Any) -> Any:
    """Whole and streamed, with and without times, one after the other on one socket."""
    timed = {"add_timestamps": True, "add_phoneme_timestamps": True}
    async with socket(client) as connection:
        plain = heard(await items(connection.send(**say(plan, stream=True))))
        streamed = heard(await items(connection.send(**say(plan, stream=True, context_id="mine", **timed))))
        whole = heard([await value(connection.send(**say(plan, stream=False, **timed)))])
        original = heard(
            [await value(connection.send(**say(plan, stream=False, use_original_timestamps=True, add_timestamps=True)))]
        )
    return {"plain": plain, "timed": streamed, "whole": whole, "original": original}


async def socket_voices(plan: Plan, client: Any) -> Any:
    embedding = await embedding_of(client, plan.other)
    # The socket's side of the client sends what it is given: here the name is the wire's own.
    controls = {"speed": "fastest", "emotion": ["surprise"]}
    ways: dict[str, dict[str, Any]] = {
        "embedding": {"voice": {"mode": "embedding", "embedding": embedding}},
        "fast": {"voice": {"mode": "id", "id": plan.voice, "__experimental_controls": controls}},
        "config": {"model_id": "sonic-3", "generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
    }
    async with socket(client) as connection:
        return {name: heard(await items(connection.send(**say(plan, **way)))) for name, way in ways.items()}


async def socket_pieces(plan: Plan, client: Any) -> Any:
    """Text in pieces, on a context of its own: from an iterator, or sent one by one and ended."""
    async with socket(client) as connection:
        context = connection.context()
        if half_of(client) == "async":
            for piece in plan.pieces:
                await context.send(**say(plan, transcript=piece, continue_=True, add_timestamps=True))
            await context.no_more_inputs()
            outputs = await items(context.receive())
        else:
            outputs = await items(
                context.send(**say(plan, transcript=iter(plan.pieces), add_timestamps=True, max_buffer_delay_ms=200))
            )
        context._close()
        return {**heard(outputs), "closed": context.is_closed()}


async def socket_contexts(plan: Plan, client: Any) -> Any:
    """Several contexts on one socket: at once where the client can, otherwise after one another."""
    async with socket(client) as connection:
        if half_of(client) == "sync":
            return {
                name: heard(
                    await items(
                        connection.context(name).send(**say(plan, transcript=iter([text]), add_timestamps=True))
                    )
                )
                for name, text in plan.texts.items()
            }
        contexts = {name: connection.context(name) for name in plan.texts}
        for name, text in plan.texts.items():
            await contexts[name].send(**say(plan, transcript=text, continue_=True, add_timestamps=True))
        for context in contexts.values():
            await context.no_more_inputs()
        outputs = await asyncio.gather(*(items(context.receive()) for context in contexts.values()))
        return {name: heard(some) for name, some in zip(contexts, outputs, strict=True)}


async def socket_flush(plan: Plan, client: Any) -> Any:
    """Each flush gives what was sent before it; the rest comes at the end."""
    async with socket(client) as connection:
        context = connection.context()
        parts = []
        for piece in plan.pieces[:-1]:
            await context.send(**say(plan, transcript=piece, continue_=True, add_timestamps=True))
            parts.append(await context.flush())
        await context.send(**say(plan, transcript=plan.pieces[-1], continue_=True, add_timestamps=True))
        await context.no_more_inputs()
        return [*[heard(await items(part())) for part in parts], heard(await items(context.receive()))]


async def socket_cancel(plan: Plan, client: Any) -> Any:
    """A context that is cancelled while it speaks; the next one on the same socket is whole."""
    async with socket(client) as connection:
        came = watched(connection)
        context = connection.context("cancelled")
        await context.send(**say(plan, transcript=plan.long))
        async for output in context.receive():
            first = heard([output])
            await context.cancel()
            break
        other = heard(await items(connection.send(**say(plan, context_id="next"))))
        await asyncio.sleep(0.3)  # for what might still come of the first
        return {"first": first, "next": other, "came": came, "closed": context.is_closed()}


def watched(connection: Any) -> list[dict[str, Any]]:
    """What comes in on the socket from now on: type and context of each message."""
    came: list[dict[str, Any]] = []
    receive = connection.websocket.receive_json

    async def seeing() -> Any:
        message = await receive()
        came.append({name: message.get(name) for name in ("type", "context_id")})
        return message

    connection.websocket.receive_json = seeing
    return came


async def socket_left(plan: Plan, client: Any) -> Any:
    """Leaving a generation half way keeps nothing from the next one, on a socket of its own."""
    async with socket(client) as connection:
        async for output in each(connection.send(**say(plan, transcript=plan.long))):
            first = heard([output])
            break
    async with socket(client) as connection:
        return {"first": first, "next": heard(await items(connection.send(**say(plan))))}


# Tokens, and what goes wrong


async def tokens(plan: Plan, client: Any) -> Any:
    """A token made with the key, and used in its place."""
    half = half_of(client)
    async with connected(half, plan.keyed_url, plan.key) as owner:
        tts = (await value(owner.auth.access_token(grants={"tts": True}, expires_in=60))).token
        stt = (await value(owner.auth.access_token(grants={"tts": False, "stt": True}, expires_in=60))).token
    async with connected(half, plan.keyed_url, tts) as bearer:
        seen: dict[str, Any] = {"bytes": b"".join(await items(bearer.tts.bytes(**say(plan))))}
        async with socket(bearer) as connection:
            seen["socket"] = heard(await items(connection.send(**say(plan))))
        seen["another token"] = await failure(lambda: bearer.auth.access_token(grants={"tts": True}, expires_in=60))
    async with connected(half, plan.keyed_url, stt) as wrong:
        seen["wrong grant"] = await failure(lambda: wrong.tts.bytes(**say(plan)))
        seen["wrong grant socket"] = await failure(lambda: wrong.tts.websocket())
    return seen


async def keys(plan: Plan, client: Any) -> Any:
    """A server that wants a key: with it, and with another one."""
    half = half_of(client)
    async with connected(half, plan.keyed_url, plan.key) as good:
        seen: dict[str, Any] = {"bytes": b"".join(await items(good.tts.bytes(**say(plan))))}
        async with socket(good) as connection:
            seen["socket"] = heard(await items(connection.send(**say(plan))))
    async with connected(half, plan.keyed_url, "a-wrong-key") as bad:
        seen["wrong bytes"] = await failure(lambda: bad.tts.bytes(**say(plan)))
        seen["wrong sse"] = await failure(lambda: bad.tts.sse(**say(plan)))
        seen["wrong list"] = await failure(lambda: bad.voices.list())
        seen["wrong socket"] = await failure(lambda: bad.tts.websocket())
    return seen


async def errors(plan: Plan, client: Any) -> Any:
    wrong: dict[str, dict[str, Any]] = {
        "voice": {"voice": {"mode": "id", "id": plan.nobody}},
        "model": {"model_id": "whisper"},
        "text": {"transcript": " ... "},
        "embedding": {"voice": {"mode": "embedding", "embedding": [0.5] * 3}},
    }
    seen: dict[str, Any] = {}
    for name, one in wrong.items():
        seen[f"bytes {name}"] = await failure(functools.partial(client.tts.bytes, **say(plan, **one)))
        seen[f"sse {name}"] = await failure(functools.partial(client.tts.sse, **say(plan, **one)))
        async with socket(client) as connection:
            seen[f"socket {name}"] = await failure(functools.partial(connection.send, **say(plan, **one)))
            seen[f"after {name}"] = heard(await items(connection.send(**say(plan))))
    seen["get"] = await failure(lambda: client.voices.get(plan.nobody))
    seen["delete"] = await failure(lambda: client.voices.delete(plan.nobody))
    seen["clone"] = await failure(
        lambda: client.voices.clone(clip=b"no sound", name="nobody", language="en", mode="similarity")
    )
    seen["change"] = await failure(
        lambda: client.voice_changer.bytes(
            clip=b"no sound",
            voice_id=plan.voice,
            output_format_container="raw",
            output_format_sample_rate=24000,
            output_format_encoding="pcm_s16le",
        )
    )
    return seen


async def busy(plan: Plan, client: Any) -> Any:
    """A server that has as much to do as it may."""
    async with connected(half_of(client), plan.busy_url) as other:
        seen = {"bytes": await failure(lambda: other.tts.bytes(**say(plan)))}
        async with socket(other) as connection:
            seen["socket"] = await failure(lambda: connection.send(**say(plan)))
    return seen


async def not_there(plan: Plan, client: Any) -> Any:
    """What this server does not have."""
    clip = Path(plan.clip).read_bytes()
    seen = {"transcribe": await failure(lambda: client.stt.transcribe(file=clip, model="ink-whisper"))}
    seen["socket"] = await failure(
        lambda: client.stt.websocket(model="ink-whisper", encoding="pcm_s16le", sample_rate=16000)
    )
    return seen


BOTH = (
    *(status, voices_list, voices_get, voices_clone, voices_mix, voices_life),
    *(bytes_formats, bytes_voices, bytes_options, sse, infill, voice_changer),
    *(socket_send, socket_voices, socket_pieces, socket_contexts, socket_left),
    *(tokens, keys, errors, busy, not_there),
)
ASYNC = (socket_flush, socket_cancel)


if __name__ == "__main__":
    stage.main(stage.halves(connected, BOTH, awaited=ASYNC))
