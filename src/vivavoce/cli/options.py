"""Options that several commands share, and how a shell completes them."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer


def complete_voice(incomplete: str) -> list[tuple[str, str]]:
    """Names of voices for the shell, with their descriptions."""
    from vivavoce.inprocess import voices

    return [(v.name, v.description) for v in voices() if v.name.lower().startswith(incomplete.lower())]


def complete_language(incomplete: str) -> list[tuple[str, str]]:
    """Tags of languages for the shell, with their English names."""
    from vivavoce.inprocess import languages

    return [(tag, name) for tag, name in languages().items() if tag.lower().startswith(incomplete.lower())]


def complete_emotion(incomplete: str) -> list[str]:
    """Names of emotions for the shell."""
    from vivavoce.core.emotions import EMOTIONS

    return [name for name in EMOTIONS if name.startswith(incomplete.lower())]


Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Voice: TypeAlias = Annotated[
    str | None,
    typer.Option("--voice", "-v", help="Name or id of a voice; see `vivavoce voices`.", autocompletion=complete_voice),
]
Language: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--language", "-l", help="Such as en-GB or de; see `vivavoce languages`.", autocompletion=complete_language
    ),
]
Output: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write: .wav .mp3 .flac .opus .raw; - is standard output.")
]
Format: TypeAlias = Annotated[
    str | None, typer.Option("--format", help="wav, mp3, flac, opus or raw; otherwise the file's ending tells.")
]
Rate: TypeAlias = Annotated[int | None, typer.Option("--rate", help="Samples per second of the output.")]
Play: TypeAlias = Annotated[bool, typer.Option("--play", help="Play it on the loudspeakers.")]
Label: TypeAlias = Annotated[list[str] | None, typer.Option("--label", help="A short word to search by; may repeat.")]
Description: TypeAlias = Annotated[str, typer.Option("--description", help="What the voice is like, in free text.")]
