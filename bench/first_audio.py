"""First audio of a server: for one client, for 32, as a curve over clients; of a house voice for one and for eight.

Seconds from sending a text over a warm socket to receiving the first audible sample of it.
"""

import asyncio
from collections.abc import Awaitable, Iterable
from pathlib import Path

from bench import machine
from bench.rows import Row, milliseconds, percentile
from bench.served import served
from bench.talking import HOUSE, UNTOUCHED, Turn, at_once, talkers

TURNS = 512  # of which the slowest five lie beyond the 99th percentile
AT_ONCE = 8  # clients who send in the same moment
MANY = 32  # clients of the second row; with fewer, the curve's talk faster, for as many turns in as much time
CURVE = (1, 2, 4, 8, 16, 32, 64, 128)
CURVE_TURNS = 320
PICTURE = Path(__file__).parents[1] / "docs" / "first-audio.svg"


class Measured:
    """Turns, and how late the client was itself."""

    def __init__(self, turns: list[Turn], lag: machine.Lag) -> None:
        self.turns, self.lag = turns, lag


def alone() -> Iterable[Row]:
    """One client."""
    yield from row(1, "≤ 8 ms p50, ≤ 15 ms p99")


def among_many() -> Iterable[Row]:
    """32 clients in real time."""
    yield from row(MANY, "≤ 40 ms p99")


def row(clients: int, target: str) -> Iterable[Row]:
    with served() as server:
        found = asyncio.run(measured(talking(server.socket_url, clients, TURNS)))
    yield told("one client" if clients == 1 else f"{clients} clients in real time", found, target)


def house() -> Iterable[Row]:
    """A house voice: one client, and eight in the same moment."""
    with served() as server:
        alone = asyncio.run(measured(talking(server.socket_url, 1, TURNS, HOUSE)))
        yield told("a house voice, one client", alone)
        together = asyncio.run(measured(at_once(server.socket_url, AT_ONCE, TURNS // AT_ONCE, HOUSE)))
        yield told(f"a house voice, {AT_ONCE} clients at once", together)


def told(people: str, found: Measured, target: str = "") -> Row:
    firsts = [turn.first for turn in found.turns]
    machine.note(f"first audio, {people}: {found.lag}")
    return Row(f"first audio, {people}: p50 / p99 of {len(firsts)} turns", milliseconds(firsts, 50, 99), target)


async def measured(talk: Awaitable[list[Turn]]) -> Measured:
    async with machine.lag() as late:
        said = await talk
    return Measured(said, late)


def talking(url: str, clients: int, turns: int, voice: str = UNTOUCHED) -> Awaitable[list[Turn]]:
    """So many turns in all, of clients in real time, or faster where they are few."""
    return talkers(url, clients, -(-turns // clients), max(MANY / clients, 1.0), voice)


def curve() -> Iterable[Row]:
    """Over clients; draws the picture of the documents."""
    points: dict[int, list[float]] = {}
    with served() as server:
        for clients in CURVE:
            found = asyncio.run(measured(talking(server.socket_url, clients, CURVE_TURNS)))
            points[clients] = firsts = [turn.first for turn in found.turns]
            machine.note(f"first audio, {clients} clients: {milliseconds(firsts, 50, 99)}; {found.lag}")
            yield Row(f"first audio, {clients} clients: p50 / p99", milliseconds(firsts, 50, 99))
    draw(points, PICTURE)


def draw(points: dict[int, list[float]], file: Path) -> None:
    """The curve as a picture. points: clients → seconds of each turn"""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "first audio"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    for percent, style in ((99, "o-"), (50, "s-")):
        values = [1e3 * percentile(firsts, percent) for firsts in points.values()]
        axes.plot(list(points), values, style, label=f"p{percent}")
    axes.set_xscale("log", base=2)
    axes.set_xticks(list(points), [str(clients) for clients in points])
    axes.set_yscale("log")
    axes.set_yticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
    axes.minorticks_off()
    axes.set_xlabel("clients")
    axes.set_ylabel("first audio, ms")
    axes.set_title("From sending a text to hearing it, two cores, server and clients together")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(file, bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)
