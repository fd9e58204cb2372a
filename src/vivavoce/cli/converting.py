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
    pairs = list(recordings(clip, output, format)) if clip.is_dir() else [(clip, output)]
    told = []
    with advancing("converting", len(pairs) if len(pairs) > 1 else None) as files:
        for number, (source, target) in enumerate(pairs):
            files.done(number, source.name)
            told.append(converted(source, voice, target, format, play))
    if json:
        as_json(told if clip.is_dir() else told[0])
        return
    for made in told:
        if made["file"] not in (None, "-"):
            line(f"{made['file']}  {clock(made['seconds'])}")
