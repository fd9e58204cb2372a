"""Chooses the words whose sounds are stored, and packs them.

    python -m training.pronunciation.lexicon LISTS WORK DATA

Writes DATA/<language>.lexicon: the letters, each named by itself; the most frequent words, so that common text needs
no model; and those that the model in DATA gets wrong, of the less frequent ones and those of the voices' own texts.
German and Dutch words that others make up are left out, but for the most frequent: their parts tell better how they are
said than the teacher does. Words that the model gets right are named, since others are made of them.
"""

import pickle
import random
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from training.pronunciation.ask import SINGLE
from training.pronunciation.teacher import Said, citations, phones
from training.pronunciation.words import COUNTED, LANGUAGES, SEED, counted
from vivavoce.text.pronouncing.compounds import LANGUAGES as COMPOUNDING
from vivavoce.text.pronouncing.compounds import SHORTEST, parts
from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.lexicon import packed
from vivavoce.text.pronouncing.model import model
from vivavoce.text.pronouncing.phones import KNOWN, Phone

Phones = tuple[Phone, ...]

ALWAYS = 15_000  # of the most frequent words of each language
WHOLE = 3_000  # of these, that are stored though others make them up: few are compounds, "bijzonder" is none
# Capitals that are said as a word, where both the teacher and the model would say something else.
ACRONYMS = {
    "en": {
        "AJAX": "ˈeɪ dʒ æ k s", "ASCII": "ˈæ s k i", "ASEAN": "ˈæ s iə n", "CMOS": "s ˈiː m ɔ s",
        "FLOTUS": "f l ˈoʊ ɾ ə s",
        "ICANN": "ˈaɪ k æ n", "JSON": "dʒ ˈeɪ s ə n", "LIDAR": "l ˈaɪ d ɑːɹ", "NASA": "n ˈæ s ə", "NATO": "n ˈeɪ ɾ oʊ",
        "OSHA": "ˈoʊ ʃ ə", "TASER": "t ˈeɪ z ɚ",
    },
    "de": {
        "AIDS": "ˈeɪ d z", "ASCII": "ˈa s k iː", "BAföG": "b ˈɑː f œ k", "LAN": "l ˈɛ n", "NATO": "n ˈɑː t oː",
        "OPEC": "ˈoː p ɛ k", "PIN": "p ˈɪ n", "RAM": "r ˈa m", "ROM": "r ˈɔ m", "UEFA": "uː ˈeː f ɑː", "WAN": "v ˈa n",
    },
    "nl": {},
}  # fmt: skip
# German nouns are in the lists without a count, so that only what they make up tells which are frequent.
UNCOUNTED = ("de",)
MAKES = 3  # compounds among SAMPLED that a word makes up, to be named
SAMPLED = 100_000  # words of LONG letters or more
LONG = 9
LENGTHS = range(4, 15)  # of words that may be parts
LONGEST_NAME = 10  # phones of a letter's name; more is a description: "e with an acute accent"


def known(said: Phones) -> bool:
    """Whether the voices know all the phones."""
    return bool(said) and all(phone.symbol in KNOWN for phone in said)


def guessed(words: list[str], language: str) -> Mapping[str, Phones]:
    """What the model says."""
    found: dict[str, Phones] = {}
    for first in range(0, len(words), 256):
        some = words[first : first + 256]
        found.update(zip(some, model()(some, language), strict=True))
    return found


