import sys
from collections.abc import Callable, Sequence

import pytest

from tests.engine.house.doubles import pronounced, spelling, unit
from vivavoce.core.units import Ipa, Unit
from vivavoce.engine.house.script import NOBODY, Script, script_of
from vivavoce.engine.house.tokens import MARKS, PAUSE
from vivavoce.errors import BadRequest
from vivavoce.text.pronouncing import Phone

__all__ = ["spelling"]

pytestmark = pytest.mark.usefixtures("spelling")


def script(said: Unit | str) -> Script:
    return script_of(unit(said) if isinstance(said, str) else said, "en-US")


def symbols(script: Script) -> str:
    return " ".join(f"{sound.symbol}{sound.mark or ''}" for sound in script.sounds)


def said(script: Script) -> dict[int, str]:
    """Token → its sounds."""
    found: dict[int, str] = {}
    for sound, owner in zip(script.sounds, script.owners, strict=True):
        found[owner] = found.get(owner, "") + sound.symbol
    return found


def test_a_sentence_begins_pauses_and_ends() -> None:
    found = script("ab, c d?")
    assert symbols(found) == f"^ a b _{MARKS[',']} c d _{MARKS['?']}"
    assert found.owners == (NOBODY, 0, 0, NOBODY, 1, 2, NOBODY)
    assert [sound.word for sound in found.sounds] == [-1, 0, 0, -1, 1, 2, -1]
    assert [sound.stress for sound in found.sounds] == [0, 2, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "marks"),
    [("a...b", [3]), ("a ,: b", [2]), ("a – b", [2]), (", a", []), ("a (b)", []), ("a!?, b", [5])],
)
def test_the_strongest_mark_between_two_words_is_their_pause(text: str, marks: list[int]) -> None:
    assert [sound.mark for sound in script(text).sounds[:-1] if sound.symbol == PAUSE] == marks


@pytest.mark.parametrize(("ending", "mark"), [("none", ","), ("clause", ","), ("sentence", "."), ("paragraph", ".")])
def test_without_a_mark_the_last_pause_goes_by_how_the_unit_ends(ending: str, mark: str) -> None:
    assert script(unit("ab", ending=ending)).sounds[-1].mark == MARKS[mark]  # type: ignore[arg-type]
    assert script(unit("ab!", ending=ending)).sounds[-1].mark == MARKS["!"]  # type: ignore[arg-type]


def test_words_that_are_not_written_belong_to_those_that_are() -> None:
    assert said(script("b $5 m b"))[1] == "fivemillion"
    assert said(script("b $5 m b"))[2] == "dollars"
    assert said(script("b $5. b"))[1] == "fivedollars"


def test_what_neither_sounds_nor_parts_is_not_told_to_who_pronounces(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(sys.modules["vivavoce.text.pronouncing"], "pronounced", told_to(heard))
    script('a "b" - c, (d)!')
    assert heard == ["a", "b", "c", ",", "d", "!"]


def told_to(heard: list[str]) -> Callable[[Sequence[str], str], list[tuple[Phone, ...]]]:
    def listening(words: Sequence[str], language: str) -> list[tuple[Phone, ...]]:
        heard.extend(words)
        return pronounced(words, language)

    return listening


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "—"])
def test_where_nothing_is_said_there_is_no_script(text: str) -> None:
    assert script(text) == Script()


def test_given_sounds_are_said_as_given() -> None:
    found = script(unit("ab xy cd", (Ipa(3, 5, ("h", "ˈə", "ʃ")),)))
    assert symbols(found) == "^ a b h ə ʃ c d _3"
    assert said(found) == {NOBODY: "^_", 0: "ab", 1: "həʃ", 2: "cd"}
    assert [sound.stress for sound in found.sounds] == [0, 2, 0, 0, 2, 0, 0, 0, 0]


def test_white_space_parts_given_sounds_into_words() -> None:
    found = script(unit("xyz", (Ipa(0, 3, ("b", "ə", " ", "d", "ə")),)))
    assert [sound.word for sound in found.sounds] == [-1, 0, 0, 1, 1, -1]


def test_a_sound_that_the_model_lacks_becomes_the_nearest() -> None:
    assert symbols(script(unit("x", (Ipa(0, 1, ("ɓ", "ʏ", "ʁ")),)))) == "^ b ʊ ɹ _3"
    assert symbols(script(unit("x", (Ipa(0, 1, ("b", "o", "ʊ")),)))) == "^ b oʊ _3"


def test_what_is_no_sound_is_refused_with_its_name() -> None:
    with pytest.raises(BadRequest, match="'7'"):
        script(unit("x", (Ipa(0, 1, ("7",)),)))


def test_a_unit_without_tokens_is_said_all_the_same() -> None:
    assert symbols(script(Unit("ab", ending="sentence"))) == "^ a b _3"
