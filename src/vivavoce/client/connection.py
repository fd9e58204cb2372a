"""A WebSocket connection that gives each message to its context where it is parsed; for clients that block.

``websockets`` connects (TLS, proxies), answers pings and closes, in a thread that it has for each connection. Taking
the messages there, instead of from its ``recv``, wakes no thread for a message that nobody waits for. Importing this
loads ``websockets``.
"""

import contextlib
import functools
import threading
from socket import SHUT_RDWR
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import DATA_OPCODES, Frame
from websockets.sync.client import ClientConnection, connect

from vivavoce.client.contexts import Contexts, Wire
from vivavoce.client.flow import Answered, Outcome
from vivavoce.client.fragments import Fragments
from vivavoce.client.letters import Letter, handshake_options, understood
from vivavoce.errors import AnswerBroken, ConnectionFailed

AnyContexts = Contexts[Any, threading.Condition]


class Connection(ClientConnection):
    """A connection that fills the inboxes of its contexts.

    contexts, lock: the contexts, touched only under the lock; the inboxes' bells are conditions of it
    """

    def __init__(self, *arguments: Any, contexts: AnyContexts, lock: threading.Lock, **options: Any) -> None:
        self.contexts = contexts
        self.lock = lock
        self.room = threading.Condition(lock)  # there may be room again for messages to lie unread
        self._fragments = Fragments()
        super().__init__(*arguments, **options)  # which begins to read

    def process_event(self, event: Any) -> None:
        """Give a message to its context; wait while too much lies unread, so that the server waits too."""
        if not isinstance(event, Frame) or event.opcode not in DATA_OPCODES:
            super().process_event(event)
            return
        message = self._fragments.feed(event.data, event.fin)
        if message is None:
            return
        with self.lock:
            while self.contexts.full and self.contexts.failure is None:
                self.room.wait()
            if self.contexts.failure is not None:
                return
            for inbox in self.contexts.message(message):
                inbox.bell.notify_all()
        if self.contexts.failure is not None:
            self.hang_up()

    def recv_events(self) -> None:
        """Read until the connection ends, and tell the contexts that were going on."""
        try:
            super().recv_events()
        finally:
            self.lose(AnswerBroken(f"the connection ended before the context did: {self.protocol.close_exc}"))

    def lose(self, failure: ConnectionFailed) -> None:
        """End every context with a failure."""
        with self.lock:
            for inbox in self.contexts.lost(failure):
                inbox.bell.notify_all()
            self.room.notify_all()

    def sweep(self) -> list[bytes]:
        """Leave the contexts that nobody holds any more; returns the messages that cancel them."""
        with self.lock:
            return self.contexts.sweep()

    def deliver(self, message: bytes) -> None:
        """Send a message. Raises ConnectionFailed when it cannot go."""
        try:
            self.send(message, text=True)
        except ConnectionClosed as error:
            raise ConnectionFailed(f"the message could not be sent: {error}") from error

    def hang_up(self) -> None:
        """End the connection at once, without a word and without a lock; its reading thread does the rest."""
        with contextlib.suppress(OSError):  # it has ended already
            self.socket.shutdown(SHUT_RDWR)


def dial(letter: Letter, wire: Wire[Any], room: int) -> tuple[Outcome, Connection | None]:
    """Try once to open a connection."""
    lock = threading.Lock()
    contexts: AnyContexts = Contexts(wire, lambda: threading.Condition(lock), room)
    create: Any = functools.partial(Connection, contexts=contexts, lock=lock)
    try:
        opening: Any = connect(**handshake_options(letter), create_connection=create)
        return Answered(200, {}), opening.__enter__()  # what newer versions want called, and older ones allow
    except InvalidStatus as error:
        response = error.response
        return Answered(response.status_code, response.headers, bytes(response.body or b"")), None
    except Exception as error:
        return understood(error, letter), None
