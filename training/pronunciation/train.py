"""Trains the grapheme-to-phoneme model, and writes it as eight-bit numbers that numpy reads.

    python -m training.pronunciation.train WORK MODEL.npz

About fifteen minutes on one core of 2024. The words that ``is_held_out`` names are not learnt from.
"""

import pickle
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from training.pronunciation.alignment import aligned, learnt
from training.pronunciation.ask import kept
from training.pronunciation.model import Model
from training.pronunciation.teacher import Said, Sound, phones
from training.pronunciation.words import LANGUAGES, SEED, is_held_out
from vivavoce.text.pronouncing.letters import ALPHABET, letters_of

RAREST = 15  # words in which a letter says something, for the model to learn that
PER_LETTER = -3.5  # log probability of an alignment, below which a word is spelled or said unlike it is written
EPOCHS = 6
BATCH = 4_000  # letters
RATE = 4e-3  # of learning, at its highest
WARM_UP = 0.05  # of the steps
DECAY = 0.01

Chunk = tuple[Sound, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Words to learn from, each with what each of its letters says."""

    words: list[str]
    languages: list[int]
    labels: list[list[Chunk]]


def lesson(work: Path) -> Lesson:
    """All the words that may be learnt from, of all languages."""
    words: list[str] = []
    languages: list[int] = []
    labels: list[list[Chunk]] = []
    for number, language in enumerate(LANGUAGES):
        known: dict[str, Said] = pickle.loads((work / f"plain-{language}.pickle").read_bytes())
        pairs = [(letters_of(word), said) for word, said in known.items() if not is_held_out(word) and letters_of(word)]
        pairs = [pairs[at] for at in np.random.default_rng(SEED).permutation(len(pairs))]
        scores = learnt(pairs)
        for word, said in pairs:
            found = aligned(word, said, scores)
            if found and found[0] >= PER_LETTER * len(word):
                words.append(word)
                languages.append(number)
                labels.append([tuple(part) for part in found[1]])
        print(f"{language}: {languages.count(number)} of {len(pairs)} words aligned", flush=True)
    return Lesson(words, languages, labels)


def chunks_of(lesson: Lesson) -> list[Chunk]:
    """What a letter can say, the most frequent first."""
    counts = Counter(chunk for labels in lesson.labels for chunk in labels)
    return [chunk for chunk, count in counts.most_common() if count >= RAREST]


@dataclass(frozen=True, slots=True)
class Batch:
    """letters, labels: (n, length) int64, 0 and -100 behind the end of a word; languages: (n,) int64"""

    letters: Tensor
    labels: Tensor
    languages: Tensor


def batches(lesson: Lesson, chunks: list[Chunk]) -> list[Batch]:
    """The words in batches of nearly equal length; those that say something rare are left out."""
    numbers = {chunk: at for at, chunk in enumerate(chunks)}
    fit = [at for at, labels in enumerate(lesson.labels) if all(chunk in numbers for chunk in labels)]
    shuffled: list[int] = np.random.default_rng(SEED).permutation(fit).tolist()
    order = sorted(shuffled, key=lambda at: len(lesson.words[at]))
    found, start = [], 0
    while start < len(order):
        length = len(lesson.words[order[start]])
        group = order[start : start + max(1, BATCH // length)]
        length = len(lesson.words[group[-1]])
        letters = np.zeros((len(group), length), np.int64)
        labels = np.full((len(group), length), -100)
        for row, at in enumerate(group):
            word = lesson.words[at]
            letters[row, : len(word)] = [ALPHABET.index(letter) for letter in word]
            labels[row, : len(word)] = [numbers[chunk] for chunk in lesson.labels[at]]
        languages = torch.tensor([lesson.languages[at] for at in group])
        found.append(Batch(torch.from_numpy(letters), torch.from_numpy(labels), languages))
        start += len(group)
    return found


def trained(batches: list[Batch], chunks: int) -> Model:
    """The model after ``EPOCHS`` looks at each batch."""
    torch.manual_seed(SEED)
    model = Model(len(ALPHABET), len(LANGUAGES), chunks)
    optimizer = torch.optim.AdamW(model.parameters(), RATE, betas=(0.9, 0.98), weight_decay=DECAY)
    steps = EPOCHS * len(batches)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=steps, pct_start=WARM_UP, cycle_momentum=False, final_div_factor=100
    )
    began = time.monotonic()
    for epoch in range(EPOCHS):
        total = 0.0
        for at in np.random.default_rng(SEED + epoch).permutation(len(batches)):
            batch = batches[at]
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(batch.letters, batch.languages)
            loss = cross_entropy(logits.float().flatten(0, 1), batch.labels.flatten(), ignore_index=-100)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(batches):.4f}, {time.monotonic() - began:.0f} s", flush=True)
    model.eval()
    return model


def eight_bit(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(m, n) float → the same as int8 (m, n) and the size (m, 1) float32 of a step of each row."""
    step = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
    return np.round(weight / step).astype(np.int8), step.astype(np.float32)


def write(model: Model, chunks: list[Chunk], path: Path) -> None:
    """Everything that ``vivavoce.text.pronouncing.model`` needs, matrices as int8."""
    said = ["|".join(f"{phone.stress}{phone.symbol}" for phone in phones(chunk)) for chunk in chunks]
    arrays: dict[str, np.ndarray] = {"chunks": np.array(said)}
    for name, weight in model.state_dict().items():
        values = weight.float().numpy()
        if values.ndim == 2:
            arrays[name], arrays[name + ".step"] = eight_bit(values)
        else:
            arrays[name] = values.astype(np.float32)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def main(work: Path, path: Path) -> None:
    torch.set_num_threads(1)
    known = kept(work / "lesson.pickle", lambda: lesson(work))
    chunks = chunks_of(known)
    ready = batches(known, chunks)
    print(f"{len(known.words)} words, {len(chunks)} chunks, {len(ready)} batches", flush=True)
    model = trained(ready, len(chunks))
    torch.save(model.state_dict(), work / "model.pt")
    write(model, chunks, path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
