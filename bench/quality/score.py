"""Scores what make.py made: python -m bench.quality.score FOLDER, in the environment that setup.sh makes.

Likeness is the cosine of speaker embeddings of which nothing is in the product; see measures.py.
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from bench.quality import measures

SPOKEN = ("untouched", "cloned")
SENTENCES = (
    "the birch canoe slid on the smooth planks",
    "glue the sheet to the dark blue background",
    "it's easy to tell the depth of a well",
    "these days a chicken leg is a rare dish",
    "rice is often served in round bowls",
    "the juice of lemons makes fine punch",
)


def main(folder: Path) -> None:
    torch.set_num_threads(1)
    clips = {path.stem: voice(path) for path in sorted((folder / "clips").glob("*.wav"))}
    names = list(clips)
    everyone = np.stack([clips[name] for name in names])

    print("convert: cosine to the target's clip, mean over the sources")
    before, after, first = [], [], []
    rows = defaultdict(list)
    for path in sorted((folder / "converted").glob("*.wav")):
        source, target = path.stem.split("--")
        heard = voice(path)
        before.append(float(clips[source] @ clips[target]))
        after.append(float(heard @ clips[target]))
        first.append(names[int((everyone @ heard).argmax())] == target)
        rows[target].append((before[-1], after[-1], first[-1]))
    for target, found in rows.items():
        b, a, f = np.mean(found, axis=0)
        print(f"  {target:18} {b:.3f} → {a:.3f}   nearest of all clips in {100 * f:3.0f} %")
    pairs = f"{100 * np.mean(first):.0f} % of {len(first)}"
    print(f"  {'all pairs':18} {np.mean(before):.3f} → {np.mean(after):.3f}   {pairs}")

    print("clone, then speak: cosine to the clip, untouched voice → clone")
    rises = []
    for name in names:
        old, new = (float(voice(*(folder / kind).glob(f"{name}--*.wav")) @ clips[name]) for kind in SPOKEN)
        rises.append(new - old)
        print(f"  {name:18} {old:.3f} → {new:.3f}   {new - old:+.3f}")
    print(f"  mean rise {np.mean(rises):+.3f}, least {np.min(rises):+.3f}")

    print("what it costs: DNSMOS overall, and word error rate of the English sentences")
    for kind in SPOKEN:
        paths = sorted((folder / kind).glob("*.wav"))
        wrong, words = np.sum([word_errors(path) for path in paths], axis=0)
        print(f"  {kind:18} {np.mean([mos(path) for path in paths]):.2f}   {wrong / words:.3f}")
    for kind in ("clips", "converted"):
        print(f"  {kind:18} {np.mean([mos(path) for path in sorted((folder / kind).glob('*.wav'))]):.2f}")


def voice(*paths: Path) -> NDArray[np.float32]:
    return measures.voice(map(measures.sound, paths))


def mos(path: Path) -> float:
    return float(measures.opinion(measures.sound(path)).overall)


def word_errors(path: Path) -> tuple[int, int]:
    """Words that are wrong, missing or too many, and words there should be; each sentence heard for itself."""
    return measures.Ear().errors(measures.sound(path), SENTENCES[int(path.stem.split("--")[1])])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
