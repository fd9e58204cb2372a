"""What speak and convert return."""

import re
import sys
import types
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

import vivavoce as vv
from vivavoce.dsp.marks import read_marks
from vivavoce.errors import BadRequest, MissingExtra, StorageFailed


@pytest.fixture(scope="module")
def hello() -> vv.Recording:
    return vv.speak('Hello "there" & <you>, friend.')


@pytest.mark.parametrize("name", ["a.wav", "a.flac"])
def test_lossless_files_hold_every_sample(name: str, hello: vv.Recording, tmp_path: Path) -> None:
    samples, rate = soundfile.read(hello.save(tmp_path / name), dtype="float32")
    assert rate == hello.rate
    np.testing.assert_allclose(samples, hello.samples, atol=1 / 32_768)


@pytest.mark.parametrize(("name", "rate"), [("a.mp3", 22_050), ("a.opus", 48_000), ("a.ogg", 48_000)])
def test_lossy_files_last_as_long(name: str, rate: int, hello: vv.Recording, tmp_path: Path) -> None:
    samples, heard = soundfile.read(hello.save(tmp_path / name))
    assert len(samples) / heard == pytest.approx(hello.seconds, abs=0.002)


def test_a_wav_carries_the_times_of_words_and_phonemes(hello: vv.Recording, tmp_path: Path) -> None:
    assert read_marks(hello.save(tmp_path / "a.wav")) == (hello.words, hello.phonemes)
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getnframes() == len(hello.samples)


def test_it_can_be_had_as_bytes(hello: vv.Recording, tmp_path: Path) -> None:
    (tmp_path / "b.mp3").write_bytes(hello.encoded("mp3"))
    assert soundfile.info(tmp_path / "b.mp3").format == "MP3"


def test_a_file_that_cannot_be_written_is_an_error(hello: vv.Recording, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"\.xyz"):
        hello.save(tmp_path / "a.xyz")
    with pytest.raises(BadRequest, match="folder"):
        hello.save(tmp_path / "none" / "a.wav")
    if Path("/dev/full").exists():
        with pytest.raises(StorageFailed, match="No space"):
            hello.save("/dev/full", "wav")


def test_a_part_has_the_words_that_sound_in_it(hello: vv.Recording) -> None:
    second = hello.words[1]
    part = hello.part(second.start, second.end)
    assert [word.text for word in part.words] == [second.text]
    assert part.words[0].start == 0
    np.testing.assert_array_equal(part.samples, hello.samples[second.start : second.end])


def test_a_notebook_shows_a_player_and_the_words(hello: vv.Recording) -> None:
    shown = hello._repr_html_()
    assert shown.startswith('<audio controls src="data:audio/wav;base64,UklG')
    assert "&lt;you&gt;," in shown
    assert len(re.findall(r"<span title=", shown)) == len(hello.words)


def test_it_plays_on_the_loudspeakers_and_waits(hello: vv.Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Any] = []
    player = types.SimpleNamespace(
        play=lambda samples, rate: played.append((samples, rate)), wait=lambda: played.append("end")
    )
    monkeypatch.setitem(sys.modules, "sounddevice", player)  # type: ignore[arg-type]
    hello.play()
    assert played == [(hello.samples, hello.rate), "end"]


def test_without_sounddevice_the_error_names_the_extra(hello: vv.Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingExtra, match=r"vivavoce\[play\]"):
        hello.play()
