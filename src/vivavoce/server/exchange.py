"""One request or socket under way: what is known of it, counted as its messages pass."""

import asyncio
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from vivavoce.server.limits import Limits

if TYPE_CHECKING:
    from asyncio import Task

REQUEST_ID = b"x-request-id"
NORMAL = 1000  # RFC 6455, 7.4.1, as are the next ones: done
GOING_AWAY = 1001  # the server is going down, or the page is left
NO_CODE = 1005  # a goodbye without a code
ABNORMAL = 1006  # gone without a goodbye

Headers = list[tuple[bytes, bytes]]


class Exchange:
    """A request, from its first byte to the last of its answer. Stands between the server and the application.

    id: what ``X-Request-ID`` and the log call it
    route: template of the path; empty until it is found
    status: of the answer; 0 until there is one
    first: seconds until the first byte of the answer's body, None before it
    sent, received: bytes of the bodies
    gone: whether the client left before the end
    error: code of the error it came to, empty when it went well
    added: headers that are put into the answer
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, limits: Limits) -> None:
        self.scope, self._receive, self._send, self._limits = scope, receive, send, limits
        self.began = time.monotonic()
        self.id = os.urandom(16).hex()
        self.route = ""
        self.status = 0
        self.first: float | None = None
        self.sent = self.received = 0
        self.ended = self.gone = False
        self.error = ""
        self.added: Headers = [(REQUEST_ID, self.id.encode())]
        self.task: Task[None] | None = asyncio.current_task()

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    @property
    def started(self) -> bool:
        """Whether an answer has begun, so that its status cannot change any more."""
        return self.status != 0

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self.began

    async def receive(self) -> Message:
        """The next piece of the body; raises TooLarge once it goes beyond the limit."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self.gone = self.gone or not self.ended
        elif body := message.get("body"):
            self.received += len(body)
            self._limits.check_body(self.received)
        return message

    async def send(self, message: Message) -> None:
        """Pass on a piece of the answer."""
        if message["type"] == "http.response.body":
            if body := message.get("body"):
                self.sent += len(body)
                if self.first is None:
                    self.first = self.seconds
            self.ended = not message.get("more_body")
        elif message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), *self.added]
        await self._send(message)

    def cut(self) -> None:
        """End it here and now: the connection breaks."""
        if self.task is not None:
            self.task.cancel()


class SocketExchange(Exchange):
    """A WebSocket, from its upgrade to its close.

    sent, received: bytes of messages; first: seconds until the first message was sent
    idle: tells whether nothing is under way on it, so that it may be closed when the server goes down; a handler
        puts its own into ``websocket.state.idle``
    """

    @property
    def method(self) -> str:
        return "WS"

    @property
    def idle(self) -> bool:
        tells: Callable[[], bool] | None = self.scope["state"].get("idle")
        return tells is not None and tells()

    async def receive(self) -> Message:
        """The next message; of a client that left, ``websocket.disconnect``."""
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self.gone = not self.ended and not proper(message)
            self.ended = True
        elif message["type"] == "websocket.receive":
            self.received += len(message.get("text") or message.get("bytes") or "")
        return message

    async def send(self, message: Message) -> None:
        """Pass on a message; raises WebSocketDisconnect after the socket was closed from here."""
        kind = message["type"]
        if kind == "websocket.send":
            if self.ended:
                raise WebSocketDisconnect(GOING_AWAY)
            self.sent += len(message.get("text") or message.get("bytes") or "")
            if self.first is None:
                self.first = self.seconds
        elif kind == "websocket.accept":
            self.status = 101
            message["headers"] = [*message.get("headers", ()), *self.added]
        elif kind == "websocket.http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), *self.added]
        elif kind == "websocket.close":
            if self.ended:
                return  # both ends have said goodbye
            self.ended = True
        try:
            await self._send(message)
        except OSError as error:  # as ASGI has it: the client is gone
            self.gone = self.ended = True
            raise WebSocketDisconnect(ABNORMAL) from error

    async def close(self, code: int, reason: str) -> None:
        """Say goodbye, if nobody has; the handler hears of it as ``websocket.disconnect``.

        Of a client that does not read, this waits until it does.
        """
        if self.status == 101 and not self.ended:
            await self.send({"type": "websocket.close", "code": code, "reason": reason})


def proper(disconnect: Message) -> bool:
    """Whether a client said goodbye: with 1000, 1001 or no code at all. uvicorn calls a lost connection 1005 too, but
    gives no reason, not even an empty one."""
    code = disconnect.get("code")
    return code in (NORMAL, GOING_AWAY) or (code == NO_CODE and "reason" in disconnect)
