import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.text import is_speakable
from vivavoce.text.characters import WORD, clusters


@pytest.mark.parametrize(
    "text", ["a", "7", "½", "漢", "ก", "한", "é", "😀", "👩‍👩‍👧", "🇩🇪", "€", "%", "&", "@", "+", "∞", "... x"]
)
def test_letters_digits_emoji_and_signs_can_be_said(text: str) -> None:
    assert is_speakable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "...",
        "?!",
        "—",
        "«»",
        "。、",
        "***",
        "___",
        "<",
        "|=|",
        "═══",
        "\0",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "\u0301",
    ],
)
def test_punctuation_white_space_and_what_cannot_be_seen_say_nothing(text: str) -> None:
    assert not is_speakable(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello there, world!", ["Hello", "there,", "world!"]),
        ('He said: "Stop!" (twice)', ["He", "said:", '"Stop!"', "(twice)"]),
        ("3.50 10:30 1,000 a@b.de don't e-mail", ["3.50", "10:30", "1,000", "a@b.de", "don't", "e-mail"]),
        ("你好，世界。", ["你", "好", "，", "世", "界", "。"]),
        ("コーヒーを3杯", ["コ", "ー", "ヒ", "ー", "を", "3", "杯"]),
        ("か\u3099き", ["か\u3099", "き"]),
        ("葛\U000e0100城", ["葛\U000e0100", "城"]),
        ("「はい」Hello!", ["「", "は", "い", "」", "Hello!"]),
        ("안녕하세요 세계!", ["안녕하세요", "세계!"]),
        ("สวัสดี ชาวโลก", ["สวัสดี", "ชาวโลก"]),
        ("नमस्ते।कैसे", ["नमस्ते।", "कैसे"]),
        ("كيف حالك؟أنا", ["كيف", "حالك؟", "أنا"]),
        ("wait—really", ["wait—", "really"]),
        ('a—"b"', ["a—", '"b"']),
        ("👩‍👩‍👧 👍🏽 e\u0301 🇩🇪!", ["👩‍👩‍👧", "👍🏽", "e\u0301", "🇩🇪!"]),
    ],
)
def test_words_are_what_stands_between_spaces_and_single_characters_of_han_and_kana(
    text: str, words: list[str]
) -> None:
    assert WORD.findall(text) == words


@given(st.text())
def test_the_words_of_a_text_are_all_of_it_but_its_white_space(text: str) -> None:
    assert "".join(WORD.findall(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩‍👩‍👧x", ["👩‍👩‍👧", "x"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("🇩🇪🇫🇷🇮", ["🇩🇪", "🇫🇷", "🇮"]),
        ("각가", ["각", "가"]),
        ("\u1100\u1161\u11a8\u1100", ["\u1100\u1161\u11a8", "\u1100"]),
        ("กำ", ["กำ"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("🏴\U000e0067\U000e0062\U000e007f", ["🏴\U000e0067\U000e0062\U000e007f"]),
        (" \u0301a", [" ", "\u0301", "a"]),
    ],
)
def test_clusters_are_what_a_reader_takes_for_one_character(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in clusters(text)] == expected


MARKED = st.text(
    st.sampled_from("aeo <\n\u0301\u0323\u0338\u1100\u1161\u11a8\uac00\u0915\u093c\u09c7\u09be\u212b\u2000\u200d")
)


@given(st.text() | MARKED)
def test_composing_cluster_by_cluster_composes_the_whole(text: str) -> None:
    composed = "".join(unicodedata.normalize("NFC", text[start:end]) for start, end in clusters(text))
    assert composed == unicodedata.normalize("NFC", text)
