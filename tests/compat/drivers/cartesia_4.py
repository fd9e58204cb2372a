"""Everything that today's client can do for speech: cartesia 4.2.0, which speaks version 2026-08-14.

Its WebSocket goes over TLS unless ``websocket_base_url`` says otherwise.
"""

import functools
import tempfile
import warnings
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
TIMES = {"add_timestamps": True, "add_phoneme_timestamps": True}


@asynccontextmanager
async def connected(half: str, url: str, **options: Any) -> AsyncIterator[Any]:
    """A client of either half."""
    identity = options if options.keys() & {"api_key", "token"} else options | {"api_key": "none"}
    client = HALVES[half](base_url=url, websocket_base_url=url.replace("http", "ws", 1), **identity)
    try:
        yield client
    finally:
        await value(client.close())


@asynccontextmanager
async def socket(client: Any) -> AsyncIterator[Any]:
    """Its WebSocket."""
    manager = client.tts.websocket_connect()
    connection = await value(manager.enter())
    try:
        yield connection
    finally:
        await value(connection.close())


async def status(plan: Plan, client: Any) -> Any:
    return await value(client.get_status())


# Voices


async def voices_list(plan: Plan, client: Any) -> Any:
    """All of them in pages of seven, forwards and backwards, and every way of asking for some."""
    voices = client.voices
    whole = [voice async for voice in each(voices.list(limit=7))]
    last = whole[-1].id
    some: dict[str, dict[str, Any]] = {
        "feminine": {"gender": "feminine"},
        "owned": {"is_owner": True},
        "asked": {"q": plan.query},
        "backwards": {"limit": 7, "ending_before": last},
        "after": {"starting_after": whole[2].id},
        "expanded": {"expand": ["preview_file_url"]},
        "plain": {},
    }
    seen: dict[str, Any] = {"all": whole, "last": last}
    for name, one in some.items():
        seen[name] = [voice.to_dict(mode="json") async for voice in each(voices.list(**one))]
    page = await value(voices.list(limit=5))
    seen["first page"] = [voice.id for voice in page.data]
    seen["second page"] = [voice.id for voice in (await value(page.get_next_page())).data]
    return seen


async def voices_get(plan: Plan, client: Any) -> Any:
    return {
        "plain": await value(client.voices.get(plan.voice)),
        "expanded": (await value(client.voices.get(plan.voice, expand=["preview_file_url"]))).to_dict(mode="json"),
    }


async def voices_clone(plan: Plan, client: Any) -> Any:
    """From bytes, from a named file, from an open one and from a path."""
    data = Path(plan.clip).read_bytes()
    seen = {}
    with Path(plan.clip).open("rb") as file:
        clips = {"bytes": data, "named": ("me.wav", data, "audio/wav"), "file": file, "path": Path(plan.clip)}
        for name, clip in clips.items():
            seen[name] = await value(
                client.voices.clone(
                    clip=clip, name=f"{plan.client} {name} {half_of(client)}", language="en", description="cloned"
                )
            )
    return seen


async def voices_life(plan: Plan, client: Any) -> Any:
    """From a clip to a voice that speaks, is changed and localized, and to nothing again."""
    name = f"{plan.client} {half_of(client)}"
    new = await value(client.voices.clone(clip=Path(plan.other_clip), name=name, language="en"))
    changed = await value(
        client.voices.update(new.id, name=f"{name} 2", description="changed", gender="gender_neutral")
    )
    reset = await value(client.voices.update(new.id, gender=None))
    localized = await value(
        client.voices.localize(
            voice_id=new.id, name=f"{name} in German", language="de", accent="high-german", tagline="short and to it"
        )
    )
    with_accent = await value(client.voices.add_accents(new.id, accents=["british"]))
    without = await value(client.voices.delete_accent("british", id=new.id))
    seen = {
        "created": new,
        "updated": changed,
        "reset": reset,
        "localized": localized,
        "with accent": with_accent,
        "without accent": without,
        "got": await value(client.voices.get(new.id)),
        "listed": [voice.id async for voice in each(client.voices.list(limit=100))],
        "audio": await whole(client.tts.generate(**say(plan, voice={"id": new.id}))),
        "german": await whole(client.tts.generate(**say(plan, voice=localized.id, language="de"))),
    }
    for voice in (new, localized):
        await value(client.voices.delete(voice.id))
    return seen | {"gone": await failure(lambda: client.voices.get(new.id))}


