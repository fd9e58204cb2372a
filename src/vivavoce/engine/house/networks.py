"""The networks of the house voices and the table beside them, loaded once for the process.

| network | from | to |
|---|---|---|
| encoder | tokens, speaker, language | what each token is (hidden), and how long, high and strong it is (prosody) |
| decoder | tokens laid out in time, speaker | frames: envelope, aperiodicity, pitch, voicing |
| vocoder | frames | what pulses and noise are filtered with |

Each stream computes in the thread that reads it and in no other: so streams share cores evenly, and a process that
speaks to many never has more threads than it asked for.
"""

import json
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vivavoce.engine.house.tokens import Tokens
from vivavoce.engine.house.vocoder import BINS
from vivavoce.engine.protocols import MIDDLE

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

ENVELOPE = slice(0, 60)  # of a frame: coefficients of the envelope
APERIODICITY = slice(60, 63)  # dB of noise in three bands
PITCH, VOICING = 63, 64  # log of Hz; a logit, then 0 or 1
FRAME = 65  # numbers in a frame
SPREAD = 60  # numbers of a frame that are spread
BACKGROUND_EVERY = 8  # bins from one number to the next of a background, which is smooth
NO_BACKGROUND = -50.0  # log power that is none: 200 dB below full scale
WARNINGS = 3  # of onnxruntime's levels: errors alone are told

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Speaker:
    """One of the voices of the data, or one between them.

    vector: shape (64,), what the networks are told
    pitch_mean, pitch_deviation: of the natural logarithm of Hz
    lengths: times that the predicted lengths are longer
    spread: shape (60,), times that the envelope's coefficients depart further from ``centre`` than predicted
    centre: shape (60,), the coefficients' mean, normalised
    background: shape (513,), power of what is heard in the recordings when nobody speaks
    """

    vector: Numbers
    pitch_mean: float
    pitch_deviation: float
    lengths: float
    spread: Numbers
    centre: Numbers
    background: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What there is beside the networks.

    symbols: symbol → number; languages: tag → vector of shape (32,); speakers: name → speaker
    mean, deviation: shape (63,), of envelope and aperiodicity
    lengths, melody: times that all predicted lengths are longer, and the predicted melody wider about its mean
    """

    symbols: Mapping[str, int]
    languages: Mapping[str, Numbers]
    speakers: Mapping[str, Speaker]
    mean: Numbers
    deviation: Numbers
    lengths: float
    melody: float


class Networks:
    """The three networks, ready to run; each may be run by several threads at once.

    options: how onnxruntime is to run them
    """

    def __init__(self, table: Table, encoder: bytes, decoder: bytes, vocoder: bytes) -> None:
        self.table = table
        self._encoder, self._decoder, self._vocoder = session(encoder), session(decoder), session(vocoder)

    def encoded(self, tokens: Tokens, speaker: Numbers, language: Numbers) -> tuple[Numbers, Numbers]:
        """What the tokens are, and their prosody: shapes (n, 256) and (n, 3).

        tokens: shape (n, 8), n ≥ 1; prosody: log1p of frames, pitch and energy, both normalised
        """
        given = {"tokens": tokens[None], "speaker": speaker[None], "language": language[None]}
        hidden, prosody = self._encoder.run(["hidden", "prosody"], given)
        return hidden[0], prosody[0]

    def drawn(self, laid: Numbers, speaker: Numbers) -> Numbers:
        """Frames of tokens laid out in time: shape (t, 262) → (t, 65), normalised, voicing as a logit."""
        (frames,) = self._decoder.run(["frames"], {"laid": laid[None], "speaker": speaker[None]})
        return np.asarray(frames[0], np.float32)

    def spectra(self, frames: Numbers, envelope: Numbers, aperiodicity: Numbers) -> tuple[Numbers, Numbers]:
        """What pulses and noise are filtered with: natural logarithms of amplitude, shapes (t, 513).

        frames: shape (t, 65), normalised, voicing 0 or 1
        envelope, aperiodicity: shapes (t, 60) and (t, 3), not normalised
        """
        given = {"frames": frames[None], "envelope": envelope[None], "aperiodicity": aperiodicity[None]}
        harmonic, noise = self._vocoder.run(["harmonic", "noise"], given)
        return harmonic[0], noise[0]


def session(network: bytes) -> "InferenceSession":
    """The network, to be run in the thread that asks for it."""
    # From 1.31 on, onnxruntime tells its maker of its use, from a thread of its own that a forked process waits for in
    # vain when it ends. What is said on this machine is nobody else's business; who has set it otherwise, has.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = WARNINGS
    options.enable_cpu_mem_arena = False  # an arena keeps what the longest sentence needed, for good
    options.enable_mem_pattern = False  # of use where all shapes are alike
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def table_of(stored: Mapping[str, Any]) -> Table:
    """The table as voice.json has it, and the voice in the middle of its speakers."""
    speakers = {name: speaker_of(speaker) for name, speaker in stored["speakers"].items()}
    return Table(
        symbols=stored["symbols"],
        languages={tag: numbers(vector) for tag, vector in stored["languages"].items()},
        speakers=speakers | {MIDDLE: between(speakers.values())},
        mean=numbers(stored["mean"]),
        deviation=numbers(stored["deviation"]),
        lengths=stored.get("lengths", 1.0),
        melody=stored.get("melody", 1.0),
    )


def speaker_of(stored: Mapping[str, Any]) -> Speaker:
    return Speaker(
        vector=numbers(stored["vector"]),
        pitch_mean=stored["pitch_mean"],
        pitch_deviation=stored["pitch_deviation"],
        lengths=stored.get("lengths", 1.0),
        spread=numbers(stored["spread"]),
        centre=numbers(stored.get("centre", [0.0] * SPREAD)),
        background=background_of(numbers(stored.get("background", [NO_BACKGROUND]))),
    )


def background_of(logs: Numbers) -> Numbers:
    """A background's power at each bin, of its natural logarithm at every eighth: shape (65,) → (513,)."""
    told = np.arange(len(logs)) * BACKGROUND_EVERY
    return np.asarray(np.exp(np.interp(np.arange(BINS), told, logs)), np.float32)


def between(speakers: Iterable[Speaker]) -> Speaker:
    """The voice in the middle of some."""
    every = list(speakers)
    return Speaker(
        vector=np.mean([one.vector for one in every], axis=0),
        pitch_mean=float(np.mean([one.pitch_mean for one in every])),
        pitch_deviation=float(np.mean([one.pitch_deviation for one in every])),
        lengths=float(np.mean([one.lengths for one in every])),
        spread=np.mean([one.spread for one in every], axis=0),
        centre=np.mean([one.centre for one in every], axis=0),
        background=np.min([one.background for one in every], axis=0),
    )


def numbers(stored: object) -> Numbers:
    return np.asarray(stored, np.float32)


_loading = threading.Lock()


def networks() -> Networks:
    """Those that are shipped; the first call loads them."""
    with _loading:  # two threads that speak first at the same time load them once
        return loaded()


@cache
def loaded() -> Networks:
    folder = resources.files("vivavoce.engine.house") / "weights"
    encoder, decoder, vocoder = ((folder / f"{name}.onnx").read_bytes() for name in ("encoder", "decoder", "vocoder"))
    return Networks(table_of(json.loads((folder / "voice.json").read_text("utf-8"))), encoder, decoder, vocoder)
