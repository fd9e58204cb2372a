"""Words written by hand, and their endings."""

import pytest

from vivavoce.text.pronouncing import pronounced
from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.own import OwnWords, own_words, shorter
from vivavoce.text.pronouncing.phones import KNOWN, is_vowel, written

GERMAN = OwnWords(["# words", "", "update+ ˈa p d eː t", "chat+ tʃ ˈɛ t", "download+ d ˈaʊ n l oː t", "hm h m"], "de")
DUTCH = OwnWords(["app+ ˈɛ p", "download+ d ˈʌʊ n l oː t", "'t ə t"], "nl")
ENGLISH = OwnWords(["latte+ l ˈɑː t eɪ", "hm h m"], "en")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("update", "ˈa p d eː t"),
        ("updates", "ˈa p d eː t s"),
        ("updaten", "ˈa p d eː t ə n"),
        ("geupdatet", "ɡ ə ˈa p d eː t ə t"),
        ("chatten", "tʃ ˈɛ t ə n"),
        ("gechattet", "ɡ ə tʃ ˈɛ t ə t"),
        ("downloaden", "d ˈaʊ n l oː d ə n"),
        ("downloads", "d ˈaʊ n l oː t s"),
    ],
)
def test_german_endings_are_said_by_rule(word: str, expected: str) -> None:
    assert GERMAN.get(word) == phones_of(expected)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("apps", "ˈɛ p s"),
        ("appje", "ˈɛ p j ə"),
        ("appte", "ˈɛ p t ə"),
        ("gedownload", "ɣ ə d ˈʌʊ n l oː t"),
        ("downloaden", "d ˈʌʊ n l oː d ə n"),
        ("'t", "ə t"),
    ],
)
def test_dutch_endings_are_said_by_rule(word: str, expected: str) -> None:
    assert DUTCH.get(word) == phones_of(expected)


def test_an_english_word_may_get_an_s() -> None:
    assert ENGLISH.get("lattes") == phones_of("l ˈɑː t eɪ z")


def test_words_without_the_sign_have_no_endings() -> None:
    assert GERMAN.get("hms") is None
    assert ENGLISH.get("hms") is None
    assert DUTCH.get("'ts") is None
    assert DUTCH.get("zapp") is None


def test_a_letter_drawn_out_is_written_twice_or_once() -> None:
    assert list(shorter("hmmmm")) == ["hmm", "hm"]
    assert list(shorter("wooooow")) == ["woow", "wow"]
    assert list(shorter("xxx")) == ["xx"]
    assert list(shorter("hello")) == []


@pytest.mark.parametrize("language", ["en", "de", "nl"])
def test_words_written_by_hand_have_phones_of_the_voices(language: str) -> None:
    own = own_words(language)
    assert len(own) > 150
    for word in own:
        phones = own.get(word)
        assert phones, word
        assert {phone.symbol for phone in phones} <= KNOWN
        assert all(is_vowel(phone.symbol) for phone in phones if phone.stress)


@pytest.mark.parametrize(
    ("language", "clause", "expected"),
    [
        ("en", "Hmmm yeah", "h ə m m | j ˈæ"),
        ("en", "a cafe", "ɐ | k æ f ˈeɪ"),
        ("en", "Joaquin's name", "w ɑː k ˈiː n z | n ˈeɪ m"),
        ("en", "Xbox repos", "ˈɛ k s b ɑː k s | ɹ ˈiː p oʊ z"),
        ("en", "Puerto Rico", "p w ˈɛɹ ɾ oʊ | ɹ ˈiː k oʊ"),
        ("nl", "m'n fiets", "m ə n | f ˈi t s"),
        ("nl", "'t is d’r", "ə t | ɪ s | d ə r"),
        ("nl", "twee managers", "t ʋ ˈeː | m ˈɛ n ə d ʒ ə r s"),
        ("de", "tja", "t j ˈɑː"),
        ("de", "zwei Meetings", "ts v ˈaɪ | m ˈiː t ɪ ŋ s"),
        ("de", "zwei Tabletten", "ts v ˈaɪ | t a b l ˈɛ t ə n"),
        ("de", "das Filet", "d a s | f iː l ˈeː"),
        ("de", "die Daten", "d iː | d ˈɑː t ə n"),
        ("de", "Erwachsene wachsen", "ɛ ɾ v ˈa k s ə n ə | v ˈa k s ə n"),
        ("de", "du lachst", "d uː | l ˈa x s t"),
        ("de", "Niedersachsens Füchse", "n ˈiː d ɜ z ˌa k s ə n s | f ˈʏ k s ə"),
        ("de", "nachsehen", "n ˈɑː x z ˌeː ə n"),
        ("de", "zwei Studentinnen", "ts v ˈaɪ | ʃ t uː d ˈɛ n t ɪ n ə n"),
        ("de", "Republiken", "r eː p uː b l ˈiː k ə n"),
        ("de", "überweisen", "ˌyː b ɜ v ˈaɪ z ə n"),
        ("de", "der Unterschied", "d ɛ ɾ | ˈʊ n t ɜ ʃ ˌiː t"),
        ("nl", "gevlogen", "ɣ ə v l ˈoː ɣ ə n"),
        ("nl", "serveren", "s ɛ r v ˈɪ r ə n"),
        ("nl", "twee releases", "t ʋ ˈeː | r i l ˈi s ɪ s"),
        ("de", "links", "l ˈɪ ŋ k s"),
        ("nl", "de plannen", "d ə | p l ˈɑ n ə n"),
    ],
)
def test_they_are_said_before_what_is_stored_or_guessed(language: str, clause: str, expected: str) -> None:
    assert " | ".join(map(written, pronounced(clause.split(), language))) == expected
