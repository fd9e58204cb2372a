"""Tokens, keys, and what goes wrong."""

import functools
from pathlib import Path
from typing import Any

from cartesia_2_client import connected, say, socket
from stage import Plan, failure, half_of, heard, items, value


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


ERRORS = (tokens, keys, errors, busy, not_there)
