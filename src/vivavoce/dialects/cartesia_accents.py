"""The accents of Cartesia's catalogue, and the dialects that older versions have in their place."""

from typing import NamedTuple


class Listed(NamedTuple):
    """An accent: its language as the protocol names it, its locale, and whether it is what the language alone means."""

    language: str
    locale: str
    is_default: bool = False


# Id → accent. Locales are BCP 47, with a private subtag where a country has several accents, so that each has one.
ACCENTS: dict[str, Listed] = {
    "abruzzo-italian": Listed("it", "it-IT-x-abruzzo"),
    "african-american": Listed("en", "en-US-x-aa"),
    "african-french": Listed("fr", "fr-SN"),
    "arabic": Listed("ar", "ar"),
    "arabic-english": Listed("en", "en-AE"),
    "australian": Listed("en", "en-AU"),
    "bagheli": Listed("hi", "hi-IN-x-bagheli"),
    "belgian-french": Listed("fr", "fr-BE"),
    "brazilian-portuguese": Listed("pt", "pt-BR", True),
    "british": Listed("en", "en-GB"),
    "budapest": Listed("hu", "hu-HU", True),
    "bulgarian": Listed("bg", "bg-BG", True),
    "california": Listed("en", "en-US-x-ca"),
    "camba": Listed("es", "es-BO"),
    "campania": Listed("it", "it-IT-x-campania"),
    "canadian-english": Listed("en", "en-CA"),
    "canadian-french": Listed("fr", "fr-CA"),
    "castilian": Listed("es", "es-ES", True),
    "central-tamil": Listed("ta", "ta-IN", True),
    "central-thai": Listed("th", "th-TH", True),
    "central-vietnamese": Listed("vi", "vi-x-central"),
    "chilean": Listed("es", "es-CL"),
    "colombian": Listed("es", "es-CO"),
    "czech": Listed("cs", "cs-CZ", True),
    "danish": Listed("da", "da-DK", True),
    "european-portuguese": Listed("pt", "pt-PT"),
    "finnish": Listed("fi", "fi-FI", True),
    "general-american": Listed("en", "en-US", True),
    "high-german": Listed("de", "de-DE", True),
    "hindi": Listed("hi", "hi-IN", True),
    "indian-english": Listed("en", "en-IN"),
    "indian-urdu": Listed("ur", "ur-IN"),
    "irish": Listed("en", "en-IE"),
    "israeli": Listed("he", "he-IL", True),
    "istanbul": Listed("tr", "tr-TR", True),
    "italian": Listed("it", "it-IT", True),
    "jakarta": Listed("id", "id-ID", True),
    "japanese": Listed("ja", "ja"),
    "jessore": Listed("bn", "bn-BD"),
    "khaleeji": Listed("ar", "ar-AE"),
    "konkani": Listed("mr", "mr-IN"),
    "korean": Listed("ko", "ko-KR", True),
    "kyiv": Listed("uk", "uk-UA", True),
    "malay": Listed("ms", "ms-MY", True),
    "mandarin": Listed("zh", "zh-CN", True),
    "manila": Listed("tl", "fil-PH", True),
    "mexican": Listed("es", "es-MX"),
    "middle-eastern-arabic": Listed("ar", "ar-SA"),
    "midwestern-american": Listed("en", "en-US-x-midwest"),
    "modern-standard-arabic": Listed("ar", "ar", True),
    "moldovan": Listed("ro", "ro-MD"),
    "new-york": Listed("en", "en-US-x-nyc"),
    "new-zealand": Listed("en", "en-NZ"),
    "north-kerala": Listed("ml", "ml-IN", True),
    "odia": Listed("or", "or-IN", True),
    "oslo": Listed("no", "nb-NO", True),
    "parisian": Listed("fr", "fr-FR", True),
    "parsi": Listed("gu", "gu-IN", True),
    "peruvian": Listed("es", "es-PE"),
    "polish": Listed("pl", "pl-PL", True),
    "powadhi": Listed("pa", "pa-IN", True),
    "randstad": Listed("nl", "nl-NL", True),
    "romanian": Listed("ro", "ro-RO", True),
    "russian": Listed("ru", "ru-RU", True),
    "singaporean": Listed("en", "en-SG"),
    "slovak": Listed("sk", "sk-SK", True),
    "south-african": Listed("en", "en-ZA"),
    "southern-us": Listed("en", "en-US-x-south"),
    "southern-karnataka": Listed("kn", "kn-IN", True),
    "southern-vietnamese": Listed("vi", "vi-x-south", True),
    "standard-japanese": Listed("ja", "ja-JP", True),
    "stockholm": Listed("sv", "sv-SE", True),
    "swiss-standard": Listed("de", "de-CH"),
    "taiwanese-mandarin": Listed("zh", "zh-TW"),
    "tbilisi": Listed("ka", "ka-GE", True),
    "telangana": Listed("te", "te-IN", True),
    "urdu": Listed("ur", "ur-PK", True),
    "thessaloniki": Listed("el", "el-GR", True),
    "zagreb": Listed("hr", "hr-HR", True),
}

# (language, dialect) of versions up to 2025-11-04 → locale
DIALECTS: dict[tuple[str, str], str] = {
    ("en", "au"): "en-AU",
    ("en", "in"): "en-IN",
    ("en", "so"): "en-US-x-south",
    ("en", "uk"): "en-GB",
    ("en", "us"): "en-US",
    ("es", "mx"): "es-MX",
    ("es", "pe"): "es-PE",
    ("pt", "br"): "pt-BR",
    ("pt", "eu"): "pt-PT",
    ("fr", "eu"): "fr-FR",
    ("fr", "ca"): "fr-CA",
}


def title(id: str) -> str:
    """An accent's name for people."""
    return " ".join({"us": "US"}.get(word, word.capitalize()) for word in id.split("-"))
