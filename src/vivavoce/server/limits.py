"""As much at once as is allowed, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager

from vivavoce.errors import TooBusy, TooLarge
from vivavoce.server.settings import Settings

# Seconds after which a refused client may try again, by status: a turn at speech is short, a restart is not.
RETRY_AFTER = {429: 1, 503: 5}


class Turnstile:
    """Counts those inside and turns away the next when it is full. For one thread: the event loop's.

    what: what is counted, in plural, as the message calls it
    """

    def __init__(self, what: str, most: int) -> None:
        self.what, self.most, self.inside = what, most, 0

    def enter(self) -> None:
        """One more; raises TooBusy when there are as many as may be. Every ``enter`` is followed by one ``leave``."""
        if self.inside >= self.most:
            raise TooBusy(f"{self.most} {self.what} are open, as many as are allowed at once; try again shortly")
        self.inside += 1

    def leave(self) -> None:
        self.inside -= 1

    @contextmanager
    def one(self) -> Iterator[None]:
        """Inside for as long as the block."""
        self.enter()
        try:
            yield
        finally:
            self.leave()


class Limits:
    """The limits of one server.

    sockets, contexts, syntheses: how many at once
    most_body: bytes of a request's body
    """

    def __init__(self, settings: Settings) -> None:
        self.most_body = settings.most_body
        self.sockets = Turnstile("WebSockets", settings.most_sockets)
        self.contexts = Turnstile("contexts", settings.most_contexts)
        self.syntheses = Turnstile("syntheses", settings.most_syntheses)

    def check_body(self, size: int) -> None:
        """Raises TooLarge when a body of so many bytes, told or received, is over the limit."""
        if size > self.most_body:
            raise TooLarge(f"the body is larger than {self.most_body} bytes, the most that one request may send")
