"""The same verbs for asyncio."""

import asyncio
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

        counts.append(len(taken))
        await asyncio.sleep(0.05)
        counts.append(len(taken))

    counts: list[int] = []
    ran(some())
    assert counts[0] == counts[1] < 50


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


def test_a_wait_that_times_out_loses_nothing() -> None:
    async def impatient() -> list[vv.Event]:
        async with vv.aio.stream(TEXT, "Aoife") as events:
            taken: list[vv.Event] = []
            while True:
                try:
                    taken.append(await asyncio.wait_for(anext(events), 0.001))
                except TimeoutError:
                    continue
                except StopAsyncIteration:
                    return taken

    said = vv.Recording.of(ran(impatient()), 22_050)
    np.testing.assert_array_equal(said.samples, vv.speak(TEXT, "Aoife").samples)


def test_outside_its_block_a_stream_says_so() -> None:
    async def outside() -> None:
        async for _ in vv.aio.stream(TEXT):
            pass

    with pytest.raises(RuntimeError, match="async with"):
        ran(outside())


def test_a_duration_needs_the_whole_text() -> None:
    async def arriving_late() -> None:
        async with vv.aio.stream(arriving(5), duration=2.0):
            pass

    with pytest.raises(BadRequest, match="whole text"):
        ran(arriving_late())


def test_leaving_closes_the_users_own_iterable() -> None:
    closed: list[bool] = []

    async def text() -> AsyncIterator[str]:
        try:
            while True:
                yield "And on it goes. "
        finally:
            closed.append(True)

    async def some() -> None:
        async with vv.aio.stream(text()) as events:
            await anext(events)
        assert closed == [True]

    ran(some())


def test_pieces_that_are_no_text_are_refused() -> None:
    async def numbers() -> AsyncIterator[int]:
        yield 3

    async def said() -> None:
        async with vv.aio.stream(numbers()) as events:  # type: ignore[arg-type]
            await anext(events)

    with pytest.raises(BadRequest, match="int"):
        ran(said())
