"""espeak-ng, at work in a process of its own: see espeak_worker.py for what happens there, and why there.

The package ``espeakng_loader`` brings it. It is under the GPL-3.0, and so comes only with an extra.
"""

import atexit
import functools
import importlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Literal, NamedTuple, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from vivavoce.engine import espeak_worker
from vivavoce.errors import EngineFailed, MissingExtra

RATE = 22_050  # samples per second of all its voices
USUAL_SPEED = 175  # words a minute when nothing else is said
SLOWEST_SPEED, FASTEST_SPEED = 80, 449  # from 450 on it speaks at 175 and squeezes the sound instead

LONGEST_PATH = 140  # bytes of the path to its data: espeak-ng has 160 for the path of a file in there
PATIENCE = 30.0  # seconds without a sound after which it is taken for hung; it speaks 1000 times as fast as people

GOODBYE = 2.0  # seconds it has to end by itself once nobody asks any more

HIDDEN = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # flag of a process on Windows: without a window of its own

PHONEMES = 0x100  # flag of a text: whether [[…]] holds names of phonemes
IPA = 0x2  # mode of transcription

Kind: TypeAlias = Literal["word", "clause", "phoneme"]
KINDS: dict[int, Kind] = {
    espeak_worker.WORD: "word",
    espeak_worker.CLAUSE: "clause",
    espeak_worker.PHONEME: "phoneme",
}


class Mark(NamedTuple):
    """Something that happens in the sound.

    kind: a word or a phoneme begins, a clause has ended
    sample: when, from the beginning of the utterance
    position: where the word begins in the text, in characters
    symbol: the phoneme in IPA with its stress; empty for a pause; "(de)" where the language changes
    """

    kind: Kind
    sample: int
    position: int
    symbol: str


class Sound(NamedTuple):
    """The next piece of an utterance: samples of shape (n,), int16, n ≥ 0, and what happens in them, in order."""

    samples: NDArray[np.int16]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """How an utterance is spoken.

    voice: the text of an espeak-ng voice file: a line for each attribute of language and timbre
    speed: words a minute, 80 to 449
    volume: percent of the usual amplitude
    """

    voice: str
    speed: int = USUAL_SPEED
    volume: int = 100


