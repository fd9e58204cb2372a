"""``vivavoce serve``, as a shell runs it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
from websockets.sync.client import connect

from tests.cli.conftest import Run

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
        told = "".join(process.stderr.readline() for _ in range(4))
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
        assert f"CARTESIA_BASE_URL={url}" in told
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
        assert "$VIVAVOCE_KEY" in told
        assert httpx2.get(f"{url}/voices").status_code == 401
        assert httpx2.get(f"{url}/voices", headers={"X-API-Key": KEY}).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "needs a key: --key"),
        (["--port", "70000"], "port must lie between 0 and 65535"),
        (["--log", "xml"], "setting log"),
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
