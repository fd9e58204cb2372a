"""Sockets on a live server: keys first, texts in order, one file, one close; and whoever vanishes leaves nothing."""

import contextlib
import io
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.server.charactr.test_speech import KEY, Held, said
from tests.wire.charactr.exact import tone_voice
from tests.wire.charactr.peer import CLOSE, MS, Kind, Message, Peer, convert, key
from tests.wire.live import Live, breaking, live
from tests.wire.peer import eventually
from vivavoce.dsp.reading import read
from vivavoce.errors import EngineFailed
from vivavoce.server.charactr import socket as handlers

KINDS = ("simplex", "duplex")
LONG = "Abcdefghij klmnopqrst uvwxyzabcd efghijklmn. " * 400  # four minutes of tones
PAUSE = 300  # milliseconds between two sentences


def simplex(server: Live, voice: int, *messages: Message | str | bytes, **query: Any) -> Peer:
    return Peer(server.url, "simplex", {"voiceId": voice, **query}, key(), *messages)


def duplex(server: Live, voice: int, *messages: Message | str | bytes, **query: Any) -> Peer:
    return Peer(server.url, "duplex", {"voiceId": voice, **query}, key(), *messages)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held(monkeypatch)
    yield held
    held.let_go()


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


# Keys


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server with a key."""
    with live(tmp_path_factory.mktemp("locked"), keys=(KEY,)) as running:
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_key_lets_in_whatever_the_client_key_is(locked: Live, kind: Kind) -> None:
    voice = tone_voice(locked)
    for first in (key(KEY), key(KEY, ""), {"type": "authApiKey", "apiKey": KEY}):
        with Peer(locked.url, kind, {"voiceId": voice}, first, convert("Abcde.")) as peer:
            if kind == "duplex":
                peer.send(CLOSE)
            assert peer.hear().code == 1000


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("first", "told"),
    [
        (key("wrong"), "the key is not known"),
        (key("any", KEY), "the key is not known"),
        (key("", KEY), "a key is needed"),
        ({"type": "authApiKey"}, "a key is needed"),
        ({"type": "authApiKey", "apiKey": None, "clientKey": None}, "a key is needed"),
        (convert("Abc."), "a key is needed"),
        (CLOSE, "a key is needed"),
    ],
)
def test_without_a_good_key_nothing_is_said(locked: Live, kind: Kind, first: Message, told: str) -> None:
    with Peer(locked.url, kind, {"voiceId": 1}, first, convert("Abc.")) as peer:
        heard = peer.hear()
    assert (heard.code, heard.pieces) == (4401, ())
    assert told in heard.reason
    assert KEY not in heard.reason


def test_a_key_is_asked_for_before_anything_else_is_told(locked: Live) -> None:
    with Peer(locked.url, "duplex", {"voiceId": "nonsense"}, key("wrong")) as peer:
        assert peer.hear().code == 4401
    with Peer(locked.url, "duplex", {"voiceId": 99_999}, "garbage") as peer:
        assert peer.hear().code == 4400


def test_an_access_token_is_a_key_for_what_it_grants(locked: Live) -> None:
    tokens, voice = locked.state.tokens, tone_voice(locked)
    for grants, code in (({"tts": True}, 1000), ({"stt": True}, 4403)):
        with Peer(locked.url, "simplex", {"voiceId": voice}, key(tokens.issue(grants)), convert("Abc.")) as peer:
            assert peer.hear().code == code


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_does_not_come_in_time_is_not_waited_for(
    locked: Live, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "KEY_PATIENCE", 0.05)
    with Peer(locked.url, kind, {"voiceId": 1}) as peer:
        heard = peer.hear()
    assert heard.code == 4408
    assert "0.05 s" in heard.reason
    assert "authApiKey" in heard.reason


def test_a_key_is_never_written(locked: Live, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "vivavoce")
    for first in (key(KEY), f'{{"type": "authApiKey", "apiKey": "{KEY}", "clientKey": 5}}'):
        with Peer(locked.url, "simplex", {"voiceId": 1}, first, "garbage") as peer:
            peer.hear()
    eventually(lambda: len([line for line in caplog.messages if "simplex" in line]) == 2)
    assert KEY not in caplog.text


# What goes wrong in the midst


def test_what_breaks_in_the_midst_closes_with_its_reason(
    server: Live, tone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, EngineFailed("the voice broke"))
    with duplex(server, tone, convert("Abcde."), convert("Boom."), CLOSE) as peer:
        heard = peer.hear()
    assert (heard.code, heard.reason) == (4500, "the voice broke")
    assert 100 <= heard.milliseconds < 100 + PAUSE, "the first text, and of the pause behind it what was sent"
    assert not heard.samples[100 * MS :].any()
    server.rests()


def test_an_unexpected_failure_is_told_without_its_insides(
    server: Live, tone: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(monkeypatch, ZeroDivisionError("a secret"))
    with simplex(server, tone, convert("Boom.")) as peer:
        heard = peer.hear()
    assert heard.code == 4500
    assert "secret" not in heard.reason
    assert heard.reason
    assert "a secret" in caplog.text
    server.rests()


def test_a_tag_that_cannot_be_is_refused_after_what_was_said_before_it(server: Live, tone: int) -> None:
    with duplex(server, tone, convert("Abcde."), convert('<volume ratio="loud"/> Def.'), CLOSE) as peer:
        heard = peer.hear()
    assert heard.code == 4400
    assert "volume" in heard.reason


@pytest.mark.parametrize("path", ["/v1/tts/stream/simplex", "/v1/tts/stream/other/ws"])
def test_a_socket_that_is_not_there_is_refused_in_the_protocol_s_words(server: Live, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(server.url.replace("http", "ws", 1) + path):
        pass
    assert refused.value.response.status_code == 404
    assert list(json.loads(refused.value.response.body or b"{}")) in (["message"], [])


def test_foreign_web_pages_are_refused_the_upgrade(server: Live, tone: int) -> None:
    url = f"{server.url.replace('http', 'ws', 1)}/v1/tts/stream/duplex/ws?voiceId={tone}"
    with pytest.raises(InvalidStatus) as refused, connect(url, origin="https://example.org"):  # type: ignore[arg-type]
        pass
    assert refused.value.response.status_code == 403


# Clients that leave


# Name → what a client does before it vanishes
STATES: dict[str, list[Message | str]] = {
    "before its key": [],
    "before its text": [key()],
    "while it is spoken to": [key(), convert(LONG)],
    "with texts that wait": [key(), *[convert(LONG)] * 20],
    "after a close": [key(), convert(LONG), CLOSE],
    "after garbage": [key(), "{"],
}


@pytest.mark.parametrize("how", ["goodbye", "vanish", "reset"])
@pytest.mark.parametrize("state", STATES)
def test_a_client_may_leave_at_any_moment(
    server: Live, tone: int, state: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.rests()
    eventually(lambda: server.health()["sockets"] == 0)
    with caplog.at_level(logging.INFO, "vivavoce"):
        peer = Peer(server.url, "duplex", {"voiceId": tone}, *STATES[state])
        if "spoken" in state or "close" in state:
            peer.receive()
        leave(peer, how)
        eventually(lambda: server.health()["sockets"] == 0)
        server.rests()
        eventually(lambda: any("/duplex/ws" in line for line in caplog.messages))
    ours = [record for record in caplog.records if record.name.startswith("vivavoce")]
    assert [record.name for record in ours if "/health" not in record.getMessage()] == ["vivavoce.access"]
    for gauge in ("vivavoce_streams", "vivavoce_sockets"):
        assert server.counted(gauge) == 0


def leave(peer: Peer, how: str) -> None:
    if how == "vanish":
        peer.vanish()
    if how == "reset":
        peer.reset()
    with contextlib.suppress(OSError):
        peer.close()


def test_a_socket_is_counted_and_written_once(server: Live, tone: int, caplog: pytest.LogCaptureFixture) -> None:
    eventually(lambda: server.health()["sockets"] == 0)
    route = {"method": "WS", "route": "/v1/tts/stream/duplex/ws", "status": "101"}
    counted, unknown = (server.counted("vivavoce_requests_total", **route), errors(server))
    caplog.set_level(logging.INFO, "vivavoce")
    with duplex(server, tone, convert("Abcde."), CLOSE) as peer:
        heard = peer.hear()
    with duplex(server, 99_999) as peer:
        assert peer.hear().code == 4404
    eventually(lambda: server.counted("vivavoce_requests_total", **route) == counted + 2)
    assert errors(server) == unknown + 1
    well, badly = (record.facts for record in caplog.records if "/duplex/ws" in record.getMessage())  # type: ignore[attr-defined]
    assert (well["sent"], well["error"], well["left"]) == (len(heard.sound), "", False)
    assert (badly["sent"], badly["error"], badly["left"]) == (0, "voice_not_found", False)


def errors(server: Live) -> float:
    return server.counted("vivavoce_errors_total", code="voice_not_found")


# Readers that are slow, and others


def test_a_slow_reader_makes_the_engine_wait_and_nobody_else(server: Live, tone: int) -> None:
    with slow_peer(server, tone) as slow:
        before = server.counted("vivavoce_audio_seconds_total")
        slow.sendall(frame(key()) + frame(convert("Abcdefghij klmnopqrst. " * 20_000)))
        eventually(lambda: stands_still(server))
        assert server.counted("vivavoce_streams") == 1
        assert server.counted("vivavoce_audio_seconds_total") - before < 60, "memory took what nobody read"
        with duplex(server, tone, convert("Abcde."), CLOSE) as peer:
            assert peer.hear().milliseconds == 100
    server.rests()


def stands_still(server: Live) -> bool:
    """Whether the server makes sound no more, but made some."""
    before = server.counted("vivavoce_audio_seconds_total")
    time.sleep(0.3)
    return before > 0 and server.counted("vivavoce_audio_seconds_total") == before


@contextlib.contextmanager
def slow_peer(server: Live, voice: int) -> Iterator[socket.socket]:
    """A connection whose client never reads."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(
            f"GET /v1/tts/stream/simplex/ws?voiceId={voice}&format=f32&sr=48000 HTTP/1.1\r\nHost: {host}:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert connection.recv(12) == b"HTTP/1.1 101"
        yield connection


