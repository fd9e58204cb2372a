"""Contexts on a live socket: many at once, ended, cancelled, used again, failed, left."""

import base64
import contextlib
import json
import logging
import socket
import threading
import time

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.wire.live import Live, live
from tests.wire.peer import ENDS, MS, RATE, RAW, TONE, Heard, eventually, more_of, opening
from vivavoce.server.cartesia import talk

LONG = "Abcdefghij klmnopqrst uvwxyzabcd efghijklmn. " * 400  # four minutes of tones


def tone(hertz: float, milliseconds: int) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz / RATE * np.arange(milliseconds * MS))


def test_samples_and_times_are_those_of_the_closed_form(server: Live) -> None:
    with server.peer() as peer:
        heard = peer.say("Abcde fgh. Ijk lm.", add_timestamps=True, add_phoneme_timestamps=True)
    assert heard.words == [
        ("Abcde", 0.0, 0.1),
        ("fgh.", 0.12, 0.2),
        ("Ijk", 0.5, 0.58),  # the pause of a sentence, 0.3 s, behind the one before
        ("lm.", 0.6, 0.67),
    ]
    assert heard.phonemes[:2] == [("A", 0.0, 0.02), ("b", 0.02, 0.04)]
    assert len(heard.phonemes) == 13
    samples = heard.samples / 32768
    assert len(samples) == 670 * MS
    inner = slice(2 * MS, 98 * MS)
    np.testing.assert_allclose(samples[inner], tone(440, 100)[inner], atol=1 / 16384)
    np.testing.assert_allclose(samples[122 * MS : 198 * MS], tone(440 * 9 / 8, 80)[2 * MS : 78 * MS], atol=1 / 16384)
    assert not samples[200 * MS : 500 * MS].any()


def test_contexts_speak_side_by_side_and_each_as_if_it_were_alone(server: Live) -> None:
    texts = {f"context {number}": f"Number {number} says this. And that, too." for number in range(40)}
    with server.peer() as peer:
        alone = {context: peer.say(text, context).sound for context, text in texts.items()}
        for context, text in texts.items():
            for word in text.split():
                peer.send(more_of(context, f"{word} "))
        for context in texts:
            peer.send(more_of(context, "", continues=False))
        heard = peer.to_the_end(*texts)
    for context, sound in alone.items():
        assert heard[context].last["type"] == "done"
        assert heard[context].sound == sound
    server.rests()


def test_what_waits_for_a_context_to_end_has_a_limit(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    speaker_for = talk.speaker_for
    monkeypatch.setattr(talk, "speaker_for", lambda *given: go_on.wait(20) and speaker_for(*given))
    with server.peer() as peer:
        peer.send(opening("Abc.", "a", continues=False))
        for _ in range(4):
            peer.send(opening("Def.", "a", padding="x" * 2**20))
        last = peer.to_the_end("a")["a"].last
        go_on.set()
        assert (last["type"], last["status_code"], last["error_code"]) == ("error", 413, "file_too_large")
        assert peer.say("Abcde.", "b").last["type"] == "done"
    server.rests()


def test_contexts_take_turns(server: Live) -> None:
    with server.peer() as peer:
        peer.send(opening(LONG, "long"), opening("Abc.", "short"))
        peer.until(lambda message: message["context_id"] == "short" and message["type"] == "done")
        peer.cancel("long")
        peer.hear("long")
    server.rests()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20, 1000])
@pytest.mark.parametrize("version", ["2024-11-13", "2026-08-14"])
def test_a_text_may_come_in_any_pieces_while_none_waits_too_long(server: Live, size: int, version: str) -> None:
    text = 'Hello there, it is 3.50 o\'clock. <break time="200ms"/>Or so? Yes: e.g. now.'
    with server.peer(version) as peer:
        whole = peer.say(text, add_timestamps=True, add_phoneme_timestamps=True)
        for at in range(0, len(text), size):
            peer.send(more_of("a", text[at : at + size], add_timestamps=True, add_phoneme_timestamps=True,
                              max_buffer_delay_ms=5000))  # fmt: skip
        peer.send(more_of("a", "", continues=False))
        cut = peer.hear()
    assert cut.sound == whole.sound
    assert cut.words == whole.words
    assert cut.phonemes == whole.phonemes


