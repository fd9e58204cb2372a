import msgspec
import pytest

from vivavoce.errors import BadRequest
from vivavoce.text.plain import Fixed, Plain
from vivavoce.text.pronunciations import LONGEST_READING, LONGEST_WORD, Pronunciation, Pronunciations


def said(text: str, readings: dict[str, object], language: str = "en", *, case_sensitive: bool = False) -> str:
    pronunciations = Pronunciations.of(readings, case_sensitive=case_sensitive)  # type: ignore[arg-type]
    return pronunciations.applied(Plain.of(text), language).text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Siobhan!", "Shivawn!"),
        ('"(siobhan)," SIOBHAN', '"(Shivawn)," Shivawn'),
        ("Siobhan's Siobhan’s Siobhan'S", "Shivawn's Shivawn’s Shivawn'S"),
        ("Siobhans xSiobhan Siobhan_ Siobhan1", "Siobhans xSiobhan Siobhan_ Siobhan1"),
        ("Siobhan-like Siobhan/Ann", "Shivawn-like Shivawn/Ann"),
        ("Siobhan't O'Siobhan", "Siobhan't O'Siobhan"),
        ("Siobhán", "Siobhán"),
        ("siobhan\u0301", "siobhan\u0301"),
        ("", ""),
    ],
)
def test_whole_words_are_replaced_and_punctuation_and_possessives_stay(text: str, result: str) -> None:
    assert said(text, {"Siobhan": "Shivawn"}) == result


def test_the_longest_entry_counts_across_any_white_space() -> None:
    readings = {"New": "Noo", "New York": "NY", "New York City": "NYC", "York Minster": "the Minster"}
    assert said("New \n York, new york  city. New York Minster", readings) == "NY, NYC. NY Minster"
    assert said("New. York", readings) == "Noo. York"


def test_an_entry_may_hold_punctuation() -> None:
    readings = {
        "C++": "see plus plus",
        ".NET": "dot net",
        "AT&T": "A T and T",
        "e-mail": "electronic mail",
        "Dr.": "doctor",
    }
    text = "C++, .NET; AT&T's e-mail to Dr. No. ASP.NET C++x e - mail"
    assert (
        said(text, readings)
        == "see plus plus, dot net; A T and T's electronic mail to doctor No. ASP.NET C++x e - mail"
    )


def test_an_exact_spelling_goes_before_any_case_and_a_case_sensitive_entry_leaves_other_cases_alone() -> None:
    assert said("Polish polish POLISH", {"Polish": "Poalish", "polish": "pollish"}) == "Poalish pollish Poalish"
    assert said("Polish polish", {"Polish": "Poalish"}, case_sensitive=True) == "Poalish polish"
    assert said("Straße STRASSE", {"straße": "x"}) == "x x"


def test_where_words_are_joined_by_an_apostrophe_the_second_one_is_a_word() -> None:
    assert said("l'INSEE qu’INSEE", {"INSEE": "incé"}, "fr-FR") == "l'incé qu’incé"
    assert said("can't", {"t": "x", "can": "y"}, "en") == "can't"


def test_han_is_matched_by_character_and_marks_stay_with_their_letters() -> None:
    assert said("我在重庆市。", {"重庆": "崇庆"}, "zh") == "我在崇庆市。"
    assert said("हिन्दी हिन्द", {"हिन्द": "x"}, "hi") == "हिन्दी x"


def test_ipa_comes_in_blocks_between_slashes_or_as_phones() -> None:
    text = "a New York b"
    for reading in ["<<n|uː>> <<j|ɔː|k>>", "/nuː jɔːk/"]:
        plain = Pronunciations.of({"new york": reading}).applied(Plain.of(text), "en")
        assert plain.text == "a nuː jɔːk b"
        assert plain.fixed == (Fixed(2, 5, ("n", "uː")), Fixed(6, 10, ("j", "ɔː", "k")))
        assert list(plain.places([(2, 5), (6, 10)])) == [(2, 5), (6, 10)]
    plain = Pronunciations.of({"b": ("b", "ˈiː")}).applied(Plain.of(text), "en")
    assert plain.fixed == (Fixed(11, 15, ("b", "ˈiː")),)


def test_a_reading_with_another_number_of_words_stands_for_the_whole() -> None:
    plain = Pronunciations.of({"NYC": "new <<j|ɔː|k>> city", "hot dog": "sausage"}).applied(
        Plain.of("NYC: hot dog"), "en"
    )
    assert plain.text == "new jɔːk city: sausage"
    assert plain.fixed == (Fixed(4, 8, ("j", "ɔː", "k")),)
    assert list(plain.places([(0, 4), (5, 8), (9, 12)])) == [(0, 14), (15, 22), (22, 22)]


def test_what_is_fixed_is_not_read_otherwise() -> None:
    plain = Plain("no no", tuple(range(5)), (Fixed(0, 2),))
    assert Pronunciations.of({"no": "yes"}).applied(plain, "en").text == "no yes"


@pytest.mark.parametrize(
    ("word", "reading", "message"),
    [
        ("", "x", "1 to 200 characters, got ''"),
        (" ", "x", "1 to 200"),
        ("x" * (LONGEST_WORD + 1), "x", "1 to 200"),
        (7, "x", "1 to 200 characters, got 7"),
        ("a\0", "x", r"no control characters.*U\+0000"),
        ("a\nb", "x", r"U\+000A"),
        ("a\ud800", "x", r"U\+D800"),
        ("a", "", "1 to 1000 characters, got ''"),
        ("a", " ", "1 to 1000"),
        ("a", "x" * (LONGEST_READING + 1), "1 to 1000"),
        ("a", "x\x07", r"a reading has no control characters.*U\+0007"),
        ("a", "<break time='1s'/>", "other markup cannot stand here"),
        ("a", "<<h|7>>", "'7' is no sound"),
        ("a", "<<>>", "no sound"),
        ("a", "/h3/", "'3' is no sound"),
        ("a", ("h", ""), "'' is no sound"),
        ("a", ("hello",), "'hello' is no sound"),
        ("a", (), "no sounds"),
        ("a", 7, "a reading is text or a sequence of phones, got 7"),
        ("a", None, "got None"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_with_the_reason(word: str, reading: str, message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        Pronunciations.of({word: reading})


def test_pronunciations_are_a_mapping() -> None:
    with pytest.raises(BadRequest, match="a mapping of words to readings, got list"):
        Pronunciations.of([("a", "b")])  # type: ignore[arg-type]


def test_entries_can_be_written_as_json_and_read_again() -> None:
    entries = (Pronunciation("Ann", "Anne"), Pronunciation("b", ("b", "iː"), case_sensitive=True))
    json = msgspec.json.encode(entries)
    assert msgspec.json.decode(json, type=tuple[Pronunciation, ...]) == entries
    assert Pronunciations(entries) == Pronunciations(msgspec.json.decode(json, type=tuple[Pronunciation, ...]))


def test_no_entries_change_nothing() -> None:
    assert said("Hello.", {}) == "Hello."
