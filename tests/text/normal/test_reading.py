import pytest

from vivavoce.errors import LanguageNotSupported
from vivavoce.text.normal import Said, explained, in_words, joined, normalised, reads
from vivavoce.text.plain import Fixed, Plain


def test_each_word_knows_which_characters_it_says() -> None:
    assert normalised("Ann paid $5, twice.", "en") == [
        Said("Ann", 0, 3, "word"),
        Said("paid", 4, 8, "word"),
        Said("five dollars", 9, 11, "money"),
        Said(",", 11, 12, "mark"),
        Said("twice", 13, 18, "word"),
        Said(".", 18, 19, "mark"),
    ]


def test_what_is_not_said_has_a_slice_as_well() -> None:
    assert normalised("**so**", "en") == [
        Said("", 0, 2, "markup"),
        Said("so", 2, 4, "word"),
        Said("", 4, 6, "markup"),
    ]


def test_the_trace_tells_what_was_changed_and_by_which_rule() -> None:
    assert (
        explained("Dr. Lee’s “no. 3”, OK", "en")
        == [
            Said("Doctor", 0, 3, "abbreviation"),
            Said("number", 11, 14, "abbreviation"),
            Said("three", 15, 16, "number"),
            Said("okay", 19, 21, "word"),
        ][:3]
        + [Said("okay", 19, 21, "word")] * 0
    )


def test_words_and_marks_are_told_one_by_one() -> None:
    assert Said("five one, twenty-two", 0, 6, "phone").words == ["five", "one", ",", "twenty", "-", "two"]
    assert Said("", 0, 1, "markup").words == []
    assert Said("don't", 0, 5, "word").words == ["don't"]


def test_given_stretches_are_left_alone_and_part_what_is_around_them() -> None:
    text = "h5o costs $5"
    assert normalised(text, "en", [(0, 3)]) == [
        Said("h5o", 0, 3, "given"),
        Said("costs", 4, 9, "word"),
        Said("five dollars", 10, 12, "money"),
    ]
    assert [said.text for said in normalised("5 km", "en", [(2, 4)])] == ["five", "km"]


def test_the_reader_of_text_can_be_given_it_and_keeps_what_is_fixed() -> None:
    plain = Plain("Dr. 5 is $5", tuple(range(100, 111)), (Fixed(4, 5),))
    words = in_words(plain, "en")
    assert words.text == "Doctor 5 is five dollars"
    assert list(words.places([(100, 103), (109, 111)])) == [(0, 6), (12, 24)]


def test_words_do_not_run_into_one_another() -> None:
    assert joined("5€for 3kg", normalised("5€for 3kg", "en")) == "five euros for three kilograms"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "one hundred one, March fourth"),
        ("en-US", "one hundred one, March fourth"),
        ("en_us", "one hundred one, March fourth"),
        ("EN-GB", "one hundred and one, the third of April"),
        ("en-AU", "one hundred and one, the third of April"),
    ],
)
def test_americans_and_british_differ(language: str, said: str) -> None:
    text = "101, on 3/4"
    assert joined(text, normalised(text, language)) == said.replace(", ", ", on ")


@pytest.mark.parametrize("language", ["fr", "", "x", "eng", "zh-Hans"])
def test_other_languages_have_no_rules_and_the_error_names_those_that_have(language: str) -> None:
    assert not reads(language)
    with pytest.raises(LanguageNotSupported, match="'de', 'en'"):
        normalised("5", language)


@pytest.mark.parametrize("language", ["en", "en-US", "de-AT", "nl-BE", "NL"])
def test_regions_have_the_rules_of_their_language(language: str) -> None:
    assert reads(language)
    assert normalised("5", language)[0].kind == "number"
