"""HTTP as uvicorn reads it with httptools, and limits that it lacks: on headers, and on bodies that nobody wants.

httptools' parser in C takes a fifth off the time of a small request.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEADERS = 64 * 1024  # bytes of a request line and its headers, as h11 has it

# Bytes of a body that may come after its answer, as after a 413. Whoever sends a large file reads the answer when all
# of it is sent, and would lose it if the connection ended earlier; whoever never stops is stopped.
MOST_UNWANTED = 256 * 2**20


class LimitedHttp(HttpToolsProtocol):
    """Answers 400 to a request whose headers do not end within the limit, beside the packet they begin in."""

    _in_headers = False
    _size = 0  # bytes of the packets that came since the headers began
    _unwanted = 0  # bytes of the body that came after its answer

    def data_received(self, data: bytes) -> None:
        if self._in_headers:
            self._size += len(data)
        super().data_received(data)
        if self._in_headers and self._size > MOST_HEADERS and not self.transport.is_closing():
            self.send_400_response(f"The headers are larger than {MOST_HEADERS} bytes.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_headers, self._size, self._unwanted = True, 0, 0

    def on_headers_complete(self) -> None:
        self._in_headers = False
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        if self.cycle.response_complete:
            self._unwanted += len(body)
            if self._unwanted > MOST_UNWANTED:
                self.transport.abort()
