import threading
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.store.making import cloned, voice
from tests.store.strategies import voices
from vivavoce.core.voices import Voice
from vivavoce.errors import BadRequest, Conflict, StorageFailed, VoiceNotFound
from vivavoce.store import Library, load_voice

UNKNOWN = str(uuid.uuid4())


def names(library: Library, **wanted: object) -> list[str]:
    return [voice.name for voice in library.voices(**wanted)]  # type: ignore[arg-type]


def test_what_was_added_is_there_just_as_it_was(library: Library) -> None:
    ann = cloned("Ann")
    assert library.add(ann) == ann
    assert library.get(ann.id) == ann
    assert library.get(ann.id.upper()) == ann


def test_what_was_added_is_there_for_the_next_library(tmp_path: Path) -> None:
    ann = cloned("Ann")
    with Library(tmp_path) as library:
        library.add(ann)
    with Library(str(tmp_path)) as library:
        assert list(library.voices()) == [ann]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(voice=voices)
def test_every_voice_can_be_kept(library: Library, voice: Voice) -> None:
    library.adopt(voice, unique_name=False)
    assert library.get(voice.id) == voice
    library.remove(voice.id)


def test_an_unknown_id_is_not_found(library: Library) -> None:
    with pytest.raises(VoiceNotFound, match=UNKNOWN):
        library.get(UNKNOWN)
    with pytest.raises(BadRequest, match="UUID, got 'Ann'"):
        library.get("Ann")


@pytest.mark.parametrize("name", ["Åsa Öst", "åsa öst", "ÅSA ÖST", "A\u030asa O\u0308st", "  åsa öst "])
def test_a_name_is_found_in_any_case_and_spelling(library: Library, name: str) -> None:
    asa = library.add(voice("Åsa Öst"))
    assert library.find(name) == asa


def test_a_voice_is_found_by_id_before_name(library: Library) -> None:
    ann = library.add(voice("Ann"))
    called = library.add(voice(ann.id))  # somebody called a voice by another's id
    assert library.find(ann.id) == ann
    assert library.find(f"{{{ann.id.upper()}}}") == ann
    assert library.find(called.id) == called


def test_a_name_that_looks_like_an_id_is_found(library: Library) -> None:
    odd = library.add(voice("12345678123456781234567812345678"))
    assert library.find(odd.name) == odd


def test_built_in_voices_are_found_by_name_and_id(library: Library, built_in: list[Voice]) -> None:
    assert library.find("iris") == built_in[0]
    assert library.find(built_in[1].id) == built_in[1]
    assert library.get(built_in[1].id) == built_in[1]


def test_near_names_are_named(library: Library) -> None:
    library.add(voice("Annabel"))
    with pytest.raises(VoiceNotFound, match=r"there is no voice 'anabel'; did you mean Annabel\?"):
        library.find("anabel")
    with pytest.raises(VoiceNotFound, match=r"did you mean Iris\?"):
        library.find("Irís")
    with pytest.raises(VoiceNotFound, match="'zzz'; vivavoce voices lists"):
        library.find("zzz")


@pytest.mark.parametrize(
    "name", ["", "   ", "\0", "\ud800", "x" * 1_000_000, "😀", "שלום", "%", "_", "'; DROP TABLE--"]
)
def test_odd_names_are_not_found_in_few_words(library: Library, name: str) -> None:
    library.add(voice("Ann"))
    with pytest.raises(VoiceNotFound) as caught:
        library.find(name)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", [None, 7, b"Ann"])
def test_a_name_that_is_no_text_is_refused(library: Library, name: object) -> None:
    with pytest.raises(BadRequest, match="found by its id or name"):
        library.find(name)  # type: ignore[arg-type]


def test_a_taken_name_is_refused_saying_what_would_do(library: Library) -> None:
    ann = library.add(voice("Ann"))
    with pytest.raises(Conflict, match=f"'Ann' is the name of voice {ann.id}; choose another name"):
        library.add(voice("ANN"))
    with pytest.raises(Conflict, match="'Iris' is the name"):
        library.add(voice("iris"))
    assert names(library) == ["Iris", "Bruno", "Ann"]


