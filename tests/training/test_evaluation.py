import json
from pathlib import Path

import numpy as np
import pytest

from bench.quality.words import misheard, plain
from training.evaluation.rows import summary, table
from training.evaluation.speaking import laid_out


def test_words_are_compared_as_a_recognizer_writes_them() -> None:
    assert plain("It’s easy, isn't it — 'Yes'?") == ["it's", "easy", "isn't", "it", "'yes'"]


@pytest.mark.parametrize(
    ("heard", "errors"),
    [("a b c", 0), ("a x c", 1), ("a c", 1), ("a b b c", 1), ("", 3), ("x y z a", 4)],
)
def test_every_word_that_is_wrong_missing_or_too_many_counts(heard: str, errors: int) -> None:
    assert misheard(["a", "b", "c"], heard.split()) == errors


def test_word_errors_are_of_all_words_and_not_a_mean_over_sentences() -> None:
    rows = [{"OVRL": 3.0, "errors": 1, "words": 1}, {"OVRL": 4.0, "errors": 0, "words": 9}]
    found = summary(rows)
    assert found["WER"] == 0.1
    assert (found["n"], found["OVRL"], found["±"]) == (2, 3.5, 0.5 / 2**0.5)


def test_what_was_not_measured_stays_empty_in_the_table() -> None:
    lines = list(table({("anna", "test", "real"): {"n": 2, "OVRL": 3.21}, ("anna", "dev", "real"): {"n": 1}}))
    assert lines[0] == "\nanna, test:\n"
    assert lines[3] == "| real | 2 | 3.21 |" + "  |" * 10
    assert sum("anna" in line for line in lines) == 2


def test_each_token_is_laid_out_over_its_frames() -> None:
    hidden = np.arange(2 * 256, dtype=np.float32).reshape(2, 256)
    laid = laid_out(hidden, np.array([1, 3]), np.array([0.5, 0.25], np.float32), np.zeros(2, np.float32))
    assert laid.shape == (4, 262)
    assert laid[:, 0].tolist() == [0, 256, 256, 256]
    np.testing.assert_allclose(laid[:, 256], [0.5, 1 / 6, 0.5, 5 / 6], rtol=1e-6)
    assert laid[:, 260].tolist() == [0.5, 0.25, 0.25, 0.25]


def test_the_sentences_that_nobody_has_recorded_are_ten_of_two_lists() -> None:
    texts = Path(__file__).parent.parent.parent / "training" / "texts"
    sentences = (texts / "harvard.txt").read_text("utf-8").splitlines()
    assert len(set(sentences)) == 20
    assert json.dumps(sentences[0]) == '"The birch canoe slid on the smooth planks."'
