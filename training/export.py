"""What is shipped, from what was trained: three networks for onnxruntime, and a table of everything else.

    python -m training.export WORK TARGET [--acoustic FILE --vocoder FILE]
        [--lengths …] [--longer SPEAKER=…] [--melody …] [--spread …]

Without weights the networks are untrained: of the right shapes, for tests. Settings are chosen on the dev sentences,
see ``training.evaluation``.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training import checkpoints
from training.acoustic import made
from training.batches import COEFFICIENTS, Data
from training.corpora import CORPORA
from training.dataset import PITCH, VOICED
from training.evaluation.speaking import NOISIEST, Settings
from training.model import FRAME, LANGUAGE, POSITIONS, SPEAKER, WIDTH, Acoustic
from training.vocoder_model import Vocoder
from vivavoce.engine.house.networks import BACKGROUND_EVERY

OPSET = 17
SMALL = 256  # numbers from which on a table is stored in half precision
WIDEST, NARROWEST = 3.0, 1.0  # how far predicted coefficients are spread
LEAST = 1e-3  # deviation of a coefficient that is told apart from none
HEARD = 40  # recordings of each speaker that the spread is measured on
TIMED = 120  # recordings of each speaker that the pace is measured on
QUIETEST = 0.03  # share of the frames in which nobody speaks, not even softly
PLACES = 5  # behind the point of the table's numbers


@dataclass(frozen=True, slots=True)
class Network:
    """A network to be exported. example: what it is traced with; long: names → the axis that may be of any length"""

    name: str
    module: nn.Module
    example: tuple[Tensor, ...]
    given: list[str]
    gained: list[str]
    long: Mapping[str, int]


class ToPlay(nn.Module):
    """The encoder for one text at a time."""

    def __init__(self, model: Acoustic) -> None:
        super().__init__()
        self.model = model

    def forward(self, tokens: Tensor, speaker: Tensor, language: Tensor) -> tuple[Tensor, Tensor]:
        found: tuple[Tensor, Tensor] = self.model.encoder(tokens, speaker, language, torch.ones(tokens.shape[:2]))
        return found


class ToDraw(nn.Module):
    """The decoder for one piece at a time."""

    def __init__(self, model: Acoustic) -> None:
        super().__init__()
        self.model = model

    def forward(self, laid: Tensor, speaker: Tensor) -> Tensor:
        frames: Tensor = self.model.decoder(laid, speaker, torch.ones(laid.shape[:2]))
        return frames


class ToSound(nn.Module):
    """The vocoder's network; what it says is played by ``vivavoce.engine.house.vocoder``."""

    def __init__(self, model: Vocoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, frames: Tensor, envelope: Tensor, aperiodicity: Tensor) -> tuple[Tensor, Tensor]:
        return self.model.magnitudes(frames, envelope, aperiodicity)


def networks_of(acoustic: Acoustic, vocoder: Vocoder) -> list[Network]:
    tokens, frames = 30, 200
    speaker, language = torch.randn(1, SPEAKER), torch.randn(1, LANGUAGE)
    whole = torch.zeros(1, tokens, 8, dtype=torch.long)
    laid = torch.randn(1, frames, WIDTH + POSITIONS)
    drawn = (torch.randn(1, frames, FRAME), torch.randn(1, frames, COEFFICIENTS), torch.randn(1, frames, 3))
    names = {
        "encoder": (["tokens", "speaker", "language"], ["hidden", "prosody"]),
        "decoder": (["laid", "speaker"], ["frames"]),
        "vocoder": (["frames", "envelope", "aperiodicity"], ["harmonic", "noise"]),
    }
    long = {
        "encoder": ["tokens", "hidden", "prosody"],
        "decoder": ["laid", "frames"],
        "vocoder": ["frames", "envelope", "aperiodicity", "harmonic", "noise"],
    }
    modules: dict[str, tuple[nn.Module, tuple[Tensor, ...]]] = {
        "encoder": (ToPlay(acoustic), (whole, speaker, language)),
        "decoder": (ToDraw(acoustic), (laid, speaker)),
        "vocoder": (ToSound(vocoder), drawn),
    }
    return [Network(name, *modules[name], *names[name], dict.fromkeys(long[name], 1)) for name in modules]


