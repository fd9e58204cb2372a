"""Finds when each phone sounds in the recordings.

    python -m training.align CORPORA WORK

First each recording is laid beside the teacher's rendering of its text by dynamic time warping. Then a small network
learns from these boundaries which phone each frame is, for all speakers and languages together, and a Viterbi search
through each text's phones finds better ones; learning and searching take turns.
"""

import pickle
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.audio import target
from training.cepstra import WIDTH, Cepstra, cepstra, with_motion
from training.corpora import CORPORA
from training.phones import Lesson, Phone
from vivavoce.engine.house.tokens import PAUSE

ROUNDS = (4, 3, 3, 3)  # epochs before each search
BATCH = 16
LIKE_LONG = 50  # frames by which the recordings of a batch may differ
HIDDEN = 192
SHORTEST = 2  # frames of a phone
SHORTEST_PAUSE = 5  # frames of silence between words where the text has no mark
PRIOR = 0.6  # share of the log prior that is taken off, so that frequent phones do not swallow rare ones
OFF_DIAGONAL = 1.0  # added to steps that stand still in one of the two sounds
FRAMES_PER_SECOND = 100
UNTOLD = -1  # label of frames that only fill a batch up
SEED = 1

Lengths = NDArray[np.int64]  # frames of each phone
Numbers = dict[str, int]  # symbol → number


@dataclass(slots=True)
class Piece:
    """One recording: its frames (n, 26), its phones, and how many frames each has.

    score: mean log likelihood of its frames along the best path, less the prior
    """

    id: str
    corpus: str
    frames: Cepstra
    phones: list[Phone]
    lengths: Lengths
    score: float = 0.0


def warped(one: Cepstra, other: Cepstra) -> Lengths:
    """For each frame of ``one``, the frame of ``other`` that goes with it: shape (n,), rising."""
    distance = np.sqrt(np.maximum(((one[:, None, :] - other[None, :, :]) ** 2).sum(2), 0.0))
    total = accumulated(distance)
    row, column = distance.shape
    partner = np.zeros(row, np.int64)
    while row > 0 and column > 0:
        partner[row - 1] = column - 1
        straight = total[row - 1, column - 1]
        ways = (straight, total[row - 1, column] + OFF_DIAGONAL, total[row, column - 1] + OFF_DIAGONAL)
        way = int(np.argmin(ways))
        row, column = row - (way != 2), column - (way != 1)
    return partner


