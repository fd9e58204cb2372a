"""Sound as a value."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from vivavoce.errors import BadAudio

Samples: TypeAlias = NDArray[np.float32]  # shape (n,), full scale ±1.0

LOWEST_RATE, HIGHEST_RATE = 4_000, 384_000  # samples per second: from telephone sketches to studio converters


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Mono sound.

    samples: shape (n,), float32, full scale ±1.0, finite
    rate: samples per second, 4 000 to 384 000
    raises: BadAudio when the samples are not finite mono numbers or the rate cannot be
    """

    samples: Samples
    rate: int

    def __post_init__(self) -> None:
        rate = checked_rate(self.rate)
        try:
            samples = np.asarray(self.samples, np.float32)
        except (TypeError, ValueError) as error:
            raise BadAudio(f"samples must be numbers, got {type(self.samples).__name__}") from error
        if samples.ndim != 1:
            raise BadAudio(f"samples must be mono, of shape (n,), got shape {samples.shape}")
        if not np.isfinite(samples).all():
            where = int(np.flatnonzero(~np.isfinite(samples))[0])
            raise BadAudio(f"samples must be finite, but number {where} is {samples[where]}")
        object.__setattr__(self, "samples", samples)
        object.__setattr__(self, "rate", rate)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


def checked_rate(rate: object) -> int:
    """The rate as an int, or BadAudio saying which would do."""
    if isinstance(rate, bool) or not isinstance(rate, int | np.integer):
        raise BadAudio(f"a rate is a whole number of samples per second, got {rate!r}")
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise BadAudio(f"a rate lies between {LOWEST_RATE} and {HIGHEST_RATE} samples per second, got {rate}")
    return int(rate)
