"""The client for asyncio: ``AsyncClient``, and ``AsyncStream`` for answers that are used as they come.

The same as ``sync``, method by method, with ``await`` where that blocks.
"""

import asyncio
import importlib
import random
import weakref
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from vivavoce.client.aio_conversations import AsyncConversation, AsyncOnClose, AsyncOnData
from vivavoce.client.aio_sockets import AsyncSocket
from vivavoce.client.call import NOTHING_SPECIAL, Ask, Call, Endpoint, Listen, Options, Refusal, Reply, Talk, check_http
from vivavoce.client.contexts import Wire
from vivavoce.client.flow import RETRIES, Answered, Outcome, Send, Wait, advance
from vivavoce.client.incoming import Incoming
from vivavoce.client.letters import TIMEOUT, Letter, Watch, broken, hang_up, httpx, own_settings, result, understood
from vivavoce.client.plan import Plan
from vivavoce.errors import AnswerBroken, BadRequest

if TYPE_CHECKING:
    from vivavoce.client.aio_connection import Connection
    from vivavoce.client.aio_stream_connection import AsyncStreamConnection

T = TypeVar("T")
M = TypeVar("M")
R = TypeVar("R")


class AsyncClient:
    """Asks a server and waits for its answers; can be used by many tasks at once, and in one event loop after another.

    endpoint: where the server is, or what tells it, asked at the first request of a process
    refusal: makes the exception of an answer whose status is not 2xx
    max_retries: how often a failed request is sent again
    timeout: seconds to wait for each piece of an answer; None for a minute, or what ``http`` has
    http: an ``httpx.AsyncClient`` or ``httpx2.AsyncClient`` to use, with its proxies, headers, time-outs; never
        closed here
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
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        check_http(http, awaited=True)
        self._plan = Plan(endpoint, refusal, max_retries, timeout, jitter, own_http=http is None)
        self._line = Line(http)
        self._sleep = sleep
        self._sockets: weakref.WeakSet[AsyncSocket[Any]] = weakref.WeakSet()
        self._conversations: weakref.WeakSet[AsyncConversation] = weakref.WeakSet()

    async def ask(self, call: Ask[T], options: Options = NOTHING_SPECIAL) -> T:
        """The result of an operation.

        Raises what the refusal makes of a status that is not 2xx, ConnectionFailed when there was no answer,
        TimedOut when it took too long, AnswerBroken when it makes no sense.
        """
        letter, answer, _ = await self._course(call, options, streamed=False)
        return result(call, letter, Reply(answer.status, answer.headers, answer.body))

    async def listen(self, call: Listen[T], options: Options = NOTHING_SPECIAL) -> "AsyncStream[T]":
        """The items of an answer as they come, from the first byte on; raises as ``ask`` does."""
        letter, answer, response = await self._course(call, options, streamed=True)
        return AsyncStream(self._line, letter, answer, response, Incoming(call.decoder(), letter))

    def socket(self, path: str, wire: Wire[M], options: Options = NOTHING_SPECIAL) -> AsyncSocket[M]:
        """A socket that many contexts share. It is opened when first needed, with retries as for a request.

        path: follows the endpoint's address of sockets
        options: its time-out is how long a context waits for each message; headers and query go with the handshake
        """
        timeout = options.timeout or self._plan.timeout or TIMEOUT

        async def dial(room: int) -> "Connection":
            module = importlib.import_module("vivavoce.client.aio_connection")
            letter = self._plan.handshake(await self._endpoint(), path, options)
            _, connection = await self._attempts(letter, options, lambda: module.dial(letter, wire, room))
            assert connection is not None, "a handshake that goes well gives a connection"
            return cast("Connection", connection)

        socket = AsyncSocket[M](dial, timeout=timeout)
        self._sockets.add(socket)
        return socket

    async def talk(
        self,
        talk: Talk,
        options: Options = NOTHING_SPECIAL,
        *,
        on_data: AsyncOnData | None = None,
        on_close: AsyncOnClose | None = None,
        aside: bool = True,
    ) -> AsyncConversation:
        """A socket of its own, which is open when this returns; raises as ``ask`` does.

        on_data, on_close: see ``AsyncConversation``
        aside: whether they are called in a task; otherwise here, and it is over when this returns
        """
        if self._line.closed:
            raise BadRequest("this client is closed")
        module = importlib.import_module("vivavoce.client.aio_stream_connection")
        endpoint = await self._endpoint()
        letter = self._plan.talk(endpoint, talk, options)
        _, connection = await self._attempts(letter, options, lambda: module.dial(letter, talk))
        timeout = options.timeout or self._plan.timeout or TIMEOUT
        conversation = AsyncConversation(cast("AsyncStreamConnection", connection), talk, timeout, on_data, on_close)
        self._conversations.add(conversation)
        await conversation.say(*talk.greeting(endpoint))
        if aside:
            await conversation.serve_aside()
        else:
            await conversation.serve()
        return conversation

    async def close(self) -> None:
        """Close every connection and socket, but for the connections of the user's own HTTP client."""
        for conversation in list(self._conversations):
            if conversation.is_here:
                await conversation.terminate()
        for socket in list(self._sockets):
            await socket.close()
        await self._line.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _course(
        self, call: Call, options: Options, *, streamed: bool
    ) -> tuple[Letter, Answered, "Response | None"]:
        letter = self._plan.letter(await self._endpoint(), call, options)
        answer, response = await self._attempts(letter, options, lambda: self._line.send(letter, streamed))
        return letter, answer, response

    async def _attempts(
        self, letter: Letter, options: Options, attempt: Callable[[], Awaitable[tuple[Outcome, R | None]]]
    ) -> tuple[Answered, R | None]:
        """Try, and again after failures that may pass; raises the failure or the refusal that stands."""
        watch = Watch(letter)
        steps = self._plan.attempts(options)
        step: Send | Wait | None = next(steps)
        outcome: Outcome | None = None
        reached: R | None = None
        while step is not None:
            if isinstance(step, Wait):
                await self._sleep(step.seconds)
                step = advance(steps, None)
            else:
                outcome, reached = await attempt()
                watch.tell(step.retry, outcome)
                step = advance(steps, outcome)
        return self._plan.settle(outcome), reached

    async def _endpoint(self) -> Endpoint:
        known = self._plan.known()
        return known if known is not None else await asyncio.to_thread(self._plan.find)


