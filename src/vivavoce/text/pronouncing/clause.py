"""How the words of a clause are said, each as its neighbours have it."""

from collections.abc import Sequence

from vivavoce.errors import LanguageNotSupported
from vivavoce.text.pronouncing import heteronyms
from vivavoce.text.pronouncing.context import places, rules
from vivavoce.text.pronouncing.junctures import all_met
from vivavoce.text.pronouncing.phones import PRIMARY, SECONDARY, Phone
from vivavoce.text.pronouncing.words import words as words_of

Phones = tuple[Phone, ...]

LANGUAGES = ("en", "de", "nl")


def pronounced(words: Sequence[str], language: str) -> list[Phones]:
    """The phones of each word of one clause.

    words: as they are spoken (numbers and signs in words already), of any characters; one of nothing but punctuation is
        a pause and has no phones, nor has one of letters that are not Latin; a single capital among others is a letter
    language: a tag of English, German or Dutch, such as "en-US"
    raises: LanguageNotSupported
    """
    found = language.replace("_", "-").split("-")[0].lower()
    if found not in LANGUAGES:
        raise LanguageNotSupported(
            f"there are no pronunciations for {language!r}; there are for {', '.join(LANGUAGES)}"
        )
    own = words_of(found).said(words)
    said = list(own)
    for start, end in breaths(words):
        said[start:end] = in_breath(words[start:end], own[start:end], found)
    return said


def breaths(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words follow each other without punctuation: start and end, which is exclusive."""
    found, start = [], 0
    for at, word in enumerate([*words, ""]):
        if not any(letter.isalnum() for letter in word):
            if at > start:
                found.append((start, at))
            start = at + 1
    return found


def in_breath(words: Sequence[str], own: Sequence[Phones], language: str) -> list[Phones]:
    """Words that no pause parts; own: how each is said by itself."""
    small = [word.lower().replace("’", "'") for word in words]
    chosen, known = rules(language), words_of(language)
    named = letters_told(words)
    said = []
    for at, place in enumerate(places(small, own)):
        way = letter_told(words, at, named, language) if named[at] else None
        if way is None and language == "en":
            way = heteronyms.said(small, at)
        if way is None:
            way = chosen.said(small[at], place)
            way = None if way is not None and known.is_own(small[at]) else way
        said.append(way or own[at])
    return all_met(said, language)


def letters_told(words: Sequence[str]) -> list[bool]:
    """Which of the words are letters that are told, one by one: "F B I", "plan B", but not "A dog" and "I am"."""
    single = [len(word) == 1 and word.isupper() for word in words]
    found = []
    for at, is_letter in enumerate(single):
        beside = single[at - 1 : at] + single[at + 1 : at + 2]
        alone = words[at] not in {"A", "I"} if at == 0 else words[at] != "I"
        found.append(is_letter and (any(beside) or alone))
    return found


def letter_told(words: Sequence[str], at: int, told: Sequence[bool], language: str) -> Phones:
    """A letter's name: of letters in a row the last has the stress."""
    name = words_of(language).letter(words[at])
    if at + 1 == len(words) or not told[at + 1]:
        return name
    return tuple(Phone(one.symbol, SECONDARY if one.stress == PRIMARY else one.stress) for one in name)
