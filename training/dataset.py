"""The recordings as what the models learn from: tokens with features and lengths, frames, and statistics.

    python -m training.dataset CORPORA WORK [TEXTS]

TEXTS is a folder with test-texts.txt and dev-texts.txt; training/texts when it is not told. Of a corpus in which none
of them is read, sentences are drawn. The two Dutch speakers read the same sentences, of which each has held-out ones of
its own.
"""

import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from training.corpora import CORPORA, Corpus
from vivavoce.engine.house.tokens import START, Sound, Tokens, tokens_of

if TYPE_CHECKING:
    from training.align import Piece

TEXTS = Path(__file__).parent / "texts"
WORST = 1.5  # percent of recordings with the worst alignment that nothing is learnt from
HELD_OUT = 16  # texts of a corpus that are drawn for testing, and as many for choosing
HELD_OUT_WORDS = (5, 14)  # how long they are
LEAST_VOICED = 20  # frames without which there is no melody to learn
PITCH, VOICED = 63, 64  # columns of frames
EVERY = 4  # of the frames that the statistics are taken over

Numbers = NDArray[np.float32]
Statistics = dict[str, NDArray[np.floating]]


@dataclass(slots=True)
class Item:
    """One recording.

    speaker, language: numbers, of CORPORA and of the sorted tags; split: train, dev or test
    tokens: (n, 8), see ``tokens_of``
    lengths: (n,) frames; pitch: (n,) mean log f0; energy: (n,) mean of the first coefficient
    frames: (t, 65) float16: 60 envelope, 3 aperiodicity, log f0 (bridged where unvoiced), voiced; not normalised
    """

    id: str
    speaker: int
    language: int
    text: str
    split: str
    tokens: Tokens
    lengths: NDArray[np.int64]
    pitch: Numbers
    energy: Numbers
    frames: NDArray[np.float16]


def item_of(piece: "Piece", text: str, corpus: Corpus, work: Path, symbols: Mapping[str, int]) -> Item | None:
    """What is learnt from a recording; None when it is hardly voiced or a phone has no frame."""
    with np.load(work / "features" / corpus.name / f"{piece.id}.npz") as found:
        f0, voiced, envelope, aperiodicity = (found[name] for name in ("f0", "voiced", "envelope", "aperiodicity"))
    total = min(len(f0), int(piece.lengths.sum()))
    lengths = piece.lengths.copy()
    lengths[-1] += total - lengths.sum()
    where = np.flatnonzero(voiced[:total] > 0)
    if len(where) < LEAST_VOICED or lengths.min() < 1:
        return None
    log_f0 = np.interp(np.arange(total), where, np.log(f0[where]))
    columns = [envelope[:total], aperiodicity[:total], log_f0[:, None], voiced[:total, None]]
    return Item(
        id=piece.id,
        speaker=[one.name for one in CORPORA].index(corpus.name),
        language=language_tags().index(corpus.language),
        text=text,
        split="train",
        tokens=tokens_of([Sound(START), *piece.phones[1:]], symbols),
        lengths=lengths,
        pitch=means(log_f0, lengths),
        energy=means(envelope[:, 0], lengths),
        frames=np.concatenate(columns, axis=1).astype(np.float16),
    )


def language_tags() -> list[str]:
    return sorted({corpus.language for corpus in CORPORA})


def means(values: NDArray[np.floating], lengths: NDArray[np.int64]) -> Numbers:
    """Over the frames of each token."""
    edges = np.concatenate([[0], np.cumsum(lengths)])
    return np.array([values[start:end].mean() for start, end in pairwise(edges)], np.float32)


def held_out(texts: list[str], given: Mapping[str, str]) -> dict[str, str]:
    """Text → split, of texts that nothing is learnt from: those given that are among them, or else some of them."""
    found = {text: given[text] for text in texts if text in given}
    if found:
        return found
    few, many = HELD_OUT_WORDS
    fit = sorted({text for text in texts if few <= len(text.split()) <= many})
    order = [fit[at] for at in np.random.default_rng(1).permutation(len(fit))]
    return dict.fromkeys(order[:HELD_OUT], "test") | dict.fromkeys(order[HELD_OUT : 2 * HELD_OUT], "dev")


def given_texts(folder: Path) -> dict[str, str]:
    """Text → split, of the lists in the folder."""
    lists = {which: (folder / f"{which}-texts.txt").read_text("utf-8").splitlines() for which in ("dev", "test")}
    return {text: which for which, texts in lists.items() for text in texts}


def items_of(corpus: Corpus, pieces: list["Piece"], corpora: Path, work: Path, texts: Path) -> list[Item]:
    """What is learnt from one corpus, and what is held out of it."""
    said = {one.id: one.text for one in corpus.utterances(corpora)}
    split = held_out(list(said.values()), given_texts(texts))
    own = [one for one in pieces if one.corpus == corpus.name]
    worst = np.percentile([one.score for one in own], WORST)
    symbols = numbered(pieces)
    found = []
    for one in own:
        text = said[one.id]
        item = item_of(one, text, corpus, work, symbols) if one.score > worst or text in split else None
        if item is not None:
            item.split = split.get(text, "train")
            found.append(item)
    return found


def numbered(pieces: list["Piece"]) -> dict[str, int]:
    """Symbol → number from 1 on; 0 is whatever is unknown."""
    symbols = {phone.symbol for one in pieces for phone in one.phones} | {START}
    return {symbol: number for number, symbol in enumerate(sorted(symbols), 1)}


def statistics_of(train: list[Item]) -> Statistics:
    """Means and deviations: of the frames, of each speaker's voiced log f0, of the tokens' energy."""
    frames = np.concatenate([one.frames[::EVERY].astype(np.float32) for one in train])
    speakers = sorted({one.speaker for one in train})
    pitch = [np.concatenate([voiced_pitch(one) for one in train if one.speaker == speaker]) for speaker in speakers]
    energy = np.concatenate([one.energy for one in train])
    return {
        "mean": frames[:, :PITCH].mean(0),
        "deviation": frames[:, :PITCH].std(0),
        "pitch_mean": np.array([one.mean() for one in pitch]),
        "pitch_deviation": np.array([one.std() for one in pitch]),
        "energy_mean": energy.mean(),
        "energy_deviation": energy.std(),
    }


def voiced_pitch(item: Item) -> Numbers:
    return item.frames[:, PITCH][item.frames[:, VOICED] > 0].astype(np.float32)


def main(corpora: Path, work: Path, texts: Path = TEXTS) -> None:
    pieces: list[Piece] = pickle.loads((work / "aligned.pickle").read_bytes())
    items: list[Item] = []
    for corpus in CORPORA:
        found = items_of(corpus, pieces, corpora, work, texts)
        items += found
        print(corpus.name, {which: sum(one.split == which for one in found) for which in ("train", "dev", "test")})
    statistics = statistics_of([one for one in items if one.split == "train"])
    told = {"items": items, "statistics": statistics, "symbols": numbered(pieces), "languages": language_tags()}
    (work / "dataset.pickle").write_bytes(pickle.dumps(told))


if __name__ == "__main__":
    from training import dataset

    # By its name: what is kept is found again under the name of the module that made it.
    dataset.main(*map(Path, sys.argv[1:]))
