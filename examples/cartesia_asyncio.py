"""Two voices at once over one socket, and one that is interrupted, with asyncio."""

import asyncio

from vivavoce.cartesia import AsyncCartesia
from vivavoce.cartesia.sockets import AsyncTtsWebsocket
from vivavoce.cartesia.tts import OutputFormat_RawParams

RAW: OutputFormat_RawParams = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000}


async def say(ws: AsyncTtsWebsocket, text: str, voice: str) -> None:
    output = await ws.send(model_id="sonic-3", transcript=text, voice_id=voice, output_format=RAW, stream=False)
    print(f"{len(output.audio or b'') / 2 / 24000:.2f} s: {text}")


async def interrupted(ws: AsyncTtsWebsocket, voice: str) -> None:
    context = ws.context()
    text = "This goes on for a while, but nobody hears how it ends. " * 20
    await context.send(model_id="sonic-3", transcript=text, voice_id=voice, output_format=RAW)
    async for output in context.receive():
        if output.audio is not None:
            break
    await context.cancel()
    print("interrupted")


async def main() -> None:
    async with AsyncCartesia() as client, client.tts.websocket() as ws:
        voices = await client.voices.list()
        first, second = [voice.id async for voice in voices][:2]
        await asyncio.gather(
            say(ws, "One of us says this.", first),
            say(ws, "The other one says that.", second),
            interrupted(ws, first),
        )


asyncio.run(main())
