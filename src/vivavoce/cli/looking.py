"""``vivavoce look``."""

from pathlib import Path
from typing import Annotated

import typer

from vivavoce.cli import options
from vivavoce.cli.reporting import line, note
from vivavoce.errors import BadRequest

LONGEST = 60.0  # seconds in one picture, unless asked for otherwise: more is a blur

Times = Annotated[Path | None, typer.Option("--times", help="The file that `say --times` wrote.")]
Start = Annotated[float, typer.Option("--start", help="Seconds into the recording where the picture begins.")]
End = Annotated[float | None, typer.Option("--end", help="Seconds into the recording where it ends.")]


def look(
    clip: Annotated[Path, typer.Argument(help="A recording.")],
    output: options.Output = None,
    times: Times = None,
    start: Start = 0.0,
    end: End = None,
) -> None:
    """Draw waveform, spectrogram, melody, words and phonemes in one picture.

    Words and phonemes are known for the .wav files that `say` wrote, and for any file with the --times of it.
    """
    from vivavoce.look import save_picture

    recording = section(clip, times, start, end)
    path = output or clip.with_suffix(".png")
    save_picture(recording, path, title=clip.name)
    line(str(path))
