"""What make.py made, told to score.py, which runs in another environment."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "made.json"


Piece = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Made:
    """What was said, and by whom; what was not asked for is empty.

    texts: the sentences, in the order of the numbers in the files' names
    moved_from: clip → the untouched voice that its clone was moved from
    pieces: speaker whose sentences were converted → each sentence, and from when to when it is said, seconds
    """

    texts: Sequence[str]
    moved_from: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, Sequence[Piece]] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")

    @staticmethod
    def read(folder: Path) -> "Made":
        return Made(**json.loads((folder / FILE).read_text("utf-8")))
