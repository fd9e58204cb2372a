"""The bridge between the engine's threads and asyncio."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import aclosing

import pytest

from vivavoce.server.bridge import Bridge


@pytest.fixture
def bridge() -> Iterator[Bridge]:
    bridge = Bridge(threads=2, at_once=1)
    yield bridge
    bridge.close()


class Steps:
    """An iterator whose steps wait until they may end."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.closed = threading.Event(), threading.Event(), threading.Event()

    def items(self) -> Iterator[int]:
        try:
            self.begun.set()
            assert self.may_end.wait(10)
            yield 1
        finally:
            self.closed.set()


def test_items_come_in_their_order(bridge: Bridge) -> None:
    async def scene() -> list[int]:
        async with aclosing(bridge.items(iter(range(5)))) as items:
            return [item async for item in items]

    assert asyncio.run(scene()) == [0, 1, 2, 3, 4]


def test_what_a_step_raises_is_raised_and_the_next_has_its_turn(bridge: Bridge) -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    async def listen() -> None:
        async with aclosing(bridge.items(broken())) as items:
            async for _ in items:
                pass

    async def scene() -> int:
        with pytest.raises(ValueError, match="broken"):
            await listen()
        return await bridge.run(lambda: 7)

    assert asyncio.run(scene()) == 7


def test_the_most_urgent_item_is_made_first(bridge: Bridge) -> None:
    first, order = Steps(), list[str]()

    def noted(name: str) -> Iterator[str]:
        order.append(name)
        yield name

    async def consume(items: Iterator[object], needed_by: float) -> None:
        async with aclosing(bridge.items(items, lambda: needed_by)) as made:
            async for _ in made:
                pass

    async def scene() -> None:
        tasks = [asyncio.create_task(consume(first.items(), 0.0))]
        await asyncio.to_thread(first.begun.wait, 10)
        tasks += [asyncio.create_task(consume(noted(name), when)) for name, when in (("late", 9.0), ("soon", 1.0))]
        await asyncio.sleep(0)
        first.may_end.set()
        await asyncio.gather(*tasks)

    asyncio.run(scene())
    assert order == ["soon", "late"]


def test_leaving_in_the_midst_of_a_step_closes_the_iterator_after_it(bridge: Bridge) -> None:
    steps = Steps()

    async def listen() -> None:
        async with aclosing(bridge.items(steps.items())) as items:
            async for _ in items:
                pass

    async def scene() -> None:
        task = asyncio.create_task(listen())
        await asyncio.to_thread(steps.begun.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not steps.closed.is_set()
        assert bridge.oldest_step() is not None
        steps.may_end.set()
        assert await asyncio.to_thread(steps.closed.wait, 10)
        assert await bridge.run(lambda: "free") == "free"

    asyncio.run(scene())
    assert bridge.oldest_step() is None
