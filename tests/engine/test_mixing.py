import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.core.embedding import Embedding
from vivavoce.engine.mixing import mixed
from vivavoce.errors import BadRequest

LOW, HIGH = Embedding(np.full(192, -1.0)), Embedding(np.linspace(0, 3, 192))


def test_a_mix_is_the_weighted_mean() -> None:
    expected = 0.25 * LOW.values + 0.75 * HIGH.values
    np.testing.assert_allclose(mixed([(LOW, 1), (HIGH, 3)]).values, expected, atol=1e-6)


def test_one_voice_alone_is_itself_at_any_weight() -> None:
    assert mixed([(HIGH, 0.3)]) == HIGH
    assert mixed([(HIGH, 5), (LOW, 0)]) == HIGH


@given(st.floats(0.001, 1000), st.floats(0.001, 1000), st.floats(0.01, 100))
def test_only_the_proportions_of_the_weights_matter(one: float, two: float, factor: float) -> None:
    first = mixed([(LOW, one), (HIGH, two)]).values
    np.testing.assert_allclose(first, mixed([(LOW, one * factor), (HIGH, two * factor)]).values, atol=1e-5)


@pytest.mark.parametrize("weight", [-0.1, math.nan, math.inf, "1", None, True])
def test_a_weight_that_cannot_be_is_refused(weight: Any) -> None:
    with pytest.raises(BadRequest, match="weight"):
        mixed([(LOW, 1.0), (HIGH, weight)])


def test_weights_that_are_all_zero_are_refused() -> None:
    with pytest.raises(BadRequest, match="all are 0"):
        mixed([(LOW, 0), (HIGH, 0.0)])


def test_weights_too_large_to_add_are_refused() -> None:
    with pytest.raises(BadRequest, match="too large"):
        mixed([(LOW, 1.5e308), (HIGH, 1.5e308)])


def test_nothing_cannot_be_mixed() -> None:
    with pytest.raises(BadRequest, match="at least one"):
        mixed([])
