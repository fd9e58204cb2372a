"""Sound from anything, told by its content."""

import io
import os
import struct
import threading
import tracemalloc
from pathlib import Path
from typing import ClassVar

import av
import numpy as np
import pytest
import soundfile

from tests.dsp.signals import speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp import sources
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.formats import Format
from vivavoce.dsp.reading import BLOCK, open_audio, read, read_raw
from vivavoce.dsp.resample import resampled
from vivavoce.errors import BadAudio, BadRequest, StorageFailed, TooLarge

RATE = 24_000
SOUND = speechlike(RATE, 3 * RATE)

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


def written(samples: np.ndarray, kind: tuple[str, str], rate: int = RATE) -> bytes:
    """A file as libsndfile writes it."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=kind[0], subtype=kind[1])
    return file.getvalue()


class Pipe(io.RawIOBase):
    """Gives its bytes once, a few at a time, and cannot be gone back in."""

    def __init__(self, data: bytes, ends: bool = True) -> None:
        self._data, self._ends = io.BytesIO(data), ends
        self.given = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: memoryview) -> int:
        piece = self._data.read(min(len(buffer), 777)) or (b"" if self._ends else bytes(len(buffer)))
        buffer[: len(piece)] = piece
        self.given += len(piece)
        return len(piece)


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


def test_a_path_bytes_a_file_and_a_pipe_are_the_same_sound(tmp_path: Path) -> None:
    data = written(SOUND, ("FLAC", "PCM_16"))
    path = tmp_path / "a"
    path.write_bytes(data)
    expected = read(data).samples
    with path.open("rb") as file:
        given = [str(path), path, bytearray(data), memoryview(data), file, io.BytesIO(data), Pipe(data)]
        assert all(np.array_equal(read(each).samples, expected) for each in given)
        assert not file.closed


def test_a_file_is_read_from_where_it_stands() -> None:
    file = io.BytesIO(b"something else" + written(SOUND, ("WAV", "PCM_16")))
    file.seek(14)
    assert len(read(file).samples) == len(SOUND)


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


def test_a_long_sound_is_read_in_the_memory_of_a_block() -> None:
    live = encoder(Format("flac", rate=8_000), 8_000)
    minute = np.zeros(8_000 * 60, np.float32)
    data = b"".join([*(live.feed(minute) for _ in range(20)), live.close()])
    tracemalloc.start()
    try:
        with open_audio(data) as reader:
            count = sum(len(block.samples) for block in reader)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 20 * len(minute)
    assert most < 500_000


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


def test_the_loudest_floats_of_two_channels_have_a_mean() -> None:
    loudest = np.full((10, 2), 3e38, np.float32)
    assert np.allclose(read(written(loudest, ("WAV", "FLOAT"))).samples, 3e38)


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


def test_a_vorbis_that_lost_its_sound_is_refused() -> None:
    data = written(SOUND, ("OGG", "VORBIS"))
    with pytest.raises(BadAudio, match="holds no sound"):
        read(data[: len(data) // 2])


def test_a_wav_without_samples_is_silence_of_no_length() -> None:
    assert len(read(written(np.zeros(0), ("WAV", "PCM_16"))).samples) == 0


def most_taken(data: bytes, **options: float) -> tuple[Audio, int]:
    """The sound, and the most bytes that reading it took."""
    tracemalloc.start()
    try:
        return read(data, **options), tracemalloc.get_traced_memory()[1]  # type: ignore[arg-type]
    finally:
        tracemalloc.stop()


def test_a_whole_sound_is_held_once() -> None:
    length = 100 * BLOCK
    audio, most = most_taken(written(np.zeros(length, np.float32), ("FLAC", "PCM_16")))
    assert len(audio.samples) == length
    assert most < 1.25 * 4 * length + 200_000


@pytest.mark.parametrize(("channels", "kind"), [(1, ("FLAC", "PCM_16")), (2, ("WAV", "PCM_16"))])
def test_a_sound_too_large_for_its_length_is_read_in_the_memory_of_the_highest_rate(
    channels: int, kind: tuple[str, str]
) -> None:
    rate, seconds, longest, highest = 384_000, 9, 10.0, 16_000
    data = written(np.zeros((rate * seconds, channels), np.int16), kind, rate)
    audio, most = most_taken(data, longest_seconds=longest, highest_rate=highest)
    assert (audio.rate, len(audio.samples)) == (highest, highest * seconds)
    assert most < 1.25 * 4 * highest * longest + 400_000


def test_what_comes_at_the_highest_rate_is_what_the_resampler_makes_of_the_whole() -> None:
    data = written(SOUND, ("FLAC", "PCM_24"))
    expected = resampled(read(data), 16_000)
    audio = read(data, longest_seconds=3.0, highest_rate=16_000)
    assert audio.rate == 16_000
    assert np.array_equal(audio.samples, expected.samples)
    assert np.array_equal(read(data, highest_rate=16_000).samples, expected.samples)


@pytest.mark.parametrize(("longest", "highest"), [(4.5, 16_000), (3.0, 24_000), (None, 48_000)])
def test_a_sound_that_fits_in_that_memory_comes_as_it_is(longest: float | None, highest: int) -> None:
    data = written(SOUND, ("FLAC", "PCM_16"))
    audio, plain = read(data, longest_seconds=longest, highest_rate=highest), read(data)
    assert audio.rate == plain.rate == RATE
    assert audio.samples.tobytes() == plain.samples.tobytes()
    assert audio.samples.flags.writeable


def test_a_sound_that_does_not_tell_its_length_comes_at_the_highest_rate() -> None:
    live = encoder(Format("flac", rate=RATE), RATE)
    data = b"".join([live.feed(SOUND), live.close()])
    audio = read(data, longest_seconds=600.0, highest_rate=16_000)
    assert (audio.rate, len(audio.samples)) == (16_000, 3 * 16_000)


def test_what_lasts_too_long_is_refused_at_any_rate() -> None:
    data = written(np.zeros(384_000 * 2, np.int16), ("FLAC", "PCM_16"), 384_000)
    with pytest.raises(TooLarge, match=r"more than 1\.90 s"):
        read(data, longest_seconds=1.9, highest_rate=48_000)


@pytest.mark.parametrize("container", ["wav", "mp3", "flac", "ogg"])
def test_what_lasts_too_long_is_refused_before_it_is_read(container: str) -> None:
    data = encoded(Audio(SOUND, RATE), Format(container, rate=RATE))
    assert len(read(data, longest_seconds=3.0).samples) == len(SOUND)
    with pytest.raises(TooLarge, match=r"more than 2\.90 s"), open_audio(data, longest_seconds=2.9):
        pass


@pytest.mark.parametrize("container", ["wav", "mp3", "flac", "ogg"])
def test_a_live_stream_that_lasts_too_long_is_refused_on_the_way(container: str) -> None:
    live = encoder(Format(container, rate=RATE), RATE)
    with pytest.raises(TooLarge, match=r"more than 2\.00 s"):
        read(live.feed(SOUND) + live.close(), longest_seconds=2.0)


@pytest.mark.parametrize(
    ("path", "complaint"),
    [("/no/such/clip.wav", "there is no file"), ("/", "is a folder"), ("a\0b", "cannot be the name of a file")],
)
def test_a_path_that_leads_to_no_file_is_refused(path: str, complaint: str) -> None:
    with pytest.raises(BadRequest, match=complaint):
        read(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs the device")
def test_a_device_that_never_ends_is_refused_at_once() -> None:
    with pytest.raises(BadRequest, match="is a device"):
        read("/dev/zero")
    with Path("/dev/zero").open("rb") as file, pytest.raises(BadAudio, match="nothing but zeros"):
        read(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(written(SOUND, ("WAV", "PCM_16")),))
    writer.start()
    assert len(read(path).samples) == len(SOUND)
    writer.join()


def test_a_pipe_that_never_ends_is_refused_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_PIPE", 3_000_000)
    pipe = Pipe(written(SOUND, ("WAV", "PCM_16")), ends=False)
    with pytest.raises(TooLarge, match="3000000 bytes"):
        read(pipe)
    assert pipe.given < 5_000_000


def test_a_pipe_of_anything_else_is_refused_after_its_first_bytes() -> None:
    pipe = Pipe(b"\x00\x01" + np.random.default_rng(0).bytes(100_000), ends=False)
    with pytest.raises(BadAudio, match="no sound in a format that is read"):
        read(pipe)
    assert pipe.given < 5_000


def test_a_pipe_may_begin_with_a_tag_longer_than_what_is_looked_at() -> None:
    size = 20_000
    tag = b"ID3\x03\0\0" + bytes([0, size >> 14, (size >> 7) & 0x7F, size & 0x7F]) + bytes(size)
    assert len(read(Pipe(tag + encoded(Audio(SOUND, RATE), Format("mp3", rate=RATE)))).samples) == len(SOUND)


@pytest.mark.parametrize("source", [None, 3, 0.5, io.StringIO("sound"), ["a.wav"]])
def test_what_is_no_source_is_refused(source: object) -> None:
    with pytest.raises(BadRequest, match="a path, as bytes or as a file opened in binary mode"):
        read(source)


def test_a_file_that_gives_text_is_refused() -> None:
    class Text:
        def read(self, count: int) -> str:
            return "x" * count

    with pytest.raises(BadRequest, match="this one gives str"):
        read(Text())


class Failing(io.BytesIO):
    """A file whose disk, or whose reader, gives up in its middle."""

    def __init__(self, data: bytes, error: BaseException) -> None:
        super().__init__(data)
        self._error, self._middle = error, len(data) // 2

    def read(self, count: int | None = -1) -> bytes:
        data = super().read(count)
        if data and self.tell() > self._middle:
            raise self._error
        return data


@pytest.mark.parametrize("kind", [("WAV", "PCM_16"), ("FLAC", "PCM_16"), ("OGG", "OPUS")], ids="-".join)
def test_a_disk_that_breaks_while_it_is_read_is_told(kind: tuple[str, str]) -> None:
    with pytest.raises(StorageFailed, match="Input/output error"):
        read(Failing(written(SOUND, kind), OSError(5, "Input/output error")))


def test_ctrl_c_while_a_file_is_read_is_not_the_end_of_the_file() -> None:
    with pytest.raises(KeyboardInterrupt):
        read(Failing(written(SOUND, ("WAV", "PCM_16")), KeyboardInterrupt()))


def test_no_signal_can_strike_while_libsndfile_asks_for_bytes() -> None:
    class Watched(io.BytesIO):
        threads: ClassVar[set[threading.Thread]] = set()

        def read(self, count: int | None = -1) -> bytes:
            self.threads.add(threading.current_thread())
            return super().read(count)

    with open_audio(Watched(written(SOUND, ("FLAC", "PCM_16")))) as reader:
        Watched.threads.clear()
        assert sum(len(block.samples) for block in reader) == len(SOUND)
    assert len(Watched.threads) == 1
    assert threading.main_thread() not in Watched.threads


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


def test_leaving_early_closes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(SOUND, ("WAV", "PCM_16")))
    with open_audio(path) as reader:
        first = next(iter(reader))
    assert len(first.samples) == BLOCK
    if Path("/proc/self/fd").exists():
        assert path not in {each.readlink() for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
