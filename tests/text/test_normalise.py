import re

from vivavoce import text
from vivavoce.text import Change, Plain, Reader
from vivavoce.text.normalise import unchanged


def percent(plain: Plain, language: str) -> Plain:
    """The example of the module's docstring."""
    return plain.replace(Change(*found.span(), " percent") for found in re.finditer(" ?%", plain.text))


def test_a_normaliser_changes_what_is_said_and_the_words_stay_those_of_the_user() -> None:
    reader = Reader("en", normaliser=percent)
    (unit,) = [*reader.feed("5 %, 7%"), *reader.close()]
    assert unit.text == "5 percent, 7 percent"
    said = [(token.text, unit.text[token.start : token.end]) for token in unit.tokens]
    assert said == [("5", "5"), ("%,", "percent,"), ("7%", "7 percent")]


def test_without_a_normaliser_the_text_is_unchanged() -> None:
    plain = Plain.of("5 %")
    assert unchanged(plain, "en") is plain


def test_the_public_names_of_the_layer_are_these() -> None:
    names = ["Change", "Normaliser", "Plain", "Pronunciation", "Pronunciations", "Reader", "is_speakable"]
    assert text.__all__ == names
    assert all(hasattr(text, name) for name in names)
