import json
import os
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.cli.conftest import Run


def test_a_text_becomes_a_file(run: Run, tmp_path: Path) -> None:
    ran = run("say", "Hello there.", "-o", tmp_path / "hello.wav")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{tmp_path / 'hello.wav'}  ")
    with wave.open(str(tmp_path / "hello.wav")) as file:
        assert 0.4 < file.getnframes() / file.getframerate() < 2


@pytest.mark.parametrize(
    ("ending", "container"), [("wav", "WAV"), ("mp3", "MP3"), ("flac", "FLAC"), ("opus", "OGG"), ("ogg", "OGG")]
)
def test_the_ending_of_the_file_chooses_the_format(ending: str, container: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"hello.{ending}"
    assert run("say", "Hello.", "-o", path).code == 0
    assert soundfile.info(path).format == container


def test_format_and_rate_can_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hello.bin"
    assert run("say", "Hello.", "-o", path, "--format", "flac", "--rate", 16_000).code == 0
    assert (soundfile.info(path).format, soundfile.info(path).samplerate) == ("FLAC", 16_000)


def test_the_text_may_come_from_standard_input(run: Run, tmp_path: Path) -> None:
    run("say", "Hello there.", "-o", tmp_path / "one.wav")
    ran = run("say", "-o", tmp_path / "two.wav", stdin=b"Hello there.")
    assert ran.code == 0
    assert (tmp_path / "two.wav").read_bytes() == (tmp_path / "one.wav").read_bytes()


def test_the_text_may_come_from_a_file_with_a_byte_order_mark(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Grüße aus Köln.", "utf-8-sig")
    run("say", "Grüße aus Köln.", "-l", "de", "-o", tmp_path / "one.wav")
    assert run("say", "-f", tmp_path / "text.txt", "-l", "de", "-o", tmp_path / "two.wav").code == 0
    assert (tmp_path / "two.wav").read_bytes() == (tmp_path / "one.wav").read_bytes()


def test_text_in_another_encoding_is_refused_with_what_would_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Grüße".encode("latin-1"))
    ran = run("say", "-f", tmp_path / "latin.txt", "-o", tmp_path / "a.wav")
    assert ran.code == 2
    assert "not UTF-8" in ran.err
    assert not (tmp_path / "a.wav").exists()


def test_a_folder_of_texts_becomes_a_folder_of_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("one", "two"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"This is {name}.")
    ran = run("say", "-f", tmp_path / "in", "-o", tmp_path / "out", "--format", "mp3", "--json")
    assert [Path(made["file"]).name for made in ran.json] == ["one.mp3", "two.mp3"]
    assert all(soundfile.info(made["file"]).format == "MP3" for made in ran.json)


def test_sound_on_standard_output_is_a_wav_that_readers_accept(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vivavoce", "say", "Hello there.", "-o", "-"]
    ran = subprocess.run(command, capture_output=True, check=True)
    (tmp_path / "piped.wav").write_bytes(ran.stdout)
    samples, rate = soundfile.read(tmp_path / "piped.wav")
    assert 0.4 < len(samples) / rate < 2


def test_the_result_can_be_had_as_json(run: Run, tmp_path: Path) -> None:
    told = run("say", "Hello.", "-o", tmp_path / "a.wav", "--json").json
    assert told["file"] == str(tmp_path / "a.wav")
    assert told["seconds"] == soundfile.info(told["file"]).frames / told["rate"]


def test_times_go_to_a_file_line_by_line(run: Run, tmp_path: Path) -> None:
    run("say", "Hello there, world.", "-o", tmp_path / "a.wav", "--times", tmp_path / "times.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "times.jsonl").read_text().splitlines()]
    words = [line for line in lines if "word" in line]
    assert [word["word"] for word in words] == ["Hello", "there,", "world."]
    assert [word["offset"] for word in words] == [0, 6, 13]
    assert all(0 <= line["start"] <= line["end"] for line in lines)
    assert any("phoneme" in line for line in lines)


def test_controls_change_what_they_are_called_after(run: Run, tmp_path: Path) -> None:
    def seconds_and_level(*options: object) -> tuple[float, float]:
        run("say", "One two three four.", "-o", tmp_path / "a.wav", *options)
        samples, rate = soundfile.read(tmp_path / "a.wav")
        return len(samples) / rate, float(np.sqrt(np.mean(samples**2)))

    seconds, level = seconds_and_level()
    assert seconds_and_level("--speed", 2)[0] == pytest.approx(seconds / 2, rel=0.12)
    assert seconds_and_level("--volume", 0.5)[1] == pytest.approx(level / 2, rel=0.02)
    assert seconds_and_level("--duration", 3)[0] == pytest.approx(3.0, abs=1e-3)
    assert seconds_and_level("-e", "sad")[0] > seconds * 1.05


def test_a_pronunciation_is_said(run: Run, tmp_path: Path) -> None:
    run("say", "Ask Shivawn.", "-o", tmp_path / "one.wav")
    run("say", "Ask Siobhan.", "-o", tmp_path / "two.wav", "--pronounce", "Siobhan=Shivawn")
    assert soundfile.read(tmp_path / "one.wav")[0] == pytest.approx(soundfile.read(tmp_path / "two.wav")[0])
    assert run("say", "Hi.", "-o", tmp_path / "a.wav", "--pronounce", "Siobhan").code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["Hello."], 2, "-o FILE"),
        (["Hello.", "-o", "x.wav", "-f", "y.txt"], 2, "not both"),
        (["", "-o", "x.wav"], 2, "nothing"),
        (["... !!", "-o", "x.wav"], 2, "nothing"),
        (["Hello.", "-o", "x.wav", "--speed", "9"], 2, "between 0.25 and 4"),
        (["Hello.", "-o", "x.wav", "--emotion", "hangry"], 2, "angry"),
        (["Hello.", "-o", "x.wav", "--language", "klingonese"], 2, "klingonese"),
        (["Hello.", "-o", "x.wav", "--voice", "Nobody"], 3, "Nobody"),
        (["Hello.", "-o", "x.xyz"], 2, "xyz"),
        (["Hello.", "-o", "x.wav", "--rate", "7"], 2, "rate"),
        (["Hello.", "-o", "no/such/folder/x.wav"], 2, "no folder"),
        (["-f", "missing.txt", "-o", "x.wav"], 2, "missing.txt"),
        (["Hello.", "-o", "x.wav", "--duration", "0.06"], 2, "out of reach"),
    ],
)
def test_bad_input_is_one_line_with_what_would_do(
    arguments: list[str], code: int, message: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("say", *arguments)
    assert ran.code == code
    assert ran.err.count("\n") == 1
    assert message in ran.err
    assert not list(tmp_path.glob("x.*"))


def test_errors_are_json_where_json_was_asked_for(run: Run, tmp_path: Path) -> None:
    ran = run("say", "Hello.", "-o", tmp_path / "x.wav", "--voice", "Nobody", "--json")
    assert json.loads(ran.err)["error"]["code"] == "voice_not_found"


def test_a_full_disk_is_told(run: Run) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    ran = run("say", "Hello.", "-o", "/dev/full", "--format", "wav")
    assert ran.code == 6
    assert "No space left" in ran.err


def test_an_interrupt_leaves_a_file_that_plays(tmp_path: Path) -> None:
    book, out = tmp_path / "book.txt", tmp_path / "book.wav"
    book.write_text("It was a bright cold day in April. " * 20_000)
    command = [sys.executable, "-m", "vivavoce", "say", "-f", str(book), "-o", str(out)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    while process.poll() is None and (not out.exists() or out.stat().st_size < 2_000_000):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"stopped: " in err
    with wave.open(str(out)) as file:
        assert file.getnframes() > 1_000_000
        assert len(file.readframes(file.getnframes())) == 2 * file.getnframes()
