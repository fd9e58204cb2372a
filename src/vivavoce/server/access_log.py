"""A line for each request and each socket, as text for people or JSON for programs; never with a key in it."""

import json
import logging
import re
import sys
import time
from typing import Any
from urllib.parse import parse_qsl

from vivavoce.server.exchange import Exchange
from vivavoce.server.settings import LogFormat

log = logging.getLogger("vivavoce.access")

# Parameters that open something; the last two are fields of a message that some put into the address instead.
SECRETS = frozenset({"api_key", "access_token", "token", "key", "signature", "apikey", "clientkey"})
LONGEST = 200  # characters of what a client says about itself
UNFIT = re.compile(r"[^ -~]")  # what could forge a line of the log


def write(exchange: Exchange) -> None:
    """One line about an exchange that is over."""
    if log.isEnabledFor(logging.INFO):
        facts = told(exchange)
        log.info(as_text(facts), extra={"facts": facts})


def told(exchange: Exchange) -> dict[str, Any]:
    """What is written of an exchange; times in milliseconds."""
    scope = exchange.scope
    headers = dict(scope["headers"])
    client = scope.get("client") or ("-", 0)
    raw = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    return {
        "method": exchange.method,
        "path": clean(raw),
        "query": clean(redacted(scope.get("query_string", b""))),
        "route": exchange.route,
        "status": exchange.status,
        "ms": round(exchange.seconds * 1000, 2),
        "first_ms": None if exchange.first is None else round(exchange.first * 1000, 2),
        "received": exchange.received,
        "sent": exchange.sent,
        "client": f"{client[0]}:{client[1]}",
        "sdk": clean(headers.get(b"x-cartesia-client") or headers.get(b"user-agent", b"")),
        "request_id": exchange.id,
        "error": exchange.error,
        "left": exchange.gone,
    }


def as_text(facts: dict[str, Any]) -> str:
    """The facts on one line."""
    query = f"?{facts['query']}" if facts["query"] else ""
    first = "" if facts["first_ms"] is None else f", first byte {facts['first_ms']} ms"
    came_to = f", {facts['error']}" if facts["error"] else ""
    left = ", client left" if facts["left"] else ""
    return (
        f"{facts['method']} {facts['path']}{query} {facts['status']} in {facts['ms']} ms{first}, "
        f"{facts['received']} B in, {facts['sent']} B out{came_to}{left}, "
        f"{facts['client']} {facts['sdk'] or '-'} id {facts['request_id']}"
    )


def redacted(query: bytes) -> bytes:
    """A query string without the keys in it, however their names are written: ``api%5Fkey`` is ``api_key``."""
    return "&".join(without_secret(part) for part in query.decode("latin-1").split("&")).encode("utf-8")


def without_secret(part: str) -> str:
    """One ``name=value`` of a query, without the value where it is a key."""
    names = [name.lower() for name, _ in parse_qsl(part, keep_blank_values=True)]  # as the server itself reads it
    return part if SECRETS.isdisjoint(names) else f"{part.partition('=')[0]}=…"


def clean(text: bytes) -> str:
    """Text that a client chose, such that it fits on a line and cannot look like another one."""
    return UNFIT.sub("?", text.decode("utf-8", "replace").replace("…", "..."))[:LONGEST]


class TextLines(logging.Formatter):
    """Time, level and message; tracebacks below."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime


class JsonLines(logging.Formatter):
    """One object a line: time, level, message, and the facts of an exchange."""

    def __init__(self) -> None:
        super().__init__("%(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": f"{self.formatTime(record, self.datefmt)}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        facts = getattr(record, "facts", None)
        line |= facts if facts is not None else {"message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


FORMATTERS: dict[LogFormat, type[logging.Formatter]] = {"text": TextLines, "json": JsonLines}


def set_up(form: LogFormat) -> None:
    """Send what vivavoce logs to standard error. For programs whose log is ours: the library never calls it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATTERS[form]())
    ours = logging.getLogger("vivavoce")
    ours.handlers[:] = [handler]
    ours.setLevel(logging.INFO)
    ours.propagate = False
