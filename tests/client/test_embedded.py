"""The server inside the process: one for all, started when needed, gone with the process."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.shells import Refused, Shell
from vivavoce.client.call import Ask, Endpoint
from vivavoce.client.embedded import close_embedded, embedded, embedded_url

STATUS = Ask(method="GET", path="/", answer=lambda reply: reply.status)
VOICES = Ask(method="GET", path="/voices", answer=lambda reply: reply.status)


def endpoint() -> Endpoint:
    server = embedded()
    return Endpoint(url=server.url, headers={"X-API-Key": server.key})


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    close_embedded()


def test_it_is_one_server_for_all_clients_and_threads(shell: Shell) -> None:
    urls: list[str] = []
    threads = [threading.Thread(target=lambda: urls.append(embedded_url())) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert shell.client(endpoint).ask(STATUS) == 200
    assert shell.client(endpoint).ask(VOICES) == 200
    for thread in threads:
        thread.join(30.0)
    assert len(urls) == 8
    assert set(urls) == {embedded_url()}
    assert urls[0].startswith("http://127.0.0.1:")


def test_others_on_the_machine_cannot_use_it(shell: Shell) -> None:
    with pytest.raises(Refused, match="401"):
        shell.client(embedded_url()).ask(VOICES)
    assert embedded().key not in repr(embedded())


def test_it_can_be_ended_and_begins_anew(shell: Shell) -> None:
    before = embedded()
    close_embedded()
    close_embedded()
    assert embedded().key != before.key
    assert shell.client(endpoint).ask(VOICES) == 200


PROGRAM = """
import os, sys, warnings
from tests.client.test_embedded import endpoint, VOICES, STATUS
from vivavoce.client.sync import Client
with Client(endpoint, refusal=lambda reply: RuntimeError(reply.status)) as client:
    print(client.ask(VOICES), flush=True)
    first = endpoint().url
    child = os.fork()
    print(client.ask(VOICES), endpoint().url == first, flush=True)
    if child:
        os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_process_has_its_own_and_both_end_quietly() -> None:
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, cwd=root, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert sorted(ended.stdout.split("\n")) == ["", "200", "200 False", "200 True"]
