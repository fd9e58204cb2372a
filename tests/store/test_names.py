import unicodedata

import pytest
from hypothesis import given

from tests.store.strategies import names
from vivavoce.store.names import id_in, is_name, name_key, near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann", "ANN"),
        ("straße", "STRASSE"),
        ("Å", "A\u030a"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("Ann", " Ann "),
        ("İ", "i\u0307"),
        ("\u1fb4", "\u03b1\u0345\u0301"),  # alpha with accent and iota below, in two orders
        ("각", "\u1100\u1161\u11a8"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Ann", "Anne"), ("Asa", "Åsa"), ("é", "e"), ("１", "1")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(names)
def test_a_key_does_not_hang_on_form_or_on_being_taken_again(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(unicodedata.normalize("NFC", name)) == key


def test_near_names_come_nearest_first_as_they_are_written() -> None:
    assert near("stela", ["Bella", "Stella", "Estelle", "Zoe"]) == ["Stella", "Estelle", "Bella"]
    assert near("xyz", ["Bella"]) == []


def test_what_nobody_can_be_called_is_no_name() -> None:
    assert [is_name(text) for text in ("Ann", "", " ", "x" * 201, "a\nb", "\0", "\ud800")] == [True] + [False] * 6


def test_an_id_has_one_spelling_and_a_name_stays() -> None:
    assert id_in("6F9619FF8B864D01B42D00C04FC964FF") == "6f9619ff-8b86-4d01-b42d-00c04fc964ff"
    assert id_in("Ann") == "Ann"
