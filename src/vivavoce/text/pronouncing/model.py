"""Guesses how a word is said from its letters: a small convolutional network in plain numpy.

``training/pronunciation/model.py`` is the same in torch, where it is trained. Each letter is labelled with what it
says: nothing, one phone or two.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from vivavoce.text.pronouncing.letters import ALPHABET, letters_of
from vivavoce.text.pronouncing.phones import PRIMARY, Phone

Array: TypeAlias = NDArray[np.float32]

FILE = "model.npz"
LANGUAGES = ("en", "de", "nl")  # as numbered in the model
NUMBERS = {letter: number for number, letter in enumerate(ALPHABET)}
EPSILON = 1e-5  # added to a variance, as torch does
MIXING = 3  # block before which each letter hears of the whole word
LONGEST = 60  # letters looked at together; longer words are cut, so that time stays linear and memory small


@dataclass(frozen=True, slots=True)
class Block:
    """One layer. scale, shift: (width,); weight: (width, 3 · width); bias: (width,)"""

    scale: Array
    shift: Array
    weight: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """(n, length, width) → the same shape, each letter having looked at its neighbours."""
        normal = normalised(x) * self.scale + self.shift
        wide = np.pad(normal, ((0, 0), (1, 1), (0, 0)))
        beside = np.concatenate([wide[:, :-2], wide[:, 1:-1], wide[:, 2:]], axis=2)  # (n, length, 3 · width)
        made: Array = x + np.maximum(beside @ self.weight.T + self.bias, 0)
        return made


def normalised(x: Array) -> Array:
    """With mean 0 and variance 1 along the last axis."""
    centred = x - x.mean(2, keepdims=True)
    found: Array = centred / np.sqrt((centred * centred).mean(2, keepdims=True) + EPSILON)
    return found


class Model:
    """arrays: as ``training.pronunciation.train`` writes them."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self.chunks = [chunk_of(str(text)) for text in arrays["chunks"]]
        primaries = [sum(phone.stress == PRIMARY for phone in chunk) for chunk in self.chunks]
        self._letters, self._languages = matrix(arrays, "letters.weight"), matrix(arrays, "languages.weight")
        self._whole, self._whole_bias = matrix(arrays, "whole.weight"), vector(arrays, "whole.bias")
        self._head, self._head_bias = matrix(arrays, "head.weight"), vector(arrays, "head.bias")
        count = sum(name.startswith("norms.") for name in arrays) // 2
        self._blocks = [
            Block(
                vector(arrays, f"norms.{at}.weight"),
                vector(arrays, f"norms.{at}.bias"),
                matrix(arrays, f"blocks.{at}.weight"),
                vector(arrays, f"blocks.{at}.bias"),
            )
            for at in range(count)
        ]
        self._stressed = np.array([count == 1 for count in primaries])  # which chunks bear the word's stress
        self._plain = np.array([count == 0 for count in primaries])

    def __call__(self, words: Sequence[str], language: str) -> list[tuple[Phone, ...]]:
        """How words are said, each with one primary stress if it has a vowel; () of a word without letters.

        words: of any characters (see ``letters_of``); language: one of ``LANGUAGES``
        """
        spelled = [letters_of(word) for word in words]
        pieces = [word[at : at + LONGEST] for word in spelled for at in range(0, len(word), LONGEST)]
        said = self._said(pieces, LANGUAGES.index(language))
        return [
            tuple(phone for at in range(0, len(word), LONGEST) for phone in said[word[at : at + LONGEST]])
            for word in spelled
        ]

    def _said(self, pieces: Iterable[str], language: int) -> dict[str, tuple[Phone, ...]]:
        """What each piece says. Those of one length are looked at together: so none changes a bit of another."""
        found: dict[str, tuple[Phone, ...]] = {}
        for _, alike in groupby(sorted(set(pieces), key=lambda piece: (len(piece), piece)), key=len):
            together = list(alike)
            found |= zip(together, map(self._best, self._logits(together, language)), strict=True)
        return found

    def _logits(self, pieces: Sequence[str], language: int) -> Array:
        """(n, length, chunks): how likely each letter says what. pieces: all as long"""
        letters = np.array([[NUMBERS[letter] for letter in piece] for piece in pieces])
        x = self._letters[letters] + self._languages[language]
        for number, block in enumerate(self._blocks):
            if number == MIXING:
                x = x + (x.mean(1, keepdims=True) @ self._whole.T + self._whole_bias)
            x = block(x)
        logits: Array = x @ self._head.T + self._head_bias
        return logits

    def _best(self, logits: Array) -> tuple[Phone, ...]:
        """The likeliest phones with exactly one primary stress. logits: (length, chunks)"""
        plain = np.where(self._plain, logits, -np.inf)
        stressed = np.where(self._stressed, logits, -np.inf)
        labels = plain.argmax(1)
        bearing = int((stressed.max(1) - plain.max(1)).argmax())
        labels[bearing] = stressed[bearing].argmax()
        return tuple(phone for label in labels for phone in self.chunks[label])


def chunk_of(text: str) -> tuple[Phone, ...]:
    """What a letter says, as it is stored: "0k|0s"."""
    return tuple(Phone(part[1:], int(part[0])) for part in text.split("|") if part)


def matrix(arrays: dict[str, NDArray[np.generic]], name: str) -> Array:
    """(m, n) float32 from eight-bit numbers and the steps of the rows."""
    made: Array = arrays[name].astype(np.float32) * arrays[name + ".step"].astype(np.float32)
    return made


def vector(arrays: dict[str, NDArray[np.generic]], name: str) -> Array:
    return arrays[name].astype(np.float32)


@functools.cache
def model() -> Model:
    """The model of this package, read once: about half a megabyte."""
    with (
        resources.files("vivavoce.text.pronouncing").joinpath("data", FILE).open("rb") as stream,
        np.load(stream) as arrays,
    ):
        return Model(dict(arrays))
