"""Texts over sockets: in their order, as one file, to one close."""

import io

import numpy as np
import pytest

from tests.server.charactr.streams import PAUSE, duplex, simplex
from tests.server.charactr.test_speech import said
from tests.wire.charactr.peer import CLOSE, MS, Message, convert, key
from tests.wire.live import Held, Live
from vivavoce.dsp.reading import read
from vivavoce.server.charactr import socket as handlers


def test_a_simplex_socket_says_what_a_conversion_says(server: Live, tone: int) -> None:
    text = "Abcde fghij. Klmno."
    with simplex(server, tone, convert(text)) as peer:
        heard = peer.hear()
    assert (heard.code, heard.reason) == (1000, "")
    assert heard.sound[44:] == said(server, tone, text).content[44:]


def test_texts_of_a_duplex_socket_are_said_in_their_order_as_one_file(server: Live, tone: int) -> None:
    with duplex(server, tone, convert("Abcde fgh. "), convert("Ij k? "), convert("Lm."), CLOSE) as peer:
        heard = peer.hear()
    assert heard.code == 1000
    assert heard.milliseconds == 200 + PAUSE + (70 + 20 + 60) + PAUSE + 70
    assert heard.sound.count(b"RIFF") == 1
    samples = heard.samples / 32768
    assert np.abs(samples[: 200 * MS]).max() == pytest.approx(0.5, abs=1e-3)
    assert not samples[200 * MS : 500 * MS].any()
    assert samples[500 * MS : 570 * MS].any()


def test_a_text_of_a_duplex_socket_is_said_at_once_and_to_its_end(server: Live, tone: int) -> None:
    with duplex(server, tone) as peer:
        for number in range(3):
            peer.send(convert("Abcde"))  # no full stop, and nothing behind it
            wanted = (44 if number == 0 else 0) + 2 * MS * 100
            peer.until(lambda sound, wanted=wanted: len(sound) == wanted)  # type: ignore[misc]
        peer.send(CLOSE)
        heard = peer.hear()
    assert (heard.code, heard.sound) == (1000, b"")


@pytest.mark.parametrize("format", ["mp3", "opus"])
def test_a_text_is_heard_before_the_next_comes_also_where_frames_end_late(server: Live, tone: int, format: str) -> None:
    with duplex(server, tone, convert("Abcde fghij."), format=format) as peer:
        pieces = peer.until(lambda sound: heard_until(sound) >= 0.2)
        peer.send(convert("Klmno."), CLOSE)
        rest = peer.hear()
    audio = read(io.BytesIO(b"".join(pieces) + rest.sound))
    assert 0.62 <= len(audio.samples) / audio.rate + 1e-3 <= 0.62 + 0.3


def heard_until(sound: bytes) -> float:
    """Seconds after which a player that has so much of a file falls silent."""
    try:
        audio = read(io.BytesIO(sound), partial=True)
    except Exception:
        return 0.0  # not even a frame
    loud = np.flatnonzero(np.abs(audio.samples) > 0.1)
    return float(loud[-1]) / audio.rate if loud.size else 0.0


def test_empty_texts_between_others_say_nothing(server: Live, tone: int) -> None:
    texts = ["", "Abcde. ", " ", "\n", "", "Abcde.", ""]
    with duplex(server, tone, *map(convert, texts), CLOSE) as peer:
        heard = peer.hear()
    assert (heard.code, heard.milliseconds) == (1000, 200 + PAUSE)


@pytest.mark.parametrize("format", ["mp3", "opus", "flac"])
def test_empty_texts_are_no_silence_either(server: Live, tone: int, format: str) -> None:
    with duplex(server, tone, *[convert("")] * 50, CLOSE, format=format) as peer:
        heard = peer.hear()
    audio = read(io.BytesIO(heard.sound))
    assert (heard.code, heard.reason) == (1000, "")
    assert len(audio.samples) / audio.rate <= 0.1  # 50 times the silence after a text were 2.4 s


@pytest.mark.parametrize("text", ["", " ", "...", "\n—"])
def test_a_simplex_socket_with_nothing_to_say_is_told_so(server: Live, tone: int, text: str) -> None:
    with simplex(server, tone, convert(text)) as peer:
        heard = peer.hear()
    assert (heard.code, heard.pieces) == (4400, ())
    assert "nothing to say" in heard.reason


