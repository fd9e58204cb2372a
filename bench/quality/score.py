"""Scores what make.py made: python -m bench.quality.score FOLDER, in the environment that setup.sh makes.

Likeness is the cosine of speaker embeddings of which nothing is in the product; see measures.py.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from bench.quality import measures
from bench.quality.made import Made

Likeness = NDArray[np.float32]  # shape (256,), length 1


def main(folder: Path) -> None:
    torch.set_num_threads(1)
    made = Made.read(folder)
    clips = {path.stem: voice(path) for path in sorted((folder / "clips").glob("*.wav"))}
    if made.moved_from:
        clones(folder, made, clips)
    if made.pieces:
        conversions(folder, made, clips)


def clones(folder: Path, made: Made, clips: dict[str, Likeness]) -> None:
    print("clone, then speak: cosine to the clip, untouched voice → clone")
    likeness = []
    for name, own in made.moved_from.items():
        old, new = untouched(folder, own) @ clips[name], voice(*sentences(folder / "cloned", name)) @ clips[name]
        likeness.append((old, new))
        print(f"  {name:18} {old:.3f} → {new:.3f}   {new - old:+.3f}   moved from {own}")
    before, after = np.transpose(likeness)
    rises = f"{np.mean(after - before):+.3f}, least {np.min(after - before):+.3f}"
    print(f"  {'mean':18} {np.mean(before):.3f} → {np.mean(after):.3f}   {rises}")
    print("what it costs: DNSMOS overall, and word error rate; each voice as often as it was moved")
    spoken = {
        "untouched": [path for own in made.moved_from.values() for path in sentences(folder / "untouched", own)],
        "cloned": [path for name in made.moved_from for path in sentences(folder / "cloned", name)],
    }
    for kind, paths in spoken.items():
        errors = rate_of(word_errors(path, said_in(path, made)) for path in paths)
        print(f"  {kind:18} {np.mean([opinion(path) for path in paths]):.2f}   {errors:.3f}")


def conversions(folder: Path, made: Made, clips: dict[str, Likeness]) -> None:
    print("convert: cosine to the target's clip, mean over the sources")
    everyone = np.stack(list(clips.values()))
    rows = defaultdict(list)
    for path in sorted((folder / "converted").glob("*.wav")):
        source, target = path.stem.split("--")
        heard = voice(path)
        first = list(clips)[int((everyone @ heard).argmax())] == target
        rows[target].append((clips[source] @ clips[target], heard @ clips[target], first))
    for target, found in rows.items():
        print(f"  {target:18} {line(found)}")
    print(f"  {'all pairs':18} {line([each for found in rows.values() for each in found])}")
    print("what it costs: DNSMOS overall")
    for kind in ("clips", "converted"):
        print(f"  {kind:18} {np.mean([opinion(path) for path in sorted((folder / kind).glob('*.wav'))]):.2f}")
    print("and word error rate of spoken sentences, as they were → converted into the voice of every clip")
    rates = [words_kept(folder, made, speaker) for speaker in made.pieces]
    for speaker, (before, after) in zip(made.pieces, rates, strict=True):
        print(f"  {speaker:18} {before:.3f} → {after:.3f}   {after - before:+.3f}")
    before, after = np.mean(rates, axis=0)
    print(f"  {'mean':18} {before:.3f} → {after:.3f}   {after - before:+.3f}")


def line(found: list[tuple[float, float, bool]]) -> str:
    """Cosines before and after and how often the target is the nearest, of some conversions."""
    before, after, first = np.mean(found, axis=0)
    return f"{before:.3f} → {after:.3f}   nearest of all clips in {100 * first:3.0f} % of {len(found)}"


def words_kept(folder: Path, made: Made, speaker: str) -> tuple[float, float]:
    """Word error rates of a voice's sentences, as they were and converted."""
    converted = sorted((folder / "revoiced").glob(f"{speaker}--*.wav"))
    before, after = (
        rate_of(word_errors(path, *piece) for path in paths for piece in made.pieces[speaker])
        for paths in ([folder / "spoken" / f"{speaker}.wav"], converted)
    )
    return before, after


def sentences(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(f"{name}--*.wav"))


def said_in(path: Path, made: Made) -> str:
    return str(made.texts[int(path.stem.split("--")[1])])


@cache
def untouched(folder: Path, own: str) -> Likeness:
    return voice(*sentences(folder / "untouched", own))


def voice(*paths: Path) -> Likeness:
    return measures.voice(map(measures.sound, paths))


@cache
def opinion(path: Path) -> float:
    return float(measures.opinion(measures.sound(path)).overall)


@cache
def word_errors(path: Path, text: str, start: float = 0.0, end: float | None = None) -> tuple[int, int]:
    """Words that are wrong, missing or too many, and words there should be; each sentence heard for itself.

    start, end: seconds between which the text is said
    """
    samples = measures.sound(path)
    cut = samples[round(start * measures.RATE) : None if end is None else round(end * measures.RATE)]
    return measures.Ear().errors(cut, text)


def rate_of(errors: Iterable[tuple[int, int]]) -> float:
    """The word error rate of sentences, from their errors and words."""
    wrong, words = np.sum(list(errors), axis=0)
    return float(wrong / words)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
