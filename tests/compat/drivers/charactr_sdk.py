"""Everything that the vendor's last Python client can do: charactr-api-sdk 2.1.0, its examples' calls and more.

It knows one server only, by constants that its modules import by value. Its streams wait for ever where something goes
wrong with the connection, so everything that waits is given a time here.
"""

import functools
import importlib
import io
import pkgutil
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import charactr_api.sdk
import requests
import stage
from charactr_api import CharactrAPISDK, Credentials
from stage import Plan, Scene, failure

PATIENCE = 60.0  # seconds for a stream to end
FORMATS: dict[str, dict[str, Any]] = {
    "plain": {},
    "rate alone": {"sample_rate": 16_000},
    "wav 44100": {"format": "wav", "sample_rate": 44_100},
    "wav 8000": {"format": "wav", "sample_rate": 8_000},
    "mp3 44100": {"format": "mp3", "sample_rate": 44_100},
    "mp3": {"format": "mp3"},
    "flac 24000": {"format": "flac", "sample_rate": 24_000},
    "opus 48000": {"format": "opus", "sample_rate": 48_000},
    "pcm 22050": {"format": "pcm", "sample_rate": 22_050},
    "not cloned": {"cloned_voice": False},
    "cloned": {"cloned_voice": True},
}
WRONG: dict[str, dict[str, Any]] = {
    "format": {"format": "cassette"},
    "rate": {"format": "mp3", "sample_rate": 12_345},
}


def point_at(url: str) -> None:
    """Make every module of the client talk to that server."""
    for module in pkgutil.iter_modules(charactr_api.sdk.__path__):
        loaded = importlib.import_module(f"charactr_api.sdk.{module.name}")
        for name, value in (("API_URL", url), ("WS_API_URL", url.replace("http", "ws", 1))):
            if hasattr(loaded, name):
                setattr(loaded, name, value)


def client(key: str = "none") -> CharactrAPISDK:
    return CharactrAPISDK(Credentials(client_key="a client", api_key=key))


class Listener:
    """What comes over a stream: its callbacks, and what they were told."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.closed: list[Any] | None = None
        self.first = threading.Event()
        self.end = threading.Event()

    def on_data(self, data: bytes) -> None:
        self.pieces.append(data)
        self.first.set()

    def on_close(self, code: int, reason: str) -> None:
        self.closed = [code, reason]
        self.end.set()

    def told(self) -> dict[str, Any]:
        """All of it, once the stream has ended."""
        if not self.end.wait(PATIENCE):
            raise AssertionError(f"the stream did not end within {PATIENCE} s; {len(self.pieces)} pieces came")
        return {"audio": b"".join(self.pieces), "sizes": [len(piece) for piece in self.pieces], "closed": self.closed}

    @property
    def callbacks(self) -> dict[str, Callable[..., None]]:
        return {"on_data": self.on_data, "on_close": self.on_close}


def timed(work: Callable[[], Any]) -> Any:
    """What a call that may wait for ever gives within its time."""
    given: list[Any] = []
    thread = threading.Thread(target=lambda: given.append(work()), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if not given:
        raise AssertionError(f"nothing came of it within {PATIENCE} s")
    return given[0]


def numbered(plan: Plan) -> int:
    """The number of the plan's voice."""
    return next(one["id"] for one in client().tts.get_voices() if one["name"] == plan.query)


def simplex(voice: int, text: str, key: str = "none", *, blocking: bool = True, **options: Any) -> dict[str, Any]:
    listener = Listener()
    start = functools.partial(
        client(key).tts.start_simplex_stream, voice, text, blocking=blocking, options=options or None
    )
    timed(lambda: start(**listener.callbacks))
    return listener.told()


def opened(voice: int, key: str = "none", **options: Any) -> tuple[Any, Listener]:
    """A duplex stream."""
    listener = Listener()
    start = functools.partial(client(key).tts.start_duplex_stream, voice, options=options or None)
    return timed(lambda: start(**listener.callbacks)), listener


def duplex(voice: int, texts: list[str], key: str = "none", **options: Any) -> dict[str, Any]:
    stream, listener = opened(voice, key, **options)
    for text in texts:
        stream.convert(text)
    timed(lambda: stream.close() or "closed")
    return listener.told()


