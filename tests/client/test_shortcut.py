"""What the shortcut takes and what it leaves, compared with ``websockets`` alone."""

from typing import Any

import pytest
from websockets.client import ClientProtocol
from websockets.frames import Close, Frame, Opcode
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.uri import parse_uri

from vivavoce.client.shortcut import Shortcut

LARGEST = 100_000


def text(data: bytes, *, fin: bool = True, opcode: Opcode = Opcode.TEXT) -> bytes:
    return Frame(opcode, data, fin).serialize(mask=False)


MESSAGES = [b"", b"a", b"b" * 125, b"c" * 126, b"d" * 65_535, b"e" * 65_536, "größe".encode()]
WIRE = b"".join(
    [
        text(MESSAGES[0]),
        text(MESSAGES[1]),
        text(b"ping", opcode=Opcode.PING),
        text(MESSAGES[2]),
        text(b"in ", fin=False),
        text(b"", opcode=Opcode.PONG),
        text(b"parts", opcode=Opcode.CONT),
        *map(text, MESSAGES[3:]),
        text(b"binary", opcode=Opcode.BINARY),
    ]
)


def connected() -> tuple[ClientProtocol, bytes]:
    """A client that has asked for a connection, and the server's answer."""
    client = ClientProtocol(parse_uri("ws://localhost/"), max_size=LARGEST)
    client.send_request(client.connect())
    server = ServerProtocol()
    server.receive_data(b"".join(client.data_to_send()))
    (request,) = server.events_received()
    server.send_response(server.accept(request))  # type: ignore[arg-type]
    return client, b"".join(server.data_to_send())


def received(client: ClientProtocol, data: bytes, step: int, *, opened: bool = False) -> list[Any]:
    """What comes of the data, cut to pieces, but for the handshake; messages as bytes, the data of frames."""
    events: list[Any] = []
    for at in range(0, len(data), step):
        client.receive_data(data[at : at + step])
        events += client.events_received()
    return [bytes(event.data) if isinstance(event, Frame) else event for event in events[not opened :]]


@pytest.mark.parametrize("step", [1, 2, 3, 5, 126, 4096, 1 << 20])
def test_everything_comes_in_its_order_however_it_is_cut(step: int) -> None:
    alone, answer = connected()
    expected = received(alone, answer + WIRE, 1 << 20)
    client, answer = connected()
    Shortcut(client, LARGEST)
    assert received(client, answer + WIRE, step) == expected
    assert expected.count(b"ping") == 1
    assert client.state is State.OPEN
    assert b"".join(client.data_to_send()) != b""  # the pong


def test_whole_texts_do_not_go_through_the_protocol() -> None:
    client, answer = connected()
    Shortcut(client, LARGEST)
    client.receive_data(answer + text(b"hello"))
    _, message = client.events_received()
    assert message == b"hello"
    assert type(message) is bytes


def test_a_message_over_the_limit_ends_the_connection() -> None:
    client, answer = connected()
    Shortcut(client, LARGEST)
    assert received(client, answer + text(b"x") + text(bytes(LARGEST + 1)), 4096) == [b"x"]
    assert client.close_sent is not None
    assert client.close_sent.code == 1009


def test_a_masked_frame_ends_the_connection() -> None:
    client, answer = connected()
    Shortcut(client, LARGEST)
    assert received(client, answer + Frame(Opcode.TEXT, b"x").serialize(mask=True), 7) == []
    assert client.close_sent is not None
    assert client.close_sent.code == 1002


def test_nothing_is_taken_after_a_close() -> None:
    client, answer = connected()
    Shortcut(client, LARGEST)
    close = Frame(Opcode.CLOSE, Close(1000, "bye").serialize()).serialize(mask=False)
    assert received(client, answer + text(b"x") + close + text(b"late"), 1 << 20)[0] == b"x"
    assert client.close_rcvd == Close(1000, "bye")


BREACHES = {
    "a message within another": text(b"in ", fin=False) + text(b"whole"),
    "a continuation of nothing": text(b"parts", opcode=Opcode.CONT),
    "a ping in parts": b"\x09\x01x",
    "a long ping": b"\x89\x7e\x00\x7e" + bytes(126),
    "a reserved bit": b"\xc1\x01x",
    "a reserved opcode": b"\x83\x01x",
}


@pytest.mark.parametrize("step", [1, 1 << 20])
@pytest.mark.parametrize("breach", BREACHES.values(), ids=list(BREACHES))
def test_what_breaks_the_protocol_ends_the_connection_as_without_it(breach: bytes, step: int) -> None:
    wire = text(b"before") + breach + text(b"late")
    alone, answer = connected()
    expected = received(alone, answer + wire, step)
    client, answer = connected()
    Shortcut(client, LARGEST)
    assert received(client, answer + wire, step) == expected
    assert (client.state, client.close_sent) == (alone.state, alone.close_sent)
    assert client.close_sent is not None
    assert client.close_sent.code == 1002


@pytest.mark.parametrize("step", [1, 3, 1 << 20])
@pytest.mark.parametrize("cut", [1, 3, 30, 140])
def test_what_comes_after_our_own_close_is_read_up_to_the_servers(cut: int, step: int) -> None:
    """RFC 6455, 5.5.1: the server may finish what it was sending; the end may come in the middle of a frame."""
    wire = text(b"b" * 126) + text(b"in ", fin=False) + text(b"parts", opcode=Opcode.CONT)
    wire += Frame(Opcode.CLOSE, Close(1000, "bye").serialize()).serialize(mask=False)
    came = []
    for shortened in (False, True):
        client, answer = connected()
        if shortened:
            Shortcut(client, LARGEST)
        events = received(client, answer + wire[:cut], step)
        client.send_close(1000)
        client.receive_data(wire[cut : cut + 1])
        events += received(client, wire[cut + 1 :], step, opened=True)
        assert client.close_rcvd == Close(1000, "bye")
        assert client.parser_exc is None
        came.append(events)
    assert came[0] == came[1]


def test_a_large_message_in_small_pieces_is_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte is looked at when it comes and when its message is whole, however many pieces it comes in."""
    client, answer = connected()
    shortcut = Shortcut(client, LARGEST)
    looked: list[int] = []
    take = shortcut._take
    monkeypatch.setattr(shortcut, "_take", lambda data: (looked.append(len(data)), take(data)))
    wire = text(b"e" * LARGEST)
    assert received(client, answer + wire, 100) == [b"e" * LARGEST]
    assert sum(looked) < 2 * len(wire)


def test_a_refusal_is_read_to_its_end() -> None:
    client, _ = connected()
    Shortcut(client, LARGEST)
    refusal = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 7\r\n\r\nthe key"
    for at in range(0, len(refusal), 5):
        client.receive_data(refusal[at : at + 5])
    (response,) = client.events_received()
    assert (response.status_code, response.body) == (401, b"the key")  # type: ignore[union-attr]
