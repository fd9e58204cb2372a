"""A WebSocket connection that gives each message to its context where it is parsed; for clients that block.

Taking the messages in the thread that reads them, instead of from the ``recv`` of ``websockets``, wakes no thread for a
message that nobody waits for. Importing this loads ``websockets``.
"""

import functools
import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from websockets.frames import DATA_OPCODES, Frame

from vivavoce.client.contexts import Contexts, Inbox, Wire
from vivavoce.client.flow import Outcome
from vivavoce.client.fragments import Fragments
from vivavoce.client.letters import LARGEST_MESSAGE, Letter
from vivavoce.client.shortcut import Shortcut
from vivavoce.client.wired import Wired, opened
from vivavoce.errors import ConnectionFailed

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


class Connection(Wired):
    """A connection that fills the inboxes of its contexts.

    contexts, lock: the contexts, touched only under the lock; the inboxes' bells are conditions of it
    """

    purpose = "the context"
    recv_bufsize = READ_AT_ONCE

    def __init__(
        self, socket: Any, protocol: Any, *, contexts: AnyContexts, lock: threading.Lock, **options: Any
    ) -> None:
        self.contexts = contexts
        self.lock = lock
        self.room = threading.Condition(lock)  # there may be room again for messages to lie unread
        self.resting = False  # not reading, as too much lies unread
        self._fragments = Fragments()
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


def dial(letter: Letter, wire: Wire[Any], room: int) -> tuple[Outcome, Connection | None]:
    """Try once to open a connection."""
    lock = threading.Lock()
    contexts: AnyContexts = Contexts(wire, lambda: threading.Condition(lock), room)
    create: Any = functools.partial(Connection, contexts=contexts, lock=lock)
    return opened(letter, create)