@pytest.mark.parametrize("format", ["wav", "flac", "mp3", "opus"])
@pytest.mark.parametrize("texts", [[], ["", "..."]])
def test_a_duplex_socket_closed_without_a_text_is_a_file_without_sound(
    server: Live, tone: int, texts: list[str], format: str
) -> None:
    with duplex(server, tone, *map(convert, texts), CLOSE, format=format) as peer:
        heard = peer.hear()
    assert (heard.code, heard.reason) == (1000, "")
    audio = read(io.BytesIO(heard.sound))
    assert audio.rate == 24_000
    assert len(audio.samples) / audio.rate <= 0.2
    assert not np.abs(audio.samples).max(initial=0.0) > 1e-3


def test_a_close_says_what_is_queued_first(server: Live, tone: int) -> None:
    with duplex(server, tone, *[convert("Abcde. ")] * 50, CLOSE) as peer:
        heard = peer.hear()
    assert (heard.code, heard.milliseconds) == (1000, 50 * 100 + 49 * PAUSE)


@pytest.mark.parametrize("late", [convert("Too late."), key(), "garbage"])
def test_what_comes_after_a_close_is_a_fault(server: Live, tone: int, held: Held, late: Message | str) -> None:
    with duplex(server, tone, convert("Hold."), CLOSE, late) as peer:
        heard = peer.hear()
    assert heard.code == 4400
    held.let_go()
    server.rests()


def test_a_second_close_changes_nothing(server: Live, tone: int) -> None:
    with duplex(server, tone, convert("Abcde."), CLOSE, CLOSE) as peer:
        heard = peer.hear()
    assert (heard.code, heard.milliseconds) == (1000, 100)


def test_a_second_text_on_a_simplex_socket_is_a_fault(server: Live, tone: int, held: Held) -> None:
    with simplex(server, tone, convert("Hold."), convert("Abc.")) as peer:
        heard = peer.hear()
    assert heard.code == 4400
    assert "/v1/tts/stream/duplex/ws" in heard.reason
    held.let_go()
    server.rests()


def test_a_close_ends_a_simplex_socket_that_was_told_nothing(server: Live, tone: int) -> None:
    with simplex(server, tone, CLOSE) as peer:
        heard = peer.hear()
    assert heard.code == 4400
    assert "nothing to say" in heard.reason


def test_a_text_may_be_a_megabyte_and_is_heard_before_it_ends(server: Live, tone: int) -> None:
    text = "Abcde fghij klmno pqrst. " * 40_000
    with simplex(server, tone, convert(text), format="ulaw", sr=8000) as peer:
        assert len(peer.receive()) <= 8000
        assert server.health()["syntheses"] == 1
    server.rests()


def test_a_long_text_is_said_to_its_end(server: Live, tone: int) -> None:
    text = "Abcde fghij klmno pqrst. " * 400
    with simplex(server, tone, convert(text), format="ulaw", sr=8000) as peer:
        heard = peer.hear()
    assert (heard.code, len(heard.sound)) == (1000, 8 * (400 * 460 + 399 * PAUSE))


def test_texts_that_nobody_can_say_in_time_have_a_limit(
    server: Live, tone: int, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "MOST_WAITING", 100)
    with duplex(server, tone, convert("Hold.")) as peer:
        assert held.reached.wait(10)
        peer.send(convert("a" * 60), convert("b" * 60))
        heard = peer.hear()
    assert heard.code == 4413
    assert "100" in heard.reason
    held.let_go()
    server.rests()


def test_empty_texts_that_wait_have_a_limit_too(
    server: Live, tone: int, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "MOST_TEXTS", 100)
    with duplex(server, tone, convert("Hold.")) as peer:
        assert held.reached.wait(10)
        peer.send(*[convert("")] * 101)
        heard = peer.hear()
    assert heard.code == 4413
    assert "100 texts" in heard.reason
    held.let_go()
    server.rests()


def test_a_frame_beyond_all_measure_closes_its_socket_and_no_other(server: Live, tone: int) -> None:
    with duplex(server, tone) as peer, duplex(server, tone) as other:
        peer.send("x" * (65 << 20))
        assert peer.hear().code in (1009, 1006)  # RFC 6455, 7.4.1: too big to process
        other.send(convert("Abcde."), CLOSE)
        assert other.hear().code == 1000
    server.rests()


@pytest.mark.parametrize("garbage", ["[" * (1 << 20), "x" * (1 << 20), b"\x00" * 1000])
def test_a_large_message_of_garbage_is_refused_in_few_words(server: Live, tone: int, garbage: str | bytes) -> None:
    with duplex(server, tone, garbage) as peer:
        heard = peer.hear()
    assert heard.code == 4400
    assert len(heard.reason.encode()) <= 123
