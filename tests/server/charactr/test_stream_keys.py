"""Sockets ask for a key first."""

import logging
from collections.abc import Iterator

import pytest

from tests.server.charactr.test_speech import KEY
from tests.wire.charactr.exact import tone_voice
from tests.wire.charactr.peer import CLOSE, Kind, Message, Peer, convert, key
from tests.wire.live import Live, live
from tests.wire.peer import eventually
from vivavoce.server.charactr import socket as handlers

KINDS = ("simplex", "duplex")


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
