"""Sockets that are one stream each, for clients that block: ``Conversation``.

What came and how it ended is kept in ``arrivals``; a thread that each ``stream_connection`` has reads it. Callbacks
have another thread, so that a slow one keeps nobody from answering pings.
"""

import math
import os
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vivavoce.client.arrivals import ABNORMAL, Ending
from vivavoce.client.call import Talk, check_timeout
from vivavoce.client.letters import FAREWELL
from vivavoce.errors import BadRequest, ConnectionFailed, TimedOut

if TYPE_CHECKING:
    from vivavoce.client.stream_connection import StreamConnection

OnData = Callable[[bytes], object]
OnClose = Callable[[int, str], object]

INACTIVITY = 5.0  # seconds without traffic after which ``wait`` takes all for said, unless told otherwise


class Conversation:
    """Texts go, pieces of bytes come: to callbacks, or to whoever goes through it. Also a ``with`` block.

    connection: on which nothing was sent yet
    talk: what is said on it
    timeout: seconds that the server may take for what it owes, and to take a message; ``math.inf`` for ever
    on_data: is called with each piece, one after the other, from a thread that does nothing else
    on_close: is called after that, once, with the code of the close and its reason; 1006 where there was no close
    """

    def __init__(
        self,
        connection: "StreamConnection",
        talk: Talk,
        timeout: float,
        on_data: OnData | None = None,
        on_close: OnClose | None = None,
    ) -> None:
        self._process = os.getpid()
        self._connection, self._arrivals = connection, connection.arrivals
        self._talk, self._timeout = talk, timeout
        self._on_data, self._on_close = on_data, on_close
        self._served = False  # the callbacks were called for the last time
        self._server: int | None = None  # the thread that calls them

    @property
    def ending(self) -> Ending | None:
        """How it ended; None while it goes on."""
        return self._arrivals.ending

    @property
    def is_here(self) -> bool:
        """Whether it was opened in this process, which shares no connection with one that it forked off."""
        return self._process == os.getpid()

    @property
    def closing(self) -> bool:
        """Whether nothing more can be sent."""
        return self._arrivals.closing or self._arrivals.ending is not None

    def say(self, *messages: bytes) -> None:
        """Send what is sent first or last. A loss is not told here, but where one waits for what comes."""
        for message in messages:
            try:
                self._connection.deliver(message, self._timeout)
            except TimedOut:
                raise
            except ConnectionFailed:
                return  # the server has closed; it may have said why

    def serve(self) -> None:
        """Call back with what comes, until it ends. Raises why it did not end well, what a callback raised among it."""
        self._serve()
        self._arrivals.check()

    def serve_aside(self) -> None:
        """The same in a thread of its own."""
        if self._on_data is not None or self._on_close is not None:
            threading.Thread(target=self._serve, name="vivavoce callbacks", daemon=True).start()

    def send(self, message: bytes) -> None:
        """Send a message; waits while the server takes none, as when it waits for its sound to be taken.

        Raises what the talk has for that after its end was asked for or has come; why it ended, if not well; TimedOut
        when nothing goes on for too long, after which it is over; ConnectionFailed when it cannot go.
        """
        self._here()
        with self._connection.lock:
            self._arrivals.check()
            if self.closing:
                raise self._talk.closed()
            self._arrivals.sent()
            self._connection.news.notify_all()
        self._deliver(message)

    def wait(self, inactivity: float = INACTIVITY) -> None:
        """Wait until there was no traffic for so many seconds, or it has ended; raises why, if not well.

        inactivity: seconds. A callback that is at work counts as traffic
        """
        check_timeout(inactivity)
        self._here()
        if self._server == threading.get_ident():
            raise BadRequest("a callback that waits for the callbacks would wait for ever")
        served = self._on_data is not None
        with self._connection.lock:
            while not self._over() and (left := inactivity - self._arrivals.silence(served=served)) > 0.0:
                self._connection.news.wait(None if math.isinf(left) else left)
            if self._over():
                self._arrivals.check()

    def close(self) -> None:
        """Ask the server to say what is left and to close.

        With ``on_data``, wait until that was called for the last time, unless this is within a callback. Without, what
        is left can be gone through.

        Raises why it did not end well, unless that was raised before; TimedOut when the server does not close.
        """
        self._here()
        with self._connection.lock:
            ask = not self.closing
            if ask:
                self._arrivals.sent(last=True)
                self._connection.news.notify_all()
        if ask and self._talk.farewell is not None:
            self.say(self._talk.farewell)
        if self._on_data is not None and self._server != threading.get_ident():
            self._await_end()

    def finish(self) -> None:
        """Wait until it has ended, and the callbacks were called for the last time; raises why, if not well.

        Raises TimedOut when the server goes on and says nothing.
        """
        self._here()
        if self._server == threading.get_ident():
            raise BadRequest("a callback that waits for the callbacks would wait for ever")
        self._await_end()
        self._arrivals.check()

    def terminate(self) -> None:
        """End it at once; what has come and was not taken is thrown away. Doing so again does nothing."""
        self._here()
        with self._connection.lock:
            ended = self._arrivals.ending is not None
            self._arrivals.leave()
            self._connection.news.notify_all()
            self._connection.room.notify_all()
        if not ended:
            self._connection.part()

    def __iter__(self) -> Iterator[bytes]:
        if self._on_data is not None:
            raise BadRequest("what comes goes to on_data: leave that out to go through it")
        return self

    def __next__(self) -> bytes:
        self._here()
        piece = self._take(lasting=False)
        if piece is None:
            self._arrivals.check()
            raise StopIteration
        return piece

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._on_data is not None:
            self.close()
        else:
            self.terminate()

    def __del__(self) -> None:
        if getattr(self, "_process", None) == os.getpid():
            if self._arrivals.ending is None:
                self._connection.abandon()
            self._arrivals.forgotten()

    def _here(self) -> None:
        if not self.is_here:
            raise BadRequest("this was opened before the process forked; open another one")

    @property
    def _called_back(self) -> bool:
        return self._on_data is not None or self._on_close is not None

    def _serve(self) -> None:
        self._server = threading.get_ident()
        try:
            self._hand_over()
        except BaseException as error:
            self._break_off(error)
        try:
            if self._on_close is not None:
                ending = self._arrivals.ending or Ending(ABNORMAL, "")
                self._on_close(ending.code, ending.reason)
        except BaseException as error:
            self._break_off(error)
        with self._connection.lock:
            self._served = True
            self._server = None
            self._connection.news.notify_all()

    def _hand_over(self) -> None:
        """Give what comes to the callback; without one, only wait for the end."""
        if self._on_data is None:
            with self._connection.lock:
                self._connection.news.wait_for(lambda: self._arrivals.ending is not None)
            return
        while (piece := self._take(lasting=True)) is not None:
            self._arrivals.busy = True
            try:
                self._on_data(piece)
            finally:
                self._arrivals.rested()

    def _take(self, *, lasting: bool) -> bytes | None:
        """The next piece, or None after the last; see ``Arrivals.patience``."""
        with self._connection.lock:
            while self._arrivals.hungry:
                left = self._arrivals.patience(self._timeout, lasting=lasting)
                self._connection.news.wait(None if math.isinf(left) else left)
            piece = self._arrivals.take()
            self._connection.room.notify_all()
            return piece

    def _over(self) -> bool:
        """Whether it has ended, and the callbacks heard of that. Called under the lock."""
        return self._served if self._called_back else self._arrivals.ending is not None

    def _await_end(self) -> None:
        """Wait until the callbacks were called for the last time; raises why it did not end well, if nobody knows."""
        with self._connection.lock:
            while not self._over():
                left = self._timeout - self._arrivals.silence(served=self._on_data is not None)
                if left <= 0.0:
                    break
                self._connection.news.wait(None if math.isinf(left) else left)
            late = not self._over()
        if late:
            self._break_off(TimedOut(f"the server did not close, and said nothing for {self._timeout:g} s"))
            with self._connection.lock:
                self._connection.news.wait_for(self._over, FAREWELL)  # the callbacks hear of it first
        self._arrivals.tell()

    def _deliver(self, message: bytes) -> None:
        try:
            self._connection.deliver(message, self._timeout)
        except TimedOut as error:
            if self._arrivals.full:
                error.args = (f"{error}, as nobody takes what it said: go through that meanwhile",)
            raise
        except ConnectionFailed:
            self._arrivals.check()
            raise

    def _break_off(self, error: BaseException) -> None:
        """Hang up, for that reason."""
        with self._connection.lock:
            self._arrivals.fail(error, at_once=True)
            self._connection.news.notify_all()
            self._connection.room.notify_all()
        self._connection.hang_up()
