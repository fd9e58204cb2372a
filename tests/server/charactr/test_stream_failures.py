"""What goes wrong on a socket closes it with a reason, and whoever vanishes leaves nothing."""

import contextlib
import json
import logging

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.server.charactr.streams import LONG, PAUSE, duplex, simplex
from tests.wire.charactr.peer import CLOSE, MS, Message, Peer, convert, key
from tests.wire.live import Live, breaking
from tests.wire.peer import eventually
from vivavoce.errors import EngineFailed


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
    with pytest.raises(InvalidStatus) as refused, connect(url, origin=Origin("https://example.org")):
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
    well, badly = (vars(record)["facts"] for record in caplog.records if "/duplex/ws" in record.getMessage())
    assert (well["sent"], well["error"], well["left"]) == (len(heard.sound), "", False)
    assert (badly["sent"], badly["error"], badly["left"]) == (0, "voice_not_found", False)


def errors(server: Live) -> float:
    return server.counted("vivavoce_errors_total", code="voice_not_found")
