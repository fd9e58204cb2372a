"""``vivavoce convert``."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vivavoce.cli import options
from vivavoce.cli.folders import each, tell
from vivavoce.cli.interrupts import Interrupts
from vivavoce.cli.reporting import Advance, advancing, clock, note
from vivavoce.errors import BadRequest

if TYPE_CHECKING:
    from vivavoce.cli.sinks import Sink
    from vivavoce.core.events import Event


def convert(
    clip: Annotated[Path, typer.Argument(help="Somebody's speech: a recording, or a folder of them.")],
    voice: options.Voice = None,
    output: options.Output = None,
    format: options.Format = None,
    play: options.Play = False,
    json: options.Json = False,
) -> None:
    """Carry speech into another voice: the same words at the same times.

    Interrupted, it leaves what it has converted so far as a whole file.
    """
    if voice is None:
        raise BadRequest("say whose voice it is to be: --voice NAME; `vivavoce voices` lists them")
    if clip.is_dir():
        tell(folder(clip, voice, output, format), json)
        return
    with advancing("converting", None) as advance:
        told = one(clip, voice, output, format, advance, play=play)
    tell(told, json)


def folder(clips: Path, voice: str, output: Path | None, format: str | None) -> list[dict[str, Any]]:
    """Convert each file of a folder into one of the same name in the folder ``output``."""
    if output is None:
        raise BadRequest("a folder of recordings goes to a folder: -o FOLDER")
    found = sorted(path for path in clips.iterdir() if path.is_file() and not path.name.startswith("."))
    if not found:
        raise BadRequest(f"there is no file in {clips}")
    return each(
        found, output, format or "wav", "converting", lambda path, to: one(path, voice, to, format, None, play=False)
    )


def one(
    clip: Path, voice: str, output: Path | None, format: str | None, advance: Advance | None, *, play: bool
) -> dict[str, Any]:
    """Convert one recording in constant memory; what was made of it, as plain values.

    advance: is told how many seconds are done, of how many; None where nobody wants to know
    """
    from vivavoce.cli.sinks import sinks, written_rate
    from vivavoce.core.events import Chunk
    from vivavoce.dsp.containers import open_audio
    from vivavoce.inprocess import engine, voice_of

    wanted = voice_of(voice)
    samples = 0
    with ExitStack() as stack:
        source = stack.enter_context(open_audio(sys.stdin.buffer if str(clip) == "-" else clip))
        rate = source.rate
        places = stack.enter_context(sinks(output, format, rate, play=play, source=clip))
        interrupts = stack.enter_context(Interrupts())
        if advance is not None and source.frames is not None:
            advance.total = source.frames / rate
        try:
            for event in spoken_in(clip):
                feed(places, event)
            for piece in engine().convert(source, wanted):
                with interrupts.whole():
                    feed(places, Chunk(piece.samples))
                samples += len(piece.samples)
                if advance is not None:
                    advance.done(samples / rate, clock(samples / rate))
        except KeyboardInterrupt:
            note(f"stopped: {output or 'played'} holds {clock(samples / rate)} of speech")
            raise
    return {
        "file": str(output) if output else None,
        "seconds": samples / rate,
        "rate": written_rate(places, rate),
        "voice": wanted.id,
    }


def spoken_in(clip: Path) -> "Iterator[Event]":
    """The words and phonemes that a WAV of ``say`` carries: they sound at the same times in the other voice."""
    from vivavoce.core.events import Phonemes, Words
    from vivavoce.dsp.marks import read_marks

    if clip.is_file():
        words, phonemes = read_marks(clip)
        yield from (Words(words), Phonemes(phonemes))


def feed(places: "Sequence[Sink]", event: "Event") -> None:
    for place in places:
        place.feed(event)
