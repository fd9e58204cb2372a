"""How the words of a clause are said, each as its neighbours have it."""

from collections.abc import Sequence

from vivavoce.text.pronouncing.context import places, rules
from vivavoce.text.pronouncing.junctures import all_met
from vivavoce.text.pronouncing.phones import Phone
from vivavoce.text.pronouncing.words import words as words_of

LANGUAGES = ("en", "de", "nl")


def pronounced(words: Sequence[str], language: str) -> list[tuple[Phone, ...]]:
    """The phones of each word of one clause.

    words: as they are spoken (numbers and signs in words already), of any characters; one of nothing but punctuation is
        a pause and has no phones, nor has one of letters that are not Latin
    language: a tag of English, German or Dutch, such as "en-US"
    raises: ValueError for another language
    """
    found = language.replace("_", "-").split("-")[0].lower()
    if found not in LANGUAGES:
        raise ValueError(f"there is no pronunciation for {language!r}; there is for {', '.join(LANGUAGES)}")
    own = words_of(found).said(words)
    said = list(own)
    for start, end in breaths(words):
        said[start:end] = in_breath(words[start:end], own[start:end], found)
    return said


def breaths(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words follow each other without punctuation: start and end, which is exclusive."""
    found, start = [], 0
    for at, word in enumerate([*words, "."]):
        if not any(letter.isalnum() for letter in word):
            if at > start:
                found.append((start, at))
            start = at + 1
    return found


def in_breath(words: Sequence[str], own: Sequence[tuple[Phone, ...]], language: str) -> list[tuple[Phone, ...]]:
    """Words that no pause parts; own: how each is said by itself."""
    small = [word.lower() for word in words]
    chosen = rules(language)
    said = [chosen.said(word, place) or phones for word, place, phones in zip(small, places(small, own), own, strict=True)]
    return all_met(said, language)
