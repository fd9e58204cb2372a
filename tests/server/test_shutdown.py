"""Going down with grace."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.server.conftest import Site, Start
from tests.server.test_app import until


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
