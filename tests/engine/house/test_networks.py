"""The networks, as a process holds them."""

import os
import subprocess
import sys

import pytest

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
