"""Sound files that can be played whatever happens."""

import errno
import os
import signal
import subprocess
import sys
from io import FileIO
from pathlib import Path

import numpy as np
import pytest

from tests.dsp.independent import heard
from tests.dsp.signals import speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp import pcm, wav
from vivavoce.dsp.encoders import encoded
from vivavoce.dsp.files import FileWriter, save
from vivavoce.dsp.formats import Format, format_for
from vivavoce.dsp.reading import read
from vivavoce.errors import BadAudio, BadRequest, StorageFailed, TooLarge

ENDINGS = ("wav", "mp3", "flac", "opus", "raw", "ulaw")
RATE = 24_000
SOUND = speechlike(RATE, 20_000)


class Interrupted(BaseException):
    """Stands for Ctrl-C."""


def fill(path: Path, wanted: Format, pieces: int = 1, *, then: type[BaseException] | None = None) -> FileWriter:
    """Write the sound in so many pieces, and leave by an exception if one is given."""
    with FileWriter(path, wanted) as file:
        for piece in np.array_split(SOUND, pieces):
            file.feed(piece)
        if then is not None:
            raise then
    return file


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_written_in_pieces_is_the_file_written_at_once(tmp_path: Path, ending: str) -> None:
    wanted = format_for(f"x.{ending}", rate=RATE)
    file = fill(tmp_path / f"pieces.{ending}", wanted, 7)
    assert file.seconds == pytest.approx(20_000 / RATE)
    path = save(tmp_path / f"whole.{ending}", Audio(SOUND, RATE))
    assert path == tmp_path / f"whole.{ending}"
    assert (tmp_path / f"pieces.{ending}").read_bytes() == path.read_bytes() == encoded(Audio(SOUND, RATE), wanted)


