"""Dutch endings that bear the stress."""

import pytest

from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.endings import with_bearing_ending
from vivavoce.text.pronouncing.phones import written
from vivavoce.text.pronouncing.words import words


@pytest.mark.parametrize(
    ("word", "before", "expected"),
    [
        ("kwaliteiten", "k ʋ ˈaː l i t ˌɛɪ t ə n", "k ʋ ˌaː l i t ˈɛɪ t ə n"),
        ("sociale", "s ˈoː ʃ aː l ə", "s oː ʃ ˈaː l ə"),
        ("varieert", "v ˈaː r i ɪ r t", "v ˌaː r i ˈɪ r t"),
        ("organisatie", "ɔ r ɣ aː n i z ˈaː t s i", "ɔ r ɣ aː n i z ˈaː t s i"),
    ],
)
def test_the_stress_goes_to_the_ending_that_bears_it(word: str, before: str, expected: str) -> None:
    assert with_bearing_ending(word, phones_of(before)) == phones_of(expected)


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("democratie", "d ˌeː m oː k r aː t s ˈi"),
        ("onderdeel", "ˈɔ n d ə r d ˌeː l"),
        ("uitkeert", "ˈœy t k ˌɪ r t"),
        ("aangeleerde", "ˈaː n ɣ ə l ˌɪ r d ə"),
        ("kinderen", "k ˈɪ n d ə r ə n"),
        ("hm", "h m"),
        ("", ""),
    ],
)
def test_other_words_keep_theirs(word: str, phones: str) -> None:
    assert with_bearing_ending(word, phones_of(phones)) == phones_of(phones)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("universiteiten", "ˌy n i v ˌɛ r s i t ˈɛɪ t ə n"),
        ("informeerde", "ˌɪ n f ɔ r m ˈɪ r d ə"),
        ("Málaga", "m aː l ˈaː ɣ aː"),
        ("Máxima", "m ˈɑ k s i m aː"),
        ("geëerd", "ɣ ə ˈɪ r t"),
        ("zoöloog", "z ˌoː oː l ˈoː x"),
        ("enquête", "ɑ ŋ k ˈɛː t ə"),
        ("mevrouw", "m ə v r ˈʌʊ"),
        ("bijvoorbeeld", "b ə v ˈoː r b eː l t"),
        ("Engeland", "ˈɛ ŋ ə l ɑ n t"),
        ("museumkaart", "m y z ˈeː j ɵ m k ˌaː r t"),
        ("ministers", "m i n ˈɪ s t ə r s"),
        ("onderzoekt", "ˌɔ n d ə r z ˈu k t"),
        ("onderzoek", "ˈɔ n d ə r z ˌu k"),
        ("vriendinnen", "v r i n d ˈɪ n ə n"),
    ],
)
def test_dutch_words_are_said_with_the_stress_that_people_there_give_them(word: str, expected: str) -> None:
    assert written(words("nl").said([word])[0]) == expected
