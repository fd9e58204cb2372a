"""How a server is reached: with TLS of one's own, past or through a proxy; by both shells."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
import trustme

from tests.client.faults import Fault, FaultProxy
from tests.client.servers import PIECES, Served, http_server, socket_server
from tests.client.shells import Shell
from tests.client.test_contexts import WIRE
from tests.client.test_http import HEAR, SAY
from tests.client.test_sockets import SOON, numbers, said, say_deaf
from vivavoce.client.call import Options
from vivavoce.client.letters import is_here
from vivavoce.errors import ConnectionFailed, TimedOut

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "WS_PROXY", "WSS_PROXY", "SOCKS_PROXY", "NO_PROXY")
ONCE = Options(timeout=5.0, max_retries=0)
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no certificates from outside."""
    for name in (*PROXIES, *map(str.lower, PROXIES), "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """What a server on this machine shows, made by an authority that nobody knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def secure(tls: ssl.SSLContext) -> Iterator[Served]:
    with http_server(tls) as served:
        yield served


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the authority."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


def close(shell: Shell, http: Any) -> None:
    http.close() if shell.runner is None else shell.runner.run(http.aclose())


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
def test_a_users_client_brings_its_trust(shell: Shell, secure: Served, authority: trustme.CA, library: Any) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    http = shell.http(library, verify=context)
    client = shell.client(secure.url, http=http)
    assert client.ask(SAY) == "hello"
    assert b"".join(client.listen(HEAR)) == b"".join(PIECES)
    close(shell, http)


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
def test_a_stream_of_a_users_client_that_is_left_is_hung_up(shell: Shell, served: Served, library: Any) -> None:
    http = shell.http(library)
    with FaultProxy(served.port) as proxy:
        stream = shell.client(f"http://127.0.0.1:{proxy.port}", http=http).listen(HEAR)
        assert next(iter(stream)) == PIECES[0]
        stream.close()
        close(shell, http)
        assert proxy.ended.acquire(timeout=5.0)


@pytest.mark.usefixtures("trusted")
def test_the_environment_says_whom_to_trust(shell: Shell, secure: Served, tls: ssl.SSLContext) -> None:
    assert shell.client(secure.url).ask(SAY) == "hello"
    with socket_server(tls) as (served, _), shell.client(served.url).socket("/ws", WIRE, SOON) as line:
        context = line.context("a")
        context.send(said(id="a", say=3, fill=100_000))
        assert numbers(context) == [0, 1, 2, "end"]


def test_a_stranger_is_not_trusted(shell: Shell, secure: Served, tls: ssl.SSLContext) -> None:
    with pytest.raises(ConnectionFailed, match="CERTIFICATE_VERIFY_FAILED"):
        shell.client(secure.url).ask(SAY, ONCE)
    with socket_server(tls) as (served, _):
        line = shell.client(served.url).socket("/ws", WIRE, ONCE)
        with pytest.raises(ConnectionFailed, match="CERTIFICATE_VERIFY_FAILED"):
            line.connect()


@pytest.mark.usefixtures("trusted")
def test_a_server_that_stops_reading_is_given_up_with_tls_too(shell: Shell, tls: ssl.SSLContext) -> None:
    with socket_server(tls) as (served, talker), shell.client(served.url).socket("/ws", WIRE, SOON) as line:
        with pytest.raises(TimedOut, match=r"the server did not take the message within 0\.2 s"):
            say_deaf(line.context("a", timeout=0.2), 64)
        talker.hears.set()
        context = line.context("b")
        context.send(said(id="b", say=1))
        assert numbers(context) == [0, "end"]


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "ws_proxy"])
def test_this_machine_is_reached_without_a_proxy(
    shell: Shell, served: Served, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultProxy(served.port, [Fault(instead=FORBIDDEN)] * 9) as proxy, socket_server() as (talking, _):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        for host in ("127.0.0.1", "localhost"):
            assert shell.client(f"http://{host}:{served.port}").ask(SAY, ONCE) == "hello"
            with shell.client(f"http://{host}:{talking.port}").socket("/ws", WIRE, ONCE) as line:
                line.connect()
        assert proxy.connections == 0


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
def test_others_are_reached_through_the_proxy_of_the_environment(
    shell: Shell, served: Served, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultProxy(served.port) as proxy:
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        shell.client("http://elsewhere.invalid").ask(SAY, ONCE)
    assert [one.path for one in served.asked] == ["http://elsewhere.invalid/say"]


def test_sockets_of_others_are_reached_through_the_proxy_unless_told_not_to(
    shell: Shell, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultProxy(served.port, [Fault(instead=FORBIDDEN)]) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        for skipped in ("", "elsewhere.invalid"):
            monkeypatch.setenv("NO_PROXY", skipped)
            with pytest.raises(ConnectionFailed):
                shell.client("https://elsewhere.invalid").socket("/ws", WIRE, ONCE).connect()
            assert proxy.connections == 1


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("ws://localhost:8400/ws", True),
        ("wss://127.0.0.1/ws", True),
        ("http://[::1]:80/x", True),
        ("ws://192.168.0.1:8400/ws", False),
        ("wss://localhost.example.com/ws", False),
    ],
)
def test_this_machine_is_known_by_its_addresses(url: str, here: bool) -> None:
    assert is_here(url) is here
