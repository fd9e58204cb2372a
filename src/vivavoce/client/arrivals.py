"""What comes over a connection that is one stream, and how it ended, as a value; nothing here waits or locks."""

import logging
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from vivavoce.client.call import Talk
from vivavoce.errors import AnswerBroken, TimedOut

log = logging.getLogger("vivavoce.client")

ROOM = 2**20  # bytes that may lie unread before a connection is read no further: 20 s of sound, as WAV at 24 kHz
# Bytes that the system holds besides. Where it held more, a ping would lie behind minutes of compressed sound that
# somebody listens to as it comes, and the server would give up before it heard an answer.
SYSTEMS_ROOM = 2**17
NORMAL = 1000  # RFC 6455, 7.4.1: close codes,
ABNORMAL = 1006  # of which this one stands for a connection that ended without any


@dataclass(frozen=True, slots=True)
class Ending:
    """How a connection ended. code, reason: those of the close; ABNORMAL where the server sent none."""

    code: int
    reason: str


class Arrivals:
    """The pieces that came and were not taken; what was sent and is awaited; how it ended.

    ending: how the connection ended; None while it goes on
    failure: why it did not end well
    closing: whether the server owes its end, as nothing more is sent
    moved: when something last came, was taken or was sent, by ``now``
    busy: whether somebody is being given a piece
    told: whether the failure was raised
    now: seconds on a clock that never goes back
    """

    def __init__(self, talk: Talk, room: int = ROOM, now: Callable[[], float] = time.monotonic) -> None:
        self.ending: Ending | None = None
        self.failure: BaseException | None = None
        self.closing = talk.farewell is None
        self.moved = now()
        self.busy = False
        self.told = False
        self._talk, self._room, self._now = talk, room, now
        self._pieces: deque[bytes] = deque()
        self._unread = 0  # bytes
        self._owed = self.closing  # something was sent, and nothing has come since

    @property
    def full(self) -> bool:
        """Whether the connection is to be read no further."""
        return self._unread > self._room

    @property
    def hungry(self) -> bool:
        """Whether whoever takes the pieces has to wait."""
        return not self._pieces and self.ending is None

    def piece(self, data: bytes) -> None:
        """A piece came."""
        if self.ending is None:
            self._pieces.append(data)
            self._unread += len(data)
            self._owed = False
            self.moved = self._now()

    def nonsense(self, text: bytes) -> None:
        """Something came that is no piece."""
        self.fail(
            AnswerBroken(f"a message from the server makes no sense: pieces are bytes, this is text: {text[:80]!r}")
        )

    def sent(self, *, last: bool = False) -> None:
        """A message is being sent."""
        self.closing = self.closing or last
        self._owed = True
        self.moved = self._now()

    def take(self) -> bytes | None:
        """The next piece, when not hungry; None after the last, however it ended."""
        self.moved = self._now()
        if self._pieces:
            piece = self._pieces.popleft()
            self._unread -= len(piece)
            return piece
        return None

    def check(self) -> None:
        """Raise why it ended, if not well."""
        if self.failure is not None:
            self.told = True
            raise self.failure

    def tell(self) -> None:
        """Raise why it ended, if not well and not raised before."""
        if not self.told:
            self.check()

    def rested(self) -> None:
        """Whoever was given a piece has done with it."""
        self.busy = False
        self.moved = self._now()

    def end(self, code: int, reason: str) -> None:
        """The connection has ended; how it was told first counts."""
        if self.ending is None:
            self.ending = Ending(code, reason)
            self.failure = self.failure or self._talk.broken(code, reason)

    def fail(self, failure: BaseException, *, at_once: bool = False) -> None:
        """It cannot go on. at_once: what came before is wanted no more"""
        if self.ending is None:
            self.ending = Ending(ABNORMAL, str(failure) or type(failure).__name__)
        self.failure = self.failure or failure
        if at_once:
            self.discard()

    def leave(self) -> None:
        """Nobody wants any more of it."""
        self.end(NORMAL, "")
        self.discard()

    def discard(self) -> None:
        self._pieces.clear()
        self._unread = 0

    def patience(self, timeout: float, *, lasting: bool) -> float:
        """Seconds that are left to wait for the next piece or the end; raises TimedOut when there are none.

        timeout: how long the server may take for what it owes
        lasting: whether it owes nothing before its end is asked for, since nobody knows what is silent
        """
        if not (self.closing or (self._owed and not lasting)):
            return math.inf
        left = self.moved + timeout - self._now()
        if left <= 0.0:
            raise TimedOut(f"nothing came from the server for {timeout:g} s")
        return left

    def silence(self, *, served: bool) -> float:
        """Seconds since something last moved. served: whether what lies unread is on its way to somebody"""
        return 0.0 if self.busy or (served and self._pieces) else self._now() - self.moved

    def forgotten(self) -> None:
        """Nobody holds it any more: a failure that nobody heard of is at least in the log."""
        if self.failure is not None and not self.told:
            what = str(self.failure) or type(self.failure).__name__
            log.warning("a stream ended with an error that nobody was told of: %s", what)
