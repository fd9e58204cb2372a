"""What happens where two words meet without a pause: "more of" gets an r, Dutch "op pad" loses a p.

As the teacher does it, whom the voices have it from; German words meet without a change.
"""

from collections.abc import Sequence

from vivavoce.text.pronouncing.phones import Phone, is_vowel

Phones = tuple[Phone, ...]

# American vowels with an r in them, and what they are before a vowel, where the r is heard by itself.
LINKED = {
    "ɚ": ("ɚ", "ɹ"),
    "ɜː": ("ɜː", "ɹ"),
    "aɪɚ": ("aɪɚ", "ɹ"),
    "ɑːɹ": ("ɑː", "ɹ"),
    "ɔːɹ": ("ɔː", "ɹ"),
    "ɛɹ": ("ɛ", "ɹ"),
    "ɪɹ": ("ɪ", "ɹ"),
    "ʊɹ": ("ʊ", "ɹ"),
}
# Dutch consonants that are said as one, and which.
MERGED = {("p", "b"): "p", ("p", "p"): "p", ("s", "s"): "s", ("s", "z"): "s", ("t", "d"): "t", ("t", "t"): "t"}


def met(first: Phones, second: Phones, language: str) -> tuple[Phones, Phones]:
    """Two words as they are said without a pause between them; language: "en", "de" or "nl"."""
    if not first or not second:
        return first, second
    last, begins = first[-1], second[0]
    if language == "en" and last.symbol in LINKED and is_vowel(begins.symbol):
        vowel, consonant = LINKED[last.symbol]
        return (*first[:-1], Phone(vowel, last.stress), Phone(consonant, 0)), second
    if language == "nl" and (last.symbol, begins.symbol) in MERGED and len(first) > 1:
        return first[:-1], (Phone(MERGED[last.symbol, begins.symbol], 0), *second[1:])
    return first, second


def all_met(words: Sequence[Phones], language: str) -> list[Phones]:
    """The words of one breath, as they are said beside each other; silent ones change nothing."""
    said = list(words)
    before = None
    for at, word in enumerate(said):
        if not word:
            continue
        if before is not None:
            said[before], said[at] = met(said[before], word, language)
        before = at
    return said
