"""``vivavoce convert``."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from vivavoce.cli import options
from vivavoce.cli.reporting import Advance, advancing, as_json, clock, line, note
from vivavoce.errors import BadRequest


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
        told = list(folder(clip, voice, output, format))
    else:
        with advancing("converting", None) as advance:
            told = [one(clip, voice, output, format, advance, play=play)]
    if json:
        as_json(told if clip.is_dir() else told[0])
        return
    for made in told:
        if made["file"] not in (None, "-"):
            line(f"{made['file']}  {clock(made['seconds'])}")


def folder(clips: Path, voice: str, output: Path | None, format: str | None) -> Iterator[dict[str, Any]]:
    """Convert each file of a folder into one of the same name in the folder ``output``."""
    if output is None:
        raise BadRequest("a folder of recordings goes to a folder: -o FOLDER")
    found = sorted(path for path in clips.iterdir() if path.is_file() and not path.name.startswith("."))
    if not found:
        raise BadRequest(f"there is no file in {clips}")
    from vivavoce.cli.sinks import targets

    with advancing("converting", len(found)) as advance:
        for number, (path, target) in enumerate(zip(found, targets(found, output, format or "wav"), strict=True)):
            advance.done(number, path.name)
            yield one(path, voice, target, format, None, play=False)


def one(
    clip: Path, voice: str, output: Path | None, format: str | None, advance: Advance | None, *, play: bool
) -> dict[str, Any]:
    """Convert one recording in constant memory; what was made of it, as plain values.

    advance: is told how many seconds are done, of how many; None where nobody wants to know
    """
    from vivavoce.cli.sinks import sinks
    from vivavoce.core.events import Chunk
    from vivavoce.dsp.containers import open_audio
    from vivavoce.inprocess import engine, voice_of

    wanted = voice_of(voice)
    samples = 0
    with ExitStack() as stack:
        source = stack.enter_context(open_audio(clip))
        rate = source.rate
        places = stack.enter_context(sinks(output, format, rate, play=play, source=clip))
        if advance is not None and source.frames is not None:
            advance.total = source.frames / rate
        try:
            for piece in engine().convert(source, wanted):
                for place in places:
                    place.feed(Chunk(piece.samples))
                samples += len(piece.samples)
                if advance is not None:
                    advance.done(samples / rate, clock(samples / rate))
        except KeyboardInterrupt:
            note(f"stopped: {output or 'played'} holds {clock(samples / rate)} of speech")
            raise
    return {"file": str(output) if output else None, "seconds": samples / rate, "rate": rate, "voice": wanted.id}
