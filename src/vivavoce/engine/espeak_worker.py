"""espeak-ng by ctypes, in a process of its own: ``python espeak_worker.py LIBRARY DATA``.

Why of its own: espeak-ng crashes on some input (the number 678 in Greenlandic, with 1.52), it changes the locale of its
process, it is not thread-safe, and another user of the same library in the same process would share its state.

Why anew for each utterance: it keeps state that no call resets: where it is in its table of pitch flutter and in the
cycle of a trill, its random numbers, half-read input. The same text would sound a little different each time. So each
utterance is spoken by a library that has just been loaded and is unloaded afterwards, which takes half a millisecond;
the next is made ready, with the same voice, while the last is still being heard.

Requests come by standard input, replies go to standard output: each a 4-byte length and a tuple as ``marshal`` writes
it, which both ends can read as they run the same Python. This file imports nothing but the standard library, so that
it starts in 20 ms.

    ("speak", voice, speed, volume, text, flags)               → ("sound", samples, marks) …, ("done",)
    ("transcribe", voice, speed, volume, text, flags, mode)    → ("done", [phonemes of a clause, …])
    anything that goes wrong                                   → ("failed", reason)

Facts about the interface of espeak-ng: speak_lib.h, espeak_ng.h and docs/voices.md of version 1.52.
"""

import _ctypes
import ctypes
import marshal
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO, RawIOBase
from typing import Any, TypeAlias

LENGTH = struct.Struct("<I")  # of a message, before it; streams are raw, as a lock of theirs might be held in a fork

BLOCK = 500  # milliseconds of sound in one piece; espeak-ng keeps room for 120 marks in it, and speech has about 20
SEED = 1  # of the random numbers behind breath; any number would do

SYNCHRONOUS = 1  # espeak_ng_OUTPUT_MODE
UTF8 = 1  # flag of the text: how it is encoded
SPEED, VOLUME = 1, 2  # espeak_PARAMETER
WORD, CLAUSE, PHONEME = 1, 5, 7  # espeak_EVENT_TYPE: a word or a phoneme begins, a clause has ended
LAST = 0  # the event after the last one

Mark: TypeAlias = tuple[int, int, int, str]  # type, sample, position in characters (from 0 on), symbol
Hearer: TypeAlias = Callable[[bytes, list[Mark]], object]  # takes samples, int16, and what happens in them


class Failed(Exception):
    """espeak-ng said no."""


class StillLoaded(Exception):
    """This system never unloads a library."""


class EventValue(ctypes.Union):
    """The end of an espeak_EVENT: of a phoneme its symbol, 8 bytes of UTF-8 without a zero at the end if it is long."""

    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_void_p), ("symbol", ctypes.c_char * 8)]


