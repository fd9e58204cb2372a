import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.text.clean import cleaned, readable, spelled, squeezed
from vivavoce.text.plain import Change, Plain


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Hello\nthere", "Hello\nthere"),
        ("a\0b\x07c\x7fd\x9ff", "a b c d f"),
        ("\ufeffs\u00adoft\u200b \u202aleft\u202c\u2066x\u2069", "soft leftx"),
        ("caf\ufffd", "caf "),
        ("e\u0301 A\u030a \u212b", "é Å Å"),
        ("e\u00ad\u0301", "é"),
        ("\u1112\u1161\u11ab", "한"),
        ("AT&amp;T &quot;caf&eacute;&quot;&nbsp;&#8364;5 &#x20ac;", 'AT&T "café"\u00a0€5 €'),
        ("e&#769; s&shy;oft a&#127;b &#xD800;", "é soft ab  "),
        ("&lt;b&gt; &#60;", "&lt;b&gt; &#60;"),
        ("&unheard; & amp; &; R&D; &ampx;", "&unheard; & amp; &; R&D; &ampx;"),
        ("می\u200cخواهم 👩\u200d👧", "می\u200cخواهم 👩\u200d👧"),
    ],
)
def test_what_is_not_seen_is_not_said_and_what_is_said_is_composed(text: str, clean: str) -> None:
    assert cleaned(Plain.of(text)).text == clean


def test_the_words_are_found_again_after_cleaning() -> None:
    text = "e\u0301te\u0301 \u200bs\u00adoft \0x"
    plain = cleaned(Plain.of(text))
    places = plain.places([(0, 5), (6, 12), (13, 15)])
    assert [plain.text[start:end] for start, end in places] == ["été", "soft", " x"]


def test_the_words_are_found_again_where_html_wrote_them() -> None:
    plain = cleaned(Plain.of("AT&amp;T caf&eacute; x"))
    places = plain.places([(0, 8), (9, 20), (21, 22)])
    assert [plain.text[start:end].strip() for start, end in places] == ["AT&T", "café", "x"]


@given(st.text())
def test_cleaning_leaves_composed_text_without_control_characters(text: str) -> None:
    clean = cleaned(Plain.of(text)).text
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(one) == "Cc" and not one.isspace() for one in clean)


def test_lone_surrogates_cannot_be_read() -> None:
    assert readable("a\ud83db\udc00") == "a\ufffdb\ufffd"
    assert cleaned(Plain.of(readable("a\ud83d b"))).text == "a  b"


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("A1", "A 1"),
        ("AB  CD", "A B  C D"),
        ("b-2!", "b - 2 !"),
        ("e\u0301a👍🏽漢字", "e\u0301 a 👍🏽 漢 字"),
        (" a ", " a "),
        ("", ""),
    ],
)
def test_spelling_puts_spaces_between_what_a_reader_takes_for_characters(text: str, letters: str) -> None:
    assert spelled(Plain.of(text)).text == letters


def test_what_is_spelled_is_not_changed_any_more_but_its_spaces_are() -> None:
    plain = spelled(Plain.of("12  34"))
    assert squeezed(plain).text == "1 2 3 4"
    assert plain.replace([Change(0, 3, "twelve")]) == plain


@pytest.mark.parametrize(
    ("text", "squeeze"), [(" a \n\t b\u3000c\u00a0", "a b c"), ("  ", ""), ("a b", "a b"), ("a\u00a0b", "a b")]
)
def test_white_space_becomes_one_space(text: str, squeeze: str) -> None:
    assert squeezed(Plain.of(text)).text == squeeze
