import os

import pytest

from bench import machine, streams
from bench.streams import MOST, Listener, search


@pytest.mark.parametrize(("fewest", "step"), [(64, 8), (8, 4)])
@pytest.mark.parametrize("most", [0, 3, 4, 8, 30, 61, 64, 100, 513])
def test_the_largest_number_that_holds_is_found_within_a_step(most: int, fewest: int, step: int) -> None:
    tried: list[int] = []

    def holds(number: int) -> bool:
        tried.append(number)
        return number <= most

    found = search(holds, fewest, step)
    assert most - step < found <= most
    assert tried[0] == fewest
    assert len(tried) <= 15


def test_no_more_streams_are_tried_than_a_server_lets_in() -> None:
    tried: list[int] = []

    def holds(number: int) -> bool:
        tried.append(number)
        return True

    assert search(holds, 64, 8) == MOST
    assert tried == [64, 128, 256, 512, 1024]


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux keeps a process on one core")
def test_what_runs_on_one_core_has_its_cores_back_afterwards() -> None:
    before = os.sched_getaffinity(0)
    with machine.on_core(0):
        assert os.sched_getaffinity(0) == {min(before)}
    assert os.sched_getaffinity(0) == before
    with pytest.raises(RuntimeError, match=f"there is no core {len(before)}"), machine.on_core(len(before)):
        pass


@pytest.mark.parametrize(("buffer", "gap"), [(0.0, 0.25), (0.125, 0.125), (0.25, 0.0), (1.0, 0.0)])
def test_a_listener_who_begins_later_bears_a_longer_wait(
    buffer: float, gap: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(buffer)
    for now in (8.0, 8.5, 9.25):  # half a second of sound each time
        monkeypatch.setattr(streams.time, "perf_counter", lambda now=now: now)
        listener.hear(0.5)
    assert listener.gap == gap
    assert listener.end == 9.75 + max(buffer - 0.25, 0.0)
