"""Streams with a server that refuses, breaks off, talks nonsense or is silent: scenes for both clients."""

import gc

import pytest

from tests.charactr.double import closing, cut, echo, garbage, silent
from tests.charactr.streams import BOTH, Heard, Play, begun, pause
from vivavoce import errors
from vivavoce.charactr_api import ApiError, ClientError, ServerError, UnknownError

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


def test_a_failure_that_nobody_was_told_of_is_in_the_log(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    either, _ = play(closing(4404, "no voice"))
    stream = either.duplex(1)
    while not stream.is_closed:
        either.run(lambda: pause(either))
    del stream
    gc.collect()
    assert "nobody was told of: [404] no voice" in caplog.text
