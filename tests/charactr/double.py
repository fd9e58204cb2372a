"""The other end of a stream, which does as it is told: for what a good server never does."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

Scene = Callable[["Double", ServerConnection], None]


@dataclass
class Double:
    """port: where it is; heard: what came, by its order; left: set when a client has gone; go: what scenes wait for"""

    port: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[Any] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    sent: int = 0  # pieces
    closes: list[int | None] = field(default_factory=list)  # codes that clients closed with, or echoed
    connections: list[ServerConnection] = field(default_factory=list)
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def hear(self, connection: ServerConnection) -> dict[str, Any]:
        """The next message."""
        message: dict[str, Any] = json.loads(connection.recv())
        self.heard.append(message)
        return message

    def send(self, connection: ServerConnection, piece: bytes) -> None:
        connection.send(piece)
        self.sent += 1

    def cut(self) -> None:
        """Hang up on everybody: a scene that sends to a client which does not read would never end."""
        for connection in self.connections:
            with suppress(OSError):
                connection.socket.shutdown(socket.SHUT_RDWR)


def echo(double: Double, connection: ServerConnection) -> None:
    """Each text comes back as bytes; a close closes."""
    while (message := double.hear(connection))["type"] != "close":
        if message["type"] == "convert":
            double.send(connection, message["text"].encode())


def once(double: Double, connection: ServerConnection) -> None:
    """A text comes back letter by letter, then it closes."""
    double.hear(connection)
    for letter in double.hear(connection)["text"]:
        double.send(connection, letter.encode())


def silent(double: Double, connection: ServerConnection) -> None:
    """Hears, and says nothing."""
    while True:
        double.hear(connection)


def closing(code: int, reason: str, after: int = 0) -> Scene:
    """Closes so, after some pieces."""

    def scene(double: Double, connection: ServerConnection) -> None:
        double.hear(connection)
        if after:
            double.hear(connection)
        for _ in range(after):
            double.send(connection, b"piece")
        connection.close(code, reason)

    return scene


def cut(double: Double, connection: ServerConnection) -> None:
    """Hangs up in the middle."""
    double.hear(connection)
    double.hear(connection)
    double.send(connection, b"piece")
    connection.socket.shutdown(2)


def garbage(double: Double, connection: ServerConnection) -> None:
    """Says text, where sound is to come."""
    double.hear(connection)
    double.hear(connection)
    double.send(connection, b"piece")
    connection.send("this is no sound")
    double.go.wait(10.0)


def endless(double: Double, connection: ServerConnection) -> None:
    """Says more than anybody wants."""
    double.hear(connection)
    double.hear(connection)
    while True:
        double.send(connection, bytes(65_536))


def deaf(double: Double, connection: ServerConnection) -> None:
    """Does not listen."""
    double.hear(connection)
    double.go.wait(30.0)


@contextmanager
def playing(scene: Scene, tls: ssl.SSLContext | None = None) -> Iterator[Double]:
    """A server that plays a scene with each client."""
    double = Double(scheme="https" if tls else "http")

    def play(connection: ServerConnection) -> None:
        assert connection.request is not None
        double.paths.append(connection.request.path)
        double.headers.append(connection.request.headers)
        double.connections.append(connection)
        try:
            scene(double, connection)
            connection.close()
        except ConnectionClosed:
            double.left.set()
        double.closes.append(connection.close_code)

    with serve(play, "127.0.0.1", 0, ssl=tls, close_timeout=1.0, max_size=None) as server:
        double.port = server.socket.getsockname()[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield double
        finally:
            double.go.set()
            double.cut()
            server.shutdown()
            thread.join(5.0)
