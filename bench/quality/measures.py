"""How speech is judged without ears: naturalness, words, likeness. Lives in the environment that setup.sh makes.

DNSMOS (Reddy et al. 2022) runs on one window of 9 seconds in one thread; words are told by pocketsphinx with its small
English model; likeness is the cosine of Resemblyzer's speaker embeddings (Wan et al. 2018). Nothing of them is in the
product.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
import pocketsphinx
import soundfile
import soxr
from numpy.typing import NDArray
from resemblyzer import VoiceEncoder, preprocess_wav
from speechmos import dnsmos

from bench.quality.words import misheard, plain

Sound = NDArray[np.float32]  # shape (n,), full scale 1.0

RATE = 16_000  # Hz: what all of them listen at
WINDOW = int(9.01 * RATE) + 16  # samples of DNSMOS's one window; it drops what is a sample shorter
LEVEL = -23.0  # dBFS of the frames in which somebody speaks
QUIET = 0.1  # what is quieter, as a share of the loud frames' amplitude, is a pause
PEAK = 0.98  # nothing is made louder than this
SILENCE = np.zeros(RATE // 5, np.float32)  # before and after what is to be recognised


class Opinion(NamedTuple):
    """DNSMOS from 1 to 5: of the whole, of the signal, of the background, and the older P.808 model's of the whole."""

    overall: float
    signal: float
    background: float
    p808: float


@lru_cache(maxsize=1)  # many sentences are cut from one file, one after another
def sound(path: Path) -> Sound:
    """A file at RATE and LEVEL, of one channel."""
    samples, rate = soundfile.read(path)
    return soxr.resample(levelled(samples, rate), rate, RATE).astype(np.float32)


def levelled(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """At LEVEL, or as near as PEAK lets it."""
    frame = rate // 50
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame)
    levels = np.sqrt((frames**2).mean(1) + 1e-12)
    active = np.sqrt((levels[levels > np.percentile(levels, 95) * QUIET] ** 2).mean())
    found = samples * (10 ** (LEVEL / 20) / active)
    return found * min(1.0, PEAK / np.abs(found).max())


@cache
def critic() -> dnsmos.DNSMOS:
    """DNSMOS in one thread; left to itself it takes one for each core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    folder = Path(dnsmos.__file__).parent / "dnsmos_models"
    paths = [str(folder / name) for name in ("sig_bak_ovr.onnx", "model_v8.onnx")]
    made = dnsmos.DNSMOS(*paths)
    made.onnx_sess, made.p808_onnx_sess = (onnxruntime.InferenceSession(path, options) for path in paths)
    return made


def opinion(samples: Sound) -> Opinion:
    """What listeners would say, as far as DNSMOS knows; what is short is heard over and over."""
    window = np.tile(samples, -(-WINDOW // len(samples)))[:WINDOW]
    found = critic()(np.clip(window, -1, 1), RATE, False)
    return Opinion(found["ovrl_mos"], found["sig_mos"], found["bak_mos"], found["p808_mos"])


class Ear:
    """Writes down what it hears. It gets used to a voice, so that its errors depend on what it heard before."""

    def __init__(self) -> None:
        self._decoder = pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL")

    def errors(self, samples: Sound, text: str) -> tuple[int, int]:
        """Words that are misheard, and words that there are."""
        padded = np.concatenate([SILENCE, samples, SILENCE])
        self._decoder.start_utt()
        self._decoder.process_raw((np.clip(padded, -1, 1) * 32767).astype("<i2").tobytes(), False, True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        wanted = plain(text)
        return misheard(wanted, plain(hypothesis.hypstr) if hypothesis else []), len(wanted)


@cache
def listener() -> VoiceEncoder:
    return VoiceEncoder("cpu", verbose=False)


def voice(recordings: Iterable[Sound]) -> NDArray[np.float32]:
    """Whose voice it is: shape (256,), length 1; the mean over the recordings."""
    heard = [listener().embed_utterance(preprocess_wav(samples, RATE)) for samples in recordings]
    found = np.mean(heard, axis=0)
    return found / np.linalg.norm(found)