def test_several_voices_may_have_one_name_when_asked_for(library: Library, built_in: list[Voice]) -> None:
    first, second = library.add(voice("Ann")), library.add(voice("ann"), unique_name=False)
    with pytest.raises(Conflict, match=f"2 voices are called 'Ann'.*{first.id}, {second.id}"):
        library.find("Ann")
    third = library.add(voice("Iris"), unique_name=False)
    with pytest.raises(Conflict, match=f"{built_in[0].id}, {third.id}"):
        library.find("Iris")
    assert library.find(second.id) == second


def test_a_taken_id_is_refused(library: Library, built_in: list[Voice]) -> None:
    ann = library.add(voice("Ann"))
    with pytest.raises(Conflict, match=f"there is a voice {ann.id} already, called 'Ann'"):
        library.add(replace(ann, name="Other"), unique_name=False)
    with pytest.raises(Conflict, match="already, called 'Iris'"):
        library.add(replace(built_in[0], name="Other"))


def test_an_update_changes_what_is_given_and_nothing_else(library: Library) -> None:
    ann = library.add(cloned("Ann"))
    anna = library.update(ann.id, name="Anna", labels=["new", "labels"])
    assert anna == replace(ann, name="Anna", labels=("new", "labels")) == library.get(ann.id)
    told = library.update(ann.id, description="", language="de", gender="neutral")
    assert told == replace(anna, description="", language="de", gender="neutral") == library.get(ann.id)
    assert (told.origin, told.embedding, told.preview) == (ann.origin, ann.embedding, ann.preview)
    assert library.update(ann.id) == told
    with pytest.raises(VoiceNotFound):
        library.find("Ann")


def test_a_name_may_change_its_case_and_keep_a_double(library: Library) -> None:
    ann = library.add(voice("Ann"))
    library.add(voice("Ann"), unique_name=False)
    assert library.update(ann.id, name="ANN").name == "ANN"


def test_a_rename_to_a_taken_name_is_refused(library: Library) -> None:
    ann, joe = library.add(voice("Ann")), library.add(voice("Joe"))
    with pytest.raises(Conflict, match="'Joe' is the name"):
        library.update(ann.id, name="joe")
    assert library.get(ann.id) == ann
    assert library.update(ann.id, name="joe", unique_name=False).name == "joe"
    assert library.get(joe.id) == joe


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "one line of 1 to 200"),
        ({"name": "x" * 201}, "one line of 1 to 200"),
        ({"name": "two\nlines"}, "one line"),
        ({"gender": "any"}, "gender is one of"),
        ({"language": "??"}, "a tag such as"),
        ({"description": "x" * 10_001}, "at most 10000 characters"),
        ({"description": "\0"}, r"U\+0000 at 0"),
        ({"labels": "calm"}, "labels are several words"),
        ({"labels": ["\udfff"]}, r"U\+DFFF at 0"),
    ],
)
def test_an_update_that_cannot_be_changes_nothing(library: Library, change: dict[str, str], message: str) -> None:
    ann = library.add(voice("Ann"))
    with pytest.raises(BadRequest, match=message):
        library.update(ann.id, **change)  # type: ignore[arg-type]
    assert library.get(ann.id) == ann


def test_removing_forgets_one_voice(library: Library) -> None:
    ann, joe = library.add(voice("Ann")), library.add(voice("Joe"))
    library.remove(ann.id)
    with pytest.raises(VoiceNotFound):
        library.get(ann.id)
    assert library.get(joe.id) == joe
    for gone in (lambda: library.remove(ann.id), lambda: library.update(ann.id, name="x")):
        with pytest.raises(VoiceNotFound):
            gone()


def test_a_voice_made_from_a_removed_one_keeps_its_origin(library: Library) -> None:
    ann = library.add(voice("Ann"))
    mixed = library.add(cloned("Mixed", origin=replace(cloned().origin, kind="mixed", parents=((ann.id, 1.0),))))
    library.remove(ann.id)
    assert library.get(mixed.id).origin.parents == ((ann.id, 1.0),)


def test_built_in_voices_stay_as_they_are(library: Library, built_in: list[Voice]) -> None:
    with pytest.raises(Conflict, match="'Iris' is a built-in voice"):
        library.update(built_in[0].id, name="x")
    with pytest.raises(Conflict, match="'Iris' is a built-in voice"):
        library.remove(built_in[0].id)
    assert list(library.voices()) == built_in


