import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.core.units import Token, Unit
from vivavoce.engine.espeak import Mark, Sound
from vivavoce.engine.espeak_script import Script, script_of
from vivavoce.engine.espeak_tape import MARGIN
from vivavoce.engine.espeak_words import FULL, shares, syllable_starts, told

LENGTH = 100  # samples of each phoneme here
Spoken = tuple[int, str]  # where a word begins in the script, and its phonemes; "_" is a pause


def unit(text: str) -> Unit:
    return Unit(
        text, tuple(Token(one.group(), one.start(), one.start(), one.end()) for one in re.finditer(r"\S+", text))
    )


def sounds(words: list[Spoken], size: int = 250) -> Iterator[Sound]:
    """What espeak-ng would give: each phoneme 100 samples of noise, a pause 100 of silence."""
    marks: list[Mark] = []
    samples: list[np.ndarray] = []
    at = 0
    for position, phonemes in words:
        marks.append(Mark("word", at, position, ""))
        for symbol in phonemes.split():
            marks.append(Mark("phoneme", at, position, "" if symbol == "_" else symbol))
            samples.append(np.full(LENGTH, 0 if symbol == "_" else 9000, np.int16))
            at += LENGTH
    marks.append(Mark("clause", at, 0, ""))
    whole = np.concatenate([np.zeros(0, np.int16), *samples])
    for start in range(0, max(len(whole), 1), size):
        end = start + size if start + size < len(whole) else len(whole) + 1
        yield Sound(whole[start:end], tuple(mark for mark in marks if start <= mark.sample < end))


def events(text: str, words: list[Spoken]) -> list[Event]:
    return list(told(unit(text), script_of(unit(text), lambda stretch: ()), lambda script: sounds(words)))


def words_of(found: list[Event]) -> list[tuple[str, int, int]]:
    return [(one.text, one.start, one.end) for event in found if isinstance(event, Words) for one in event.words]


def test_each_word_lasts_from_its_first_phoneme_to_its_last() -> None:
    found = events("go on, then", [(0, "ɡ oʊ"), (3, "ɒ n _"), (7, "_ ð ɛ n _")])
    assert words_of(found) == [("go", 0, 200), ("on,", 200, 400), ("then", 600, 900)]
    phonemes = [one for event in found if isinstance(event, Phonemes) for one in event.phonemes]
    assert phonemes[:3] == [Phoneme("ɡ", 0, 100), Phoneme("oʊ", 100, 200), Phoneme("ɒ", 200, 300)]
    assert "".join(one.symbol for one in phonemes) == "ɡoʊɒnðɛn"
    assert sum(len(event.samples) for event in found if isinstance(event, Chunk)) == 900 + MARGIN


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # several words of espeak-ng's in one of the user's
        ("$3.50 ok", [(0, "d ɒ"), (1, "θ iː"), (2, "p ɔɪ"), (6, "oʊ")], [("$3.50", 0, 600), ("ok", 600, 700)]),
        # one for several: shared by syllables
        ("of the end", [(0, "ʌ v ð ə"), (7, "ɛ n")], [("of", 0, 200), ("the", 200, 400), ("end", 400, 600)]),
        ("I am", [(0, "aɪ ɐ m")], [("I", 0, 100), ("am", 100, 300)]),
        # without a sound
        (
            "( a - b )",
            [(2, "eɪ"), (6, "b iː")],
            [("(", 0, 0), ("a", 0, 100), ("-", 100, 100), ("b", 100, 300), (")", 300, 300)],
        ),
        # more words than phonemes
        ("a b c d", [(0, "x iː")], [("a", 0, 100), ("b", 100, 200), ("c", 200, 200), ("d", 200, 200)]),
        # a change of language is no phoneme
        ("ja yes", [(0, "(de) j aː"), (3, "(en) j ɛ s")], [("ja", 100, 300), ("yes", 400, 700)]),
        # a mark that points behind its word, as after an emoji
        ("🙂 ok", [(0, "s m"), (1, "f eɪ"), (3, "oʊ")], [("🙂", 0, 400), ("ok", 400, 500)]),
        # a mark that goes back
        ("one two", [(4, "t uː"), (0, "w ʌ")], [("one", 0, 0), ("two", 0, 400)]),
    ],
)
def test_words_of_espeak_become_words_of_the_user(
    text: str, words: list[Spoken], expected: list[tuple[str, int, int]]
) -> None:
    assert words_of(events(text, words)) == expected


def test_a_vowel_begins_when_the_consonant_before_it_is_over() -> None:
    found = events("in a day", [(0, "ɪ n"), (3, "ɐ"), (5, "d eɪ")])  # a vowel is marked late behind a nasal
    assert words_of(found) == [("in", 0, 167), ("a", 167, 300), ("day", 300, 500)]
    assert words_of(events("in, a", [(0, "ɪ n _"), (4, "ɐ")])) == [("in,", 0, 200), ("a", 300, 400)]


