"""Everything that the client of 2024 can do: cartesia 1.4.0, which speaks version 2024-06-10.

It is pointed at a server by the bare name and port: with a scheme its WebSocket's address is broken.
"""

import asyncio
import functools
from typing import Any

import stage
from cartesia import AsyncCartesia
from cartesia_2_client import connected, socket
from cartesia_formats import RAW
from stage import Plan, each, failure, half_of, heard, items, value

NAMED = (
    *(f"raw_pcm_{encoding}_{rate}" for encoding in ("f32le", "s16le") for rate in (44100, 24000, 22050, 16000, 8000)),
    *("raw_pcm_mulaw_8000", "raw_pcm_alaw_8000"),
)


# Voices


async def voices_list(plan: Plan, client: Any) -> Any:
    return client.voices.list()


async def voices_get(plan: Plan, client: Any) -> Any:
    return client.voices.get(id=plan.voice)


async def voices_clone(plan: Plan, client: Any) -> Any:
    """An embedding by default; a voice by its modes."""
    return {
        "embedding": client.voices.clone(filepath=plan.clip),
        "plain": client.voices.clone(filepath=plan.clip, enhance=False),
        **{mode: made(plan, client, mode) for mode in ("similarity", "stability")},
    }


def made(plan: Plan, client: Any, mode: str) -> Any:
    name = f"{plan.client} {mode} {id(client)}"
    return client.voices.clone(
        filepath=plan.clip, mode=mode, name=name, description="cloned", language="en", transcript=plan.clip_text
    )


async def voices_mix(plan: Plan, client: Any) -> Any:
    other = client.voices.get(id=plan.other)["embedding"]
    return client.voices.mix([{"id": plan.voice, "weight": 0.25}, {"embedding": other, "weight": 0.75}])


async def voices_life(plan: Plan, client: Any) -> Any:
    """From nothing to a voice that speaks, and to nothing again."""
    embedding = client.voices.get(id=plan.other)["embedding"]
    new = client.voices.create(
        name=f"{plan.client} {id(client)}", description="created", embedding=embedding, language="en"
    )
    return {
        "created": new,
        "got": client.voices.get(id=new["id"]),
        "listed": [voice["id"] for voice in client.voices.list()],
        "audio": await value(
            client.tts.bytes(model_id="sonic-english", transcript=plan.text, voice_id=new["id"], output_format=RAW)
        ),
        "deleted": client.voices.delete(id=new["id"]),
        "gone": await failure(lambda: client.voices.get(id=new["id"])),
    }


# Text to speech over HTTP


def say(plan: Plan, **more: Any) -> dict[str, Any]:
    return {
        "model_id": "sonic-english",
        "transcript": plan.text,
        "voice_id": plan.voice,
        "output_format": RAW,
        "language": "en",
    } | more


async def bytes_formats(plan: Plan, client: Any) -> Any:
    """Every format it has a name for, and wav and mp3 with the encoding that it insists on."""
    formats = {name: client.tts.get_output_format(name) for name in NAMED}
    formats["wav_pcm_s16le_44100"] = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 44100}
    formats["wav_pcm_f32le_24000"] = {"container": "wav", "encoding": "pcm_f32le", "sample_rate": 24000}
    formats["mp3_128000_44100"] = {"container": "mp3", "encoding": "", "sample_rate": 44100, "bit_rate": 128000}
    formats["mp3_128000_24000"] = {"container": "mp3", "encoding": "mp3", "sample_rate": 24000}
    return {
        name: await value(client.tts.bytes(**say(plan, output_format=output_format)))
        for name, output_format in formats.items()
    }


async def bytes_voices(plan: Plan, client: Any) -> Any:
    """Every way of naming a voice, and how it is to speak."""
    embedding = client.voices.get(id=plan.other)["embedding"]
    ways: dict[str, dict[str, Any]] = {
        "embedding": {"voice_id": None, "voice_embedding": embedding},
        "both": {"voice_embedding": embedding},
        "fast": {"_experimental_voice_controls": {"speed": "fastest"}},
        "slow": {"_experimental_voice_controls": {"speed": -1.0}},
        "emotion": {"_experimental_voice_controls": {"speed": "normal", "emotion": ["positivity:high", "curiosity"]}},
        "own language": {"language": None},
    }
    return {name: await value(client.tts.bytes(**say(plan, **way))) for name, way in ways.items()}


async def sse(plan: Plan, client: Any) -> Any:
    whole = await value(client.tts.sse(**say(plan, stream=False)))
    return {"stream": heard(await items(client.tts.sse(**say(plan, stream=True)))), "whole": heard([whole])}


async def infill(plan: Plan, client: Any) -> Any:
    """What was put between, and all of it together."""
    output_format = {"container": "wav", "encoding": "pcm_s16le", "sample_rate": 24000}
    both = {"left_audio_path": plan.left, "right_audio_path": plan.right}
    sides = {
        "both": both,
        "left": {"left_audio_path": plan.left},
        "controls": both | {"experimental_voice_controls": {"speed": "slow", "emotion": ["sadness", "anger:low"]}},
    }
    return {
        name: await value(
            client.tts.infill(
                model_id="sonic-english",
                language="en",
                transcript=plan.text,
                voice_id=plan.voice,
                output_format=output_format,
                **side,
            )
        )
        for name, side in sides.items()
    }


