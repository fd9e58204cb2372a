import pytest

from vivavoce.core.languages import resolve, unknown_language

SUPPORTED = {
    "en-US": "English (America)",
    "en-GB": "English (Great Britain)",
    "de": "German",
    "cmn": "Chinese (Mandarin)",
    "pt-BR": "Portuguese (Brazil)",
    "pt": "Portuguese (Portugal)",
    "es-419": "Spanish (Latin America)",
    "nb": "Norwegian Bokmål",
    "x-pyash": "Pyash",
}


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("de-AT", "de"),
        ("de_CH", "de"),
        ("en", "en-US"),
        ("en-gb", "en-GB"),
        ("en-ZA", "en-GB"),
        ("pt_BR", "pt-BR"),
        ("pt", "pt"),
        ("pt-AO", "pt"),
        ("zh", "cmn"),
        ("zh-Hans-CN", "cmn"),
        ("no", "nb"),
        ("es", "es-419"),
        (" de ", "de"),
        ("x-pyash", "x-pyash"),
    ],
)
def test_the_language_that_is_meant_is_found(tag: str, found: str) -> None:
    assert resolve(tag, SUPPORTED) == found


@pytest.mark.parametrize("tag", ["", "x", "x-klingon", "klingon", "---", "fr"])
def test_a_language_that_is_not_there_is_not_found(tag: str) -> None:
    assert resolve(tag, SUPPORTED) is None


def test_the_message_names_near_ones() -> None:
    assert "did you mean de?" in unknown_language("German", SUPPORTED)
    assert "vivavoce languages" in unknown_language("klingon", SUPPORTED)