def test_a_liquid_that_sounds_together_with_its_vowel_gets_a_third_of_it() -> None:
    marks = (
        Mark("word", 0, 0, ""),
        Mark("phoneme", 0, 0, "ɔː"),
        Mark("phoneme", 300, 0, "l"),
        Mark("clause", 300, 0, ""),
    )
    found = list(
        told(unit("all"), Script("all", (0, 1, 2)), lambda part: iter([Sound(np.full(300, 9000, np.int16), marks)]))
    )
    assert [one for event in found if isinstance(event, Phonemes) for one in event.phonemes] == [
        Phoneme("ɔː", 0, 200),
        Phoneme("l", 200, 300),
    ]


def test_ideographs_share_a_phrase_a_syllable_each() -> None:
    text = "你好世"
    tokens = tuple(Token(one, at, at, at + 1) for at, one in enumerate(text))
    script = Script(text, (0, 1, 2))
    found = list(told(Unit(text, tokens), script, lambda part: sounds([(0, "n i x ɑu ʂ ɨ")])))
    assert words_of(found) == [("你", 0, 200), ("好", 200, 400), ("世", 400, 600)]


def test_words_are_told_before_the_sound_they_begin_in_and_sound_as_soon_as_its_words_are_over() -> None:
    found = events("go on then", [(0, "ɡ oʊ"), (3, "ɒ n"), (6, "ð ɛ n")])
    assert [type(event).__name__ for event in found] == ["Words", "Phonemes", "Chunk"] * 3
    assert [len(event.samples) for event in found if isinstance(event, Chunk)] == [200, 200, 300]


def test_nothing_said_is_words_without_a_sound() -> None:
    assert events("... !", []) == [Words((Word("...", 0, 0, 0), Word("!", 4, 0, 0)))]
    assert list(told(Unit(""), Script("", ()), lambda script: sounds([]))) == []


def test_what_was_left_out_is_spoken_after_all() -> None:
    text = "one two three four"
    asked: list[str] = []

    def speak(script: Script) -> Iterator[Sound]:
        asked.append(script.text)
        if script.text.startswith("one"):
            return sounds([(0, "w ʌ"), (4, "t " * FULL), (14, "f ɔː")])  # no room for "three"
        return sounds([(0, "t uː"), (4, "θ iː"), (10, "f ɔː")])

    found = list(told(unit(text), Script(text, tuple(range(len(text)))), speak))
    assert asked == [text, "two three four"]  # the last word once more, as its end may be missing
    assert words_of(found) == [("one", 0, 200), ("two", 200, 400), ("three", 400, 600), ("four", 600, 800)]
    assert sum(len(event.samples) for event in found if isinstance(event, Chunk)) == 800


def test_what_was_left_out_at_the_end_is_spoken_too() -> None:
    text = "one two"
    said = iter([[(0, "w ʌ " * FULL)], [(0, "t uː")]])
    found = list(told(unit(text), Script(text, tuple(range(len(text)))), lambda script: sounds(next(said))))
    assert [word for word, _, _ in words_of(found)] == ["one", "two"]
    assert words_of(found)[1][2] - words_of(found)[1][1] == 200


@given(
    st.lists(st.tuples(st.integers(0, 30), st.text(alphabet="atiun_", max_size=6)), max_size=12),
    st.text(alphabet="ab -.é", max_size=30),
    st.integers(1, 700),
)
def test_whatever_espeak_says_words_are_the_tokens_in_order_and_in_time(
    words: list[Spoken], text: str, size: int
) -> None:
    words = [(position, " ".join(phonemes)) for position, phonemes in words]
    script = script_of(unit(text), lambda stretch: ())
    if not script.text:
        return
    found = list(told(unit(text), script, lambda part: sounds(words, size)))
    length = sum(len(event.samples) for event in found if isinstance(event, Chunk))
    told_words = [word for event in found if isinstance(event, Words) for word in event.words]
    assert [(word.text, word.offset) for word in told_words] == [(one.text, one.offset) for one in unit(text).tokens]
    times = [time for word in told_words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert not times or (times[0] >= 0 and times[-1] <= length)
    heard = 0
    known: list[Word] = []
    for event in found:
        if isinstance(event, Words):
            known += event.words
        elif isinstance(event, Chunk):
            heard += len(event.samples)
            assert all(word.start >= heard or word.start == length for word in told_words[len(known) :])


@pytest.mark.parametrize(
    ("symbols", "sizes", "cuts"),
    [
        (["ʌ", "v", "ð", "ə"], [2, 3], [2]),
        (["k", "æ", "t"], [3], []),
        (["ɪ", "n", "ð", "ə"], [2, 3], [2]),
        (["s", "t"], [1, 1, 1], [1, 2]),
        ([], [2, 2], [0]),
        (["b", "ʌ", "t", "ɚ", "f", "l", "aɪ"], [6, 3], [5]),
    ],
)
def test_words_share_phonemes_by_their_letters_from_a_syllable_on(
    symbols: list[str], sizes: list[int], cuts: list[int]
) -> None:
    assert shares(symbols, sizes) == cuts


def test_syllables_begin_with_a_consonant_if_there_is_one() -> None:
    assert syllable_starts(["b", "ə", "n", "ˈæ", "n", "ə"]) == [2, 4]
    assert syllable_starts(["i", "a", "s", "t", "m̩"]) == [1, 3]
    assert syllable_starts(["s"]) == []
