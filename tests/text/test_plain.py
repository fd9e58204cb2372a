from hypothesis import given
from hypothesis import strategies as st

from vivavoce.text.plain import Change, Fixed, Plain


def said(plain: Plain, slices: list[tuple[int, int]]) -> list[str]:
    return [plain.text[start:end] for start, end in plain.places(slices)]


def test_the_users_text_says_itself_character_by_character() -> None:
    plain = Plain.of("Hello there", offset=100)
    assert plain.text == "Hello there"
    assert said(plain, [(100, 105), (106, 111)]) == ["Hello", "there"]


def test_a_change_stands_as_a_whole_for_what_was_there() -> None:
    plain = Plain.of("Ng paid $5").replace([Change(0, 2, "Eng")]).replace([Change(9, 11, "five dollars")])
    assert plain.text == "Eng paid five dollars"
    assert said(plain, [(0, 2), (3, 7), (8, 10)]) == ["Eng", "paid", "five dollars"]


def test_what_is_said_for_two_words_at_once_belongs_to_the_first() -> None:
    plain = Plain.of("a New York b").replace([Change(2, 10, "NYC")])
    assert list(plain.places([(0, 1), (2, 5), (6, 10), (11, 12)])) == [(0, 1), (2, 5), (5, 5), (6, 7)]


def test_what_is_left_out_leaves_an_empty_place() -> None:
    plain = Plain.of("a - b").replace([Change(2, 3, "")])
    assert said(plain, [(0, 1), (2, 3), (4, 5)]) == ["a", "", "b"]


def test_what_is_put_in_belongs_to_the_character_before_it() -> None:
    plain = Plain.of("A1 x").replace([Change(1, 1, " "), Change(2, 2, "!")])
    assert plain.text == "A 1! x"
    assert said(plain, [(0, 2), (3, 4)]) == ["A 1!", "x"]
    assert Plain.of("x").replace([Change(0, 0, "> ")]).origins == (0, 0, 0)


def test_a_change_that_begins_with_white_space_belongs_to_the_word_after_it() -> None:
    plain = Plain.of("5 %").replace([Change(1, 3, " percent")])
    assert plain.text == "5 percent"
    assert said(plain, [(0, 1), (2, 3)]) == ["5", " percent"]


def test_what_is_fixed_stays_and_moves_along() -> None:
    plain = Plain("a həs b", tuple(range(7)), (Fixed(2, 4, ("h", "ə")),))
    changed = plain.replace([Change(0, 1, "long"), Change(2, 5, "no"), Change(6, 7, "c")])
    assert changed.text == "long həs c"
    assert changed.fixed == (Fixed(5, 7, ("h", "ə")),)


def test_given_sounds_are_fixed() -> None:
    plain = Plain.of("say hi").replace([Change(4, 6, "haɪ", ("h", "aɪ"))])
    assert plain.fixed == (Fixed(4, 7, ("h", "aɪ")),)
    assert plain.replace([Change(4, 7, "bye")]) == plain


def test_between_two_fixed_stretches_something_may_be_put_in_but_not_inside_one() -> None:
    plain = Plain("abcd", (0, 1, 2, 3), (Fixed(0, 2), Fixed(2, 4)))
    assert plain.replace([Change(1, 1, "-"), Change(2, 2, "-")]).text == "ab-cd"


def test_parts_can_be_joined_again() -> None:
    plain = Plain("abcd", (0, 1, 2, 3), (Fixed(1, 2), Fixed(2, 3, ("x",))))
    for at in (0, 1, 2, 3, 4):
        assert Plain.joined([plain.part(0, at), plain.part(at, 4)]) == plain


CHANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.text(max_size=3)), max_size=8)


@given(st.text(max_size=30), CHANGES)
def test_every_character_keeps_an_origin_and_the_origins_never_fall(
    text: str, wanted: list[tuple[int, int, str]]
) -> None:
    changes, expected, begin = [], "", 0
    for start, length, new in sorted(wanted):
        if begin <= start and start + length <= len(text):
            changes.append(Change(start, start + length, new))
            expected += text[begin:start] + new
            begin = start + length
    plain = Plain.of(text).replace(changes)
    assert plain.text == expected + text[begin:]
    assert len(plain.origins) == len(plain.text)
    assert list(plain.origins) == sorted(plain.origins)
    assert set(plain.origins) <= set(range(max(len(text), 1)))
