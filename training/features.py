"""What the models learn: fundamental frequency, voicing, envelope and aperiodicity of WORLD, every 10 ms.

    python -m training.features CORPORA WORK

source: Morise, Yokomori and Ozawa 2016, "WORLD: a vocoder-based high-quality speech synthesis system"
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pyworld
import soundfile
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from training.audio import PROCESSES, RATE, target
from training.corpora import CORPORA, Utterance

HOP = 10.0  # ms
LOWEST, HIGHEST = 65.0, 420.0  # Hz of the voices of the corpora
COEFFICIENTS = 60
UNVOICED = 0.95  # mean aperiodicity of the lowest BINS (4.7 kHz) from which on D4C has found no voice
BINS = 200


def analysed(sound: NDArray[np.floating]) -> dict[str, NDArray[np.float32]]:
    """f0 (n,) Hz, 0 where there is none; voiced (n,) 0 or 1; envelope (n, 60); aperiodicity (n, 3).

    sound: shape (samples,), at RATE; frame i is centred at sample 240 i
    """
    sound = np.ascontiguousarray(sound, np.float64)
    f0, times = pyworld.harvest(sound, RATE, f0_floor=LOWEST, f0_ceil=HIGHEST, frame_period=HOP)
    envelope = pyworld.cheaptrick(sound, f0, times, RATE)
    aperiodicity = pyworld.d4c(sound, f0, times, RATE)
    voiced = median_filter(((f0 > 0) & (aperiodicity[:, :BINS].mean(1) <= UNVOICED)).astype(np.uint8), 3) * (f0 > 0)
    return {
        "f0": f0.astype(np.float32),
        "voiced": voiced.astype(np.float32),
        "envelope": pyworld.code_spectral_envelope(envelope, RATE, COEFFICIENTS).astype(np.float32),
        "aperiodicity": pyworld.code_aperiodicity(aperiodicity, RATE).astype(np.float32),
    }


def analyse(task: tuple[Path, Utterance]) -> int:
    """How many frames."""
    work, utterance = task
    path = work / "features" / utterance.corpus / f"{utterance.id}.npz"
    if not path.exists():
        samples, _ = soundfile.read(target(work, utterance))
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, **analysed(samples))  # type: ignore[arg-type]  # numpy's stubs read names as its own option
        partial.rename(path)
    with np.load(path) as found:
        return len(found["f0"])


def main(corpora: Path, work: Path) -> None:
    for corpus in CORPORA:
        (work / "features" / corpus.name).mkdir(parents=True, exist_ok=True)
        tasks = [(work, one) for one in corpus.utterances(corpora)]
        with ProcessPoolExecutor(PROCESSES) as pool:
            frames = sum(pool.map(analyse, tasks, chunksize=10))
        print(f"{corpus.name}: {frames} frames", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
