"""A small protocol with one operation of each kind, for tests of the server's ground."""

import asyncio
import json
from collections.abc import AsyncIterator

import msgspec
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.websockets import WebSocket

from vivavoce.errors import (
    BadRequest,
    EngineFailed,
    NotImplementedHere,
    StorageFailed,
    TooBusy,
    Unavailable,
    VivavoceError,
    VoiceNotFound,
)
from vivavoce.server.routes import Dialect, Route, SocketRoute

FLOOD = 1 << 20  # bytes of a message: more than goes into a connection that nobody reads


class Inner(msgspec.Struct):
    """Nested in forms."""

    container: str
    rate: int | None = None


class Question(msgspec.Struct, kw_only=True):
    """Asks."""

    text: str
    inner: Inner | None = None
    tags: list[str] = []


class Upload(Question, kw_only=True):
    """Asks with a file."""

    clip: bytes
    place: Inner


class Answer(msgspec.Struct):
    """Answers."""

    said: str


class Refused(msgspec.Struct):
    """Refuses."""

    error: str


def refuse(connection: HTTPConnection, error: VivavoceError) -> Response:
    return JSONResponse({"error": f"{error.code}: {error}"}, error.status)


async def say(request: Request) -> Response:
    question = msgspec.json.decode(await request.body(), type=Question)
    return JSONResponse({"said": question.text})


async def voice(request: Request) -> Response:
    if request.path_params["id"] == "none":
        raise VoiceNotFound("there is no voice 'none'")
    return PlainTextResponse(request.path_params["id"])


async def size(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def count(request: Request) -> Response:
    """Numbers, one each few milliseconds; ``n`` of them, each written ``times`` times."""
    times = int(request.query_params.get("times", "1"))

    async def numbers() -> AsyncIterator[bytes]:
        for number in range(int(request.query_params.get("n", "3"))):
            yield b"%d\n" % number * times
            await asyncio.sleep(0.01)

    return StreamingResponse(numbers(), media_type="audio/pcm")


async def fall(request: Request) -> Response:
    """Breaks, at once or in the midst; with the error of our tree that has that ``code``, else with none of it."""
    errors = {error.code: error for error in (EngineFailed, StorageFailed, NotImplementedHere, Unavailable, BadRequest)}
    error = errors.get(request.query_params.get("code", ""), ZeroDivisionError)

    async def broken() -> AsyncIterator[bytes]:
        yield b"begun"
        raise error("in the midst")

    if "midst" in request.query_params:
        return StreamingResponse(broken())
    raise error("at once")


async def busy(request: Request) -> Response:
    raise TooBusy("no more for now")


async def upload(request: Request) -> Response:
    async with request.form() as form:
        return JSONResponse(sorted(form))


async def echo(websocket: WebSocket) -> None:
    """Says back what it hears, without end after ``flood``; idle unless told to be ``busy`` or to ``flood``."""
    if websocket.query_params.get("refuse"):
        raise VoiceNotFound("there is no voice to echo")
    occupied = False
    websocket.state.idle = lambda: not occupied
    await websocket.accept()
    async for text in websocket.iter_text():
        if text == "fall":
            raise ZeroDivisionError("on a socket")
        if text == "break":
            raise EngineFailed("on a socket")
        occupied = text in ("busy", "flood")
        await websocket.send_text(json.dumps({"said": text}))
        while text.startswith("flood"):
            await websocket.send_text("x" * FLOOD)


DIALECT = Dialect(
    name="small",
    routes=(
        Route("POST", "/say", say, "Says it", "Speech", body=Question, answer=Answer, example={"text": "Hello."}),
        Route("GET", "/voices/{id}", voice, "A voice", "Voices", query=Question, media="text/plain"),
        Route("GET", "/voices/best/", voice, "The best voice", "Voices", media="text/plain"),
        Route("POST", "/size", size, "Tells the size", "Speech", media="text/plain"),
        Route("GET", "/count", count, "Counts", "Speech", media="audio/pcm", grant="tts"),
        Route("GET", "/fall", fall, "Breaks", "Speech", media="text/plain"),
        Route("GET", "/busy", busy, "Is busy", "Speech", media="text/plain"),
        Route("DELETE", "/voices/{id}", voice, "Removes a voice", "Voices", status=204),
        Route("POST", "/upload", upload, "Takes a file", "Voices", form=Upload, answer=list[str]),
        Route("GET", "/", voice, "Is there", "Status", answer=Answer, open=True),
    ),
    sockets=(SocketRoute("/echo", echo, "Says back", "Speech", grant="tts", sends=Question, receives=Answer),),
    refusal=refuse,
    failure=Refused,
    headers={"Small-Version": "a date"},
)
