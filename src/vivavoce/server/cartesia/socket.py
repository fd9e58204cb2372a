"""The socket: many contexts over one connection, each with a queue and a task of its own."""

import asyncio
from collections import OrderedDict, deque
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeAlias
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from vivavoce.core.requests import number
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects.cartesia_socket import (
    Chunk,
    Done,
    Envelope,
    Failure,
    FlushDone,
    ServerMessage,
    context_named,
    encoded,
    envelope,
    failure,
    generation,
)
from vivavoce.errors import BadRequest, EmptyText, EngineFailed, TooLarge, VivavoceError
from vivavoce.server.app import State
from vivavoce.server.cartesia.talk import After, Talk
from vivavoce.server.failures import tell_cause
from vivavoce.server.service import Service
from vivavoce.server.speaking import Tally, speaking

MOST_WAITING = 1_000_000  # characters of one context that wait to be said: 20 hours of speech
MOST_INPUTS = 10_000  # messages of one context that wait to be said
MOST_LATE = 4 * 2**20  # bytes of messages that wait for the last context of their id to end
HALF_A_WORD = 0.15  # seconds that text which ends in the midst of a word waits for the rest of it
CLIENT_CLOSED = 499  # what proxies log when a client left before its answer; HTTP has no status for it
MOST_FAILED = 1000  # failed contexts whose late inputs are known; beyond that the oldest is forgotten


@dataclass(frozen=True, slots=True)
class Text:
    """More text of the context."""

    text: str


@dataclass(frozen=True, slots=True)
class Flush:
    """Say all that is held back. told: whether the client asked for it, and hears when it is done."""

    told: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """No more text."""


Input: TypeAlias = Text | Flush | End


