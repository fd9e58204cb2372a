"""Both shells against everything that a network does to answers: the right error or the right retry, never a hang,
never half an answer that looks whole.
"""

import socket

import pytest

from tests.client.faults import Fault, FaultProxy
from tests.client.servers import PIECES, Served
from tests.client.shells import Refused, Shell
from tests.client.test_http import HEAR, SAY
from vivavoce.client.call import Options
from vivavoce.errors import AnswerBroken, ConnectionFailed

WHOLE = b"".join(PIECES)
SOON = Options(timeout=5.0, max_retries=0)


def answer(status: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 " + status, *headers, b"", body])


CHUNKED = b"Transfer-Encoding: chunked"
ALONE = (b"Content-Length: 0", b"Connection: close")

BROKEN_BEFORE_THE_FIRST_BYTE = {
    "dropped before any byte": Fault(drop_after=0),
    "dropped within the head": Fault(drop_after=20),
    "closed within the head": Fault(close_after=20),
    "no HTTP": Fault(instead=b"\x15\x03\x01\x00\x02\x02\x16"),
    "a length and no body": Fault(instead=answer(b"200 OK", b"Content-Length: 9")),
    "chunks and no body": Fault(instead=answer(b"200 OK", CHUNKED)),
    "busy": Fault(instead=answer(b"429 Too Many Requests", b"retry-after-ms: 500", *ALONE)),
    "down": Fault(instead=answer(b"503 Service Unavailable", *ALONE)),
}

BROKEN_AFTER_THE_FIRST_BYTE = {
    "a length and half a body": Fault(instead=answer(b"200 OK", b"Content-Length: 9", body=b"half")),
    "a chunk and no end": Fault(instead=answer(b"200 OK", CHUNKED, body=b"4\r\nhalf\r\n")),
    "a chunk that stops within": Fault(instead=answer(b"200 OK", CHUNKED, body=b"4\r\nhalf\r\n9\r\nha")),
    "garbage for a chunk": Fault(instead=answer(b"200 OK", CHUNKED, body=b"4\r\nhalf\r\nxyz\r\n")),
}


def through(*faults: Fault, served: Served) -> FaultProxy:
    return FaultProxy(served.port, faults)


@pytest.mark.parametrize("name", BROKEN_BEFORE_THE_FIRST_BYTE)
def test_what_breaks_before_the_first_byte_is_tried_again(shell: Shell, served: Served, name: str) -> None:
    fault = BROKEN_BEFORE_THE_FIRST_BYTE[name]
    with through(fault, fault, served=served) as proxy:
        stream = shell.client(f"http://127.0.0.1:{proxy.port}").listen(HEAR)
        assert b"".join(stream) == WHOLE
    assert proxy.connections == 3
    assert shell.waits.seconds[0] == 0.5


@pytest.mark.parametrize("name", BROKEN_BEFORE_THE_FIRST_BYTE | BROKEN_AFTER_THE_FIRST_BYTE)
def test_a_whole_answer_that_breaks_anywhere_is_tried_again(shell: Shell, served: Served, name: str) -> None:
    fault = (BROKEN_BEFORE_THE_FIRST_BYTE | BROKEN_AFTER_THE_FIRST_BYTE)[name]
    with through(fault, served=served) as proxy:
        assert shell.client(f"http://127.0.0.1:{proxy.port}").ask(SAY) == "hello"
    assert proxy.connections == 2


@pytest.mark.parametrize("name", BROKEN_AFTER_THE_FIRST_BYTE)
def test_a_stream_that_breaks_after_its_first_byte_says_so_and_is_not_tried_again(
    shell: Shell, served: Served, name: str
) -> None:
    with through(BROKEN_AFTER_THE_FIRST_BYTE[name], served=served) as proxy:
        stream = shell.client(f"http://127.0.0.1:{proxy.port}").listen(HEAR)
        assert next(stream) == b"half"
        for _ in range(2):
            with pytest.raises(AnswerBroken, match=r"GET .*/pieces: the answer broke off before its end"):
                list(stream)
    assert (proxy.connections, shell.waits.seconds) == (1, [])


@pytest.mark.parametrize("name", BROKEN_BEFORE_THE_FIRST_BYTE)
def test_without_retries_each_fault_is_its_error(shell: Shell, served: Served, name: str) -> None:
    with through(BROKEN_BEFORE_THE_FIRST_BYTE[name], served=served) as proxy:
        client = shell.client(f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(Refused if name in ("busy", "down") else ConnectionFailed):
            client.listen(HEAR, SOON)
    assert proxy.connections == 1


def lengths(served: Served) -> int:
    """How many bytes the whole answer to HEAR has, head and all."""
    with through(served=served) as proxy, socket.create_connection(("127.0.0.1", proxy.port)) as raw:
        raw.settimeout(5.0)
        raw.sendall(b"GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n")
        data = b""
        while not data.endswith(b"0\r\n\r\n"):
            data += raw.recv(65_536)
    return len(data)


def test_an_answer_cut_at_any_byte_is_never_taken_for_whole(shell: Shell, served: Served) -> None:
    whole = lengths(served)
    for end in range(0, whole, 7):
        with through(Fault(drop_after=end), served=served) as proxy:
            client = shell.client(f"http://127.0.0.1:{proxy.port}")
            with pytest.raises(ConnectionFailed):
                list(client.listen(HEAR, SOON))


def test_a_connection_that_the_server_closed_meanwhile_is_not_noticed(shell: Shell, served: Served) -> None:
    with through(served=served) as proxy:
        client = shell.client(f"http://127.0.0.1:{proxy.port}")
        assert client.ask(SAY) == "hello"
        proxy.cut()
        assert client.ask(SAY) == "hello"
