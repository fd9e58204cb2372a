"""A server that runs: addresses, ports, TLS."""

import shutil
import socket as sockets
import ssl
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from websockets.sync.client import connect

from tests.server.conftest import Site, Start
from vivavoce.errors import BadRequest
from vivavoce.server.running import Running, bound, why
from vivavoce.server.settings import Settings


def test_port_0_takes_a_free_port(start: Start) -> None:
    assert start().server.url != start().server.url


def test_a_port_that_is_taken_is_told_with_what_would_do(site: Site) -> None:
    port = int(site.server.url.rpartition(":")[2])
    with pytest.raises(BadRequest, match=rf"127.0.0.1:{port} cannot be listened on: another program.*--port 0"):
        Running(Settings(port=port)).start()


def test_an_address_of_another_machine_is_told_with_what_would_do() -> None:
    with pytest.raises(BadRequest, match="no such address"):
        bound(Settings(host="192.0.2.1", port=0, keys=("a-long-enough-key",)))


def test_a_host_that_does_not_exist_is_told() -> None:
    with pytest.raises(BadRequest, match=r"no address for host 'no\.such\.host\.invalid'"):
        bound(Settings(host="no.such.host.invalid", keys=("a-long-enough-key",)))


def test_a_low_port_is_told_with_what_would_do() -> None:
    assert "--port" in why(PermissionError(13, "Permission denied"))


@pytest.mark.skipif(not sockets.has_ipv6 or sys.platform == "win32", reason="needs IPv6")
def test_ipv6_is_served_and_stands_in_brackets(start: Start) -> None:
    site = start(host="::1")
    assert site.server.url.startswith("http://[::1]:")
    assert site.http.get("/health").status_code == 200


def test_a_socket_carries_large_messages_and_declines_compression(site: Site) -> None:
    large = "x" * (17 << 20)
    with connect(f"{site.socket_url}/echo", proxy=None, max_size=None, compression="deflate") as socket:
        assert socket.response is not None
        assert "Sec-WebSocket-Extensions" not in socket.response.headers
        socket.send(large)
        assert len(socket.recv()) == len(large) + len('{"said": ""}')


def test_small_messages_are_not_held_back(site: Site) -> None:
    """Nagle's algorithm is off: asyncio sees to it where it makes the connection."""
    with connect(f"{site.socket_url}/echo", proxy=None) as socket:
        socket.send("hello")
        socket.recv()
        (connection,) = site.server.connections
        raw = connection.transport.get_extra_info("socket")
        assert raw.getsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY) != 0


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost, signed by itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command")
    files = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*command, *names, "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


def test_tls_is_spoken_over_http_and_sockets(start: Start, certificate: tuple[Path, Path]) -> None:
    site = start(certificate=certificate[0], certificate_key=certificate[1])
    assert site.server.url.startswith("https://127.0.0.1:")
    trusts = ssl.create_default_context(cafile=str(certificate[0]))
    assert httpx2.get(f"{site.server.url}/health", verify=trusts).status_code == 200
    with connect(f"{site.socket_url}/echo", proxy=None, ssl=trusts) as socket:
        socket.send("hello")
        assert socket.recv() == '{"said": "hello"}'


def test_files_that_are_no_certificate_are_told(tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("nonsense")
    for name in ("cert.pem", "none.pem"):
        settings = Settings(port=0, certificate=tmp_path / name, certificate_key=tmp_path / name)
        with pytest.raises(BadRequest, match="TLS cannot be had with"):
            Running(settings).start()


def test_closing_twice_does_nothing_more(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    site = start()
    site.http.get("/health")
    closings = []
    site.service.close = lambda: closings.append(site.server.connections)  # type: ignore[method-assign]
    for _ in range(2):
        site.server.close()
        assert closings == [frozenset()]  # the service was closed, once, and after the last connection
        assert site.state.shutting_down
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{site.server.url}/health")
    assert not [record for record in caplog.records if record.levelname != "INFO" and record.name.startswith("viva")]
