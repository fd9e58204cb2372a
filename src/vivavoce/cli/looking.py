"""``vivavoce look``."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vivavoce.cli.reporting import line, note
from vivavoce.errors import BadRequest

if TYPE_CHECKING:
    from vivavoce.core.audio import Audio, Samples
    from vivavoce.recording import Recording

LONGEST = 60.0  # seconds in one picture, unless asked for otherwise: more is a blur

Picture = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="File to write: .png, .svg or .pdf; otherwise the recording's name with .png."),
]
Times = Annotated[Path | None, typer.Option("--times", help="The file that `say --times` wrote.")]
Start = Annotated[float, typer.Option("--start", min=0.0, help="Seconds into the recording where the picture begins.")]
End = Annotated[float | None, typer.Option("--end", help="Seconds into the recording where it ends.")]


def look(
    clip: Annotated[Path, typer.Argument(help="A recording.")],
    output: Picture = None,
    times: Times = None,
    start: Start = 0.0,
    end: End = None,
) -> None:
    """Draw waveform, spectrogram, melody, words and phonemes in one picture.

    Words and phonemes are known for the .wav files that `say` wrote, and for any file with the --times of it.
    """
    from vivavoce.cli.sinks import refuse_source
    from vivavoce.look import save_picture

    path = output or clip.with_suffix(".png")
    refuse_source(clip, path)
    save_picture(section(clip, times, start, end), path, title=clip.name)
    line(str(path))


def section(clip: Path, times: Path | None, start: float, end: float | None) -> "Recording":
    """The part of a recording that goes into the picture, with the words and phonemes that sound in it."""
    from vivavoce.cli.times import read_times
    from vivavoce.dsp.containers import open_audio
    from vivavoce.dsp.marks import read_marks
    from vivavoce.recording import Recording

    if not math.isfinite(start) or not math.isfinite(end or 0.0):
        raise BadRequest("--start and --end are numbers of seconds")
    if end is not None and end <= start:
        raise BadRequest(f"the picture would end at {end:g} s, before it begins at {start:g} s")
    with open_audio(clip) as audio:
        rate, last = audio.rate, end or start + LONGEST
        samples = up_to(audio, round(last * rate))
        more = audio.frames is None or audio.frames > len(samples)
    if end is None and more and len(samples) >= round(last * rate):
        note(f"{clip} goes on after {last:g} s; --start and --end choose another part")
    if len(samples) <= start * rate:
        raise BadRequest(f"{clip} lasts {len(samples) / rate:.1f} s, so nothing begins at {start:g} s")
    words, phonemes = read_times(times, rate) if times else read_marks(clip)
    return Recording(samples, rate, words, phonemes).part(round(start * rate), len(samples))


def up_to(blocks: "Iterable[Audio]", end: int) -> "Samples":
    """The samples before number ``end``, in one array."""
    import numpy as np

    kept: list[Samples] = []
    length = 0
    for block in blocks:
        kept.append(block.samples[: end - length])
        length += len(kept[-1])
        if length >= end:
            break
    return np.concatenate(kept) if kept else np.zeros(0, np.float32)
