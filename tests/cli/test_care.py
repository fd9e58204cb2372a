"""Nothing of the user's is lost, whatever goes wrong."""

import io
import json
import signal
from pathlib import Path

import numpy as np
import pytest
import soundfile

import vivavoce as vv
from tests.cli.conftest import Run
from vivavoce.cli.interrupts import Interrupts
from vivavoce.cli.sinks import SoundFile
from vivavoce.core.events import Chunk, Word, Words
from vivavoce.dsp.containers import Format
from vivavoce.dsp.marks import read_marks


def test_a_file_that_is_being_read_is_not_written_over(run: Run, tmp_path: Path) -> None:
    vv.speak("Hello there, this is a test.", "Aoife").save(tmp_path / "talk.wav")
    before = (tmp_path / "talk.wav").read_bytes()
    (tmp_path / "text.txt").write_text("Hello.")
    for command in (
        ["convert", tmp_path / "talk.wav", "--voice", "Vera", "-o", tmp_path / "talk.wav"],
        ["look", tmp_path / "talk.wav", "-o", tmp_path / "talk.wav"],
        ["say", "-f", tmp_path / "text.txt", "-o", tmp_path / "text.txt", "--format", "wav"],
        ["say", "Hello.", "-o", tmp_path / "both.wav", "--times", tmp_path / "both.wav"],
    ):
        assert run(*command).code == 2, command
    assert (tmp_path / "talk.wav").read_bytes() == before
    assert (tmp_path / "text.txt").read_text() == "Hello."


def test_an_old_file_stays_when_nothing_new_was_made(run: Run, tmp_path: Path) -> None:
    for name in ("old.wav", "old.jsonl"):
        (tmp_path / name).write_bytes(b"something old")
    assert run("say", "...", "-o", tmp_path / "old.wav", "--times", tmp_path / "old.jsonl").code == 2
    assert [(tmp_path / name).read_bytes() for name in ("old.wav", "old.jsonl")] == [b"something old"] * 2


def test_words_alone_do_not_touch_an_old_file(tmp_path: Path) -> None:
    path = tmp_path / "old.wav"
    path.write_bytes(b"something old")

    def interrupted() -> None:
        with SoundFile(path, Format("wav", rate=8_000), 8_000) as file:
            file.feed(Words((Word("a", 0, 0, 9),)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"something old"


def test_an_interrupt_while_writing_waits_until_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"

    def interrupted() -> None:
        with Interrupts() as interrupts, SoundFile(path, Format("wav", rate=8_000), 8_000) as file:
            with interrupts.whole():
                signal.raise_signal(signal.SIGINT)
                file.feed(Words((Word("a", 0, 0, 9),)))
                file.feed(Chunk(np.full(100, 0.5, np.float32)))
            file.feed(Chunk(np.zeros(100, np.float32)))

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(soundfile.read(path)[0]) == 100
    assert read_marks(path)[0] == (Word("a", 0, 0, 9),)


def test_files_that_would_become_one_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.wav", "a.mp3"):
        vv.speak("Hello there, this is a test.").save(tmp_path / "in" / name)
    ran = run("convert", tmp_path / "in", "--voice", "Vera", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "2 of the files would become" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_bad_file_in_a_folder_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in {"a.txt": "One.", "b.txt": "...", "c.txt": "Three."}.items():
        (tmp_path / "in" / name).write_text(text)
    ran = run("say", "-f", tmp_path / "in", "-o", tmp_path / "out", "--json")
    assert ran.code == 2
    assert "b.txt" in json.loads(ran.err)["error"]["message"]
    assert [Path(made["file"]).name for made in ran.json if made["file"]] == ["a.wav", "c.wav"]


def test_a_rate_that_the_format_has_not_got_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("say", "Hello.", "-o", tmp_path / "a.opus", "--rate", 44_100).code == 2
    told = run("say", "Hello.", "-o", tmp_path / "a.opus", "--json").json
    assert told["rate"] == 24_000


def test_a_wav_may_hold_mu_law(run: Run, tmp_path: Path) -> None:
    assert run("say", "Hello.", "-o", tmp_path / "a.wav", "--format", "pcm_mulaw", "--rate", 8_000).code == 0
    assert soundfile.info(tmp_path / "a.wav").subtype == "ULAW"


def test_converted_files_keep_the_times_of_their_words(run: Run, tmp_path: Path) -> None:
    run("say", "Hello there, this is a test.", "-o", tmp_path / "a.wav")
    assert run("convert", tmp_path / "a.wav", "--voice", "Bruno", "-o", tmp_path / "b.wav").code == 0
    assert read_marks(tmp_path / "b.wav") == read_marks(tmp_path / "a.wav")


@pytest.mark.parametrize("options", [["--end", "nan"], ["--end", "inf"], ["-o", "a.xyz"], ["-o", "a"]])
def test_a_picture_that_cannot_be_is_refused(
    options: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("say", "Hello.", "-o", "a.wav")
    ran = run("look", "a.wav", *options)
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_a_voice_file_may_go_to_standard_output(run: Run) -> None:
    assert json.loads(run("voices", "export", "Vera", "-o", "-").out)["voice"]["name"] == "Vera"


def test_speech_may_come_from_standard_input(run: Run, tmp_path: Path) -> None:
    clip = vv.speak("Hello there, this is a test.", "Aoife").encoded("wav")
    assert run("convert", "-", "--voice", "Bruno", "-o", tmp_path / "a.wav", stdin=clip).code == 0
    assert soundfile.info(io.BytesIO(clip)).frames == soundfile.info(tmp_path / "a.wav").frames
