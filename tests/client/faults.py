"""A proxy that does to connections what networks do: cuts them off, holds them up, changes what goes through.

Each connection meets the next fault of a list, and those after the last go through as they are.
"""

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

PIECE = 65_536


@dataclass
class Fault:
    """What happens to one connection.

    drop_after: bytes of the answer that pass before both ends are cut off; 0 is before any
    close_after: bytes of the answer that pass before the client is told that there are no more, while it may still send
    garbage_after: bytes of the answer that pass before ``garbage`` is put in, whatever it breaks
    instead: an answer of the proxy's own, after which it closes; the server is not asked
    hold: nothing of the answer passes before this is set
    """

    drop_after: int | None = None
    close_after: int | None = None
    garbage_after: int | None = None
    garbage: bytes = b"\x00\xff garbage \x00"
    instead: bytes | None = None
    hold: threading.Event | None = None


class FaultProxy:
    """Stands before a server on the loopback interface.

    port: where clients find it
    connections: how many there have been
    open: set to 0 when every connection has ended, for tests that ask whether one was hung up
    """

    def __init__(self, target: int, faults: Sequence[Fault] = ()) -> None:
        self.connections = 0
        self.ended = threading.Semaphore(0)  # released when a client has hung up
        self._target = target
        self._faults = deque(faults)
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]

    def add(self, *faults: Fault) -> None:
        self._faults.extend(faults)

    def cut(self) -> None:
        """Cut off all the connections there are."""
        for one in self._sockets:
            hang_up(one)

    def __enter__(self) -> Self:
        self._go(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()
        for thread in self._threads:
            thread.join(5.0)
        for one in self._sockets:
            one.close()

    def _go(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self.connections += 1
                self._sockets.append(client)
                self._go(self._serve, client, self._faults.popleft() if self._faults else Fault())

    def _serve(self, client: socket.socket, fault: Fault) -> None:
        if fault.instead is not None:
            with contextlib.suppress(OSError):
                client.recv(PIECE)
                client.sendall(fault.instead)
                say_no_more(client)
                while client.recv(PIECE):  # closing with something unread would take the answer back
                    pass
            return
        server = socket.create_connection(("127.0.0.1", self._target))
        self._sockets.append(server)
        self._go(self._up, client, server)
        with contextlib.suppress(OSError):
            Answer(fault, client).passed(server)
        hang_up(server)

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(PIECE):
                server.sendall(data)
        self.ended.release()
        hang_up(server)


@dataclass
class Answer:
    """The way of one answer through a fault."""

    fault: Fault
    client: socket.socket
    passed_bytes: int = field(default=0)

    def passed(self, server: socket.socket) -> None:
        if self.fault.drop_after == 0:
            hang_up(self.client)
            return
        while data := server.recv(PIECE):
            if self.fault.hold is not None:
                self.fault.hold.wait(10.0)
            if self._cut(data):
                return
        hang_up(self.client)

    def _cut(self, data: bytes) -> bool:
        """Let a piece through, as far as it may; whether that was the last."""
        fault, begin, end = self.fault, self.passed_bytes, self.passed_bytes + len(data)
        self.passed_bytes = end
        for limit, last in ((fault.drop_after, hang_up), (fault.close_after, say_no_more)):
            if limit is not None and end >= limit:
                self.client.sendall(data[: limit - begin])
                last(self.client)
                return True
        if fault.garbage_after is not None and begin <= fault.garbage_after < end:
            at = fault.garbage_after - begin
            data = data[:at] + fault.garbage + data[at:]
        self.client.sendall(data)
        return False


def hang_up(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


def say_no_more(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_WR)