def frame(message: Message) -> bytes:
    """A masked text frame (RFC 6455, 5.2), with a mask of zeros."""
    data = json.dumps(message).encode()
    return b"\x81" + bytes([0x80 | 127]) + len(data).to_bytes(8, "big") + b"\0\0\0\0" + data


def test_sockets_speak_side_by_side_and_each_as_if_it_were_alone(server: Live, tone: int) -> None:
    texts = [f"Number {number} says this. And that, too." for number in range(20)]
    alone = [said(server, tone, text).content[44:] for text in texts]
    with contextlib.ExitStack() as stack:
        peers = [stack.enter_context(duplex(server, tone, convert(text))) for text in texts]
        for peer in peers:
            peer.send(CLOSE)
        heard = [peer.hear() for peer in peers]
    assert [one.code for one in heard] == [1000] * 20
    assert [one.sound[44:] for one in heard] == alone


def test_pings_are_answered_while_sound_is_made(server: Live, tone: int, held: Held) -> None:
    with duplex(server, tone, convert("Hold. " + LONG)) as peer:
        assert held.reached.wait(10)
        assert peer.socket.ping().wait(5), "no answer while the engine was busy"
        held.let_go()
        peer.receive()
        assert peer.socket.ping().wait(5), "no answer while sound was sent"
    server.rests()


