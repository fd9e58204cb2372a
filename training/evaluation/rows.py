"""Scores as tables."""

from collections.abc import Iterator

import numpy as np

COLUMNS = {  # title: places behind the point
    "n": 0, "OVRL": 2, "±": 3, "SIG": 2, "BAK": 2, "P808": 2, "WER": 3, "SPK": 3, "MCD": 2, "F0 st": 2, "F0 r": 2,
    "s": 2,
}  # fmt: skip

Row = dict[str, float]  # of one sentence, or means over several
Name = tuple[str, str, str]  # speaker, set and system


def summary(rows: list[Row]) -> Row:
    """Means over the sentences; of words over all words."""
    names = [name for name in rows[0] if name not in ("errors", "words")]
    found: Row = {"n": len(rows)}
    found |= {name: float(np.nanmean([one[name] for one in rows])) for name in names}
    found["±"] = float(np.std([one["OVRL"] for one in rows]) / len(rows) ** 0.5)
    if "words" in rows[0]:
        found["WER"] = sum(one["errors"] for one in rows) / sum(one["words"] for one in rows)
    return found


def table(scores: dict[Name, Row]) -> Iterator[str]:
    """Lines of Markdown: one table for each speaker and set."""
    for speaker, which in dict.fromkeys(name[:2] for name in scores):
        yield f"\n{speaker}, {which}:\n"
        yield f"| system | {' | '.join(COLUMNS)} |"
        yield "|---|" + "---|" * len(COLUMNS)
        for name, found in scores.items():
            if name[:2] == (speaker, which):
                cells = [f"{found[title]:.{places}f}" if title in found else "" for title, places in COLUMNS.items()]
                yield f"| {name[2]} | {' | '.join(cells)} |"
