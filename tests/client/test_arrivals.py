"""What comes over a stream and how it ends, as a value with a clock that stands."""

import math
from typing import Any

import pytest

from vivavoce.client.arrivals import ABNORMAL, Arrivals, Ending
from vivavoce.client.call import Talk
from vivavoce.errors import AnswerBroken, TimedOut


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def broken(code: int, reason: str) -> Exception | None:
    return None if code == 1000 else ValueError(code, reason)


def arrivals(clock: Any = None, *, farewell: bytes | None = b"bye", room: int = 10) -> Arrivals:
    talk = Talk(path="/", greeting=lambda endpoint: [], farewell=farewell, broken=broken, closed=KeyError)
    return Arrivals(talk, room, clock or Clock())


def test_pieces_come_in_order_and_then_the_end() -> None:
    one = arrivals()
    assert one.hungry
    one.piece(b"a")
    one.piece(b"b")
    one.end(1000, "")
    one.piece(b"late")
    assert [one.take(), one.take(), one.take()] == [b"a", b"b", None]
    assert (one.hungry, one.ending, one.failure) == (False, Ending(1000, ""), None)


def test_a_failure_without_words_is_in_the_log_by_its_name(caplog: pytest.LogCaptureFixture) -> None:
    one = arrivals()
    one.fail(KeyboardInterrupt())
    one.forgotten()
    assert caplog.messages == ["a stream ended with an error that nobody was told of: KeyboardInterrupt"]


def test_it_is_full_beyond_its_room_until_somebody_takes() -> None:
    one = arrivals()
    one.piece(bytes(10))
    assert not one.full
    one.piece(b"x")
    assert one.full
    one.take()
    assert not one.full


def test_an_end_that_is_no_good_one_is_told_after_what_came_and_the_first_counts() -> None:
    one = arrivals()
    one.piece(b"a")
    one.end(4404, "no voice")
    one.end(1000, "")
    assert one.take() == b"a"
    assert one.take() is None
    with pytest.raises(ValueError, match="no voice"):
        one.check()
    assert one.told
    one.tell()


def test_a_failure_is_an_end_without_a_close() -> None:
    one = arrivals()
    one.piece(b"a")
    one.fail(OSError("gone"), at_once=True)
    assert one.ending == Ending(ABNORMAL, "gone")
    assert one.take() is None
    with pytest.raises(OSError, match="gone"):
        one.tell()


def test_text_makes_no_sense() -> None:
    one = arrivals()
    one.nonsense(b"x" * 1000)
    with pytest.raises(AnswerBroken, match="makes no sense") as caught:
        one.check()
    assert len(str(caught.value)) < 200


def test_a_server_is_waited_for_as_long_as_it_owes_something() -> None:
    clock = Clock()
    one = arrivals(clock)
    assert one.patience(5.0, lasting=False) == math.inf
    one.sent()
    assert one.patience(5.0, lasting=False) == 5.0
    assert one.patience(5.0, lasting=True) == math.inf
    clock.seconds += 2.0
    assert one.patience(5.0, lasting=False) == 3.0
    clock.seconds += 3.0
    with pytest.raises(TimedOut, match="for 5 s"):
        one.patience(5.0, lasting=False)
    one.piece(b"a")
    assert one.patience(5.0, lasting=False) == math.inf
    one.sent(last=True)
    one.piece(b"b")
    assert one.patience(5.0, lasting=True) == 5.0


def test_a_stream_without_farewell_owes_its_end_from_the_beginning() -> None:
    one = arrivals(farewell=None)
    assert one.closing
    assert one.patience(5.0, lasting=True) == 5.0


def test_silence_counts_from_what_moved_last_and_not_while_somebody_is_given_something() -> None:
    clock = Clock()
    one = arrivals(clock)
    clock.seconds += 1.0
    assert one.silence(served=True) == 1.0
    one.piece(b"a")
    clock.seconds += 1.0
    assert (one.silence(served=True), one.silence(served=False)) == (0.0, 1.0)
    one.take()
    one.busy = True
    clock.seconds += 9.0
    assert one.silence(served=True) == 0.0
    one.rested()
    clock.seconds += 2.0
    assert one.silence(served=True) == 2.0
