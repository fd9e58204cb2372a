"""Makes speech last as long as was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from vivavoce.core.units import Ending, Unit
from vivavoce.engine.rendering import Renderer
from vivavoce.errors import BadRequest

MOST_HURRY = 4.0  # times faster or slower than asked for otherwise: beyond it nobody follows
FILLED = 0.985  # share of the duration that speech and its pauses should fill; the rest is silence at the end
LEAST_FILLED = 0.95  # what is still accepted of a synthesizer whose paces are too coarse to come nearer
TRIES = 12  # a synthesizer's pace is nearly linear, so two or three do


@dataclass(frozen=True, slots=True)
class Fit:
    """How to hit a duration.

    hurry: times faster than otherwise, pauses between units too
    silence: samples of silence to add at the end, at the synthesizer's rate
    """

    hurry: float
    silence: int


def fit(renderer: Renderer, units: Sequence[Unit], seconds: float, *, at_most: bool = False) -> Fit:
    """How fast the units have to be said to last so many seconds, exactly to the sample.

    at_most: they may be shorter, and are then said as they are
    raises: BadRequest when that would be more than four times faster or slower than otherwise
    """
    wanted = round(seconds * renderer.rate)
    breaks = sum(renderer.silence(unit) for unit in units)  # these last as long as they say, however fast the rest is
    natural = length(renderer, units, 1.0)
    if at_most and natural <= wanted:
        return Fit(1.0, 0)
    aim = wanted * (1 + FILLED) / 2
    if aim <= breaks:
        raise out_of_reach(renderer, seconds, natural, breaks)
    best: Fit | None = None
    hurry = (natural - breaks) / (aim - breaks)
    for _ in range(TRIES):
        if not 1 / MOST_HURRY <= hurry <= MOST_HURRY:
            break
        lasting = length(renderer, units, hurry)
        if FILLED * wanted <= lasting <= wanted:
            return Fit(hurry, wanted - lasting)
        if lasting <= wanted and (best is None or wanted - lasting < best.silence):
            best = Fit(hurry, wanted - lasting)
        hurry *= (lasting - breaks) / (aim - breaks)
    if best is None or best.silence > (1 - LEAST_FILLED) * wanted:
        raise out_of_reach(renderer, seconds, natural, breaks)
    return best


def out_of_reach(renderer: Renderer, seconds: float, natural: int, breaks: int) -> BadRequest:
    """What to tell somebody who asked for a duration that cannot be."""
    fixed = f", {breaks / renderer.rate:.2f} s of it breaks" if breaks else ""
    return BadRequest(
        f"a duration of {seconds:g} s is out of reach: the text takes {natural / renderer.rate:.2f} s{fixed}, "
        f"and more than {MOST_HURRY:g} times faster or slower can hardly be followed"
    )


def length(renderer: Renderer, units: Sequence[Unit], hurry: float) -> int:
    """How many samples the units last with the pauses between them, at the synthesizer's rate."""
    endings: list[Ending] = ["none", *(unit.ending for unit in units)]
    return sum(
        renderer.pause(ending, unit, hurry) + renderer.length(unit, hurry)
        for ending, unit in zip(endings, units, strict=False)
    )
