import numpy as np
import pytest

from vivavoce.core.frames import Frames
from vivavoce.engine import timbre
from vivavoce.engine.moving import WIDEST_MELODY, Colour, Melody, Shape, Spectrum

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


SHAPES = timbre.BROAD + timbre.FINE
FREQUENCIES = np.linspace(0.0, 12_000.0, 129)
HOP = 0.005


def said(*sounding: bool) -> Frames:
    """Frames with a level spectrum, of 0 dB, in which a voice sounds or rests."""
    envelope = np.ones((len(sounding), len(FREQUENCIES)))
    return Frames(np.where(sounding, 120.0, 0.0), envelope, np.full_like(envelope, 0.1), 24_000, 120)


def raised(linger: float) -> Spectrum:
    """What raises the voice by 8 dB and lowers rest by 6."""
    voiced, resting = np.full(timbre.VOICED_BANDS, 8.0), np.full(timbre.RESTING_BANDS, -6.0)
    still = np.zeros((SHAPES, SHAPES))
    breath = np.zeros(timbre.BREATH_BANDS)
    colour = Colour(0.0, 0.0, np.zeros(SHAPES), still, voiced, resting, breath, linger)
    return Spectrum(Shape(colour=colour), FREQUENCIES, HOP)


def levels(spectrum: Spectrum, frames: Frames) -> np.ndarray:
    """Decibels in the middle of the spectrum."""
    return np.asarray(10 * np.log10(spectrum.moved(frames)[0][:, 64]))


def test_what_is_done_to_the_voice_fades_when_it_stops() -> None:
    told = levels(raised(2 * HOP), said(False, True, True, *[False] * 40, True))
    voice, rest = told[1], told[0]
    assert (voice, rest) == pytest.approx((8.0, -6.0), abs=0.5)
    assert told[[2, -1]] == pytest.approx(voice)
    share = np.exp(-np.arange(1, 41) / 2)
    assert told[3:-1] == pytest.approx(share * voice + (1 - share) * rest)


def test_without_lingering_it_stops_at_once() -> None:
    told = levels(raised(0.0), said(False, True, False, False))
    assert told[[0, 2, 3]] == pytest.approx(told[0])


def test_it_fades_alike_however_the_frames_were_cut() -> None:
    sounding = (False, True, True, *[False] * 9, True, False, False)
    whole = levels(raised(3 * HOP), said(*sounding))
    spectrum = raised(3 * HOP)
    pieces = [levels(spectrum, said(*sounding[start : start + 2])) for start in range(0, len(sounding), 2)]
    assert np.concatenate(pieces) == pytest.approx(whole)
