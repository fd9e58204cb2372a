"""Dutch endings that bear the stress: "kwaliteiten", "informeerde", "organisatie".

What is stored and what is guessed has it elsewhere in some forms of a word, mostly in the longer ones.
"""

import re

from vivavoce.text.pronouncing.phones import NONE, PRIMARY, SECONDARY, Phone, is_vowel

Phones = tuple[Phone, ...]

LONGEST = 16  # letters at the end that are looked at
# By the vowel from the end that has the stress. "Democratie" has another one, and "onderdeel" no such ending.
BEARING = {
    1: re.compile(r"(?:iteit|oloog|iseer|eer[dt]|[inru]eel|iaal)\Z"),
    2: re.compile(
        r"(?:iteiten|ologen|ism(?:e|en)|eerd(?:e|en)|(?<!cr)aties?|[aeu]nties?|[aeiu]cties?|[aei]ssies?|nsies?"
        r"|(?:is|ific|uc|orm|pir|vest|ject|iltr)eren|iale|ialen)\Z"
    ),
}
# What has the stress itself before a verb of that form: "uitkeert", "aangeleerde", "omgekeerd".
PARTED = re.compile(
    r"(?:aan|af|bij|door|in|mee|na|om|op|over|terug|toe|uit|weg)(?:ge)?[^aeiou]{0,3}eer(?:[dt]|de|den)\Z"
)


def with_bearing_ending(letters: str, phones: Phones) -> Phones:
    """The phones of a word with the stress on its ending, if it is one of those."""
    if not phones or PARTED.match(letters):
        return phones
    last = letters[-LONGEST:]
    place = next((place for place, pattern in BEARING.items() if pattern.search(last)), None)
    vowels = [at for at, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if place is None or len(vowels) < place or phones[vowels[-place]].stress == PRIMARY:
        return phones
    return stressed(phones, vowels, len(vowels) - place)


def stressed(phones: Phones, vowels: list[int], number: int) -> Phones:
    """The phones with the stress on one of the vowels; what had it has a lesser one, unless it is right beside."""
    stresses = {vowels[number]: PRIMARY}
    stresses |= {at: SECONDARY for at in vowels[: max(number - 1, 0)] if phones[at].stress}
    return tuple(Phone(phone.symbol, stresses.get(at, NONE)) for at, phone in enumerate(phones))
