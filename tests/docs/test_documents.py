"""What the documents show, works; what the program tells about itself, is up to date."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import vivavoce as vv

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the recordings that the README speaks of."""
    vv.speak("This stands for a recording of somebody, some seconds long.", "Aoife").save(tmp_path / "clip.mp3")
    vv.speak("And this for a talk that somebody gave.", "Bruno").save(tmp_path / "talk.wav")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_readme_is_short_and_shows_code_early() -> None:
    lines = README.splitlines()
    assert len(lines) <= 150
    assert next(number for number, line in enumerate(lines, 1) if line.startswith("```python")) < 25


def test_the_python_of_the_readme_runs(folder: Path) -> None:
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
    assert (folder / "hello.wav").exists()
    assert (folder / "out.flac").exists()


def test_the_commands_of_the_readme_run(folder: Path) -> None:
    lines = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    assert "vivavoce serve" in lines  # tests/cli/test_serve.py runs it
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("vivavoce ") and line != "vivavoce serve"]
    assert len(commands) >= 6
    for command in commands:
        ran = subprocess.run([sys.executable, "-m", "vivavoce", *command], capture_output=True, text=True)
        assert ran.returncode == 0, (command, ran.stderr)
    assert (folder / "hello.png").exists()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_runs(path: Path, tmp_path: Path) -> None:
    arguments = [str(tmp_path / "out")] if "sys.argv" in path.read_text("utf-8") else []
    ran = subprocess.run([sys.executable, str(path), *arguments], capture_output=True, text=True, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout


def test_what_the_program_tells_about_itself_is_up_to_date() -> None:
    environment = os.environ | {"COLUMNS": "100"}
    command = [sys.executable, "-m", "scripts.write_docs", "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)
    assert ran.returncode == 0, f"{ran.stdout} run `make docs`"


def test_links_between_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_embedding_is_laid_out_as_its_page_says() -> None:
    from vivavoce.core.embedding import SECTIONS

    page = (ROOT / "docs" / "embedding.md").read_text("utf-8")
    for section, where in SECTIONS.items():
        numbers = f"{where.start}" if where.stop - where.start == 1 else f"{where.start}–{where.stop - 1}"
        assert f"| {numbers} | `{section}` |" in page
