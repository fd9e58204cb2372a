"""Tokens, keys, and what goes wrong."""

import functools
from pathlib import Path
from typing import Any

from cartesia_4_client import connected, say, socket, through, whole
from stage import Plan, failure, half_of, items, value


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


ERRORS = (tokens, keys, errors, busy, not_there)
