import pytest

pytest.importorskip("espeakng_loader")

from vivavoce.engine.espeak import Setting, espeak
from vivavoce.engine.espeak_languages import Language, languages
from vivavoce.engine.espeak_phones import Phones, learnt, polished
from vivavoce.engine.phones import is_vowel, letters_of, made
from vivavoce.errors import BadRequest


def language(tag: str) -> Language:
    return languages(espeak().data)[tag]


def heard(text: str, tag: str, *, phonemes: bool = False) -> list[str]:
    sounds = espeak().speak(text, Setting(language(tag).attributes), phonemes=phonemes)
    return [polished(mark.symbol) for sound in sounds for mark in sound.marks if mark.symbol]


def said(phones: list[str], tag: str = "en-US") -> list[str]:
    names = Phones(espeak(), language(tag)).names(phones)
    return heard(" ".join(f"[[{name}]]" for name in names), tag, phonemes=True)


def test_phones_sound_as_the_word_they_spell() -> None:
    assert said(["h", "ə", "l", "oʊ"]) == heard("hello", "en-US") == ["h", "ə", "l", "ˈoʊ"]


@pytest.mark.parametrize(
    ("phones", "tag", "sounds"),
    [
        (["b", "ɪ", "ˈl", "oʊ"], "en-US", ["b", "ɪ", "l", "ˈoʊ"]),  # a mark before the syllable
        (["ˈb", "ɪ", "l", "oʊ"], "en-US", ["b", "ˈɪ", "l", "oʊ"]),
        (["t͡ʃ", "iː", "z"], "en-US", ["tʃ", "ˈiː", "z"]),  # a tie
        (["ʤ", "ʌ", "g"], "en-US", ["dʒ", "ˈʌ", "ɡ"]),  # older spellings
        (["r", "ɛ", "d"], "en-US", ["ɹ", "ˈɛ", "d"]),  # broad transcription
        (["h", "ə", "ˈl", "ə", "ʊ"], "en-GB", ["h", "ə", "l", "ˈəʊ"]),  # a diphthong letter by letter
        (["ʁ", "y"], "fr-FR", ["ʁ", "ˈy"]),
        (["x", "a", "ɣ", "o"], "es-ES", ["x", "ˈa", "ɣ", "o"]),
        (["b", "o", " ", "t", "a"], "es-ES", ["b", "ˈo", "t", "ˈa"]),  # two words
    ],
)
def test_phones_are_said_as_written(phones: list[str], tag: str, sounds: list[str]) -> None:
    assert said(phones, tag) == sounds


@pytest.mark.parametrize(
    ("phone", "tag", "nearest"),
    [
        ("y", "en-US", "i"),
        ("ɸ", "en-US", "f"),
        ("ɓ", "de", "b"),
        ("ǃ", "en-US", "t"),
        ("ʊ", "fr-FR", "u"),
        ("ɦ", "de", "h"),
    ],
)
def test_a_phone_the_language_lacks_becomes_the_nearest(phone: str, tag: str, nearest: str) -> None:
    sounds = said([phone, "a"] if not is_vowel(phone) else [phone], tag)
    assert sounds[0].lstrip("ˈˌ").rstrip("ː") == nearest


@pytest.mark.parametrize("wrong", ["q1", "ж", "hello!", "ˈ?"])
def test_what_is_no_ipa_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(BadRequest, match="is not a phone of the IPA"):
        Phones(espeak(), language("en-US")).names(["h", wrong])


def test_a_long_word_is_cut_into_parts_that_espeak_has_room_for() -> None:
    phones = ["b", "a"] * 60
    names = Phones(espeak(), language("en-US")).names(phones)
    assert len(names) == 5
    assert max(map(len, names)) < 150
    assert len(said(phones)) == 120


def test_every_language_knows_its_own_sounds() -> None:
    for tag in ("en-US", "de", "ru", "cmn", "hi", "ar", "ka", "vi"):
        known = learnt(espeak(), language(tag))
        assert {"t", "k", "m", "s"} <= known.keys(), tag
        assert sum(map(is_vowel, known)) >= 5, tag


def test_sounds_are_learnt_where_nothing_changes_them() -> None:
    assert learnt(espeak(), language("de"))["b"] == "b"  # not "p", as at the end of a word
    spanish = learnt(espeak(), language("es-ES"))
    assert (spanish["b"], spanish["β"]) == ("b", "B")  # "b" between vowels is "β"


@pytest.mark.parametrize(
    ("printed", "ipa"),
    [
        ("ˈɑː", "ˈɑː"),
        ("ts.h", "ʈʂʰ"),
        ("th", "tʰ"),
        ("k_h", "kʰ"),
        ("t`", "tʼ"),
        ("ˈi:", "ˈiː"),
        ("r.", "ɽ"),
        ("h", "h"),
        ("g", "ɡ"),
        ("n#", "n̥"),
    ],
)
def test_what_espeak_prints_is_polished_into_ipa(printed: str, ipa: str) -> None:
    assert polished(printed) == ipa


def test_likeness_of_phones_follows_the_chart() -> None:
    assert made("p").distance(made("b")) < made("p").distance(made("s"))
    assert made("i").distance(made("ɪ")) < made("i").distance(made("a"))
    assert made("a").distance(made("p")) == float("inf")
    assert made("ɔ̃").distance(made("ɔ")) == 0.5
    assert letters_of("ɔ̃ːɪ") == ["ɔ̃ː", "ɪ"]
