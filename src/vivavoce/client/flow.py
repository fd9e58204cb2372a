"""Whether and when a failed request is sent again: a generator that is told what happened and says what to do.

It yields ``Send`` or ``Wait`` and is sent an ``Outcome`` after a ``Send``; it returns when the last outcome stands.
Nothing here waits, and there is no clock but the one passed in.
"""

import random
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from vivavoce.errors import VivavoceError

RETRIES = 2  # times a failed request is sent again by default; what clients of such services are used to
RETRIED = frozenset({408, 409, 429})  # and every status from 500 on
FIRST_WAIT = 0.5  # seconds before the first retry; twice as long before each further one
LONGEST_WAIT = 8.0  # seconds; where doubling ends
JITTER = 0.25  # of a wait, taken off at random, so that many clients that failed together do not return together
PATIENCE = 60.0  # seconds; a server that asks for more than this is not waited for


@dataclass(frozen=True, slots=True)
class Send:
    """Send the request. retry: how often it has been sent before."""

    retry: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Answered:
    """The server said something.

    headers: names compare without regard to case
    body: the whole of it, or its beginning where the answer is used as it comes
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def well(self) -> bool:
        """Whether the status says that what was asked was done."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Failed:
    """There was no answer, or not a whole one."""

    error: VivavoceError


Outcome = Answered | Failed
Steps = Generator[Send | Wait, Outcome | None, None]


def attempts(
    max_retries: int = RETRIES,
    *,
    jitter: Callable[[], float] = random.random,
    now: Callable[[], float] = time.time,
) -> Steps:
    """Send a request, and again after failures that may pass, up to ``max_retries`` times.

    jitter: numbers from 0 to 1
    now: seconds since 1970, against which a ``Retry-After`` date is read
    """
    for retry in range(max_retries + 1):
        outcome = yield Send(retry)
        if outcome is None or retry == max_retries or not may_pass(outcome):
            return
        seconds = pause(outcome, retry, jitter=jitter, now=now)
        if seconds > PATIENCE:
            return
        yield Wait(seconds)


def may_pass(outcome: Outcome) -> bool:
    """Whether the same request may succeed later. A server's ``x-should-retry`` has the last word."""
    if isinstance(outcome, Failed):
        return outcome.error.retryable
    told = outcome.headers.get("x-should-retry")
    if told in {"true", "false"}:
        return told == "true"
    return outcome.status in RETRIED or outcome.status >= 500


def pause(outcome: Outcome, retry: int, *, jitter: Callable[[], float], now: Callable[[], float]) -> float:
    """Seconds until the next attempt: what the server asks for, or else twice as long as the time before."""
    asked = asked_pause(outcome.headers, now()) if isinstance(outcome, Answered) else None
    if asked is not None:
        return asked
    return min(FIRST_WAIT * 2.0**retry, LONGEST_WAIT) * (1.0 - JITTER * jitter())


def asked_pause(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that a server asks to be left alone, from ``retry-after-ms`` or ``Retry-After`` (RFC 9110, 10.2.3).

    None when it does not ask, or not in a way that can be read: a header is no reason to fail.
    """
    for name, read in (
        ("retry-after-ms", lambda value: float(value) / 1000.0),
        ("retry-after", float),
        ("retry-after", lambda value: parsedate_to_datetime(value).timestamp() - now),
    ):
        seconds = _read(headers.get(name), read)
        if seconds is not None:
            return seconds
    return None


def _read(value: str | None, read: Callable[[str], float]) -> float | None:
    if value is None:
        return None
    try:
        seconds = read(value)
    except (ValueError, OverflowError):
        return None
    return max(seconds, 0.0) if seconds == seconds else None  # NaN is equal to nothing


def advance(steps: Steps, outcome: Outcome | None) -> Send | Wait | None:
    """The step after an outcome (None after a wait), or None when the last outcome stands."""
    try:
        return steps.send(outcome)
    except StopIteration:
        return None
