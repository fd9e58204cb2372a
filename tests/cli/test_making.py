from pathlib import Path

import numpy as np
import pytest
import soundfile

import vivavoce as vv
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    said = vv.speak("The birch canoe slid on the smooth planks.", "Aoife", rate=48_000)
    return said.save(tmp_path_factory.mktemp("clips") / "clip.mp3")


def test_cloning_tells_what_was_heard(clip: Path, run: Run) -> None:
    told = run("clone", clip, "--name", "Ann", "--consent", "Ann said yes.")
    assert told.code == 0
    for heard in ("speech", "pitch", "level", "Hz", "dBFS"):
        assert heard in told.out
    assert run("voices", "show", "Ann", "--json").json["origin"]["consent"] == "Ann said yes."
    heard = run("clone", clip, "--json").json["heard"]
    assert 1 < heard["speech"] < 4
    assert 150 < heard["pitch"] < 280


def test_a_voice_of_a_language_that_nothing_speaks_is_kept_with_a_note(clip: Path, run: Run) -> None:
    cloned = run("clone", clip, "--name", "Ann", "-l", "klingonese")
    edited = run("voices", "edit", "Ann", "-l", "klingonese-US")
    added = run("voices", "add", "Ben", "--like", "June", "-l", "klingonese")
    for told in (cloned, edited, added):
        assert told.code == 0
        assert "has a language that cannot be spoken yet: no installed synthesizer speaks" in told.err
    assert run("voices", "edit", "Ann", "-l", "de").err == ""
    assert run("voices", "show", "Ben", "--json").json["language"] == "klingonese"


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3", "opus"])
def test_any_container_mono_or_stereo_is_read_by_its_content(ending: str, clip: Path, run: Run, tmp_path: Path) -> None:
    samples, rate = soundfile.read(clip)
    disguised = tmp_path / "recording.txt"
    container = {"wav": "WAV", "flac": "FLAC", "mp3": "MP3", "opus": "OGG"}[ending]
    subtype = "OPUS" if ending == "opus" else None
    with disguised.open("wb") as file:
        soundfile.write(file, np.column_stack([samples, samples]), rate, format=container, subtype=subtype)
    assert 150 < run("clone", disguised, "--json").json["heard"]["pitch"] < 280


def test_mixing_takes_names_and_weights(clip: Path, run: Run) -> None:
    run("clone", clip, "--name", "Ann")
    assert run("mix", "Ann=0.6", "Viktor=0.4", "--name", "Both").code == 0
    assert run("say", "Hello.", "--voice", "Both", "-o", clip.with_name("both.wav")).code == 0


@pytest.mark.parametrize("parts", [["Vera"], ["Vera=x"], ["Vera=-1"], ["Vera=0"], ["Vera=nan"], ["=1"]])
def test_a_mix_that_cannot_be_is_refused(parts: list[str], run: Run) -> None:
    assert run("mix", *parts).code in (2, 3)


def test_converting_keeps_rate_and_length(clip: Path, run: Run, tmp_path: Path) -> None:
    ran = run("convert", clip, "--voice", "Bruno", "-o", tmp_path / "out.wav", "--json")
    assert ran.code == 0
    before, after = soundfile.info(clip), soundfile.info(tmp_path / "out.wav")
    assert (after.samplerate, after.frames) == (before.samplerate, before.frames)


def test_a_folder_of_recordings_is_converted(clip: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("one.mp3", "two.mp3"):
        (tmp_path / "in" / name).write_bytes(clip.read_bytes())
    assert run("convert", tmp_path / "in", "--voice", "Bruno", "-o", tmp_path / "out", "--format", "flac").code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["one.flac", "two.flac"]


def test_bad_recordings_are_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    for name, content in {
        "empty.wav": b"",
        "text.wav": b"no sound",
        "picture.wav": b"\x89PNG\r\n\x1a\n" + bytes(50),
    }.items():
        (tmp_path / name).write_bytes(content)
        for command in (
            ["clone", tmp_path / name],
            ["convert", tmp_path / name, "--voice", "Vera", "-o", tmp_path / "o.wav"],
        ):
            ran = run(*command)
            assert (ran.code, ran.err.count("\n")) == (2, 1), ran.err
    assert not (tmp_path / "o.wav").exists()


def test_a_picture_is_drawn_with_the_words_of_a_wav(run: Run, tmp_path: Path) -> None:
    run("say", "Hello there.", "-o", tmp_path / "hello.wav")
    assert run("look", tmp_path / "hello.wav", "-o", tmp_path / "hello.png").code == 0
    assert (tmp_path / "hello.png").read_bytes().startswith(b"\x89PNG")
    assert run("look", tmp_path / "hello.wav", "-o", tmp_path / "hello.svg").code == 0
    assert "there." in (tmp_path / "hello.svg").read_text("utf-8")


def test_a_picture_takes_times_from_a_file(run: Run, tmp_path: Path) -> None:
    run("say", "Hello there.", "-o", tmp_path / "hello.mp3", "--times", tmp_path / "hello.jsonl")
    assert run("look", tmp_path / "hello.mp3", "--times", tmp_path / "hello.jsonl", "-o", tmp_path / "a.svg").code == 0
    assert "there." in (tmp_path / "a.svg").read_text("utf-8")
    assert run("look", tmp_path / "hello.mp3", "--times", tmp_path / "hello.mp3").code == 2


def test_a_part_of_a_recording_can_be_looked_at(run: Run, tmp_path: Path) -> None:
    run("say", "Hello there. And good bye.", "-o", tmp_path / "hello.wav")
    run("look", tmp_path / "hello.wav", "-o", tmp_path / "a.svg", "--start", 0.7)
    assert "Hello" not in (tmp_path / "a.svg").read_text("utf-8").split("</title>")[-1].replace("hello", "")
    assert run("look", tmp_path / "hello.wav", "--start", 99).code == 2
    assert run("look", tmp_path / "hello.wav", "--start", 2, "--end", 1).code == 2
