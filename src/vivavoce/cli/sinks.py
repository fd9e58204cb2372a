"""Where speech goes: a file, standard output, the loudspeakers, a file of times; or several of them."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from vivavoce.cli.times import TimesFile
from vivavoce.core.events import Chunk, Event
from vivavoce.dsp.containers import FileWriter, Format, encoder, format_for
from vivavoce.dsp.formats import ENCODINGS
from vivavoce.dsp.marks import Marks
from vivavoce.errors import BadRequest, StorageFailed
from vivavoce.recording import loudspeakers

STANDARD_OUTPUT = Path("-")


def refuse_source(source: Path | None, *targets: Path | None) -> None:
    """BadRequest when a target is the very file that is being read."""
    for target in targets:
        if source is None or target is None or not source.exists() or not target.exists():
            continue
        if target.samefile(source):
            raise BadRequest(f"{target} is being read, and would be written over; name another file")


class Sink(Protocol):
    """A place that takes speech as it comes."""

    def feed(self, event: Event) -> None: ...


class SoundFile:
    """A sound file; a WAV at the rate of the speech gets the times of words and phonemes as marks.

    rate: of the speech, samples per second
    """

    def __init__(self, path: Path, format: Format, rate: int) -> None:
        self.rate = format.rate
        self._file = FileWriter(path, format, rate)
        self._marks = Marks() if format.container == "wav" and format.rate == rate else None

    def feed(self, event: Event) -> None:
        if isinstance(event, Chunk):
            self._file.feed(event.samples)
        elif self._marks is not None:
            self._marks.feed(event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)
        if self._marks is not None:
            with self._marks:
                if self._file.finished:  # otherwise readers would take what is appended for sound
                    self._marks.append_to(self._file.path)


class StandardOutput:
    """Sound as bytes on standard output, each piece as soon as it is there."""

    def __init__(self, format: Format, rate: int) -> None:
        self._encoder = encoder(format, rate)

    def feed(self, event: Event) -> None:
        if isinstance(event, Chunk):
            self._write(self._encoder.feed(event.samples))

    def close(self) -> None:
        self._write(self._encoder.close())

    def _write(self, data: bytes) -> None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # whoever read it has left
            raise
        except OSError as error:
            raise StorageFailed(f"standard output cannot be written: {error.strerror}") from error


class Loudspeakers:
    """Sound on the loudspeakers, while it is being made."""

    def __init__(self, rate: int) -> None:
        self._stream = loudspeakers().OutputStream(rate, channels=1, dtype="float32")
        self._stream.start()

    def feed(self, event: Event) -> None:
        if isinstance(event, Chunk):
            self._stream.write(event.samples)

    def close(self) -> None:
        self._stream.stop()  # waits until all is played
        self._stream.close()


def wav_of(output: Path, format: str | None, rate: int) -> Format | None:
    """A WAV of that encoding where the file is a .wav and the format names one, such as pcm_mulaw; None otherwise."""
    for encoding in ENCODINGS["wav"]:
        if output.suffix.lower() == ".wav" and format == encoding:
            return Format("wav", encoding, rate=rate)
    return None


def written_rate(places: Sequence[Sink], rate: int) -> int:
    """Samples per second of the file among the places; ``rate`` where there is none."""
    return next((place.rate for place in places if isinstance(place, SoundFile)), rate)


@contextmanager
def sinks(
    output: Path | None,
    format: str | None,
    rate: int,
    *,
    play: bool,
    times: Path | None = None,
    source: Path | None = None,
    exact: bool = False,
) -> Iterator[list[Sink]]:
    """All the places the user named, open; closed whole however the block is left.

    rate: of the speech, samples per second
    source: the file that is being read meanwhile, so that it is not written over
    exact: the rate was asked for, so a format that has not got it is an error
    raises: BadRequest when no place for sound was named or it is the source, and what opening a file raises
    """
    refuse_source(source, output, times)
    if output is not None and output == times:
        raise BadRequest(f"sound and times cannot both go to {output}; name another file for one of them")
    if output is None and not play:
        raise BadRequest("say where the sound goes: -o FILE, -o - for standard output, or --play")
    with ExitStack() as stack:
        opened: list[Sink] = []
        if output == STANDARD_OUTPUT:
            standard_output = StandardOutput(format_for(None, format or "wav", rate=rate, exact=exact), rate)
            stack.callback(standard_output.close)
            opened.append(standard_output)
        elif output is not None:
            wanted = wav_of(output, format, rate) or format_for(output, format, rate=rate, exact=exact)
            opened.append(stack.enter_context(SoundFile(output, wanted, rate)))
        if times is not None:
            opened.append(stack.enter_context(TimesFile(times, rate)))
        if play:
            speakers = Loudspeakers(rate)
            stack.callback(speakers.close)
            opened.append(speakers)
        yield opened