class Session:
    """One connection."""

    def __init__(self, websocket: WebSocket, version: str) -> None:
        self.state: State = websocket.app.state
        self.service: Service = websocket.app.state.service
        self.request_id: str = websocket.state.request_id
        self.version = version
        self._websocket = websocket
        self._contexts: dict[str, Context] = {}
        self._failed: OrderedDict[str, None] = OrderedDict()
        self._late: dict[str, deque[str | bytes]] = {}  # by id: what came before its last context had ended
        self._sending = asyncio.Lock()  # first come, first served: contexts take turns
        # Cartesia's own client 4.x, used without asyncio, hands a message of a context that it has just cancelled to
        # whichever context is read next, and a ``done`` ends that one. An error ends the cancelled context alone.
        self._mixes_contexts = websocket.headers.get("x-stainless-async", "").startswith("false")
        self._unsent = 0
        websocket.state.idle = lambda: not self._contexts and not self._unsent

    async def run(self) -> None:
        """Until the client leaves."""
        await self._websocket.accept()
        try:
            while True:
                message = await self._websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                await self._take(message.get("text") or message.get("bytes") or "")
        except WebSocketDisconnect:
            pass
        finally:
            await self._leave()

    async def send(self, message: ServerMessage) -> None:
        """Send a message in its turn; waits while the client is slow to read."""
        text = encoded(message).decode()
        self._unsent += 1
        try:
            async with self._sending:
                await self._websocket.send({"type": "websocket.send", "text": text})
        finally:
            self._unsent -= 1

    async def end(self, context: "Context", last: ServerMessage) -> None:
        """The context has nothing more to say but its last message; its id is free again before that is sent."""
        self.release(context)
        if isinstance(last, Failure) and context.expects_more:
            self._remember_failed(context.id)
        if context.late:
            self._late.setdefault(context.id, deque()).extendleft(reversed(context.late))
        try:
            await self.send(last)
            await self._catch_up(context.id)
        except WebSocketDisconnect:
            pass  # there is nobody to tell

    def _remember_failed(self, id: str) -> None:
        """What else comes of its text is of no use, and is no new text."""
        self._failed[id] = None
        while len(self._failed) > MOST_FAILED:
            self._failed.popitem(last=False)

    def release(self, context: "Context") -> None:
        """The context counts no more, and its id is free."""
        if self._contexts.get(context.id) is context:
            del self._contexts[context.id]
            self.state.limits.contexts.leave()
            self.state.metrics.context_closed()

    async def _take(self, message: str | bytes) -> None:
        try:
            about = envelope(message)
        except BadRequest as error:
            await self._misunderstand(message, error)
            return
        context_id = about.context_id or str(uuid4())
        await self._catch_up(context_id)
        await self._follow(context_id, about, message)

    async def _catch_up(self, id: str) -> None:
        """Take what came for the id before its last context had ended, and before anything that comes now."""
        while late := self._late.get(id):
            message = late.popleft()
            if not late:
                del self._late[id]
            await self._follow(id, envelope(message), message)

    async def _follow(self, id: str, about: Envelope, message: str | bytes) -> None:
        try:
            await self._act(id, about, message)
        except VivavoceError as error:
            await self._refuse(error, id)

    async def _misunderstand(self, message: str | bytes, error: BadRequest) -> None:
        """A message that is none of the protocol ends the context that it names, if it names one."""
        context_id = context_named(message)
        context = self._contexts.get(context_id or "")
        if context is not None:
            self._give_up(context, expects_more=context.expects_more)
        await self._refuse(error, context_id)

    async def _act(self, id: str, about: Envelope, message: str | bytes) -> None:
        context = self._contexts.get(id)
        if about.cancel:
            if about.context_id is None:
                raise BadRequest("cancel names no context; say which by its context_id")
            self._failed.pop(id, None)
            if context is not None:
                await self._cancel(context)
        elif context is not None:
            self._hand_on(context, about, message)
        elif not (about.transcript or "").strip():
            await self._blank(id, about)
        elif id in self._failed and about.continue_:
            pass  # more of a text that has failed already
        else:
            self._failed.pop(id, None)
            try:
                context = self._open(id, message)
            except VivavoceError:
                if about.continue_:
                    self._remember_failed(id)
                raise
            self._hand_on(context, about, message)

    def _open(self, id: str, message: str | bytes) -> "Context":
        self.state.shutdown.check()
        asked = generation(message)
        asked.context_id = id
        context = Context(self, id, asked)
        self.state.limits.contexts.enter()
        self.state.metrics.context_opened()
        self._contexts[id] = context
        context.start()
        return context

    def _hand_on(self, context: "Context", about: Envelope, message: str | bytes) -> None:
        """More for a context that is open; one that cannot take it ends by the error."""
        try:
            context.take(about, message)
        except VivavoceError:
            self._give_up(context, expects_more=bool(about.continue_))
            raise

    def _give_up(self, context: "Context", *, expects_more: bool) -> None:
        """Nothing more of the context is sent but the error that comes next; what else comes for it is swallowed."""
        context.cancel()
        self.release(context)
        if expects_more:
            self._remember_failed(context.id)

    async def _refuse(self, error: VivavoceError, id: str | None) -> None:
        self.state.metrics.error(error.code)
        await self.send(failure(error, id, self.request_id))

    async def _blank(self, id: str, about: Envelope) -> None:
        """Nothing to say in a context that is not open: clients end and flush what they have not begun."""
        if about.continue_:
            if about.flush:
                await self.send(FlushDone(context_id=id, flush_id=first_flush(self.version)))
        elif id in self._failed:
            del self._failed[id]
        else:
            await self.send(Done(context_id=id))

    async def _cancel(self, context: "Context") -> None:
        context.cancel()
        self.release(context)
        if not self._mixes_contexts:
            await self.send(Done(context_id=context.id))
        elif not self._contexts:  # otherwise whoever is read would be told of it
            await self.send(cancelled(context.id))

    async def _leave(self) -> None:
        contexts = list(self._contexts.values())
        for context in contexts:
            context.cancel()
            self.release(context)
        await asyncio.gather(*(context.task for context in contexts if context.task), return_exceptions=True)


