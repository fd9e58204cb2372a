"""Scores what make.py made: python bench/quality/score.py FOLDER

Likeness is the cosine of Resemblyzer's speaker embeddings (Wan et al. 2018), of which nothing is in the product.
DNSMOS (Reddy et al. 2022) runs on one window of 9 seconds in one thread. Words are told by pocketsphinx with its small
English model.
"""

import contextlib
import io
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pocketsphinx
import soundfile
import soxr
import torch
from resemblyzer import VoiceEncoder, preprocess_wav
from speechmos import dnsmos

RATE = 16_000
SPOKEN = ("untouched", "cloned")
WINDOW = 9 * RATE + 160  # samples of DNSMOS's one window
SENTENCES = (
    "the birch canoe slid on the smooth planks",
    "glue the sheet to the dark blue background",
    "it's easy to tell the depth of a well",
    "these days a chicken leg is a rare dish",
    "rice is often served in round bowls",
    "the juice of lemons makes fine punch",
)


def sound(path: Path) -> np.ndarray:
    samples, rate = soundfile.read(path)
    return soxr.resample(samples, rate, RATE).astype(np.float32)


def main(folder: Path) -> None:
    torch.set_num_threads(1)
    encoder = VoiceEncoder("cpu", verbose=False)

    def voice(*paths: Path) -> np.ndarray:
        found = np.mean([encoder.embed_utterance(preprocess_wav(sound(path), RATE)) for path in paths], axis=0)
        return found / np.linalg.norm(found)

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


def mos(path: Path) -> float:
    samples = sound(path)
    repeated = np.tile(samples, -(-WINDOW // len(samples)))[:WINDOW]
    with contextlib.redirect_stdout(io.StringIO()):
        return float(dnsmos.run(np.clip(repeated, -1, 1), RATE)["ovrl_mos"])


def word_errors(path: Path) -> tuple[int, int]:
    """Words that are wrong, missing or too many, and words there should be."""
    wanted = SENTENCES[int(path.stem.split("--")[1])].split()
    decoder = pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL")
    decoder.start_utt()
    decoder.process_raw((np.clip(sound(path), -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    heard = hypothesis.hypstr.split() if hypothesis else []
    costs = np.arange(len(heard) + 1)
    for at, word in enumerate(wanted, 1):
        diagonal, costs[0] = costs[0], at
        for place, other in enumerate(heard, 1):
            diagonal, costs[place] = (
                costs[place],
                min(costs[place] + 1, costs[place - 1] + 1, diagonal + (word != other)),
            )
    return int(costs[-1]), len(wanted)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
