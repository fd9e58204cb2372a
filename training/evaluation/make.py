"""Makes what score.py scores: sentences as systems say them, beside the recordings that nothing was learnt from.

    python -m training.evaluation.make WORK OUT [--voice FOLDER] [--systems …] [--sets …] [--speakers …] [--name …]

| system | is |
|---|---|
| real | the recordings |
| resynthesis | their own frames through the vocoder: what no acoustic model can surpass |
| model | the exported networks, told the teacher's phones |
| product | the installed vivavoce, told the text |
| formant | vivavoce's formant synthesizer, which is espeak-ng |

| set | is |
|---|---|
| test, dev | each speaker's held-out sentences; settings are chosen on dev alone |
| harvard | 20 sentences of another style in English, which nobody has recorded |

A folder OUT/SPEAKER/SET/SYSTEM each, with a list.json of what is said; in OUT/SPEAKER/clips what a speaker sounds like.
"""

import argparse
import json
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

import vivavoce
from training.corpora import CORPORA, Corpus
from training.dataset import Item
from training.evaluation.speaking import ExportedVoice, Settings
from training.phones import TEACHER, Lesson, lesson, own_voice
from vivavoce.engine.house.tokens import START, Sound, Told

RATE = 24_000
TEXTS = Path(__file__).parent.parent / "texts"
ENGLISH = "en-US"
CLIPS = 60  # recordings that tell what a speaker sounds like
RECORDED = ("test", "dev")
SETS = (*RECORDED, "harvard")

Samples = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be said. item: the recording of it, where there is one"""

    text: str
    language: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder that training works in."""

    folder: Path
    items: tuple[Item, ...]

    @classmethod
    def open(cls, folder: Path) -> "Workshop":
        return cls(folder, tuple(pickle.loads((folder / "dataset.pickle").read_bytes())["items"]))

    def of(self, corpus: Corpus, split: str) -> list[Item]:
        """Recordings of a speaker, in the order of their ids."""
        number = CORPORA.index(corpus)
        return sorted(
            (one for one in self.items if one.speaker == number and one.split == split), key=lambda one: one.id
        )

    def sentences(self, corpus: Corpus, which: str) -> list[Sentence]:
        """Each text once, with its first recording."""
        if which not in RECORDED:
            return [Sentence(text, ENGLISH) for text in (TEXTS / f"{which}.txt").read_text("utf-8").splitlines()]
        first: dict[str, Item] = {}
        for one in self.of(corpus, which):
            first.setdefault(one.text, one)
        return [Sentence(text, corpus.language, item) for text, item in first.items()]

    def speakers(self) -> list[str]:
        return [CORPORA[number].name for number in sorted({one.speaker for one in self.items})]

    def recording(self, corpus: Corpus, item: Item) -> Path:
        return self.folder / "audio" / corpus.name / f"{item.id}.wav"

    def lessons(self, corpus: Corpus) -> dict[str, Lesson]:
        taught: dict[str, Lesson] = pickle.loads((self.folder / "phones" / f"{corpus.name}.pickle").read_bytes())
        return taught


System = Callable[[Sentence], Samples | None]
"""What a system makes of a sentence, at RATE; None where it can make nothing of it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What systems are made for. voice: the exported networks; None where nothing wants them"""

    workshop: Workshop
    corpus: Corpus
    voice: ExportedVoice | None
    settings: Settings

    def exported(self) -> ExportedVoice:
        if self.voice is None:
            raise SystemExit("say with --voice where the exported networks are")
        return self.voice


def real(order: Order) -> System:
    def find(sentence: Sentence) -> Samples | None:
        if sentence.item is None:
            return None
        samples, _ = soundfile.read(order.workshop.recording(order.corpus, sentence.item))
        return np.asarray(samples)

    return find


def resynthesis(order: Order) -> System:
    voice = order.exported()

    def play(sentence: Sentence) -> Samples | None:
        if sentence.item is None:
            return None
        return voice.sound(sentence.item.frames.astype(np.float32), order.corpus.name)

    return play


