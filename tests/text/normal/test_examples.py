"""Tables of what is written and what is said, by language and kind: examples/*.txt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vivavoce.text.normal import joined, normalised

EXAMPLES = Path(__file__).parent / "examples"
ARROW = " ⇒"


def rows() -> Iterator[object]:
    """Language, what is written, what is said; kinds are headings, remarks begin with ##."""
    for path in sorted(EXAMPLES.glob("*.txt")):
        kind = ""
        for line in path.read_text("utf-8").splitlines():
            if ARROW in line:
                written, _, said = line.partition(ARROW)
                yield pytest.param(path.stem, written, said.strip(), id=f"{path.stem}-{kind}-{written}")
            elif line and not line.startswith("## "):
                kind = line.removeprefix("# ")


@pytest.mark.parametrize(("language", "written", "said"), list(rows()))
def test_text_is_read_as_it_is_said(language: str, written: str, said: str) -> None:
    assert joined(written, normalised(written, language)) == said
