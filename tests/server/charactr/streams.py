"""What tests of sockets share: a socket of either kind, what it is told and how long that lasts."""

from typing import Any

from tests.wire.charactr.peer import Message, Peer, key
from tests.wire.live import Live

LONG = "Abcdefghij klmnopqrst uvwxyzabcd efghijklmn. " * 400  # four minutes of tones
PAUSE = 300  # milliseconds between two sentences


def simplex(server: Live, voice: int, *messages: Message | str | bytes, **query: Any) -> Peer:
    return Peer(server.url, "simplex", {"voiceId": voice, **query}, key(), *messages)


def duplex(server: Live, voice: int, *messages: Message | str | bytes, **query: Any) -> Peer:
    return Peer(server.url, "duplex", {"voiceId": voice, **query}, key(), *messages)
