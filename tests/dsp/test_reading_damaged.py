"""What is no sound, or a sound that is damaged or cut short, is refused, saying what is the matter with it."""

import io
from pathlib import Path

import av
import numpy as np
import pytest

from tests.dsp.clips import RATE, SOUND, Pipe, written
from vivavoce.core.audio import Audio
from vivavoce.dsp.encoders import encoded
from vivavoce.dsp.formats import Format
from vivavoce.dsp.reading import BLOCK, read
from vivavoce.errors import BadAudio


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "is empty: zero bytes"),
        (b"I am a text about a voice.\n" * 300, "looks like text"),
        ("Ein Text über Stimmen. Голоса.".encode() * 200, "looks like text"),
        (b'{"samples": [0, 0, 0]}', "looks like text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "looks like a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(500), "looks like a JPEG picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(500), "looks like a WebP picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3" + bytes(range(256)), "looks like a PDF document"),
        (b"PK\x03\x04" + bytes(500), "looks like a ZIP archive"),
        (b"MThd\0\0\0\6" + bytes(500), "notes, not sound"),
        (bytes(5_000), "begins with nothing but zeros"),
        (b"\0\0\0\x20ftypM4A " + bytes(500), r"MPEG-4 .* ffmpeg -i"),
        (b"\x1a\x45\xdf\xa3" + bytes(500), r"WebM .* ffmpeg -i"),
        (b"\xff\xf1\x50\x80" + bytes(range(256)), r"AAC .* ffmpeg -i"),
        (np.random.default_rng(0).bytes(20_000), "no sound in a format that is read: wav, flac, mp3"),
        (b"\xff" * 5_000, "no sound in a format that is read"),
        (b"ID3\x03\0\0\0\0\0\x0a" + bytes(500), "no sound in a format that is read"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "damaged or cut short"),
    ],
)
def test_what_is_no_sound_is_refused_saying_what_it_looks_like(data: bytes, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(data)
    with pytest.raises(BadAudio, match=complaint) as failure:
        read(path)
    assert "clip.wav" in str(failure.value)
    with pytest.raises(BadAudio, match=complaint):
        read(data)
    with pytest.raises(BadAudio, match=complaint):
        read(Pipe(data))


def test_a_real_m4a_is_told_to_be_one() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(SOUND[None, :], format="fltp", layout="mono")
        frame.sample_rate = RATE
        container.mux([*stream.encode(frame), *stream.encode(None)])
    with pytest.raises(BadAudio, match=r"MPEG-4 .* convert it first"):
        read(file.getvalue())


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("channels", [1, 2])
def test_samples_that_are_not_finite_are_refused_by_their_number(bad: float, channels: int) -> None:
    samples = np.zeros((20_000, channels), np.float32)
    samples[12_345, -1] = bad
    with pytest.raises(BadAudio, match="number 12345"):
        read(written(samples, ("WAV", "FLOAT")))


def test_doubles_too_large_for_floats_are_refused() -> None:
    with pytest.raises(BadAudio, match="number 1"):
        read(written(np.array([0.0, 1e300]), ("WAV", "DOUBLE")))


@pytest.mark.parametrize("kind", [("WAV", "PCM_16"), ("WAV", "FLOAT"), ("FLAC", "PCM_16")], ids="-".join)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_is_cut_short_is_refused_unless_a_part_will_do(kind: tuple[str, str], share: float) -> None:
    data = written(SOUND, kind)
    data = data[: int(len(data) * share)]
    with pytest.raises(BadAudio, match="cut short"):
        read(data)
    part = read(data, partial=True).samples
    assert len(SOUND) * share - BLOCK - 4096 < len(part) < len(SOUND) * (share + 0.03)
    assert np.abs(part - SOUND[: len(part)]).max() < 1e-4


def test_an_mp3_that_tells_its_length_is_refused_when_it_is_cut_short() -> None:
    data = encoded(Audio(SOUND, RATE), Format("mp3", rate=RATE, bit_rate=64_000))
    tagged = b"ID3\x03\0\0\0\0\x01\0" + bytes(128) + data  # a tag of 128 bytes in front
    for whole in (data, tagged):
        assert len(read(whole).samples) == len(SOUND)
        with pytest.raises(BadAudio, match=r"ought to last 3.00 s, and 1\.4. s can be read"):
            read(whole[: len(whole) // 2])
    assert len(read(data[: len(data) // 2], partial=True).samples) == pytest.approx(len(SOUND) / 2, rel=0.05)


def test_a_flac_with_a_broken_middle_gives_the_part_before_it() -> None:
    data = bytearray(written(SOUND, ("FLAC", "PCM_16")))
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    with pytest.raises(BadAudio, match="damaged or cut short after"):
        read(data)
    part = read(data, partial=True).samples
    assert len(SOUND) * 0.3 < len(part) < len(SOUND) * 0.6
    assert np.abs(part - SOUND[: len(part)]).max() < 1e-4


def test_a_vorbis_that_lost_its_sound_is_refused() -> None:
    data = written(SOUND, ("OGG", "VORBIS"))
    with pytest.raises(BadAudio, match="holds no sound"):
        read(data[: len(data) // 2])
