import pytest

from vivavoce.errors import BadRequest
from vivavoce.text.ipa import phones_of_running
from vivavoce.text.pronouncing import SYMBOLS, phones_of_ipa
from vivavoce.text.pronouncing.phones import is_vowel, written

# Every letter of the IPA chart of 2020, and some that are written beside it.
CHART = (
    "p b t d ʈ ɖ c ɟ k ɡ g q ɢ ʔ m ɱ n ɳ ɲ ŋ ɴ ʙ r ʀ ⱱ ɾ ɽ ɸ β f v θ ð s z ʃ ʒ ʂ ʐ ç"
    " ʝ x ɣ χ ʁ ħ ʕ h ɦ ɬ ɮ ʋ ɹ ɻ j ɰ l ɭ ʎ ʟ ʘ ǀ ǃ ǂ ǁ ɓ ɗ ʄ ɠ ʛ ʍ w ɥ ʜ ʢ ʡ ɕ"
    " ʑ ɺ ɧ ɫ i y ɨ ʉ ɯ u ɪ ʏ ʊ e ø ɘ ɵ ɤ o ə ɛ œ ɜ ɞ ʌ ɔ æ ɐ a ɶ ɑ ɒ ɚ ɝ"
)


@pytest.mark.parametrize("language", ["en", "de", "nl"])
def test_every_letter_of_the_alphabet_has_a_phone(language: str) -> None:
    for letter in CHART.split():
        found = phones_of_ipa([letter], language)
        assert found, letter
        assert {phone.symbol for phone in found} <= set(SYMBOLS)


@pytest.mark.parametrize("language", ["en", "de", "nl"])
def test_every_phone_of_the_voices_is_itself_in_its_language(language: str) -> None:
    own = {"en": "aɪ tʃ oʊ ɔːɹ ɚ əl æ ᵻ ɹ θ", "de": "aɪ pf ts øː ɑː ʊɐ ç r ɔø", "nl": "ɛɪ œy ʌʊ ɣ ʋ aː yʊ"}[language]
    for symbol in own.split():
        assert [phone.symbol for phone in phones_of_ipa([symbol], language)] == [symbol]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "həlˈoʊ", "h ə l ˈoʊ"),
        ("en", "bˈɑːtəl", "b ˈɑː t əl"),
        ("en", "həˈləʊ", "h ə l ˈoʊ"),
        ("en", "kɑɹ", "k ˈɑːɹ"),
        ("en", "ˈkɑɹi", "k ˈɑː ɹ i"),
        ("en", "ˈt͡ʃɛə", "tʃ ˈɛɹ"),
        ("en", "ˌkɒn.səˈneɪ.ʃən", "k ˌɑː n s ə n ˈeɪ ʃ ə n"),
        ("de", "ˈmʏtɐ", "m ˈʏ t ɜ"),
        ("de", "bɔ̃ˈʒuːʁ", "b ɔ̃ ʒ ˈuː r"),
        ("nl", "χoˈɾis", "x oː r ˈi s"),
    ],
)
def test_a_transcription_becomes_the_nearest_phones(language: str, text: str, said: str) -> None:
    assert written(phones_of_ipa(phones_of_running(text), language)) == said


def test_stress_is_on_the_vowel_of_the_syllable_it_is_written_before() -> None:
    assert written(phones_of_ipa(["h", "ə", "ˈl", "oʊ"], "en")) == "h ə l ˈoʊ"
    assert written(phones_of_ipa(["h", "ə", "ˈ", "l", "oʊ"], "en")) == "h ə l ˈoʊ"


def test_a_word_without_stress_has_it_on_its_first_full_vowel() -> None:
    assert (
        written(phones_of_ipa(["b", "ə", "n", "æ", "n", "ə", " ", "s", "p", "l", "ɪ", "t"], "en"))
        == "b ə n ˈæ n ə s p l ˈɪ t"
    )


def test_modifiers_that_no_voice_knows_are_left_out() -> None:
    assert written(phones_of_ipa(["tʰ", "ɑ̈", "t̪ʲ"], "de")) == "t ˈɑ t"


@pytest.mark.parametrize("wrong", ["?", "日", "7", "h?", "ː"])
def test_what_is_no_ipa_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(BadRequest, match="not a phone of the IPA"):
        phones_of_ipa(["a", wrong], "en")


def test_stress_stays_on_vowels() -> None:
    assert all(is_vowel(phone.symbol) for phone in phones_of_ipa(phones_of_running("ˈstˌraɪk"), "en") if phone.stress)
