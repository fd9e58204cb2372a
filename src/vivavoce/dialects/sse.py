"""Server-sent events: writing them, and reading them from bytes cut anywhere.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from codecs import getincrementaldecoder
from dataclasses import dataclass

MEDIA_TYPE = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name ("message" when it has none) and its data, several lines joined by line feeds."""

    name: str
    data: str


def written(name: str, data: bytes) -> bytes:
    """An event with its data in one line, as JSON is."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), data)


def unnamed(data: bytes) -> bytes:
    """An event without a name, with its data in one line."""
    return b"data: %b\n\n" % data


class Reader:
    """Turns the bytes of an event stream, cut anywhere, into events; what an empty line did not end is no event."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._rest: list[str] = []  # of a line that has not ended
        self._after_return = False  # the last character was a carriage return; a line feed after it is the same end
        self._begun = False
        self._name = ""
        self._data: list[str] = []

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete."""
        text = self._decode(data)
        if not text:
            return []
        if not self._begun:
            self._begun = True
            text = text.removeprefix("\ufeff")
        if self._after_return:
            text = text.removeprefix("\n")
        self._after_return = text.endswith("\r")
        *lines, rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if lines:
            lines[0] = "".join(self._rest) + lines[0]
            self._rest = []
        if rest:
            self._rest.append(rest)
        return [event for line in lines if (event := self._line(line)) is not None]

    def close(self) -> list[Event]:
        """Nothing: the standard drops what no empty line ended."""
        return []

    def _line(self, line: str) -> Event | None:
        if not line:
            return self._dispatch()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
        return None

    def _dispatch(self) -> Event | None:
        name, data = self._name or "message", self._data
        self._name, self._data = "", []
        return Event(name, "\n".join(data)) if data else None
