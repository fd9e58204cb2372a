import pytest

from vivavoce.text.pronouncing.lexicon import lexicon
from vivavoce.text.pronouncing.own import own_words, with_s
from vivavoce.text.pronouncing.phones import PRIMARY, SYMBOLS, Phone, written
from vivavoce.text.pronouncing.words import Words, is_spelled, words


def said(word: str, language: str = "en") -> str:
    return written(words(language).said([word])[0])


def test_known_words_come_from_the_lexicon_whatever_their_case() -> None:
    assert said("water") == said("Water") == said("WATER") == "w ˈɔː ɾ ɚ"


def test_unknown_words_are_guessed_with_one_stress() -> None:
    for word in ("blorptesk", "gravimond", "stunlavish"):
        phones = words("en").said([word])[0]
        assert sum(phone.stress == PRIMARY for phone in phones) == 1
    assert said("blorp") == "b l ˈɔːɹ p"
    assert said("Schnurpel", "de") == "ʃ n ˈʊɐ p ə l"


def test_however_many_words_are_remembered_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vivavoce.text.pronouncing.words.KEPT", 2)
    some = Words("en", lexicon("en"), own_words("en"))
    first, second = some.said(["blorptesk", "gravimond"])
    assert some.said(["blorptesk", "stunlavish", "gravimond"])[::2] == [first, second]
    assert some.said(["gravimond", "stunlavish"])[0] == second


def test_words_with_a_hyphen_are_said_part_by_part() -> None:
    assert said("water-table") == f"{said('water')} {said('table')}"
    assert said("Wasser-Straße", "de") == f"{said('Wasser', 'de')} {said('Straße', 'de')}"


@pytest.mark.parametrize(("name", "ending"), [("Philip's", "s"), ("Ann's", "z"), ("Max's", "ᵻ z")])
def test_the_genitive_of_a_known_name_is_the_name_and_an_s(name: str, ending: str) -> None:
    assert said(name) == f"{said(name[:-2])} {ending}"


def test_an_s_takes_after_what_is_before() -> None:
    assert with_s((Phone("k", 0),))[1:] == (Phone("s", 0),)
    assert with_s((Phone("tʃ", 0),))[1:] == (Phone("ᵻ", 0), Phone("z", 0))
    assert with_s((Phone("oʊ", 2),))[1:] == (Phone("z", 0),)


def test_words_without_a_vowel_are_spelled() -> None:
    assert is_spelled("dvd")
    assert not is_spelled("sky")
    assert said("xqz") == "ˈɛ k s k j ˈuː z ˈiː"


def test_digits_are_named_one_by_one() -> None:
    assert said("42") == f"{said('four')} {said('two')}"
    assert said("٣") == said("three")


def test_foreign_letters_are_said_as_those_they_are_like() -> None:
    assert said("café") == "k æ f ˈeɪ"
    assert said("Wałęsa") == said("Walesa")


@pytest.mark.parametrize(("marked", "plain"), [("façade", "facade"), ("piñata", "pinata"), ("Zoë", "Zoe")])
def test_a_word_with_marks_is_known_without_them(marked: str, plain: str) -> None:
    assert said(marked) == said(plain)


def test_marks_that_make_another_word_are_kept() -> None:
    assert said("schön", "de") != said("schon", "de")
    assert said("exposé") == "ɛ k s p ə z ˈeɪ"


def test_an_open_syllable_of_a_respelling_is_short() -> None:
    assert said("Shi") == "ʃ ˌi"
    assert said("hi") == "h ˈaɪ"


def test_a_compound_is_said_as_its_parts_are() -> None:
    assert said("Haustür", "de") == "h ˈaʊ s t ˌyː ɾ"
    assert said("Onlineshop", "de") == "ˈɔ n l aɪ n ʃ ˌɔ p"
    assert said("webteam", "nl") == "ʋ ˈɛ p t ˌi m"


def test_the_longest_word_is_said_to_its_end() -> None:
    phones = words("de").said(["donau" * 2_000])[0]
    assert len(phones) > 6_000
    assert {phone.symbol for phone in phones} <= set(SYMBOLS)


def test_letters_have_names() -> None:
    assert written(words("en").letter("W")) == "d ˈʌ b əl j ˌuː"
    assert written(words("de").letter("ß")) == "ˈɛ s ts ɛ t"
    assert words("nl").letter("日") == ()
