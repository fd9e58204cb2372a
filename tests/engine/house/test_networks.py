"""The networks, as a process holds them."""

import os
import subprocess
import sys

import pytest

from vivavoce.engine.house.networks import networks
from vivavoce.engine.protocols import MIDDLE

FORKING = """
import os
from vivavoce.engine.house.networks import networks
networks()
print(os.environ["ORT_DISABLE_TELEMETRY"], flush=True)
child = os.fork()
if child:
    raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_nobody_is_told_of_their_use_and_a_forked_process_ends() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    ended = subprocess.run(
        [sys.executable, "-c", FORKING], capture_output=True, text=True, timeout=60, env=environment, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "1\n", "")


def test_the_voice_in_the_middle_is_the_mean_of_the_speakers() -> None:
    speakers = dict(networks().table.speakers)
    middle = speakers.pop(MIDDLE)
    assert middle.vector == pytest.approx(sum(one.vector for one in speakers.values()) / 4)
    assert middle.pitch_mean == pytest.approx(sum(one.pitch_mean for one in speakers.values()) / 4)
    assert (
        min(one.lengths for one in speakers.values()) < middle.lengths < max(one.lengths for one in speakers.values())
    )
