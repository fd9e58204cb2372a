"""Finds which letters of a word say which of its phones: each letter says none, one or two, in order.

Viterbi training: where each letter says what it most likely says, count what each letter says, and begin again.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from training.pronunciation.teacher import Sound

Chunk = tuple[str, ...]  # symbols that one letter says, without stress
Scores = Mapping[tuple[str, Chunk], float]

MOST = 2  # phones that one letter says
ROUNDS = 5
SAMPLE = 20_000  # words that the scores are learnt from
UNSEEN = -12.0  # log probability of what a letter has never said
SILENT, DOUBLE = -2.5, -4.0  # log probabilities to begin with, of a letter that says nothing or two phones


def aligned(word: str, sounds: Sequence[Sound], scores: Scores) -> tuple[float, list[tuple[Sound, ...]]] | None:
    """The log probability of the likeliest alignment and what each letter says; None if there are too many phones."""
    letters, count = len(word), len(sounds)
    symbols = tuple(one.symbol for one in sounds)
    best = [[-math.inf] * (count + 1) for _ in range(letters + 1)]
    taken = [[0] * (count + 1) for _ in range(letters + 1)]
    best[0][0] = 0.0
    for at, letter in enumerate(word):
        row, following, choice = best[at], best[at + 1], taken[at + 1]
        for done in range(max(0, count - MOST * (letters - at)), min(count, MOST * at) + 1):
            if row[done] == -math.inf:
                continue
            for more in range(min(MOST, count - done) + 1):
                score = row[done] + scores.get((letter, symbols[done : done + more]), UNSEEN)
                if score > following[done + more]:
                    following[done + more], choice[done + more] = score, more
    if best[letters][count] == -math.inf:
        return None
    parts, done = [], count
    for at in range(letters, 0, -1):
        more = taken[at][done]
        parts.append(tuple(sounds[done - more : done]))
        done -= more
    return best[letters][count], parts[::-1]


def beginning(words: Iterable[tuple[str, Sequence[Sound]]]) -> Scores:
    """Scores to begin with: how much oftener a letter and a phone meet in words than by chance."""
    together: Counter[tuple[str, str]] = Counter()
    letters: Counter[str] = Counter()
    phones: Counter[str] = Counter()
    for word, sounds in words:
        for letter in set(word):
            letters[letter] += 1
        for symbol in {one.symbol for one in sounds}:
            phones[symbol] += 1
            together.update((letter, symbol) for letter in set(word))
    total = sum(letters.values())
    single = {
        pair: math.log(count * total / (letters[pair[0]] * phones[pair[1]] * 8)) for pair, count in together.items()
    }
    scores: dict[tuple[str, Chunk], float] = {(letter, ()): SILENT for letter in letters}
    scores |= {(letter, (symbol,)): score for (letter, symbol), score in single.items()}
    strong = {pair: score for pair, score in single.items() if score > -1}
    by_letter: dict[str, list[str]] = {}
    for letter, symbol in strong:
        by_letter.setdefault(letter, []).append(symbol)
    for letter, symbols in by_letter.items():
        for one in symbols:
            for two in symbols:
                scores[letter, (one, two)] = (strong[letter, one] + strong[letter, two]) / 2 + DOUBLE
    return scores


def learnt(words: Sequence[tuple[str, Sequence[Sound]]]) -> Scores:
    """The scores of a language; words: in any order that mixes them."""
    sample = words[:SAMPLE]
    scores = beginning(sample)
    for _ in range(ROUNDS):
        counts: Counter[tuple[str, Chunk]] = Counter()
        for word, sounds in sample:
            found = aligned(word, sounds, scores)
            if found:
                counts.update(
                    (letter, tuple(one.symbol for one in part)) for letter, part in zip(word, found[1], strict=True)
                )
        totals: Counter[str] = Counter()
        for (letter, _), count in counts.items():
            totals[letter] += count
        scores = {(letter, chunk): math.log(count / totals[letter]) for (letter, chunk), count in counts.items()}
    return scores
