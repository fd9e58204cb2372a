"""Samples as bytes and back."""

import subprocess
import sys
import warnings

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from vivavoce.dsp import pcm
from vivavoce.errors import BadAudio, BadRequest

EVERY_STEP = np.arange(-32768, 32768).astype(np.int16)


def ffmpeg(codec: str, data: bytes | None = None) -> np.ndarray:
    """FFmpeg's levels for the bytes, or its bytes for every 16-bit step: no table of ours is involved."""
    if data is None:
        context = av.CodecContext.create(codec, "w")
        context.sample_rate, context.layout, context.format = 8000, "mono", "s16"
        frame = av.AudioFrame.from_ndarray(EVERY_STEP.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 8000
        packets = [*context.encode(frame), *context.encode(None)]
        return np.frombuffer(b"".join(bytes(packet) for packet in packets), np.uint8)
    context = av.CodecContext.create(codec, "r")
    context.sample_rate, context.layout = 8000, "mono"
    frames = [*context.decode(av.Packet(data)), *context.decode(None)]
    return np.concatenate([frame.to_ndarray() for frame in frames], axis=1)[0]


def test_16_bits_round_to_the_nearest_step_and_stop_at_full_scale() -> None:
    samples = [0, 1 / 32768, 0.4 / 32768, 0.6 / 32768, -0.6 / 32768, 1.0, 1.7, -1.0, -1.7, 3e38]
    steps = np.frombuffer(pcm.encode(samples, "pcm_s16le"), "<i2")
    assert steps.tolist() == [0, 1, 0, 1, -1, 32767, 32767, -32768, -32768, 32767]


def test_every_16_bit_step_comes_back_as_it_was() -> None:
    data = EVERY_STEP.astype("<i2").tobytes()
    assert pcm.encode(pcm.decode(data, "pcm_s16le"), "pcm_s16le") == data


@given(hnp.arrays(np.float32, st.integers(0, 50), elements=st.floats(-(2.0**100), 2.0**100, width=32)))
def test_floats_come_back_as_they_were_even_beyond_full_scale(samples: np.ndarray) -> None:
    assert pcm.decode(pcm.encode(samples, "pcm_f32le"), "pcm_f32le").tolist() == samples.tolist()


@pytest.mark.parametrize("encoding", ["pcm_mulaw", "pcm_alaw"])
def test_every_byte_of_g711_stands_for_the_level_ffmpeg_gives_it(encoding: str) -> None:
    every_byte = bytes(range(256))
    assert (pcm.decode(every_byte, encoding) * 32768).tolist() == ffmpeg(encoding, every_byte).tolist()


@pytest.mark.parametrize("encoding", ["pcm_mulaw", "pcm_alaw"])
def test_g711_takes_the_nearest_level_and_differs_from_ffmpeg_only_next_to_a_tie(encoding: str) -> None:
    levels = ffmpeg(encoding, bytes(range(256))).astype(int)
    ours = levels[np.frombuffer(pcm.encode(EVERY_STEP / 32768, encoding), np.uint8)]
    theirs = levels[ffmpeg(encoding)]
    steps = EVERY_STEP.astype(int)
    nearest = np.abs(levels[:, None] - steps[None, :]).min(axis=0)
    assert (np.abs(ours - steps) == nearest).all()
    # FFmpeg decides in steps of 13 or 14 bits, so up to 4 steps of 16 bits beside the middle between two levels.
    differing = ours != theirs
    assert (np.abs((ours + theirs)[differing] - 2 * steps[differing]) <= 8).all()
    assert differing.mean() < 0.01


@pytest.mark.parametrize("encoding", ["pcm_mulaw", "pcm_alaw"])
def test_the_standard_library_agrees_on_g711_where_it_still_has_it(encoding: str) -> None:
    if sys.version_info >= (3, 13):
        pytest.skip("audioop left Python with 3.13")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import audioop
    decode = {"pcm_mulaw": audioop.ulaw2lin, "pcm_alaw": audioop.alaw2lin}[encoding]
    levels = np.frombuffer(decode(bytes(range(256)), 2), "<i2")
    assert (pcm.decode(bytes(range(256)), encoding) * 32768).tolist() == levels.tolist()


def test_silence_is_the_byte_telephony_sends_for_it() -> None:
    assert pcm.encode([0.0], "pcm_mulaw") == b"\xff"
    assert pcm.encode([0.0], "pcm_alaw") == b"\xd5"


@pytest.mark.parametrize("encoding", pcm.WIDTHS)
def test_nothing_is_no_bytes_and_back(encoding: str) -> None:
    assert pcm.encode([], encoding) == b""
    assert pcm.decode(b"", encoding).shape == (0,)


@pytest.mark.parametrize(("encoding", "size"), [("pcm_s16le", 3), ("pcm_f32le", 5), ("pcm_f32le", 2)])
def test_half_a_sample_is_refused(encoding: str, size: int) -> None:
    with pytest.raises(BadAudio, match=f"{size} bytes end in the middle"):
        pcm.decode(bytes(size), encoding)


@pytest.mark.parametrize("encoding", pcm.WIDTHS)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_what_is_not_finite_is_refused_by_its_number(encoding: str, bad: float) -> None:
    with pytest.raises(BadAudio, match="number 1 is"):
        pcm.encode([0.0, bad, 0.0], encoding)


def test_floats_that_are_not_finite_are_refused_when_read() -> None:
    with pytest.raises(BadAudio, match="number 1 is nan"):
        pcm.decode(np.array([0, np.nan], "<f4").tobytes(), "pcm_f32le")


@pytest.mark.parametrize("samples", [[[0.0, 0.0]], ["loud"], None])
def test_what_is_no_row_of_numbers_is_refused(samples: object) -> None:
    with pytest.raises(BadAudio):
        pcm.encode(samples, "pcm_s16le")


@pytest.mark.parametrize("encoding", ["pcm_s24le", "", None, ["pcm_s16le"]])
def test_an_unknown_encoding_is_refused_with_those_there_are(encoding: object) -> None:
    for use in (lambda: pcm.encode([0.0], encoding), lambda: pcm.decode(b"", encoding)):
        with pytest.raises(BadRequest, match="pcm_s16le, pcm_f32le, pcm_mulaw, pcm_alaw"):
            use()


def test_neither_pcm_nor_the_containers_load_a_codec_before_it_is_used() -> None:
    code = "import sys, vivavoce.dsp.pcm, vivavoce.dsp.containers; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "vivavoce.dsp.pcm" in loaded
    assert not {"soundfile", "lameenc", "soxr"} & {*loaded}