class Espeak:
    """The espeak-ng of this process: it speaks for one at a time, and the others wait their turn.

    library: path of the shared library; data: the folder of its dictionaries and languages
    """

    def __init__(self, library: Path, data: Path) -> None:
        self.data = data
        self._library = library
        self._turn = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def speak(self, text: str, setting: Setting, *, phonemes: bool = False) -> Iterator[Sound]:
        """The text as sound, piece by piece: the same text and setting give the same samples, always.

        text: without NUL and surrogates, which espeak-ng cannot read
        phonemes: whether [[…]] in the text holds names of phonemes
        yields: while the rest is being spoken; whoever reads slowly keeps nobody waiting
        raises: EngineFailed
        """
        for message in self._ask(("speak", *fields(setting), text, PHONEMES if phonemes else 0)):
            if message[0] == "sound":
                marks = (Mark(KINDS[kind], *rest) for kind, *rest in message[2])
                yield Sound(np.frombuffer(message[1], np.int16), tuple(marks))

    def transcribe(self, text: str, setting: Setting) -> list[str]:
        """The phonemes of each clause of the text in IPA, without sound; raises EngineFailed."""
        (message,) = self._ask(("transcribe", *fields(setting), text, 0, IPA))
        clauses: list[str] = message[1]
        return clauses

    def close(self) -> None:
        """Let the process go; whoever speaks next starts another."""
        with self._turn:
            self._dismiss()

    def _ask(self, request: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        """The messages that answer the request, up to the last.

        They are taken from the process as fast as they come, in a thread, so that it is free for the next request
        even when the reader of these stops halfway.
        """
        answers: SimpleQueue[tuple[Any, ...] | EngineFailed] = SimpleQueue()
        threading.Thread(target=self._converse, args=(request, answers), name="espeak-ng").start()
        message = answers.get()  # that its turn has come
        while not isinstance(message, EngineFailed):
            if message:
                yield message
            if message[:1] == ("done",):
                return
            try:
                message = answers.get(timeout=PATIENCE)
            except Empty:
                self._kill()
                raise EngineFailed(f"espeak-ng has said nothing for {PATIENCE:g} seconds") from None
        raise message

    def _converse(self, request: tuple[Any, ...], answers: SimpleQueue[tuple[Any, ...] | EngineFailed]) -> None:
        """Put the messages that answer the request in the queue: nothing, sounds, then "done" or what went wrong."""
        with self._turn:
            answers.put(())
            try:
                for message in self._answered(request):
                    answers.put(message)
            except EngineFailed as error:
                answers.put(error)
            except OSError as error:
                answers.put(EngineFailed(f"espeak-ng cannot be started: {error}"))

    def _answered(self, request: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        """The messages that answer the request; a process that has gone in the meantime is replaced."""
        old = self._worker
        message = None if old is None else self._first(old, request)
        if message is None:
            message = self._first(self._start(), request)
        while message is not None and message[0] == "sound":
            yield message
            message = self._next()
        if message is None:
            raise EngineFailed(f"espeak-ng broke down (status {self._dismiss()}) on {request[4][:60]!r}")
        if message[0] == "failed":
            raise EngineFailed(message[1])
        yield message

    def _first(self, worker: subprocess.Popen[bytes], request: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """The first message that answers the request, None when the process has gone."""
        try:
            espeak_worker.send(cast(RawIOBase, worker.stdin), request)
        except OSError:
            return None
        return self._next()

    def _next(self) -> tuple[Any, ...] | None:
        assert self._worker is not None
        return espeak_worker.receive(cast(RawIOBase, self._worker.stdout))

    def _start(self) -> subprocess.Popen[bytes]:
        """A new process in place of the last."""
        self._dismiss()
        command = [sys.executable, "-I", "-S", espeak_worker.__file__, str(self._library), str(self.data)]
        self._worker = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            creationflags=HIDDEN,
        )
        return self._worker

    def _dismiss(self) -> int | None:
        """End the process; returns its exit status, None when there is none."""
        worker, self._worker = self._worker, None
        if worker is None:
            return None
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                with suppress(OSError):  # what could not be written any more
                    pipe.close()
        try:
            return worker.wait(timeout=GOODBYE)
        except subprocess.TimeoutExpired:
            worker.kill()
            return worker.wait()

    def _kill(self) -> None:
        """End a process that has hung; whoever waits for its answer finds it gone."""
        if self._worker is not None:
            self._worker.kill()

    def _forget(self) -> None:
        """In a child after a fork: the process belongs to the parent, and the thread that talks to it is not here."""
        self._turn = threading.Lock()
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.returncode = 0  # not a child of this process, so not waited for
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    pipe.close()


def fields(setting: Setting) -> tuple[str, int, int]:
    """The setting as it stands in a request."""
    return setting.voice, setting.speed, setting.volume


_finding = threading.Lock()


def espeak() -> Espeak:
    """The espeak-ng of this process; raises MissingExtra when it is not installed, EngineFailed when it is broken."""
    with _finding:
        return found()


@functools.cache
def found() -> Espeak:
    try:
        loader = importlib.import_module("espeakng_loader")
    except ModuleNotFoundError as error:
        message = "the formant voices, in over 100 languages, need espeak-ng: pip install 'vivavoce[espeak]'"
        raise MissingExtra(message) from error
    if not sys.executable or getattr(sys, "frozen", False):
        raise EngineFailed("espeak-ng runs in a Python process of its own, and here is no Python to start one with")
    library = Path(loader.get_library_path())
    data = library.parent / "espeak-ng-data"
    if not library.is_file() or not data.is_dir():
        raise EngineFailed(f"espeakng-loader is installed without {library.name} or its data; reinstall it")
    if len(os.fsencode(data)) > LONGEST_PATH:
        raise EngineFailed(f"espeak-ng cannot read data in a path as long as {data}; install it in a shorter one")
    return Espeak(library, data)