def model(order: Order) -> System:
    """With the teacher's phones, and pauses where the text has a mark."""
    voice, lessons = order.exported(), order.workshop.lessons(order.corpus)

    def say(sentence: Sentence) -> Samples:
        taught = lessons[sentence.item.id] if sentence.item else lesson(sentence.text, sentence.language)
        sounds: list[Told] = [Sound(START), *taught.phones]
        return voice.say(sounds, order.corpus.name, sentence.language, order.settings)

    return say


def product(order: Order) -> System:
    """As users hear it."""
    return spoken("house", order.corpus.name)


def formant(_: Order) -> System:
    return spoken("formant", TEACHER)


def spoken(synthesizer: str, name: str) -> System:
    """By vivavoce with a synthesizer's own voice."""
    voice = own_voice(synthesizer, name)
    return lambda sentence: vivavoce.speak(sentence.text, voice, language=sentence.language, rate=RATE).samples


SYSTEMS: dict[str, Callable[[Order], System]] = {
    "real": real,
    "resynthesis": resynthesis,
    "model": model,
    "product": product,
    "formant": formant,
}


TRAINED = ("resynthesis", "model", "product")  # those that another training may make sound otherwise


def write(system: System, sentences: list[Sentence], folder: Path) -> int:
    """How many sentences it made something of."""
    said = []
    for number, sentence in enumerate(sentences):
        samples = system(sentence)
        if samples is not None:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{number:02}.wav"
            soundfile.write(path, samples, RATE, subtype="PCM_16")
            said.append({"file": path.name, "text": sentence.text})
    if said:
        told = {"language": sentences[0].language, "said": said}
        (folder / "list.json").write_text(json.dumps(told, indent=1, ensure_ascii=False), "utf-8")
    return len(said)


def clips(workshop: Workshop, corpus: Corpus, folder: Path) -> None:
    """What the speaker sounds like: some of the recordings that were learnt from."""
    items = workshop.of(corpus, "train")
    folder.mkdir(parents=True, exist_ok=True)
    chosen = np.random.RandomState(0).choice(len(items), min(CLIPS, len(items)), replace=False)
    for number, at in enumerate(chosen):
        shutil.copy(workshop.recording(corpus, items[at]), folder / f"{number:02}.wav")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("work", type=Path, help="the folder that training works in")
    parser.add_argument("out", type=Path, help="where to put what is made")
    parser.add_argument("--voice", type=Path, help="the folder of the exported networks")
    parser.add_argument("--name", help="put behind the names of systems that are trained: model-NAME")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=["real", "resynthesis", "model"])
    parser.add_argument("--sets", nargs="+", choices=SETS, default=["test"])
    parser.add_argument("--speakers", nargs="+", choices=[one.name for one in CORPORA])
    parser.add_argument("--first", type=int, help="only so many sentences of each set")
    for field in fields(Settings):
        parser.add_argument(f"--{field.name}", type=float, default=field.default)
    return parser.parse_args()


def main(given: argparse.Namespace) -> None:
    workshop = Workshop.open(given.work)
    voice = ExportedVoice(given.voice) if given.voice else None
    settings = Settings(given.lengths, given.melody, given.spread)
    speakers = given.speakers or workshop.speakers()
    for corpus in (one for one in CORPORA if one.name in speakers):
        order = Order(workshop, corpus, voice, settings)
        clips(workshop, corpus, given.out / corpus.name / "clips")
        for name in given.systems:
            system = SYSTEMS[name](order)
            called = f"{name}-{given.name}" if given.name and name in TRAINED else name
            for which in given.sets:
                sentences = workshop.sentences(corpus, which)[: given.first]
                count = write(system, sentences, given.out / corpus.name / which / called)
                print(f"{corpus.name}, {which}, {called}: {count} sentences", flush=True)


if __name__ == "__main__":
    main(arguments())
