"""A server to measure: ``vivavoce serve`` in a process of its own, with voices of its own."""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.machine import CORES, on_core

PATIENCE = 20.0  # seconds it has to begin, and to end


@dataclass(frozen=True, slots=True)
class Cpu:
    """Seconds that processes have computed so far: the server, its synthesizer's process, and this one."""

    server: float
    synthesizer: float
    client: float

    def since(self, earlier: "Cpu", took: float) -> str:
        """What they have computed since then, as shares of one core."""
        shares = (
            ("server", self.server - earlier.server),
            ("espeak-ng", self.synthesizer - earlier.synthesizer),
            ("client", self.client - earlier.client),
        )
        return ", ".join(f"{name} {share / took:.2f}" for name, share in shares) + f" of {CORES} cores"


class Served:
    """A running server.

    url: where it is; process: it
    """

    def __init__(self, url: str, process: psutil.Process) -> None:
        self.url, self.process = url, process

    @property
    def socket_url(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/tts/websocket?cartesia_version=2026-08-14"

    def health(self) -> dict[str, Any]:
        """What it says of itself."""
        with urllib.request.urlopen(f"{self.url}/health", timeout=PATIENCE) as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def memory(self) -> int:
        """Bytes of memory that it and the processes it has started hold."""
        return sum(process.memory_info().rss for process in self._family())

    def cpu(self) -> Cpu:
        server, *children = (computed(process) for process in self._family())
        return Cpu(server, sum(children), computed(psutil.Process()))

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


def computed(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def served(core: int | None = None) -> Iterator[Served]:
    """A server for as long as the block; core: the only one it runs on, None is all that this process has."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "vivavoce", "serve", "--port", "0", "--library", f"{folder}/library"]
        log = Path(folder, "log")
        with log.open("wb") as told, nullcontext() if core is None else on_core(core):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
        try:
            server = Served(url_in(log, process), psutil.Process(process.pid))
            server.health()  # answered once it is warm
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE)


def url_in(log: Path, process: "subprocess.Popen[bytes]") -> str:
    """The URL that the server tells first of all."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"http://\S+:\d+", log.read_text("utf-8")):
            return found.group()
        time.sleep(0.02)
    raise RuntimeError(f"the server did not begin: {log.read_text('utf-8')[-2000:]}")
