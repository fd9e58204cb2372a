"""Prints how often the parts of a word tell how it is said, against a dictionary that did not teach.

    python -m training.pronunciation.compounds WORK TRANSCRIPTIONS LANGUAGE

TRANSCRIPTIONS is a file of WikiPron (https://github.com/CUNY-CL/wikipron, data/scrape/tsv, for German
deu_latn_broad.tsv), words of Wiktionary and their phones; it is CC BY-SA, only serves to check with, and is not here.
Only sounds that tell words apart are compared, without stress and length. Words tried are those that are not counted,
that are no part of the lexicon and have six letters or more.
"""

import pickle
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from training.pronunciation.words import COUNTED, SEED
from vivavoce.text.pronouncing import Phone
from vivavoce.text.pronouncing.lexicon import lexicon
from vivavoce.text.pronouncing.model import model
from vivavoce.text.pronouncing.words import words

TRIED = 2_500
SHORTEST = 6  # letters

# What is heard alike, or differs between dictionaries by habit; one after the other.
ALIKE = {
    "ˈ": "", "ˌ": "", "͡": "", "ʔ": "", ".": "", "̯": "", "̩": "", "ʁ": "r", "ʀ": "r", "ɾ": "r", "χ": "x", "g": "ɡ",
    "ɐ": "er", "ɜ": "er", "ər": "er", "ɑ": "a", "ː": "", "ʰ": "", "ɪ": "i", "ʊ": "u", "ʏ": "y", "ɛ": "e", "œ": "ø",
    "ɔ": "o", "oø": "oi", "oy": "oi", "əl": "l", "ən": "n", "əm": "m", "ç": "x", "ŋk": "nk", "ŋɡ": "ŋ", "ɣ": "x",
    "z": "s", "ʌu": "au", "ɵ": "y", "ə": "e",
}  # fmt: skip
LIPS = {"de": {"w": "v"}, "nl": {"v": "f", "ʋ": "f", "w": "f"}}


def broad(symbols: Iterable[str], language: str) -> str:
    """Spelled so that what is heard alike is written alike."""
    text = "".join(symbols)
    for sound, instead in (ALIKE | LIPS[language]).items():
        text = text.replace(sound, instead)
    return re.sub(r"(.)\1", r"\1", text)


def transcribed(path: Path, language: str) -> dict[str, set[str]]:
    """Word in small letters → how it may be said, broadly."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text("utf-8").splitlines():
        word, said = line.split("\t")
        found[word.lower()].add(broad(said.split(), language))
    return found


def main(work: Path, path: Path, language: str) -> None:
    wanted = transcribed(path, language)
    counts: dict[str, int] = pickle.loads((work / "words.pickle").read_bytes())[language]
    is_word = lexicon(language).is_word
    unseen = sorted(
        word
        for word in wanted
        if word.isalpha() and len(word) >= SHORTEST and counts.get(word, 0) <= COUNTED and not is_word(word)
    )
    random.Random(SEED).shuffle(unseen)
    tried = unseen[:TRIED]
    guessed = [said for first in range(0, len(tried), 100) for said in model()(tried[first : first + 100], language)]
    found = words(language).said(tried)

    def right(said: tuple[Phone, ...], word: str) -> bool:
        return broad((phone.symbol for phone in said), language) in wanted[word]

    alone = [right(said, word) for said, word in zip(guessed, tried, strict=True)]
    shipped = [right(said, word) for said, word in zip(found, tried, strict=True)]
    made = [at for at, word in enumerate(tried) if found[at] != guessed[at] and words(language)._made_of(word)]
    print(
        f"{language}: {len(tried)} words, right by the model {100 * sum(alone) / len(tried):.1f} %, as shipped"
        f" {100 * sum(shipped) / len(tried):.1f} %; of {len(made)} that their parts tell otherwise, the model has"
        f" {sum(alone[at] for at in made)} right, the parts {sum(shipped[at] for at in made)}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