async def voices(plan: Plan) -> Any:
    return {"tts": client().tts.get_voices(), "vc": client().vc.get_voices()}


async def quickstart(plan: Plan) -> Any:
    """What its README begins with."""
    sdk = client()
    first = sdk.tts.get_voices()[0]
    return {"voice": first, "result": sdk.tts.convert(first["id"], plan.text)}


async def convert(plan: Plan) -> Any:
    voice = numbered(plan)
    ways = {"plain": None, "system": {"cloned_voice": False}, "cloned": {"cloned_voice": True}}
    return {name: client().tts.convert(voice, plan.text, options) for name, options in ways.items()}


async def simplex_streams(plan: Plan) -> Any:
    voice = numbered(plan)
    seen = {name: simplex(voice, plan.text, **options) for name, options in FORMATS.items()}
    seen["not blocking"] = simplex(voice, plan.text, blocking=False)
    return seen


async def long_simplex(plan: Plan) -> Any:
    """Minutes of speech."""
    return simplex(numbered(plan), plan.long, format="pcm", sample_rate=8_000)


async def duplex_streams(plan: Plan) -> Any:
    voice = numbered(plan)
    seen = {name: duplex(voice, list(plan.texts.values()), **options) for name, options in FORMATS.items()}
    seen["nothing said"] = duplex(voice, [])
    return seen


async def duplex_waited(plan: Plan) -> Any:
    """A text; five seconds without traffic, while the client pings; another one; then no more."""
    stream, listener = opened(numbered(plan), format="pcm")
    one, two = list(plan.texts.values())[:2]
    stream.convert(one)
    timed(lambda: stream.wait() or "waited")
    first = b"".join(listener.pieces)
    stream.convert(two)
    timed(lambda: stream.close() or "closed")
    after = await failure(lambda: stream.convert(one))
    return {"first": first, "after": after} | listener.told()


async def duplex_terminated(plan: Plan) -> Any:
    """Left in the midst of minutes of speech, of which this client tells nobody; and the server speaks to the next."""
    stream, listener = opened(numbered(plan), format="pcm", sample_rate=48_000)
    stream.convert(plan.long)
    listener.first.wait(PATIENCE)
    timed(lambda: stream.terminate() or "terminated")
    after = await failure(lambda: stream.convert(plan.text))
    rests = at_rest(plan.url)
    return {
        "bytes": sum(len(piece) for piece in listener.pieces),
        "after": after,
        "rests": rests,
        "next": simplex(numbered(plan), plan.text),
    }


def at_rest(url: str) -> bool:
    """Whether the server has nothing to do any more, within its time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        health = requests.get(f"{url}/health", timeout=PATIENCE).json()
        if not health["syntheses"] and not health["sockets"]:
            return True
        time.sleep(0.05)
    return False


async def changed(plan: Plan) -> Any:
    """A recording in another voice, given as bytes and as an open file."""
    voice, clip = numbered(plan), Path(plan.clip)
    with clip.open("rb") as file:
        return {
            "file": client().vc.convert(voice, file),
            "bytes": client().vc.convert(voice, clip.read_bytes()),
            "opus": client().vc.convert(voice, Path(plan.opus_clip).read_bytes(), {"cloned_voice": False}),
        }


async def cloned(plan: Plan) -> Any:
    """A clone's whole life, from an Ogg Opus file, as in the vendor's example."""
    sdk = client()
    with Path(plan.opus_clip).open("rb") as file:
        created = sdk.voice_clone.create_cloned_voice("test-voice-sdk", file)
    voice = created["id"]
    seen = {
        "created": created,
        "renamed": sdk.voice_clone.update_cloned_voice(voice, "test-voice-sdk-rename"),
        "listed": sdk.voice_clone.get_cloned_voices(),
        "built in": [one["id"] for one in sdk.tts.get_voices()],
        "convert": sdk.tts.convert(voice, plan.text, {"cloned_voice": True}),
        "simplex": simplex(voice, plan.text, cloned_voice=True),
        "duplex": duplex(voice, [plan.text], cloned_voice=True),
        "vc": sdk.vc.convert(voice, Path(plan.clip).read_bytes(), {"cloned_voice": True}),
    }
    sdk.voice_clone.delete_cloned_voice(voice)
    gone = {
        "delete": lambda: sdk.voice_clone.delete_cloned_voice(voice),
        "update": lambda: sdk.voice_clone.update_cloned_voice(voice, "another"),
        "convert": lambda: sdk.tts.convert(voice, plan.text, {"cloned_voice": True}),
    }
    seen["gone"] = {name: await failure(call) for name, call in gone.items()}
    seen["listed at last"] = sdk.voice_clone.get_cloned_voices()
    return seen


def silence(seconds: int, rate: int) -> bytes:
    """A WAV that is too much of a clip."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(rate)
        written.writeframes(bytes(2 * seconds * rate))
    return file.getvalue()


