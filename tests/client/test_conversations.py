"""Sockets that are one stream: what is the client's own. More scenes are in tests/charactr."""

import asyncio
import os
import ssl
import threading
import time
from typing import Any

import pytest

from tests.charactr.double import closing, echo, endless, once, playing
from tests.client.shells import Shell
from tests.client.test_reaching import authority, environment, tls, trusted  # noqa: F401 fixtures
from vivavoce.client.aio import AsyncClient
from vivavoce.client.alarm import Alarm
from vivavoce.client.call import Endpoint, Options, Talk
from vivavoce.client.sync import Client
from vivavoce.errors import BadRequest, ConnectionFailed


class Closed(Exception):
    """How a stream ended."""


def talk(*, farewell: bytes | None = b'{"type":"close"}', query: Any = ()) -> Talk:
    return Talk(
        path="/stream",
        query=query,
        greeting=lambda endpoint: [b'{"type":"auth","key":"%s"}' % endpoint.headers.get("X-Key", "").encode()],
        farewell=farewell,
        broken=lambda code, reason: None if code == 1000 else Closed(code, reason),
        closed=lambda: Closed("it is closed"),
    )


CONVERT = b'{"type":"convert","text":"abc"}'


def test_the_greeting_knows_the_endpoint_and_the_handshake_has_no_headers_of_it(shell: Shell) -> None:
    with playing(echo) as double:
        endpoint = Endpoint(url=double.url, headers={"X-Key": "secret"})
        client = shell.client(lambda: endpoint)
        stream = client.talk(talk(query=[("a", "1")]), Options(query=[("b", "2")]))
        stream.send(CONVERT)
        stream.close()
        assert list(stream) == [b"abc"]
        assert double.heard[0] == {"type": "auth", "key": "secret"}
        assert double.paths == ["/stream?a=1&b=2"]
        assert "X-Key" not in double.headers[0]


def test_a_handshake_that_fails_is_tried_again(shell: Shell) -> None:
    client = shell.client("http://127.0.0.1:9")
    with pytest.raises(ConnectionFailed):
        client.talk(talk())
    assert len(shell.waits.seconds) == 2


@pytest.mark.usefixtures("trusted", "environment")
def test_streams_go_over_tls_and_are_hung_up_there_too(shell: Shell, tls: ssl.SSLContext) -> None:  # noqa: F811
    with playing(once, tls) as double:
        stream = shell.client(double.url).talk(talk())
        stream.send(CONVERT)
        assert list(stream) == [b"a", b"b", b"c"]
    with playing(endless, tls) as double:
        stream = shell.client(double.url).talk(talk())
        stream.send(CONVERT)
        assert len(next(iter(stream))) == 65_536
        stream.terminate()
        assert double.left.wait(5.0)


def test_a_close_that_comes_while_one_sends_is_told(shell: Shell) -> None:
    with playing(closing(4401, "no such key")) as double:
        stream = shell.client(double.url).talk(talk())
        with pytest.raises(Closed, match="no such key"):
            list(stream)
        with pytest.raises(Closed, match="no such key"):
            stream.send(CONVERT)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_stream_belongs_to_the_process_that_opened_it() -> None:
    with playing(echo) as double, Client(Endpoint(url=double.url), refusal=Exception) as client:
        stream = client.talk(talk())
        child = os.fork()
        if child == 0:
            try:
                stream.send(CONVERT)
            except BadRequest:
                os._exit(7)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        stream.send(CONVERT)
        stream.close()
        assert list(stream) == [b"abc"]


def test_a_stream_belongs_to_the_event_loop_that_opened_it() -> None:
    with playing(echo) as double, asyncio.Runner() as one, asyncio.Runner() as other:

        async def begun() -> Any:
            return await AsyncClient(Endpoint(url=double.url), refusal=Exception).talk(talk())

        stream = one.run(begun())
        with pytest.raises(BadRequest, match="another event loop"):
            other.run(stream.send(CONVERT))
        one.run(stream.terminate())


def test_progress_excuses_a_step_that_takes_long() -> None:
    rung = threading.Event()
    going = True
    alarm = Alarm(rung.set, progress=lambda: time.monotonic() if going else 0.0)
    with alarm.within(0.05):
        assert not rung.wait(0.3)
        going = False
        assert rung.wait(10.0)
