"""Speed and memory, as one table: ``make bench``, or ``python -m bench [NAME …]`` for some of its rows.

Figures without a p are medians of several runs on this machine, in this run; compare rows of one run, not of two.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.table import Table

from bench import cancelling, clients, conversing, first_audio, house, machine, remembering, streams
from bench.rows import RUNS, Row, median, seconds

if TYPE_CHECKING:
    from vivavoce.core.voices import Voice

SENTENCE = "The quick brown fox jumps over the lazy dog, and then it rests for a while in the warm evening sun."
BOOK = "It was a bright cold day in April, and the clocks were striking thirteen. "


def command(*arguments: str) -> Callable[[], float]:
    """How long a command takes in a process of its own."""
    return lambda: seconds(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True))


def starting() -> Iterable[Row]:
    bare = median(command("-c", "pass"))
    importing = median(command("-c", "import vivavoce")) - bare
    yield Row("import vivavoce (beyond a bare python)", f"{1e3 * importing:.0f} ms", "≤ 60 ms")
    helping = median(command("-m", "vivavoce", "--help"))
    yield Row("vivavoce --help (whole process)", f"{1e3 * helping:.0f} ms", "≤ 300 ms")


def speaking() -> Iterable[Row]:
    import vivavoce as vv

    own = own_voice_of("formant")
    shaped = replace(vv.mix({"Vera": 1.0, "Viktor": 1.0}), synthesizer="formant")
    for what, voice, speed, factor, first in (
        ("formant, untouched", own, 1.0, "≤ 0.004", "≤ 3 ms"),
        ("formant, shaped by an embedding", shaped, 1.0, "≤ 0.12", "≤ 60 ms"),
        ("formant, untouched but stretched (speed 3.5)", own, 3.5, "", ""),
        ("tone", own_voice_of("tone"), 1.0, "", ""),
    ):
        vv.speak(SENTENCE, voice, speed=speed)  # warm
        firsts, factors = zip(*(timed(voice, speed) for _ in range(RUNS)), strict=True)
        yield Row(f"{what}: first audio", f"{1e3 * statistics.median(firsts):.1f} ms", first)
        yield Row(f"{what}: real-time factor", f"{statistics.median(factors):.4f}", factor)


def timed(voice: Voice, speed: float) -> tuple[float, float]:
    """Seconds to the first audible sample, and real-time factor of the whole."""
    import vivavoce as vv

    began, first, samples = time.perf_counter(), 0.0, 0
    with vv.stream(SENTENCE, voice, speed=speed) as events:
        for event in events:
            if isinstance(event, vv.Chunk):
                if not first and np.abs(event.samples).max() > 1e-3:
                    first = time.perf_counter() - began
                samples += len(event.samples)
        took = time.perf_counter() - began
        return first, took / (samples / events.rate)


def own_voice_of(name: str) -> Voice:
    """A voice that is the synthesizer's own."""
    from vivavoce.core.voices import Origin, Voice, built_in_id
    from vivavoce.engine import plugins

    embedding = next(iter(plugins.synthesizer(name).own_voices().values()))
    return Voice(built_in_id(f"bench {name}"), name, embedding, Origin("built-in"), synthesizer=name)


def moving() -> Iterable[Row]:
    import vivavoce as vv

    clip = vv.speak(BOOK * 3, vv.voices()[0])
    voice = vv.voices()[3]
    took = median(lambda: seconds(lambda: vv.clone(clip)), 5)
    yield Row(f"clone a clip of {clip.seconds:.0f} s", f"{took:.2f} s ({took / clip.seconds:.3f} of real time)")
    took = median(lambda: seconds(lambda: vv.convert(clip, voice)), 5)
    yield Row(f"convert {clip.seconds:.0f} s: real-time factor", f"{took / clip.seconds:.3f}")


def remembering_texts() -> Iterable[Row]:
    """Peak memory of a process that says a text of so many characters into a file it does not keep."""
    program = (
        "import resource, vivavoce as vv\n"
        "def pieces(n):\n"
        f"    for _ in range(n // {len(BOOK)}): yield {BOOK!r}\n"
        "with vv.stream(pieces({n}), {voice!r}) as events:\n"
        "    for _ in events: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    for characters in (10_000, 500_000):
        source = program.replace("{n}", str(characters)).replace("{voice!r}", "None")
        ran = subprocess.run([sys.executable, "-c", source], check=True, capture_output=True, text=True)
        yield Row(f"peak memory, text of {characters:,} characters", f"{int(ran.stdout) / 1024:.0f} MiB", "the same")


def beside_the_vendor() -> Iterable[Row]:
    """Our client and the vendor's two."""
    for what, by_client in clients.measured().items():
        unit, most, _ = clients.MEASURES[what]
        ours, newer, older = (by_client[name] for name in (clients.OURS, clients.NEWER, clients.OLDER))
        yield Row(
            f"client, {what}: ours / 4.2.0 / 2.0.17",
            f"{1e3 * ours:.4g} / {1e3 * newer:.4g} / {1e3 * older:.4g} {unit}: "
            f"{ours / newer:.2f}×, {ours / older:.2f}×",
            f"≤ {most}×",
        )


ROWS: dict[str, Callable[[], Iterable[Row]]] = {
    "start": starting,
    "speak": speaking,
    "house": house.house,
    "move": moving,
    "texts": remembering_texts,
    "latency": first_audio.alone,
    "talkers": first_audio.among_many,
    "curve": first_audio.curve,
    "streams": streams.streams,
    "house-latency": first_audio.house,
    "house-streams": streams.of_house,
    "cancel": cancelling.cancelling,
    "memory": remembering.growth,
    "charactr": conversing.conversing,
    "clients": beside_the_vendor,
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in ROWS]
    if unknown:
        sys.exit(f"there is no figure {unknown[0]!r}; there are {', '.join(ROWS)}")
    machine.prepare()
    table = Table("what", "measured", "target", title="vivavoce, one run", caption=machine.load())
    failed = False
    for name in names or ROWS:
        machine.note(f"{name} …")
        try:
            for row in ROWS[name]():
                table.add_row(row.what, row.figure, row.target)
        except Exception:  # the figures of a quarter of an hour are not lost for it
            failed = True
            table.add_row(name, "failed: see above")
            Console(stderr=True).print_exception()
    Console(width=150).print(table)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
