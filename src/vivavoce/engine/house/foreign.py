"""What to say of words in letters that a language does not have: the letters' names, as whoever spells them would."""

import re
import unicodedata

# What comes before a letter's own name in Unicode's, and what follows it: "CYRILLIC SMALL LETTER SHORT I",
# "HANGUL SYLLABLE AN", "GREEK SMALL LETTER ALPHA WITH TONOS".
NAME = re.compile(
    r".*?\b(?:LETTER|SYLLABLE|CHARACTER|VOWEL SIGN|LIGATURE|SYMBOL|NUMERAL|DIGIT)\s+(?:SMALL |CAPITAL |FINAL )*"
    r"(?P<name>.+?)(?: WITH .*| (?:ISOLATED|INITIAL|MEDIAL|FINAL) FORM)?"
)
# Letters that have a number for a name, as Chinese ones have.
NAMELESS = {"de": "Schriftzeichen", "en": "character", "nl": "teken"}


def spelled(word: str, language: str) -> list[str]:
    """The names of the word's letters in Latin letters; none of marks and of what has no name.

    language: BCP 47 tag of English, German or Dutch
    """
    nameless = NAMELESS[language.partition("-")[0]]
    return [part for letter in word if letter.isalnum() for part in called(letter, nameless)]


def called(letter: str, nameless: str) -> list[str]:
    """The words of a letter's name, ``nameless`` where it has none of its own."""
    name = unicodedata.name(letter, "")
    found = NAME.fullmatch(name)
    if found is None:
        return [nameless]
    return re.findall("[a-z]+", found["name"].lower()) or [nameless]
