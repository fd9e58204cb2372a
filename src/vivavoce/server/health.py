"""Whether the server is well, for load balancers and supervisors."""

import time
from collections.abc import Callable
from typing import Literal, TypeAlias

import msgspec

import vivavoce

Condition: TypeAlias = Literal["ok", "stalled", "shutting_down"]
OldestStep: TypeAlias = Callable[[], float | None]


class Health(msgspec.Struct):
    """How the server is.

    status: ok; stalled when a step of the engine has been under way for too long; shutting_down
    uptime: seconds since it began
    oldest_step: seconds that the engine's longest step has been under way, null when it rests
    """

    status: Condition
    version: str
    uptime: float
    oldest_step: float | None
    sockets: int
    contexts: int
    syntheses: int


class Pulse:
    """Tells whether the engine is alive.

    oldest_step: seconds that the longest step under way has taken so far, None when there is none
    stall: seconds after which a step counts as stuck
    """

    def __init__(self, oldest_step: OldestStep, stall: float) -> None:
        self.oldest_step, self._stall = oldest_step, stall
        self._began = time.monotonic()

    @property
    def uptime(self) -> float:
        return time.monotonic() - self._began

    def condition(self, shutting_down: bool) -> Condition:
        if shutting_down:
            return "shutting_down"
        step = self.oldest_step()
        return "stalled" if step is not None and step > self._stall else "ok"

    @property
    def version(self) -> str:
        return vivavoce.__version__


def never() -> float | None:
    """The oldest step of a service that has no engine."""
    return None
