"""Text in, the bytes of one audio file out, over a socket: simplex for one text, duplex for any number of them."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import aclosing, suppress

import numpy as np
from starlette.websockets import WebSocket, WebSocketDisconnect

from vivavoce.core.audio import Samples
from vivavoce.core.requests import Controls
from vivavoce.dialects import charactr as wire
from vivavoce.dsp.encoders import Encoder, encoder
from vivavoce.dsp.formats import Format
from vivavoce.engine.speaker import Speaker
from vivavoce.errors import BadRequest, EmptyText, NotAuthenticated, TooLarge
from vivavoce.server.app import State
from vivavoce.server.asked import query_of, service_of, state_of
from vivavoce.server.charactr.answers import check_save, format_of
from vivavoce.server.saying import fed, sounds
from vivavoce.server.sending import Made
from vivavoce.server.speaking import speaking

KEY_PATIENCE = 10.0  # seconds for the key to come
MOST_WAITING = 64 * 2**20  # characters that may wait to be said: two months of speech
MOST_TEXTS = 100_000  # that may wait, lest empty ones go on for ever
# Seconds of silence after each text in formats whose frames end later than their sound: what is said is heard at once
# and not with the next text. Two frames of an MP3 at 24 kHz, or of Opus.
PUSH = 0.048
HOW = 'the first message is {"type": "authApiKey", "clientKey": …, "apiKey": …}'


class KeyTooLate(NotAuthenticated):
    """No key came in time."""

    status, code = 408, "no_key_in_time"


async def simplex(websocket: WebSocket) -> None:
    """One text; the socket is closed when it was said."""
    await run(websocket, takes_many=False)


async def duplex(websocket: WebSocket) -> None:
    """Any number of texts, each said when it comes; the socket is closed when the client says so."""
    await run(websocket, takes_many=True)


async def run(websocket: WebSocket, *, takes_many: bool) -> None:
    """Until all was said, the client leaves, or something is wrong, which is raised."""
    await websocket.accept()
    with suppress(WebSocketDisconnect):
        stream = Stream(websocket, takes_many=takes_many)
        await stream.admit()
        await stream.run()
        await websocket.close(wire.NORMAL)


class Stream:
    """One socket.

    takes_many: whether more than one text may come
    """

    def __init__(self, websocket: WebSocket, *, takes_many: bool) -> None:
        self._state: State = state_of(websocket)
        self._service = service_of(websocket)
        self._websocket, self._takes_many = websocket, takes_many
        self._texts: deque[str] = deque()
        self._waiting = 0  # characters
        self._complete = False  # whether no more text comes
        self._busy = False
        self._arrived = asyncio.Event()
        websocket.state.idle = lambda: not (self._busy or self._texts or self._complete)

    async def admit(self) -> None:
        """Wait for the key and check it. Without keys any will do, and a text may come at once."""
        try:
            async with asyncio.timeout(KEY_PATIENCE):
                first = await self._receive()
        except TimeoutError:
            raise KeyTooLate(f"no key came within {KEY_PATIENCE:g} s: {HOW}") from None
        key = first.api_key if isinstance(first, wire.Authentication) else ""
        self._state.guard.admit_with([key] if key else [], "tts", HOW)
        if not isinstance(first, wire.Authentication):
            self._take(first)

    async def run(self) -> None:
        """Say what comes, to its end."""
        speaking, listening = asyncio.ensure_future(self._speak()), asyncio.ensure_future(self._listen())
        try:
            await asyncio.wait((speaking, listening), return_when=asyncio.FIRST_COMPLETED)
            (listening if listening.done() else speaking).result()
        finally:
            for task in (speaking, listening):
                task.cancel()
            await asyncio.gather(speaking, listening, return_exceptions=True)

    async def _listen(self) -> None:
        """Take in what the client sends, also while its texts are said: pings are answered only by who listens."""
        while True:
            self._take(await self._receive())

    async def _receive(self) -> wire.ClientMessage:
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        return wire.client_message(message.get("text") or message.get("bytes") or "")

    def _take(self, message: wire.ClientMessage) -> None:
        match message:
            case wire.Authentication():
                raise BadRequest("authApiKey is the first message of a socket, and comes once")
            case wire.Text():
                self._take_text(message.text)
            case wire.Close():
                self._complete = True
        self._arrived.set()

    def _take_text(self, text: str) -> None:
        if self._complete:
            one = "" if self._takes_many else "; a simplex socket takes one, /v1/tts/stream/duplex/ws takes many"
            raise BadRequest(f"no text comes after the last{one}")
        self._state.shutdown.check()
        self._waiting += len(text)
        if self._waiting > MOST_WAITING:
            raise TooLarge(f"more than {MOST_WAITING} characters wait to be said; send them more slowly")
        if len(self._texts) >= MOST_TEXTS:
            raise TooLarge(f"more than {MOST_TEXTS} texts wait to be said; send them more slowly")
        self._texts.append(text)
        self._complete = not self._takes_many

    async def _speak(self) -> None:
        """Say the texts in their order, to the last."""
        asked = query_of(self._websocket, wire.SpeechQuery)
        check_save(asked.save)
        wanted = format_of(asked)
        voice = await self._service.bridge.run(self._service.numbered_voice, asked.voice_id)
        speaker = await self._service.bridge.run(
            self._service.speaker, voice, language=None, controls=Controls(), rate=wanted.rate
        )
        file = File(speaker, wanted)
        while (text := await self._next()) is not None:
            await self._send(file.said(text))
        await self._send(file.rest(may_be_empty=self._takes_many))

    async def _next(self) -> str | None:
        """The next text; None after the last."""
        self._busy = False
        while not self._texts:
            if self._complete:
                return None
            self._arrived.clear()
            await self._arrived.wait()
        self._busy = True
        text = self._texts.popleft()
        self._waiting -= len(text)
        return text

    async def _send(self, made: Iterator[Made]) -> None:
        """What is made, while it is made: the next when the client has taken the last."""
        with speaking(self._state) as tally:
            async with aclosing(self._service.bridge.items(made, tally.needed_by)) as pieces:
                async for data, seconds in pieces:
                    if data:
                        await self._websocket.send_bytes(data)
                        tally.sent(seconds)


class File:
    """All that is said over a socket as the bytes of one file. Used in threads, a step at a time."""

    def __init__(self, speaker: Speaker, format: Format) -> None:
        self._speaker = speaker
        self._encoder: Encoder = encoder(format, speaker.rate)
        push = 0.0 if format.container in ("raw", "wav") else PUSH
        self._push = np.zeros(round(push * speaker.rate), np.float32)

    def said(self, text: str) -> Iterator[Made]:
        """The text, to its end."""
        heard = False
        for samples in self._sounds(text):
            heard = heard or len(samples) > 0
            yield self._encoder.feed(samples), len(samples) / self._speaker.rate
        if heard and len(self._push):
            yield self._encoder.feed(self._push), PUSH

    def _sounds(self, text: str) -> Iterator[Samples]:
        yield from sounds(self._speaker, fed(self._speaker, text))
        yield from sounds(self._speaker, self._speaker.flush())

    def rest(self, *, may_be_empty: bool) -> Iterator[Made]:
        """What ends the file. Raises EmptyText when nothing was said, unless it may be empty."""
        try:
            for samples in sounds(self._speaker, self._speaker.close()):
                yield self._encoder.feed(samples), len(samples) / self._speaker.rate
        except EmptyText:
            if not may_be_empty:
                raise
        yield self._encoder.close(), 0.0
