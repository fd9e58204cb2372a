"""What the teacher says: of words by themselves, with a capital, and side by side.

    python -m training.pronunciation.ask WORK

About two minutes on one core; what is there already is not asked again.
"""

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from training.pronunciation.teacher import Said, citations, spoken
from training.pronunciation.words import COUNTED, LANGUAGES, SEED

T = TypeVar("T")
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßàáâæçèéêëîïñóôøœùúû"
LAST = "Lil {}."  # the last word of a clause is said with more stress

# Clauses of words at random, as likely as the root of their count makes them: they teach what neighbours do.
CLAUSES = 40_000
SHORTEST, LONGEST = 2, 8  # words of a clause
VOCABULARY = 3_000  # words that they are made of
DAMPED = 0.6


def clauses(counts: dict[str, int], number: int, seed: int) -> list[tuple[str, ...]]:
    """Clauses of frequent words in no order."""
    chance = np.random.default_rng(seed)
    words = list(counts)[:VOCABULARY]
    weights = np.array([counts[word] for word in words], float) ** DAMPED
    lengths = chance.integers(SHORTEST, LONGEST + 1, number)
    drawn = iter(chance.choice(len(words), int(lengths.sum()), p=weights / weights.sum()))
    return [tuple(words[next(drawn)] for _ in range(length)) for length in lengths]


def in_clauses(counts: dict[str, int], language: str) -> list[tuple[tuple[str, ...], Said]]:
    """Clauses, and all their phones."""
    asked = clauses(counts, CLAUSES, SEED)
    told = spoken([" ".join(clause) + "." for clause in asked], language)
    return [(clause, tuple(one for word in said for one in word)) for clause, said in zip(asked, told, strict=True)]


def kept(path: Path, made: Callable[[], T]) -> T:
    """What is in the file, made and put there if there is none."""
    if not path.exists():
        path.write_bytes(pickle.dumps(made()))
    found: T = pickle.loads(path.read_bytes())
    return found


def main(work: Path) -> None:
    words = pickle.loads((work / "words.pickle").read_bytes())
    for language in LANGUAGES:
        counts = words[language]
        frequent = [word for word in counts if counts[word] > COUNTED]
        plain = kept(work / f"plain-{language}.pickle", lambda: citations(counts, language))
        capital = kept(
            work / f"capital-{language}.pickle", lambda: citations([word.capitalize() for word in frequent], language)
        )
        last = kept(work / f"last-{language}.pickle", lambda: citations(frequent, language, LAST))
        single = kept(
            work / f"letters-{language}.pickle",
            lambda: {"amid": citations(LETTERS, language), "alone": citations(LETTERS, language, LAST)},
        )
        beside = kept(work / f"clauses-{language}.pickle", lambda: in_clauses(counts, language))
        print(language, len(plain), len(capital), len(last), len(single), len(beside), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
