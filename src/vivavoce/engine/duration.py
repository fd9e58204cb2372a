"""Makes speech last as long as was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from vivavoce.core.units import Ending, Unit
from vivavoce.engine.rendering import Renderer
from vivavoce.errors import BadRequest

MOST_HURRY = 4.0  # times faster or slower than asked for otherwise: beyond it nobody follows
FILLED = 0.985  # share of the duration that speech and its pauses should fill; the rest is silence at the end
TRIES = 12  # a synthesizer's pace is nearly linear, so two or three do


@dataclass(frozen=True, slots=True)
class Fit:
    """How to hit a duration.

    hurry: times faster than otherwise, pauses between units too
    silence: samples of silence to add at the end, at the synthesizer's rate
    """

    hurry: float
    silence: int


def fit(renderer: Renderer, units: Sequence[Unit], seconds: float) -> Fit:
    """How fast the units have to be said to last so many seconds, exactly to the sample.

    raises: BadRequest when that would be more than four times faster or slower than otherwise
    """
    wanted = round(seconds * renderer.rate)
    natural = length(renderer, units, 1.0)
    best: Fit | None = None
    hurry = natural / wanted
    for _ in range(TRIES):
        if not 1 / MOST_HURRY <= hurry <= MOST_HURRY:
            break
        lasting = length(renderer, units, hurry)
        if lasting <= wanted and (best is None or wanted - lasting < best.silence):
            best = Fit(hurry, wanted - lasting)
        if FILLED * wanted <= lasting <= wanted:
            break
        hurry *= lasting / (wanted * (1 + FILLED) / 2)
    if best is None:
        raise BadRequest(
            f"a duration of {seconds:g} s is out of reach: the text takes {natural / renderer.rate:.2f} s, "
            f"and at most {MOST_HURRY:g} times faster or slower can be followed"
        )
    return best


def length(renderer: Renderer, units: Sequence[Unit], hurry: float) -> int:
    """How many samples the units last with the pauses between them, at the synthesizer's rate."""
    endings: list[Ending] = ["none", *(unit.ending for unit in units)]
    return sum(
        renderer.pause(ending, unit, hurry) + renderer.length(unit, hurry)
        for ending, unit in zip(endings, units, strict=False)
    )
