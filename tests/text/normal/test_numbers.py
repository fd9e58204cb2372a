import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.text.normal import dutch_numbers, english_numbers, german_numbers

CARDINALS = {
    "en": english_numbers.cardinal,
    "en-gb": english_numbers.british,
    "de": german_numbers.cardinal,
    "nl": dutch_numbers.cardinal,
}
ORDINALS = {"en": english_numbers.ordinal, "de": german_numbers.ordinal, "nl": dutch_numbers.ordinal}
LARGEST = 10**33 - 1


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1_000_001, "one million one"),
        ("en", 10**32, "one hundred nonillion"),
        ("en-gb", 101, "one hundred and one"),
        ("en-gb", 1_001, "one thousand and one"),
        ("en-gb", 1_234, "one thousand two hundred and thirty-four"),
        ("en-gb", 1_000_100, "one million one hundred"),
        ("de", 1_001, "tausendeins"),
        ("de", 1_100, "tausendeinhundert"),
        ("de", 21_000, "einundzwanzigtausend"),
        ("de", 101_101, "hunderteintausendeinhunderteins"),
        ("de", 1_000_001, "eine Million eins"),
        ("de", 2_000_000_000, "zwei Milliarden"),
        ("nl", 1_001, "duizend één"),
        ("nl", 1_100, "duizend honderd"),
        ("nl", 21_000, "eenentwintigduizend"),
        ("nl", 1_000_001, "één miljoen één"),
        ("nl", 2_000_000_000, "twee miljard"),
    ],
)
def test_large_numbers_have_names(language: str, number: int, said: str) -> None:
    assert CARDINALS[language](number) == said


@given(st.integers(0, LARGEST), st.integers(0, LARGEST), st.sampled_from(sorted(CARDINALS)))
def test_no_two_numbers_sound_alike(one: int, other: int, language: str) -> None:
    name = CARDINALS[language]
    assert (name(one) == name(other)) == (one == other)


@pytest.mark.parametrize("language", sorted(CARDINALS))
def test_no_two_small_numbers_sound_alike(language: str) -> None:
    assert len({CARDINALS[language](number) for number in range(12_000)}) == 12_000


@given(st.integers(0, LARGEST), st.sampled_from(sorted(ORDINALS)))
def test_ordinals_differ_from_cardinals_and_end_as_ordinals_do(number: int, language: str) -> None:
    said = ORDINALS[language](number)
    assert said != CARDINALS[language](number)
    assert said.endswith({"en": ("th", "first", "second", "third"), "de": ("te",), "nl": ("de", "ste")}[language])


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "erste"),
        (3, "dritte"),
        (7, "siebte"),
        (8, "achte"),
        (19, "neunzehnte"),
        (20, "zwanzigste"),
        (101, "hunderterste"),
    ],
)
def test_german_ordinals(number: int, said: str) -> None:
    assert german_numbers.ordinal(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "eerste"), (3, "derde"), (8, "achtste"), (19, "negentiende"), (20, "twintigste"), (1_001, "duizend eerste")],
)
def test_dutch_ordinals(number: int, said: str) -> None:
    assert dutch_numbers.ordinal(number) == said