class Event(ctypes.Structure):
    """espeak_EVENT, as speak_lib.h declares it."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),  # in characters, from 1 on
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("value", EventValue),
    ]


Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(Event))


class Fresh:
    """The library just loaded, with its voice set and nothing spoken yet: good for one utterance.

    voice: the text of a voice file; speed: words a minute; volume: percent
    """

    def __init__(self, library: str, data: str, voice: str, speed: int, volume: int) -> None:
        self._library = ctypes.CDLL(library)
        self._start(data)
        with readable(voice.encode()) as path:
            self._check(self._library.espeak_ng_SetVoiceByFile(os.fsencode(path)), f"read its voice from {path}")
        self._check(self._library.espeak_ng_SetParameter(SPEED, speed, 0), f"speak at {speed} words a minute")
        self._check(self._library.espeak_ng_SetParameter(VOLUME, volume, 0), f"speak at {volume} % of its volume")

    def _start(self, data: str) -> None:
        library, path = self._library, ctypes.c_char_p()
        library.espeak_Info(ctypes.byref(path))
        if path.value:
            raise StillLoaded
        library.espeak_ng_InitializePath(os.fsencode(data))
        self._check(library.espeak_ng_Initialize(None), f"read its data in {data}")
        library.espeak_Info(ctypes.byref(path))
        if path.value != os.fsencode(data):
            raise Failed(f"espeak-ng finds no data in {data}")
        self._check(library.espeak_ng_InitializeOutput(SYNCHRONOUS, BLOCK, None), "make room for its sound")
        library.espeak_ng_SetPhonemeEvents(1, 1)
        library.espeak_ng_SetRandSeed(ctypes.c_long(SEED))

    def speak(self, text: str, flags: int, hearer: Hearer) -> None:
        """Speak the text, which must hold neither NUL nor surrogates."""

        def hear(samples: int | None, count: int, events: Any) -> int:
            hearer(ctypes.string_at(samples, 2 * count) if samples else b"", marks(events))
            return 0

        callback = Callback(hear)
        self._library.espeak_SetSynthCallback(callback)
        encoded = text.encode()
        size = ctypes.c_size_t(len(encoded) + 1)
        status = self._library.espeak_ng_Synthesize(encoded, size, 0, 1, 0, UTF8 | flags, None, None)
        self._check(status, "speak")

    def transcribe(self, text: str, flags: int, mode: int) -> list[str]:
        """The phonemes of each clause of the text; mode: as espeak_TextToPhonemes takes it."""
        translate = self._library.espeak_TextToPhonemes
        translate.restype = ctypes.c_char_p
        encoded = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(encoded))
        clauses = []
        while rest.value:
            found: bytes | None = translate(ctypes.byref(rest), UTF8 | flags, mode)
            clauses.append((found or b"").decode("utf-8", "replace"))
        return clauses

    def close(self) -> None:
        """Free what it holds and unload it, which ctypes itself never does."""
        self._library.espeak_ng_Terminate()
        if sys.platform == "win32":
            _ctypes.FreeLibrary(self._library._handle)
        else:
            _ctypes.dlclose(self._library._handle)

    def _check(self, status: int, task: str) -> None:
        if status:
            message = ctypes.create_string_buffer(512)
            self._library.espeak_ng_GetStatusCodeMessage(status, message, ctypes.c_size_t(len(message)))
            raise Failed(f"espeak-ng could not {task}: {message.value.decode('utf-8', 'replace')}")


@contextmanager
def readable(content: bytes) -> Iterator[str]:
    """A path under which the content can be read: in memory where the system can, as espeak-ng takes no long paths."""
    if hasattr(os, "memfd_create") and os.path.isdir("/proc/self/fd"):  # noqa: PTH112
        memory = os.memfd_create("voice")
        try:
            os.write(memory, content)
            yield f"/proc/self/fd/{memory}"
        finally:
            os.close(memory)
    else:
        import tempfile  # takes 10 ms

        handle, path = tempfile.mkstemp()
        try:
            os.write(handle, content)
            os.close(handle)
            yield path
        finally:
            os.unlink(path)  # noqa: PTH108


def marks(events: Any) -> list[Mark]:
    """What matters of a list of espeak_EVENT."""
    found = []
    index = 0
    while (event := events[index]).type != LAST:
        index += 1
        if event.type == PHONEME:
            found.append((PHONEME, event.sample, event.position - 1, event.value.symbol.decode("utf-8", "ignore")))
        elif event.type in (WORD, CLAUSE):
            found.append((event.type, event.sample, event.position - 1, ""))
    return found


class Worker:
    """Answers requests, one after the other."""

    def __init__(self, library: str, data: str, replies: RawIOBase) -> None:
        self._library, self._data, self._replies = library, data, replies
        self._tasks: dict[str, Callable[..., tuple[Any, ...]]] = {
            "speak": self._speak,
            "transcribe": self._transcribe,
        }
        self._ready: tuple[tuple[Any, ...], Fresh] | None = None

    def answer(self, request: tuple[Any, ...]) -> None:
        """Do what is asked, reply, and make ready for another such request, which is what mostly comes next.

        raises: StillLoaded when there can be no other
        """
        task, setting, rest = request[0], request[1:4], request[4:]
        try:
            fresh = self._fresh(setting)
            reply = self._tasks[task](fresh, *rest)
        except (Failed, OSError) as error:
            reply = ("failed", str(error))
        send(self._replies, reply)
        if reply[0] == "done":
            fresh.close()
            self._ready = setting, Fresh(self._library, self._data, *setting)

    def _speak(self, fresh: Fresh, text: str, flags: int) -> tuple[Any, ...]:
        fresh.speak(text, flags, lambda samples, heard: send(self._replies, ("sound", samples, heard)))
        return ("done",)

    def _transcribe(self, fresh: Fresh, text: str, flags: int, mode: int) -> tuple[Any, ...]:
        return ("done", fresh.transcribe(text, flags, mode))

    def _fresh(self, setting: tuple[Any, ...]) -> Fresh:
        """A library for one utterance: the one made ready if it fits."""
        ready, self._ready = self._ready, None
        if ready is not None and ready[0] == setting:
            return ready[1]
        if ready is not None:
            ready[1].close()
        return Fresh(self._library, self._data, *setting)


def send(stream: RawIOBase, message: tuple[Any, ...]) -> None:
    """Write a message."""
    content = marshal.dumps(message)
    rest = memoryview(LENGTH.pack(len(content)) + content)
    while rest:
        rest = rest[stream.write(rest) :]


def receive(stream: RawIOBase) -> tuple[Any, ...] | None:
    """The next message, None when the other end has gone."""
    head = exactly(stream, LENGTH.size)
    content = exactly(stream, LENGTH.unpack(head)[0]) if head else None
    message: tuple[Any, ...] | None = marshal.loads(content) if content else None
    return message


def exactly(stream: RawIOBase, size: int) -> bytes | None:
    """So many bytes, None when they do not come any more."""
    pieces = []
    while size:
        piece = stream.read(size)
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def main(library: str, data: str) -> None:
    """Answer until the other end goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that asked
    with FileIO(os.dup(1), "w") as replies, FileIO(os.dup(0), "r") as requests:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)  # whatever the library prints must not get among the replies
        worker = Worker(library, data, replies)
        with suppress(StillLoaded):
            while (request := receive(requests)) is not None:
                worker.answer(request)


if __name__ == "__main__":
    main(*sys.argv[1:])
