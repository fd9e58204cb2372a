"""The README's table of clients: the code of each row points the client at a live server, which speaks to it."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.compat.conftest import ROOT, interpreter, performed
from tests.compat.sounds import raw, said, same, unpacked
from tests.compat.texts import TEXT, VERA

README = (ROOT / "README.md").read_text("utf-8")
ROWS = re.compile(r"^\| (?P<client>[^|]+) \| `(?P<code>[^`]+)`[^|]* \|$", re.MULTILINE)
RATE = 24_000
HERE = "localhost:8400"
# Where the client of each row is installed; None is the environment of these tests.
ENVIRONMENTS = {
    "Pipecat": "pipecat",
    "LiveKit": "livekit",
    "cartesia": "cartesia-4.2.0",
    "openai": "openai-3.54.0",
    "charactr-api-sdk": "charactr",
    "vivavoce.charactr_api": None,
}


def rows() -> dict[str, str]:
    """The client of each row, without its versions, and its code."""
    table = README.partition("| your program uses | point it here |")[2].partition("\n\n")[0]
    found = {row["client"].replace("`", "").split()[0]: row["code"] for row in ROWS.finditer(table)}
    assert len(found) == table.count("\n| ")
    return found


def test_every_row_is_run() -> None:
    assert set(rows()) == set(ENVIRONMENTS)


@pytest.mark.parametrize("client", ENVIRONMENTS)
def test_the_code_of_a_row_makes_the_client_speak(client: str, plan: dict[str, Any], tmp_path: Path) -> None:
    environment = ENVIRONMENTS[client]
    python = Path(sys.executable) if environment is None else interpreter(environment)
    code = rows()[client]
    assert HERE in code
    told = plan | {"row": client, "code": code.replace(HERE, plan["host"])}
    spoken = performed(python, "readme.py", told, tmp_path)["spoken"]
    same(raw(unpacked(spoken), "pcm_s16le", RATE), said(TEXT, VERA, RATE))
