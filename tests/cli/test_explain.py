from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = "Dr. Lee paid $5. <<t|uː>> of 1/2"


def test_explain_tells_what_is_said_and_what_was_changed_by_which_rule(run: Run) -> None:
    ran = run("say", "--explain", TEXT)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Dr. Lee paid $5.",
        "  Doctor Lee paid five dollars.",
        "    Dr.  Doctor  [abbreviation]",
        "    $5   five dollars  [money]",
        "tuː of 1/2",
        "  tuː of one half",
        "    1/2  one half  [fraction]",
    ]


def test_explain_tells_programs_where_each_change_stands_in_the_text(run: Run) -> None:
    told = run("say", "--explain", "--json", TEXT).json
    assert (told["language"], told["rules"]) == ("en-US", True)
    assert [unit["text"] for unit in told["units"]] == ["Dr. Lee paid $5.", "tuː of 1/2"]
    assert [unit["said"] for unit in told["units"]] == ["Doctor Lee paid five dollars.", "tuː of one half"]
    changes = [change for unit in told["units"] for change in unit["changes"]]
    assert changes[0] == {"written": "Dr.", "said": "Doctor", "kind": "abbreviation", "offset": 0}
    assert [TEXT[change["offset"] :][: len(change["written"])] for change in changes] == ["Dr.", "$5", "1/2"]


@pytest.mark.parametrize(
    ("language", "text", "said", "change"),
    [
        ("en", "AT&amp;T", "A T and T", ("AT&T", "A T and T", "letters")),
        ("en", "R&D", "R and D", ("R&D", "R and D", "letters")),
        ("en", "1 t", "one ton", ("1 t", "one ton", "unit")),
        ("en", '12"', "twelve inches", ('12"', "twelve inches", "unit")),
        ("de", "AGB", "A G B", ("AGB", "A G B", "letters")),
        ("de", "ICE, IC", "I C E, I C", ("ICE", "I C E", "letters")),
    ],
)
def test_explain_tells_of_letters_and_measures(
    language: str, text: str, said: str, change: tuple[str, str, str], run: Run
) -> None:
    told = run("say", "--explain", "--json", "-l", language, text).json["units"]
    assert [unit["said"] for unit in told] == [said]
    first = told[0]["changes"][0]
    assert (first["written"], first["said"], first["kind"], first["offset"]) == (*change, 0)


def test_a_word_that_is_said_otherwise_is_read_as_it_is_said(run: Run) -> None:
    told = run("say", "--explain", "--json", "--pronounce", "Ng=No. 5", "Is Ng in?").json
    assert told["units"][0]["said"] == "Is Number five in?"
    assert [change["offset"] for change in told["units"][0]["changes"]] == [3, 3]


def test_what_needs_no_change_is_only_shown(run: Run) -> None:
    assert run("say", "--explain", "Nothing to tell here.").out == "Nothing to tell here.\n"


def test_letters_of_another_script_get_a_note(run: Run) -> None:
    ran = run("say", "--explain", "-v", "June", "Hello 日本語 and <<t|uː>> π naïve.")
    assert ran.err == "日本語 is in letters that are not Latin: house voices tell their names, one by one\n"
    assert ran.out.startswith("Hello 日本語 and tuː π naïve.")
    assert run("say", "--explain", "-v", "June", "Nothing to tell here.").err == ""


def test_what_is_not_said_is_told_to_be_nothing(run: Run) -> None:
    assert "    **  (nothing)  [markup]" in run("say", "--explain", "So **bold**!").out.splitlines()


@pytest.mark.parametrize(("language", "said"), [("de", "fünf Euro"), ("nl", "vijf euro"), ("en-GB", "five euros")])
def test_explain_reads_the_language_that_is_asked_for(language: str, said: str, run: Run) -> None:
    assert run("say", "--explain", "--json", "-l", language, "5 €").json["units"][0]["said"] == said


def test_a_language_without_rules_is_said_to_have_none(run: Run) -> None:
    ran = run("say", "--explain", "--json", "-l", "fr", "Il a 5 ans.")
    assert ran.json["rules"] is False
    assert ran.json["units"] == [{"text": "Il a 5 ans.", "said": None, "changes": None}]
    assert ran.err.startswith("there are no rules to read fr-FR here: ")
    assert run("say", "--explain", "-l", "fr", "Il a 5 ans.").out == "Il a 5 ans.\n"


def test_explain_reads_files_and_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("It is 5 km.")
    expected = run("say", "--explain", "It is 5 km.").out
    assert run("say", "--explain", "-f", tmp_path / "text.txt").out == expected
    assert run("say", "--explain", stdin=b"It is 5 km.").out == expected


@pytest.mark.parametrize("option", [("-o", "a.wav"), ("--play",), ("--times", "a.jsonl"), ("--format", "wav")])
def test_explain_makes_no_sound(
    option: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("say", "--explain", "5 km", *option)
    assert (ran.code, ran.out) == (2, "")
    assert "makes no sound" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_explained(run: Run, tmp_path: Path) -> None:
    ran = run("say", "--explain", "-f", tmp_path)
    assert ran.code == 2
    assert "one text at a time" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code"), [(("...",), 2), (("-v", "Nobody at all", "hi"), 3), (("-l", "xx-none", "hi"), 2)]
)
def test_explain_fails_as_saying_it_would(arguments: tuple[str, ...], code: int, run: Run) -> None:
    assert run("say", "--explain", *arguments).code == run("say", "-o", "never.wav", *arguments).code == code
