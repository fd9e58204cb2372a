"""An exported voice, played without the product: tokens or a recording's own frames in, sound out.

For choosing weights and settings while there is nothing else to play them, and for telling what the text's way through
the product costs. The product's own way is ``vivavoce.engine.house``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from vivavoce.engine.house.clearing import cleared
from vivavoce.engine.house.networks import speaker_of
from vivavoce.engine.house.tokens import PAUSE, START, Tokens, Told, tokens_of
from vivavoce.engine.house.vocoder import Vocoder

NETWORKS = ("encoder", "decoder", "vocoder")
ENVELOPE, PITCH, VOICING = 60, 63, 64  # how many coefficients a frame begins with; columns
SHORTEST = 2  # frames of a phone
NOISIEST = -1e-3  # dB: aperiodicity is below
WIDEST = 3.0  # times that coefficients are spread

Frames = NDArray[np.float32]  # shape (t, 65): 60 envelope, 3 aperiodicity, log f0, voiced; not normalised


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be chosen once the networks are trained.

    lengths: times the predicted lengths of tokens, beside what the speaker's own pace asks for
    melody: times the pitch's distance from its mean
    spread: share of the missing global variance that is given back, 0 … 1 or a little more
    """

    lengths: float = 1.0
    melody: float = 1.0
    spread: float = 1.0


class ExportedVoice:
    """The networks in a folder, with their table."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._encoder, self._decoder, self._vocoder = (
            onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options) for name in NETWORKS
        )
        self._table = json.loads((folder / "voice.json").read_text("utf-8"))
        self._mean, self._deviation = (np.array(self._table[name], np.float32) for name in ("mean", "deviation"))

    @property
    def speakers(self) -> list[str]:
        return list(self._table["speakers"])

    def say(self, sounds: Sequence[Told], speaker: str, language: str, settings: Settings) -> NDArray[np.float32]:
        """Samples at 24 kHz."""
        return self.sound(self.frames(sounds, speaker, language, settings), speaker)

    def frames(self, sounds: Sequence[Told], speaker: str, language: str, settings: Settings) -> Frames:
        """What the vocoder is to sound."""
        told = self._table["speakers"][speaker]
        vector = np.array([told["vector"]], np.float32)
        given = {"speaker": vector, "language": np.array([self._table["languages"][language]], np.float32)}
        tokens = tokens_of(sounds, self._table["symbols"])
        hidden, prosody = self._encoder.run(None, {"tokens": tokens[None], **given})
        lengths, pitch = prosody[0, :, 0], prosody[0, :, 1]
        pitch = pitch.mean() + (pitch - pitch.mean()) * settings.melody
        frames = self.lengths(tokens, lengths, settings.lengths * told.get("lengths", 1.0))
        laid = laid_out(hidden[0], frames, pitch, prosody[0, :, 2])
        normalised = self._decoder.run(None, {"laid": laid[None], "speaker": vector})[0][0]
        return self.whole(normalised, speaker, settings)

    def lengths(self, tokens: Tokens, predicted: NDArray[np.float32], times: float) -> NDArray[np.int64]:
        """Frames of each token, of log1p of them."""
        frames = np.maximum(np.round(np.expm1(predicted) * times), 0).astype(np.int64)
        edges = [self._table["symbols"][symbol] for symbol in (START, PAUSE)]
        return np.where(np.isin(tokens[:, 0], edges), frames, np.maximum(frames, SHORTEST))

    def whole(self, normalised: NDArray[np.float32], speaker: str, settings: Settings) -> Frames:
        """Frames as they are, of what the decoder says: its coefficients spread, its logit decided."""
        told = self._table["speakers"][speaker]
        found = normalised.copy()
        ratio = np.clip(1 + (np.array(told["spread"], np.float32) - 1) * settings.spread, 1, WIDEST)
        mean = found[:, :ENVELOPE].mean(0)
        found[:, :ENVELOPE] = mean + (found[:, :ENVELOPE] - mean) * ratio
        found[:, :PITCH] = found[:, :PITCH] * self._deviation + self._mean
        found[:, PITCH] = found[:, PITCH] * told["pitch_deviation"] + told["pitch_mean"]
        found[:, VOICING] = found[:, VOICING] > 0
        return found

    def sound(self, frames: Frames, speaker: str) -> NDArray[np.float32]:
        """Samples at 24 kHz, 240 for each frame."""
        told = self._table["speakers"][speaker]
        aperiodicity = np.minimum(frames[:, ENVELOPE:PITCH], NOISIEST)
        normalised = frames.copy()
        normalised[:, :PITCH] = (frames[:, :PITCH] - self._mean) / self._deviation
        normalised[:, PITCH] = (frames[:, PITCH] - told["pitch_mean"]) / told["pitch_deviation"]
        given = {"frames": normalised, "envelope": frames[:, :ENVELOPE], "aperiodicity": aperiodicity}
        spectra = self._vocoder.run(None, {name: value[None] for name, value in given.items()})
        pitch, voiced = frames[:, PITCH].astype(np.float64), frames[:, VOICING].astype(np.float64)
        f0 = np.exp(pitch) * voiced
        harmonic, noise = cleared(f0, spectra[0][0], spectra[1][0], speaker_of(told).background)
        vocoder = Vocoder()
        return np.concatenate([vocoder.feed(f0, harmonic, noise), vocoder.close()])


def laid_out(
    hidden: NDArray[np.float32], lengths: NDArray[np.int64], pitch: NDArray[np.float32], energy: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Tokens laid out in time, as ``training.model.laid_out`` does: (n, 256) and three of (n,) → (t, 262)."""
    owner = np.repeat(np.arange(len(lengths)), lengths)
    since = np.arange(len(owner)) - (np.cumsum(lengths) - lengths)[owner]
    length = lengths[owner]
    share = (since + 0.5) / length
    places = [share, 1 - share, np.minimum(since / 10, 2), np.log1p(length) / 3, pitch[owner], energy[owner]]
    return np.concatenate([hidden[owner], np.stack(places, 1)], axis=1).astype(np.float32)
