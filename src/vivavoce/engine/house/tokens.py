"""What the acoustic model reads: phones and pauses, each with eight features. Training and speaking share it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

START = "^"  # before the first phone
PAUSE = "_"
EDGES = frozenset({START, PAUSE})  # what clauses lie between
MARKS = {",": 1, ";": 2, ":": 2, "–": 2, "—": 2, ".": 3, "?": 4, "!": 5, "…": 3}  # what a pause comes of
UNKNOWN = 0  # number of a symbol that the model does not know
FARTHEST = 15  # tokens: distances to a clause's ends are told up to this
FEATURES = 8

Tokens = NDArray[np.int64]  # shape (n, FEATURES)


class Told(Protocol):
    """What a token is made from.

    symbol: IPA without stress, START or PAUSE; stress: 0 none, 1 secondary, 2 primary
    word: the number of the word it is in, -1 for START and PAUSE
    mark: of a pause, one of the values of MARKS, or 0 where words only meet; of anything else 0
    """

    @property
    def symbol(self) -> str: ...
    @property
    def stress(self) -> int: ...
    @property
    def word(self) -> int: ...
    @property
    def mark(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Sound:
    """A phone or a pause; the fields are those of ``Told``."""

    symbol: str
    stress: int = 0
    word: int = -1
    mark: int = 0


def tokens_of(sounds: Sequence[Told], symbols: Mapping[str, int]) -> Tokens:
    """The features of each sound, in time in proportion to how many there are.

    symbols: symbol → number, 1 or more; what is not among them becomes UNKNOWN
    returns: columns are the symbol's number, its stress, whether it begins and ends a word, its mark, the mark of the
        next pause that has one, and the distances to the next and to the last edge of a clause
    """
    rows = np.zeros((len(sounds), FEATURES), np.int64)
    words = np.array([sound.word for sound in sounds], np.int64)
    changes = words[1:] != words[:-1]
    rows[:, 0] = [symbols.get(sound.symbol, UNKNOWN) for sound in sounds]
    rows[:, 1] = [sound.stress for sound in sounds]
    rows[:, 2] = np.concatenate([[True], changes])[: len(rows)]
    rows[:, 3] = np.concatenate([changes, [True]])[: len(rows)]
    rows[:, 4] = [sound.mark for sound in sounds]
    rows[:, 5] = marks_ahead(sounds)
    is_edge = [sound.symbol in EDGES for sound in sounds]
    rows[:, 6] = since_edge(is_edge[::-1])[::-1]
    rows[:, 7] = since_edge(is_edge)
    return rows


def marks_ahead(sounds: Sequence[Told]) -> list[int]:
    """For each sound the mark of the first edge from it on that has one, 0 where none has."""
    ahead, mark = [], 0
    for sound in reversed(sounds):
        if sound.symbol in EDGES and sound.mark:
            mark = sound.mark
        ahead.append(mark)
    return ahead[::-1]


def since_edge(is_edge: Sequence[bool]) -> list[int]:
    """How many places each lies after the last edge, or after the first place where there is none; up to FARTHEST."""
    found, distance = [], 0
    for place, edge in enumerate(is_edge):
        distance = 0 if edge or place == 0 else distance + 1
        found.append(min(distance, FARTHEST))
    return found
