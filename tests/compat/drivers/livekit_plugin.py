"""LiveKit's plug-in, as an agent uses it: livekit-plugins-cartesia 1.8.9, which speaks version 2025-04-16."""

import asyncio
import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import stage
from livekit.agents import APIConnectOptions
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT
from livekit.plugins import cartesia
from stage import Plan, Scene, failure

ONCE = APIConnectOptions(max_retry=0, timeout=10)
OLD = "2024-11-13"  # the version in which it sends embeddings and the first kind of controls


@asynccontextmanager
async def voice(plan: Plan, **options: Any) -> AsyncIterator[cartesia.TTS]:
    """Its text to speech, on a session of its own."""
    async with aiohttp.ClientSession() as session:
        given = {"api_key": "none", "base_url": plan.url, "voice": plan.voice, "http_session": session} | options
        speaker = cartesia.TTS(**given)
        try:
            yield speaker
        finally:
            await speaker.aclose()


async def collected(stream: Any) -> dict[str, Any]:
    """All that a stream gives: sound, what it is made of, and the timed words that come with it."""
    seen: dict[str, Any] = {"audio": b"", "rates": set(), "segments": [], "words": [], "finals": 0}
    async for event in stream:
        take(seen, event)
    return seen


def take(seen: dict[str, Any], event: Any) -> None:
    seen["audio"] += bytes(event.frame.data)
    seen["rates"].add(event.frame.sample_rate)
    seen["finals"] += event.is_final
    if event.segment_id not in seen["segments"]:
        seen["segments"].append(event.segment_id)
    for word in event.frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, []):
        seen["words"].append([str(word), word.start_time, word.end_time])


async def spoken(speaker: cartesia.TTS, *texts: str) -> dict[str, Any]:
    """A turn, whose text comes in pieces."""
    async with speaker.stream(conn_options=ONCE) as stream:
        for text in texts:
            stream.push_text(text)
        stream.end_input()
        return await collected(stream)


async def synthesize(plan: Plan) -> Any:
    """A whole text over HTTP, at two rates."""
    seen = {}
    for rate in (24000, 16000):
        async with voice(plan, sample_rate=rate) as speaker, speaker.synthesize(plan.text, conn_options=ONCE) as stream:
            seen[str(rate)] = await collected(stream)
    return seen


async def stream(plan: Plan) -> Any:
    """Turns on a pooled socket: whole, token by token, and with phonemes asked for."""
    reused: list[bool] = []
    async with voice(plan) as speaker:
        speaker.on("metrics_collected", lambda metrics: reused.append(metrics.connection_reused))
        seen = {
            "whole": await spoken(speaker, plan.text),
            "tokens": await spoken(speaker, *plan.tokens),
            "pieces": await spoken(speaker, *plan.pieces),
        }
    async with voice(plan, add_phoneme_timestamps=True, word_timestamps=False) as speaker:
        seen["phonemes"] = await spoken(speaker, plan.text)
    async with voice(plan, text_pacing=True) as speaker:
        seen["paced"] = await spoken(speaker, plan.text)
    return {**seen, "reused": reused}


async def together(plan: Plan) -> Any:
    """Several turns at once."""
    async with voice(plan) as speaker:
        turns = await asyncio.gather(*(spoken(speaker, text) for text in plan.texts.values()))
        return dict(zip(plan.texts, turns, strict=True))


async def interrupted(plan: Plan) -> Any:
    """A turn that is left half way, and the one after it."""
    async with voice(plan) as speaker:
        await spoken(speaker, plan.text)
        first: dict[str, Any] = {"audio": b"", "rates": set(), "segments": [], "words": [], "finals": 0}
        turn = speaker.stream(conn_options=ONCE)
        turn.push_text(plan.long)
        turn.end_input()
        async for event in turn:
            take(first, event)
            break
        await turn.aclose()
        return {"first": first, "next": await spoken(speaker, plan.text)}


async def controls(plan: Plan) -> Any:
    """Speed, volume and emotion, by the newest way and the first."""
    ways: dict[str, dict[str, Any]] = {
        "config": {"speed": 1.3, "volume": 0.5, "emotion": "sad"},
        "experimental": {
            "api_version": OLD,
            "model": "sonic-2-2025-03-07",
            "speed": "fastest",
            "emotion": ["surprise", "anger:low"],
        },
        "embedding": {"api_version": OLD, "model": "sonic-2-2025-03-07", "voice": plan.embedding},
        "own language": {"language": None},
    }
    seen = {}
    for name, way in ways.items():
        async with voice(plan, **way) as speaker:
            seen[name] = await spoken(speaker, plan.text)
    return seen


async def changed(plan: Plan) -> Any:
    """Another voice from the next turn on."""
    async with voice(plan) as speaker:
        before = await spoken(speaker, plan.text)
        speaker.update_options(voice=plan.other)
        return {"before": before, "after": await spoken(speaker, plan.text)}


async def errors(plan: Plan) -> Any:
    async with voice(plan, voice=plan.nobody) as speaker:
        seen = {
            "http voice": await failure(lambda: collected(speaker.synthesize(plan.text, conn_options=ONCE))),
            "socket voice": await failure(lambda: spoken(speaker, plan.text)),
        }
    async with voice(plan, base_url=plan.keyed_url) as speaker:
        seen["http key"] = await failure(lambda: collected(speaker.synthesize(plan.text, conn_options=ONCE)))
        seen["socket key"] = await failure(lambda: spoken(speaker, plan.text))
    async with voice(plan, base_url=plan.keyed_url, api_key=plan.key) as speaker:
        seen["good key"] = await spoken(speaker, plan.text)
    return seen


SCENES = (synthesize, stream, together, interrupted, controls, changed, errors)


def scenes_of(plan: Plan) -> dict[str, Scene]:
    return {scene.__name__: functools.partial(scene, plan) for scene in SCENES}


if __name__ == "__main__":
    stage.main(scenes_of)
