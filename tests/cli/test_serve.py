"""``vivavoce serve``, as a shell runs it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.sync.client import connect

from tests.cli.conftest import Run
from vivavoce.cli.serving import LABELS

KEY = "a-long-enough-key"
LONG = {
    "context_id": "long",
    "model_id": "tone",
    "transcript": "one two three four five six seven eight nine ten. " * 200,
    "continue": True,
    "voice": {"id": "a0e99841-438c-4a64-b679-ae501e7d6091"},
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000},
}


@contextmanager
def served(*arguments: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The process, the URL it printed, and all it printed with it."""
    command = [sys.executable, "-m", "vivavoce", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | variables)
    try:
        assert process.stderr is not None
        told = "".join(process.stderr.readline() for _ in range(5))
        found = re.search(r"http://[\d.]+:\d+", told)
        assert found, told + process.stderr.read()
        yield process, found[0], told
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly_and_the_log_has_the_requests(number: signal.Signals) -> None:
    with served("--log", "json") as (process, url, told):
        assert f"documents at {url}/docs" in told
        assert httpx2.get(f"{url}/health").json()["status"] == "ok"
        process.send_signal(number)
        _, log = process.communicate(timeout=20)
        assert process.returncode == 0, log
        assert '"path": "/health"' in log
        assert "Traceback" not in log


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_second_signal_ends_it_at_once() -> None:
    with served("--grace", "3600") as (process, url, _):
        with connect(f"{url.replace('http', 'ws')}/tts/websocket?api_key=any", proxy=None) as socket:
            socket.send(json.dumps(LONG))
            socket.recv()
            process.send_signal(signal.SIGINT)
            while httpx2.get(f"{url}/health").json()["status"] == "ok":
                pass
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=20)
        assert process.returncode == 130


def test_a_key_from_the_environment_is_asked_for_and_never_printed() -> None:
    with served(VIVAVOCE_KEYS=KEY) as (_, url, told):
        assert KEY not in told
        assert "$CARTESIA_API_KEY" in told
        assert httpx2.get(f"{url}/voices").status_code == 401
        assert httpx2.get(f"{url}/voices", headers={"X-API-Key": KEY}).status_code == 200


VERA = "dee0c7f0-6e99-543b-9626-a0d2c52d1924"
FORM = '{"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}'
# What a user would write after the line: something over HTTP, something over a socket.
OURS = f"""
assert client.voices.get("{VERA}").name
with client.tts.websocket() as ws:
    said = ws.send(model_id="sonic-3", transcript="Hello.", voice={{"id": "{VERA}"}}, output_format={FORM}, stream=True)
    print(sum(len(output.audio or b"") for output in said))
"""
THEIRS = f"""
assert client.voices.get("{VERA}").name
with client.tts.websocket_connect() as connection:
    context = connection.context(model_id="sonic-3", voice="{VERA}", output_format={FORM})
    context.push("Hello.")
    context.no_more_inputs()
    print(sum(len(event.audio or b"") for event in context.receive() if event.type == "chunk"))
"""
COMPAT = Path(__file__).parents[2] / ".venv-compat"


@dataclass(frozen=True)
class Pasted:
    """What a server printed to paste. lines: by label; variables: what the user was told to put into the environment"""

    lines: dict[str, str]
    variables: dict[str, str]

    def ran(self, *command: str | Path, **options: Any) -> str:
        """What a command prints."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CARTESIA_")}
        environment |= self.variables
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, **options)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture(scope="module", params=["open", "locked"])
def pasted(request: pytest.FixtureRequest) -> Iterator[Pasted]:
    """What is to be pasted for a server without a key, and for one with a key."""
    variable = {"open": {}, "locked": {"VIVAVOCE_KEY": KEY}}[request.param]
    with served(**variable) as (_, _, told):
        lines = [line.strip() for line in told.splitlines()]
        found = {
            label: line.removeprefix(label).strip() for label in LABELS for line in lines if line.startswith(label)
        }
        assert ("put the key into CARTESIA_API_KEY" in told) == bool(variable)
        yield Pasted(found, {"CARTESIA_API_KEY": KEY} if variable else {})


def test_the_line_for_our_client_speaks_over_http_and_sockets(pasted: Pasted) -> None:
    assert int(pasted.ran(sys.executable, "-c", pasted.lines["vivavoce"] + OURS)) > 1000


def test_the_line_for_the_vendors_client_speaks_over_http_and_sockets(pasted: Pasted) -> None:
    found = sorted(COMPAT.glob("cartesia-4*/bin/python"))
    if not found:
        pytest.skip("`make test-compat` installs the vendor's client")
    assert int(pasted.ran(found[-1], "-c", pasted.lines["cartesia 4.x"] + THEIRS)) > 1000


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_line_for_the_shell_makes_a_file_and_is_short(pasted: Pasted, tmp_path: Path) -> None:
    assert len(pasted.lines["shell"]) <= 130
    pasted.ran("sh", "-c", pasted.lines["shell"], cwd=tmp_path)
    assert (tmp_path / "june.wav").read_bytes()[:4] == b"RIFF"


def test_the_help_has_whole_sentences_and_names(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = run("serve", "--help").out
    assert "…" not in told
    assert not re.search(r"Ctrl-C lets *\n", told)
    for setting in ("most_body", "most_sockets", "most_contexts", "most_syntheses", "stall"):
        assert setting in told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "needs a key: --key"),
        (["--port", "70000"], "port must lie between 0 and 65535"),
        (["--log", "xml"], "the setting log is wrong: invalid enum value 'xml'; it is text or json"),
        (["--key", "short"], "at least 8 characters"),
        (["--config", "/nowhere.toml"], "cannot be read"),
        (["--certificate", "a.pem"], "two files"),
    ],
)
def test_wrong_settings_are_one_line_and_exit_code_2(run: Run, arguments: list[str], says: str) -> None:
    ran = run("serve", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
@pytest.mark.parametrize("place", ["/dev/full", "/proc/nope"])
def test_a_library_that_cannot_be_is_told_before_anything_is_served(place: str) -> None:
    command = [sys.executable, "-m", "vivavoce", "serve", "--port", "0", "--library", place]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 6
    assert ran.stderr.startswith(f"vivavoce: no library can be made at {place}/library.sqlite3: ")
    assert "--library" in ran.stderr
