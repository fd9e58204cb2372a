"""Scores what make.py made, in the environment that bench/quality/setup.sh makes.

    python -m training.evaluation.score FOLDER [--speakers …] [--sets …] [--systems …]

Prints a table and leaves it as scores.json in FOLDER; what has been scored before and is the same is not scored again.
Everything is brought to one level first. Words are counted in English alone. Distances are from the recordings of the
same texts, where there are any.
"""

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
import torch
from numpy.typing import NDArray

from bench.quality import measures
from training.evaluation.distance import RATE as DISTANCE_RATE
from training.evaluation.distance import Analysis, analysed, distance
from training.evaluation.rows import Name, Row, summary, table

VERSION = 1  # of the measures: another one, and everything is scored again
REAL = "real"  # the system that is no system


@dataclass(frozen=True, slots=True)
class Take:
    """One sentence as one system said it."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Takes:
    """What one system said of one set of sentences as one speaker: a folder of FOLDER/SPEAKER/SET/SYSTEM."""

    folder: Path
    language: str
    takes: tuple[Take, ...]

    @classmethod
    def read(cls, folder: Path) -> "Takes":
        told = json.loads((folder / "list.json").read_text("utf-8"))
        return cls(folder, told["language"], tuple(Take(folder / one["file"], one["text"]) for one in told["said"]))

    @property
    def name(self) -> Name:
        speaker, which, system = self.folder.parts[-3:]
        return speaker, which, system

    def fingerprint(self) -> str:
        made = hashlib.sha256(f"{VERSION}{self.language}".encode())
        for take in self.takes:
            made.update(take.text.encode() + take.path.read_bytes())
        return made.hexdigest()


def read(path: Path) -> NDArray[np.float64]:
    """At the level and the rate of all that is compared."""
    samples, rate = soundfile.read(path)
    if rate != DISTANCE_RATE:
        samples = soxr.resample(samples, rate, DISTANCE_RATE)
    return measures.levelled(samples, DISTANCE_RATE)


@cache
def real(path: Path) -> Analysis:
    return analysed(read(path))


@cache
def centre(speaker: Path) -> NDArray[np.float32]:
    """The voice that a speaker is to have: of recordings that were learnt from."""
    kept = speaker / "clips" / "voice.npy"
    if not kept.exists():
        np.save(kept, measures.voice(map(measures.sound, sorted(kept.parent.glob("*.wav")))))
    return np.load(kept)


def score(takes: Takes) -> list[Row]:
    """A row for each sentence."""
    ear = measures.Ear()
    return [row(take, takes, ear) for take in takes.takes]


def row(take: Take, takes: Takes, ear: measures.Ear) -> Row:
    samples = read(take.path)
    heard = soxr.resample(samples, DISTANCE_RATE, measures.RATE).astype(np.float32)
    found: Row = dict(zip(("OVRL", "SIG", "BAK", "P808"), map(float, measures.opinion(heard)), strict=True))
    found["SPK"] = float(measures.voice([heard]) @ centre(takes.folder.parent.parent))
    found["s"] = len(samples) / DISTANCE_RATE
    if takes.language.startswith("en"):
        found["errors"], found["words"] = ear.errors(heard, take.text)
    recording = takes.folder.parent / REAL / take.path.name
    if recording.exists() and takes.folder.name != REAL:
        apart = distance(analysed(samples), real(recording))
        found |= {"MCD": apart.spectrum, "F0 st": apart.semitones, "F0 r": apart.melody, "voicing": apart.voicing}
    return found


def scored(takes: Takes) -> list[Row]:
    """The rows, from the last time if nothing has changed."""
    kept = takes.folder / "rows.json"
    fingerprint = takes.fingerprint()
    if kept.exists():
        told = json.loads(kept.read_text("utf-8"))
        if told["of"] == fingerprint:
            rows: list[Row] = told["rows"]
            return rows
    rows = score(takes)
    kept.write_text(json.dumps({"of": fingerprint, "rows": rows}, indent=1), "utf-8")
    return rows


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be scored; empty is all. Recordings are always among the systems."""

    speakers: frozenset[str]
    sets: frozenset[str]
    systems: frozenset[str]

    def holds(self, name: Name) -> bool:
        speaker, which, system = name
        pairs = ((self.speakers, speaker), (self.sets, which), (self.systems, system))
        return all(not wanted or one in wanted or one == REAL for wanted, one in pairs)


def lists(folder: Path, choice: Choice) -> list[Takes]:
    """Recordings first, then the systems in the order of their names."""
    found = [Takes.read(path.parent) for path in folder.glob("*/*/*/list.json")]
    chosen = [one for one in found if choice.holds(one.name)]
    return sorted(chosen, key=lambda one: (*one.name[:2], one.name[2] != REAL, one.name[2]))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="what make.py has made")
    for name in ("speakers", "sets", "systems"):
        parser.add_argument(f"--{name}", nargs="+", default=[], help="only these")
    return parser.parse_args()


def main(given: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    choice = Choice(*map(frozenset, (given.speakers, given.sets, given.systems)))
    scores: dict[Name, Row] = {}
    for takes in lists(given.folder, choice):
        scores[takes.name] = summary(scored(takes))
        shown = {title: round(value, 3) for title, value in scores[takes.name].items()}
        print(*takes.name, shown, file=sys.stderr, flush=True)
    print("\n".join(table(scores)))
    told: list[dict[str, Any]] = [
        {"speaker": speaker, "set": which, "system": system} | found
        for (speaker, which, system), found in scores.items()
    ]
    (given.folder / "scores.json").write_text(json.dumps(told, indent=1), "utf-8")


if __name__ == "__main__":
    main(arguments())
