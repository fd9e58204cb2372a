"""Words that are made of others."""

import pytest

from vivavoce.text.pronouncing.compounds import Part, joined, parts
from vivavoce.text.pronouncing.context import phones_of

GERMAN = {
    "haus",
    "tür",
    "bunde",
    "bundes",
    "verfassung",
    "gericht",
    "bett",
    "acht",
    "dacht",
    "zug",
    "eben",
    "geben",
    "steuer",
    "fall",
    "test",
}
DUTCH = {"web", "team", "huis", "deur", "mens", "mensen", "kind", "gezond", "heer", "lijk"}


def split(word: str, language: str = "de") -> list[str]:
    known = GERMAN if language == "de" else DUTCH
    return [part.word + part.link for part in parts(word, language, known.__contains__)]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("bundesverfassungsgericht", "de", ["bundes", "verfassungs", "gericht"]),
        ("steuerfall", "de", ["steuer", "fall"]),
        ("haustür", "de", ["haus", "tür"]),
        ("webteam", "nl", ["web", "team"]),
        ("huisdeur", "nl", ["huis", "deur"]),
        ("mensenkind", "nl", ["mensen", "kind"]),
    ],
)
def test_a_word_is_split_where_known_words_meet(word: str, language: str, expected: list[str]) -> None:
    assert split(word, language) == expected


@pytest.mark.parametrize("word", ["haus", "hausx", "xhaus", "", "tür", "bedacht", "gericht", "zuge"])
def test_a_word_that_is_not_all_of_words_is_one(word: str) -> None:
    assert split(word) == []


def test_a_prefix_makes_no_compound_and_the_last_part_is_as_long_as_can_be() -> None:
    assert parts("bedacht", "de", {"bed", "acht", "dacht"}.__contains__) == ()
    assert split("zugeben") == ["zu", "geben"]


def test_a_common_ending_is_no_part() -> None:
    assert split("menslijk", "nl") == []


def test_a_long_word_takes_time_linear_in_its_length() -> None:
    asked: list[str] = []

    def is_word(word: str) -> bool:
        asked.append(word)
        return False

    assert parts("a" * 5_000, "de", is_word) == ()
    assert len(asked) < 5_000


def test_the_first_part_has_the_stress() -> None:
    said = joined([phones_of("h ˈaʊ s"), phones_of("t ˈyː r ə n")], [Part("haus", ""), Part("türen", "")])
    assert said == phones_of("h ˈaʊ s t ˌyː r ə n")
    linked = joined([phones_of("m ɪ t"), phones_of("t ə k s t ˈɛ t ˌɑ")], [Part("mit", "s"), Part("text", "")])
    assert linked == phones_of("m ˈɪ t s t ə k s t ˌɛ t ɑ")
