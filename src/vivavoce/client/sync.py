"""The client that blocks: ``Client``, and ``Stream`` for answers that are used as they come.

What is sent and what comes of it is decided in ``letters``, ``flow`` and ``incoming``; this only waits. ``aio`` is
the same for asyncio.
"""

import importlib
import os
import random
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from vivavoce.client.call import NOTHING_SPECIAL, Ask, Call, Endpoint, Listen, Options, Refusal, Reply, Talk, check_http
from vivavoce.client.contexts import Wire
from vivavoce.client.conversations import Conversation, OnClose, OnData
from vivavoce.client.flow import RETRIES, Answered, Outcome, Send, Wait, advance
from vivavoce.client.incoming import Incoming
from vivavoce.client.letters import TIMEOUT, Letter, Watch, broken, hang_up, httpx, own_settings, result, understood
from vivavoce.client.plan import Plan
from vivavoce.client.sockets import Socket
from vivavoce.errors import AnswerBroken, BadRequest

if TYPE_CHECKING:
    from vivavoce.client.connection import Connection
    from vivavoce.client.stream_connection import StreamConnection

T = TypeVar("T")
M = TypeVar("M")
R = TypeVar("R")


class Client:
    """Asks a server and waits for its answers; can be used by many threads at once.

    endpoint: where the server is, or what tells it, asked at the first request of a process
    refusal: makes the exception of an answer whose status is not 2xx
    max_retries: how often a failed request is sent again
    timeout: seconds to wait for each piece of an answer; None for a minute, or what ``http`` has
    http: an ``httpx.Client`` or ``httpx2.Client`` to use, with its proxies, headers, time-outs; never closed here
    sleep, jitter: how to wait, and how much less than planned (0 to 1), for tests
    """

    def __init__(
        self,
        endpoint: Endpoint | Callable[[], Endpoint],
        *,
        refusal: Refusal,
        max_retries: int = RETRIES,
        timeout: float | None = None,
        http: Any = None,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        check_http(http, awaited=False)
        self._plan = Plan(endpoint, refusal, max_retries, timeout, jitter, own_http=http is None)
        self._line = Line(http)
        self._sleep = sleep
        self._sockets: weakref.WeakSet[Socket[Any]] = weakref.WeakSet()
        self._conversations: weakref.WeakSet[Conversation] = weakref.WeakSet()

    def ask(self, call: Ask[T], options: Options = NOTHING_SPECIAL) -> T:
        """The result of an operation.

        Raises what the refusal makes of a status that is not 2xx, ConnectionFailed when there was no answer,
        TimedOut when it took too long, AnswerBroken when it makes no sense.
        """
        letter, answer, _ = self._course(call, options, streamed=False)
        return result(call, letter, Reply(answer.status, answer.headers, answer.body))

    def listen(self, call: Listen[T], options: Options = NOTHING_SPECIAL) -> "Stream[T]":
        """The items of an answer as they come, from the first byte on; raises as ``ask`` does."""
        letter, answer, response = self._course(call, options, streamed=True)
        return Stream(self._line, letter, answer, response, Incoming(call.decoder(), letter))

    def socket(self, path: str, wire: Wire[M], options: Options = NOTHING_SPECIAL) -> Socket[M]:
        """A socket that many contexts share. It is opened when first needed, with retries as for a request.

        path: follows the endpoint's address of sockets
        options: its time-out is how long a context waits for each message; headers and query go with the handshake
        """
        timeout = options.timeout or self._plan.timeout or TIMEOUT

        def dial(room: int) -> "Connection":
            module = importlib.import_module("vivavoce.client.connection")
            letter = self._plan.handshake(self._plan.known() or self._plan.find(), path, options)
            _, connection = self._attempts(letter, options, lambda: module.dial(letter, wire, room))
            assert connection is not None, "a handshake that goes well gives a connection"
            return cast("Connection", connection)

        socket = Socket[M](dial, timeout=timeout)
        self._sockets.add(socket)
        return socket

    def talk(
        self,
        talk: Talk,
        options: Options = NOTHING_SPECIAL,
        *,
        on_data: OnData | None = None,
        on_close: OnClose | None = None,
        aside: bool = True,
    ) -> Conversation:
        """A socket of its own, which is open when this returns; raises as ``ask`` does.

        on_data, on_close: see ``Conversation``
        aside: whether they are called in a thread; otherwise here, and it is over when this returns
        """
        if self._line.closed:
            raise BadRequest("this client is closed")
        module = importlib.import_module("vivavoce.client.stream_connection")
        endpoint = self._plan.known() or self._plan.find()
        letter = self._plan.talk(endpoint, talk, options)
        _, connection = self._attempts(letter, options, lambda: module.dial(letter, talk))
        timeout = options.timeout or self._plan.timeout or TIMEOUT
        conversation = Conversation(cast("StreamConnection", connection), talk, timeout, on_data, on_close)
        self._conversations.add(conversation)
        conversation.say(*talk.greeting(endpoint))
        if aside:
            conversation.serve_aside()
        else:
            conversation.serve()
        return conversation

    def close(self) -> None:
        """Close every connection and socket, but for the connections of the user's own HTTP client."""
        for conversation in list(self._conversations):
            if conversation.is_here:
                conversation.terminate()
        for socket in list(self._sockets):
            socket.close()
        self._line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _course(self, call: Call, options: Options, *, streamed: bool) -> tuple[Letter, Answered, "Response | None"]:
        letter = self._plan.letter(self._plan.known() or self._plan.find(), call, options)
        answer, response = self._attempts(letter, options, lambda: self._line.send(letter, streamed))
        return letter, answer, response

    def _attempts(
        self, letter: Letter, options: Options, attempt: Callable[[], tuple[Outcome, R | None]]
    ) -> tuple[Answered, R | None]:
        """Try, and again after failures that may pass; raises the failure or the refusal that stands."""
        watch = Watch(letter)
        steps = self._plan.attempts(options)
        step: Send | Wait | None = next(steps)
        outcome: Outcome | None = None
        reached: R | None = None
        while step is not None:
            if isinstance(step, Wait):
                self._sleep(step.seconds)
                step = advance(steps, None)
            else:
                outcome, reached = attempt()
                watch.tell(step.retry, outcome)
                step = advance(steps, outcome)
        return self._plan.settle(outcome), reached


class Response:
    """An answer of which the first bytes have come. pieces: the bytes that follow them."""

    def __init__(self, response: Any, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.close: Callable[[], None] = response.close
        self.hang_up: Callable[[], None] = lambda: hang_up(response)


class Stream(Generic[T]):
    """The items of an answer as they come; also a ``with`` block.

    Leaving it before its end closes the connection, so that the server stops. It closes itself at its end, and when
    nobody holds it any more.

    status, headers: of the answer
    """

    def __init__(
        self, line: "Line", letter: Letter, answer: Answered, response: Response | None, incoming: Incoming[T]
    ) -> None:
        self.status: int = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self._line = line
        self._letter = letter
        self._response = response
        self._incoming = incoming
        incoming.feed(answer.body)

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        while self._incoming.hungry:
            self._pull()
        return self._incoming.next(StopIteration)

    def close(self) -> None:
        """Want no more of it; closing it again does nothing."""
        self._incoming.leave()
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if response := getattr(self, "_response", None):
            self._line.abandon(response)

    def _pull(self) -> None:
        """Feed the next piece of the answer."""
        assert self._response is not None, "an answer is hungry only while its connection is open"
        try:
            data = next(self._response.pieces, None)
        except Exception as error:
            self._incoming.fail(broken(error, self._letter))
        except BaseException:
            self._incoming.fail(AnswerBroken(f"{self._letter}: reading the answer was interrupted"))
            self._end()
            raise
        else:
            self._incoming.end() if data is None else self._incoming.feed(data)
        if self._incoming.over:
            self._end()

    def _end(self) -> None:
        response, self._response = self._response, None
        if response is not None:
            response.close()


class Line:
    """The HTTP client behind a client: the user's own, or one made at the first request of each process.

    Connections are not shared with a process that forked off, as both would read the same answers.
    """

    def __init__(self, http: Any) -> None:
        self._users = http
        self._own: tuple[int, Any] | None = None  # in which process, and the client
        self._lock = threading.Lock()
        self.closed = False
        self._abandoned: deque[Response] = deque()

    def send(self, letter: Letter, streamed: bool) -> tuple[Outcome, Response | None]:
        """Send once. A streamed answer that goes well is read up to its first bytes, others whole."""
        http = self._client()
        response = None
        try:
            response = http.send(http.build_request(**letter.arguments()), stream=streamed)
            answer = Answered(response.status_code, response.headers)
            if streamed and answer.well:
                pieces = response.iter_bytes()
                first = next(pieces, b"")
                return Answered(answer.status, answer.headers, first), Response(response, pieces)
            return Answered(answer.status, answer.headers, response.read()), None
        except BaseException as error:
            if response is not None:
                response.close()
            if not isinstance(error, Exception):
                raise
            return understood(error, letter), None

    def abandon(self, response: Response) -> None:
        """Hang up on an answer that nobody holds any more.

        This runs wherever the interpreter drops the last reference, perhaps while the pool of connections holds its
        locks; so the socket is shut down at once, and the pool is told with the next request.
        """
        response.hang_up()
        self._abandoned.append(response)

    def close(self) -> None:
        self.closed = True
        own, self._own = self._own, None
        if own is not None and own[0] == os.getpid():
            own[1].close()

    def __del__(self) -> None:
        if getattr(self, "_own", None) is not None:
            self.close()

    def _client(self) -> Any:
        if self.closed:
            raise BadRequest("this client is closed")
        while self._abandoned:
            self._abandoned.popleft().close()
        if self._users is not None:
            return self._users
        own = self._own
        if own is not None and own[0] == os.getpid():
            return own[1]
        return self._make()

    def _make(self) -> Any:
        with self._lock:
            if self._own is None or self._own[0] != os.getpid():
                self._own = os.getpid(), httpx().Client(**own_settings())
            return self._own[1]
