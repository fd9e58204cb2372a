"""A WebSocket connection that is one stream of bytes, for clients that block. Importing this loads ``websockets``."""

import contextlib
import functools
import socket as sockets
import threading
import time
from collections import deque
from typing import Any

from websockets.frames import Frame, Opcode
from websockets.protocol import State

from vivavoce.client.arrivals import SYSTEMS_ROOM, Arrivals
from vivavoce.client.call import Talk
from vivavoce.client.flow import Outcome
from vivavoce.client.fragments import Fragments
from vivavoce.client.letters import FAREWELL, Letter
from vivavoce.client.wired import Wired, opened
from vivavoce.errors import ConnectionFailed, TimedOut

LOOK_AGAIN = 1.0  # seconds after which a reader that rests sees that nobody holds what it reads any more
PARTS = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)


class StreamConnection(Wired):
    """A connection that keeps what comes until it is taken, and reads no further while that is much.

    arrivals: what came; touched only under ``lock``
    news: somebody may have something to take, or it ended, or something was sent; a condition of the lock
    """

    purpose = "the stream"

    def __init__(self, socket: Any, protocol: Any, *, arrivals: Arrivals, lock: threading.Lock, **options: Any) -> None:
        self.arrivals = arrivals
        self.lock = lock
        self.news = threading.Condition(lock)
        self.room = threading.Condition(lock)  # there may be room again
        self._abandoned = False
        self._outbox: deque[bytes] = deque()  # what is to be written; b"" for no more
        self._pen = threading.Lock()  # held by the thread that writes
        self._fragments = Fragments()
        self._text = False  # whether the message of which frames come is one
        if isinstance(socket, sockets.socket):  # and not TLS within the TLS of a proxy
            socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, SYSTEMS_ROOM)
        super().__init__(socket, protocol, **options)  # which begins to read

    @property
    def moved(self) -> float:  # type: ignore[override]
        return self.arrivals.moved

    def deliver(self, message: bytes, seconds: float) -> None:
        """Send a message, and let what comes be read meanwhile.

        The ``send`` of ``websockets`` keeps the lock that reading needs until all is written. Two ends that wait with
        much to say for one another to listen would wait for ever.
        """
        begin = time.monotonic()
        with self.protocol_mutex:
            is_open = self.protocol.state is State.OPEN
            if is_open:
                self.protocol.send_text(message)
                self._outbox.extend(self.protocol.data_to_send())
        try:
            with self._alarm.within(seconds):
                if is_open:
                    self._write_all()
                    return
        except OSError as error:
            self.hang_up()
            if time.monotonic() - max(begin, self.moved) >= seconds:
                raise TimedOut(f"the server did not take the message within {seconds:g} s") from error
        self.recv_events_thread.join(FAREWELL)  # which learns why
        raise ConnectionFailed(f"the message could not be sent: {self.arrivals.ending}")

    def send_data(self) -> None:
        """Write what else the protocol has to say, as pongs; if a message is being written, after that."""
        self._outbox.extend(self.protocol.data_to_send())
        while self._outbox and self._pen.acquire(blocking=False):
            try:
                self._write()
            finally:
                self._pen.release()

    def _write_all(self) -> None:
        """Write all there is, also what others leave to whoever holds the pen."""
        while True:
            with self._pen:
                self._write()
            if not self._outbox:
                return

    def _write(self) -> None:
        """Write all there is, holding the pen."""
        while self._outbox:
            data = self._outbox.popleft()
            if data:
                self.socket.sendall(data)
            else:
                with contextlib.suppress(OSError):  # it has ended already
                    self.socket.shutdown(sockets.SHUT_WR)

    def process_event(self, event: Any) -> None:
        """Keep a piece; wait while too much lies unread, so that the server waits too. A close is the end."""
        if not isinstance(event, Frame) or event.opcode not in (*PARTS, Opcode.CLOSE):
            super().process_event(event)
            return
        with self.lock:
            if event.opcode is Opcode.CLOSE:
                close = self.protocol.close_rcvd
                assert close is not None, "a close that came was read"
                self.arrivals.end(close.code, close.reason)
            else:
                self._take_in(event)
            self.news.notify_all()
        if self.arrivals.failure is not None and event.opcode is not Opcode.CLOSE:
            self.hang_up()

    def _take_in(self, part: Frame) -> None:
        """Called under the lock, which waiting releases."""
        if part.opcode is not Opcode.CONT:
            self._text = part.opcode is Opcode.TEXT
        message = self._fragments.feed(part.data, part.fin)
        if message is None:
            return
        if self._text:
            self.arrivals.nonsense(message)
            return
        while self.arrivals.full and self.arrivals.ending is None and not self._abandoned:
            self.room.wait(LOOK_AGAIN)
        self.arrivals.piece(message)

    def lose(self, failure: ConnectionFailed) -> None:
        """End with a failure, unless it has ended."""
        with self.lock:
            if self.arrivals.ending is None:
                self.arrivals.fail(failure)
            self.news.notify_all()
            self.room.notify_all()

    def abandon(self) -> None:
        """End it, as nobody holds it any more; without a lock, as this runs wherever the last reference is dropped."""
        self._abandoned = True
        self.hang_up()


def dial(letter: Letter, talk: Talk) -> tuple[Outcome, StreamConnection | None]:
    """Try once to open a connection."""
    return opened(letter, functools.partial(StreamConnection, arrivals=Arrivals(talk), lock=threading.Lock()))
