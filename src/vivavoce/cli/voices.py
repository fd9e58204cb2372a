"""``vivavoce voices``: the voices there are, and looking after one's own."""

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vivavoce.cli import options
from vivavoce.cli.reporting import as_json, fields, line, note, table
from vivavoce.core.genders import GENDERS, Gender
from vivavoce.errors import BadRequest

if TYPE_CHECKING:
    from vivavoce.core.embedding import Embedding
    from vivavoce.core.voices import Voice

app = typer.Typer(help="List, show, add, change, remove, export and import voices.", invoke_without_command=True)

Name = Annotated[str, typer.Argument(help="Name or id of a voice.", autocompletion=options.complete_voice)]
Names = Annotated[list[str], typer.Argument(help="Names or ids of voices.", autocompletion=options.complete_voice)]
GenderOption = Annotated[str | None, typer.Option("--gender", help=f"One of {', '.join(GENDERS)}.")]
EmbeddingFile = Annotated[
    Path | None, typer.Option("--embedding", help="A file with a JSON list of 192 numbers; - is standard input.")
]


@app.callback()
def voices(context: typer.Context, json: options.Json = False) -> None:
    """List, show, add, change, remove, export and import voices."""
    if context.invoked_subcommand is None:
        list_voices(json=json)


@app.command("list")
def list_voices(
    query: Annotated[str | None, typer.Argument(help="Words to look for in names, descriptions and labels.")] = None,
    language: options.Language = None,
    gender: GenderOption = None,
    json: options.Json = False,
) -> None:
    """List the voices: built-in ones, then your own."""
    from vivavoce.inprocess import voices

    found = voices(language=language, gender=checked_gender(gender), query=query)
    if json:
        as_json([plain(voice) for voice in found])
        return
    if not found:
        note("there is no such voice; `vivavoce voices` lists all of them")
    columns = ["name", "language", "gender", "labels", "description"]
    table(columns, [[v.name, v.language, v.gender, " ".join(v.labels), v.description] for v in found])


@app.command("show")
def show(name: Name, json: options.Json = False, play: options.Play = False) -> None:
    """Show all that is known of a voice; --play has it say its preview."""
    from vivavoce.inprocess import speak, voice_of

    voice = voice_of(name)
    if json:
        as_json(plain(voice) | {"embedding": voice.embedding.values.tolist()})
    else:
        fields({key: shown(value) for key, value in plain(voice).items() if value})
    if play:
        speak(voice.preview or voice.name, voice).play()


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What the new voice is called.")],
    embedding: EmbeddingFile = None,
    like: Annotated[
        str | None,
        typer.Option("--like", help="A voice to start from.", autocompletion=options.complete_voice),
    ] = None,
    pitch: Annotated[float | None, typer.Option("--pitch", help="With --like: its mean pitch in Hz.")] = None,
    melody: Annotated[float, typer.Option("--melody", help="With --like: times the range of its melody.")] = 1.0,
    tract: Annotated[float, typer.Option("--tract", help="With --like: times the length of its vocal tract.")] = 1.0,
    brightness: Annotated[float, typer.Option("--brightness", help="With --like: decibels an octave.")] = 0.0,
    breath: Annotated[float, typer.Option("--breath", help="With --like: decibels more breath.")] = 0.0,
    pace: Annotated[float, typer.Option("--pace", help="With --like: times its pace.")] = 1.0,
    language: options.Language = None,
    gender: GenderOption = None,
    description: options.Description = "",
    label: options.Label = None,
    json: options.Json = False,
) -> None:
    """Add a voice: from 192 numbers, or like another one with other traits."""
    from vivavoce.core.voices import Origin, Voice
    from vivavoce.engine.design import designed
    from vivavoce.inprocess import library, voice_of
    from vivavoce.making import identified, now

    if (embedding is None) == (like is None):
        raise BadRequest("say what the voice is like: either --embedding FILE or --like VOICE")
    parents: tuple[tuple[str, float], ...] = ()
    if like is not None:
        model = voice_of(like)
        values = designed(
            model.embedding,
            pitch_hz=pitch,
            melody=melody,
            tract=tract,
            brightness_db_per_octave=brightness,
            breath_db=breath,
            pace=pace,
        )
        language, gender, parents = language or model.language, gender or model.gender, ((model.id, 1.0),)
    else:
        assert embedding is not None
        values = read_embedding(embedding)
    voice = Voice(
        id=identified("created", values.to_bytes().hex() + name),
        name=name,
        embedding=values,
        origin=Origin("created", parents=parents, made=now()),
        description=description,
        language=language or "en-US",
        gender=checked_gender(gender) or "neutral",
        labels=tuple(label or ()),
    )
    told(library().add(voice), json)


