"""Streams with a server that does all that servers do, and more: scenes for both clients."""

import asyncio
import gc
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.charactr.both import KEY, Either
from tests.charactr.double import Double, closing, cut, deaf, echo, endless, garbage, once, silent
from vivavoce import errors
from vivavoce.charactr_api import ApiError, ClientError, ConnectionClosedError, ServerError, UnknownError
from vivavoce.client.arrivals import ROOM

Play = Callable[..., tuple[Either, Double]]
BOTH = pytest.mark.parametrize("kind", ["simplex", "duplex"])


class Heard:
    """Notes what callbacks are called with."""

    def __init__(self) -> None:
        self.notes: list[Any] = []
        self.threads: set[int] = set()

    def data(self, piece: bytes) -> None:
        self.notes.append(piece)
        self.threads.add(threading.get_ident())

    async def data_awaited(self, piece: bytes) -> None:
        self.data(piece)

    def close(self, code: int, reason: str) -> None:
        self.notes.append((code, reason))


def begun(either: Either, kind: str, **options: Any) -> Any:
    """A stream that says "ab"; a duplex one is closing."""
    if kind == "simplex":
        return either.simplex(1, "ab", False, **options)
    stream = either.duplex(1, **options)
    stream.convert("ab")
    if "on_data" not in options:
        stream.close()
    return stream


def test_a_simplex_stream_is_gone_through(play: Play) -> None:
    either, double = play(once)
    assert either.simplex(7, "abc").pieces() == [b"a", b"b", b"c"]
    assert double.heard == [
        {"type": "authApiKey", "clientKey": "a-client-key", "apiKey": KEY},
        {"type": "convert", "text": "abc"},
    ]
    assert double.paths == ["/v1/tts/stream/simplex/ws?voiceId=7"]
    assert "x-api-key" not in double.headers[0]


def test_options_go_into_the_address(play: Play) -> None:
    either, double = play(once)
    options = [
        {"format": "mp3", "sample_rate": 16000, "cloned_voice": True},
        {"sample_rate": 8000},
        {"cloned_voice": False},
        {"cloned_voice": None, "format": None},
    ]
    for each in options:
        before = dict(each)
        either.simplex(7, "a", options=each).pieces()
        assert each == before
    assert [path.partition("?")[2] for path in double.paths] == [
        "voiceId=7&format=mp3&sr=16000&voiceType=cloned",
        "voiceId=7&format=wav&sr=8000",
        "voiceId=7",
        "voiceId=7",
    ]


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


def test_a_duplex_stream_says_texts_as_they_come(play: Play) -> None:
    either, double = play(echo)
    heard = Heard()
    stream = either.duplex(7, heard.data, heard.close)
    stream.convert("one")
    stream.wait(0.1)
    assert heard.notes == [b"one"]
    stream.convert("two")
    stream.close()
    assert heard.notes == [b"one", b"two", (1000, "")]
    assert (stream.is_closed, stream.is_close_requested) == (True, True)
    assert [message["type"] for message in double.heard] == ["authApiKey", "convert", "convert", "close"]
    stream.close()
    stream.terminate()
    stream.wait()
    assert heard.notes[3:] == []


def test_a_duplex_stream_is_gone_through_after_it_was_closed(play: Play) -> None:
    either, _ = play(echo)
    stream = either.duplex(7)
    stream.convert("one")
    assert stream.piece() == b"one"
    stream.convert("two")
    stream.convert("three")
    stream.close()
    assert stream.pieces() == [b"two", b"three"]
    assert stream.pieces() == []


def test_nothing_can_be_sent_after_the_end_was_asked_for(play: Play) -> None:
    either, _ = play(echo)
    for end in ("close", "terminate"):
        stream = either.duplex(1)
        getattr(stream, end)()
        with pytest.raises(ConnectionClosedError, match="takes no more text"):
            stream.convert("late")