# Limits, and the end of a server


def test_no_more_sockets_than_are_allowed(tmp_path: Path) -> None:
    with live(tmp_path, most_sockets=2) as server:
        voice = tone_voice(server)
        with duplex(server, voice), duplex(server, voice):
            eventually(lambda: server.health()["sockets"] == 2)
            with duplex(server, voice) as third:
                heard = third.hear()
            assert heard.code == 4429
            assert "2 WebSockets" in heard.reason
        eventually(lambda: server.health()["sockets"] == 0)
        with duplex(server, voice, convert("Abcde."), CLOSE) as peer:
            assert peer.hear().code == 1000


def test_no_more_texts_at_once_than_are_allowed(tmp_path: Path, held: Held) -> None:
    with live(tmp_path, most_syntheses=1) as server:
        voice = tone_voice(server)
        with duplex(server, voice, convert("Hold.")) as first:
            assert held.reached.wait(10)
            with simplex(server, voice, convert("Abc.")) as second:
                heard = second.hear()
            assert heard.code == 4429
            assert "1 syntheses" in heard.reason
            held.let_go()
            first.send(CLOSE)
            assert first.hear().code == 1000


def going_down(server: Live) -> None:
    """Tell the server to stop."""
    running = server.server
    running._loop.call_soon_threadsafe(running._server.stop)
    eventually(lambda: server.state.shutting_down)


def test_a_server_that_goes_down_finishes_what_it_says(tmp_path: Path, held: Held) -> None:
    with live(tmp_path, grace=20.0) as server:
        voice = tone_voice(server)
        with (
            duplex(server, voice) as idle,
            duplex(server, voice, convert("Abcde. ")) as waits,
            simplex(server, voice, convert("Hold. Abcde.")) as one,
            duplex(server, voice, convert("Hold. Abcde."), CLOSE) as closed,
            duplex(server, voice, convert("Hold.")) as more,
        ):
            waits.until(lambda sound: len(sound) == 44 + 2 * 100 * MS)
            eventually(lambda: server.health()["syntheses"] == 3)
            going_down(server)
            assert idle.hear().code == waits.hear().code == 1001
            more.send(convert("Too late."))
            heard = more.hear()
            assert heard.code == 4503
            assert "going down" in heard.reason
            with duplex(server, voice) as new:
                assert new.hear().code == 4503
            held.let_go()
            for peer in (one, closed):
                heard = peer.hear()
                assert (heard.code, heard.milliseconds) == (1000, 90 + PAUSE + 100)


def test_a_server_that_must_not_wait_says_goodbye(tmp_path: Path) -> None:
    with live(tmp_path, grace=0.0) as server:
        voice = tone_voice(server)
        with duplex(server, voice, convert(LONG)) as peer:
            peer.receive()
            stopping = threading.Thread(target=server.server.close)
            stopping.start()
            assert peer.hear().code == 1001
            stopping.join()
