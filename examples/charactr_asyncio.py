"""Two voices at once, one heard by a function and one gone through, with asyncio."""

import asyncio

from vivavoce.charactr_api import AsyncCharactrAPISDK


async def heard(data: bytes) -> None:
    print("heard", len(data), "bytes")


async def say(sdk: AsyncCharactrAPISDK, voice: int) -> None:
    async with await sdk.tts.start_duplex_stream(voice, on_data=heard) as stream:
        await stream.convert("One of us says this.")


async def collect(sdk: AsyncCharactrAPISDK, voice: int) -> None:
    size = 0
    async for data in await sdk.tts.start_simplex_stream(voice, "The other one says that."):
        size += len(data)
    print("collected", size, "bytes")


async def main() -> None:
    async with AsyncCharactrAPISDK() as sdk:
        first, second = (await sdk.tts.get_voices())[:2]
        await asyncio.gather(say(sdk, first.id), collect(sdk, second.id))


asyncio.run(main())