@app.command("edit")
def edit(
    name: Name,
    new_name: Annotated[str | None, typer.Option("--name", help="What it is called from now on.")] = None,
    language: options.Language = None,
    gender: GenderOption = None,
    description: Annotated[str | None, typer.Option("--description", help="Free text.")] = None,
    label: options.Label = None,
    json: options.Json = False,
) -> None:
    """Change what a voice is called or said to be like; what is not given stays."""
    from vivavoce.inprocess import library

    changes: dict[str, Any] = {
        "name": new_name,
        "language": language,
        "gender": checked_gender(gender),
        "description": description,
        "labels": tuple(label) if label else None,
    }
    given = {field: value for field, value in changes.items() if value is not None}
    if not given:
        raise BadRequest("say what is to change: --name, --language, --gender, --description or --label")
    told(library().update(library().find(name).id, **given), json)


@app.command("rm")
def remove(names: Names) -> None:
    """Remove voices of yours for good."""
    from vivavoce.inprocess import library

    found = [library().find(name) for name in names]  # all are there before one is gone
    for voice in found:
        library().remove(voice.id)
        line(f"removed {voice.name} ({voice.id})")


@app.command("export")
def export(
    name: Name,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; otherwise NAME.voice. - is standard output.")
    ] = None,
) -> None:
    """Write a voice to one small file, with where it came from and what was agreed to."""
    from vivavoce.inprocess import library
    from vivavoce.store import dump_voice, file_name, write_voice

    voice = library().find(name)
    if str(output) == "-":
        line(dump_voice(voice).decode())
        return
    line(str(write_voice(output or file_name(voice), voice)))


@app.command("import")
def import_voices(
    files: Annotated[list[Path], typer.Argument(help="Files that `voices export` wrote.")], json: options.Json = False
) -> None:
    """Add voices from files."""
    from vivavoce.inprocess import library
    from vivavoce.store import read_voice

    added = [
        library().adopt(voice) for voice in [read_voice(path) for path in files]
    ]  # all are read before one is added
    if json:
        as_json([plain(voice) for voice in added])
    else:
        for voice in added:
            made(voice)


def told(voice: "Voice", json: bool) -> None:
    """Tell of a voice that is in the library now."""
    note_language(voice)
    if json:
        as_json(plain(voice))
    else:
        made(voice)


def note_language(voice: "Voice") -> None:
    """Say so where nothing that is installed speaks the voice's language; the voice is good for when something does."""
    from vivavoce.errors import VivavoceError
    from vivavoce.inprocess import engine

    try:
        engine().chosen(voice, voice.language)
    except VivavoceError as error:  # also a synthesizer that is named and not installed: the voice is kept all the same
        note(f"{voice.name} has a language that cannot be spoken yet: {error}")


def made(voice: "Voice") -> None:
    line(f"{voice.name}  {voice.id}")


def plain(voice: "Voice") -> dict[str, Any]:
    """A voice as plain values, without its embedding."""
    origin = voice.origin
    return {
        "id": voice.id,
        "name": voice.name,
        "language": voice.language,
        "gender": voice.gender,
        "description": voice.description,
        "labels": list(voice.labels),
        "preview": voice.preview,
        "origin": {
            "kind": origin.kind,
            "consent": origin.consent,
            "source": origin.source,
            "parents": [{"id": parent, "weight": weight} for parent, weight in origin.parents],
            "made": origin.made,
        },
    }


def shown(value: Any) -> str:
    """A field for people to read."""
    match value:
        case dict():
            return ", ".join(f"{key} {shown(each)}" for key, each in value.items() if each)
        case list():
            return "; ".join(shown(each) for each in value)
        case _:
            return str(value)


def checked_gender(gender: str | None) -> Gender | None:
    if gender is None:
        return None
    for known in GENDERS:
        if gender == known:
            return known
    raise BadRequest(f"a gender is one of {', '.join(GENDERS)}; got {gender!r}")


def read_embedding(path: Path) -> "Embedding":
    """192 numbers from a JSON file; raises BadRequest when it holds something else."""
    from vivavoce.core.embedding import Embedding

    try:
        text = typer.get_text_stream("stdin").read() if str(path) == "-" else path.read_text("utf-8")
        return Embedding(json_module.loads(text))
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BadRequest(f"{path} is no JSON list of 192 numbers: {error}") from error
