"""WAV files and streams, as strict and as lenient readers see them."""

import io
import struct

import numpy as np
import pytest
import soundfile

from tests.dsp.independent import heard, waved
from tests.dsp.signals import speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp import pcm, wav
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.formats import Format
from vivavoce.errors import TooLarge

ENCODINGS = ("pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw")
WIDTHS = {"pcm_s16le": 16, "pcm_f32le": 32, "pcm_mulaw": 8, "pcm_alaw": 8}
TAGS = {"pcm_s16le": 1, "pcm_f32le": 3, "pcm_mulaw": 7, "pcm_alaw": 6}


def chunks(data: bytes) -> dict[bytes, bytes]:
    """The chunks of a RIFF whose every size is right."""
    name, size, form = struct.unpack("<4sI4s", data[:12])
    assert (name, size, form) == (b"RIFF", len(data) - 8, b"WAVE")
    found, at = {}, 12
    while at < len(data):
        name, size = struct.unpack("<4sI", data[at : at + 8])
        found[name] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    assert at == len(data)
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [0, 1, 999, 1000])
def test_every_size_in_a_file_is_right_and_every_chunk_even(encoding: str, length: int) -> None:
    samples = speechlike(22_050, length)
    found = chunks(encoded(Audio(samples, 22_050), Format("wav", encoding, rate=22_050)))
    width = WIDTHS[encoding]
    fields = struct.unpack("<HHIIHH", found[b"fmt "][:16])
    assert fields == (TAGS[encoding], 1, 22_050, 22_050 * width // 8, width // 8, width)
    assert found[b"data"] == pcm.encode(samples, encoding)
    if encoding == "pcm_s16le":
        assert set(found) == {b"fmt ", b"data"}
        assert len(found[b"fmt "]) == 16
    else:
        assert found[b"fmt "][16:] == b"\0\0"
        assert found[b"fact"] == struct.pack("<I", length)


def test_python_reads_a_file_and_a_live_stream_to_the_last_sample() -> None:
    samples = speechlike(24_000, 2_401)
    wanted = Format("wav", rate=24_000)
    live = encoder(wanted, 24_000)
    for data in (encoded(Audio(samples, 24_000), wanted), live.feed(samples) + live.close()):
        found, rate = waved(data)
        assert rate == 24_000
        assert found.tobytes() == pcm.encode(samples, "pcm_s16le")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [1, 2_401])
def test_libsndfile_and_ffmpeg_read_a_live_stream_to_the_last_sample(encoding: str, length: int) -> None:
    samples = speechlike(24_000, length)
    live = encoder(Format("wav", encoding, rate=24_000), 24_000)
    data = live.feed(samples) + live.close()
    expected = pcm.decode(pcm.encode(samples, encoding), encoding)
    assert soundfile.read(io.BytesIO(data), dtype="float32")[0].tolist() == expected.tolist()
    assert heard(data)[0].tolist() == expected.tolist()


def test_a_live_stream_says_that_nobody_knows_its_length() -> None:
    head = encoder(Format("wav", rate=8_000), 8_000).feed([])
    assert len(head) == 44
    assert head[4:8] == head[40:44] == b"\xff\xff\xff\xff"


def test_the_largest_file_still_has_a_size_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wav, "UNKNOWN", 1_000)
    for encoding in ENCODINGS:
        wanted = Format("wav", encoding, rate=8_000)
        longest = encoder(wanted, 8_000).longest
        assert longest is not None
        data = encoded(Audio(np.zeros(longest), 8_000), wanted)
        assert struct.unpack("<I", data[4:8])[0] < 1_000
        assert struct.unpack("<I", data[4:8])[0] + WIDTHS[encoding] // 8 >= 998
        with pytest.raises(TooLarge, match="FLAC and MP3 hold more"):
            encoder(wanted, 8_000, longest + 1)


def test_four_gibibytes_are_the_limit_of_a_file_and_none_of_a_stream() -> None:
    wanted = Format("wav", rate=24_000)
    assert encoder(wanted, 24_000).longest == (2**32 - 1 - 2 - 36) // 2
    with pytest.raises(TooLarge):
        encoder(wanted, 24_000, 2**31)
    assert encoder(wanted, 12_000).longest == encoder(wanted, 24_000).longest // 2
