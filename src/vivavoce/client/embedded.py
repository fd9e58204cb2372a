"""A server inside this process, for clients that were given no address: started at first use, shared by all of them."""

import atexit
import os
import secrets
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vivavoce.server.running import Running

GRACE = 0.0  # seconds that what runs may go on when the process ends: nobody is left to hear it


@dataclass(frozen=True, slots=True)
class Embedded:
    """Where the server of this process is, and the key that opens it, which only this process knows."""

    url: str
    key: str = field(repr=False)


# By process id, as a forked process has none of its parent's threads: neither its server's, nor one that holds a lock.
_servers: dict[int, tuple["Running", Embedded]] = {}
_locks: dict[int, threading.Lock] = {}


def embedded() -> Embedded:
    """The server of this process, which is started if it is not there. Takes about a second, the first time.

    It listens on a free port of the loopback interface, needs its key, so that other users of the machine cannot
    speak with it, and ends with the process. Raises Unavailable when it does not begin.
    """
    process = os.getpid()
    with _locks.setdefault(process, threading.Lock()):
        if process not in _servers:
            _servers[process] = _start()
        return _servers[process][1]


def embedded_url() -> str:
    """Where the server of this process is; see ``embedded``."""
    return embedded().url


def close_embedded() -> None:
    """End the server of this process, if there is one; the next use starts another."""
    process = os.getpid()
    with _locks.setdefault(process, threading.Lock()):
        running = _servers.pop(process, None)
    if running is not None:
        atexit.unregister(close_embedded)
        running[0].close()


def _start() -> tuple["Running", Embedded]:
    from vivavoce.server.running import Running
    from vivavoce.server.settings import Settings

    key = secrets.token_urlsafe(32)
    running = Running(Settings(port=0, keys=(key,), grace=GRACE))
    running.start()
    atexit.register(close_embedded)  # a forked process that has no server of its own finds none to end
    return running, Embedded(running.url, key)
