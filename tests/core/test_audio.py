from typing import Any

import numpy as np
import pytest

from vivavoce.core.audio import Audio
from vivavoce.errors import BadAudio


def test_samples_become_float32_and_know_how_long_they_last() -> None:
    audio = Audio(np.array([0.0, 0.5, -0.5, 1.0]), 8_000)  # type: ignore[arg-type]
    assert audio.samples.dtype == np.float32
    assert audio.seconds == 4 / 8_000


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_samples_that_are_not_finite_are_refused_with_their_place(bad: float) -> None:
    with pytest.raises(BadAudio, match="number 2 is"):
        Audio(np.array([0, 0, bad, 0], np.float32), 8_000)


@pytest.mark.parametrize("samples", [np.zeros((2, 2), np.float32), np.float32(0), "sound", [[1, 2], [3]], None])
def test_what_is_not_a_row_of_numbers_is_refused(samples: Any) -> None:
    with pytest.raises(BadAudio):
        Audio(samples, 8_000)


@pytest.mark.parametrize("rate", [0, 3_999, 384_001, 24_000.0, "24000", None, False])
def test_a_rate_that_cannot_be_is_refused(rate: Any) -> None:
    with pytest.raises(BadAudio, match="rate"):
        Audio(np.zeros(1, np.float32), rate)
