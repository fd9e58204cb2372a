"""Going down with grace."""

import asyncio
import gc
import socket as sockets
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.server.conftest import Site, Start
from tests.server.dialect import FLOOD
from tests.server.test_app import until
from vivavoce.server.exchange import SocketExchange
from vivavoce.server.limits import Limits
from vivavoce.server.running import Server
from vivavoce.server.settings import Settings
from vivavoce.server.shutdown import Shutdown


@contextmanager
def going_down(site: Site) -> Iterator[None]:
    """The server is told to stop, and has stopped when the block is left."""
    closing = threading.Thread(target=site.server.close)
    closing.start()
    until(lambda: site.state.shutting_down)
    yield
    closing.join()


def test_what_runs_is_finished(site: Site) -> None:
    with ThreadPoolExecutor() as pool:
        running = pool.submit(site.http.get, "/count?n=60")
        until(lambda: bool(site.state.shutdown.under_way))
        with going_down(site):
            pass
        assert running.result().text.split() == [str(number) for number in range(60)]


def test_nothing_new_is_begun_and_health_says_why(site: Site) -> None:
    with connect(f"{site.socket_url}/echo", proxy=None) as socket:
        socket.send("busy")
        socket.recv()
        with going_down(site):
            answer = site.http.get("/voices/x")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert answer.json()["error"] == "unavailable: the server is going down; try again in a few seconds"
            health = site.http.get("/health")
            assert (health.status_code, health.json()["status"]) == (503, "shutting_down")
            with pytest.raises(InvalidStatus) as refused, connect(f"{site.socket_url}/echo", proxy=None):
                pass
            assert refused.value.response.status_code == 503
            socket.send("done")
            assert socket.recv() == '{"said": "done"}'  # what runs on a socket is finished too
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1001


def test_an_idle_socket_is_told_goodbye_at_once(start: Start) -> None:
    site = start(grace=3600)
    with connect(f"{site.socket_url}/echo", proxy=None) as socket, going_down(site):
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv()
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1001, "the server is going down")


def test_after_the_grace_what_is_left_is_cut(start: Start) -> None:
    site = start(grace=0.05)
    with (
        connect(f"{site.socket_url}/echo", proxy=None) as socket,
        site.http.stream("GET", "/count?n=1000000") as answer,
    ):
        socket.send("busy")
        socket.recv()
        with going_down(site):
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1001
            with pytest.raises(httpx2.TransportError):
                answer.read()
    assert not site.state.shutdown.under_way
    assert site.service.closed


@contextmanager
def reads_nothing(site: Site, text: str) -> Iterator[sockets.socket]:
    """A client of /echo that says something short and never reads what comes."""
    host, port = site.server.url.removeprefix("http://").split(":")
    with sockets.socket() as connection:
        connection.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        connection.connect((host, int(port)))
        connection.sendall(
            b"GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert connection.recv(12) == b"HTTP/1.1 101"
        connection.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode())  # RFC 6455, 5.2
        until(lambda: any(exchange.sent > FLOOD for exchange in site.state.shutdown.under_way))
        until(lambda: any(not connection.writable.is_set() for connection in site.server.connections))
        yield connection


def has_ended(site: Site) -> bool:
    return not site.server._thread.is_alive() and site.service.closed  # other servers of this process may run


@pytest.mark.parametrize("text", ["flood", "flood idly"])
def test_a_client_that_does_not_read_holds_up_nobody(start: Start, text: str) -> None:
    site = start(grace=0.05)
    with reads_nothing(site, text), connect(f"{site.socket_url}/echo", proxy=None) as socket:
        socket.send("busy")
        socket.recv()
        with going_down(site):
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1001
        assert has_ended(site)
    assert not site.state.shutdown.under_way
    assert not site.server.connections


def test_an_answer_that_nobody_reads_is_cut(start: Start) -> None:
    site = start(grace=0.05)
    host, port = site.server.url.removeprefix("http://").split(":")
    with sockets.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET /count?n=1000&times=1000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        until(lambda: any(exchange.sent > FLOOD for exchange in site.state.shutdown.under_way))
        with going_down(site):
            pass
        assert has_ended(site)
    assert not site.state.shutdown.under_way
    assert not site.server.connections


def test_an_idle_client_that_does_not_read_keeps_no_other_from_its_goodbye(start: Start) -> None:
    site = start(grace=3600)
    with reads_nothing(site, "flood idly"), connect(f"{site.socket_url}/echo", proxy=None) as socket:
        with going_down(site):
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1001
            site.state.shutdown.hurry = True  # what a second signal does
        assert has_ended(site)


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_who_comes_in_the_last_moment_is_hung_up_on(start: Start, monkeypatch: pytest.MonkeyPatch, turns: int) -> None:
    site = start()
    host, port = site.server.url.removeprefix("http://").split(":")
    late: list[sockets.socket] = []
    shutdown = Server.shutdown

    async def shut_down(self: Server, **given: Any) -> None:
        late.append(sockets.create_connection((host, int(port))))
        for _ in range(turns):
            await asyncio.sleep(0)
        await shutdown(self, **given)

    monkeypatch.setattr(Server, "shutdown", shut_down)
    site.server.close()
    with late[0]:
        late[0].settimeout(5.0)
        with suppress(ConnectionResetError):  # of the system, for whom it was nobody's yet
            assert late[0].recv(1) == b""
    gc.collect()  # what was left open is told now, and is an error


def test_to_hurry_ends_the_wait_for_goodbyes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vivavoce.server.shutdown.GOODBYE", 3600.0)

    async def hurried() -> bool:
        shutdown, sending = Shutdown(), asyncio.Event()

        async def never_sent(message: object) -> None:
            sending.set()
            await asyncio.Event().wait()

        async def receive() -> dict[str, str]:
            return {}

        scope = {"type": "websocket", "state": {}, "path": "/"}
        exchange = SocketExchange(scope, receive, never_sent, Limits(Settings()))
        exchange.status = 101
        exchange.task = asyncio.create_task(asyncio.sleep(3600))
        shutdown.under_way.add(exchange)
        ending = asyncio.create_task(shutdown.finish(0.0))
        await sending.wait()
        assert not exchange.task.cancelled()
        shutdown.hurry = True
        assert await ending is False
        await asyncio.wait([exchange.task])
        return exchange.task.cancelled() and len(asyncio.all_tasks()) == 1

    assert asyncio.run(hurried())
