import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs an environment of its own: docs/train-a-voice.md")

from training import audio
from training.cepstra import HOP, cepstra, with_motion


def spoken(rate: int, level: float = 0.1) -> np.ndarray:
    """Two seconds of a tone between silences of one."""
    tone = level * np.sin(2 * np.pi * 300 * np.arange(2 * rate) / rate)
    return np.concatenate([np.zeros(rate), tone, np.zeros(rate)])


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
@pytest.mark.parametrize("level", [0.01, 0.5])
def test_recordings_come_out_alike_however_loud_and_at_whatever_rate(rate: int, level: float) -> None:
    found = audio.prepared(spoken(rate, level), rate)
    assert found.dtype == np.float32
    assert len(found) / audio.RATE == pytest.approx(2.0 + 0.15, abs=0.06)
    middle = found[audio.RATE // 2 : audio.RATE]
    assert 20 * np.log10(np.sqrt(np.mean(middle**2))) == pytest.approx(audio.LEVEL, abs=0.5)


def test_channels_are_mixed_and_rumble_is_taken_away() -> None:
    rate = audio.RATE
    rumble = 0.3 * np.sin(2 * np.pi * 10 * np.arange(4 * rate) / rate) * np.hanning(4 * rate)
    plain, shaken = (
        audio.prepared(spoken(rate), rate),
        audio.prepared(np.stack([spoken(rate) + rumble, spoken(rate) - rumble / 2], axis=1), rate),
    )
    assert np.abs(plain[rate // 2 : rate]).max() == pytest.approx(np.abs(shaken[rate // 2 : rate]).max(), rel=0.05)


def test_a_frame_of_cepstra_comes_every_ten_milliseconds() -> None:
    sound = np.random.default_rng(0).standard_normal(24_000)
    found = cepstra(sound)
    assert found.shape == (len(sound) // HOP + 1, 13)
    moving = with_motion(found)
    assert moving.shape == (len(found), 26)
    np.testing.assert_allclose(moving[:, :13].mean(0), 0, atol=1e-3)


def test_cepstra_but_the_first_do_not_hear_how_loud_it_is() -> None:
    sound = np.random.default_rng(0).standard_normal(24_000)
    np.testing.assert_allclose(cepstra(sound)[:, 1:], cepstra(10 * sound)[:, 1:], atol=1e-3)
