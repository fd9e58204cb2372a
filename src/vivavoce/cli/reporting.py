"""What commands print: tables and lines for people, JSON for programs; progress for both on standard error."""

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

PATIENCE = 1.0  # seconds of work before a progress bar appears: short work needs none
LINE_EVERY = 10.0  # seconds between the lines that stand for a bar where standard error is no terminal


def as_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def line(text: str) -> None:
    typer.echo(text)


def note(text: str) -> None:
    """For people only: on standard error, so that standard output stays clean."""
    typer.echo(text, err=True)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as the terminal; plain columns where the output is no terminal."""
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(row))
        return
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(column)
    for row in rows:
        drawn.add_row(*row)
    Console().print(drawn)


def fields(values: Mapping[str, str]) -> None:
    """A thing's fields, a line each."""
    width = max(len(name) for name in values)
    for name, value in values.items():
        typer.echo(f"{name.ljust(width)}  {value}")


class Advance:
    """How far long work has come: a bar in a terminal, a line now and then elsewhere.

    total: what ``done`` will reach, None when nobody knows
    """

    def __init__(self, what: str, total: float | None) -> None:
        self._what, self.total = what, total
        self._began = self._told = time.monotonic()
        self._bar: Progress | None = None

    def done(self, amount: float, note: str = "") -> None:
        """So much of the total is done; note: what to show beside it."""
        now = time.monotonic()
        if now - self._began < PATIENCE:
            return
        if not sys.stderr.isatty():
            if now - self._told >= LINE_EVERY:
                self._told = now
                typer.echo(f"{self._what}: {self._share(amount)}{note}", err=True)
            return
        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f}% {task.fields[note]}"),
                TimeElapsedColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.add_task(self._what, total=self.total, note=note)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=amount, note=note)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _share(self, amount: float) -> str:
        return f"{100 * amount / self.total:.0f} % " if self.total else ""


@contextmanager
def advancing(what: str, total: float | None) -> Iterator[Advance]:
    """Progress of some work, gone from the screen when the work is."""
    advance = Advance(what, total)
    try:
        yield advance
    finally:
        advance.close()


def clock(seconds: float) -> str:
    """A duration as people read it: 0.8 s, 2:05, 10:03:00."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
