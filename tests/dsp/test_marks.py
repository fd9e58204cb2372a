import wave
from pathlib import Path

import pytest
import soundfile

from vivavoce.core.events import Phoneme, Phonemes, Word, Words
from vivavoce.dsp.marks import Marks, read_marks
from vivavoce.errors import BadAudio

WORDS = (Word("Grüße,", 0, 0, 400), Word("世", 7, 400, 700), Word("“you”", 9, 700, 1000))
PHONEMES = (Phoneme("ˈɡ", 0, 100), Phoneme("oʊ", 100, 400))


def a_wav(path: Path, samples: int = 1001) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(b"\1\0" * samples)
    return path


def marked(path: Path) -> Path:
    marks = Marks()
    marks.feed(Words(WORDS[:1]))
    marks.feed(Phonemes(PHONEMES))
    marks.feed(Words(WORDS[1:]))
    marks.append_to(path)
    marks.close()
    return path


def test_words_and_phonemes_come_back_as_they_were(tmp_path: Path) -> None:
    assert read_marks(marked(a_wav(tmp_path / "a.wav"))) == (WORDS, PHONEMES)


def test_readers_find_the_sound_as_before(tmp_path: Path) -> None:
    path = marked(a_wav(tmp_path / "a.wav"))
    with wave.open(str(path)) as file:
        assert file.readframes(2_000) == b"\1\0" * 1001
    assert len(soundfile.read(path)[0]) == 1001
    assert int.from_bytes(path.read_bytes()[4:8], "little") == path.stat().st_size - 8


def test_a_file_without_marks_has_none(tmp_path: Path) -> None:
    assert read_marks(a_wav(tmp_path / "a.wav")) == ((), ())
    (tmp_path / "b.txt").write_text("no sound at all")
    assert read_marks(tmp_path / "b.txt") == ((), ())


def test_no_marks_leave_the_file_as_it_was(tmp_path: Path) -> None:
    path = a_wav(tmp_path / "a.wav")
    before = path.read_bytes()
    marks = Marks()
    marks.append_to(path)
    marks.close()
    assert path.read_bytes() == before


def test_damaged_marks_are_refused(tmp_path: Path) -> None:
    path = marked(a_wav(tmp_path / "a.wav"))
    data = path.read_bytes()
    path.write_bytes(data.replace(b"cue ", b"quiz"))  # labels of places that are not there
    with pytest.raises(BadAudio, match="damaged"):
        read_marks(path)


def test_marks_cut_off_in_the_middle_are_damaged_or_fewer_but_never_wrong(tmp_path: Path) -> None:
    data = marked(a_wav(tmp_path / "a.wav")).read_bytes()
    for size in range(len(data) - 1, len(data) - 300, -1):
        path = tmp_path / "cut.wav"
        path.write_bytes(data[:size])
        try:
            words, phonemes = read_marks(path)
        except BadAudio:
            continue
        assert set(words) <= set(WORDS)
        assert set(phonemes) <= set(PHONEMES)
