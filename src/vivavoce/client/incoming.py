"""A streamed answer of which a shell feeds the bytes; nothing here waits."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import msgspec

from vivavoce.client.call import Decoder
from vivavoce.client.letters import Letter
from vivavoce.errors import AnswerBroken

T = TypeVar("T")


class Incoming(Generic[T]):
    """The items of one answer: those that are ready, then its end or its failure, for ever."""

    def __init__(self, decoder: Decoder[T], letter: Letter) -> None:
        self.over = False  # no byte will follow, or would be looked at
        self._decoder = decoder
        self._letter = letter
        self._ready: deque[T] = deque()
        self._failure: Exception | None = None

    @property
    def hungry(self) -> bool:
        """Whether nothing can be said before more bytes have come."""
        return not (self._ready or self.over)

    def feed(self, data: bytes) -> None:
        """Some bytes came."""
        self._take(lambda: self._decoder.feed(data))

    def end(self) -> None:
        """The server has said all it wanted to; whether that is a whole answer, the decoder knows."""
        self.over = True
        self._take(self._decoder.close)

    def fail(self, failure: Exception) -> None:
        """No more will come, although it should; what came before is still good."""
        self.over = True
        self._failure = failure

    def leave(self) -> None:
        """Nobody wants any more of it."""
        self.over = True
        self._ready.clear()

    def next(self, end: type[Exception]) -> T:
        """The next item; raises ``end`` after the last one, or the failure that there was instead of an end."""
        if self._ready:
            return self._ready.popleft()
        raise self._failure or end()

    def _take(self, items: Callable[[], Sequence[T]]) -> None:
        try:
            self._ready.extend(items())
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            self.fail(AnswerBroken(f"{self._letter}: the answer makes no sense: {error}"))
        except Exception as error:  # whatever the decoder makes of an answer that cannot be: its reader is told
            self.fail(error)
