"""A line of the table, and the ways of timing that several lines share."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

RUNS = 15


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, the figure, and the target it has to meet where there is one."""

    what: str
    figure: str
    target: str = ""


def median(run: Callable[[], float], runs: int = RUNS) -> float:
    return statistics.median(run() for _ in range(runs))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of the values do not exceed: one of them, never something between two."""
    return float(np.percentile(values, percent, method="inverted_cdf"))


def milliseconds(values: Sequence[float], *percents: float) -> str:
    """Percentiles of values in seconds: "3.1 / 5.9 ms"."""
    return " / ".join(f"{1e3 * percentile(values, percent):.1f}" for percent in percents) + " ms"
