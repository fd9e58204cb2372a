import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vivavoce.errors import LanguageNotSupported
from vivavoce.text.pronouncing import SYMBOLS, pronounced
from vivavoce.text.pronouncing.phones import is_vowel, written


def said(clause: str, language: str = "en") -> list[str]:
    return [written(word) for word in pronounced(clause.split(), language)]


def test_each_word_has_its_phones() -> None:
    assert said("hello world") == ["h ə l ˈoʊ", "w ˈɜː l d"]
    assert said("guten Morgen", "de") == ["ɡ ˈuː t ə n", "m ˈɔ ɾ ɡ ə n"]
    assert said("goede morgen", "nl") == ["ɣ ˈu d ə", "m ˈɔ r ɣ ə n"]


def test_punctuation_has_no_phones_and_parts_breaths() -> None:
    assert said("the , apple") == ["ð ə", "", "ˈæ p əl"]
    assert said("the apple") == ["ð ɪ", "ˈæ p əl"]


@pytest.mark.parametrize(
    ("clause", "language", "said_of"),
    [
        ("go to school", "en", "t ə"),
        ("go to eat", "en", "t ʊ"),
        ("a dog", "en", "ɐ"),
        ("moe van een hond", "nl", "ə n"),
    ],
)
def test_words_of_grammar_are_weak_amid_a_clause(clause: str, language: str, said_of: str) -> None:
    assert said_of in said(clause, language)


def test_words_of_grammar_are_strong_at_its_end() -> None:
    assert said("what is that")[-1] == "ð ˈæ t"
    assert said("dem sehe ich zu", "de")[-1] == "ts ˈuː"
    assert said("zet hem aan", "nl")[-1] == "ˈaː n"


def test_words_that_meet_change_each_other() -> None:
    assert said("far away")[0] == "f ˈɑː ɹ"
    assert said("stop bellen", "nl") == ["s t ˈɔ", "p ˈɛ l ə n"]


def test_case_tells_words_apart() -> None:
    assert said("Polish people polish") == ["p ˈoʊ l ɪ ʃ", "p ˈiː p əl", "p ˈɑː l ɪ ʃ"]
    assert said("Polish your shoes")[0] == "p ˈɑː l ɪ ʃ"
    assert said("der Weg ist weg", "de")[1::2] == ["v ˈeː k", "v ˈɛ k"]


def test_single_capitals_are_letters() -> None:
    assert said("F B I") == ["ˌɛ f", "b ˌiː", "ˈaɪ"]
    assert said("plan B works")[1] == "b ˈiː"
    assert said("vitamin A helps")[1] == "ˈeɪ"
    assert said("A dog")[0] == "ɐ"


def test_every_script_and_sign_leaves_a_place_for_its_word() -> None:
    words = ["日本", "привет", "...", "", "🙂", "\u200b", "42", "naïve", "x" * 500, "Łódź"]
    for language in ("en", "de", "nl"):
        found = pronounced(words, language)
        assert len(found) == len(words)
        assert [bool(one) for one in found] == [False] * 6 + [True] * 4


@given(st.lists(st.text(max_size=30), max_size=8), st.sampled_from(["en", "de", "nl"]))
@settings(max_examples=60, deadline=None)
def test_any_text_is_said_in_phones_that_the_voices_know(words: list[str], language: str) -> None:
    found = pronounced(words, language)
    assert len(found) == len(words)
    for phones in found:
        assert all(phone.symbol in SYMBOLS and phone.stress in (0, 1, 2) for phone in phones)
        assert all(is_vowel(phone.symbol) for phone in phones if phone.stress)


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüß'-"), max_size=20))
@settings(max_examples=60, deadline=None)
def test_the_same_word_is_always_said_alike(word: str) -> None:
    assert pronounced([word], "de") == pronounced([unicodedata.normalize("NFD", word)], "de")


def test_tags_with_regions_are_understood_and_others_refused() -> None:
    assert pronounced(["water"], "en-US") == pronounced(["water"], "en_GB") == pronounced(["water"], "EN")
    with pytest.raises(LanguageNotSupported, match=r"'fr'; there are for en, de, nl"):
        pronounced(["eau"], "fr")


def test_neither_a_teacher_nor_a_framework_is_loaded() -> None:
    spoken = "from vivavoce.text.pronouncing import pronounced; pronounced(['blorptesk'], 'en')"
    command = f"import sys; {spoken}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True).stdout.split()
    assert "numpy" in loaded
    assert not {"torch", "onnxruntime", "espeakng_loader"} & set(loaded)
