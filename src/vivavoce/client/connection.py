"""A WebSocket connection that gives each message to its context where it is parsed; for clients that block.

``websockets`` connects (TLS, proxies), answers pings and closes, in a thread that it has for each connection. Taking
the messages there, instead of from its ``recv``, wakes no thread for a message that nobody waits for. Importing this
loads ``websockets``.
"""

import contextlib
import functools
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from socket import SHUT_RDWR
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import DATA_OPCODES, Frame
from websockets.sync.client import ClientConnection, connect

from vivavoce.client.alarm import Alarm
from vivavoce.client.contexts import UNREAD, Contexts, Inbox, Wire
from vivavoce.client.flow import Answered, Outcome
from vivavoce.client.fragments import Fragments
from vivavoce.client.letters import LARGEST_MESSAGE, Letter, handshake_options, understood
from vivavoce.client.shortcut import Shortcut
from vivavoce.errors import AnswerBroken, ConnectionFailed, TimedOut

AnyContexts = Contexts[Any, threading.Condition]
AnyInbox = Inbox[Any, threading.Condition]

READ_AT_ONCE = 2**20  # bytes; so that a fast server's messages come by the hundred


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages that came at once. Each reader is woken once for all of them, which halves the time it takes."""

    parts: list[bytes | Frame]  # whole messages, or frames of them


def gathered(events: list[Any]) -> list[Any]:
    """Events with all those that are messages put together into one."""
    parts = [event for event in events if is_message(event)]
    return [event for event in events if not is_message(event)] + [Messages(parts)] if parts else events


def is_message(event: Any) -> bool:
    """Whether an event is a message, or a frame of one."""
    return isinstance(event, bytes) or (isinstance(event, Frame) and event.opcode in DATA_OPCODES)


class Connection(ClientConnection):
    """A connection that fills the inboxes of its contexts.

    contexts, lock: the contexts, touched only under the lock; the inboxes' bells are conditions of it
    """

    recv_bufsize = READ_AT_ONCE

    def __init__(
        self, socket: Any, protocol: Any, *, contexts: AnyContexts, lock: threading.Lock, **options: Any
    ) -> None:
        self.contexts = contexts
        self.lock = lock
        self.room = threading.Condition(lock)  # there may be room again for messages to lie unread
        self.resting = False  # not reading, as too much lies unread
        self._fragments = Fragments()
        self._alarm = Alarm(self.give_up)
        Shortcut(protocol, LARGEST_MESSAGE)
        received = protocol.events_received
        protocol.events_received = lambda: gathered(received())
        super().__init__(socket, protocol, **options)  # which begins to read

    def process_event(self, event: Any) -> None:
        """Give messages to their contexts; wait while too much lies unread, so that the server waits too."""
        if not isinstance(event, Messages):
            super().process_event(event)
            return
        with self.lock:
            for inbox in {inbox for part in event.parts for inbox in self._taken_in(part)}:
                inbox.bell.notify_all()
        if self.contexts.failure is not None:
            self.hang_up()

    def _taken_in(self, part: bytes | Frame) -> Collection[AnyInbox]:
        """The inboxes that have news for their readers. Called under the lock, which waiting releases."""
        message = part if isinstance(part, bytes) else self._fragments.feed(part.data, part.fin)
        if message is None:
            return ()
        while self.contexts.full and self.contexts.failure is None:
            self.resting = True
            self.room.wait()
        self.resting = False
        return self.contexts.message(message) if self.contexts.failure is None else ()

    def recv_events(self) -> None:
        """Read until the connection ends, and tell the contexts that were going on."""
        try:
            super().recv_events()
        finally:
            self._alarm.stop()
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

    def deliver(self, message: bytes, seconds: float) -> None:
        """Send a message.

        seconds: that it may take, since the server may have stopped reading; ``math.inf`` for ever
        raises: TimedOut, after which the connection is of no use; ConnectionFailed when it cannot go
        """
        begin = time.monotonic()
        try:
            with self._alarm.within(seconds):
                self.send(message, text=True)
        except ConnectionClosed as error:
            if time.monotonic() - begin >= seconds:
                raise TimedOut(f"the server did not take the message within {seconds:g} s") from error
            raise ConnectionFailed(f"the message could not be sent: {error}") from error

    def give_up(self) -> None:
        """End the connection, of which the server does not read."""
        self.lose(AnswerBroken(UNREAD))
        self.hang_up()

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
