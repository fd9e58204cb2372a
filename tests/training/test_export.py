from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch", reason="training needs an environment of its own: docs/train-a-voice.md")
pytest.importorskip("scipy", reason="training needs an environment of its own: docs/train-a-voice.md")
onnx = pytest.importorskip("onnx", reason="training needs an environment of its own: docs/train-a-voice.md")

from training.export import background, export
from training.model import Acoustic
from training.vocoder_model import Vocoder


@pytest.mark.filterwarnings("ignore")  # of torch's exporter about itself
def test_what_is_exported_says_what_was_trained_for_any_length(tmp_path: Path) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    acoustic, vocoder = Acoustic(12, 2, 2).eval(), Vocoder().eval()
    export(acoustic, vocoder, tmp_path)
    networks = {
        name: onnxruntime.InferenceSession(str(tmp_path / f"{name}.onnx")) for name in ("encoder", "decoder", "vocoder")
    }
    tokens, speaker, language = torch.randint(0, 2, (1, 7, 8)), torch.randn(1, 64), torch.randn(1, 32)
    laid, frames = torch.randn(1, 90, 262), torch.randn(1, 90, 65)
    envelope, aperiodicity = torch.randn(1, 90, 60), -torch.rand(1, 90, 3)
    with torch.no_grad():
        wanted = {
            "encoder": acoustic.encoder(tokens, speaker, language, torch.ones(1, 7)),
            "decoder": (acoustic.decoder(laid, speaker, torch.ones(1, 90)),),
            "vocoder": vocoder.magnitudes(frames, envelope, aperiodicity),
        }
    given = {
        "encoder": {"tokens": tokens, "speaker": speaker, "language": language},
        "decoder": {"laid": laid, "speaker": speaker},
        "vocoder": {"frames": frames, "envelope": envelope, "aperiodicity": aperiodicity},
    }
    for name, network in networks.items():
        found = network.run(None, {key: value.numpy() for key, value in given[name].items()})
        for one, other in zip(found, wanted[name], strict=True):
            np.testing.assert_allclose(one, other.numpy(), atol=0.02)  # weights are stored in half precision
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 12e6


def test_a_background_is_what_the_quietest_frames_of_the_recordings_hold() -> None:
    """An untrained vocoder plays what it is told to."""
    quiet, loud = np.zeros((2, 60), np.float32)
    quiet[:3], loud[0] = (-8, 2, 1), 8
    frames = np.zeros((200, 65), np.float32)
    frames[:, :60], frames[:, 60:63] = loud, -20
    frames[50:60, :60] = quiet
    item = SimpleNamespace(speaker=1, frames=frames.astype(np.float16))
    data = SimpleNamespace(items=[item], train=[0], batch=lambda _: {"frames": torch.zeros(1, *frames.shape)})
    vocoder = Vocoder().eval()
    wanted = quiet @ vocoder.basis.numpy() + vocoder.none.numpy()
    assert background(vocoder, data, 1) == pytest.approx(wanted[::8], abs=1e-3)  # type: ignore[arg-type]
