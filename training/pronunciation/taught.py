"""The texts that the voices were taught with, and what the teacher said of them."""

import pickle
import re
from pathlib import Path
from typing import Any

from vivavoce.text.pronouncing import Phone

CORPORA = {"kathleen": "en", "kerstin": "de", "nathalie": "nl", "flemishguy": "nl"}
TEXT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?|[,;:.?!–—…]+(?=\s|$)")  # words and pauses


class Sound:
    """A phone as ``training.phones`` stores it: symbol, stress and the number of its word, -1 for a pause."""

    symbol: str
    stress: int
    word: int


class Lesson:
    """A text as ``training.phones`` stores it."""

    text: str
    phones: list[Sound]


class Taught(pickle.Unpickler):
    """Reads what ``training.phones`` wrote, whatever module wrote it."""

    def find_class(self, module: str, name: str) -> Any:
        return {"Phone": Sound, "Lesson": Lesson}.get(name) or super().find_class(module, name)


def sentences(path: Path) -> dict[str, tuple[Phone, ...]]:
    """Text → the teacher's phones, of the texts without digits, which are the normalisation's business."""
    with path.open("rb") as stream:
        lessons: dict[str, Lesson] = Taught(stream).load()
    return {
        lesson.text: tuple(Phone(one.symbol, one.stress) for one in lesson.phones if one.word >= 0)
        for lesson in lessons.values()
        if not re.search(r"\d", lesson.text)
    }
