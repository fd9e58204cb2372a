from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.strategies import texts
from vivavoce.errors import BadRequest, Conflict, DictionaryNotFound, TooLarge
from vivavoce.store import Dictionary, Library

UNKNOWN = "00000000-0000-4000-8000-000000000000"
WORDS = {"Łódź": "woodge", "nginx": "engine x", "hello": "<<h|ə|l|oʊ>>"}

words = texts.filter(lambda text: text.strip())


def test_what_was_added_is_there_just_as_it_was(library: Library) -> None:
    before = datetime.now(UTC)
    names = library.dictionaries.add("Names", WORDS, language="en-GB")
    assert dict(names.entries) == WORDS
    assert list(names.entries) == list(WORDS)
    assert (names.name, names.language) == ("Names", "en-GB")
    assert abs((datetime.fromisoformat(names.created) - before).total_seconds()) < 60
    assert library.dictionaries.get(names.id) == names
    assert list(library.dictionaries.get(names.id).entries) == list(WORDS)


def test_it_is_there_for_the_next_library(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        names = library.dictionaries.add("Names", WORDS)
    with Library(tmp_path) as library:
        assert list(library.dictionaries.list()) == [names]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(entries=st.dictionaries(words, words, max_size=5))
def test_any_words_can_be_kept(library: Library, entries: dict[str, str]) -> None:
    made = library.dictionaries.add("Words", entries)
    assert dict(library.dictionaries.get(made.id).entries) == entries
    library.dictionaries.remove(made.id)


def test_entries_cannot_be_changed_from_outside(library: Library) -> None:
    given = dict(WORDS)
    names = library.dictionaries.add("Names", given)
    given["more"] = "later"
    assert dict(names.entries) == WORDS
    with pytest.raises(TypeError):
        names.entries["more"] = "later"  # type: ignore[index]


def test_a_dictionary_is_found_by_id_and_by_name_in_any_case(library: Library) -> None:
    names = library.dictionaries.add("Städte", WORDS)
    for called in (names.id, names.id.upper(), "städte", "STA\u0308DTE"):
        assert library.dictionaries.find(called) == names


def test_an_unknown_dictionary_is_not_found(library: Library) -> None:
    with pytest.raises(DictionaryNotFound, match="no pronunciation dictionary 'Towns'"):
        library.dictionaries.find("Towns")
    library.dictionaries.add("Names", WORDS)
    with pytest.raises(DictionaryNotFound, match=r"did you mean Names\?"):
        library.dictionaries.find("namse")
    for gone in (
        lambda: library.dictionaries.get(UNKNOWN),
        lambda: library.dictionaries.remove(UNKNOWN),
        lambda: library.dictionaries.update(UNKNOWN, name="x"),
        lambda: library.dictionaries.list(after=UNKNOWN),
    ):
        with pytest.raises(DictionaryNotFound, match=UNKNOWN):
            gone()
    with pytest.raises(BadRequest, match="found by its id or name"):
        library.dictionaries.find(None)  # type: ignore[arg-type]


def test_names_are_unique_in_any_case(library: Library) -> None:
    names = library.dictionaries.add("Names", WORDS)
    other = library.dictionaries.add("Other", {})
    with pytest.raises(Conflict, match=f"'Names' is the name of dictionary {names.id}; choose another"):
        library.dictionaries.add("NAMES", {})
    with pytest.raises(Conflict, match="'Names' is the name"):
        library.dictionaries.update(other.id, name="names")
    assert library.dictionaries.update(names.id, name="NAMES").name == "NAMES"


def test_an_update_changes_what_is_given(library: Library) -> None:
    names = library.dictionaries.add("Names", WORDS)
    renamed = library.dictionaries.update(names.id, name="Towns")
    assert renamed == Dictionary(names.id, "Towns", WORDS, None, names.created)
    changed = library.dictionaries.update(names.id, entries={"a": "b"}, language="pl")
    assert changed == Dictionary(names.id, "Towns", {"a": "b"}, "pl", names.created)
    assert library.dictionaries.get(names.id) == changed


def test_removing_forgets_one(library: Library) -> None:
    first, second = library.dictionaries.add("First", WORDS), library.dictionaries.add("Second", WORDS)
    library.dictionaries.remove(first.id)
    assert list(library.dictionaries.list()) == [second]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_of_any_size_make_the_whole(library: Library, size: int) -> None:
    made = [library.dictionaries.add(f"Words {number}", {"a": str(number)}) for number in range(5)]
    read: list[Dictionary] = []
    while page := list(library.dictionaries.list(limit=size, after=read[-1].id if read else None)):
        read += page
    assert read == made
    with pytest.raises(BadRequest, match="1 or more, got 0"):
        library.dictionaries.list(limit=0)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"": "x"}, "at least one character"),
        ({" ": "x"}, "at least one character"),
        ({"x": ""}, "does not tell how 'x' is said"),
        ({"x" * 201: "x"}, "at most 200 characters"),
        ({"x": "x" * 1001}, "at most 1000 characters"),
        ({"x\0": "x"}, r"U\+0000 at 1"),
        ({"x": "\ud800"}, r"U\+D800 at 0"),
        ({5: "x"}, "is text, got int"),
        ({"x": None}, "is text, got NoneType"),
        ([("x", "y")], "a mapping of words"),
        ("x=y", "a mapping of words"),
    ],
)
def test_entries_that_cannot_be_are_refused(library: Library, entries: object, message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        library.dictionaries.add("Names", entries)  # type: ignore[arg-type]
    assert list(library.dictionaries.list()) == []


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "two\nlines", "\0", None])
def test_names_that_cannot_be_are_refused(library: Library, name: str) -> None:
    with pytest.raises(BadRequest, match="name is"):
        library.dictionaries.add(name, WORDS)


@pytest.mark.parametrize("language", ["", "??", 5])
def test_languages_that_cannot_be_are_refused(library: Library, language: str) -> None:
    with pytest.raises(BadRequest, match="a tag such as"):
        library.dictionaries.add("Names", WORDS, language=language)


def test_a_large_dictionary_is_kept_and_a_larger_one_refused(tmp_path: Path) -> None:
    many = {f"word {number}": "said" for number in range(100_000)}
    with Library(tmp_path) as library:
        made = library.dictionaries.add("Many", many)
        assert dict(library.dictionaries.get(made.id).entries) == many
        with pytest.raises(TooLarge, match="at most 100000 words, got 100001; split it"):
            library.dictionaries.add("More", many | {"one": "more"})


def test_words_may_be_meant_in_one_spelling_only(library: Library) -> None:
    made = library.dictionaries.add("Words", {"Polish": "poh-lish", "gif": "jif"}, exact=["Polish"])
    assert library.dictionaries.get(made.id).exact == {"Polish"}
    renamed = library.dictionaries.update(made.id, name="More words")
    assert renamed.exact == {"Polish"}
    changed = library.dictionaries.update(made.id, entries={"Job": "jobe"})
    assert library.dictionaries.get(changed.id).exact == frozenset()


def test_a_word_that_is_not_there_cannot_be_meant_exactly(library: Library) -> None:
    with pytest.raises(BadRequest, match="'Reading' is to be meant exactly, but is no word of the dictionary"):
        library.dictionaries.add("Words", {"a": "b"}, exact=["Reading"])
