"""Takes whole text messages off the wire before ``websockets`` looks at them; all else goes its usual way.

``websockets`` parses each frame with generators in Python, which takes longer than all that is done with the message
afterwards. Nearly all frames of a voice server are whole, unmasked text; RFC 6455, 5.2 has their head in two to ten
bytes. Other frames are handed over whole, one by one, so that ``websockets`` is always between two frames.
"""

from typing import Any, TypeAlias

from websockets.frames import Frame
from websockets.protocol import Protocol, State

WHOLE_TEXT = 0x81  # the first byte of a frame: FIN and the opcode of text
FIN, CONTROL = 0x80, 0x08  # bits of the first byte: the last frame of its message; no part of a message at all
MASKED = 0x80  # of the second byte, whose other bits are the length,
LENGTH_IN_2, LENGTH_IN_8 = 126, 127  # or say that it is in the next two or eight bytes
END_OF_HEAD = b"\r\n\r\n"

Event: TypeAlias = "bytes | Frame | Any"  # a whole message, or what ``websockets`` makes of all else


class Shortcut:
    """Stands before a protocol and takes what it can do quicker.

    largest: bytes of a message; larger ones are left to the protocol, which refuses them
    """

    def __init__(self, protocol: Protocol, largest: int) -> None:
        self._protocol, self._largest = protocol, largest
        self._receive, self._received = protocol.receive_data, protocol.events_received
        self._head = b""  # the last bytes of the handshake so far
        self._rest: list[bytes] = []  # of a frame that has not come whole
        self._missing = 0  # bytes of it, as far as is known
        self._within = False  # a message of which frames have come, and more are to come
        self._events: list[Event] = []
        protocol.receive_data = self.receive_data  # type: ignore[method-assign]
        protocol.events_received = self.events_received  # type: ignore[method-assign, assignment]

    def receive_data(self, data: bytes | bytearray) -> None:
        """Take in what has come."""
        data = bytes(data)
        if self._protocol.state is State.CONNECTING:
            data = self._after_handshake(data)
        self._missing -= len(data)
        if self._missing > 0:
            self._rest.append(data)  # put together once, however many pieces it comes in
            return
        if self._rest:
            data = b"".join([*self._rest, data])
            self._rest.clear()
        if self._protocol.state is State.OPEN:
            self._take(data)
        else:
            self._hand_over(data)  # up to the server's close there may be more frames (5.5.1)

    def events_received(self) -> list[Event]:
        """What came of it, in its order."""
        self._events += self._received()
        events, self._events = self._events, []
        return events

    def _after_handshake(self, data: bytes) -> bytes:
        """Hand over what belongs to the handshake; returns what comes after it."""
        known = len(self._head)
        self._head += data
        end = self._head.find(END_OF_HEAD)
        if end < 0:
            self._head = self._head[1 - len(END_OF_HEAD) :]
            self._hand_over(data)
            return b""
        cut = end + len(END_OF_HEAD) - known
        self._head = b""
        self._hand_over(data[:cut])
        return data[cut:]

    def _take(self, data: bytes) -> None:
        """Take the frames that have come whole; the rest waits for more."""
        at, size, needed = 0, len(data), 2
        while size - at >= 2:
            head, length = 2, data[at + 1] & ~MASKED
            if length >= LENGTH_IN_2:
                head = 4 if length == LENGTH_IN_2 else 10
                if size - at < head:
                    needed = head
                    break
                length = int.from_bytes(data[at + 2 : at + head], "big")
            if data[at + 1] & MASKED or length > self._largest:
                self._hand_over(data[at:])  # it ends the connection: servers do not mask, and this is too large
                return
            end = at + head + length
            if end > size:
                needed = head + length
                break
            if data[at] == WHOLE_TEXT and not self._within:
                self._events.append(data[at + head : end])
            else:
                self._hand_over_frame(data[at:end])
                if self._protocol.state is not State.OPEN:  # that was a close, or broke the protocol
                    self._hand_over(data[end:])
                    return
            at, needed = end, 2
        if at < size:
            self._rest.append(data[at:])
            self._missing = needed - (size - at)

    def _hand_over_frame(self, frame: bytes) -> None:
        if not frame[0] & CONTROL:
            self._within = not frame[0] & FIN  # 5.4: no other message may begin before this one has ended
        self._hand_over(frame)

    def _hand_over(self, data: bytes) -> None:
        if data:
            self._receive(data)
            self._events += self._received()