async def accents(plan: Plan, client: Any) -> Any:
    return (await value(client.voices.list_accents())).accents


# Text to speech over HTTP


def say(plan: Plan, **more: Any) -> dict[str, Any]:
    given = {
        "model_id": "sonic-3",
        "transcript": plan.text,
        "voice": {"mode": "id", "id": plan.voice},
        "output_format": RAW,
        "language": "en",
    } | more
    return {name: one for name, one in given.items() if one != "omit"}


async def whole(response: Any) -> bytes:
    """All bytes of an answer."""
    answer = await value(response)
    return await value(answer.read())


def output_format(container: str, encoding: str | None, rate: int, bit_rate: int | None) -> dict[str, Any]:
    given = {"container": container, "encoding": encoding, "sample_rate": rate, "bit_rate": bit_rate}
    return {name: one for name, one in given.items() if one is not None}


async def bytes_formats(plan: Plan, client: Any) -> Any:
    return {
        name: await whole(client.tts.generate(**say(plan, output_format=output_format(*one))))
        for name, one in FORMATS.items()
    }


async def bytes_voices(plan: Plan, client: Any) -> Any:
    """Every way of naming a voice and a language, and how it is to speak."""
    ways: dict[str, dict[str, Any]] = {
        "a string": {"voice": plan.voice},
        "an id": {"voice": {"id": plan.voice}},
        "own language": {"language": "omit"},
        "locale": {"language": "omit", "locale": "en-US"},
        "normalization": {"normalization": "off"},
        "model speed": {"speed": "slow"},
        "config": {"generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
    }
    return {name: await whole(client.tts.generate(**say(plan, **way))) for name, way in ways.items()}


async def bytes_ways(plan: Plan, client: Any) -> Any:
    """Every way of taking the answer."""
    seen: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        seen["bytes"] = b"".join(await items(client.tts.bytes(**say(plan, duration=30))))
    answer = await value(client.tts.generate(**say(plan)))
    seen["iter_bytes"] = b"".join(await items(answer.iter_bytes(4096)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.raw"
        await value((await value(client.tts.generate(**say(plan)))).write_to_file(path))
        seen["write_to_file"] = path.read_bytes()
    raw = await value(client.tts.with_raw_response.generate(**say(plan)))
    seen["with_raw_response"] = await value(raw.read())
    seen["status"] = raw.status_code
    streaming = client.tts.with_streaming_response.generate(**say(plan))
    if half_of(client) == "async":
        async with streaming as response:
            seen["with_streaming_response"] = b"".join(await items(response.iter_bytes()))
    else:
        with streaming as response:
            seen["with_streaming_response"] = b"".join(await items(response.iter_bytes()))
    return seen


async def sse(plan: Plan, client: Any) -> Any:
    return {
        "stream": heard(await items(client.tts.generate_sse(**say(plan)))),
        "alias": heard(await items(client.tts.sse(**say(plan)))),
        "timed": heard(await items(client.tts.generate_sse(**say(plan, context_id="my-own-context", **TIMES)))),
    }


async def infill(plan: Plan, client: Any) -> Any:
    """What is put between, in three formats, and with one side only."""
    left, right = Path(plan.left).read_bytes(), Path(plan.right)
    request = {"model_id": "sonic-3", "language": "en", "transcript": plan.text, "voice_id": plan.voice}
    formats = {
        "wav": ("wav", "pcm_s16le", 24000, None),
        "mp3": ("mp3", None, 44100, 128000),
        "raw": ("raw", "pcm_s16le", 44100, None),
    }
    seen = {
        name: await whole(
            client.tts.infill(**request, left_audio=left, right_audio=right, output_format=output_format(*one))
        )
        for name, one in formats.items()
    }
    one_side = client.tts.infill(**request, right_audio=right, output_format=output_format(*formats["raw"]))
    return seen | {"right": await whole(one_side)}


async def voice_changer(plan: Plan, client: Any) -> Any:
    """As bytes in three formats, and as events."""
    formats: dict[str, dict[str, Any]] = {
        "raw": {"output_format_container": "raw", "output_format_encoding": "pcm_s16le"},
        "wav": {"output_format_container": "wav", "output_format_encoding": "pcm_f32le"},
        "mp3": {"output_format_container": "mp3", "output_format_bit_rate": 128000},
    }
    request = {"clip": Path(plan.clip), "voice_id": plan.voice, "output_format_sample_rate": 44100}
    seen: dict[str, Any] = {
        name: await whole(client.voice_changer.generate(**request, **one)) for name, one in formats.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        seen["old name"] = await whole(client.voice_changer.change_voice_bytes(**request, **formats["raw"]))
    return seen | {"sse": heard(await items(client.voice_changer.generate_sse(**request, **formats["raw"])))}


# Text to speech over the socket


async def socket_send(plan: Plan, client: Any) -> Any:
    """As the client's own socket does it, and as its imitation of version 2 does, whole and streamed."""
    async with socket(client) as connection:
        plain = await through(connection.context(), plan)
        context = connection.context(
            "mine", model_id="sonic-3", voice=plan.voice, output_format=RAW, use_normalized_timestamps=False, **TIMES
        )
        await value(context.push(plan.text, language="en"))
        await value(context.no_more_inputs())
        timed = heard(await items(context.receive()))
    async with socket(client) as connection:  # one of its own: contexts read for themselves
        request = say(plan, context_id="raw")
        await value(connection.send(request))
        raw = []
        async for event in each(connection):
            raw.append(event)
            if event.type == "done":
                break
        await value(connection.send({**request, "context_id": "bytes"}))
        pieces = [connection.parse_event(await value(connection.recv_bytes()))]
        while pieces[-1].type != "done":
            pieces.append(await value(connection.recv()))
    old = client.tts.websocket()
    imitation = await value(old)
    streamed = heard(await items(imitation.send(**say(plan), **TIMES)))
    together = heard([await value(imitation.send(**say(plan), stream=False, **TIMES))])
    await value(imitation.close())
    return {
        "plain": plain,
        "timed": timed,
        "raw": heard(raw),
        "bytes": heard(pieces),
        "imitation": streamed,
        "whole": together,
    }


async def through(context: Any, plan: Plan, **more: Any) -> dict[str, Any]:
    """One text through one context."""
    await value(context.send(**say(plan, **more), continue_=False))
    return heard(await items(context.receive()))


async def socket_voices(plan: Plan, client: Any) -> Any:
    ways: dict[str, dict[str, Any]] = {
        "a string": {"voice": plan.voice},
        "an id": {"voice": {"id": plan.voice}},
        "config": {"generation_config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"}},
        "locale": {"language": "omit", "locale": "en-US"},
        "model speed": {"speed": "slow"},
    }
    async with socket(client) as connection:
        return {name: await through(connection.context(), plan, **way) for name, way in ways.items()}


async def socket_pieces(plan: Plan, client: Any) -> Any:
    """Text in pieces, at once and with time to gather."""
    seen = {}
    async with socket(client) as connection:
        for delay in (0, 300):
            context = connection.context(model_id="sonic-3", max_buffer_delay_ms=delay, add_timestamps=True)
            for piece in plan.pieces:
                await value(context.send(transcript=piece, voice=plan.voice, output_format=RAW, language="en"))
            await value(context.no_more_inputs())
            seen[str(delay)] = heard(await items(context.receive()))
    return seen


async def socket_contexts(plan: Plan, client: Any) -> Any:
    """Several contexts at once on one socket, whose messages the client sorts."""
    async with socket(client) as connection:
        settings = {"model_id": "sonic-3", "voice": plan.voice, "output_format": RAW, "language": "en"}
        contexts = {name: connection.context(name, **settings, add_timestamps=True) for name in plan.texts}
        for name, text in plan.texts.items():
            await value(contexts[name].push(text))
        for context in contexts.values():
            await value(context.no_more_inputs())
        return {name: heard(await items(context.receive())) for name, context in contexts.items()}


async def socket_flush(plan: Plan, client: Any) -> Any:
    """What comes before each flush_done, and after the last."""
    async with socket(client) as connection:
        context = connection.context(
            model_id="sonic-3", voice=plan.voice, output_format=RAW, language="en", add_timestamps=True
        )
        for piece in plan.pieces[:-1]:
            await value(context.push(piece))
            await value(context.push("", flush=True))
        await value(context.push(plan.pieces[-1]))
        await value(context.no_more_inputs())
        parts: list[list[Any]] = [[]]
        async for event in each(context.receive()):
            parts[-1].append(event)
            if event.type == "flush_done":
                parts.append([])
        return [heard(part) for part in parts]


async def socket_cancel(plan: Plan, client: Any) -> Any:
    """A context that is cancelled while it speaks; the next one on the same socket is whole."""
    async with socket(client) as connection:
        came = watched(connection)
        context = connection.context("cancelled")
        await value(context.send(**say(plan, transcript=plan.long), continue_=False))
        async for event in each(context.receive()):
            first = heard([event])
            await value(context.cancel())
            break
        after = {}
        for name in ("next", "third"):
            other = connection.context(name)
            await value(other.send(**say(plan), continue_=False))
            # What was under way when the context was cancelled is handed to whoever reads next, in the sync half.
            after[name] = heard([event async for event in each(other.receive()) if event.context_id == name])
        return {"first": first, **after, "came": came}


def watched(connection: Any) -> list[dict[str, Any]]:
    """What comes in on the socket from now on: type and context of each message."""
    came: list[dict[str, Any]] = []
    parse = connection.parse_event

    def seeing(data: Any) -> Any:
        event = parse(data)
        came.append({"type": event.type, "context_id": getattr(event, "context_id", None)})
        return event

    connection.parse_event = seeing
    return came


async def socket_left(plan: Plan, client: Any) -> Any:
    """Closing a socket half way keeps nothing from the next one."""
    async with socket(client) as connection:
        context = connection.context()
        await value(context.send(**say(plan, transcript=plan.long), continue_=False))
        async for event in each(context.receive()):
            first = heard([event])
            break
    async with socket(client) as connection:
        return {"first": first, "next": await through(connection.context(), plan)}


# Tokens, pronunciations, and what goes wrong


async def tokens(plan: Plan, client: Any) -> Any:
    """A token made with the key, and used in its place."""
    half = half_of(client)
    async with connected(half, plan.keyed_url, api_key=plan.key) as owner:
        tts = (await value(owner.access_token.create(grants={"tts": True}, expires_in=60))).token
        stt = (await value(owner.access_token.create(grants={"tts": False, "stt": True}, expires_in=60))).token
    async with connected(half, plan.keyed_url, token=tts) as bearer:
        seen: dict[str, Any] = {"bytes": await whole(bearer.tts.generate(**say(plan)))}
        async with socket(bearer) as connection:
            seen["socket"] = await through(connection.context(), plan)
        seen["another token"] = await failure(lambda: bearer.access_token.create(grants={"tts": True}, expires_in=60))
    async with connected(half, plan.keyed_url, token=stt) as wrong:
        seen["wrong grant"] = await failure(lambda: wrong.tts.generate(**say(plan)))
        seen["wrong grant socket"] = await failure(lambda: wrong.tts.websocket_connect().enter())
    return seen


async def keys(plan: Plan, client: Any) -> Any:
    """A server that wants a key: with it, and with another one."""
    half = half_of(client)
    async with connected(half, plan.keyed_url, api_key=plan.key) as good:
        seen: dict[str, Any] = {"bytes": await whole(good.tts.generate(**say(plan)))}
        async with socket(good) as connection:
            seen["socket"] = await through(connection.context(), plan)
    async with connected(half, plan.keyed_url, api_key="a-wrong-key") as bad:
        seen["wrong bytes"] = await failure(lambda: bad.tts.generate(**say(plan)))
        seen["wrong sse"] = await failure(lambda: bad.tts.generate_sse(**say(plan)))
        seen["wrong list"] = await failure(lambda: bad.voices.list())
        seen["wrong socket"] = await failure(lambda: bad.tts.websocket_connect().enter())
        seen["open"] = await value(bad.get_status())
    return seen


async def dictionaries(plan: Plan, client: Any) -> Any:
    """A dictionary from its making to its end, and speech by it over every route."""
    dictionaries = client.pronunciation_dicts
    name = f"{plan.client} {half_of(client)}"
    new = await value(dictionaries.create(name=name, items=[{"text": "kettle", "alias": "teapot"}]))
    others = [await value(dictionaries.create(name=f"{name} of {number}")) for number in range(3)]
    seen: dict[str, Any] = {
        "created": new,
        "got": await value(dictionaries.retrieve(new.id)),
        "listed": [one.id async for one in each(dictionaries.list(limit=2))],
        "others": [one.id for one in others],
        "taken": await failure(lambda: dictionaries.create(name=name)),
        "audio": await whole(client.tts.generate(**say(plan, pronunciation_dict_id=new.id))),
    }
    async with socket(client) as connection:
        context = connection.context(pronunciation_dict_id=new.id)
        seen["socket"] = await through(context, plan)
    seen["sse"] = heard(await items(client.tts.generate_sse(**say(plan, pronunciation_dict_id=new.id))))
    changed = [
        {"text": "tea", "alias": "<<k|ɔ|f|i>>", "case_sensitive": True},
        {"text": "KETTLE", "alias": "teapot", "case_sensitive": True},
    ]
    seen["updated"] = await value(dictionaries.update(new.id, name=f"{name} 2", items=changed))
    seen["audio of update"] = await whole(client.tts.generate(**say(plan, pronunciation_dict_id=new.id)))
    for one in (new, *others):
        await value(dictionaries.delete(one.id))
    seen["gone"] = await failure(lambda: dictionaries.retrieve(new.id))
    seen["gone in speech"] = await failure(lambda: client.tts.generate(**say(plan, pronunciation_dict_id=new.id)))
    return seen


async def errors(plan: Plan, client: Any) -> Any:
    wrong: dict[str, dict[str, Any]] = {
        "voice": {"voice": plan.nobody},
        "model": {"model_id": "whisper"},
        "text": {"transcript": " ... "},
        "both languages": {"locale": "en-GB"},
        "format": {"output_format": {"container": "raw", "encoding": "pcm_s24le", "sample_rate": 24000}},
    }
    seen: dict[str, Any] = {}
    async with socket(client) as connection:
        for name, one in wrong.items():
            seen[f"bytes {name}"] = await failure(functools.partial(client.tts.generate, **say(plan, **one)))
            seen[f"sse {name}"] = await failure(functools.partial(client.tts.generate_sse, **say(plan, **one)))
            context = connection.context()
            await value(context.send(**say(plan, **one), continue_=False))
            events = await items(context.receive())
            seen[f"socket {name}"] = [event.to_dict(mode="json") | {"error": event.error} for event in events]
            seen[f"after {name}"] = await through(connection.context(), plan)
    seen["get"] = await failure(lambda: client.voices.get(plan.nobody))
    seen["malformed"] = await failure(lambda: client.voices.get("not-an-id"))
    seen["delete"] = await failure(lambda: client.voices.delete(plan.nobody))
    seen["built in"] = await failure(lambda: client.voices.delete(plan.voice))
    seen["clone"] = await failure(lambda: client.voices.clone(clip=b"no sound", name="nobody", language="en"))
    seen["change"] = await failure(
        lambda: client.voice_changer.generate(
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
    async with connected(half_of(client), plan.busy_url, max_retries=0) as other:
        seen: dict[str, Any] = {"bytes": await failure(lambda: other.tts.generate(**say(plan)))}
        async with socket(other) as connection:
            context = connection.context()
            await value(context.send(**say(plan), continue_=False))
            seen["socket"] = [event.to_dict(mode="json") for event in await items(context.receive())]
    return seen


async def not_there(plan: Plan, client: Any) -> Any:
    """What this server does not have: it says so at once, and asks for no second try."""
    clip = Path(plan.clip).read_bytes()
    other = client.with_options(max_retries=0)
    asked = {
        "transcribe": lambda: other.stt.transcribe(file=clip, model="ink-whisper"),
        "datasets": lambda: other.datasets.list(),
        "new dataset": lambda: other.datasets.create(name="mine", description="mine"),
        "fine-tunes": lambda: other.fine_tunes.list(),
        "agents": lambda: other.agents.list(),
        "calls": lambda: other.agents.calls.list(agent_id="an-agent"),
        "save": lambda: other.tts.generate(**say(plan, save=True)),
        "again and again": lambda: client.datasets.list(),
    }
    return {name: await failure(call) for name, call in asked.items()}


BOTH = (
    *(status, voices_list, voices_get, voices_clone, voices_life, accents),
    *(bytes_formats, bytes_voices, bytes_ways, sse, infill, voice_changer),
    *(socket_send, socket_voices, socket_pieces, socket_contexts, socket_flush, socket_cancel, socket_left),
    *(tokens, keys, dictionaries, errors, busy, not_there),
)


if __name__ == "__main__":
    stage.main(stage.halves(connected, BOTH))
