import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs an environment of its own: docs/train-a-voice.md")
pytest.importorskip("scipy", reason="training needs an environment of its own: docs/train-a-voice.md")

from training import align
from training.phones import Phone
from vivavoce.engine.house.tokens import PAUSE

NUMBERS = {PAUSE: 0, "a": 1, "b": 2}


def phone(symbol: str, word: int = -1, mark: int = 0) -> Phone:
    return Phone(symbol, 0, word, mark, 0.0, 0.0)


def sure(labels: list[int]) -> np.ndarray:
    """Log likelihoods that leave no doubt: shape (frames, 3)."""
    return np.where(np.eye(3)[labels] > 0, 0.0, -10.0).astype(np.float32)


def test_a_sound_is_laid_beside_itself_frame_by_frame() -> None:
    frames = np.random.default_rng(0).standard_normal((40, 26)).astype(np.float32)
    assert align.warped(frames, frames).tolist() == list(range(40))


def test_a_sound_said_at_half_the_pace_is_laid_beside_every_second_frame() -> None:
    frames = np.random.default_rng(0).standard_normal((40, 26)).astype(np.float32)
    found = align.warped(frames, frames.repeat(2, axis=0))
    assert np.all(np.diff(found) >= 0)
    assert np.abs(found - 2 * np.arange(40)).max() <= 1


def test_every_phone_is_given_room_between_the_ends() -> None:
    found = align.roomy(np.array([0, 0, 0, 19, 19, 20]))
    assert found[0] == 0
    assert found[-1] == 20
    assert np.diff(found).min() >= align.SHORTEST


def test_the_search_finds_where_phones_begin() -> None:
    labels = [0] * 4 + [1] * 7 + [2] * 9 + [0] * 5
    phones = [phone(PAUSE), phone("a", 0), phone("b", 0), phone(PAUSE, mark=3)]
    found, lengths, score = align.searched(sure(labels), phones, NUMBERS)
    assert [one.symbol for one in found] == [PAUSE, "a", "b", PAUSE]
    assert lengths.tolist() == [4, 7, 9, 5]
    assert score == 0.0


@pytest.mark.parametrize(("silent", "pauses"), [(0, False), (2, False), (8, True)])
def test_a_silence_between_words_becomes_a_pause_when_it_is_long_enough(silent: int, pauses: bool) -> None:
    labels = [0] * 4 + [1] * 7 + [0] * silent + [2] * 9 + [0] * 5
    phones = [phone(PAUSE), phone("a", 0), phone("b", 1), phone(PAUSE, mark=3)]
    found, lengths, _ = align.searched(sure(labels), phones, NUMBERS)
    assert (len(found) == 5) is pauses
    assert lengths.sum() == len(labels)
    if pauses:
        assert (found[2].symbol, lengths[2]) == (PAUSE, silent)


def test_within_a_word_there_is_no_pause() -> None:
    labels = [0] * 4 + [1] * 7 + [0] * 8 + [2] * 9 + [0] * 5
    phones = [phone(PAUSE), phone("a", 0), phone("b", 0), phone(PAUSE, mark=3)]
    assert len(align.searched(sure(labels), phones, NUMBERS)[0]) == 4


def test_a_classifier_learns_which_phone_is_which() -> None:
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(1)
    draw = np.random.default_rng(0)
    pieces = []
    for number in range(16):
        lengths = draw.integers(5, 15, 3)
        labels = np.repeat([0, 1, 2], lengths)
        frames = draw.standard_normal((len(labels), 26)).astype(np.float32)
        frames[:, :3] += 4 * np.eye(3)[labels]
        pieces.append(align.Piece(str(number), "x", frames, [phone(PAUSE), phone("a", 0), phone("b", 0)], lengths))
    model = align.Classifier(3)
    losses = [align.learn(model, pieces, NUMBERS, 3, seed) for seed in range(4)]
    assert losses[-1] < losses[0] / 2
    truth = [piece.lengths.copy() for piece in pieces]
    align.improve(model, pieces, NUMBERS)
    assert all(np.abs(piece.lengths - lengths).max() <= 2 for piece, lengths in zip(pieces, truth, strict=True))
