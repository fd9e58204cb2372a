"""Where sound goes: a file, standard output, the loudspeakers; or several of them."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from vivavoce.core.audio import Samples
from vivavoce.dsp.containers import Encoder, FileWriter, encoder, format_for
from vivavoce.errors import BadRequest
from vivavoce.recording import loudspeakers

STANDARD_OUTPUT = Path("-")


class Sink(Protocol):
    """A place that takes sound as it comes."""

    def feed(self, samples: Samples) -> None: ...


class StandardOutput:
    """Sound as bytes on standard output, each piece as soon as it is there."""

    def __init__(self, encoding: Encoder) -> None:
        self._encoding = encoding

    def feed(self, samples: Samples) -> None:
        self._write(self._encoding.feed(samples))

    def close(self) -> None:
        self._write(self._encoding.close())

    def _write(self, data: bytes) -> None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


class Loudspeakers:
    """Sound on the loudspeakers, while it is being made."""

    def __init__(self, rate: int) -> None:
        self._stream = loudspeakers().OutputStream(rate, channels=1, dtype="float32")
        self._stream.start()

    def feed(self, samples: Samples) -> None:
        self._stream.write(samples)

    def close(self) -> None:
        self._stream.stop()
        self._stream.close()


@contextmanager
def sinks(output: Path | None, format: str | None, rate: int, play: bool) -> Iterator[list[Sink]]:
    """All the places the user named, open; closed whole however the block is left.

    rate: of the sound that will be fed, samples per second
    raises: BadRequest when no place was named, and what opening a file raises
    """
    if output is None and not play:
        raise BadRequest("say where the sound goes: -o FILE, -o - for standard output, or --play")
    with ExitStack() as stack:
        opened: list[Sink] = []
        if output == STANDARD_OUTPUT:
            standard_output = StandardOutput(encoder(format_for(None, format or "wav", rate=rate)))
            stack.callback(standard_output.close)
            opened.append(standard_output)
        elif output is not None:
            opened.append(stack.enter_context(FileWriter(output, format_for(output, format, rate=rate), rate)))
        if play:
            speakers = Loudspeakers(rate)
            stack.callback(speakers.close)
            opened.append(speakers)
        yield opened