def test_voices_come_built_in_first_then_in_order_of_creation(library: Library) -> None:
    for name in ("Zoe", "Ann", "Moe"):
        library.add(voice(name))
    library.update(library.find("Zoe").id, name="Last in the alphabet")
    library.remove(library.find("Moe").id)
    library.add(voice("Bob"))
    assert names(library) == ["Iris", "Bruno", "Last in the alphabet", "Ann", "Bob"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"language": "en"}, ["Iris", "Ann"]),
        ({"language": "EN_gb"}, ["Ann"]),
        ({"language": "e"}, []),
        ({"gender": "feminine"}, ["Iris", "Ann"]),
        ({"gender": "masculine", "language": "de"}, ["Bruno"]),
        ({"labels": ["CALM"]}, ["Iris", "Ann"]),
        ({"labels": ["calm", "old"]}, ["Iris"]),
        ({"query": "rough WARM"}, ["Iris", "Ann"]),
        ({"query": "ann"}, ["Ann"]),
        ({"query": "100%"}, ["Joe"]),
        ({"query": "%"}, ["Joe"]),
        ({"query": "_"}, []),
        ({"query": ""}, ["Iris", "Bruno", "Ann", "Joe"]),
        ({"query": "e", "limit": 1, "language": "de"}, ["Joe"]),
        ({"limit": 1}, ["Iris"]),
        ({"limit": 99}, ["Iris", "Bruno", "Ann", "Joe"]),
    ],
)
def test_voices_are_chosen(library: Library, wanted: dict[str, object], expected: list[str]) -> None:
    library.add(cloned("Ann"))
    library.add(voice("Joe", language="de", description="100% wool, edgy"))
    assert names(library, **wanted) == expected


