"""Sound from anything, told by its content."""

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.dsp.clips import RATE, SOUND, written
from tests.dsp.signals import speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.formats import Format
from vivavoce.dsp.reading import BLOCK, open_audio, read, read_raw
from vivavoce.errors import BadAudio, BadRequest

KINDS = [
    ("WAV", "PCM_16"),
    ("WAV", "PCM_24"),
    ("WAV", "PCM_U8"),
    ("WAV", "FLOAT"),
    ("WAV", "DOUBLE"),
    ("WAV", "ULAW"),
    ("WAVEX", "PCM_16"),
    ("AIFF", "PCM_16"),
    ("AU", "PCM_16"),
    ("CAF", "PCM_16"),
    ("W64", "PCM_16"),
    ("RF64", "PCM_16"),
    ("FLAC", "PCM_16"),
    ("FLAC", "PCM_24"),
    ("OGG", "VORBIS"),
    ("OGG", "OPUS"),
]


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_every_container_is_read_whatever_it_is_called(tmp_path: Path, kind: tuple[str, str]) -> None:
    path = tmp_path / "misnamed.raw"
    path.write_bytes(written(SOUND, kind))
    found = read(path)
    assert (found.rate, len(found.samples)) == (RATE, len(SOUND))
    assert np.corrcoef(found.samples, SOUND)[0, 1] > 0.95


@pytest.mark.parametrize("kind", [("WAV", "FLOAT"), ("FLAC", "PCM_24"), ("OGG", "VORBIS")], ids="-".join)
def test_several_channels_become_their_mean(kind: tuple[str, str]) -> None:
    left, right = SOUND, 0.5 * speechlike(RATE, len(SOUND))[::-1]
    found = read(written(np.stack([left, right], axis=1), kind))
    assert np.abs(found.samples - (left + right) / 2).max() < (0.1 if kind[1] == "VORBIS" else 1e-6)


@pytest.mark.parametrize("rate", [4_000, 11_025, 44_100, 192_000])
def test_any_rate_is_read(rate: int) -> None:
    assert read(written(SOUND[:500], ("WAV", "PCM_16"), rate)).rate == rate


def test_a_rate_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(BadAudio, match="rate"):
        read(written(SOUND[:500], ("WAV", "PCM_16"), 1_000))


@pytest.mark.parametrize("container", ["wav", "mp3", "flac", "ogg"])
def test_what_was_written_here_is_read_here_live_or_not(container: str) -> None:
    wanted = Format(container, rate=RATE)
    whole = read(encoded(Audio(SOUND, RATE), wanted))
    assert len(whole.samples) == len(SOUND)
    live = encoder(wanted, RATE)
    streamed = read(live.feed(SOUND) + live.close())
    assert np.array_equal(streamed.samples[live.delay :][: len(SOUND)], whole.samples)


@pytest.mark.parametrize(
    "kind", [("WAV", "PCM_16"), ("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("OGG", "OPUS")], ids="-".join
)
def test_the_blocks_are_the_whole(kind: tuple[str, str]) -> None:
    data = written(SOUND, kind)
    with open_audio(data) as reader:
        assert (reader.rate, reader.frames, reader.channels) == (RATE, len(SOUND), 1)
        assert (reader.container, reader.encoding) == kind
        blocks = [block.samples for block in reader]
    assert [len(block) for block in blocks[:-1]] == [BLOCK] * (len(blocks) - 1)
    assert np.array_equal(np.concatenate(blocks), soundfile.read(io.BytesIO(data), dtype="float32")[0])


def test_the_blocks_of_an_mp3_are_the_whole() -> None:
    data = encoded(Audio(SOUND, RATE), Format("mp3", rate=RATE))
    whole = soundfile.read(io.BytesIO(data), dtype="float32")[0]
    assert np.abs(read(data).samples - whole).max() < 1e-7  # mpg123 rounds otherwise after a seek


def test_the_loudest_floats_of_two_channels_have_a_mean() -> None:
    loudest = np.full((10, 2), 3e38, np.float32)
    assert np.allclose(read(written(loudest, ("WAV", "FLOAT"))).samples, 3e38)


def test_a_wav_that_does_not_know_its_length_is_whole() -> None:
    data = bytearray(written(SOUND, ("WAV", "PCM_16")))
    for size in (0xFFFFFFFF, 0xFFFFFFFF - 36, 0x7FFFFFFF, 0x7FFFF000):
        data[40:44] = struct.pack("<I", size)
        assert len(read(data).samples) == len(SOUND)


def test_chunks_around_the_samples_of_a_wav_do_no_harm() -> None:
    data = written(SOUND, ("WAV", "PCM_16"))
    odd = b"LIST" + struct.pack("<I", 5) + b"INFOx\0"
    wrapped = data[:36] + odd + data[36:] + odd
    assert len(read(wrapped).samples) == len(SOUND)
    with pytest.raises(BadAudio, match="the last 1000 bytes"):
        read(data[:36] + odd + data[36:-1000])


def test_a_wav_without_samples_is_silence_of_no_length() -> None:
    assert len(read(written(np.zeros(0), ("WAV", "PCM_16"))).samples) == 0


def test_bare_samples_need_their_encoding_and_rate(tmp_path: Path) -> None:
    path = tmp_path / "a.raw"
    path.write_bytes(encoded(Audio(SOUND, RATE), Format("raw", "pcm_mulaw", rate=RATE)))
    found = read_raw(path, "pcm_mulaw", RATE)
    assert (found.rate, len(found.samples)) == (RATE, len(SOUND))
    assert np.corrcoef(found.samples, SOUND)[0, 1] > 0.99
    with pytest.raises(BadAudio, match="end in the middle"):
        read_raw(b"abc", "pcm_s16le", RATE)
    with pytest.raises(BadRequest, match="there is no encoding"):
        read_raw(b"abc", "mp3", RATE)
