"""A row of the README's table of clients, run: its code points the client at the server, and the client speaks.

The plan's ``client`` is the row's, its ``code`` what the row shows, with the server's address in it.
"""

import importlib
from collections.abc import Awaitable, Callable
from typing import Any

import stage
from stage import Plan, Scene

RATE = 24_000
RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": RATE}


def made(code: str, given: str, **names: Any) -> Any:
    """What the code makes; given: the arguments that stand for its "…"."""
    return eval(code.replace("…", given), names)


async def pipecat(plan: Plan, module: Any) -> bytes:
    service = module.CartesiaTTSService
    settings = service.Settings(voice=plan.voice)
    given = f'api_key="none", sample_rate={RATE}, settings=settings'
    async with module.running(made(plan.code, given, CartesiaTTSService=service, settings=settings)) as show:
        await show.worker.queue_frame(module.TTSSpeakFrame(plan.text))
        await show.stopped(1)
        return b"".join(frame["audio"] for frame in show.witness.seen if "audio" in frame)


async def livekit(plan: Plan, module: Any) -> bytes:
    async with module.aiohttp.ClientSession() as session:
        given = f'api_key="none", voice={plan.voice!r}, sample_rate={RATE}, http_session=session'
        speaker = made(plan.code, given, cartesia=module.cartesia, session=session)
        heard = await module.spoken(speaker, plan.text)
        await speaker.aclose()
        audio: bytes = heard["audio"]
        return audio


async def cartesia(plan: Plan, module: Any) -> bytes:
    """Over HTTP, then the same over its socket, which has an address of its own."""
    client = made(plan.code, 'api_key="none"', Cartesia=module.Cartesia)
    asked = {"model_id": "sonic-3", "transcript": plan.text, "voice": {"mode": "id", "id": plan.voice}}
    whole = client.tts.generate(**asked, output_format=RAW).read()
    with client.tts.websocket_connect() as connection:
        context = connection.context(model_id="sonic-3", voice=asked["voice"], output_format=RAW)
        context.send(model_id="sonic-3", transcript=plan.text, voice=asked["voice"], output_format=RAW, continue_=False)
        streamed = b"".join(event.audio for event in context.receive() if event.type == "chunk" and event.audio)
    return same(whole, streamed)


async def openai(plan: Plan, module: Any) -> bytes:
    client = made(plan.code, 'api_key="none"', OpenAI=module.OpenAI)
    voice = {"model": "tts-1", "voice": "Vera", "input": plan.text, "response_format": "pcm"}
    audio: bytes = client.audio.speech.create(**voice).content
    return audio


async def charactr(plan: Plan, module: Any) -> bytes:
    """Its code changes the client's modules; then over HTTP, as a WAV, and over both sockets."""
    names = ("clones", "conversion_module", "tts", "tts_stream_duplex", "tts_stream_simplex", "vc")
    exec(plan.code, {name: importlib.import_module(f"charactr_api.sdk.{name}") for name in names})
    voice = module.numbered(plan)
    whole = module.client().tts.convert(voice, plan.text)["data"][44:]
    pcm = {"format": "pcm", "sample_rate": RATE}
    simplex, duplex = module.simplex(voice, plan.text, **pcm), module.duplex(voice, [plan.text], **pcm)
    assert module.client().vc.get_voices() == module.client().tts.get_voices()
    module.client().voice_clone.get_cloned_voices()
    return same(whole, simplex["audio"], duplex["audio"])


async def ours(plan: Plan, module: Any) -> bytes:
    """Our own library with the interface of charactr's."""
    with made(plan.code, "", CharactrAPISDK=module.CharactrAPISDK) as sdk:
        voice = next(one for one in sdk.tts.get_voices() if one.name == plan.query)
        whole = sdk.tts.convert(voice.id, plan.text).data[44:]
        options = {"format": "pcm", "sample_rate": RATE}
        with sdk.tts.start_simplex_stream(voice.id, plan.text, options=options) as stream:
            return same(whole, b"".join(stream))


def same(*ways: bytes) -> bytes:
    """What every way of speaking gave."""
    if len(set(ways)) != 1:
        raise AssertionError(f"not all ways give the same: {[len(way) for way in ways]} bytes")
    return ways[0]


# What each row's way of speaking is given: its client's module, or the driver that knows it.
CLIENTS: dict[str, tuple[Callable[[Plan, Any], Awaitable[bytes]], str]] = {
    "Pipecat": (pipecat, "pipecat_pipeline"),
    "LiveKit": (livekit, "livekit_plugin"),
    "cartesia": (cartesia, "cartesia"),
    "openai": (openai, "openai"),
    "charactr-api-sdk": (charactr, "charactr_sdk"),
    "vivavoce.charactr_api": (ours, "vivavoce.charactr_api"),
}


def scenes_of(plan: Plan) -> dict[str, Scene]:
    speak, name = CLIENTS[plan.row]
    module = importlib.import_module(name)  # in the main thread, as LiveKit's plug-ins want it

    async def spoken() -> bytes:
        return await speak(plan, module)

    return {"spoken": spoken}


if __name__ == "__main__":
    stage.main(scenes_of)
