"""What all drivers share: scenes played one after the other with a vendor's client, and a report of what they saw.

A driver runs in the virtual environment of its client, which knows nothing of vivavoce: python DRIVER PLAN REPORT.
PLAN is a file of JSON that says where the server is and what to say; REPORT gets one line of JSON for each scene, with
bytes as {"bytes": base64}. A scene is written once for a client's sync and async halves: what they return goes through
``value`` and ``items``, which wait where there is something to wait for.
"""

import asyncio
import base64
import functools
import inspect
import json
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

LIMIT = 120.0  # seconds that a scene may take, lest one that hangs keeps the others from being played

Scene = Callable[[], Awaitable[Any]]


class Plan:
    """The plan's fields as attributes."""

    def __init__(self, path: str) -> None:
        self.__dict__.update(json.loads(Path(path).read_text("utf-8")))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the plan says nothing of {name}")


ClientScene = Callable[[Plan, Any], Awaitable[Any]]  # with a client, of either half


async def value(given: Any) -> Any:
    """What a call gave, or what waiting for it gives."""
    return await given if inspect.isawaitable(given) else given


async def each(given: Any) -> AsyncIterator[Any]:
    """What a call's iterator gives, of either kind, waited for or not."""
    iterator = await value(given)
    if hasattr(iterator, "__aiter__"):
        async for item in iterator:
            yield item
    else:
        for item in iterator:
            yield item


async def items(given: Any) -> list[Any]:
    """All of it."""
    return [item async for item in each(given)]


async def failure(call: Callable[[], Any]) -> dict[str, Any]:
    """The exception of a call that has to fail, with what its classes are called and the fields clients read."""
    try:
        given = await value(call())
        if hasattr(given, "__aiter__") or hasattr(given, "__next__"):
            given = await items(given)
    except Exception as error:
        return {
            "classes": [kind.__name__ for kind in type(error).__mro__],
            "message": str(error),
            "status": getattr(error, "status_code", None),
            "body": jsonable(getattr(error, "body", None)),
            "retries": retries(error),
        }
    raise AssertionError(f"nothing failed, and this came: {given!r:.300}")


def retries(error: Exception) -> int | None:
    """How often the request had been sent again when it failed for good, where the client tells its server."""
    request = getattr(getattr(error, "response", None), "request", None)
    count = None if request is None else request.headers.get("x-stainless-retry-count")
    return None if count is None else int(count)


def heard(outputs: list[Any]) -> dict[str, Any]:
    """What the outputs of a generation hold together: every client puts sound and times under the same names.

    audio: all sound; sizes: bytes of each piece of it; words, phonemes: [text, start, end] in seconds
    contexts: the ids that came with them, each once; flushes: [flush_done, flush_id] of those that told one
    """
    pieces = [sound(output) for output in outputs]
    return {
        "audio": b"".join(pieces),
        "sizes": [len(piece) for piece in pieces if piece],
        "words": [word for output in outputs for word in times(field(output, "word_timestamps"), "words")],
        "phonemes": [each for output in outputs for each in times(field(output, "phoneme_timestamps"), "phonemes")],
        "contexts": sorted({field(output, "context_id") for output in outputs if field(output, "context_id")}),
        "flushes": [flush for output in outputs if (flush := field(output, "flush_id")) is not None],
        "kinds": [kind for output in outputs if (kind := field(output, "type"))],
    }


def sound(output: Any) -> bytes:
    """The sound in an output, decoded by the client or still in base64."""
    audio = field(output, "audio")
    return audio if audio is not None else base64.b64decode(field(output, "data") or "")


def times(given: Any, of: str) -> list[list[Any]]:
    """Words or phonemes with their times; nothing of nothing."""
    if given is None:
        return []
    texts, starts, ends = (field(given, name) for name in (of, "start", "end"))
    if not len(texts) == len(starts) == len(ends):
        raise AssertionError(f"{of} and their times are not as many: {given!r}")
    return [list(one) for one in zip(texts, starts, ends, strict=True)]


def field(given: Any, name: str) -> Any:
    """A field of a dictionary or an object, None where it has none."""
    return given.get(name) if isinstance(given, dict) else getattr(given, name, None)


def jsonable(given: Any) -> Any:
    """Values of the clients' own classes as plain ones."""
    match given:
        case bytes() | bytearray() | memoryview():
            return {"bytes": base64.b64encode(given).decode()}
        case dict():
            return {str(key): jsonable(item) for key, item in given.items()}
        case list() | tuple() | set():
            return [jsonable(item) for item in given]
        case str() | int() | float() | bool() | None:
            return given
    if hasattr(given, "model_dump"):
        return jsonable(given.model_dump(mode="json"))
    return str(given)


def perform(scenes: dict[str, Scene], report: str) -> None:
    """Play the scenes and write the report; one that fails or hangs says so in its line."""
    with Path(report).open("w", encoding="utf-8") as lines:
        for name, scene in scenes.items():
            lines.write(json.dumps({"scene": name} | outcome(scene)) + "\n")
            lines.flush()


def outcome(scene: Scene) -> dict[str, Any]:
    """What a scene returned, or how it failed."""
    seen: dict[str, Any] = {}
    thread = threading.Thread(target=played, args=(scene, seen), daemon=True)
    thread.start()
    thread.join(LIMIT)
    if thread.is_alive():
        frame = sys._current_frames()[thread.ident]
        return {"error": f"it hung for {LIMIT} s at\n{''.join(traceback.format_stack(frame)[-6:])}"}
    return dict(seen)


def played(scene: Scene, seen: dict[str, Any]) -> None:
    try:
        seen["value"] = jsonable(asyncio.run(asyncio.wait_for(scene(), LIMIT - 5)))
    except BaseException:
        seen["error"] = traceback.format_exc()


def half_of(client: Any) -> str:
    """Which half of its library a client is of: all vendors' names of the async one begin so."""
    return "async" if type(client).__name__.startswith("Async") else "sync"


def halves(
    connected: Callable[[str, str], AbstractAsyncContextManager[Any]],
    both: Iterable[ClientScene],
    *,
    awaited: Iterable[ClientScene] = (),
    at: str = "url",
) -> Callable[[Plan], dict[str, Scene]]:
    """The scenes of a library that has a sync and an async client, each played with a client of its own.

    connected: a client, told which half it is of and where its server is, as an ``async with`` block
    both: scenes for either half; awaited: for the async one alone
    at: what the plan calls the server's address
    """

    async def played_with(half: str, scene: ClientScene, plan: Plan) -> Any:
        async with connected(half, getattr(plan, at)) as client:
            return await scene(plan, client)

    def scenes_of(plan: Plan) -> dict[str, Scene]:
        wanted = [*(("sync", scene) for scene in both), *(("async", scene) for scene in (*both, *awaited))]
        return {f"{half} {scene.__name__}": functools.partial(played_with, half, scene, plan) for half, scene in wanted}

    return scenes_of


def main(scenes_of: Callable[[Plan], dict[str, Scene]]) -> None:
    """What a driver's last line calls."""
    perform(scenes_of(Plan(sys.argv[1])), sys.argv[2])
    sys.stdout.flush()