def test_without_delay_each_piece_is_said_as_it_comes(server: Live) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", "Abcde fghij, ", max_buffer_delay_ms=0))
        heard: list[dict[str, str]] = []
        while len(sound_of(heard)) < 2 * 220 * MS:
            heard.append(peer.receive())
        peer.send(more_of("a", "klmno.", continues=False))
        rest = peer.hear()
    assert not Heard(heard).of("flush_done"), "nobody asked for a flush"
    assert not rest.of("flush_done")
    # nothing waited for, so there is no pause between the pieces but what the comma asks for
    assert rest.last["type"] == "done"


def sound_of(messages: list[dict[str, str]]) -> bytes:
    return b"".join(base64.b64decode(message["data"]) for message in messages if message["type"] == "chunk")


def test_text_that_waits_is_said_after_the_delay(server: Live) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", "Abcde", max_buffer_delay_ms=50))
        heard: list[dict[str, str]] = []
        while len(sound_of(heard)) < 2 * 100 * MS:
            heard.append(peer.receive())
        peer.send(more_of("a", "", continues=False))
        assert peer.hear().kinds == ["done"]


def test_text_that_may_wait_long_is_not_said_before_its_sentence_has_ended(server: Live) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", "Abcde fgh", max_buffer_delay_ms=5000))
        peer.silence()
        peer.send(more_of("a", "ij. Kl", max_buffer_delay_ms=5000))
        heard = peer.until(lambda message: message["type"] == "chunk")
        assert {message["context_id"] for message in heard} == {"a"}
        peer.send(more_of("a", "m.", continues=False))
        peer.hear()


@pytest.mark.parametrize("delay", [0, 3000])
def test_a_flush_says_all_that_came_before_it(server: Live, delay: int) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", "Abcde fghij", max_buffer_delay_ms=delay, flush=True))
        heard = Heard(peer.until(lambda message: message["type"] == "flush_done"))
        assert len(heard.sound) == 2 * 220 * MS
        peer.send(more_of("a", "", flush=True))
        again = peer.until(lambda message: message["type"] == "flush_done")
        assert [message["flush_id"] for message in again] == [2]
        peer.send(more_of("a", "", continues=False))
        peer.hear()


def test_after_a_cancel_only_its_end_comes_and_the_engine_is_free(server: Live) -> None:
    with server.peer() as peer:
        peer.send(opening(LONG), opening("Abcde ", "other", continues=True))
        peer.until(lambda message: message["context_id"] == "a" and message["type"] == "chunk")
        peer.cancel("a")
        heard = peer.to_the_end("a")["a"]
        assert heard.last == {"type": "done", "context_id": "a", "status_code": 206, "done": True}
        eventually(lambda: server.health()["contexts"] == 1)
        eventually(lambda: server.health()["syntheses"] == 1)
        peer.send(more_of("other", "fg.", continues=False))
        assert list(peer.to_the_end("other")) == ["other"]
    server.rests()


def test_a_context_that_waits_for_text_can_be_cancelled(server: Live) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", "Abcde", max_buffer_delay_ms=5000))
        peer.cancel("a")
        assert peer.hear().kinds == ["done"]
        peer.send(more_of("a", "", continues=False))  # what its client sends all the same
        assert peer.hear().kinds == ["done"]


def test_cancelling_what_is_not_there_is_silent(server: Live) -> None:
    with server.peer() as peer:
        peer.cancel("nobody")
        peer.silence()
        assert peer.say("Abc.").last["type"] == "done"
        peer.cancel("a")
        peer.silence()


def test_a_client_that_mixes_up_contexts_hears_of_no_end_while_others_speak(server: Live) -> None:
    with server.peer(headers={"X-Stainless-Async": "false"}) as peer:
        peer.send(opening("Abc ", continues=True), opening("Abc ", "other", continues=True))
        peer.cancel("a")
        peer.send(more_of("other", "", continues=False))
        heard = peer.to_the_end("other")
        assert not any(message["done"] for message in heard.get("a", Heard([])).messages)
        assert heard["other"].last["type"] == "done"


def test_an_id_can_be_used_again_after_its_end_and_before_it(server: Live) -> None:
    with server.peer() as peer:
        first, second = peer.say("Abc.").sound, peer.say("Fghij.").sound
        assert len(first) < len(second)
        peer.send(opening("Abc."), opening("Fghij."), opening("Abc."))
        assert [peer.hear().sound for _ in range(3)] == [first, second, first]
        peer.send(opening("Abc."), more_of("a", "Fgh"), more_of("a", "ij."), more_of("a", "", continues=False))
        assert [peer.hear().sound for _ in range(2)] == [first, second]
        peer.silence()