def test_leaving_a_block_waits_for_callbacks_and_stops_a_voice_that_nobody_hears(play: Play) -> None:
    either, double = play(echo)
    heard = Heard()
    stream = either.duplex(1, heard.data, heard.close)
    stream.convert("one")
    stream.block()
    assert heard.notes == [b"one", (1000, "")]
    stream = either.duplex(1, heard.data)
    stream.block(ValueError())
    assert double.left.wait(5.0)
    double.left.clear()
    either.duplex(1).block()
    assert double.left.wait(5.0)
    assert [message["type"] for message in double.heard].count("close") == 1


FAULTS: list[tuple[int, str, type[ApiError], int, type[Exception]]] = [
    (4401, "no such key", ClientError, 401, errors.NotAuthenticated),
    (4404, "there is no voice 1", ClientError, 404, errors.VoiceNotFound),
    (4400, "what?", ClientError, 400, errors.BadRequest),
    (4429, "too much", ClientError, 429, errors.TooBusy),
    (4500, "broken", ServerError, 500, errors.EngineFailed),
    (4503, "going down", ServerError, 503, errors.Unavailable),
    (1011, "", ServerError, 1011, ServerError),
    (1008, "no", ClientError, 1008, ClientError),
    (3000, "whatever", UnknownError, 3000, UnknownError),
]


@BOTH
@pytest.mark.parametrize(("code", "reason", "kind_of_error", "number", "known"), FAULTS)
def test_a_close_that_is_no_good_one_is_an_error(
    play: Play, kind: str, code: int, reason: str, kind_of_error: type[ApiError], number: int, known: type[Exception]
) -> None:
    either, _ = play(closing(code, reason))
    stream = either.simplex(1, "ab") if kind == "simplex" else either.duplex(1)
    with pytest.raises(kind_of_error) as caught:
        stream.pieces()
    assert isinstance(caught.value, known)
    told = reason or "the server closed the stream and gave no reason"
    assert (caught.value.code, caught.value.message) == (number, told)
    assert str(caught.value) == f"[{number}] {told}"


@BOTH
def test_an_error_comes_after_the_sound_before_it_and_reaches_who_waits(play: Play, kind: str) -> None:
    either, _ = play(closing(1011, "it broke", after=2))
    heard = Heard()
    stream = begun(either, kind, on_data=heard.data, on_close=heard.close)
    with pytest.raises(ServerError, match="it broke"):
        stream.wait()
    assert heard.notes == [b"piece", b"piece", (1011, "it broke")]
    if kind == "duplex":
        stream.close()  # it was told
        with pytest.raises(ServerError, match="it broke"):
            stream.convert("more")


def test_closing_tells_an_error_that_nobody_was_told(play: Play) -> None:
    either, _ = play(closing(4404, "no voice"))
    stream = either.duplex(1, on_data=lambda piece: None)
    with pytest.raises(ClientError, match="no voice"):
        stream.close()
    stream.close()


def test_a_blocking_simplex_stream_raises_what_went_wrong(play: Play) -> None:
    either, _ = play(closing(4401, "no such key"))
    heard = Heard()
    with pytest.raises(ClientError, match=r"\[401\] no such key"):
        either.simplex(1, "ab", True, heard.data, heard.close)
    assert heard.notes == [(4401, "no such key")]


@BOTH
def test_a_connection_that_is_cut_is_no_end(play: Play, kind: str) -> None:
    either, _ = play(cut)
    heard = Heard()
    stream = begun(either, kind, on_data=heard.data, on_close=heard.close)
    with pytest.raises(errors.AnswerBroken, match="ended before the stream did"):
        stream.wait()
    assert heard.notes[0] == b"piece"
    assert [code for code, _ in heard.notes[1:]] == [1006]


@BOTH
def test_text_where_sound_is_to_come_is_told(play: Play, kind: str) -> None:
    either, _ = play(garbage)
    stream = begun(either, kind)
    assert stream.piece() == b"piece"
    with pytest.raises(errors.AnswerBroken, match="this is no sound"):
        stream.pieces()


