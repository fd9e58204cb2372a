import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_built_in_voices_are_listed(run: Run) -> None:
    names = [line.split("\t")[0] for line in run("voices").out.splitlines()]
    assert len(names) >= 24
    assert len(set(names)) == len(names)
    assert names == [voice["name"] for voice in run("voices", "list", "--json").json]


def test_voices_can_be_looked_for(run: Run) -> None:
    found = run("voices", "list", "--language", "de", "--gender", "feminine", "--json").json
    assert found
    assert all(voice["language"].startswith("de") and voice["gender"] == "feminine" for voice in found)
    assert run("voices", "list", "no voice has such a label", "--json").json == []


def test_all_of_a_voice_is_shown(run: Run) -> None:
    shown = run("voices", "show", "Vera").out
    assert "Vera" in shown
    assert "built-in" in shown
    assert len(run("voices", "show", "Vera", "--json").json["embedding"]) == 192


def test_an_unknown_voice_is_answered_with_near_ones(run: Run) -> None:
    ran = run("voices", "show", "Vara")
    assert ran.code == 3
    assert "Vera" in ran.err


def test_a_voice_is_added_changed_carried_elsewhere_and_removed(run: Run, tmp_path: Path) -> None:
    assert run("voices", "add", "Giant", "--like", "Viktor", "--pitch", 80, "--label", "tall").code == 0
    assert run("voices", "edit", "Giant", "--name", "Ogre", "--description", "Lives in a swamp.").code == 0
    shown = run("voices", "show", "Ogre", "--json").json
    assert (shown["labels"], shown["description"]) == (["tall"], "Lives in a swamp.")
    assert run("voices", "export", "Ogre", "-o", tmp_path / "ogre.voice").code == 0
    assert run("voices", "rm", "Ogre").code == 0
    assert run("voices", "show", "Ogre").code == 3
    assert run("voices", "import", tmp_path / "ogre.voice").code == 0
    assert run("voices", "show", "Ogre", "--json").json == shown


def test_a_voice_is_made_from_192_numbers(run: Run, tmp_path: Path) -> None:
    numbers = run("voices", "show", "Vera", "--json").json["embedding"]
    (tmp_path / "vera.json").write_text(json.dumps(numbers))
    assert run("voices", "add", "Twin", "--embedding", tmp_path / "vera.json").code == 0
    assert run("voices", "show", "Twin", "--json").json["embedding"] == numbers


@pytest.mark.parametrize(
    "content", ["[1, 2, 3]", "nonsense", '{"a": 1}', "[" + "1e99," * 191 + "0]", "[" + "NaN," * 191 + "0]"]
)
def test_what_are_not_192_numbers_is_refused(content: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(content)
    assert run("voices", "add", "Bad", "--embedding", tmp_path / "bad.json").code == 2


@pytest.mark.parametrize("arguments", [["rm", "Vera"], ["edit", "Vera", "--name", "Ann"]])
def test_built_in_voices_stay_as_they_are(arguments: list[str], run: Run) -> None:
    assert run("voices", *arguments).code == 4


def test_nothing_is_removed_when_one_of_them_is_unknown(run: Run) -> None:
    run("voices", "add", "Giant", "--like", "Viktor", "--pitch", 80)
    assert run("voices", "rm", "Giant", "Nobody").code == 3
    assert run("voices", "show", "Giant").code == 0


def test_a_file_that_holds_no_voice_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.voice").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run("voices", "import", tmp_path / "a.voice").code == 2
    assert run("voices", "import", tmp_path / "missing.voice").code == 2


def test_to_add_a_voice_one_says_what_it_is_like(run: Run) -> None:
    assert "--embedding FILE or --like VOICE" in run("voices", "add", "Nobody").err


def test_the_languages_are_listed(run: Run) -> None:
    ran = run("languages", "--json")
    assert {"de": "German", "nl": "Dutch"}.items() <= ran.json.items()
    assert len(ran.json) > 100
    assert ran.err == ""


@pytest.mark.usefixtures("no_espeak")
def test_without_espeak_the_list_of_languages_tells_what_brings_more(run: Run) -> None:
    ran = run("languages", "--json")
    assert list(ran.json) == ["de", "en-US", "nl"]
    assert ran.err.endswith("pip install 'vivavoce[espeak]'\n")
