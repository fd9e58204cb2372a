"""Everything that OpenAI's clients can do for speech, 2.x and 3.x: they differ in the HTTP library beneath."""

import base64
import contextlib
import json
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import openai
import stage
from openai import AsyncOpenAI, AsyncStream, OpenAI, Stream
from stage import Plan, each, failure, half_of, items, value

HALVES = {"sync": OpenAI, "async": AsyncOpenAI}
STREAMS = {"sync": Stream[dict[str, Any]], "async": AsyncStream[dict[str, Any]]}
FORMATS = ("mp3", "opus", "flac", "wav", "pcm")
SPEEDS = (0.25, 0.5, 2.0, 4.0)


@asynccontextmanager
async def connected(half: str, url: str, **options: Any) -> AsyncIterator[Any]:
    """A client of either half; its base URL ends in /v1 unless told."""
    client = HALVES[half](**({"base_url": f"{url}/v1", "api_key": "none"} | options))
    try:
        yield client
    finally:
        await value(client.close())


@asynccontextmanager
async def streamed(client: Any, **request: Any) -> AsyncIterator[Any]:
    """An answer that is read while it comes."""
    manager = client.audio.speech.with_streaming_response.create(**request)
    if half_of(client) == "async":
        async with manager as response:
            yield response
    else:
        with manager as response:
            yield response


def say(plan: Plan, **more: Any) -> dict[str, Any]:
    return {"model": "tts-1", "input": plan.text, "voice": "coral", "response_format": "pcm"} | more


async def whole(client: Any, **request: Any) -> bytes:
    """All bytes of a speech."""
    return (await value(client.audio.speech.create(**request))).content


async def formats(plan: Plan, client: Any) -> Any:
    """Each, and what comes where none is asked for, with the media type that was told."""
    seen: dict[str, Any] = {}
    for name in (*FORMATS, "none"):
        request = say(plan, response_format=name)
        if name == "none":
            del request["response_format"]
        answer = await value(client.audio.speech.create(**request))
        seen[name] = {"media": answer.response.headers["content-type"], "data": answer.content}
    return seen


async def voices(plan: Plan, client: Any) -> Any:
    """Every way of naming one."""
    ways: dict[str, Any] = {
        "theirs": "coral",
        "a name": "June",
        "an id": plan.first,
        "an object": {"id": plan.first},
        "another": "cedar",
    }
    return {name: await whole(client, **say(plan, voice=way)) for name, way in ways.items()}


