"""Bands, shapes and their statistics."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.core.embedding import SECTIONS, SIZE, Embedding
from vivavoce.engine import timbre

TRACTS = st.floats(-16 * timbre.TRACT_UNIT, 16 * timbre.TRACT_UNIT)
FREQUENCIES = np.linspace(0, 12_000, 513)


def random_embedding(seed: int, scale: float = 1.0) -> Embedding:
    return Embedding(scale * np.random.default_rng(seed).standard_normal(SIZE).astype(np.float32))


def test_the_sections_fill_the_embedding_without_gaps() -> None:
    ends = [0]
    for section in SECTIONS.values():
        assert section.start == ends[-1]
        ends.append(section.stop)
    assert ends[-1] == SIZE


def test_the_sections_have_the_sizes_the_engine_needs() -> None:
    sizes = {name: section.stop - section.start for name, section in SECTIONS.items()}
    assert sizes["voiced"] == timbre.VOICED_BANDS == len(timbre.AVERAGE_VOICED)
    assert sizes["resting"] == timbre.RESTING_BANDS == len(timbre.AVERAGE_RESTING)
    assert sizes["breath"] == timbre.BREATH_BANDS == len(timbre.AVERAGE_BREATH)
    assert sizes["detail"] == timbre.FINE
    assert sizes["movement"] == timbre.BROAD * (timbre.BROAD + 1) // 2
    assert len(timbre.AVERAGE_SPREAD) == timbre.BROAD + timbre.FINE


@given(TRACTS)
def test_the_normal_axis_and_the_physical_one_lead_to_each_other(tract: float) -> None:
    frequencies = np.linspace(0, 24_000, 200)
    assert timbre.normal(timbre.physical(frequencies, tract), tract) == pytest.approx(frequencies, abs=1e-6)
    assert (np.diff(timbre.physical(frequencies, tract)) > 0).all()


def test_a_longer_tract_has_lower_resonances() -> None:
    assert timbre.physical(np.array([1_000.0]), np.log(1.1)) == pytest.approx(1_000 / 1.1)
    assert timbre.physical(np.array([12_000.0, 15_000.0]), 0.2).tolist() == [12_000.0, 15_000.0]


@given(TRACTS, st.sampled_from([6, 20, 40]))
def test_a_spectrum_that_is_smooth_survives_the_way_through_bands(tract: float, count: int) -> None:
    slope = -6.0 * timbre.mel(timbre.normal(FREQUENCIES, tract)) / 1_000
    again = timbre.out_of_bands(FREQUENCIES, tract, count) @ (timbre.into_bands(FREQUENCIES, tract, count) @ slope)
    edges = timbre.physical(np.array([timbre.LOWEST_BAND, timbre.HIGHEST_BAND]), tract)
    inside = (2 * edges[0] < FREQUENCIES) & (0.9 * edges[1] > FREQUENCIES)
    assert again[inside] == pytest.approx(slope[inside], abs=0.8)


@pytest.mark.parametrize("highest", [4_000.0, 8_000.0, 24_000.0])
def test_every_band_has_a_value_whatever_the_rate(highest: float) -> None:
    weights = timbre.into_bands(np.linspace(0, highest, 257), 0.1, 40)
    assert weights.sum(axis=1) == pytest.approx(np.ones(40))


def test_shapes_stand_at_right_angles() -> None:
    products = timbre.shapes() @ timbre.shapes().T
    assert products == pytest.approx(np.eye(timbre.BROAD + timbre.FINE), abs=1e-12)
    assert timbre.shapes().sum(axis=1) == pytest.approx(np.zeros(timbre.BROAD + timbre.FINE), abs=1e-12)


@given(st.integers(0, 1_000))
def test_a_triangle_becomes_its_matrix_again(seed: int) -> None:
    values = np.random.default_rng(seed).standard_normal(105)
    matrix = timbre.from_triangle(values)
    assert np.array_equal(matrix, matrix.T)
    assert np.array_equal(timbre.to_triangle(matrix), values)


def test_zeros_are_the_average_voice() -> None:
    average = Embedding(np.zeros(SIZE, np.float32))
    assert timbre.pitch(average) == timbre.MEAN_PITCH
    assert timbre.tract(average) == 0.0
    assert timbre.voiced(average).tolist() == timbre.AVERAGE_VOICED.tolist()
    spread = timbre.AVERAGE_SPREAD
    assert timbre.covariance(average) == pytest.approx(np.diag(spread[: timbre.BROAD] ** 2))
    assert timbre.deviations(average).tolist() == spread[timbre.BROAD :].tolist()


@given(st.integers(0, 1_000))
def test_any_numbers_make_a_covariance_and_it_makes_them_again(seed: int) -> None:
    embedding = random_embedding(seed)
    covariance = timbre.covariance(embedding)
    assert (np.linalg.eigvalsh(covariance) > 0).all()
    assert timbre.movement_of(covariance) == pytest.approx(embedding["movement"], abs=1e-4)


def test_half_way_between_two_voices_the_spread_lies_between_theirs() -> None:
    one, other = random_embedding(1, 0.5), random_embedding(2, 0.5)
    middle = Embedding((one.values + other.values) / 2)
    volumes = [np.linalg.slogdet(timbre.covariance(each))[1] for each in (one, middle, other)]
    assert volumes[1] == pytest.approx((volumes[0] + volumes[2]) / 2)


@given(st.floats(-39.0, 39.0))
def test_noise_ratios_and_shares_lead_to_each_other(ratio: float) -> None:
    assert timbre.noise_ratio(timbre.noise_share(np.array([ratio]))) == pytest.approx(ratio, abs=1e-6)
