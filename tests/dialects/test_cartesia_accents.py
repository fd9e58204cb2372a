"""The catalogue of accents against the protocol's own list."""

import re

from vivavoce.core.languages import resolve
from vivavoce.dialects.cartesia_accents import ACCENTS, DIALECTS, title
from vivavoce.dialects.cartesia_meaning import base_language

IDS = [
    "abruzzo-italian",
    "african-american",
    "african-french",
    "arabic",
    "arabic-english",
    "australian",
    "bagheli",
    "belgian-french",
    "brazilian-portuguese",
    "british",
    "budapest",
    "bulgarian",
    "california",
    "camba",
    "campania",
    "canadian-english",
    "canadian-french",
    "castilian",
    "central-tamil",
    "central-thai",
    "central-vietnamese",
    "chilean",
    "colombian",
    "czech",
    "danish",
    "european-portuguese",
    "finnish",
    "general-american",
    "high-german",
    "hindi",
    "indian-english",
    "indian-urdu",
    "irish",
    "israeli",
    "istanbul",
    "italian",
    "jakarta",
    "japanese",
    "jessore",
    "khaleeji",
    "konkani",
    "korean",
    "kyiv",
    "malay",
    "mandarin",
    "manila",
    "mexican",
    "middle-eastern-arabic",
    "midwestern-american",
    "modern-standard-arabic",
    "moldovan",
    "new-york",
    "new-zealand",
    "north-kerala",
    "odia",
    "oslo",
    "parisian",
    "parsi",
    "peruvian",
    "polish",
    "powadhi",
    "randstad",
    "romanian",
    "russian",
    "singaporean",
    "slovak",
    "south-african",
    "southern-us",
    "southern-karnataka",
    "southern-vietnamese",
    "standard-japanese",
    "stockholm",
    "swiss-standard",
    "taiwanese-mandarin",
    "tbilisi",
    "telangana",
    "urdu",
    "thessaloniki",
    "zagreb",
]
OLD_DIALECTS = {"en": "au in so uk us", "es": "mx pe", "pt": "br eu", "fr": "eu ca"}


def test_every_accent_of_the_catalogue_is_here_and_no_other() -> None:
    assert set(ACCENTS) == set(IDS)


def test_every_dialect_of_older_versions_is_here_and_no_other() -> None:
    assert set(DIALECTS) == {(language, one) for language, some in OLD_DIALECTS.items() for one in some.split()}


def test_locales_belong_to_their_languages() -> None:
    for accent in ACCENTS.values():
        assert re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?(-x-[a-z]+)?", accent.locale)
        assert base_language(accent.locale) == accent.language
    for (language, _), locale in DIALECTS.items():
        assert base_language(locale) == language


def test_at_most_one_accent_is_what_its_language_alone_means() -> None:
    usual = [accent.language for accent in ACCENTS.values() if accent.is_default]
    assert len(usual) == len(set(usual))
    assert set(usual) >= {"en", "de", "fr", "es", "it", "pt", "ja", "zh", "ko", "hi"}


def test_an_accent_is_resolved_to_what_can_be_spoken() -> None:
    assert resolve(ACCENTS["british"].locale, {"en-GB": "", "en-US": ""}) == "en-GB"
    assert resolve(ACCENTS["general-american"].locale, {"en-GB": "", "en-US": ""}) == "en-US"


def test_names_are_for_people() -> None:
    assert title("southern-us") == "Southern US"
    assert title("new-york") == "New York"
    assert title("hindi") == "Hindi"
