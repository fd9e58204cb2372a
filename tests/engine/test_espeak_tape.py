import numpy as np
import pytest

from vivavoce.engine.espeak_tape import MARGIN, Tape

TONE = (8000 * np.sin(np.arange(2000) / 5) + 9000).astype(np.int16)  # nowhere near silence
SILENCE = np.zeros(1000, np.int16)


def played(*pieces: np.ndarray) -> np.ndarray:
    """What a tape makes of one utterance that comes in these pieces."""
    tape = Tape()
    for piece in pieces:
        tape.feed(piece)
    tape.end()
    return tape.take(tape.length)


def test_silence_at_both_ends_is_cut_but_for_a_margin_that_rises_and_sinks() -> None:
    sound = played(SILENCE, TONE, SILENCE)
    assert len(sound) == len(TONE) + 2 * MARGIN
    assert sound.dtype == np.float32
    np.testing.assert_array_equal(sound[MARGIN:-MARGIN], TONE.astype(np.float32) / 32768)
    assert not sound[:MARGIN].any()


def test_sound_that_begins_at_once_is_kept_from_its_first_sample() -> None:
    assert played(TONE, SILENCE)[0] == np.float32(TONE[0] / 32768)


@pytest.mark.parametrize("size", [1, 7, 999, 1000, 1001, 4000])
def test_the_sound_does_not_depend_on_how_it_came(size: int) -> None:
    whole = np.concatenate([SILENCE, TONE, SILENCE, TONE, SILENCE])
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    np.testing.assert_array_equal(played(*pieces), played(whole))


def test_pauses_inside_are_kept() -> None:
    assert len(played(TONE, SILENCE, TONE)) == 2 * len(TONE) + len(SILENCE)


def test_what_has_no_sound_is_nothing() -> None:
    assert len(played(SILENCE, SILENCE)) == 0
    assert len(played()) == 0


def test_times_count_from_the_first_sound_and_through_all_utterances() -> None:
    tape = Tape()
    tape.feed(SILENCE)
    assert not tape.sounding
    tape.feed(TONE)
    assert tape.sounding
    assert tape.time(1000) == MARGIN
    assert tape.time(0) == 0
    tape.end()
    first = tape.length
    assert first == len(TONE) + MARGIN
    tape.feed(TONE)
    assert tape.time(10) == first + 10


def test_an_utterance_may_be_ended_early() -> None:
    tape = Tape()
    tape.feed(TONE)
    assert len(tape.take(500)) == 500
    tape.end(1500)
    assert tape.length == 1500
    assert len(tape.take(9999)) == 1000


def test_taking_gives_each_sample_once() -> None:
    tape = Tape()
    tape.feed(TONE)
    taken = np.concatenate([tape.take(300), tape.take(300), tape.take(100), tape.take(900)])
    np.testing.assert_array_equal(taken, TONE[:900].astype(np.float32) / 32768)


def test_what_is_not_taken_waits_through_all_utterances() -> None:
    tape = Tape()
    for _ in range(3):
        tape.feed(TONE)
        tape.end()
    taken = [tape.take(end) for end in (1, 2500, 2500, 5000, tape.length)]
    assert [len(one) for one in taken] == [1, 2499, 0, 2500, 1000]
    once = played(TONE)
    np.testing.assert_array_equal(np.concatenate(taken), np.concatenate([once, once, once]))
