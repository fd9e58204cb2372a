from pathlib import Path

from training.corpora import Corpus, beside, listed


def written(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_corpus_may_have_a_text_file_beside_each_recording(tmp_path: Path) -> None:
    for name, text in (("b", "Second.\n"), ("a", "First.\n")):
        written(tmp_path / "her" / "data" / f"{name}.txt", text)
        written(tmp_path / "her" / "data" / f"{name}.wav")
    found = Corpus("her", "de", beside).utterances(tmp_path)
    assert [(one.id, one.corpus, one.text) for one in found] == [("a", "her", "First."), ("b", "her", "Second.")]
    assert found[0].audio == tmp_path / "her" / "data" / "a.wav"


def test_a_corpus_may_have_a_table_of_texts(tmp_path: Path) -> None:
    written(tmp_path / "him" / "metadata.csv", "2|raw|Two.\n1|One.\nno bar\n3|\n")
    for name in "12":
        written(tmp_path / "him" / "wavs" / f"{name}.wav")
    found = Corpus("him", "nl", listed("metadata.csv", "wavs/*.wav")).utterances(tmp_path)
    assert [(one.id, one.text) for one in found] == [("1", "One."), ("2", "Two.")]


def test_a_text_without_a_recording_is_left_out(tmp_path: Path) -> None:
    written(tmp_path / "him" / "metadata.csv", "1|One.\n2|Two.\n")
    written(tmp_path / "him" / "wavs" / "2.wav")
    found = Corpus("him", "nl", listed("metadata.csv", "wavs/*.wav")).utterances(tmp_path)
    assert [one.id for one in found] == ["2"]