async def ways(plan: Plan, client: Any) -> Any:
    """Every way of taking the answer."""
    seen: dict[str, Any] = {}
    answer = await value(client.audio.speech.create(**say(plan)))
    seen["read"] = await value(answer.aread() if half_of(client) == "async" else answer.read())
    answer = await value(client.audio.speech.create(**say(plan)))
    pieces = answer.aiter_bytes if half_of(client) == "async" else answer.iter_bytes
    seen["iter_bytes"] = b"".join(await items(pieces(1024)))
    raw = await value(client.audio.speech.with_raw_response.create(**say(plan)))
    seen["with_raw_response"] = (await value(raw.parse())).content
    async with streamed(client, **say(plan)) as response:
        seen["with_streaming_response"] = b"".join(await items(response.iter_bytes(4096)))
    with tempfile.TemporaryDirectory() as folder:
        async with streamed(client, **say(plan)) as response:
            await value(response.stream_to_file(Path(folder) / "streamed.pcm"))
        seen["stream_to_file"] = (Path(folder) / "streamed.pcm").read_bytes()
        answer = await value(client.audio.speech.create(**say(plan)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            to_file = answer.astream_to_file if half_of(client) == "async" else answer.stream_to_file
            await value(to_file(Path(folder) / "old.pcm"))
        seen["old stream_to_file"] = (Path(folder) / "old.pcm").read_bytes()
    return seen


async def early(plan: Plan, client: Any) -> Any:
    """The first piece of a long text, which is then left."""
    async with streamed(client, **say(plan, input=plan.long)) as response:
        async for piece in each(response.iter_bytes()):
            first = len(piece)
            break
    return {"first": first, "next": await whole(client, **say(plan))}


async def events(plan: Plan, client: Any) -> Any:
    """Events, read as lines and by the client's own reader of streams."""
    seen: dict[str, Any] = {}
    for name in FORMATS:
        async with streamed(client, **say(plan, stream_format="sse", response_format=name)) as response:
            media = response.headers["content-type"]
            lines = [line async for line in each(response.iter_lines())]
        seen[name] = taken([json.loads(line.removeprefix("data: ")) for line in lines if line]) | {"media": media}
    seen["its own reader"] = taken(await items(client.post(**stream(plan, client))))
    return seen


def stream(plan: Plan, client: Any, **more: Any) -> dict[str, Any]:
    """A request whose answer is read by the client's own reader of streams."""
    body = say(plan, stream_format="sse", **more)
    kind = STREAMS[half_of(client)]
    return {"path": "/audio/speech", "body": body, "cast_to": dict[str, Any], "stream": True, "stream_cls": kind}


def taken(told: list[dict[str, Any]]) -> dict[str, Any]:
    """What events hold together."""
    sound = b"".join(base64.b64decode(one["audio"]) for one in told if "audio" in one)
    return {"kinds": [one["type"] for one in told], "audio": sound, "usage": told[-1].get("usage")}


async def manner(plan: Plan, client: Any) -> Any:
    """Paces, and what instructions do."""
    seen: dict[str, Any] = {f"speed {speed}": await whole(client, **say(plan, speed=speed)) for speed in SPEEDS}
    seen["sad"] = await whole(client, **say(plan, instructions="Speak sadly, as if it rained."))
    seen["pirate"] = await whole(client, **say(plan, instructions="Speak like a pirate."))
    seen["German"] = await whole(client, **say(plan, extra_body={"language": "de"}))
    return seen


async def models(plan: Plan, client: Any) -> Any:
    listed = [model async for model in each(client.models.list())]
    return {
        "listed": listed,
        "one by one": [await value(client.models.retrieve(model.id)) for model in listed],
        "unknown": await failed(lambda: client.models.retrieve("gpt-5")),
    }


async def errors(plan: Plan, client: Any) -> Any:
    """What is wrong with a request, with whole answers and with streamed ones."""
    wrong: dict[str, dict[str, Any]] = {
        "voice": {"voice": "Verra"},
        "voice object": {"voice": {"id": plan.nobody}},
        "aac": {"response_format": "aac"},
        "speed": {"speed": 9.0},
        "text": {"input": " "},
        "stream": {"stream_format": "ws"},
        "kind": {"input": 5},
        "long": {"input": "a " * 500_001},
    }
    seen = {name: await failed(lambda one=one: whole(client, **say(plan, **one))) for name, one in wrong.items()}

    async def opened(**more: Any) -> None:
        async with streamed(client, **say(plan, **more)):
            raise AssertionError("it opened")

    seen |= {f"streamed {name}": await failed(lambda one=one: opened(**one)) for name, one in wrong.items()}
    seen["events"] = await failed(lambda: client.post(**stream(plan, client, voice="Verra")))
    return seen | {"after": await whole(client, **say(plan))}


async def keys(plan: Plan, client: Any) -> Any:
    """The right key and a wrong one."""
    half = half_of(client)
    async with connected(half, plan.keyed_url, api_key=plan.key) as owner:
        seen: dict[str, Any] = {"speech": await whole(owner, **say(plan))}
        seen["models"] = len(await items(owner.models.list()))
    async with connected(half, plan.keyed_url, api_key="sk-wrong") as stranger:
        seen["wrong speech"] = await failed(lambda: whole(stranger, **say(plan)))
        seen["wrong list"] = await failed(lambda: items(stranger.models.list()))
    return seen


async def busy(plan: Plan, client: Any) -> Any:
    """A server that has its hands full, asked once and asked as often as the client likes."""
    seen = {}
    for name, retries in (("once", 0), ("again", 1)):
        async with connected(half_of(client), plan.busy_url, max_retries=retries) as other:
            seen[name] = await failed(lambda other=other: whole(other, **say(plan)))
    return seen


async def not_there(plan: Plan, client: Any) -> Any:
    """What the server does not have, and a base URL that lacks its end."""
    clip = Path(plan.clip).read_bytes()
    warnings.simplefilter("ignore", DeprecationWarning)  # of translations, in 3.x
    seen = {
        "transcription": await failed(
            lambda: client.audio.transcriptions.create(model="whisper-1", file=("clip.wav", clip))
        ),
        "translation": await failed(
            lambda: client.audio.translations.create(model="whisper-1", file=("clip.wav", clip))
        ),
        "chat": await failed(lambda: client.chat.completions.create(model="gpt-5", messages=[])),
    }
    async with connected(half_of(client), plan.url, base_url=plan.url) as lost:
        seen["no version"] = await failed(lambda: whole(lost, **say(plan)))
    return seen


async def too_slow(plan: Plan, client: Any) -> Any:
    """A time limit that ends before the answer; the client's next question is answered."""
    async with connected(half_of(client), plan.url, timeout=0.0001, max_retries=0) as hasty:
        error = await failed(lambda: whole(hasty, **say(plan, input=plan.long)))
    return {"error": error, "next": await whole(client, **say(plan))}


async def failed(call: Any) -> dict[str, Any]:
    """The exception of a call, with the fields that OpenAI's have."""
    seen: list[Exception] = []

    async def watched() -> Any:
        try:
            given = await value(call())
            return await items(given) if hasattr(given, "__aiter__") else given
        except openai.APIError as error:
            seen.append(error)
            raise

    told = await failure(watched)
    with contextlib.suppress(IndexError):
        told |= {name: getattr(seen[0], name, None) for name in ("type", "param", "code")}
    return told


BOTH = (formats, voices, ways, early, events, manner, models, errors, keys, busy, not_there, too_slow)


if __name__ == "__main__":
    stage.main(stage.halves(connected, BOTH))
