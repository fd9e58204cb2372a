"""Streams as programs use them, with a server that does as it is told: scenes for both clients."""

import logging
from typing import Any

import pytest

from tests.charactr.both import KEY
from tests.charactr.double import closing, echo, once
from tests.charactr.streams import Heard, Play
from vivavoce.charactr_api import ClientError, ConnectionClosedError


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
