"""FLAC: lossless, its metadata our own."""

import hashlib
import io

import numpy as np
import soundfile

from tests.dsp.independent import heard
from tests.dsp.signals import speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp import pcm
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.flac import Metadata
from vivavoce.dsp.formats import Format

FORMAT = Format("flac", rate=22_050)


def test_a_file_tells_its_length_and_the_checksum_of_its_samples() -> None:
    samples = speechlike(22_050, 10_000)
    data = encoded(Audio(samples, 22_050), FORMAT)
    stream_info = data[8:42]
    assert int.from_bytes(stream_info[13:18], "big") & (2**36 - 1) == 10_000
    assert stream_info[18:] == hashlib.md5(pcm.encode(samples, "pcm_s16le")).digest()


def test_libsndfile_reads_a_file_to_the_last_sample() -> None:
    samples = speechlike(22_050, 10_000)
    found, rate = soundfile.read(io.BytesIO(encoded(Audio(samples, 22_050), FORMAT)), dtype="int16")
    assert rate == 22_050
    assert found.astype("<i2").tobytes() == pcm.encode(samples, "pcm_s16le")


def test_a_live_stream_that_ends_early_plays_up_to_its_last_whole_block() -> None:
    samples = speechlike(24_000, 20_000)
    live = encoder(Format("flac", rate=24_000), 24_000)
    found, _ = heard(live.feed(samples))  # never closed
    assert len(found) == 4 * 4096
    assert np.array_equal(found, pcm.decode(pcm.encode(samples, "pcm_s16le"), "pcm_s16le")[: len(found)])


def test_no_more_than_a_block_is_held_back() -> None:
    live = encoder(Format("flac", rate=24_000), 24_000)
    samples = speechlike(24_000, 3 * 4096 + 1)
    ready = [len(live.feed(samples[at : at + 1])) > 0 for at in range(len(samples))]
    assert [at for at, is_ready in enumerate(ready) if is_ready] == [0, 4096, 2 * 4096, 3 * 4096]


def test_any_rate_and_full_scale_survive() -> None:
    for rate in (4_000, 4_001, 96_000, 384_000):
        steps = np.array([1.0, -1.0, 2.0, -2.0, 0.0], np.float32)
        found, heard_rate = heard(encoded(Audio(steps, rate), Format("flac", rate=rate)))
        assert heard_rate == rate
        assert (found * 32768).tolist() == [32767, -32768, 32767, -32768, 0]


def test_metadata_are_skipped_wherever_they_are_cut() -> None:
    blocks = b"fLaC" + b"\x00\x00\x00\x05first" + b"\x81\x00\x00\x04last"
    for size in range(1, len(blocks) + 4):
        metadata, data = Metadata(), blocks + b"audio"
        assert b"".join(metadata.skip(data[at : at + size]) for at in range(0, len(data), size)) == b"audio"
