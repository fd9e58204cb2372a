"""Two voices at once in one event loop; whoever is cancelled falls silent."""

import asyncio

import vivavoce as vv


async def say(text: str, voice: str) -> float:
    async with vv.aio.stream(text, voice) as events:
        return sum([len(event.samples) async for event in events if isinstance(event, vv.Chunk)]) / events.rate


async def main() -> None:
    seconds = await asyncio.gather(say("I speak first.", "June"), say("No, I do.", "Jasper"))
    print(f"{seconds[0]:.2f} s and {seconds[1]:.2f} s")


asyncio.run(main())
