import re
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vivavoce.core.units import Ipa, Token, Unit
from vivavoce.engine.espeak_script import (
    MOST_BYTES,
    MOST_WORDS,
    Script,
    ends_of_room,
    has_letters,
    room,
    script_of,
    speaks,
)


def unit(text: str, ipa: tuple[Ipa, ...] = ()) -> Unit:
    found = re.finditer(r"\S+", text)
    return Unit(text, tuple(Token(one.group(), one.start(), one.start(), one.end()) for one in found), ipa)


def names(stretch: Ipa) -> Iterable[str]:
    return ["|".join(stretch.phones)]


def written(text: str, ipa: tuple[Ipa, ...] = ()) -> str:
    return script_of(unit(text, ipa), names).text


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Hello, it's 5 o'clock.", "Hello, it's 5 o'clock."),
        ("<b>&amp; [[x]]", "<b>&amp; [[x]]"),  # no markup here, and no phonemes either
        ("a\0b\x01V\ud800c\ue000d\U0010ffffe", "a b V c d e"),
        ("soft\u00adhyphen\ufeff\u2060", "softhyphen"),
        ("a\tb\nc\u00a0d\u200be", "a b c d e"),
        ("! ? ... hello ! there", "        hello ! there"),
        ("hello. ! - there", "hello.     there"),
        ("¿Qué? (ja)", "¿Qué? (ja)"),
        ("# % & 5", "# % & 5"),
        ("😀😀", "😀 😀 "),
        ("👩‍👩‍👧🇩🇪🇫🇷👍🏽!", "👩‍👩‍👧 🇩🇪 🇫🇷 👍🏽 !"),
        ("1️⃣", "1️⃣"),
        ("b b b b b b b bb", "b b b,  b b b,  b bb"),
    ],
)
def test_what_espeak_cannot_read_is_put_otherwise(text: str, script: str) -> None:
    assert written(text) == script


def test_given_sounds_stand_in_brackets_and_the_brackets_of_the_user_do_not() -> None:
    script = script_of(unit("[[no]] yes it", (Ipa(7, 10, ("j", "ɛ")),)), names)
    assert script.text == "((no]] [[j|ɛ]]  it"
    assert script.phonemes
    assert [script.place(at) for at in (0, 6, 7, 9, 13, 16, 17)] == [0, 6, 7, 7, 7, 11, 12]
    assert not script_of(unit("[[no]]"), names).phonemes


def test_every_character_stands_for_one_of_the_unit() -> None:
    script = script_of(unit("a\u00adb 😀c"), names)
    assert (script.text, script.places) == ("ab 😀 c", (0, 2, 3, 4, 4, 5))
    assert script.place(99) == 5
    assert script.rest(3) == Script("😀 c", (4, 4, 5))


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("a" * 300, 64),
        ("7" * 100, 24),
        ("hmpfgrk" * 9, 16),
        ("ж" * 300, 50),
        ("ก" * 300, 34),
        ("안" * 300, 12),
        ("w" * 300, 16),
        ("a." * 100, 40),
        ("e\u0301" * 200, 64),
    ],
)
def test_long_words_are_cut(text: str, longest: int) -> None:
    words = written(text).split(" ")
    assert max(map(len, words)) == longest
    assert "".join(words) == text


@pytest.mark.parametrize(
    "word", ["Donaudampfschifffahrtsgesellschaftskapitän", "4111111111111111", "rhythms", "x" * 15]
)
def test_words_that_people_write_stay_whole(word: str) -> None:
    assert written(word) == word


def test_no_vowel_is_torn_from_its_consonant() -> None:
    for text in ("เก" * 100, "กำ" * 100, "क्षि" * 100):
        for word in written(text).split(" ")[1:]:
            assert unicodedata.category(word[0]) == "Lo"
        assert not any(word.endswith(("เ", "्")) for word in written(text).split(" "))


@given(st.text(max_size=400))
@example("a \U0001f8b2 b")  # a place among pictures that was free in Unicode 14
def test_places_never_go_back_and_nothing_unreadable_is_left(text: str) -> None:
    script = script_of(unit(text), names)
    assert len(script.places) == len(script.text)
    assert list(script.places) == sorted(script.places)
    assert all(0 <= place < len(text) for place in script.places)
    assert not {"Cc", "Cn", "Co", "Cs"} & {unicodedata.category(one) for one in script.text}
    script.text.encode()


@given(st.text(alphabet="abC1,. é你😀-", max_size=2000))
def test_parts_are_short_and_lose_nothing(text: str) -> None:
    script = script_of(unit(text), names)
    parts = list(script.parts())
    assert "".join(part.text for part in parts) == script.text
    assert [place for part in parts for place in part.places] == list(script.places)
    for part in parts:
        for clause in re.split(r"(?<=[,;:?!]) ", part.text):
            assert room(clause) <= MOST_BYTES + 4


def test_text_is_cut_at_spaces_and_only_when_it_must_be() -> None:
    assert list(ends_of_room("word " * 100)) == []
    assert list(ends_of_room("a b, " * 500)) == []
    words = "a " * 450
    assert list(ends_of_room(words)) == [2 * MOST_WORDS, 4 * MOST_WORDS]
    assert list(ends_of_room("x" * (MOST_BYTES + 1))) == [MOST_BYTES]
    assert list(script_of(unit(""), names).parts()) == []


def test_room_is_what_espeak_makes_of_the_text() -> None:
    assert [room(text) for text in ("ab", "é", "안", "값", "你", "か")] == [2, 3, 9, 9, 4, 4]


def test_what_has_a_sound() -> None:
    assert all(map(speaks, ("a", "7", "你", "😀", "%", "$", "#")))
    assert not any(map(speaks, ("", " ", "...", "—", "“”", "\0", "¡!")))
    assert has_letters("x-1")
    assert not has_letters("😀 %")
