"""Writes the parts of docs/ that the program tells about itself: ``make docs``; with --check it only looks.

docs/voices.md from the catalogue, docs/cli.md from the commands' help, docs/reference.md, docs/reference-cartesia.md
and docs/reference-charactr.md from the docstrings, and the table of emotions in docs/markup.md.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

import vivavoce
from scripts import cartesia_reference, charactr_reference, samples
from vivavoce import inprocess
from vivavoce.cli.app import app
from vivavoce.core.emotions import EMOTIONS
from vivavoce.engine.catalogue import built_in_voices, numbers

DOCS = Path(__file__).parent.parent / "docs"
MARKER = "<!-- emotions -->"


def voices() -> str:
    rows = [
        f"| {voice.name} | {voice.language} | {voice.gender} "
        f"| {', '.join(voice.labels)} | {voice.description} | {numbers()[voice.id]} | `{voice.id}` |"
        for voice in built_in_voices()
    ]
    return "\n".join(
        [
            "# Built-in voices",
            "",
            "Each speaks every language; the one here is the one it speaks unless asked for another. Hear one with",
            "`vivavoce voices show NAME --play`, or all of them with `python examples/all_voices.py FOLDER`.",
            "Those labelled `natural` are house voices: the first seven as their four speakers are (so that Jasper and",
            "Wannes are one man in two languages), the next moved from these. In other languages than English, German",
            "and Dutch they sound through the formant synthesizer, which the extra `espeak` brings. All the others are",
            "that synthesizer's, its eight own ones, from Vera to Pip, and those moved from these; without the",
            "extra the house voices' synthesizer speaks for them, moved as far as it goes, with no accent of theirs.",
            "",
            "| name | language | gender | labels | description | number | id |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
            *samples.section(),
        ]
    )


def commands() -> str:
    """Every command with its arguments and options, whatever a terminal would make of its help."""
    parts = [
        "# The command line",
        "",
        "`vivavoce COMMAND --help` tells the same. With `--json` results and errors are JSON.",
        "`vivavoce --install-completion` lets the shell complete commands, options, voices, languages and emotions.",
        "",
        str(app.info.epilog),
        "",
    ]
    for words, command in command_lines():
        parts += [f"## vivavoce {' '.join(words)}", "", inspect.cleandoc(command.help or ""), ""]
        rows = [f"| {spelled(parameter)} | {' '.join(help_of(parameter).split())} |" for parameter in command.params]
        parts += ["| | |", "|---|---|", *rows, ""]
    return "\n".join(parts)


def command_lines() -> Iterator[tuple[list[str], Any]]:
    """Every command that does something, with those of the groups behind their group."""
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        if not inner:
            yield [name], command
        for inner_name, inner_command in inner.items():
            yield [name, inner_name], inner_command


def spelled(parameter: Any) -> str:
    """How a parameter is written: `--voice`, `-v`, or `CLIP` for an argument."""
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.upper()}`"
    return ", ".join(f"`{option}`" for option in parameter.opts)


def help_of(parameter: Any) -> str:
    default = (
        ""
        if parameter.default in (None, False, "") or callable(parameter.default)
        else f" Default: {parameter.default}."
    )
    return (parameter.help or "").replace("|", "\\|") + default


def reference() -> str:
    parts = [
        "# Python reference",
        "",
        "What `import vivavoce as vv` offers. `vivavoce.aio` has `speak`, `stream`, `clone`, `mix` and `convert` once",
        "more, for asyncio. The interfaces of other libraries have references of their own: that of",
        "[Cartesia](reference-cartesia.md) and that of [charactr](reference-charactr.md).",
        "",
    ]
    for name in (*vivavoce.__all__, "Options", "CloneOptions", "MixOptions"):
        thing = getattr(inprocess, name) if name.endswith("Options") else getattr(vivavoce, name)
        if inspect.isclass(thing):
            parts += class_parts(name, thing)
        elif callable(thing):
            parts += [f"## {name}", "", *signature(name, thing), "", fenced(inspect.getdoc(thing)), ""]
    parts += ["## Errors", "", fenced(inspect.getdoc(vivavoce.errors)), ""]
    return "\n".join(parts)


def class_parts(name: str, kind: type) -> Iterator[str]:
    yield from (f"## {name}", "", fenced(inspect.getdoc(kind)), "")
    for attribute, value in vars(kind).items():
        function = value.__func__ if isinstance(value, classmethod) else value
        if attribute.startswith("_") or not (inspect.isfunction(function) or isinstance(value, property)):
            continue
        if isinstance(value, property):
            yield from (f"`{name}.{attribute}`: {inspect.getdoc(value)}", "")
        else:
            yield from (*signature(f"{name}.{attribute}", function), "", fenced(inspect.getdoc(function)), "")


def signature(name: str, function: Callable[..., object]) -> list[str]:
    return ["```python", f"{name}{inspect.signature(function)}".replace("vivavoce.inprocess.", ""), "```"]


def fenced(text: str | None) -> str:
    return f"```text\n{text}\n```"


def emotions() -> str:
    rows = [
        f"| {name} | {does.pitch:+.1f} | {does.melody:.2f} | {does.pace:.2f} "
        f"| {does.energy:+.1f} | {does.breath:+.1f} | {does.brightness:+.1f} |"
        for name, does in EMOTIONS.items()
    ]
    head = "| emotion | pitch, semitones | melody, × | pace, × | level, dB | breath, dB | brightness, dB/octave |"
    return "\n".join([MARKER, head, "|---|---|---|---|---|---|---|", *rows, MARKER])


def markup() -> str:
    """docs/markup.md, with what stands between the markers made anew."""
    before, *rest = (DOCS / "markup.md").read_text("utf-8").split(MARKER)
    return before + emotions() + rest[-1]


PAGES: dict[str, Callable[[], str]] = {
    "voices.md": voices,
    "cli.md": commands,
    "reference.md": reference,
    "reference-cartesia.md": cartesia_reference.REFERENCE.page,
    "reference-charactr.md": charactr_reference.REFERENCE.page,
    "markup.md": markup,
}


def main(check: bool) -> int:
    stale = []
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, "utf-8")
    print(f"{'stale' if check else 'written'}: {', '.join(stale) or 'nothing'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