def test_a_failed_context_swallows_the_rest_of_its_text(server: Live) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", "Hello ", model_id="whisper"))
        assert peer.hear().kinds == ["error"]
        peer.send(more_of("a", "there, "), more_of("a", "you. ", flush=True), more_of("a", "", continues=False))
        peer.silence()
        assert peer.say("Abc.").last["type"] == "done"


def test_what_fails_in_the_midst_ends_with_an_error(server: Live) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", "Abcde. Fghij. "))
        peer.until(lambda message: message["type"] == "chunk")
        peer.send(more_of("a", '<volume ratio="loud"/>Klm. '), more_of("a", "Nop."), more_of("a", "", continues=False))
        heard = peer.hear()
        assert (heard.last["type"], heard.last["error_code"]) == ("error", "bad_markup")
        peer.silence()


@pytest.mark.parametrize("text", ["", " ", "\n\t ", None])
def test_an_end_of_what_was_never_begun_is_answered_with_its_end(server: Live, text: str | None) -> None:
    with server.peer() as peer:
        assert peer.say(text, voice=None, model_id=None).kinds == ["done"]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["...", "?", "—", " . "])
def test_a_text_of_punctuation_alone_is_an_error(server: Live, text: str) -> None:
    with server.peer() as peer:
        heard = peer.say(text)
        assert (heard.kinds, heard.last["error_code"]) == (["error"], "empty_text")


def test_punctuation_that_came_in_pieces_is_no_error(server: Live) -> None:
    with server.peer() as peer:
        peer.send(more_of("a", ". "), more_of("a", ".."), more_of("a", "", continues=False))
        assert peer.hear().kinds == ["done"]


def test_more_than_a_million_characters_do_not_wait(server: Live) -> None:
    with server.peer() as peer:
        peer.send(opening("Abc " * 250_001))
        assert peer.hear().last["error_code"] == "file_too_large"
        peer.send(more_of("b", "Abc. " * 20_000))
        for _ in range(12):
            peer.send(more_of("b", "Abc. " * 20_000))
        heard = peer.hear("b")
        assert (heard.last["status_code"], heard.last["error_code"]) == (413, "file_too_large")
        peer.send(more_of("b", "Abc. "), more_of("b", "", continues=False))
        peer.silence()
    server.rests()


def test_text_within_the_limit_is_said_to_its_end(server: Live) -> None:
    text = "Abcde fghij klmno pqrst. " * 200
    with server.peer() as peer:
        heard = peer.say(text, add_timestamps=True)
        assert len(heard.words) == 800
        assert len(heard.sound) == 2 * MS * (200 * 460 + 199 * 300)


# Name → what a client does before it vanishes.
STATES = {
    "before it says anything": [],
    "while a context waits for text": [more_of("a", "Abc", max_buffer_delay_ms=5000)],
    "while it speaks": [opening(LONG), opening(LONG, "b")],
    "with texts that wait": [opening(LONG), opening("Abc. " * 10_000, "b"), opening(LONG, "a")],
    "after a cancel": [opening(LONG), {"context_id": "a", "cancel": True}],
    "after an error": [more_of("a", "Abc", model_id="whisper")],
    "after garbage": ["{", b"\x00"],
}


@pytest.mark.parametrize("hurry", [True, False])
@pytest.mark.parametrize("state", STATES)
def test_a_client_may_leave_at_any_moment(
    server: Live, state: str, hurry: bool, caplog: pytest.LogCaptureFixture
) -> None:
    server.rests()
    eventually(lambda: server.health()["sockets"] == 0)
    with caplog.at_level(logging.INFO, "vivavoce"), contextlib.suppress(ConnectionClosed):
        with server.peer() as peer:
            peer.send(*STATES[state])
            if "speaks" in state:
                peer.until(lambda message: message["type"] == "chunk")
            if hurry:
                peer.vanish()
        eventually(lambda: server.health()["sockets"] == 0)
        server.rests()
        eventually(lambda: any("/tts/websocket" in line for line in caplog.messages))
    ours = [record for record in caplog.records if record.name.startswith("vivavoce")]
    assert [record.name for record in ours if "/health" not in record.getMessage()] == ["vivavoce.access"]
    for gauge in ("vivavoce_contexts", "vivavoce_streams", "vivavoce_sockets"):
        assert server.counted(gauge) == 0


def test_a_slow_reader_makes_the_engine_wait_and_nobody_else(server: Live) -> None:
    with slow_peer(server) as slow, server.peer() as peer:
        before = server.counted("vivavoce_audio_seconds_total")
        slow.sendall(frame(json.dumps(opening("Abcdefghij klmnopqrst. " * 20_000, output_format=LOUD))))
        eventually(lambda: stands_still(server))
        assert server.counted("vivavoce_contexts") == 1
        assert server.counted("vivavoce_audio_seconds_total") - before < 60, "memory took what nobody read"
        assert peer.say("Abc.").last["type"] == "done"
    server.rests()


