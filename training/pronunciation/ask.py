"""What the teacher says: of words by themselves, with a capital, and side by side.

    python -m training.pronunciation.ask WORK TAUGHT

TAUGHT is the folder of what the teacher said of the voices' texts, as ``training.phones`` writes it; their words are
asked, too.
About two minutes on one core; what is there already is not asked again.
"""

import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from pathlib import Path
from typing import TypeVar

import numpy as np

from training.pronunciation.taught import CORPORA, TEXT, sentences
from training.pronunciation.teacher import CARRIER, Said, citations, spoken
from training.pronunciation.words import COUNTED, LANGUAGES, SEED

T = TypeVar("T")
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßàáâæçèéêëîïñóôøœùúû"
SINGLE = {"en": "aI", "de": "", "nl": "u"}  # words of one letter
LAST = "Lil {}."  # the last word of a clause is said with more stress

# Clauses of words at random, as likely as the root of their count makes them: they teach what neighbours do.
CLAUSES = 40_000
SHORTEST, LONGEST = 2, 8  # words of a clause
VOCABULARY = 3_000  # words that they are made of
DAMPED = 0.6
PAIRED = 150  # most frequent words, of which each is said before each other


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


def pairs(counts: dict[str, int], language: str) -> list[tuple[tuple[str, ...], Said]]:
    """Each frequent word before each other, amid a clause, and their phones together."""
    words = list(counts)[:PAIRED] + [letter for letter in SINGLE[language] if letter not in counts]
    asked = [(first, second) for first in words for second in words]
    told = spoken([CARRIER.format(" ".join(pair)) for pair in asked], language)
    edge = len(next(iter(spoken([CARRIER.format("")], language)))[0])
    return [
        (pair, tuple(one for word in said for one in word)[edge:-edge]) for pair, said in zip(asked, told, strict=True)
    ]


def voiced(folder: Path, language: str) -> list[str]:
    """The words of the texts that the voices were taught with."""
    found = set()
    for corpus, spoken_in in CORPORA.items():
        if spoken_in == language:
            for text in sentences(folder / f"{corpus}.pickle"):
                found |= {part for word in TEXT.findall(text) if word[0].isalpha() for part in word.split("-") if part}
    return sorted(found)


def small(words: Iterable[str]) -> list[str]:
    """The words without capitals, each once."""
    return sorted({word.lower() for word in words})


def kept(path: Path, made: Callable[[], T]) -> T:
    """What is in the file, made and put there if there is none."""
    if not path.exists():
        path.write_bytes(pickle.dumps(made()))
    found: T = pickle.loads(path.read_bytes())
    return found


def asked(work: Path, folder: Path, language: str, counts: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Ask all about a language; yields what was asked and how much was told."""
    frequent = [word for word in counts if counts[word] > COUNTED]
    single = [*LETTERS, *SINGLE[language]]
    tasks: dict[str, Callable[[], Sized]] = {
        "plain": lambda: citations(counts, language),
        "capital": lambda: citations([word.capitalize() for word in frequent], language),
        "last": lambda: citations([*frequent, *small(voiced(folder, language))], language, LAST),
        "letters": lambda: {"amid": citations(single, language), "alone": citations(single, language, LAST)},
        "voiced": lambda: citations(voiced(folder, language), language),
        "pairs": lambda: pairs(counts, language),
        "clauses": lambda: in_clauses(counts, language),
    }
    for name, task in tasks.items():
        yield name, len(kept(work / f"{name}-{language}.pickle", task))


def main(work: Path, folder: Path) -> None:
    words = pickle.loads((work / "words.pickle").read_bytes())
    for language in LANGUAGES:
        for name, count in asked(work, folder, language, words[language]):
            print(f"{language}: {name} {count}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
