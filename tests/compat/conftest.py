"""Live servers, and the vendors' clients driven against them, each once."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import pytest

from scripts import compat_environments
from tests.compat import texts
from tests.compat.sounds import said, voice
from vivavoce.server.running import Running
from vivavoce.server.settings import Settings

Function = TypeVar("Function", bound=Callable[..., Any])

ROOT = Path(__file__).parents[2]
DRIVERS = Path(__file__).parent / "drivers"
PATIENCE = 600.0  # seconds for a driver; one scene that hangs costs it 120
CARTESIA = ("cartesia-1.4.0", "cartesia-2.0.17", "cartesia-4.2.0")
DRIVER_OF = {
    "cartesia-1.4.0": "cartesia_1.py",
    "cartesia-2.0.17": "cartesia_2.py",
    "cartesia-4.2.0": "cartesia_4.py",
    "charactr": "charactr_sdk.py",
    "livekit": "livekit_plugin.py",
    "openai-2.54.0": "openai_speech.py",
    "openai-3.54.0": "openai_speech.py",
    "pipecat": "pipecat_pipeline.py",
}


@dataclass(frozen=True)
class Report:
    """What a driver saw: each scene's value, or how it failed."""

    scenes: dict[str, dict[str, Any]]
    output: str

    def __getitem__(self, scene: str) -> Any:
        if scene not in self.scenes:
            pytest.fail(f"the driver did not get to {scene!r}: {self.output[-2000:]}")
        if "error" in self.scenes[scene]:
            pytest.fail(f"{scene}: {self.scenes[scene]['error']}", pytrace=False)
        return self.scenes[scene]["value"]


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Three servers (one for everybody, one that wants a key, one that is busy) and what is to be said to them."""
    folder = tmp_path_factory.mktemp("compat")
    settings = {
        "": Settings(port=0, library=str(folder / "library")),
        "keyed_": Settings(port=0, library=str(folder / "keyed"), keys=(texts.KEY,)),
        "busy_": Settings(port=0, library=str(folder / "busy"), most_syntheses=1, grace=0),
    }
    with ExitStack() as open_servers:
        # The clients go over TLS unless the address has "localhost" in it.
        hosts = {
            name: f"localhost:{open_servers.enter_context(Running(one)).url.rsplit(':', 1)[1]}"
            for name, one in settings.items()
        }
        open_servers.enter_context(occupied(f"http://{hosts['busy_']}"))
        addresses = {f"{name}host": host for name, host in hosts.items()}
        addresses |= {f"{name}url": f"http://{host}" for name, host in hosts.items()}
        yield addresses | recordings(folder) | script()


def occupied(url: str) -> Any:
    """A synthesis that nobody listens to and that lasts: the server may have no other beside it."""
    body = {
        "model_id": "sonic",
        "transcript": texts.LONG * 10,
        "voice": {"id": texts.VERA},
        "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 48_000},
    }
    return httpx2.Client(timeout=None).stream("POST", f"{url}/tts/bytes", json=body)


def recordings(folder: Path) -> dict[str, str]:
    """Clips to clone from, to convert and to speak between."""
    wanted = {
        "clip": (texts.CLIP_TEXT, texts.VIKTOR),
        "other_clip": ("Glue the sheet to the dark blue background, and wait until it is dry.", texts.VERA),
        "left": ("This is what came before.", texts.VERA),
        "right": ("And this is what follows.", texts.VERA),
    }
    in_wav = {
        name: str(said(text, speaker, 24_000).save(folder / f"{name}.wav")) for name, (text, speaker) in wanted.items()
    }
    opus = said(texts.CLIP_TEXT, texts.VIKTOR, 24_000).save(folder / "clip.opus")
    return in_wav | {"opus_clip": str(opus)}


def script() -> dict[str, Any]:
    """Texts, voices and keys."""
    return {
        "voice": texts.VERA,
        "first": texts.JUNE,
        "other": texts.VIKTOR,
        "nobody": texts.NOBODY,
        "query": "Vera",
        "key": texts.KEY,
        "text": texts.TEXT,
        "clip_text": texts.CLIP_TEXT,
        "tokens": texts.TOKENS,
        "pieces": texts.PIECES,
        "texts": texts.TEXTS,
        "long": texts.LONG,
        "embedding": [float(number) for number in voice(texts.VIKTOR).embedding.values],
    }


HALVES = [f"{client} {half}" for client in CARTESIA for half in ("sync", "async")]


def only(*wanted: str) -> Callable[[Function], Function]:
    """Marks a test of what some of Cartesia's clients can do: "4" is both halves of 4.x, "2 async" one of 2.x."""

    def marked(test: Function) -> Function:
        test.wanted = wanted  # type: ignore[attr-defined]
        return test

    return marked


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of Cartesia's clients runs for every half of every client that can do it."""
    if "seen" in metafunc.fixturenames:
        wanted = getattr(metafunc.function, "wanted", ("1", "2", "4"))
        able = [one for one in HALVES if any(can(one, what) for what in wanted)]
        metafunc.parametrize("seen", able, indirect=True)


def can(one: str, what: str) -> bool:
    """Whether a half, as in "cartesia-2.0.17 async", is what was marked, as in "2" or "2 async"."""
    client, half = one.split()
    major, _, wanted = what.partition(" ")
    return client.startswith(f"cartesia-{major}.") and wanted in ("", half)


@pytest.fixture
def seen(request: pytest.FixtureRequest, reports: Callable[[str], Report]) -> "Seen":
    """What a half of one of Cartesia's clients saw."""
    client, half = request.param.split()
    return Seen(client, half, reports(client))


@dataclass(frozen=True)
class Seen:
    """What one half of one of Cartesia's clients saw."""

    client: str
    half: str
    report: Report

    def __getitem__(self, scene: str) -> Any:
        return self.report[f"{self.half} {scene}"]

    @property
    def major(self) -> int:
        """The client's major version."""
        return int(self.client.removeprefix("cartesia-")[0])


@pytest.fixture(scope="session")
def reports(plan: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Report]:
    """What a client's driver saw, run when first asked for; skips where the client cannot be had."""
    known: dict[str, Report] = {}

    def report(client: str) -> Report:
        if client not in known:
            known[client] = driven(client, plan, tmp_path_factory.mktemp(client))
        return known[client]

    return report


def driven(client: str, plan: dict[str, Any], folder: Path) -> Report:
    """The report of a client's driver."""
    return performed(interpreter(client), DRIVER_OF[client], plan | {"client": client}, folder)


def performed(interpreter: Path, driver: str, plan: dict[str, Any], folder: Path, *arguments: str) -> Report:
    """The report of a driver; folder: for its plan and report; arguments: that come before these."""
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    files = (str(folder / "plan.json"), str(folder / "report.jsonl"))
    command = [str(interpreter), str(DRIVERS / driver), *arguments, *files]
    run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    report = folder / "report.jsonl"
    lines = report.read_text("utf-8").splitlines() if report.exists() else []
    scenes = {(one := json.loads(line)).pop("scene"): one for line in lines}
    return Report(scenes, run.stdout + run.stderr)


def interpreter(client: str) -> Path:
    """The Python of a client's environment; skips where there is none."""
    python = compat_environments.python_of(compat_environments.folder(client))
    reason = compat_environments.reason_of(client)
    if not python.exists():
        why = reason.read_text("utf-8") if reason.exists() else "`make test-compat` makes its environment"
        pytest.skip(f"{client} is not installed: {why}")
    return python
