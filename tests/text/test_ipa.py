import pytest

from vivavoce.text.ipa import is_phone, phones_of, phones_of_running


@pytest.mark.parametrize(
    ("inside", "phones"),
    [
        ("h|ə|l|oʊ", ("h", "ə", "l", "oʊ")),
        ("m|ɛ|t|f|ˈ|ɔ|ɹ|m", ("m", "ɛ", "t", "f", "ˈɔ", "ɹ", "m")),
        ("ˈaɪ", ("ˈaɪ",)),
        ("s|iː|.|ˌ|t|ɜ|ː", ("s", "iː", "ˌt", "ɜː")),
        ("t͡ʃʰ|aʊə|n̩|ã|˥|", ("t͡ʃʰ", "aʊə", "n̩", "ã˥")),
    ],
)
def test_a_block_is_its_phones_and_lone_marks_join_their_neighbours(inside: str, phones: tuple[str, ...]) -> None:
    assert phones_of(inside) == phones


@pytest.mark.parametrize(
    ("inside", "wrong"),
    [("h|7", "'7'"), ("HH|AH0", "'HH'"), ("hello|x", "'hello'"), ("h|ˈ", "nothing follows"), ("|.|", "no sound in it")],
)
def test_what_is_no_sound_is_named(inside: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        phones_of(inside)


def test_running_transcription_is_cut_into_phones() -> None:
    assert phones_of_running("həˈləʊ") == ("h", "ə", "ˈl", "ə", "ʊ")
    assert phones_of_running("t͡ʃiːz") == ("t͡ʃ", "iː", "z")
    with pytest.raises(ValueError, match="'7' is no sound"):
        phones_of_running("h7")


def test_a_phone_has_at_most_three_letters() -> None:
    assert is_phone("ˈaʊə")
    assert not is_phone("aʊəi")
    assert not is_phone("")
    assert not is_phone("ˈ")
