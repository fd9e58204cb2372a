"""An operation made into a request, and what comes back understood, for either shell and any httpx-like client."""

import contextlib
import importlib
import logging
import math
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from socket import SHUT_RDWR
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec

from vivavoce.client.call import Ask, Call, Endpoint, Fields, Options, Reply, Upload
from vivavoce.client.flow import Answered, Failed, Outcome
from vivavoce.errors import AnswerBroken, BadRequest, ConnectionFailed, TimedOut, VivavoceError

T = TypeVar("T")

log = logging.getLogger("vivavoce.client")

TIMEOUT = 60.0  # seconds to wait for each piece of an answer, by default
LONGEST_CONNECT = 10.0  # seconds; a machine that has not taken a connection by then is not there

KEPT_OPEN = 100  # connections kept for later requests
LARGEST_MESSAGE = 16 * 2**20  # bytes on a socket; sixteen times what servers of such protocols keep to
PING_EVERY = 20.0  # seconds; so that nothing between the two ends takes a silent connection for dead
HERE = ("localhost", "127.0.0.1", "[::1]")  # hosts that are this machine to us, and another one to a proxy
FAREWELL = 2.0  # seconds that a server is given to answer a goodbye

# Names of exception classes, since a user's own client may be of httpx or of httpx2. The first that fits counts.
MEANINGS: dict[str, type[VivavoceError]] = {
    "TimeoutException": TimedOut,
    "UnsupportedProtocol": BadRequest,
    "LocalProtocolError": BadRequest,
    "InvalidURL": BadRequest,
    "DecodingError": AnswerBroken,
    "TransportError": ConnectionFailed,
    "TimeoutError": TimedOut,
    "WebSocketException": ConnectionFailed,
    "OSError": ConnectionFailed,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A request ready to be sent, as often as need be.

    query: as it stands in the address, or ""
    timeout: seconds; None leaves it to the HTTP client
    """

    method: str
    url: str
    query: str
    headers: Mapping[str, str]
    content: bytes
    timeout: float | None

    def __str__(self) -> str:
        return f"{self.method} {self.url}"  # a query may hold a key, so it is never shown

    def arguments(self) -> dict[str, Any]:
        """What ``build_request`` of an HTTP client takes."""
        arguments: dict[str, Any] = {
            "method": self.method,
            "url": f"{self.url}?{self.query}" if self.query else self.url,
            "headers": self.headers,
        }
        if self.content:
            arguments["content"] = self.content
        if self.timeout is not None:
            arguments["timeout"] = phases(self.timeout)
        return arguments


def phases(timeout: float) -> tuple[float | None, float | None, float | None, float | None]:
    """Time-outs in the order that httpx has them: to connect, to read, to write, to get a connection of the pool."""
    each = None if math.isinf(timeout) else timeout
    return min(timeout, LONGEST_CONNECT), each, each, each


def letter(endpoint: Endpoint, call: Call, options: Options, timeout: float | None) -> Letter:
    """What to send for an operation.

    timeout: the client's own, which counts where ``options`` has none
    raises: BadRequest when a header cannot be sent or the JSON cannot be made
    """
    content, media = body(call)
    headers = {name.lower(): value for name, value in (media | {**endpoint.headers}).items()}
    headers |= {name.lower(): value for name, value in (*call.headers.items(), *options.headers.items())}
    check_headers(headers)
    query = (*call.query, *options.query)
    return Letter(
        method=call.method,
        url=endpoint.url + call.path,
        query=urlencode(query) if query else "",
        headers=headers,
        content=content,
        timeout=options.timeout if options.timeout is not None else timeout,
    )


def check_headers(headers: Mapping[str, str]) -> None:
    """Raise BadRequest for a header that cannot be sent; without its value, which may be a key."""
    for name, value in headers.items():
        if not (name.isascii() and value.isascii() and value.isprintable()):
            raise BadRequest(f"the header {name!r} has characters in it that no header can carry")


def body(call: Call) -> tuple[bytes, dict[str, str]]:
    """A call's body, and the headers that tell its kind."""
    if call.form or call.files:
        boundary = secrets.token_hex(16)
        return multipart(call.form, call.files, boundary), {"content-type": f"multipart/form-data; boundary={boundary}"}
    if call.json is None:
        return b"", {}
    try:
        return msgspec.json.encode(call.json), {"content-type": "application/json"}
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRequest(f"this cannot be put as JSON: {error}") from error


def multipart(form: Fields, files: Sequence[Upload], boundary: str) -> bytes:
    """A form with files as bytes (RFC 7578)."""
    parts: list[bytes] = []
    for name, value in form:
        parts += [f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n'.encode()]
        parts += [value.encode(), b"\r\n"]
    for file in files:
        disposition = f'form-data; name="{_quoted(file.field)}"; filename="{_quoted(file.filename)}"'
        parts += [f"--{boundary}\r\nContent-Disposition: {disposition}\r\nContent-Type: {file.media}\r\n\r\n".encode()]
        parts += [file.content, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()])


def _quoted(name: str) -> str:
    # The three characters that would end the quotes or the line, as browsers write them.
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def understood(error: Exception, letter: Letter) -> Failed:
    """A failure of an HTTP client as one of ours; raises the error itself when it is not known to be one."""
    names = [kind.__name__ for kind in type(error).__mro__]
    meaning = next((MEANINGS[name] for name in names if name in MEANINGS), None)
    if meaning is None:
        raise error
    failure = meaning(f"{letter}: {said(error, meaning, letter)}")
    failure.__cause__ = error
    return Failed(failure)


def said(error: Exception, meaning: type[VivavoceError], letter: Letter) -> str:
    """What happened, in words."""
    if meaning is TimedOut:
        limit = f" ({letter.timeout:g} s)" if letter.timeout is not None else ""
        return f"the server took longer than the time-out{limit}; {type(error).__name__}"
    return str(error) or type(error).__name__


def broken(error: Exception, letter: Letter) -> VivavoceError:
    """The same for an answer that had begun."""
    failure = understood(error, letter).error
    if isinstance(failure, TimedOut):
        return failure
    broke = AnswerBroken(f"{letter}: the answer broke off before its end; {str(error) or type(error).__name__}")
    broke.__cause__ = error
    return broke


def result(call: Ask[T], letter: Letter, reply: Reply) -> T:
    """What a call's answer says. Raises AnswerBroken when it is none of the protocol."""
    try:
        return call.answer(reply)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AnswerBroken(f"{letter}: the answer (status {reply.status}) makes no sense: {error}") from error


class Watch:
    """Tells the log how each attempt went; never a header or a query, where keys are."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._begin = time.perf_counter()

    def tell(self, retry: int, outcome: Outcome) -> None:
        if not log.isEnabledFor(logging.DEBUG):
            return
        what = outcome.status if isinstance(outcome, Answered) else type(outcome.error).__name__
        now = time.perf_counter()
        log.debug("%s: attempt %d: %s after %.1f ms", self._letter, retry + 1, what, (now - self._begin) * 1000.0)
        self._begin = now


def httpx() -> Any:
    """The HTTP library, loaded at the first request: it takes a tenth of a second."""
    return importlib.import_module("httpx2")


def own_settings() -> dict[str, Any]:
    """How our own HTTP client is made: as many connections at once as there are answers being listened to.

    The environment's HTTPS_PROXY and its kin count, but not for this machine.
    """
    return {
        "limits": httpx().Limits(max_connections=None, max_keepalive_connections=KEPT_OPEN),
        "mounts": {f"all://{host}": None for host in HERE},
    }


def is_here(url: str) -> bool:
    """Whether an address is one of this machine's own."""
    host = urlsplit(url).hostname or ""
    return (f"[{host}]" if ":" in host else host) in HERE


def hang_up(response: Any) -> None:
    """Shut down the socket under an answer, without a lock, so that the server notices at once.

    Of a transport that has no socket, or no longer, there is nothing to shut down.
    """
    stream = response.extensions.get("network_stream")
    socket = stream.get_extra_info("socket") if stream is not None else None
    if socket is not None:
        with contextlib.suppress(OSError):
            socket.shutdown(SHUT_RDWR)


def handshake(endpoint: Endpoint, path: str, options: Options, timeout: float | None) -> Letter:
    """What opens a socket: the endpoint's headers and query count, and those of the options."""
    headers = {name.lower(): value for name, value in endpoint.headers.items()}
    headers |= {name.lower(): value for name, value in options.headers.items()}
    check_headers(headers)
    return Letter(
        method="GET",
        url=endpoint.socket_url + path,
        query=urlencode((*endpoint.query, *options.query)),
        headers=headers,
        content=b"",
        timeout=options.timeout if options.timeout is not None else timeout,
    )


def handshake_options(letter: Letter) -> dict[str, Any]:
    """What ``connect`` of ``websockets`` takes, of either kind.

    Messages are base64 of sound, which does not get smaller by compressing. A server that owes a pong is not given
    up: while much lies unread nothing is read, pongs neither; who waits for a message has a time-out of their own.
    Of TLS and proxies the environment decides, as for HTTP.
    """
    return {
        **({"ssl": httpx().create_ssl_context()} if letter.url.startswith("wss:") else {}),
        "proxy": None if is_here(letter.url) else True,
        "uri": f"{letter.url}?{letter.query}" if letter.query else letter.url,
        "additional_headers": letter.headers,
        "compression": None,
        "max_size": LARGEST_MESSAGE,
        "max_queue": None,
        "open_timeout": min(letter.timeout or TIMEOUT, LONGEST_CONNECT),
        "close_timeout": FAREWELL,
        "ping_interval": PING_EVERY,
        "ping_timeout": None,
        "logger": quiet_log(),
    }


def quiet_log() -> logging.Logger:
    """A log for ``websockets`` that tells warnings only: its debugging shows headers and addresses, and so keys."""
    quiet = logging.Logger("vivavoce.client.socket", logging.WARNING)
    quiet.parent = log
    return quiet
