"""Many conversations on one socket, as a value: whose each message is, who has ended, how much lies unread.

Nothing here waits or locks. A shell feeds the messages of one connection, one at a time, and asks.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from vivavoce.errors import AnswerBroken, BadRequest, VivavoceError

M = TypeVar("M")
B = TypeVar("B")

ROOM = 32 * 2**20  # bytes of messages that may lie unread before a connection is read no further
UNREAD = "the connection was given up, as the server took no messages any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire(Generic[M]):
    """What a protocol with many contexts on one socket says about its messages.

    decode: a message of the server, or None for one to be passed over; raises a VivavoceError or a msgspec error
    context_of: the id of the context that a message belongs to, None where it belongs to none in particular
    ends: whether a message is the last of its context
    cancel: the message that stops a context before its end; None where the protocol has none
    """

    decode: Callable[[bytes], M | None]
    context_of: Callable[[M], str | None]
    ends: Callable[[M], bool]
    cancel: Callable[[str], bytes] | None = None


def again(failure: VivavoceError) -> VivavoceError:
    """The same failure, to be raised by another reader."""
    copy = type(failure)(*failure.args)
    copy.__cause__ = failure
    return copy


class Inbox(Generic[M, B]):
    """What has come for one context, and has not been read.

    bell: what the shell wakes the reader with
    """

    def __init__(self, id: str, bell: B) -> None:
        self.id = id
        self.bell = bell
        self.messages: deque[tuple[M, int]] = deque()  # and how many bytes each had
        self.over = False  # nothing more will come
        self.failure: VivavoceError | None = None  # why it ended, if not well

    @property
    def hungry(self) -> bool:
        """Whether its reader has to wait."""
        return not (self.messages or self.over)

    @property
    def finished(self) -> bool:
        """Whether it has ended well, and all of it was read."""
        return self.over and not self.messages and self.failure is None

    def check(self) -> None:
        """Raise why nothing more can be sent, if so."""
        if self.failure is not None:
            raise again(self.failure)
        if self.over:
            raise BadRequest(f"the context {self.id!r} has ended; read what it said before sending more")


class Contexts(Generic[M, B]):
    """The contexts of one connection.

    bell: makes what a reader is woken with
    room: bytes that may lie unread
    """

    def __init__(self, wire: Wire[M], bell: Callable[[], B], room: int = ROOM) -> None:
        self.failure: VivavoceError | None = None  # why the connection is of no use any more
        self.waiting = 0  # how many readers wait for an empty inbox to be filled
        self._wire = wire
        self._bell = bell
        self._room = room
        self._unread = 0  # bytes
        self._open: dict[str, Inbox[M, B]] = {}
        self._dropped: deque[Inbox[M, B]] = deque()

    @property
    def full(self) -> bool:
        """Whether the connection is to be read no further: a lot lies unread, and nobody wants what is not there."""
        return self._unread > self._room and not self.waiting

    def open(self, id: str) -> Inbox[M, B]:
        """Begin a context. Raises BadRequest when one with that id is going on, and the failure of the connection."""
        if self.failure is not None:
            raise again(self.failure)
        if id in self._open:
            raise BadRequest(f"a context {id!r} is going on already; wait for its end, or choose another id")
        inbox = self._open[id] = Inbox[M, B](id, self._bell())
        return inbox

    def message(self, data: bytes) -> Sequence[Inbox[M, B]]:
        """Take in a message of the server; returns the inboxes that have news for their readers.

        A message that makes no sense could have been anybody's, so it ends every context, and the connection.
        """
        self._discard_dropped()
        try:
            message = self._wire.decode(data)
        except (VivavoceError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            failure = AnswerBroken(f"a message from the server makes no sense: {error}")
            failure.__cause__ = error
            return self.lost(failure)
        if message is None:
            return ()
        ends = self._wire.ends(message)
        inboxes = self._readers(self._wire.context_of(message), ends)
        for inbox in inboxes:
            inbox.messages.append((message, len(data)))
            self._unread += len(data)
            if ends:
                inbox.over = True
                del self._open[inbox.id]
        return inboxes

    def _readers(self, id: str | None, ends: bool) -> Sequence[Inbox[M, B]]:
        """Whom a message is for. Nobody, where its context has ended or been left: such messages come late.

        An error that names no context may be anybody's, so everybody is told rather than one left waiting for ever.
        """
        if id is None:
            return list(self._open.values()) if ends else ()
        inbox = self._open.get(id)
        return (inbox,) if inbox is not None else ()

    def lost(self, failure: VivavoceError) -> Sequence[Inbox[M, B]]:
        """The connection is of no use any more; returns the inboxes whose contexts end by that."""
        if self.failure is None:
            self.failure = failure
        ended = list(self._open.values())
        self._open.clear()
        for inbox in ended:
            inbox.over, inbox.failure = True, self.failure
        return ended

    def take(self, inbox: Inbox[M, B]) -> M | None:
        """The next message of an inbox that is not hungry; None after the last. Raises why it ended, if not well."""
        if inbox.messages:
            message, size = inbox.messages.popleft()
            self._unread -= size
            return message
        if inbox.failure is not None:
            raise again(inbox.failure)
        return None

    def leave(self, inbox: Inbox[M, B]) -> bytes | None:
        """Nobody wants what comes for it any more; returns the message to send, where its context was going on."""
        self._discard(inbox)
        inbox.over = True
        if self._open.get(inbox.id) is not inbox:
            return None
        del self._open[inbox.id]
        return self._wire.cancel(inbox.id) if self._wire.cancel is not None else None

    def drop(self, inbox: Inbox[M, B]) -> None:
        """Note that nobody holds a context any more; safe wherever the interpreter drops the last reference."""
        self._dropped.append(inbox)

    def sweep(self) -> list[bytes]:
        """Leave all the contexts that were dropped; returns the messages to send."""
        cancels = []
        while self._dropped:
            cancels.append(self.leave(self._dropped.popleft()))
        return [cancel for cancel in cancels if cancel is not None]

    def _discard_dropped(self) -> None:
        # The contexts themselves are left when somebody who can send asks for it: see ``sweep``.
        for inbox in tuple(self._dropped):
            self._discard(inbox)

    def _discard(self, inbox: Inbox[M, B]) -> None:
        self._unread -= sum(size for _, size in inbox.messages)
        inbox.messages.clear()