def export(acoustic: Acoustic, vocoder: Vocoder, target: Path) -> None:
    """The three networks, each a file of its own."""
    for network in networks_of(acoustic, vocoder):
        network.module.eval()
        path = target / f"{network.name}.onnx"
        torch.onnx.export(
            network.module,
            network.example,
            str(path),
            dynamo=False,  # the newer exporter fixes the length of the recurrent layer to the example's
            opset_version=OPSET,
            do_constant_folding=True,
            input_names=network.given,
            output_names=network.gained,
            dynamic_axes={name: {axis: "length"} for name, axis in network.long.items()},
        )
        onnx.save(halved(onnx.load(path)), path)
        print(f"{network.name}: {path.stat().st_size / 1e6:.2f} MB", flush=True)


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The network with its tables stored in half precision; it computes in single precision as before."""
    graph = model.graph
    casts = []
    for table in list(graph.initializer):
        if table.data_type != TensorProto.FLOAT or np.prod(table.dims) < SMALL:
            continue
        values, name = numpy_helper.to_array(table), table.name
        stored = numpy_helper.from_array(values.astype(np.float16), name + ".half")
        graph.initializer.remove(table)
        graph.initializer.append(stored)
        casts.append(helper.make_node("Cast", [stored.name], [name], to=TensorProto.FLOAT))
    for at, cast in enumerate(casts):
        graph.node.insert(at, cast)
    onnx.checker.check_model(model)
    return model


def spread(model: Acoustic, data: Data, speaker: int, share: float) -> tuple[list[float], list[float]]:
    """How much further the recordings' coefficients are spread than the model's, and about where: 60 numbers each.

    Toda and Tokuda 2007: what is predicted varies too little (global variance). Measured with the recordings' own
    lengths and pitch. share: of what is missing
    """
    own = [at for at in data.train if data.items[at].speaker == speaker][:HEARD]
    natural, predicted, centre = [], [], []
    with torch.no_grad():
        for at in own:
            batch = data.batch([at])
            frames = made(model, batch)[0][0, :, :COEFFICIENTS].numpy()
            natural.append(batch["frames"][0, :, :COEFFICIENTS].numpy().std(0))
            predicted.append(frames.std(0))
            centre.append(frames.mean(0))
    ratio = np.clip(np.mean(natural, 0) / np.maximum(np.mean(predicted, 0), LEAST), NARROWEST, WIDEST)
    ratio[0] = 1.0  # loudness is no timbre
    return rounded(1 + (ratio - 1) * share), rounded(np.mean(centre, 0))


def pace(model: Acoustic, data: Data, speaker: int) -> float:
    """Times that a speaker's recordings last longer than the model says.

    It predicts means of logarithms, which lie below the logarithms of means, for some speakers more than for others.
    """
    own = [at for at in data.train if data.items[at].speaker == speaker]
    recorded = predicted = 0.0
    with torch.no_grad():
        for at in own[:: max(1, len(own) // TIMED)]:
            batch = data.batch([at])
            recorded += float(batch["lengths"].sum())
            predicted += float(torch.expm1(made(model, batch)[1][0, :, 0]).sum())
    return recorded / predicted


def background(vocoder: Vocoder, data: Data, speaker: int) -> list[float]:
    """What is heard in a speaker's recordings when nobody speaks: natural logarithms of the power, 65 numbers.

    Of the quietest frames, as the vocoder plays them; at every eighth bin, see ``vivavoce.engine.house.clearing``.
    """
    own = [at for at in data.train if data.items[at].speaker == speaker]
    power, level = [], []
    with torch.no_grad():
        for at in own[:: max(1, len(own) // HEARD)]:
            frames = data.batch([at])["frames"]
            numbers = torch.from_numpy(data.items[at].frames.astype(np.float32))[None]
            aperiodicity = numbers[..., COEFFICIENTS:PITCH].clamp(max=NOISIEST)
            harmonic, noise = vocoder.magnitudes(frames, numbers[..., :COEFFICIENTS], aperiodicity)
            power.append(torch.exp(2 * noise[0]))
            level.append(power[-1].mean(1) + torch.exp(2 * harmonic[0]).mean(1) * numbers[0, :, VOICED])
    levels = torch.cat(level)
    quiet = torch.cat(power)[levels <= torch.quantile(levels, QUIETEST)]
    return rounded(torch.log(quiet.mean(0))[::BACKGROUND_EVERY])


def rounded(values: NDArray[np.floating] | Tensor) -> list[float]:
    return [round(float(value), PLACES) for value in values]


def speaker_row(model: Acoustic, vocoder: Vocoder, data: Data, at: int, share: float) -> dict[str, Any]:
    """What the table tells of a speaker."""
    ratio, centre = spread(model, data, at, share)
    return {
        "language": CORPORA[at].language,
        "vector": rounded(model.speaker.weight[at].detach()),
        "pitch_mean": round(float(data.pitch_mean[at]), PLACES),
        "pitch_deviation": round(float(data.pitch_deviation[at]), PLACES),
        "lengths": round(pace(model, data, at), PLACES),
        "spread": ratio,
        "centre": centre,
        "background": background(vocoder, data, at),
    }


def table(model: Acoustic, vocoder: Vocoder, data: Data, settings: Settings, *, trained: bool) -> dict[str, Any]:
    """Everything but the networks."""
    speakers = range(data.speakers)
    return {
        "trained": trained,
        "lengths": settings.lengths,
        "melody": settings.melody,
        "symbols": data.symbols,
        "languages": {tag: rounded(model.language.weight[at].detach()) for at, tag in enumerate(data.languages)},
        "speakers": {CORPORA[at].name: speaker_row(model, vocoder, data, at, settings.spread) for at in speakers},
        "mean": rounded(data.mean),
        "deviation": rounded(data.deviation),
        "energy_mean": round(float(data.energy_mean), PLACES),
        "energy_deviation": round(float(data.energy_deviation), PLACES),
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("work", type=Path, help="the folder that training works in")
    parser.add_argument("target", type=Path, help="where to put what is shipped")
    parser.add_argument("--acoustic", type=Path, help="the acoustic model's weights")
    parser.add_argument("--vocoder", type=Path, help="the vocoder's weights")
    parser.add_argument("--lengths", type=float, default=1.0, help="times the predicted lengths")
    parser.add_argument("--longer", type=times, nargs="*", default=[], help="the same for one speaker: NAME=TIMES")
    parser.add_argument("--melody", type=float, default=1.0, help="times the predicted melody's width")
    parser.add_argument("--spread", type=float, default=1.0, help="share of the missing variance to give back")
    return parser.parse_args()


def times(text: str) -> tuple[str, float]:
    """NAME=TIMES as its two parts; raises ValueError."""
    name, _, number = text.partition("=")
    if name not in {corpus.name for corpus in CORPORA}:
        raise ValueError(f"there is no speaker {name!r}")
    return name, float(number)


def main(given: argparse.Namespace) -> None:
    if (given.acoustic is None) != (given.vocoder is None):
        raise SystemExit("name the weights of both, or of none")
    given.target.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    data = Data(given.work)
    acoustic, vocoder = Acoustic(len(data.symbols) + 1, data.speakers, len(data.languages)), Vocoder()
    if given.acoustic:
        acoustic.load_state_dict(checkpoints.load(given.acoustic)["model"])
        vocoder.load_state_dict(checkpoints.load(given.vocoder)["model"])
    acoustic.eval()
    vocoder.eval()
    export(acoustic, vocoder, given.target)
    settings = Settings(given.lengths, given.melody, given.spread)
    told = table(acoustic, vocoder, data, settings, trained=given.acoustic is not None)
    for name, longer in given.longer:
        told["speakers"][name]["lengths"] = round(told["speakers"][name]["lengths"] * longer, PLACES)
    (given.target / "voice.json").write_text(json.dumps(told, indent=1), "utf-8")


if __name__ == "__main__":
    main(arguments())
