import numpy as np
import pytest

from vivavoce.engine.house.tokens import EDGES, FARTHEST, PAUSE, START, Sound, tokens_of

SYMBOLS = {START: 1, PAUSE: 2, "a": 3, "b": 4}


def test_the_features_of_two_words_and_a_pause() -> None:
    sounds = [
        Sound(START),
        Sound("b", 0, 0),
        Sound("a", 2, 0),
        Sound(PAUSE, mark=1),
        Sound("a", 1, 1),
        Sound(PAUSE, mark=4),
    ]
    assert tokens_of(sounds, SYMBOLS).tolist() == [
        # symbol, stress, begins, ends, mark, mark ahead, until, since
        [1, 0, 1, 1, 0, 1, 0, 0],
        [4, 0, 1, 0, 0, 1, 2, 1],
        [3, 2, 0, 1, 0, 1, 1, 2],
        [2, 0, 1, 1, 1, 1, 0, 0],
        [3, 1, 1, 1, 0, 4, 1, 1],
        [2, 0, 1, 1, 4, 4, 0, 0],
    ]


def test_a_symbol_that_the_model_lacks_is_number_0() -> None:
    assert tokens_of([Sound("x", 0, 0)], SYMBOLS)[0, 0] == 0


def test_no_sounds_have_no_features() -> None:
    assert tokens_of([], SYMBOLS).shape == (0, 8)


def test_distances_are_told_up_to_fifteen() -> None:
    rows = tokens_of([Sound(START), *(Sound("a", 0, word) for word in range(40)), Sound(PAUSE, mark=3)], SYMBOLS)
    assert rows[:, 6].tolist() == [0, *([FARTHEST] * 25), *range(15, 0, -1), 0]
    assert rows[:, 7].tolist() == [0, *range(1, 16), *([FARTHEST] * 25), 0]


@pytest.mark.parametrize("seed", range(20))
def test_distances_and_marks_are_what_looking_at_every_sound_would_find(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 40))
    kinds = rng.choice([START, PAUSE, "a", "b"], count, p=[0.1, 0.2, 0.4, 0.3])
    sounds = [Sound(kind, mark=int(rng.integers(0, 3)) if kind in EDGES else 0) for kind in kinds]
    edges = [at for at, kind in enumerate(kinds) if kind in EDGES]
    rows = tokens_of(sounds, SYMBOLS)
    for at in range(count):
        ahead = [sounds[edge].mark for edge in edges if edge >= at and sounds[edge].mark]
        before, after = [edge for edge in edges if edge <= at], [edge for edge in edges if edge >= at]
        assert rows[at, 5] == (ahead[0] if ahead else 0)
        assert rows[at, 6] == min((after[0] if after else count - 1) - at, FARTHEST)
        assert rows[at, 7] == min(at - (before[-1] if before else 0), FARTHEST)
