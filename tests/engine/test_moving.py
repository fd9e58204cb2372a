import numpy as np
import pytest

from vivavoce.engine.moving import WIDEST_MELODY, Melody, Shape

F0 = np.array([0.0, 60.0, 120.0, 200.0, 201.0, 400.0, 0.0])


def test_a_melody_that_is_not_widened_stays_as_it_is() -> None:
    assert Melody(Shape(centre=200.0)).moved(F0) == pytest.approx(F0, rel=1e-12)
    assert Melody(Shape(centre=200.0, pitch=1.0)).moved(F0) == pytest.approx(2 * F0, rel=1e-12)


def test_a_melody_is_widened_about_its_centre_and_bent_where_it_goes_far() -> None:
    moved = Melody(Shape(centre=200.0, melody=2.0)).moved(F0)
    assert moved[[0, 3, 6]].tolist() == pytest.approx([0, 200, 0])
    assert moved[4] == pytest.approx(200 * (201 / 200) ** 2, rel=1e-4)
    assert 1.5 < np.log2(moved[5] / 200) < WIDEST_MELODY


def test_a_melody_can_be_flat() -> None:
    assert Melody(Shape(centre=200.0, melody=0.0)).moved(F0) == pytest.approx(np.where(F0 > 0, 200, 0))
