import ast
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("espeakng_loader")

from vivavoce.engine import espeak as binding
from vivavoce.engine import espeak_worker
from vivavoce.engine.espeak import Espeak, Setting, Sound, espeak, found
from vivavoce.errors import EngineFailed, MissingExtra

ENGLISH = "language en-us\nphonemes en-us\ndictrules 3 6\npitch 82 118\n"
RUSSIAN = "language ru\npitch 82 118\nflutter 0\n"
MANDARIN = "language cmn\nphonemes cmn\ndictionary cmn\nwords 1\npitch 180 250\n"
TEXT = "A rolling stone, they say, gathers 50 % less moss."


def digest(sounds: Iterator[Sound]) -> str:
    return sha256(b"".join(sound.samples.tobytes() for sound in sounds)).hexdigest()


@pytest.fixture
def fresh_finding() -> Iterator[None]:
    """Finding espeak-ng again, and forgetting what was found."""
    found.cache_clear()
    yield
    found.cache_clear()


def test_marks_tell_words_phonemes_and_the_end_of_the_clause() -> None:
    marks = [mark for sound in espeak().speak("the tea", Setting(ENGLISH)) for mark in sound.marks]
    assert [(mark.kind, mark.symbol) for mark in marks if mark.symbol or mark.kind != "phoneme"] == [
        ("word", ""),
        ("phoneme", "ð"),
        ("phoneme", "ə"),
        ("word", ""),
        ("phoneme", "t"),
        ("phoneme", "ˈiː"),
        ("clause", ""),
    ]
    assert [mark.position for mark in marks if mark.kind == "word"] == [0, 4]
    samples = [mark.sample for mark in marks]
    assert samples == sorted(samples)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([ENGLISH, RUSSIAN, MANDARIN]),
            st.sampled_from(["Rr, really?", "перро", "2024年", "...", "a.b.c"]),
            st.sampled_from([80, 175, 449]),
        ),
        max_size=4,
    )
)
def test_the_same_request_gives_the_same_samples_whatever_was_spoken_before(
    history: list[tuple[str, str, int]],
) -> None:
    for voice, text, speed in history:
        list(espeak().speak(text, Setting(voice, speed)))
    assert digest(espeak().speak(TEXT, Setting(ENGLISH))) == reference()


def reference() -> str:
    """What another process makes of it."""
    if not REFERENCE:
        script = (
            "import sys; from hashlib import sha256; from vivavoce.engine.espeak import Setting, espeak\n"
            "sounds = espeak().speak(sys.argv[1], Setting(sys.argv[2]))\n"
            "print(sha256(b''.join(sound.samples.tobytes() for sound in sounds)).hexdigest())"
        )
        command = [sys.executable, "-c", script, TEXT, ENGLISH]
        REFERENCE.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())
    return REFERENCE[0]


REFERENCE: list[str] = []


def test_leaving_in_the_middle_keeps_nobody_waiting() -> None:
    halfway = espeak().speak(TEXT * 5, Setting(ENGLISH))
    next(halfway)
    assert digest(espeak().speak(TEXT, Setting(ENGLISH))) == reference()
    halfway.close()  # type: ignore[attr-defined]


def test_many_threads_may_speak_at_once() -> None:
    heard: list[str] = []
    threads = [
        threading.Thread(target=lambda: heard.append(digest(espeak().speak(TEXT, Setting(ENGLISH))))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [reference()] * 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_child_after_a_fork_speaks_too_and_so_does_its_parent() -> None:
    expected = reference()
    halfway = espeak().speak(TEXT * 5, Setting(ENGLISH))
    next(halfway)
    child = os.fork()
    if not child:
        status = 1
        try:
            status = 0 if digest(espeak().speak(TEXT, Setting(ENGLISH))) == expected else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert digest(espeak().speak(TEXT, Setting(ENGLISH))) == expected


def test_a_crash_is_an_error_that_names_the_text_and_the_next_utterance_is_spoken() -> None:
    with pytest.raises(EngineFailed, match=r"broke down \(status -?\d+\) on '678'"):
        list(espeak().speak("678", Setting("language kl\n")))
    assert digest(espeak().speak(TEXT, Setting(ENGLISH))) == reference()


def test_a_process_that_was_killed_meanwhile_is_replaced() -> None:
    list(espeak().speak("Hi.", Setting(ENGLISH)))
    worker = espeak()._worker
    assert worker is not None
    worker.kill()
    worker.wait()
    assert digest(espeak().speak(TEXT, Setting(ENGLISH))) == reference()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot stop a process")
def test_a_process_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    list(espeak().speak("Hi.", Setting(ENGLISH)))
    worker = espeak()._worker
    assert worker is not None
    monkeypatch.setattr(binding, "PATIENCE", 0.2)
    os.kill(worker.pid, signal.SIGSTOP)
    with pytest.raises(EngineFailed, match=r"said nothing for 0\.2 seconds"):
        list(espeak().speak("Hi.", Setting(ENGLISH)))
    monkeypatch.undo()
    assert digest(espeak().speak(TEXT, Setting(ENGLISH))) == reference()


def test_a_voice_that_cannot_be_is_an_error() -> None:
    with pytest.raises(EngineFailed, match="could not read its voice"):
        list(espeak().speak("Hi.", Setting("")))


def test_a_library_that_does_not_load_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "library").write_bytes(b"no library")
    broken = Espeak(tmp_path / "library", espeak().data)
    with pytest.raises(EngineFailed, match="library"):
        list(broken.speak("Hi.", Setting(ENGLISH)))
    broken.close()


def test_data_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    broken = Espeak(espeak()._library, tmp_path)
    with pytest.raises(EngineFailed, match=r"data|espeak-ng"):
        list(broken.speak("Hi.", Setting(ENGLISH)))
    broken.close()


@pytest.mark.usefixtures("fresh_finding")
def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(MissingExtra, match=r"pip install 'vivavoce\[espeak\]'"):
        espeak()


@pytest.mark.usefixtures("fresh_finding")
def test_a_package_without_its_library_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    loader = type("loader", (), {"get_library_path": staticmethod(lambda: str(tmp_path / "libespeak-ng.so"))})
    monkeypatch.setitem(sys.modules, "espeakng_loader", loader)
    with pytest.raises(EngineFailed, match=r"without libespeak-ng\.so"):
        espeak()


@pytest.mark.usefixtures("fresh_finding")
def test_a_frozen_program_has_no_python_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(EngineFailed, match="no Python"):
        espeak()


def test_transcription_is_by_clause_and_in_ipa() -> None:
    assert espeak().transcribe("Hello, world.", Setting(ENGLISH)) == ["həlˈoʊ", "wˈɜːld"]


def test_messages_come_out_as_they_went_in() -> None:
    message = ("sound", b"\0\1", [(7, 3, 0, "ˈɪ")])
    stream = io.BytesIO()
    espeak_worker.send(stream, message)  # type: ignore[arg-type]
    whole = stream.getvalue()
    assert espeak_worker.receive(io.BytesIO(whole)) == message  # type: ignore[arg-type]
    for end in range(len(whole)):
        assert espeak_worker.receive(io.BytesIO(whole[:end])) is None  # type: ignore[arg-type]


def test_the_worker_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(espeak_worker.__file__).read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
