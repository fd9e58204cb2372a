"""What the teacher (espeak-ng) says of every text: its phones, when they sound in its own voice, and its cepstra.

    python -m training.phones CORPORA WORK

Its output serves to find boundaries and to learn pronunciations from; none of it is shipped.
"""

import pickle
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr

import vivavoce
from training.audio import RATE
from training.cepstra import Cepstra, cepstra
from training.corpora import CORPORA, Corpus
from vivavoce.core.events import Phoneme
from vivavoce.core.voices import Origin, Voice, built_in_id
from vivavoce.engine import plugins
from vivavoce.engine.house.tokens import MARKS, PAUSE

TEACHER = "woman"  # one of the formant synthesizer's own voices
STRESSES = {"ˈ": 2, "ˌ": 1}
END = MARKS["."]  # what the pause after a text comes of that ends without a mark


@dataclass(slots=True)
class Phone:
    """One phone, or a pause.

    symbol: IPA without stress; stress: 0, 1 (secondary) or 2; word: its number, -1 for a pause
    mark: of a pause, what it comes of (see ``MARKS``), 0 where words only meet
    start, end: seconds in the teacher's voice
    """

    symbol: str
    stress: int
    word: int
    mark: int
    start: float
    end: float


@dataclass(slots=True)
class Lesson:
    """A text as the teacher says it."""

    text: str
    words: list[str]
    phones: list[Phone]
    cepstra: Cepstra


def own_voice(synthesizer: str, name: str) -> Voice:
    """A synthesizer's own voice, spoken by that synthesizer and no other."""
    embedding = plugins.synthesizer(synthesizer).own_voices()[name]
    return Voice(built_in_id(f"own {name}"), name, embedding, Origin("built-in"), synthesizer=synthesizer)


def lesson(text: str, language: str) -> Lesson:
    """What the teacher says of a text, with pauses where marks between the words call for them."""
    said = vivavoce.speak(text, own_voice("formant", TEACHER), language=language)
    sound = soxr.resample(np.asarray(said.samples, np.float64), said.rate, RATE)
    phones: list[Phone] = []
    number, ends = -1, 0
    for word in said.words:
        inside = [one for one in said.phonemes if word.start <= one.start < word.end]
        if not inside:
            continue
        mark = mark_of(said.text[ends : word.offset]) if phones else 0
        if mark:
            phones.append(Phone(PAUSE, 0, -1, mark, phones[-1].end, inside[0].start / said.rate))
        number += 1
        ends = word.offset + len(word.text)
        phones += [phone_of(one, number, said.rate) for one in inside]
    if not phones:
        raise ValueError(f"the teacher says nothing of {text!r}")
    mark = mark_of(said.text[ends:]) or END
    phones.append(Phone(PAUSE, 0, -1, mark, phones[-1].end, len(sound) / RATE))
    return Lesson(text, [word.text for word in said.words], phones, cepstra(sound))


def mark_of(between: str) -> int:
    """The strongest of the marks between two words, 0 where there is none."""
    return max((MARKS.get(letter, 0) for letter in between), default=0)


def phone_of(one: Phoneme, word: int, rate: int) -> Phone:
    stress = max((STRESSES.get(letter, 0) for letter in one.symbol), default=0)
    return Phone(re.sub("[ˈˌ]", "", one.symbol), stress, word, 0, one.start / rate, one.end / rate)


def lessons(corpus: Corpus, corpora: Path) -> dict[str, Lesson]:
    return {one.id: lesson(one.text, corpus.language) for one in corpus.utterances(corpora)}


def main(corpora: Path, work: Path) -> None:
    (work / "phones").mkdir(parents=True, exist_ok=True)
    for corpus in CORPORA:
        path = work / "phones" / f"{corpus.name}.pickle"
        if not path.exists():
            path.write_bytes(pickle.dumps(lessons(corpus, corpora)))
        taught: dict[str, Lesson] = pickle.loads(path.read_bytes())
        symbols = {phone.symbol for one in taught.values() for phone in one.phones}
        print(f"{corpus.name}: {len(taught)} texts, {len(symbols)} phones", flush=True)


if __name__ == "__main__":
    from training import phones

    # By its name: what is kept is found again under the name of the module that made it.
    phones.main(Path(sys.argv[1]), Path(sys.argv[2]))