def chosen(lists: Path, work: Path, language: str) -> tuple[dict[str, Phones], set[str]]:
    """Spelling → phones of all that is stored for a language, and the words that are named only."""

    def read(name: str) -> dict[str, Phones]:
        return {
            word: phones(said) for word, said in pickle.loads((work / f"{name}-{language}.pickle").read_bytes()).items()
        }

    counts: dict[str, int] = pickle.loads((work / "words.pickle").read_bytes())[language]
    plain, capital, voiced = read("plain"), read("capital"), read("voiced")
    frequent = [word for word in counts if counts[word] > COUNTED and known(plain.get(word, ()))]
    found = {word: plain[word] for word in frequent[:ALWAYS]}
    rest = {word: plain[word] for word in frequent[ALWAYS:]}
    rest |= {word.lower(): voiced[word] for word in sorted(voiced) if word.lower() not in {**found, **rest}}
    said = guessed(sorted(rest, key=len), language)
    found |= {word: rest[word] for word in rest if said[word] != rest[word]}
    guessed_right = {word for word in rest if said[word] == rest[word] and len(word) >= SHORTEST and word.isalpha()}
    if language in UNCOUNTED:
        found, named = with_makers(found, makers(lists, language) - guessed_right, language)
        guessed_right |= named
    compounds: set[str] = set()
    if language in COMPOUNDING:
        whole = found
        found, guessed_right = without_compounds(whole, guessed_right, set(frequent[:WHOLE]), language)
        compounds = whole.keys() - found.keys()
    else:
        guessed_right = set()  # only compounds are made of them
    found |= {
        word: capital[word] for word in capital if is_other(word, capital, plain) and word.lower() not in compounds
    }
    single: dict[str, dict[str, Said]] = pickle.loads((work / f"letters-{language}.pickle").read_bytes())
    found |= {letter.lower(): phones(said) for letter, said in single["amid"].items()}
    found |= {letter.lower(): phones(single["amid"][letter]) for letter in SINGLE[language]}
    found |= {f"{letter}.": phones(said) for letter, said in single["alone"].items() if len(said) <= LONGEST_NAME}
    found |= {word: phones_of(said) for word, said in ACRONYMS[language].items()}
    return {word: said for word, said in found.items() if known(said)}, guessed_right


def without_compounds(
    found: Mapping[str, Phones], guessed_right: Collection[str], whole: Collection[str], language: str
) -> tuple[dict[str, Phones], set[str]]:
    """Both without the words that are made of others here, but for those that are to be stored whole."""

    def is_other(word: str) -> bool:
        return word in found or word in guessed_right

    def is_one(word: str) -> bool:
        return word in whole or not parts(word, language, lambda part: part != word and is_other(part))

    return {word: said for word, said in found.items() if is_one(word)}, set(filter(is_one, guessed_right))


def makers(lists: Path, language: str) -> set[str]:
    """The words that several others are made of."""
    words = {word for word in counted(lists, language) if word.islower() and word.isalpha()}
    short = {word for word in words if len(word) in LENGTHS}
    long = sorted(word for word in words if len(word) >= LONG)
    random.Random(SEED).shuffle(long)
    made = Counter(
        part.word
        for word in long[:SAMPLED]
        for part in parts(word, language, lambda part, word=word: part != word and part in short)  # type: ignore[misc]
    )
    return {word for word, count in made.items() if count >= MAKES}


def with_makers(
    found: Mapping[str, Phones], words: Collection[str], language: str
) -> tuple[dict[str, Phones], set[str]]:
    """What is found with those of the words that the model gets wrong, and the words that it gets right."""
    asked = citations(sorted(word for word in words if word not in found), language)
    wanted = {word: phones(said) for word, said in asked.items() if known(phones(said))}
    said = guessed(sorted(wanted, key=len), language)
    right = {word for word in wanted if said[word] == wanted[word]}
    return {**found, **{word: wanted[word] for word in wanted if word not in right}}, right


def is_other(word: str, capital: Mapping[str, Phones], plain: Mapping[str, Phones]) -> bool:
    """Whether a word with a capital is said unlike the one without."""
    small = plain.get(word.lower(), ())
    return (
        bool(small) and known(capital[word]) and [one.symbol for one in small] != [one.symbol for one in capital[word]]
    )


def main(lists: Path, work: Path, data: Path) -> None:
    for language in LANGUAGES:
        words, right = chosen(lists, work, language)
        stored = packed(words, right)
        (data / f"{language}.lexicon").write_bytes(stored)
        print(f"{language}: {len(words)} words, {len(right)} more named, {len(stored)} bytes", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
