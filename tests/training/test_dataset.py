from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from training import dataset
from training.corpora import CORPORA
from vivavoce.engine.house.tokens import PAUSE, START, Sound

TEXTS = [f"{number} words are in this sentence" for number in range(100)]


@dataclass
class Piece:
    """What is read of training.align.Piece, which needs PyTorch."""

    id: str
    phones: list[Sound]
    lengths: NDArray[np.int64]
    frames: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 26), np.float32))
    score: float = 0.0


def kept(work: Path, name: str, f0: NDArray[np.float32], envelope: NDArray[np.float32]) -> None:
    folder = work / "features" / CORPORA[0].name
    folder.mkdir(parents=True, exist_ok=True)
    voiced = (f0 > 0).astype(np.float32)
    np.savez(folder / f"{name}.npz", f0=f0, voiced=voiced, envelope=envelope, aperiodicity=np.zeros((len(f0), 3)))


def test_texts_that_are_given_are_held_out_and_no_others() -> None:
    given = {TEXTS[3]: "test", TEXTS[5]: "dev", "read by nobody": "test"}
    assert dataset.held_out(TEXTS, given) == {TEXTS[3]: "test", TEXTS[5]: "dev"}


def test_of_a_corpus_without_given_texts_as_many_are_drawn_for_testing_as_for_choosing() -> None:
    found = dataset.held_out([*TEXTS, "too short", " ".join(["too"] * 15)], {"elsewhere": "test"})
    assert sorted(found.values()) == ["dev"] * 16 + ["test"] * 16
    assert set(found) <= set(TEXTS)
    assert found == dataset.held_out(TEXTS[::-1], {})


def test_the_given_texts_are_those_beside_the_code() -> None:
    given = dataset.given_texts(dataset.TEXTS)
    assert sorted(given.values()) == ["dev"] * 16 + ["test"] * 32
    assert given["Keep an eye on him."] == "test"


def test_a_mean_is_taken_over_the_frames_of_each_token() -> None:
    found = dataset.means(np.array([1.0, 3.0, 5.0, 6.0, 7.0]), np.array([2, 3]))
    assert found.tolist() == [2.0, 6.0]


def test_an_item_has_as_many_frames_as_tokens_last_and_its_melody_is_bridged(tmp_path: Path) -> None:
    f0 = np.full(32, 100, np.float32)
    f0[[0, 1, 8, 9]] = 0
    envelope = np.arange(32, dtype=np.float32)[:, None].repeat(60, 1)
    kept(tmp_path, "one", f0, envelope)
    phones = [Sound(PAUSE), Sound("a", 2, 0), Sound("b", 0, 0), Sound(PAUSE, mark=3)]
    piece = Piece("one", phones, np.array([2, 10, 10, 9]))  # a frame fewer than there are
    symbols = {START: 1, PAUSE: 2, "a": 3, "b": 4}
    item = dataset.item_of(piece, "ab.", CORPORA[0], tmp_path, symbols)  # type: ignore[arg-type]
    assert item is not None
    assert len(item.frames) == item.lengths.sum() == 31
    assert item.tokens[:, 0].tolist() == [1, 3, 4, 2]
    np.testing.assert_allclose(item.frames[:, 63].astype(float), np.log(100), rtol=1e-3)
    assert item.frames[:, 64].sum() == 27
    assert item.energy.tolist() == [0.5, 6.5, 16.5, 26.0]


@pytest.mark.parametrize("voiced", [0, 19])
def test_nothing_is_learnt_from_a_recording_that_is_hardly_voiced(tmp_path: Path, voiced: int) -> None:
    f0 = np.zeros(50, np.float32)
    f0[:voiced] = 100
    kept(tmp_path, "mute", f0, np.zeros((50, 60), np.float32))
    piece = Piece("mute", [Sound(PAUSE), Sound("a", 2, 0)], np.array([25, 25]))
    assert dataset.item_of(piece, "a", CORPORA[0], tmp_path, {"a": 1}) is None  # type: ignore[arg-type]


def test_symbols_are_numbered_from_one() -> None:
    pieces = [Piece("x", [Sound("b"), Sound("a")], np.array([1, 1]))]
    assert dataset.numbered(pieces) == {START: 1, "a": 2, "b": 3}  # type: ignore[arg-type]


def test_statistics_are_those_of_each_speaker_where_it_is_pitch() -> None:
    def item(speaker: int, pitch: float) -> dataset.Item:
        frames = np.ones((8, 65), np.float16)
        frames[:, 63], frames[4:, 64] = pitch, 0
        frames[4:, 63] = 9
        energy = np.array([float(speaker)], np.float32)
        empty = np.zeros(0, np.int64)
        return dataset.Item("", speaker, 0, "", "train", empty, empty, energy, energy, frames)

    found = dataset.statistics_of([item(0, 4.0), item(0, 5.0), item(1, 6.0)])
    assert found["pitch_mean"].tolist() == [4.5, 6.0]
    assert found["pitch_deviation"].tolist() == [0.5, 0.0]
    assert found["mean"].shape == found["deviation"].shape == (63,)
    assert float(found["energy_mean"]) == pytest.approx(1 / 3)
