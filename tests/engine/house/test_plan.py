import numpy as np
import pytest

from tests.engine.house.doubles import unit
from vivavoce.core.events import Phoneme, Word
from vivavoce.engine.house.networks import SPREAD, Speaker
from vivavoce.engine.house.plan import AFTER, BEFORE, POSITIONS, Plan, edges_of, widened
from vivavoce.engine.house.script import NOBODY, Script
from vivavoce.engine.house.tokens import PAUSE, START, Sound
from vivavoce.engine.house.vocoder import BINS, HOP

SAID = (Sound("h", 0, 0), Sound("a", 2, 0)), (Sound("b", 1, 2),)
SOUNDS = (Sound(START), *SAID[0], Sound(PAUSE, mark=1), *SAID[1], Sound(PAUSE, mark=3))
SCRIPT = Script(SOUNDS, (NOBODY, 0, 0, NOBODY, 2, NOBODY))
NONE = np.zeros(SPREAD, np.float32)
SPEAKER = Speaker(np.zeros(64, np.float32), 5.0, 0.2, 1.0, NONE + 1, NONE, np.zeros(BINS, np.float32))


def plan(lengths: list[int]) -> Plan:
    count = len(SOUNDS)
    hidden = np.arange(count, dtype=np.float32)[:, None] + np.zeros((1, 256), np.float32)
    pitch = np.arange(count, dtype=np.float32)
    return Plan(SCRIPT, SPEAKER, hidden, pitch, -pitch, np.concatenate([[0], np.cumsum(lengths)]))


def test_times_of_words_and_phonemes_are_those_of_their_frames() -> None:
    timed = plan([5, 3, 7, 10, 4, 20])
    start = BEFORE * HOP  # the first sound begins with the unit, and the last one ends with it
    assert timed.samples == (BEFORE + 3 + 7 + 10 + 4 + AFTER) * HOP
    assert timed.phonemes() == [
        Phoneme("h", 0, start + 3 * HOP),
        Phoneme("ˈa", start + 3 * HOP, start + 10 * HOP),
        Phoneme("ˌb", start + 20 * HOP, timed.samples),
    ]
    assert timed.words(unit("ha, – b")) == [
        Word("ha,", 7, 0, start + 10 * HOP),
        Word("–", 11, start + 10 * HOP, start + 10 * HOP),  # not said
        Word("b", 13, start + 20 * HOP, timed.samples),
    ]


def test_silence_at_the_ends_is_no_longer_than_there_is() -> None:
    short = plan([1, 3, 7, 10, 4, 2])
    assert short.begin == 0
    assert short.end == short.frames == 27


def test_frames_are_told_where_in_their_sound_they_are() -> None:
    timed = plan([5, 3, 25, 10, 4, 20])
    laid = timed.laid(0, timed.frames)
    assert laid.shape == (67, 256 + POSITIONS)
    assert laid.dtype == np.float32
    assert laid[5, -POSITIONS:] == pytest.approx([1 / 6, 5 / 6, 0.0, np.log(4) / 3, 1.0, -1.0])
    assert laid[8 + 24, -POSITIONS:] == pytest.approx([24.5 / 25, 0.5 / 25, 2.0, np.log(26) / 3, 2.0, -2.0])
    assert (laid[8:33, 0] == 2).all()
    assert np.array_equal(timed.laid(7, 21), laid[7:21])


@pytest.mark.parametrize("pace", [0.5, 0.77, 1.0, 1.3])
def test_a_unit_lasts_as_long_as_all_its_sounds_together(pace: float) -> None:
    lengths = np.random.default_rng(0).uniform(2.0, 15.0, 200)
    sounds = tuple(Sound("a", 0, 0) for _ in lengths)
    edges = edges_of(lengths, sounds, pace)
    assert edges[0] == 0
    assert edges[-1] == round(float(lengths.sum()) / pace)
    assert np.abs(edges[1:] - np.cumsum(lengths) / pace).max() <= 0.5


def test_every_sound_has_a_frame_however_fast_it_is_said() -> None:
    edges = edges_of(np.array([0.0, 0.3, 8.0, -1.0]), SOUNDS[:4], 2.5)
    assert np.diff(edges).min() >= 1
    assert np.diff(edges_of(np.array([0.0, 0.3, 8.0, -1.0]), SOUNDS[:4], 1.0)).tolist() == [1, 2, 8, 1]


def test_a_melody_is_widened_about_its_middle() -> None:
    assert widened(np.array([1.0, 2.0, 6.0], np.float32), 1.5).tolist() == [0.0, 1.5, 7.5]
