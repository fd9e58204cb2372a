"""Scores what make.py made: python -m bench.quality.score FOLDER, in the environment that setup.sh makes.

Likeness is the cosine of speaker embeddings of which nothing is in the product; see measures.py.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from bench.quality import measures
from bench.quality.made import Made, Piece

Likeness = NDArray[np.float32]  # shape (256,), length 1
Moved = tuple[float, float, bool]  # cosine to the target before and after, and whether the target is the nearest

TOGETHER = 4  # sentences: a single one of 3 s tells little about a voice


def main(folder: Path) -> None:
    torch.set_num_threads(1)
    made = Made.read(folder)
    clips = {path.stem: voice(path) for path in sorted((folder / "clips").glob("*.wav"))}
    if made.moved_from:
        clones(folder, made, clips)
    if any((folder / "converted").glob("*.wav")):
        conversions(folder, clips)
    if made.pieces:
        sentences_converted(folder, made, clips)


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


def conversions(folder: Path, clips: dict[str, Likeness]) -> None:
    print("convert a clip: cosine to the target's clip, mean over the sources")
    rows = defaultdict(list)
    for path in sorted((folder / "converted").glob("*.wav")):
        source, target = path.stem.split("--")
        rows[target].append(moved(clips[source], voice(path), target, clips))
    table(rows)
    print("what it costs: DNSMOS overall")
    for kind in ("clips", "converted"):
        print(f"  {kind:18} {np.mean([opinion(path) for path in sorted((folder / kind).glob('*.wav'))]):.2f}")


def sentences_converted(folder: Path, made: Made, clips: dict[str, Likeness]) -> None:
    for speaker, pieces in made.pieces.items():
        print(f"convert sentences of {speaker}: cosine to the target's clip of {TOGETHER} sentences together")
        before = groups(folder / "spoken" / f"{speaker}.wav", pieces)
        table(
            {
                target: [moved(*pair, target, clips) for pair in zip(before, groups(path, pieces), strict=True)]
                for target, path in revoiced(folder, speaker).items()
            }
        )
    print("what it costs: word error rate of the sentences, as they were → converted into the voice of every clip")
    rates = [words_kept(folder, made, speaker) for speaker in made.pieces]
    for speaker, (old, new) in zip(made.pieces, rates, strict=True):
        print(f"  {speaker:18} {old:.3f} → {new:.3f}   {new - old:+.3f}")
    old, new = np.mean(rates, axis=0)
    print(f"  {'mean':18} {old:.3f} → {new:.3f}   {new - old:+.3f}")


def groups(path: Path, pieces: Sequence[Piece]) -> list[Likeness]:
    """Whose voice is heard in TOGETHER sentences of a file and the next ones; the last may be fewer."""
    said = [cut(path, start, end) for _, start, end in pieces]
    return [measures.voice(said[first : first + TOGETHER]) for first in range(0, len(said), TOGETHER)]


def moved(before: Likeness, after: Likeness, target: str, clips: dict[str, Likeness]) -> Moved:
    first = max(clips, key=lambda name: float(clips[name] @ after)) == target
    return float(before @ clips[target]), float(after @ clips[target]), first


def table(rows: Mapping[str, list[Moved]]) -> None:
    """A line for each target, and one for all."""
    for target, found in rows.items():
        print(f"  {target:18} {line(found)}")
    print(f"  {'all':18} {line([each for found in rows.values() for each in found])}")


def line(found: list[Moved]) -> str:
    before, after, first = np.mean(found, axis=0)
    return f"{before:.3f} → {after:.3f}   nearest of all clips in {100 * first:3.0f} % of {len(found)}"


def revoiced(folder: Path, speaker: str) -> dict[str, Path]:
    """Target → that speaker's sentences in its voice."""
    return {path.stem.split("--")[1]: path for path in sorted((folder / "revoiced").glob(f"{speaker}--*.wav"))}


def words_kept(folder: Path, made: Made, speaker: str) -> tuple[float, float]:
    """Word error rates of a voice's sentences, as they were and converted."""
    before, after = (
        rate_of(word_errors(path, *piece) for path in paths for piece in made.pieces[speaker])
        for paths in ([folder / "spoken" / f"{speaker}.wav"], revoiced(folder, speaker).values())
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
    return measures.Ear().errors(cut(path, start, end), text)


def cut(path: Path, start: float, end: float | None) -> measures.Sound:
    """A file's sound from one second to another."""
    return measures.sound(path)[round(start * measures.RATE) : None if end is None else round(end * measures.RATE)]


def rate_of(errors: Iterable[tuple[int, int]]) -> float:
    """The word error rate of sentences, from their errors and words."""
    wrong, words = np.sum(list(errors), axis=0)
    return float(wrong / words)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
