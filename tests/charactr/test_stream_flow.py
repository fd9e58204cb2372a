"""Streams one end of which is slower than the other: scenes for both clients."""

import asyncio
import threading
import time
from typing import Any

import pytest

from tests.charactr.double import deaf, echo, endless
from tests.charactr.streams import Play, settled
from vivavoce import errors
from vivavoce.charactr_api import ConnectionClosedError
from vivavoce.client.arrivals import ROOM


def test_a_server_that_does_not_listen_is_given_up(play: Play) -> None:
    either, _ = play(deaf, timeout=0.3)
    stream = either.duplex(1)
    with pytest.raises(errors.TimedOut, match="did not take the message"):
        say_much(stream, 200)


def say_much(stream: Any, messages: int = 40) -> None:
    """Megabytes, in more messages than a server keeps."""
    for _ in range(messages):
        stream.convert("x" * 10**6)


def test_text_whose_sound_nobody_takes_is_stopped_with_a_hint(play: Play) -> None:
    either, _ = play(echo, timeout=0.5)
    stream = either.duplex(1)
    with pytest.raises(errors.TimedOut, match="nobody takes what it said: go through that meanwhile"):
        say_much(stream, 200)


def test_a_stream_that_waits_to_send_is_terminated_from_elsewhere(play: Play) -> None:
    either, _ = play(deaf)
    if either.awaited:
        return
    stream = either.duplex(1)
    threading.Timer(0.5, stream.terminate).start()
    with pytest.raises((ConnectionClosedError, errors.ConnectionFailed)):
        say_much(stream, 200)


def test_text_waits_for_a_slow_listener(play: Play) -> None:
    either, _ = play(echo, timeout=0.5)
    heard: list[int] = []

    def slow(piece: bytes) -> None:
        time.sleep(0.04)
        heard.append(len(piece))

    async def slow_awaited(piece: bytes) -> None:
        await asyncio.sleep(0.04)
        heard.append(len(piece))

    stream = either.duplex(1, slow_awaited if either.awaited else slow)
    say_much(stream)
    stream.close()
    assert heard == [10**6] * 40


def test_a_slow_reader_keeps_the_server_waiting(play: Play) -> None:
    either, double = play(endless)
    stream = either.simplex(1, "ab")
    for _ in range(3):
        stream.piece()
    settled(either, lambda: double.sent)
    held = double.sent * 65_536
    assert held < ROOM + 40 * 2**20  # what systems keep at both ends comes on top: up to 36 MiB on Linux
    at_once = 2**18  # bytes that asyncio reads in one go
    assert stream.stream._conversation._arrivals._unread <= ROOM + at_once + 65_536
    stream.terminate()
    assert double.left.wait(5.0)
