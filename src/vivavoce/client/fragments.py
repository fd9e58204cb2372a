"""Messages of a socket put together from frames (RFC 6455, 5.4)."""


class Fragments:
    """Turns the data frames of a connection into messages."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def feed(self, data: bytes | bytearray | memoryview, final: bool) -> bytes | None:
        """The message that a frame completes, None while there is more of it to come."""
        part = data if isinstance(data, bytes) else bytes(data)
        if final and not self._parts:
            return part  # nearly always
        self._parts.append(part)
        if not final:
            return None
        message = b"".join(self._parts)
        self._parts.clear()
        return message
