"""The commands and what they are called; each lives in a module of its own, which loads the engine when it runs."""

from typing import Annotated

import typer

import vivavoce
from vivavoce.cli import converting, languages, looking, making, saying, serving, voices

app = typer.Typer(
    name="vivavoce",
    help="Speaks, clones, mixes and converts voices on your own machine.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong input, 3 no such voice, 4 name taken, 5 something is not installed, "
    "6 disk, 7 engine, 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("say")(saying.say)
app.add_typer(voices.app, name="voices")
app.command("clone")(making.clone)
app.command("mix")(making.mix)
app.command("convert")(converting.convert)
app.command("serve")(serving.serve)
app.command("look")(looking.look)
app.command("languages")(languages.languages)


def version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vivavoce {vivavoce.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Speaks, clones, mixes and converts voices on your own machine."""
