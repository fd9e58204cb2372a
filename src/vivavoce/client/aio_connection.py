"""A WebSocket connection that gives each message to its context where it is parsed; for asyncio.

The same as ``connection``, without threads. Importing this loads ``websockets``.
"""

import asyncio
import functools
from typing import Any

from websockets.frames import DATA_OPCODES, Frame

from vivavoce.client.aio_wired import AsyncWired, opened
from vivavoce.client.contexts import Contexts, Wire
from vivavoce.client.flow import Outcome
from vivavoce.client.fragments import Fragments
from vivavoce.client.letters import LARGEST_MESSAGE, Letter
from vivavoce.client.shortcut import Shortcut
from vivavoce.errors import ConnectionFailed

AnyContexts = Contexts[Any, asyncio.Event]


class Connection(AsyncWired):
    """A connection that fills the inboxes of its contexts, whose bells are events."""

    purpose = "the context"

    def __init__(self, *arguments: Any, contexts: AnyContexts, **options: Any) -> None:
        self.contexts = contexts
        self._fragments = Fragments()
        super().__init__(*arguments, **options)
        Shortcut(self.protocol, LARGEST_MESSAGE)

    def process_event(self, event: Any) -> None:
        """Give a message to its context; read no further while too much lies unread, so that the server waits too."""
        if isinstance(event, bytes):
            message: bytes | None = event
        elif isinstance(event, Frame) and event.opcode in DATA_OPCODES:
            message = self._fragments.feed(event.data, event.fin)
        else:
            super().process_event(event)
            return
        if message is None or self.contexts.failure is not None:
            return
        for inbox in self.contexts.message(message):
            inbox.bell.set()
        if self.contexts.failure is not None:
            self.hang_up()
        elif self.contexts.full:
            self.rest()

    def go_on(self) -> None:
        """Read again, if there is room or somebody waits."""
        if not self.contexts.full:
            self.read_on()

    def lose(self, failure: ConnectionFailed) -> None:
        """End every context with a failure."""
        for inbox in self.contexts.lost(failure):
            inbox.bell.set()

    def sweep(self) -> list[bytes]:
        """Leave the contexts that nobody holds any more; returns the messages that cancel them."""
        return self.contexts.sweep()


async def dial(letter: Letter, wire: Wire[Any], room: int) -> tuple[Outcome, Connection | None]:
    """Try once to open a connection."""
    contexts: AnyContexts = Contexts(wire, asyncio.Event, room)
    create: Any = functools.partial(Connection, contexts=contexts)
    return await opened(letter, create)