def stands_still(server: Live) -> bool:
    """Whether the server makes sound no more, but made some."""
    before = server.counted("vivavoce_audio_seconds_total")
    time.sleep(0.3)
    return before > 0 and server.counted("vivavoce_audio_seconds_total") == before


LOUD = {**RAW, "encoding": "pcm_f32le", "sample_rate": 48_000}


@contextlib.contextmanager
def slow_peer(server: Live):  # type: ignore[no-untyped-def]
    """A connection whose client never reads."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(
            f"GET /tts/websocket HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert connection.recv(12) == b"HTTP/1.1 101"
        yield connection


def frame(text: str) -> bytes:
    """A masked text frame (RFC 6455, 5.2), with a mask of zeros."""
    data = text.encode()
    return b"\x81" + bytes([0x80 | 127]) + len(data).to_bytes(8, "big") + b"\0\0\0\0" + data


def test_a_frame_beyond_all_measure_closes_its_socket_and_no_other(server: Live) -> None:
    with server.peer() as peer, server.peer() as other:
        with contextlib.suppress(ConnectionClosed):
            peer.send("x" * (65 << 20))
        with pytest.raises(ConnectionClosed):
            peer.receive()
        assert other.say("Abc.").last["type"] == "done"
    server.rests()


@pytest.mark.parametrize("message", ["x" * (1 << 20), '{"transcript": "' + "x" * (8 << 20) + '"', "[" * (1 << 20)])
def test_a_large_frame_of_garbage_is_refused(server: Live, message: str) -> None:
    with server.peer() as peer:
        peer.send(message)
        assert peer.receive()["status_code"] == 400
        assert peer.say("Abc.").last["type"] == "done"


@pytest.mark.parametrize("size", [300, 1000])
def test_an_id_may_be_long(server: Live, size: int) -> None:
    with server.peer() as peer:
        assert peer.say("Abc.", "i" * size).last["type"] == "done"


def test_an_id_without_measure_is_refused_rather_than_told_with_every_message(server: Live) -> None:
    with server.peer() as peer:
        peer.send(opening("Abc.", "i" * (1 << 20)))
        refused = peer.receive()
        assert (refused["type"], refused["context_id"], refused["status_code"]) == ("error", None, 400)
        peer.silence()


def test_no_more_contexts_than_are_allowed(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = {"most_contexts": 2, "most_sockets": 2}
    with live(tmp_path_factory.mktemp("few"), **settings) as server, server.peer() as peer, server.peer():
        peer.send(more_of("a", "Abc"), more_of("b", "Abc"), more_of("c", "Abc"))
        refused = peer.to_the_end("c")["c"].last
        assert (refused["status_code"], refused["error_code"]) == (429, "concurrency_limited")
        with pytest.raises(InvalidStatus) as told:
            server.peer()
        assert told.value.response.status_code == 429
        peer.send(more_of("a", "", continues=False))
        peer.to_the_end("a")
        peer.send(opening("Abc.", "d"))
        assert peer.to_the_end("d")["d"].last["type"] == "done"


def test_a_server_that_goes_down_finishes_what_runs_and_begins_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with live(tmp_path_factory.mktemp("ending"), grace=20.0) as server, server.peer() as peer:
        peer.send(more_of("a", "Abcde "))
        peer.until(lambda message: message["type"] == "chunk" or message["type"] in ENDS)
        going = server.server
        going._loop.call_soon_threadsafe(going._server.stop)
        eventually(lambda: server.state.shutting_down)
        peer.send(opening("Abc.", "new"))
        refused = peer.to_the_end("new")["new"].last
        assert (refused["status_code"], refused["error_code"]) == (503, "unavailable")
        peer.send(more_of("a", "fghij.", continues=False))
        assert peer.to_the_end("a")["a"].last["type"] == "done"
        with pytest.raises(ConnectionClosed) as closed:
            peer.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001


def test_voices_that_sockets_name_are_the_library_s(server: Live) -> None:
    made = server.http.post("/voices", json={"name": "Tone", "embedding": TONE}).json()
    with server.peer() as peer:
        by_id = peer.say("Abc.", voice={"mode": "id", "id": made["id"]})
        assert by_id.sound == peer.say("Abc.").sound
    assert server.http.delete(f"/voices/{made['id']}").status_code == 204
