"""Streams that are closed, terminated, or held by nobody any more: scenes for both clients."""

import gc
import threading

import pytest

from tests.charactr.double import echo, endless, silent
from tests.charactr.streams import Heard, Play, pause, settled
from vivavoce import errors


def test_a_stream_that_nobody_holds_hangs_up(play: Play) -> None:
    either, double = play(endless)
    stream = either.simplex(1, "ab")
    stream.piece()
    settled(either, lambda: double.sent)
    del stream
    gc.collect()
    either.run(lambda: pause(either))
    assert double.left.wait(5.0)


def test_a_stream_that_is_terminated_ends_well_for_its_callbacks_and_only_once(play: Play) -> None:
    either, double = play(endless)
    heard = Heard()
    stream = either.duplex(1, on_close=heard.close)
    stream.convert("ab")
    for _ in range(3):
        stream.terminate()
    stream.wait()
    stream.close()
    assert heard.notes == [(1000, "")]
    assert double.left.wait(5.0)


def test_the_good_end_of_a_stream_is_a_good_end_for_the_server(play: Play) -> None:
    either, double = play(echo)
    stream = either.duplex(1)
    stream.convert("one")
    stream.close()
    assert stream.pieces() == [b"one"]
    del stream
    gc.collect()
    either.run(lambda: pause(either))
    assert double.closes == [1000]


def test_terminating_from_another_thread_ends_the_reading(play: Play) -> None:
    either, double = play(silent)
    if either.awaited:
        return
    stream = either.simplex(1, "ab")
    threading.Timer(0.1, stream.terminate).start()
    assert stream.pieces() == []
    assert double.left.wait(5.0)


def test_closing_from_another_thread_lets_the_reader_have_the_rest(play: Play) -> None:
    either, _ = play(echo)
    if either.awaited:
        return
    stream = either.duplex(1)

    def feed() -> None:
        for number in range(100):
            stream.convert(f"text {number}")
        stream.close()

    thread = threading.Thread(target=feed)
    thread.start()
    assert stream.pieces() == [f"text {number}".encode() for number in range(100)]
    thread.join()


def test_closing_the_client_ends_its_streams(play: Play) -> None:
    either, double = play(silent)
    stream = either.simplex(1, "ab")
    either.close()
    assert stream.pieces() == []
    assert double.left.wait(5.0)
    with pytest.raises(errors.BadRequest, match="closed"):
        either.simplex(1, "ab")