# Text to speech over the socket


async def socket_send(plan: Plan, client: Any) -> Any:
    """Whole and streamed, with and without times, one after the other on one socket."""
    async with socket(client) as connection:
        plain = heard(await items(connection.send(**say(plan, stream=True))))
        timed = heard(await items(connection.send(**say(plan, stream=True, add_timestamps=True, context_id="mine"))))
        whole = heard([await value(connection.send(**say(plan, stream=False, add_timestamps=True)))])
    return {"plain": plain, "timed": timed, "whole": whole}


async def socket_voices(plan: Plan, client: Any) -> Any:
    embedding = client.voices.get(id=plan.other)["embedding"]
    ways: dict[str, dict[str, Any]] = {
        "embedding": {"voice_id": None, "voice_embedding": embedding},
        "fast": {"_experimental_voice_controls": {"speed": "fastest", "emotion": ["surprise"]}},
    }
    async with socket(client) as connection:
        return {name: heard(await items(connection.send(**say(plan, **way)))) for name, way in ways.items()}


async def socket_pieces(plan: Plan, client: Any) -> Any:
    """Text in pieces, on a context of its own: from an iterator, or sent one by one and ended."""
    async with socket(client) as connection:
        if isinstance(client, AsyncCartesia):
            context = connection.context()
            for piece in plan.pieces:
                await context.send(**say(plan, transcript=piece, continue_=True, add_timestamps=True))
            await context.no_more_inputs()
            outputs = await items(context.receive())
        else:
            context = connection.context()
            outputs = await items(context.send(**say(plan, transcript=iter(plan.pieces), add_timestamps=True)))
        context._close()
        return {**heard(outputs), "closed": context.is_closed()}


async def socket_contexts(plan: Plan, client: Any) -> Any:
    """Several contexts on one socket: at once where the client can, otherwise after one another."""
    async with socket(client) as connection:
        if not isinstance(client, AsyncCartesia):
            return {
                name: heard(await items(connection.context(name).send(**say(plan, transcript=iter([text])))))
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


async def socket_left(plan: Plan, client: Any) -> Any:
    """Leaving a generation half way keeps nothing from the next one, on a socket of its own."""
    async with socket(client) as connection:
        async for output in each(connection.send(**say(plan, transcript=plan.long))):
            first = heard([output])
            break
    async with socket(client) as connection:
        return {"first": first, "next": heard(await items(connection.send(**say(plan))))}


# What goes wrong


async def errors(plan: Plan, client: Any) -> Any:
    wrong = {"voice": {"voice_id": plan.nobody}, "model": {"model_id": "whisper"}, "text": {"transcript": " ... "}}
    embedding = {"voice_id": None, "voice_embedding": [0.5] * 3}
    seen = {}
    for name, one in {**wrong, "embedding": embedding}.items():
        seen[f"bytes {name}"] = await failure(functools.partial(client.tts.bytes, **say(plan, **one)))
        seen[f"sse {name}"] = await failure(functools.partial(client.tts.sse, **say(plan, **one)))
        async with socket(client) as connection:
            seen[f"socket {name}"] = await failure(functools.partial(connection.send, **say(plan, **one)))
            # The sync client closes its socket on an error and opens another by itself.
            seen[f"after {name}"] = heard(await items(connection.send(**say(plan))))
    return seen


async def keys(plan: Plan, client: Any) -> Any:
    """A server that wants a key: with it, and with another one."""
    half = half_of(client)
    async with connected(half, plan.keyed_host, plan.key) as good:
        seen: dict[str, Any] = {"bytes": await value(good.tts.bytes(**say(plan)))}
        async with socket(good) as connection:
            seen["socket"] = heard(await items(connection.send(**say(plan))))
    async with connected(half, plan.keyed_host, "a wrong key".replace(" ", "-")) as bad:
        seen["wrong bytes"] = await failure(lambda: bad.tts.bytes(**say(plan)))
        seen["wrong sse"] = await failure(lambda: bad.tts.sse(**say(plan)))
        seen["wrong list"] = await failure(lambda: bad.voices.list())
        seen["wrong socket"] = await failure(lambda: bad.tts.websocket())
    return seen


async def busy(plan: Plan, client: Any) -> Any:
    """A server that has as much to do as it may."""
    async with connected(half_of(client), plan.busy_host) as other:
        seen = {"bytes": await failure(lambda: other.tts.bytes(**say(plan)))}
        async with socket(other) as connection:
            seen["socket"] = await failure(lambda: connection.send(**say(plan)))
    return seen


BOTH = (
    *(voices_list, voices_get, voices_clone, voices_mix, voices_life, bytes_formats, bytes_voices, sse, infill),
    *(socket_send, socket_voices, socket_pieces, socket_contexts, socket_left, errors, keys, busy),
)
ASYNC = (socket_flush,)


if __name__ == "__main__":
    stage.main(stage.halves(connected, BOTH, awaited=ASYNC, at="host"))