def accumulated(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least cost of getting to each pair of frames: (n, m) → (n + 1, m + 1), along diagonals."""
    n, m = distance.shape
    total = np.full((n + 1, m + 1), np.inf)
    total[0, 0] = 0.0
    for diagonal in range(n + m - 1):
        rows = np.arange(max(0, diagonal - m + 1), min(n, diagonal + 1))
        columns = diagonal - rows
        still = np.minimum(total[rows, columns + 1], total[rows + 1, columns]) + OFF_DIAGONAL
        total[rows + 1, columns + 1] = np.minimum(total[rows, columns], still) + distance[rows, columns]
    return total


def begun(name: str, corpus: str, lesson: Lesson, sound: NDArray[np.floating]) -> Piece | None:
    """A recording with boundaries by warping; None when it cannot hold its phones."""
    frames = with_motion(cepstra(sound))
    phones = [Phone(PAUSE, 0, -1, 0, 0.0, 0.0), *lesson.phones]
    if len(frames) < SHORTEST * len(phones):
        return None
    partner = warped(with_motion(lesson.cepstra), frames)
    starts = [partner[min(len(partner) - 1, round(phone.start * FRAMES_PER_SECOND))] for phone in phones]
    return Piece(name, corpus, frames, phones, np.diff(roomy(np.array([0, *starts[1:], len(frames)]))))


def roomy(edges: Lengths) -> Lengths:
    """The edges moved as far as it takes to leave each phone SHORTEST frames."""
    found = edges.copy()
    for index in range(1, len(found)):
        found[index] = max(found[index], found[index - 1] + SHORTEST)
    found[-1] = edges[-1]
    for index in range(len(found) - 2, 0, -1):
        found[index] = min(found[index], found[index + 1] - SHORTEST)
    return found


class Classifier(nn.Module):
    """Which phone each frame is: (batch, frames, 26) → (batch, frames, phones)."""

    def __init__(self, phones: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        width = WIDTH
        for _ in range(3):
            layers += [nn.Conv1d(width, HIDDEN, 5, padding=2), nn.GELU(), nn.Dropout(0.1)]
            width = HIDDEN
        self.net = nn.Sequential(*layers, nn.Conv1d(width, phones, 1))

    def forward(self, frames: Tensor) -> Tensor:
        found: Tensor = self.net(frames.transpose(1, 2)).transpose(1, 2)
        return found


def learn(model: Classifier, pieces: list[Piece], numbers: Numbers, epochs: int, seed: int) -> float:
    """The mean loss."""
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.05, ignore_index=UNTOLD)
    order = np.random.default_rng(seed)
    model.train()
    losses = []
    for _ in range(epochs):
        by_length = sorted(order.permutation(len(pieces)), key=lambda one: len(pieces[one].frames) // LIKE_LONG)
        batches = [by_length[at : at + BATCH] for at in range(0, len(by_length), BATCH)]
        for at in order.permutation(len(batches)):
            frames, wanted = lesson_batch([pieces[one] for one in batches[at]], numbers)
            loss = criterion(model(frames).flatten(0, 1), wanted.flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return float(np.mean(losses))


def lesson_batch(chosen: list[Piece], numbers: Numbers) -> tuple[Tensor, Tensor]:
    """Frames (b, t, 26), and the number of the phone that each is (b, t)."""
    longest = max(len(one.frames) for one in chosen)
    frames, wanted = torch.zeros(len(chosen), longest, WIDTH), torch.full((len(chosen), longest), UNTOLD)
    for row, one in enumerate(chosen):
        labels = np.repeat([numbers[phone.symbol] for phone in one.phones], one.lengths)
        frames[row, : len(one.frames)] = torch.from_numpy(one.frames)
        wanted[row, : len(labels)] = torch.from_numpy(labels)
    return frames, wanted


@dataclass(frozen=True, slots=True)
class Course:
    """What a search goes through: the phones, and between words a silence that it may leave out.

    states: the symbol's number of each state; a phone has as many states as it has frames at least
    owner: shape (states,), the phone of each state
    lasting: shape (states,), whether a state may go on: the last of each phone
    over: shape (states,), the state from which a silence before this one is jumped over; -1 for none
    """

    phones: list[Phone]
    states: list[int]
    owner: list[int]
    lasting: NDArray[np.bool_]
    over: Lengths

    @classmethod
    def of(cls, phones: list[Phone], numbers: Numbers) -> "Course":
        parts: list[tuple[Phone, int, bool]] = []  # with the least frames, and whether it may be left out
        for index, phone in enumerate(phones):
            if index and meet(phones[index - 1], phone):
                parts.append((Phone(PAUSE, 0, -1, 0, 0.0, 0.0), SHORTEST_PAUSE, True))
            parts.append((phone, SHORTEST, False))
        least = np.array([frames for _, frames, _ in parts])
        first = np.cumsum(least) - least
        states = [numbers[phone.symbol] for phone, frames, _ in parts for _ in range(frames)]
        lasting = np.zeros(len(states), bool)
        lasting[first + least - 1] = True
        over = np.full(len(states), -1)
        for which, (_, _, optional) in enumerate(parts):
            if optional:
                over[first[which + 1]] = first[which] - 1
        return cls(
            [phone for phone, _, _ in parts], states, np.repeat(np.arange(len(parts)), least).tolist(), lasting, over
        )


def meet(before: Phone, after: Phone) -> bool:
    """Whether two words meet here without a mark between them."""
    return PAUSE not in (before.symbol, after.symbol) and before.word != after.word


def searched(scores: NDArray[np.float32], phones: list[Phone], numbers: Numbers) -> tuple[list[Phone], Lengths, float]:
    """The best boundaries; silences between words that are worth it become pauses. scores: (frames, symbols)"""
    course = Course.of(phones, numbers)
    path, score = best_path(scores[:, course.states], course)
    lengths = np.bincount([course.owner[state] for state in path], minlength=len(course.phones))
    kept = np.flatnonzero(lengths)
    return [course.phones[which] for which in kept], lengths[kept], score


def best_path(emission: NDArray[np.float32], course: Course) -> tuple[Lengths, float]:
    """The state of each frame, by Viterbi's search, and the mean log likelihood. emission: (frames, states)"""
    count = emission.shape[1]
    best = np.full(count, -np.inf)
    best[0] = emission[0, 0]
    back = np.zeros((len(emission), count), np.int32)
    index = np.arange(count)
    can_jump = course.over >= 0
    for frame in range(1, len(emission)):
        stay = np.where(course.lasting, best, -np.inf)
        step = np.concatenate([[-np.inf], best[:-1]])
        jump = np.where(can_jump, best[np.maximum(course.over, 0)], -np.inf)
        came, value = np.where(stay >= step, index, index - 1), np.maximum(stay, step)
        back[frame] = np.where(jump > value, course.over, came)
        best = np.maximum(value, jump) + emission[frame]
    path = np.zeros(len(emission), np.int64)
    state = count - 1
    for frame in range(len(emission) - 1, -1, -1):
        path[frame] = state
        state = back[frame, state]
    return path, float(best[-1] / len(emission))


def improve(model: Classifier, pieces: list[Piece], numbers: Numbers) -> float:
    """Sets better boundaries; returns the mean score."""
    counts = np.full(len(numbers), 1.0)
    for one in pieces:
        for phone, length in zip(one.phones, one.lengths, strict=True):
            counts[numbers[phone.symbol]] += length
    prior = PRIOR * np.log(counts / counts.sum())
    model.eval()
    for one in pieces:
        with torch.inference_mode():
            logs = model(torch.from_numpy(one.frames)[None]).log_softmax(2)[0].numpy()
        plain = [phone for phone in one.phones if phone.symbol != PAUSE or phone.mark or phone is one.phones[0]]
        one.phones, one.lengths, one.score = searched(logs - prior, plain, numbers)
    return float(np.mean([one.score for one in pieces]))


def all_begun(corpora: Path, work: Path) -> list[Piece]:
    """Every recording that can hold its phones, with boundaries by warping."""
    pieces = []
    for corpus in CORPORA:
        lessons: dict[str, Lesson] = pickle.loads((work / "phones" / f"{corpus.name}.pickle").read_bytes())
        for one in corpus.utterances(corpora):
            samples, _ = soundfile.read(target(work, one))
            piece = begun(one.id, corpus.name, lessons[one.id], samples)
            if piece is not None:
                pieces.append(piece)
        print(f"{corpus.name}: {len(pieces)} begun in all", flush=True)
    return pieces


def main(corpora: Path, work: Path) -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    start = work / "begun.pickle"
    if not start.exists():
        start.write_bytes(pickle.dumps(all_begun(corpora, work)))
    pieces: list[Piece] = pickle.loads(start.read_bytes())
    symbols = sorted({phone.symbol for one in pieces for phone in one.phones})
    numbers = {symbol: number for number, symbol in enumerate(symbols)}
    model = Classifier(len(numbers))
    began = time.time()
    for turn, epochs in enumerate(ROUNDS):
        loss = learn(model, pieces, numbers, epochs, turn)
        score = improve(model, pieces, numbers)
        print(f"turn {turn}: loss {loss:.3f}, score {score:.3f}, {time.time() - began:.0f} s", flush=True)
    torch.save({"model": model.state_dict(), "numbers": numbers}, work / "aligner.pt")
    (work / "aligned.pickle").write_bytes(pickle.dumps(pieces))


if __name__ == "__main__":
    from training import align

    # By its name: what is kept is found again under the name of the module that made it.
    align.main(Path(sys.argv[1]), Path(sys.argv[2]))
