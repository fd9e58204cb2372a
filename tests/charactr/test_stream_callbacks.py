"""What streams call back, and what callbacks may do: scenes for both clients."""

import threading
from typing import Any

import pytest

from tests.charactr.double import echo, endless, once
from tests.charactr.streams import BOTH, Heard, Play, begun
from vivavoce import errors


def test_callbacks_are_called_in_order_and_a_blocking_stream_is_over_when_it_returns(play: Play) -> None:
    either, _ = play(once)
    heard = Heard()
    stream = either.simplex(1, "abc", True, heard.data, heard.close)
    assert heard.notes == [b"a", b"b", b"c", (1000, "")]
    assert stream.is_closed
    stream.wait()
    assert heard.threads == {threading.get_ident()}


def test_without_blocking_callbacks_come_from_elsewhere_until_it_is_waited_for(play: Play) -> None:
    either, _ = play(once)
    heard = Heard()
    either.simplex(1, "abc", blocking=False, on_data=heard.data, on_close=heard.close).wait()
    assert heard.notes == [b"a", b"b", b"c", (1000, "")]
    assert (heard.threads == {threading.get_ident()}) == either.awaited


def test_a_stream_that_blocks_for_its_end_alone_throws_the_sound_away(play: Play) -> None:
    either, double = play(once)
    heard = Heard()
    either.simplex(1, "abc", on_close=heard.close)
    assert (heard.notes, double.sent) == ([(1000, "")], 3)


def test_asynchronous_callbacks_are_awaited(play: Play) -> None:
    either, _ = play(once)
    if not either.awaited:
        return
    heard = Heard()
    either.simplex(1, "abc", on_data=heard.data_awaited)
    assert heard.notes == [b"a", b"b", b"c"]


@BOTH
def test_what_a_callback_raises_reaches_who_waits_and_stops_the_voice(play: Play, kind: str) -> None:
    either, double = play(endless)
    oops = ValueError("oops")
    notes = Heard()

    def fail(piece: bytes) -> None:
        raise oops

    stream = begun(either, kind, on_data=fail, on_close=notes.close)
    with pytest.raises(ValueError, match="oops") as caught:
        stream.wait()
    assert caught.value is oops
    assert notes.notes == [(1006, "oops")]
    assert double.left.wait(5.0)


def test_what_a_callback_raises_leaves_a_blocking_stream(play: Play) -> None:
    either, double = play(endless)

    stop: type[BaseException] = ValueError if either.awaited else KeyboardInterrupt

    def fail(piece: bytes) -> None:
        raise stop

    with pytest.raises(stop):
        either.simplex(1, "ab", on_data=fail)
    assert double.left.wait(5.0)


def test_what_on_close_raises_is_told_as_well(play: Play) -> None:
    either, _ = play(once)

    def fail(code: int, reason: str) -> None:
        raise ValueError("closed badly")

    with pytest.raises(ValueError, match="closed badly"):
        either.simplex(1, "ab", on_close=fail)
    with pytest.raises(ValueError, match="closed badly"):
        either.simplex(1, "ab", False, lambda piece: None, fail).wait()


def test_a_callback_may_send_close_and_terminate_but_not_wait(play: Play) -> None:
    either, _ = play(echo)
    notes: list[Any] = []
    stream: list[Any] = []

    def blocking(piece: bytes) -> None:
        notes.append(piece)
        if piece == b"one":
            stream[0].stream.convert("two")
            stream[0].stream.close()
        else:
            try:
                stream[0].stream.wait()
            except errors.BadRequest as error:
                notes.append(str(error))

    async def awaited(piece: bytes) -> None:
        notes.append(piece)
        if piece == b"one":
            await stream[0].stream.convert("two")
            await stream[0].stream.close()
        else:
            try:
                await stream[0].stream.wait()
            except errors.BadRequest as error:
                notes.append(str(error))

    stream.append(either.duplex(1, awaited if either.awaited else blocking))
    stream[0].convert("one")
    stream[0].wait()
    assert notes == [b"one", b"two", "a callback that waits for the callbacks would wait for ever"]
