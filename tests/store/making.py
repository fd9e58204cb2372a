"""Voices to keep, and processes to keep them from."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import numpy as np

from vivavoce.core.embedding import SIZE, Embedding
from vivavoce.core.voices import Origin, Voice

ROOT = Path(__file__).parents[2]


def voice(name: str = "Ann", **fields: Any) -> Voice:
    """A voice like no other: id and embedding are drawn."""
    drawn = uuid.uuid4()
    values = np.random.default_rng(drawn.int).uniform(-1, 1, SIZE)
    given = {"id": str(drawn), "embedding": Embedding(values), "origin": Origin("created"), **fields}
    return Voice(name=name, **given)


def cloned(name: str = "Ann", **fields: Any) -> Voice:
    """A voice with all that can be known of one."""
    origin = Origin(
        "cloned",
        consent="Ann said yes on 3 May 2026, for the audio guide only.",
        source="ab" * 32,
        parents=((str(uuid.uuid4()), 0.25), (str(uuid.uuid4()), 0.75)),
        made="2026-05-03T10:00:00+00:00",
    )
    told = {
        "origin": origin,
        "description": "Warm.\nA little rough.",
        "language": "en-GB",
        "gender": "feminine",
        "labels": ("calm", "alto"),
        "preview": "Hello, I am Ann.",
        "synthesizer": "formant",
    }
    return voice(name, **(told | fields))


def started(script: str, *arguments: object, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """A Python process that runs the script, fed and read by lines."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def printed(script: str, *arguments: object, env: dict[str, str] | None = None) -> list[str]:
    """What a Python process that runs the script prints, by lines; it must end well."""
    with started(script, *arguments, env=env) as process:
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output.splitlines()
