"""Where the recordings are, and what is said in them: one speaker each.

| corpus | repository | language | speaker |
|---|---|---|---|
| kathleen | github.com/rhasspy/dataset-voice-kathleen | US English | a woman |
| kerstin | github.com/rhasspy/dataset-voice-kerstin | German | a woman |
| nathalie | github.com/rhasspy/dataset-voice-nathalie | Dutch (Belgium) | a woman |
| flemishguy | github.com/rhasspy/dataset-voice-flemishguy | Dutch (Belgium) | a man |

All are in the public domain (CC0 1.0). Clone them beside each other, each into a folder called like the corpus.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Found = Iterator[tuple[str, str, Path]]  # id, text and recording


@dataclass(frozen=True, slots=True)
class Utterance:
    """One recording.

    id: unique within its corpus; text: what is said in it; audio: the file
    """

    id: str
    corpus: str
    text: str
    audio: Path


@dataclass(frozen=True, slots=True)
class Corpus:
    """The recordings of one speaker.

    language: BCP 47 tag; read: what is in the folder of the corpus
    """

    name: str
    language: str
    read: Callable[[Path], Found]

    def utterances(self, folder: Path) -> list[Utterance]:
        """Those whose recording is there, by their ids. folder: where the corpora lie beside each other"""
        found = sorted(self.read(folder / self.name))
        return [Utterance(name, self.name, text, audio) for name, text, audio in found if audio.exists()]


def beside(folder: Path) -> Found:
    """A text file beside each recording."""
    for text in (folder / "data").glob("*.txt"):
        yield text.stem, text.read_text("utf-8").strip(), text.with_suffix(".wav")


def listed(table: str, audio: str) -> Callable[[Path], Found]:
    """A table of ids and texts with a bar between them, and recordings called by the ids. audio: "folder/*.ending" """

    def read(folder: Path) -> Found:
        for line in (folder / table).read_text("utf-8").splitlines():
            name, bar, text = line.partition("|")
            if bar and text.strip():
                yield name, text.split("|")[-1].strip(), folder / audio.replace("*", name)

    return read


CORPORA = (  # a new one goes to the end: speakers are numbered by their places
    Corpus("kathleen", "en-US", beside),
    Corpus("kerstin", "de", listed("metadata.csv", "verified/*.flac")),
    Corpus("nathalie", "nl", listed("verified/metadata.csv", "verified/*.flac")),
    Corpus("flemishguy", "nl", listed("metadata.csv", "wavs/*.wav")),
)