async def errors(plan: Plan) -> Any:
    sdk, voice, nobody = client(), numbered(plan), 99_999
    clone = sdk.voice_clone.create_cloned_voice
    asked = {
        "voice": lambda: sdk.tts.convert(nobody, plan.text),
        "text": lambda: sdk.tts.convert(voice, ""),
        "vc voice": lambda: sdk.vc.convert(nobody, Path(plan.clip).read_bytes()),
        "vc sound": lambda: sdk.vc.convert(voice, b"no sound at all"),
        "clone sound": lambda: clone("nobody", b"no sound at all"),
        "clone name": lambda: clone("", Path(plan.clip).read_bytes()),
        "clone too long": lambda: clone("too long", silence(61, 8_000)),
        "clone too large": lambda: clone("too large", silence(175, 96_000)),
        "rename built in": lambda: sdk.voice_clone.update_cloned_voice(voice, "mine"),
        "delete built in": lambda: sdk.voice_clone.delete_cloned_voice(voice),
    }
    seen: dict[str, Any] = {name: await failure(call) for name, call in asked.items()}
    for name, options in WRONG.items():
        seen[f"simplex {name}"] = simplex(voice, plan.text, **options)
        seen[f"duplex {name}"] = refused(voice, **options)
    seen["simplex voice"] = simplex(nobody, plan.text)
    seen["duplex voice"] = refused(nobody)
    seen["simplex text"] = simplex(voice, "")
    return seen


def refused(voice: int, key: str = "none", **options: Any) -> dict[str, Any]:
    """A duplex stream that the server closes by itself."""
    stream, listener = opened(voice, key, **options)
    listener.end.wait(PATIENCE)
    timed(lambda: stream.close() or "closed")
    return listener.told()


async def keys(plan: Plan) -> Any:
    point_at(plan.keyed_url)
    try:
        right = client(plan.key)
        voice = next(one["id"] for one in right.tts.get_voices() if one["name"] == "Vera")
        wrong = client("wrong")
        asked = {
            "list": lambda: wrong.tts.get_voices(),
            "convert": lambda: wrong.tts.convert(voice, plan.text),
            "vc": lambda: wrong.vc.convert(voice, Path(plan.clip).read_bytes()),
            "clones": lambda: wrong.voice_clone.get_cloned_voices(),
            "clone": lambda: wrong.voice_clone.create_cloned_voice("mine", Path(plan.clip).read_bytes()),
        }
        return {
            "voice": right.tts.get_voices()[0],
            "convert": right.tts.convert(voice, plan.text),
            "simplex": simplex(voice, plan.text, plan.key),
            "duplex": duplex(voice, [plan.text], plan.key),
            "wrong": {name: await failure(call) for name, call in asked.items()},
            "wrong simplex": simplex(voice, plan.text, "wrong"),
            "wrong duplex": refused(voice, "wrong"),
        }
    finally:
        point_at(plan.url)


SCENES = (
    *(voices, quickstart, convert, simplex_streams, long_simplex),
    *(duplex_streams, duplex_waited, duplex_terminated, changed, cloned, errors, keys),
)


def scenes_of(plan: Plan) -> dict[str, Scene]:
    point_at(plan.url)
    return {scene.__name__: functools.partial(scene, plan) for scene in SCENES}


if __name__ == "__main__":
    stage.main(scenes_of)
