import numpy as np
import pytest

from vivavoce.core.frames import Frames
from vivavoce.engine import timbre
from vivavoce.engine.moving import WIDEST_MELODY, Colour, Mean, Melody, Shape, Spectrum

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
    colour = Colour(0.0, 0.0, np.zeros(timbre.VOICED_BANDS), still, voiced, resting, breath, linger)
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


AT_FIRST = timbre.AVERAGE_VOICED
BRIGHTER = AT_FIRST + np.linspace(-6.0, 6.0, timbre.VOICED_BANDS)


def spoken(spectrum: np.ndarray, *, decibels: float = 0.0, frames: int = 50) -> np.ndarray:
    return np.tile(spectrum + decibels, (frames, 1))


def test_a_voice_that_stays_has_no_drift_however_loud_it_gets() -> None:
    mean = Mean(AT_FIRST, memory=100)
    for decibels in (-80.0, 0.0, -30.0, 20.0):
        assert mean.drift(spoken(AT_FIRST, decibels=decibels)) == pytest.approx(0.0, abs=1e-9)


def test_a_voice_that_changes_is_followed_as_fast_as_the_memory_says() -> None:
    change = BRIGHTER - AT_FIRST
    mean = Mean(AT_FIRST, memory=100)
    gone = [float(mean.drift(spoken(BRIGHTER)) @ change / (change @ change)) for _ in range(20)]
    assert gone == sorted(gone)
    assert gone[0] < 0.5 < gone[1]
    assert gone[-1] == pytest.approx(1.0, abs=0.01)


def test_soft_frames_hardly_move_the_mean() -> None:
    mean = Mean(AT_FIRST, memory=100)
    mean.drift(spoken(AT_FIRST))
    drift = mean.drift(spoken(BRIGHTER, decibels=-40.0))
    assert np.abs(drift).max() < 0.05 * np.abs(BRIGHTER - AT_FIRST).max()


def test_what_is_moved_ends_at_the_target_though_the_source_has_changed() -> None:
    still, breath = np.zeros((SHAPES, SHAPES)), np.zeros(timbre.BREATH_BANDS)
    resting = np.zeros(timbre.RESTING_BANDS)
    tilt = np.linspace(-6.0, 6.0, timbre.VOICED_BANDS)

    def moved(memory: float) -> np.ndarray:
        """The last of many frames with a level spectrum, by one that was told the source is tilted."""
        colour = Colour(0.0, 0.0, tilt, still, -tilt, resting, breath, memory=memory)
        spectrum = Spectrum(Shape(colour=colour), FREQUENCIES, HOP)
        for _ in range(20):
            envelope, _ = spectrum.moved(said(*[True] * 50))
        level = 10 * np.log10(envelope[-1])
        return np.asarray(level - level.mean())

    assert np.abs(moved(np.inf)).max() > 4
    assert np.abs(moved(100 * HOP)).max() < 0.5