@pytest.mark.parametrize("ending", ["wav", "mp3", "flac", "opus"])
def test_ctrl_c_leaves_a_whole_file_of_what_there_was(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    with pytest.raises(Interrupted):
        fill(path, format_for(path, rate=RATE), then=Interrupted)
    assert path.read_bytes() == encoded(Audio(SOUND, RATE), format_for(path, rate=RATE))


@pytest.mark.parametrize("ending", ["wav", "mp3", "flac", "opus"])
def test_after_a_crash_the_file_can_be_played_as_far_as_it_went(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    file = FileWriter(path, format_for(path, rate=RATE))
    file.feed(SOUND)
    found, rate = heard(path.read_bytes())  # as it lies there when the process is killed
    assert len(found) / rate > 20_000 / RATE - 0.2
    assert abs(len(read(path).samples) / RATE - len(found) / rate) < 0.05
    file.close()


@pytest.mark.parametrize("ending", ["wav", "mp3", "flac", "opus"])
def test_ctrl_c_in_the_middle_of_a_write_leaves_what_can_be_played(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"book.{ending}"

    def interrupted(data: bytes) -> None:
        raise Interrupted

    with FileWriter(path, format_for(path, rate=RATE)) as file:
        file.feed(SOUND)
        monkeypatch.setattr(file, "_write", interrupted)
        with pytest.raises(Interrupted):
            file.feed(SOUND)
    assert len(read(path).samples) / RATE > 20_000 / RATE - 0.2


FOREVER = """
import sys
import numpy as np
from vivavoce.dsp.files import FileWriter
from vivavoce.dsp.formats import format_for

with FileWriter(sys.argv[1], format_for(sys.argv[1], rate=24_000)) as file:
    file.feed(np.zeros(24_000))
    print("begun", flush=True)
    while True:
        file.feed(np.zeros(2_400))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("ending", ["opus", "flac"])
@pytest.mark.parametrize("time", ["first", "second", "third"])  # a codec that eats Ctrl-C does not do so every time
def test_a_real_ctrl_c_is_never_lost_in_a_codec(tmp_path: Path, ending: str, time: str) -> None:
    path = tmp_path / f"book.{ending}"
    command = [sys.executable, "-c", FOREVER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        try:
            _, complaint = child.communicate(timeout=20)
        finally:
            child.kill()
    assert complaint.rstrip().endswith("KeyboardInterrupt")
    assert len(read(path).samples) / RATE > 0.8


def test_leaving_by_an_error_before_the_first_sample_leaves_everything_as_it_was(tmp_path: Path) -> None:
    new, old = tmp_path / "new.wav", tmp_path / "old.wav"
    old.write_bytes(b"what was there before")
    for path in (new, old):
        with pytest.raises(BadRequest), FileWriter(path, Format("wav", rate=RATE)):
            raise BadRequest("there is nothing to say")
    assert not new.exists()
    assert old.read_bytes() == b"what was there before"


def test_a_longer_file_that_was_there_before_is_gone_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"x" * 100_000)
    save(path, Audio(SOUND[:100], RATE))
    assert len(path.read_bytes()) == 44 + 200


def test_a_file_of_nothing_is_a_file_all_the_same(tmp_path: Path) -> None:
    path = save(tmp_path / "empty.wav", Audio(np.zeros(0), RATE))
    assert len(read(path).samples) == 0


def test_a_sound_is_resampled_to_what_the_container_holds(tmp_path: Path) -> None:
    path = save(tmp_path / "a.opus", Audio(speechlike(22_050, 22_050), 22_050))
    found = read(path)
    assert (found.rate, len(found.samples)) == (24_000, 24_000)


def test_a_full_disk_is_told_and_what_fitted_can_be_played(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.wav"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_001, limits[1]))
    try:
        with pytest.raises(StorageFailed, match=r"a\.wav cannot be written"):
            fill(path, Format("wav", rate=RATE), 50)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    expected = pcm.decode(pcm.encode(SOUND[: (10_001 - 44) // 2], "pcm_s16le"), "pcm_s16le")
    assert read(path).samples.tolist() == expected.tolist()
    assert heard(path.read_bytes())[0].tolist() == expected.tolist()


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Sparing(FileIO):
        def write(self, data: memoryview) -> int:
            return super().write(data[:777])

    monkeypatch.setattr("vivavoce.dsp.files.FileIO", Sparing)
    path = save(tmp_path / "a.wav", Audio(SOUND, RATE))
    assert path.read_bytes() == encoded(Audio(SOUND, RATE), Format("wav", rate=RATE))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_device_that_is_full_is_told() -> None:
    with pytest.raises(StorageFailed, match="No space left on device"):
        save("/dev/full", Audio(SOUND, RATE), Format("wav", rate=RATE))


def test_a_disk_that_is_full_at_the_very_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.flac"
    file = FileWriter(path, Format("flac", rate=RATE))
    file.feed(SOUND)
    before = path.read_bytes()

    class Full:
        closed = False

        def write(self, data: bytes) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def close(self) -> None:
            self.closed = True

    real, full = file._file, Full()
    monkeypatch.setattr(file, "_file", full)
    with pytest.raises(StorageFailed, match="No space left"):
        file.close()
    assert full.closed
    file.close()
    real.close()
    assert path.read_bytes() == before
    assert len(read(path).samples) == 4 * 4096


def test_a_read_only_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("vivavoce.dsp.files.FileIO", refuse)
    with pytest.raises(StorageFailed, match="Read-only file system"):
        FileWriter(tmp_path / "a.wav", Format("wav", rate=RATE))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageFailed, match="Permission denied"):
        FileWriter(tmp_path / "a.wav", Format("wav", rate=RATE))


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("no/such/a.wav", "there is no folder"), (".", "is a folder"), ("a\0b.wav", "cannot be the name of a file")],
)
def test_a_path_that_cannot_be_is_refused_at_once(tmp_path: Path, name: str, complaint: str) -> None:
    with pytest.raises(BadRequest, match=complaint):
        FileWriter(f"{tmp_path}/{name}", Format("wav", rate=RATE))


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="name too long"):
        FileWriter(tmp_path / ("x" * 300 + ".wav"), Format("wav", rate=RATE))


def test_more_than_a_wav_can_count_is_told_and_what_fitted_is_there_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wav, "UNKNOWN", 4_000)
    path = tmp_path / "a.wav"
    with pytest.raises(TooLarge, match=r"a\.wav is full"):
        fill(path, Format("wav", rate=RATE), 40)
    monkeypatch.undo()
    count = (4_000 - 2 - 36) // 2
    assert len(path.read_bytes()) == 44 + 2 * count
    assert read(path).samples.tolist() == pcm.decode(pcm.encode(SOUND[:count], "pcm_s16le"), "pcm_s16le").tolist()


def test_samples_that_cannot_be_do_no_harm_to_those_before(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with FileWriter(path, Format("mp3", rate=RATE)) as file:
        file.feed(SOUND)
        with pytest.raises(BadAudio, match="number 1 is nan"):
            file.feed([0.0, np.nan])
    assert path.read_bytes() == encoded(Audio(SOUND, RATE), Format("mp3", rate=RATE))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_gets_a_live_stream(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.wav"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save(pipe, Audio(SOUND[:1000], RATE), Format("wav", rate=RATE))
        data = os.read(reader, 100_000)
    finally:
        os.close(reader)
    assert data[4:8] == b"\xff\xff\xff\xff"
    assert data[44:] == pcm.encode(SOUND[:1000], "pcm_s16le")
