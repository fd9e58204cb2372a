"""The latest part of a stream."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.dsp.recent import Recent


def numbers(count: int) -> np.ndarray:
    return np.arange(1, count + 1, dtype=np.float32)


def test_what_lies_outside_the_stream_is_silence() -> None:
    recent = Recent()
    recent.feed(numbers(3))
    assert recent.between(-2, 5).tolist() == [0, 0, 1, 2, 3, 0, 0]
    assert recent.between(7, 9).tolist() == [0, 0]


def test_before_anything_came_there_is_silence() -> None:
    assert Recent().between(-1, 2).tolist() == [0, 0, 0]


@given(st.lists(st.integers(0, 20), max_size=8), st.integers(0, 60))
def test_what_is_kept_does_not_depend_on_how_it_came(sizes: list[int], forgotten: int) -> None:
    recent = Recent()
    whole = numbers(sum(sizes))
    at = 0
    for size in sizes:
        recent.feed(whole[at : at + size])
        at += size
    start = min(forgotten, len(whole))
    recent.forget(start)
    assert recent.between(start, len(whole)).tolist() == whole[start:].tolist()


def test_asking_for_what_was_forgotten_is_a_mistake() -> None:
    recent = Recent()
    recent.feed(numbers(10))
    recent.forget(5)
    with pytest.raises(ValueError, match="before 5 are forgotten, 2 was asked for"):
        recent.between(2, 7)
