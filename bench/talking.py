"""A light client that talks over sockets: so little of it that what is measured is the server.

It knows the chunks of sound, the end of a turn and errors, and skips everything else.
"""

import asyncio
import itertools
import random
import time
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import msgspec
import numpy as np
from websockets.asyncio.client import ClientConnection, connect

UNTOUCHED = "dee0c7f0-6e99-543b-9626-a0d2c52d1924"  # a formant voice as it is
MOVED = "f9836c6e-a0bd-460e-9d3c-f7299fa60f94"  # one that is moved away from the synthesizer's own

HOUSE = "f786b574-daa5-4673-aa0c-cbe3e8534c02"  # a house voice as it is: June, who speaks unless another is named

RATE = 24_000  # samples per second
WIDTH = 2  # bytes a sample
AUDIBLE = 33  # of 32 768 steps: -60 dB
FORMAT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": RATE}

# A sentence or two each, as an assistant on the telephone has them: 2 to 7 seconds.
TURNS = (
    "Good morning, and thank you for calling. How can I help you today?",
    "I have found your order. It left our warehouse yesterday evening.",
    "Let me look that up for you, it will only take a moment.",
    "The parcel should arrive on Thursday, between nine and twelve o'clock.",
    "Of course. Which address would you like us to send it to?",
    "I am sorry to hear that. Could you tell me what the screen says right now?",
    "Please turn it off, wait for ten seconds, and then turn it on again.",
    "That is done. You will receive a message with all the details in a few minutes.",
    "There is a train at half past seven, and another one at a quarter to nine.",
    "Is there anything else that I can do for you?",
    "The weather will be fine until Friday. After that, some rain is expected in the north.",
    "Your appointment is on the third of March, at two in the afternoon.",
)


class Message(msgspec.Struct, gc=False):
    """What is looked at in a message from the server."""

    type: str
    data: str | None = None
    message: str | None = None


_message = msgspec.json.Decoder(Message)
_encode = msgspec.json.Encoder().encode
_numbers = itertools.count()


class Refused(Exception):
    """The server answered with an error."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One text that was said.

    first: seconds from sending it to the first audible sample; took: to the end; sound: seconds of it
    """

    first: float
    took: float
    sound: float


class Line:
    """One socket, used for one context at a time."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def turn(self, text: str, voice: str = UNTOUCHED) -> Turn:
        """Have a text said, and wait for all of it. Raises Refused."""
        began = time.perf_counter()
        await self.send(request(text, voice))
        first: float | None = None
        sound = 0.0
        while True:
            message = await self.receive()
            if message.data is not None:
                if first is None and audible(message.data):
                    first = time.perf_counter() - began
                sound += lasting(message.data)
            elif message.type == "done":
                assert first is not None, f"nothing was heard of {text!r}"
                return Turn(first, time.perf_counter() - began, sound)

    async def send(self, request: dict[str, object]) -> None:
        await self.socket.send(_encode(request), text=True)

    async def receive(self) -> Message:
        message = _message.decode(await self.socket.recv(decode=False))
        if message.type == "error":
            raise Refused(message.message)
        return message


def request(text: str, voice: str = UNTOUCHED, *, context: str = "", goes_on: bool = False) -> dict[str, object]:
    """A request for a text, of a context of its own unless one is named.

    goes_on: more follows once this has been said, and the end of it is told
    """
    return {
        "model_id": "sonic-3",
        "transcript": text,
        "voice": {"mode": "id", "id": voice},
        "output_format": FORMAT,
        "language": "en",
        "context_id": context or f"turn-{next(_numbers)}",
        "continue": goes_on,
        "flush": goes_on,
    }


def lasting(data: str) -> float:
    """Seconds of sound in base64 data."""
    return (len(data) * 3 // 4 - data[-2:].count("=")) / WIDTH / RATE


def audible(data: str) -> bool:
    return bool(np.abs(np.frombuffer(b64decode(data), "<i2").astype(np.int32)).max() >= AUDIBLE)


@asynccontextmanager
async def line(url: str, voice: str = UNTOUCHED) -> AsyncIterator[Line]:
    """A warm socket: open, and one turn has been said on it."""
    async with connect(url, compression=None, max_size=None, ping_interval=None, max_queue=64) as socket:
        warm = Line(socket)
        await warm.turn(TURNS[2], voice)
        yield warm


def turns(seed: int) -> Iterator[str]:
    """Texts without end, in an order of its own."""
    chosen = random.Random(seed)
    while True:
        yield chosen.choice(TURNS)


async def talkers(url: str, clients: int, turns_each: int, hurry: float = 1.0, voice: str = UNTOUCHED) -> list[Turn]:
    """So many clients, each with a socket, who talk and wait as long as it takes to listen.

    hurry: times that they listen faster than the sound lasts
    """
    found = await asyncio.gather(*(talker(url, number, turns_each, hurry, voice) for number in range(clients)))
    return [turn for of_one in found for turn in of_one]


async def talker(url: str, number: int, turns_each: int, hurry: float, voice: str) -> list[Turn]:
    chosen = random.Random(number)
    said: list[Turn] = []
    async with line(url, voice) as own:
        await asyncio.sleep(chosen.uniform(0, 4 / hurry))  # a random phase: a turn lasts about 4 s
        for text in itertools.islice(turns(number), turns_each):
            turn = await own.turn(text, voice)
            said.append(turn)
            await asyncio.sleep(max(turn.sound - turn.took, 0) / hurry * chosen.uniform(0.8, 1.2))
    return said


async def at_once(url: str, clients: int, rounds: int, voice: str = UNTOUCHED) -> list[Turn]:
    """So many clients, each with a socket, who send a text in the same moment, and the next when all have been said."""
    said: list[Turn] = []
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(line(url, voice)) for _ in range(clients)]
        for texts in itertools.islice(zip(*map(turns, range(clients)), strict=True), rounds):
            said += await asyncio.gather(*(own.turn(text, voice) for own, text in zip(lines, texts, strict=True)))
    return said