class Response:
    """An answer of which the first bytes have come. pieces: the bytes that follow them."""

    def __init__(self, response: Any, pieces: AsyncIterator[bytes]) -> None:
        self.pieces = pieces
        self.close: Callable[[], Awaitable[None]] = response.aclose
        self.hang_up: Callable[[], None] = lambda: hang_up(response)


class AsyncStream(Generic[T]):
    """The items of an answer as they come; also an ``async with`` block.

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

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        while self._incoming.hungry:
            await self._pull()
        return self._incoming.next(StopAsyncIteration)

    async def close(self) -> None:
        """Want no more of it; closing it again does nothing."""
        self._incoming.leave()
        await self._end()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __del__(self) -> None:
        if response := getattr(self, "_response", None):
            self._line.abandon(response)

    async def _pull(self) -> None:
        """Feed the next piece of the answer."""
        assert self._response is not None, "an answer is hungry only while its connection is open"
        try:
            data = await anext(self._response.pieces, None)
        except Exception as error:
            self._incoming.fail(broken(error, self._letter))
        except BaseException:
            self._incoming.fail(AnswerBroken(f"{self._letter}: reading the answer was interrupted"))
            await self._end()
            raise
        else:
            self._incoming.end() if data is None else self._incoming.feed(data)
        if self._incoming.over:
            await self._end()

    async def _end(self) -> None:
        response, self._response = self._response, None
        if response is not None:
            await response.close()


class Line:
    """The HTTP client behind a client: the user's own, or one made at the first request of each event loop.

    Connections belong to the loop they were opened in.
    """

    def __init__(self, http: Any) -> None:
        self._users = http
        self._own: tuple[asyncio.AbstractEventLoop, Any] | None = None  # in which loop, and the client
        self.closed = False
        self._abandoned: deque[Response] = deque()

    async def send(self, letter: Letter, streamed: bool) -> tuple[Outcome, Response | None]:
        """Send once. A streamed answer that goes well is read up to its first bytes, others whole."""
        http = await self._client()
        response = None
        try:
            response = await http.send(http.build_request(**letter.arguments()), stream=streamed)
            answer = Answered(response.status_code, response.headers)
            if streamed and answer.well:
                pieces = response.aiter_bytes()
                first = await anext(pieces, b"")
                return Answered(answer.status, answer.headers, first), Response(response, pieces)
            return Answered(answer.status, answer.headers, await response.aread()), None
        except BaseException as error:
            if response is not None:
                await response.aclose()
            if not isinstance(error, Exception):
                raise
            return understood(error, letter), None

    def abandon(self, response: Response) -> None:
        """Hang up on an answer that nobody holds any more.

        Nothing can be awaited here; so the socket is shut down at once, and the pool is told with the next request.
        """
        response.hang_up()
        self._abandoned.append(response)

    async def close(self) -> None:
        self.closed = True
        own, self._own = self._own, None
        if own is not None and own[0] is asyncio.get_running_loop():
            await own[1].aclose()

    async def _client(self) -> Any:
        if self.closed:
            raise BadRequest("this client is closed")
        while self._abandoned:
            await self._abandoned.popleft().close()
        if self._users is not None:
            return self._users
        loop = asyncio.get_running_loop()
        if self._own is None or self._own[0] is not loop:
            self._own = loop, httpx().AsyncClient(**own_settings())
        return self._own[1]
