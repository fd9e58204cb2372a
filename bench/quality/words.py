"""How many words of a text were understood."""

import re

import numpy as np


def plain(text: str) -> list[str]:
    """The words of an English text as pocketsphinx writes them."""
    return re.sub(r"[^a-z' ]", " ", text.lower().replace("’", "'")).split()


def misheard(wanted: list[str], heard: list[str]) -> int:
    """How many words are wrong, missing or too many (Levenshtein)."""
    costs = np.arange(len(heard) + 1)
    for at, word in enumerate(wanted, 1):
        diagonal, costs[0] = costs[0], at
        for place, other in enumerate(heard, 1):
            best = min(costs[place] + 1, costs[place - 1] + 1, diagonal + (word != other))
            diagonal, costs[place] = costs[place], best
    return int(costs[-1])