@BOTH
@pytest.mark.parametrize("heard", [True, False])
def test_a_server_that_says_nothing_is_given_up(play: Play, kind: str, heard: bool) -> None:
    either, double = play(silent, timeout=0.2)
    notes = Heard()
    options = {"on_data": notes.data, "on_close": notes.close} if heard else {}
    stream = begun(either, kind, **options)
    with pytest.raises(errors.TimedOut):
        (stream.close if kind == "duplex" else stream.wait)() if heard else stream.pieces()
    if heard:
        assert [code for code, _ in notes.notes] == [1006]
    stream.terminate()
    assert double.left.wait(5.0)


def test_a_server_that_owes_a_duplex_stream_nothing_is_waited_for(play: Play) -> None:
    either, _ = play(echo, timeout=0.2)
    heard = Heard()
    stream = either.duplex(1, heard.data)
    stream.convert("one")
    stream.wait(0.5)
    stream.convert("two")
    stream.close()
    assert heard.notes == [b"one", b"two"]


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


def test_a_slow_reader_keeps_the_server_waiting(play: Play) -> None:
    either, double = play(endless)
    stream = either.simplex(1, "ab")
    for _ in range(3):
        stream.piece()
    settled(either, lambda: double.sent)
    held = double.sent * 65_536
    assert held < ROOM + 12 * 2**20  # what systems keep at both ends comes on top
    at_once = 2**18  # bytes that asyncio reads in one go
    assert stream.stream._conversation._arrivals._unread <= ROOM + at_once + 65_536
    stream.terminate()
    assert double.left.wait(5.0)


def settled(either: Either, count: Callable[[], int]) -> None:
    """Wait until it counts no further."""
    before = -1
    while count() != before:
        before = count()
        either.run(lambda: pause(either))


def pause(either: Either) -> Any:
    if not either.awaited:
        time.sleep(0.2)
        return None
    return asyncio.sleep(0.2)


def test_a_stream_that_nobody_holds_hangs_up(play: Play) -> None:
    either, double = play(endless)
    stream = either.simplex(1, "ab")
    stream.piece()
    settled(either, lambda: double.sent)
    del stream
    gc.collect()
    either.run(lambda: pause(either))
    assert double.left.wait(5.0)


def test_a_failure_that_nobody_was_told_of_is_in_the_log(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    either, _ = play(closing(4404, "no voice"))
    stream = either.duplex(1)
    while not stream.is_closed:
        either.run(lambda: pause(either))
    del stream
    gc.collect()
    assert "nobody was told of: [404] no voice" in caplog.text


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


def test_sound_that_goes_to_a_callback_cannot_be_gone_through(play: Play) -> None:
    either, _ = play(echo)
    stream = either.duplex(1, lambda piece: None)
    with pytest.raises(ClientError, match="leave that out to go through it"):
        stream.pieces()
    with pytest.raises(ClientError, match="leave that out to go through it"):
        either.run(lambda: anext(stream.stream) if either.awaited else next(stream.stream))
    stream.close()


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_white_space_among_texts_says_nothing(play: Play, blank: str) -> None:
    either, double = play(echo)
    stream = either.duplex(1)
    for text in (blank, "one", blank, "two"):
        stream.convert(text)
    stream.close()
    assert stream.pieces() == [b"one", b"two"]
    assert [message["type"] for message in double.heard] == ["authApiKey", "convert", "convert", "close"]


@pytest.mark.parametrize("inactivity", [0, -1, "5"])
def test_a_wait_that_cannot_be_is_told(play: Play, inactivity: Any) -> None:
    either, _ = play(echo)
    stream = either.duplex(1)
    with pytest.raises(ClientError):
        stream.wait(inactivity)
    stream.terminate()


def test_logs_have_no_keys(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("websockets").setLevel(logging.INFO)  # the double tells what it hears
    either, _ = play(closing(4401, "no such key"))
    with pytest.raises(ClientError):
        either.simplex(1, "ab").pieces()
    assert "/v1/tts/stream/simplex/ws: attempt 1: 200" in caplog.text
    assert KEY not in caplog.text
    assert "a-client-key" not in caplog.text
    assert KEY not in repr(either.sdk)
