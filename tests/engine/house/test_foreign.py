import pytest

from vivavoce.engine.house.foreign import spelled


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("Мир", "em i er"),
        ("αά", "alpha alpha"),
        ("안녕", "an nyeong"),
        ("こんゃ", "ko n ya"),
        ("مرحبا", "meem reh hah beh alef"),
        ("ไทย", "sara ai maimalai tho thahan yo yak"),
        ("你好", "character character"),
        ("नी", "na"),
        ("٣", "three"),
        ("?!", ""),
        ("", ""),
        ("\u0301", ""),
    ],
)
def test_letters_are_called_by_their_names(word: str, names: str) -> None:
    assert " ".join(spelled(word, "en-US")) == names


def test_letters_without_a_name_are_called_so_in_the_language() -> None:
    assert spelled("好", "de") == ["Schriftzeichen"]
    assert spelled("好", "nl") == ["teken"]
