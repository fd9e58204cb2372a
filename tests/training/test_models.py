"""What must hold of the networks before they are worth training."""

from pathlib import Path

import numpy as np
import pytest

from vivavoce.engine.house import vocoder as house

torch = pytest.importorskip("torch", reason="training needs an environment of its own: docs/train-a-voice.md")
pytest.importorskip("scipy", reason="training needs an environment of its own: docs/train-a-voice.md")

from training import checkpoints, model, vocoder_model
from training.average import averaged
from training.evaluation import speaking


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)


def reach(changed: "torch.Tensor", whole: "torch.Tensor", middle: int) -> int:
    """How far from the middle anything has changed."""
    where = torch.nonzero((changed - whole).abs().sum(-1)[0] > 1e-6).flatten()
    return int((where - middle).abs().max())


def test_the_decoder_sees_21_frames_to_each_side() -> None:
    decoder = model.Decoder().eval()
    frames, speaker, mask = torch.randn(1, 101, 262), torch.randn(1, 64), torch.ones(1, 101)
    other = frames.clone()
    other[0, 50] += 1
    with torch.no_grad():
        assert reach(decoder(other, speaker, mask), decoder(frames, speaker, mask), 50) == 21


def test_the_vocoder_sees_12_frames_to_each_side() -> None:
    vocoder = vocoder_model.Vocoder().eval()
    torch.nn.init.normal_(vocoder.leave.weight)
    frames = torch.randn(1, 61, 65)
    other = frames.clone()
    other[0, 30, :64] += 1
    envelope, aperiodicity = torch.randn(1, 61, 60), -torch.rand(1, 61, 3)
    with torch.no_grad():
        changed, whole = (vocoder.magnitudes(one, envelope, aperiodicity)[0] for one in (other, frames))
    assert reach(changed, whole, 30) == 12


def test_an_untrained_vocoder_is_worlds() -> None:
    vocoder = vocoder_model.Vocoder()
    frames = torch.zeros(1, 3, 65)  # unvoiced: all of it is noise
    envelope = torch.randn(1, 3, 60)
    with torch.no_grad():
        _, noise = vocoder.magnitudes(frames, envelope, torch.full((1, 3, 3), -20.0))
    np.testing.assert_allclose(noise, 0.5 * (envelope @ vocoder.basis + vocoder.none), atol=1e-5)


def test_what_lies_beyond_the_end_of_a_text_changes_nothing() -> None:
    encoder = model.Encoder(10).eval()
    tokens = torch.randint(0, 2, (1, 12, 8))
    speaker, language, mask = torch.randn(1, 64), torch.randn(1, 32), torch.ones(1, 12)
    mask[0, 8:] = 0
    other = tokens.clone()
    other[0, 8:] = 1 - other[0, 8:]
    with torch.no_grad():
        found, changed = (encoder(one, speaker, language, mask)[0][:, :8] for one in (tokens, other))
    np.testing.assert_allclose(found, changed, atol=1e-6)


def test_tokens_are_laid_out_alike_in_training_and_afterwards() -> None:
    hidden, pitch, energy = torch.randn(4, 256), torch.randn(4), torch.randn(4)
    lengths = torch.tensor([3, 0, 25, 1])
    one = model.laid_out(hidden, pitch, energy, lengths).numpy()
    other = speaking.laid_out(hidden.numpy(), lengths.numpy(), pitch.numpy(), energy.numpy())
    assert one.shape == (29, 262)
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_pulses_are_those_that_are_played() -> None:
    f0 = np.concatenate([[100, 100], np.linspace(100, 200, 48)])
    learnt = vocoder_model.pulses(f0, np.ones(50), -np.pi)  # half a period before the middle of the first frame
    played, _ = house.pulse_train(f0, 0.0)
    assert np.sqrt(np.mean(learnt**2)) == pytest.approx(1.0, abs=0.05)
    learnt, played = learnt[120:-120], played.ravel()
    np.testing.assert_allclose(learnt[:240], played[:240], atol=1e-3)
    assert np.corrcoef(learnt, played)[0, 1] > 0.9  # one reads the melody half a sample after the other


def test_an_average_lies_between_the_two() -> None:
    found = averaged({"a": torch.tensor([0.0, 4.0])}, {"a": torch.tensor([4.0, 0.0])}, 0.75)
    assert found["a"].tolist() == [3.0, 1.0]


def test_a_checkpoint_is_read_as_it_was_written_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    for steps in (1, 2):
        checkpoints.save(path, {"steps": steps, "rate": np.float64(0.5)})
    assert checkpoints.load(path) == {"steps": 2, "rate": 0.5}
    assert [one.name for one in tmp_path.iterdir()] == ["model.pt"]