class Context:
    """One text, said while it arrives."""

    def __init__(self, session: Session, id: str, asked: wire.Generation) -> None:
        self.id = id
        self.expects_more = True
        self.late: list[str | bytes] = []  # messages that open the next context of this id, once this one has ended
        self._session, self._state = session, session.state
        self._asked = asked
        self._talk: Talk | None = None
        self._inputs: deque[Input] = deque()
        self._waiting = 0  # characters in the inputs
        self._late_size = 0  # bytes of the late messages
        self._arrived = asyncio.Event()
        self._deadline: float | None = None  # when what is held back is said, in the loop's time
        self._has_text = self._has_continued = False
        self._delay = delay_of(asked, session.version)
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to speak, as soon as there is something to say."""
        self.task = asyncio.create_task(self._run(), name=f"context {self.id}")

    def take(self, about: Envelope, message: str | bytes) -> None:
        """More from the client; what else the message says was settled when the context was opened."""
        text = about.transcript or ""
        self._waiting += len(text)
        if self._waiting > MOST_WAITING:
            raise TooLarge(f"more than {MOST_WAITING} characters wait to be said in this context")
        if not self.expects_more:
            if text.strip() or self.late:  # with nothing before it, it ends what has been ended
                self._keep_late(message)
            return
        if len(self._inputs) >= MOST_INPUTS:
            raise TooLarge(f"more than {MOST_INPUTS} messages wait to be said in this context")
        if text:
            self._inputs.append(Text(text))
        if about.continue_:
            self._has_continued = True
            if about.flush:
                self._inputs.append(Flush())
        else:
            self.expects_more = False
            self._inputs.append(End())
        self._arrived.set()

    def _keep_late(self, message: str | bytes) -> None:
        self._late_size += len(message)
        if self._late_size > MOST_LATE:
            raise TooLarge(f"more than {MOST_LATE} bytes wait for this context to end; use another context_id")
        self.late.append(message)

    def cancel(self) -> None:
        """Nothing more of it is sent; the engine is free after the step under way."""
        if self._talk is not None:
            self._talk.stop()
        if self.task is not None:
            self.task.cancel()

    async def _run(self) -> None:
        last: ServerMessage = Done(context_id=self.id)
        try:
            with speaking(self._state) as tally:
                await self._say_all(tally)
        except WebSocketDisconnect:
            self._session.release(self)
            return
        except VivavoceError as error:
            tell_cause(self._session.request_id, f"context {self.id!r}", error, begun=False)
            last = self._told(error)
        except Exception as error:
            tell_cause(self._session.request_id, f"context {self.id!r}", error, begun=False)
            last = self._told(EngineFailed("the server broke down; its log tells more"))
        await self._session.end(self, last)

    def _told(self, error: VivavoceError) -> Failure:
        self._state.metrics.error(error.code)
        return failure(error, self.id, self._session.request_id)

    async def _say_all(self, tally: Tally) -> None:
        version = self._session.version
        self._talk = Talk(self._session.service, self._asked, version, first_flush=first_flush(version))
        while True:
            text, after, told = await self._next()
            try:
                await self._say(text, after, told, tally)
            except EmptyText:
                # A language model's turn of "..." has nothing to say, which is no error once it came in pieces.
                if self._has_text and not self._has_continued:
                    raise
            if after == "end":
                return

    async def _say(self, text: str, after: After, told: bool, tally: Tally) -> None:
        assert self._talk is not None
        self._has_text = self._has_text or bool(text.strip())
        messages = self._talk.say(text, after, told=told)
        async with aclosing(self._session.service.bridge.items(messages, tally.needed_by)) as steps:
            async for step in steps:
                self._deadline = None  # what is held back from here on came only now
                for message in step:
                    await self._session.send(message)
                    if isinstance(message, Chunk):
                        tally.sent(self._talk.seconds(message))
        if after == "more":
            self._hold_back(text)
        else:
            self._deadline = None

    def _hold_back(self, text: str) -> None:
        """Set when the text that is still held back is said, should no more come."""
        if self._deadline is None:
            delay = self._delay or (HALF_A_WORD if text[-1:].isalnum() else 0.0)
            self._deadline = asyncio.get_running_loop().time() + delay

    async def _next(self) -> tuple[str, After, bool]:
        """The text that has arrived, and what is to be done after it, with whether the client hears of that."""
        if not self._inputs:
            self._arrived.clear()
            try:
                async with asyncio.timeout_at(self._deadline):
                    await self._arrived.wait()
            except TimeoutError:
                return "", "flush", False
        pieces: list[str] = []
        after: After = "more"
        while self._inputs and after == "more":
            match self._inputs.popleft():
                case Text(text):
                    pieces.append(text)
                    if self._stands_alone(text):
                        break
                case Flush():
                    after = "flush"
                case End():
                    after = "end"
        text = "".join(pieces)
        self._waiting -= len(text)
        if after == "more" and self._delay == 0 and text[-1:] and not text[-1].isalnum():
            return text, "flush", False
        return text, after, True

    def _stands_alone(self, text: str) -> bool:
        """Whether a text is said without those behind it, which may follow without a space: Pipecat's sentences do."""
        return self._delay == 0 and not text[-1].isalnum() and bool(self._inputs) and isinstance(self._inputs[0], Text)


def cancelled(id: str) -> Failure:
    """The end of a cancelled context for a client that would take ``done`` for the end of another."""
    title, message = "Cancelled", "the client cancelled this context"
    return Failure(
        context_id=id,
        status_code=CLIENT_CLOSED,
        error=f"{title}: {message}",
        error_code="cancelled",
        title=title,
        message=message,
    )


def first_flush(version: str) -> int:
    """What flush ids count from: old clients use them as an index of a list."""
    return 0 if version < wire.BUFFERED_SINCE else 1


def delay_of(asked: wire.Generation, version: str) -> float:
    """Seconds that text may wait for more of it; raises BadRequest when it cannot be."""
    told = asked.max_buffer_delay_ms
    if told is None:
        told = 0 if version < wire.BUFFERED_SINCE else wire.DEFAULT_DELAY_MS
    return number("max_buffer_delay_ms", told, 0, 60_000) / 1000
