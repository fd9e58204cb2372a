"""Turns at the engine: who needs it first comes first, and no turn is lost."""

import asyncio

import pytest

from vivavoce.server.turns import Turns


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def take(turns: Turns, needed_by: float, order: list[float]) -> None:
    await turns.wait(needed_by)
    order.append(needed_by)


def test_who_needs_it_first_comes_first() -> None:
    async def scene() -> list[float]:
        turns, order = Turns(1), list[float]()
        await turns.wait(0)
        waiting = [asyncio.create_task(take(turns, when, order)) for when in (3.0, 1.0, 2.0)]
        await settle()
        for _ in waiting:
            turns.leave()
            await settle()
        return order

    assert asyncio.run(scene()) == [1.0, 2.0, 3.0]


def test_those_who_need_it_at_the_same_time_come_in_their_order() -> None:
    async def scene() -> list[int]:
        turns, order = Turns(1), list[int]()

        async def named(name: int) -> None:
            await turns.wait(1.0)
            order.append(name)

        await turns.wait(0)
        waiting = [asyncio.create_task(named(name)) for name in range(4)]
        await settle()
        for _ in waiting:
            turns.leave()
            await settle()
        return order

    assert asyncio.run(scene()) == [0, 1, 2, 3]


def test_as_many_as_may_be_are_let_in_at_once() -> None:
    async def scene() -> list[float]:
        turns, order = Turns(2), list[float]()
        waiting = [asyncio.create_task(take(turns, when, order)) for when in (1.0, 2.0, 3.0)]
        await settle()
        for task in waiting:
            task.cancel()
        return order

    assert asyncio.run(scene()) == [1.0, 2.0]


@pytest.mark.parametrize("leaves_first", [True, False])
def test_a_turn_of_one_who_has_given_up_goes_to_the_next(leaves_first: bool) -> None:
    """Whether the turn comes just before or just after it is given up."""

    async def scene() -> list[float]:
        turns, order = Turns(1), list[float]()
        await turns.wait(0)
        hasty, patient = (asyncio.create_task(take(turns, when, order)) for when in (1.0, 2.0))
        await settle()
        if leaves_first:
            turns.leave()
            hasty.cancel()
        else:
            hasty.cancel()
            turns.leave()
        await settle()
        assert patient.done()
        turns.leave()
        await turns.wait(9)  # it is free again
        return order

    assert asyncio.run(scene()) == [2.0]
