"""The same verbs for asyncio."""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import numpy as np
import pytest

import vivavoce as vv
from vivavoce.errors import BadRequest, EmptyText, VoiceNotFound

TEXT = "Hello there, this is a test. It has two sentences."


def ran(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


def test_it_says_what_the_other_says() -> None:
    said = ran(vv.aio.speak(TEXT, "Vera", rate=16_000))
    same = vv.speak(TEXT, "Vera", rate=16_000)
    np.testing.assert_array_equal(said.samples, same.samples)
    assert (said.words, said.phonemes, said.rate) == (same.words, same.phonemes, 16_000)


async def arriving(size: int) -> AsyncIterator[str]:
    for at in range(0, len(TEXT), size):
        await asyncio.sleep(0)
        yield TEXT[at : at + size]


@pytest.mark.parametrize("size", [1, 5, 100])
def test_text_may_come_from_an_asynchronous_iterable(size: int) -> None:
    async def collected() -> vv.Recording:
        async with vv.aio.stream(arriving(size)) as events:
            return vv.Recording.of([event async for event in events], events.rate)

    np.testing.assert_array_equal(ran(collected()).samples, vv.speak(TEXT).samples)


def test_it_speaks_while_the_text_still_arrives() -> None:
    async def first() -> vv.Event:
        async def text() -> AsyncIterator[str]:
            yield "The first sentence is here. And"
            await asyncio.Event().wait()  # the rest never comes

        async with vv.aio.stream(text()) as events:
            return await anext(aiter(events))

    assert isinstance(ran(first()), vv.Words | vv.Phonemes | vv.Chunk)


def test_leaving_stops_the_voice() -> None:
    taken = []

    def text() -> Any:
        while True:
            taken.append(True)
            yield "And on it goes. "

    async def some() -> None:
        async with vv.aio.stream(text()) as events:
            async for _ in events:
                break
        with pytest.raises(StopAsyncIteration):
            await anext(events)

    ran(some())
    count = len(taken)
    assert count < 50
    assert threading.active_count() < 50
    assert len(taken) == count


def test_cancelling_stops_the_voice_and_leaves_nothing_running() -> None:
    async def cancelled() -> None:
        async def listen() -> None:
            async with vv.aio.stream(iter(["And on it goes. "] * 100_000)) as events:
                async for _ in events:
                    started.set()

        started = asyncio.Event()
        task = asyncio.create_task(listen())
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(asyncio.all_tasks()) == 1

    ran(cancelled())


def test_many_speak_at_once() -> None:
    async def together() -> list[vv.Recording]:
        return await asyncio.gather(*(vv.aio.speak(f"This is number {number}.") for number in range(12)))

    for number, said in enumerate(ran(together())):
        np.testing.assert_array_equal(said.samples, vv.speak(f"This is number {number}.").samples)


def test_errors_are_the_same() -> None:
    with pytest.raises(EmptyText):
        ran(vv.aio.speak("..."))
    with pytest.raises(VoiceNotFound):
        ran(vv.aio.speak("Hello.", "Nobody"))
    with pytest.raises(BadRequest, match="str"):
        ran(vv.aio.speak(3))  # type: ignore[arg-type]


def test_it_clones_mixes_and_converts() -> None:
    async def all_of_it() -> vv.Recording:
        clip = await vv.aio.speak("The birch canoe slid on the smooth planks.", "Aoife")
        ann = await vv.aio.clone(clip, name="Ann")
        both = await vv.aio.mix({ann: 0.6, "Viktor": 0.4})
        return await vv.aio.convert(clip, both)

    assert ran(all_of_it()).seconds > 1
