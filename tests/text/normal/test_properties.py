"""What holds for every text, in every language that has rules."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.text.normal import explained, joined, normalised
from vivavoce.text.normal.reading import LANGUAGES

LANGUAGE = st.sampled_from(sorted(LANGUAGES))
# Characters and stretches that rules look for, so that they meet in all orders.
STRETCHES = """
0 1 2 3 12 007 1999 2026 1,000 1.000 3.14 2,5 ½ ² ³ ⁻ ① Ⅷ ٣ ¹ 1st 2nd 3. 4e 90er 80s $ € £ ¥ ¢ USD EUR % ‰ ° °C km m² h
GB /h : - – — . , ; ! ? … ' ’ " “ ( ) [ ] < > # @ & * _ ** ` ~ ^ + = / \\ | § © → √ π ≈ x × v No. Nr. Dr. St. Mr. e.g.
z.B. d.w.z. Jan. Mai mei may am pm a.m. Uhr uur XIV VIII Henry Karl Willem NASA FBI iPhone MP3 CO2 H₂O I A the der een
http:// www. .com info@ .txt /usr ``` 1. 😀 👍🏽 ❤️ 🇩🇪 👨\u200d👩\u200d👧 :) a\u200db l·l x①
"""
WRITTEN = st.sampled_from(STRETCHES.split())
ANY = st.text(alphabet=st.characters(), max_size=30)
TEXT = st.one_of(
    ANY,
    st.lists(st.one_of(WRITTEN, st.sampled_from([" ", "\n", "\t", "\u00a0", "a", "Word"]), ANY), max_size=24).map(
        "".join
    ),
)
KEPT = " -.,;:!?…—\"'()"


@given(TEXT, LANGUAGE)
def test_every_visible_character_belongs_to_one_slice_in_order(text: str, language: str) -> None:
    at = 0
    for said in normalised(text, language):
        assert not text[at : said.start].strip()
        assert at <= said.start < said.end <= len(text)
        assert not text[said.start].isspace()
        at = said.end
    assert not text[at:].strip()


@given(TEXT, LANGUAGE)
def test_only_letters_apostrophes_and_marks_of_punctuation_are_said(text: str, language: str) -> None:
    for said in normalised(text, language):
        others = {one for one in said.text if one not in KEPT and unicodedata.category(one)[0] not in "LM"}
        assert not others, said


@given(TEXT, LANGUAGE)
def test_words_are_parted_by_single_spaces(text: str, language: str) -> None:
    for said in normalised(text, language):
        assert said.text == " ".join(said.text.split()), said


@given(st.lists(st.text(st.characters(categories=["Ll"], max_codepoint=0x17F), min_size=2, max_size=12)), LANGUAGE)
def test_the_trace_is_what_is_not_said_as_it_is_written(words: list[str], language: str) -> None:
    text = " ".join(words)
    expected = [said for said in normalised(text, language) if said.text != text[said.start : said.end]]
    assert explained(text, language) == expected


@given(TEXT, LANGUAGE)
def test_what_is_said_stays_when_it_is_read_again_as_words(text: str, language: str) -> None:
    small = " ".join(
        one for one in joined(text, normalised(text, language)).lower().split() if one.isalpha() and len(one) > 3
    )
    assert joined(small, normalised(small, language)) == small


@given(TEXT, st.data(), LANGUAGE)
def test_given_stretches_stay_as_they_are(text: str, data: st.DataObject, language: str) -> None:
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted))
    stretches = list(zip(places[::2], places[1::2], strict=False))
    said = normalised(text, language, stretches)
    assert [(one.start, one.end) for one in said if one.kind == "given"] == stretches
    assert all(one.text == text[one.start : one.end] for one in said if one.kind == "given")
    assert all(one.end <= other.start for one, other in pairwise(said))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        (" \n\t\u00a0", ""),
        ("\ud800", ""),
        ("\udc00a\ud83d", "a"),
        ("\x00\ufffd\u200d\U0010ffff", ""),
        ("ab" * 5000, "ab" * 5000),
    ],
)
def test_odd_texts_are_read_without_error(text: str, said: str, language: str) -> None:
    assert joined(text, normalised(text, language)) == said