@pytest.mark.parametrize(
    "wanted",
    [
        {"limit": 0},
        {"limit": -1},
        {"limit": True},
        {"limit": 1.0},
        {"gender": "any"},
        {"language": 5},
        {"labels": "calm"},
        {"labels": [5]},
        {"query": "x" * 201},
        {"query": 5},
        {"after": "Ann"},
    ],
)
def test_a_choice_that_cannot_be_is_refused_at_once(library: Library, wanted: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        library.voices(**wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_pages_of_any_size_make_the_whole(library: Library, size: int) -> None:
    for number in range(5):
        library.add(voice(f"Voice {number}"))
    read: list[Voice] = []
    while page := list(library.voices(limit=size, after=read[-1].id if read else None)):
        read += page
    assert read == list(library.voices())
    assert len(read) == 7


def test_pages_do_not_move_when_voices_come_and_go(library: Library) -> None:
    kept = [library.add(voice(f"Voice {number}")) for number in range(4)]
    page = list(library.voices(after=kept[0].id, limit=2))
    library.remove(kept[0].id)
    library.add(voice("Late"))
    assert [voice.name for voice in page] == ["Voice 1", "Voice 2"]
    assert names(library, after=page[-1].id) == ["Voice 3", "Late"]


def test_there_is_nothing_to_go_on_after_a_voice_that_is_gone(library: Library) -> None:
    with pytest.raises(VoiceNotFound):
        library.voices(after=UNKNOWN)


def test_a_listing_goes_on_after_a_voice_that_was_removed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vivavoce.store.paging.BATCH", 1)
    first, second = library.add(voice("First")), library.add(voice("Second"))
    rest = library.voices(after=first.id)
    assert next(rest) == second
    library.remove(second.id)
    third = library.add(voice("Third"))  # does not get the place of the second, which was passed already
    assert list(rest) == [third]


def test_more_voices_than_a_batch_are_listed_while_others_are_added(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        for number in range(450):
            library.add(voice(f"Voice {number}"), unique_name=False)
        listed = library.voices()
        seen = [next(listed).name for _ in range(10)]
        library.add(voice("Late"))
        seen += [voice.name for voice in listed]
    assert seen == [f"Voice {number}" for number in range(450)] + ["Late"]


def test_one_library_serves_many_threads(library: Library) -> None:
    failed: list[BaseException] = []

    def work(thread: int) -> None:
        try:
            for turn in range(8):
                made = library.add(voice(f"{thread}.{turn}"))
                library.update(made.id, description="seen")
                assert library.find(made.name).description == "seen"
                if turn % 2:
                    library.remove(made.id)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(names(library)) == sorted(["Iris", "Bruno", *(f"{t}.{n}" for t in range(8) for n in (0, 2, 4, 6))])


def test_one_of_many_threads_gets_a_name(library: Library) -> None:
    outcomes: list[str] = []

    def work() -> None:
        try:
            outcomes.append(library.add(voice("Ann")).name)
        except Conflict:
            outcomes.append("taken")

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Ann"] + ["taken"] * 5


def test_a_closed_library_opens_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    ann = library.add(voice("Ann"))
    library.close()
    library.close()
    assert library.find("Ann") == ann
    library.close()


def test_a_voice_goes_through_a_file(library: Library, tmp_path: Path) -> None:
    ann = library.add(cloned("Ann"))
    file = library.export_voice("ann", tmp_path / "Ann.voice")
    assert file == tmp_path / "Ann.voice"
    assert load_voice(file.read_bytes()) == ann
    library.remove(ann.id)
    assert library.import_voice(file) == ann
    assert library.get(ann.id) == ann


def test_importing_what_is_there_changes_nothing(library: Library, built_in: list[Voice], tmp_path: Path) -> None:
    ann = library.add(cloned("Ann"))
    for there in (ann, built_in[0]):
        file = library.export_voice(there.id, tmp_path / "x.voice")
        assert library.import_voice(file) == there
    assert names(library) == ["Iris", "Bruno", "Ann"]


def test_importing_another_voice_of_the_same_id_is_refused(library: Library, tmp_path: Path) -> None:
    ann = library.add(cloned("Ann"))
    file = library.export_voice(ann.id, tmp_path / "Ann.voice")
    changed = library.update(ann.id, description="Changed since.")
    with pytest.raises(Conflict, match="already, called 'Ann'; update it, remove it"):
        library.import_voice(file)
    assert library.get(ann.id) == changed


def test_importing_a_taken_name_needs_another(library: Library, tmp_path: Path) -> None:
    ann = library.add(voice("Ann"))
    file = library.export_voice(ann.id, tmp_path / "Ann.voice")
    library.remove(ann.id)
    library.add(voice("Ann"))
    with pytest.raises(Conflict, match="'Ann' is the name"):
        library.import_voice(file)
    assert library.import_voice(file, name="Ann the first") == replace(ann, name="Ann the first")


def test_a_built_in_voice_wins_over_a_kept_one_of_its_id(tmp_path: Path) -> None:
    ann = voice("Ann")
    with Library(tmp_path) as before:
        before.add(ann)
        before.add(voice("Joe"))
    with Library(tmp_path, built_in=[ann]) as after:
        assert names(after) == ["Ann", "Joe"]
        assert after.find("Ann") == ann


def test_a_refused_change_leaves_no_trace(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from vivavoce.store.records import Kept

    ann = library.add(voice("Ann"))
    insert = Kept.insert

    def fail_after(kept: Kept[Voice], item: Voice) -> None:
        insert(kept, item)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Kept, "insert", fail_after)
    with pytest.raises(StorageFailed, match="the disk is full"):
        library.add(voice("Joe"))
    assert names(library) == ["Iris", "Bruno", ann.name]


def test_a_number_stays_with_its_voice_and_is_given_to_no_other(library: Library) -> None:
    first, second, third = (library.add(voice(name)) for name in ("one", "two", "three"))
    numbers = {one.name: number for number, one in library.numbered(10)}
    assert list(numbers) == ["one", "two", "three"]
    assert [library.number_of(one.id) for one in (first, second, third)] == list(numbers.values())
    library.remove(third.id)
    library.add(voice("four"))
    later = {one.name: number for number, one in library.numbered(10)}
    assert later.pop("four") > max(numbers.values())
    assert later == {"one": numbers["one"], "two": numbers["two"]}
    with pytest.raises(VoiceNotFound):
        library.number_of(third.id)


def test_numbered_voices_come_in_pages_in_both_directions(library: Library) -> None:
    assert library.numbered(5) == []
    kept = [library.add(voice(str(name))) for name in range(5)]
    numbers = [library.number_of(one.id) for one in kept]
    assert library.numbered(2) == list(zip(numbers, kept, strict=True))[:2]
    assert library.numbered(2, after=numbers[1]) == list(zip(numbers, kept, strict=True))[2:4]
    assert library.numbered(2, before=numbers[3]) == list(zip(numbers, kept, strict=True))[1:3]
    assert library.numbered(9, before=numbers[0]) == []
    with pytest.raises(BadRequest):
        library.numbered(0)
