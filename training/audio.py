"""Recordings made alike: one channel at 24 kHz, without rumble, silence at the ends, or differences in loudness.

python -m training.audio CORPORA WORK
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from training.corpora import CORPORA, Utterance

RATE = 24_000
FRAME = RATE // 50  # samples in which level is measured
LOWEST = 50.0  # Hz: below is rumble
QUIET = -38.0  # decibels below the loudest frame: silence at the ends is below this
BEFORE, AFTER = RATE // 20, RATE // 10  # samples of silence that are left at the ends: breath and decay
LEVEL = -23.0  # dBFS of the frames in which somebody speaks
SPOKEN = 0.1  # frames in which somebody speaks reach this share of the loud ones' amplitude
PEAK = 0.98
PROCESSES = 2


def prepared(samples: NDArray[np.float64], rate: int) -> NDArray[np.float32]:
    """One recording at RATE. samples: shape (n,) or (n, channels)"""
    mono = samples.mean(1) if samples.ndim > 1 else samples
    sound = sosfiltfilt(butter(4, LOWEST, "highpass", fs=RATE, output="sos"), soxr.resample(mono, rate, RATE))
    levels = frame_levels(sound)
    loud = np.flatnonzero(levels > levels.max() * 10 ** (QUIET / 20))
    sound = sound[max(0, loud[0] * FRAME - BEFORE) : (loud[-1] + 1) * FRAME + AFTER]
    levels = frame_levels(sound)
    active = np.sqrt(np.mean(levels[levels > np.percentile(levels, 95) * SPOKEN] ** 2))
    sound = sound * (10 ** (LEVEL / 20) / active)
    found: NDArray[np.float32] = (sound * min(1.0, PEAK / np.abs(sound).max())).astype(np.float32)
    return found


def frame_levels(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """Amplitude of each whole frame: shape (frames,)."""
    whole = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    levels: NDArray[np.float64] = np.sqrt(np.mean(whole**2, axis=1) + 1e-12)
    return levels


def target(work: Path, utterance: Utterance) -> Path:
    """Where the recording is once it is prepared."""
    return work / "audio" / utterance.corpus / f"{utterance.id}.wav"


def prepare(task: tuple[Path, Utterance]) -> float:
    """Seconds of sound."""
    work, utterance = task
    path = target(work, utterance)
    if not path.exists():
        samples, rate = soundfile.read(utterance.audio)
        partial = path.with_suffix(".partial")
        soundfile.write(partial, prepared(samples, rate), RATE, subtype="PCM_16", format="WAV")
        partial.rename(path)
    duration: float = soundfile.info(path).duration
    return duration


def main(corpora: Path, work: Path) -> None:
    for corpus in CORPORA:
        utterances = corpus.utterances(corpora)
        (work / "audio" / corpus.name).mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(PROCESSES) as pool:
            seconds = list(pool.map(prepare, [(work, one) for one in utterances], chunksize=20))
        print(f"{corpus.name}: {len(utterances)} recordings, {sum(seconds) / 3600:.2f} h", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
