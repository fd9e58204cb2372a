"""``vivavoce clone`` and ``vivavoce mix``: new voices."""

from pathlib import Path
from typing import Annotated

import typer

from vivavoce.cli import options
from vivavoce.cli.reporting import as_json, fields, line
from vivavoce.cli.voices import GenderOption, checked_gender, note_language, plain
from vivavoce.errors import BadRequest

NewName = Annotated[str | None, typer.Option("--name", "-n", help="Keep the voice under this name.")]
Parts = Annotated[list[str], typer.Argument(help="VOICE=WEIGHT, two or more.")]
Consent = Annotated[str, typer.Option("--consent", help="What the person agreed to; stays with the voice.")]


def clone(
    clip: Annotated[Path, typer.Argument(help="A recording: wav, mp3, flac, ogg, opus, aiff, …; - is standard input.")],
    name: NewName = None,
    language: options.Language = "en-US",
    gender: GenderOption = None,
    description: options.Description = "",
    label: options.Label = None,
    consent: Consent = "",
    json: options.Json = False,
) -> None:
    """Make a voice from a recording of somebody, and tell what was heard.

    At least 1 s of one person's speech; 5 to 30 s of quiet, clear speech is best. Without --name nothing is kept.
    """
    from dataclasses import asdict

    from vivavoce import inprocess
    from vivavoce.engine.clip import examine
    from vivavoce.making import CLIP_RATE, LONGEST_CLIP

    audio = inprocess.audio_of(source_of(clip), longest=LONGEST_CLIP, highest_rate=CLIP_RATE)
    heard = examine(audio)
    voice = inprocess.clone(
        audio,
        name,
        language=language or "en-US",
        gender=checked_gender(gender),
        description=description,
        labels=label or [],
        consent=consent,
    )
    note_language(voice)
    if json:
        as_json(plain(voice) | {"heard": asdict(heard)})
        return
    fields(
        {
            "speech": f"{heard.speech:.1f} s of {heard.seconds:.1f} s",
            "pitch": f"{heard.pitch:.0f} Hz",
            "level": f"{heard.level:.1f} dBFS",
            "noise": f"{heard.noise:.0f} dB below the speech",
            "voice": f"{voice.name}, {voice.gender}" + (f"  {voice.id}" if name else "  (not kept: no --name)"),
        }
    )


def mix(
    parts: Parts,
    name: NewName = None,
    description: options.Description = "",
    label: options.Label = None,
    json: options.Json = False,
) -> None:
    """Make a voice between voices: vivavoce mix Ann=0.6 Joe=0.4 --name Both."""
    from vivavoce import inprocess

    voice = inprocess.mix(weights(parts), name, description=description, labels=label or [])
    if json:
        as_json(plain(voice) | {"embedding": voice.embedding.values.tolist()})
    else:
        line(f"{voice.name}  {voice.id}" if name else "mixed, but not kept: give it a --name")


def weights(parts: list[str]) -> dict[str, float]:
    """VOICE=WEIGHT, as a dictionary; a voice that comes twice has both weights."""
    found: dict[str, float] = {}
    for part in parts:
        voice, equals, weight = part.rpartition("=")
        try:
            number = float(weight)
        except ValueError:
            equals = ""
        if not equals:
            raise BadRequest(f"a part of a mix is VOICE=WEIGHT such as Ann=0.6, got {part!r}")
        found[voice] = found.get(voice, 0.0) + number
    return found


def source_of(clip: Path) -> Path | bytes:
    """The file, or what standard input holds."""
    return typer.get_binary_stream("stdin").read() if str(clip) == "-" else clip
