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


def received(client: ClientProtocol, data: bytes, step: int) -> list[Any]:
    """What comes of the data, cut to pieces; messages as bytes, the data of frames."""
    events: list[Any] = []
    for at in range(0, len(data), step):
        client.receive_data(data[at : at + step])
        events += client.events_received()
    return [bytes(event.data) if isinstance(event, Frame) else event for event in events[1:]]


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


def test_a_refusal_is_read_to_its_end() -> None:
    client, _ = connected()
    Shortcut(client, LARGEST)
    refusal = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 7\r\n\r\nthe key"
    for at in range(0, len(refusal), 5):
        client.receive_data(refusal[at : at + 5])
    (response,) = client.events_received()
    assert (response.status_code, response.body) == (401, b"the key")  # type: ignore[union-attr]
