"""Small servers to be asked: one over HTTP, one over sockets. Real ones, on the loopback interface."""

import json
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

PIECES = [b"one ", b"two ", b"three"]


class Handler(BaseHTTPRequestHandler):
    """GET /say answers JSON; POST /echo what was sent; GET /pieces a chunked body; GET /status/N a refusal."""

    protocol_version = "HTTP/1.1"
    asked: "list[Handler]"

    def do_GET(self) -> None:
        self.asked.append(self)
        path = self.path.partition("?")[0]
        if path == "/pieces":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in [*PIECES, b""]:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        elif path.startswith("/status/"):
            self._answer(int(path.rpartition("/")[2]), b"no: because")
        else:
            self._answer(200, b'{"word":"hello"}')

    def do_POST(self) -> None:
        self.asked.append(self)
        self.sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(200, self.sent)

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # clients that hang up are what is tested


@dataclass
class Served:
    """port: where it is; asked: the requests there were, with their headers and paths."""

    port: int
    asked: list[Any] = field(default_factory=list)
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


@contextmanager
def http_server(tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    asked: list[Any] = []
    handler = type("Asked", (Handler,), {"asked": asked})
    with QuietServer(("127.0.0.1", 0), handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield Served(server.server_port, asked, "https" if tls else "http")
        server.shutdown()
        thread.join(5.0)


class Talker:
    """The other end of a socket: ``{"id", "say": n}`` is answered by n messages and a last one.

    ``{"id", "say": n, "open": true}`` leaves out the last one; ``{"garbage": true}`` is answered by no JSON;
    ``{"fail": true}`` by an error of no context; ``{"hang_up": true}`` ends the connection; after ``{"deaf": true}``
    nothing is read before ``hears`` is set.
    """

    def __init__(self) -> None:
        self.connections = 0
        self.heard: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[Any] = []
        self.counts: Counter[str] = Counter()  # messages sent, by context
        self.hears = threading.Event()
        self.news = threading.Condition()

    def talk(self, connection: ServerConnection) -> None:
        self.connections += 1
        assert connection.request is not None
        self.paths.append(connection.request.path)
        self.headers.append(connection.request.headers)
        try:
            for message in connection:
                self.answer(connection, json.loads(message))
        except ConnectionClosed:
            pass

    def answer(self, connection: ServerConnection, asked: dict[str, Any]) -> None:
        with self.news:
            self.heard.append(asked)
            self.news.notify_all()
        if asked.get("garbage"):
            connection.send("this is no JSON")
        if asked.get("fail"):
            connection.send(json.dumps({"id": None, "last": True, "error": "which context?"}))
        if asked.get("hang_up"):
            connection.socket.shutdown(2)
            return
        if asked.get("deaf"):
            self.hears.wait(30.0)
        for number in range(asked.get("say", 0)):
            text = json.dumps({"id": asked["id"], "number": number, "fill": "x" * asked.get("fill", 0)})
            if asked.get("split"):
                connection.send([text[:5], text[5:9], text[9:]])
            else:
                connection.send(text)
            self.counts[asked["id"]] += 1
        if "say" in asked and not asked.get("open"):
            connection.send(json.dumps({"id": asked["id"], "last": True}))

    def wait_for(self, key: str) -> dict[str, Any]:
        """The first message heard that has this key."""
        with self.news:
            assert self.news.wait_for(lambda: any(key in one for one in self.heard), 5.0), self.heard
            return next(one for one in self.heard if key in one)


@contextmanager
def socket_server(tls: ssl.SSLContext | None = None) -> Iterator[tuple[Served, Talker]]:
    talker = Talker()
    with serve(talker.talk, "127.0.0.1", 0, ssl=tls) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Served(server.socket.getsockname()[1], scheme="https" if tls else "http"), talker
        talker.hears.set()
        server.shutdown()
        thread.join(5.0)
