"""Sound from paths, bytes, files and pipes, also from those that break or never end."""

import io
import os
import threading
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from tests.dsp.clips import RATE, SOUND, Pipe, written
from vivavoce.core.audio import Audio
from vivavoce.dsp import sources
from vivavoce.dsp.encoders import encoded
from vivavoce.dsp.formats import Format
from vivavoce.dsp.reading import BLOCK, open_audio, read
from vivavoce.errors import BadAudio, BadRequest, StorageFailed, TooLarge


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


def test_leaving_early_closes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(SOUND, ("WAV", "PCM_16")))
    with open_audio(path) as reader:
        first = next(iter(reader))
    assert len(first.samples) == BLOCK
    if Path("/proc/self/fd").exists():
        assert path not in {each.readlink() for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
