"""Sockets beside one another: slow readers, how many there may be, and the end of a server."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.server.charactr.streams import LONG, PAUSE, duplex, simplex
from tests.server.charactr.test_speech import said
from tests.wire.charactr.exact import tone_voice
from tests.wire.charactr.peer import CLOSE, MS, Message, convert, key
from tests.wire.live import Held, Live, live
from tests.wire.peer import eventually


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
