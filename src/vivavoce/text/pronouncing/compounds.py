"""German and Dutch words that are made of others: "Haustür", "Bundesverfassungsgericht", "verzekeringsmaatschappij".

What letters say depends on which word they are of, so an unknown word is said as its parts are, if it is all of known
words: of as few as can be, the first as short as can be. The first has the stress, each other a lesser one.
"""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from vivavoce.text.pronouncing.phones import NONE, PRIMARY, SECONDARY, Phone, is_vowel

Phones = tuple[Phone, ...]

SHORTEST_FIRST, SHORTEST = 3, 4  # letters of the first part and of others: shorter words are found everywhere
LONGEST = 30  # letters of a part: time stays linear in a word's length
LINK = "s"  # that joins parts without being of one: "Verfassung-s-gericht"
REDUCED = frozenset("əɐɜ")

LANGUAGES = ("de", "nl")
# First parts and last parts, though short.
SHORT = {"de": {"ab", "an", "um", "zu"}, "nl": {"af", "in", "na", "om", "op"}}
SHORT_LAST = {"de": {"amt", "bus", "hof", "tür", "uhr", "zug"}, "nl": {"bus", "dag", "weg", "zak", "zee"}}
# Syllables without stress: what is one of them and a word is no compound: "be-dacht", not "Bett-acht".
PREFIXES = {"de": {"be", "emp", "ent", "er", "ge", "ver", "zer"}, "nl": {"be", "ge", "er", "her", "ont", "ver"}}
# Words that are endings much more often than parts.
ENDINGS = {
    "de": {
        "agieren", "arische", "arischen", "deren", "eine", "einem", "einen", "einer", "eines", "elle", "ellen", "ende",
        "endem", "enden", "ender", "endes", "endet", "erarbeiten", "erweise", "glich", "innen", "iner", "lichen",
        "nische", "nischen", "rinnen", "samt", "steil",
    },
    "nl": {
        "aren", "deren", "elijk", "elijke", "eraan", "eren", "ering", "ervan", "kelen", "kende", "lijk", "lijke",
        "lijken", "lijker", "lijks", "telen", "teren", "tering",
    },
}  # fmt: skip
# Words that have a longer vowel as a part than among others.
FULL = {"de": {"vor": "f ˈoː ɾ"}, "nl": {"een": "ˈeː n"}}


class Part(NamedTuple):
    """A word in a longer one. link: what joins it to the next, "" or "s" """

    word: str
    link: str


def parts(word: str, language: str, is_word: Callable[[str], bool]) -> tuple[Part, ...]:
    """The words that a word in small letters is made of, two at least; () if it is not all of them.

    language: "de" or "nl"; is_word: whether such a word is known
    """
    best: list[tuple[int, Part, int] | None] = [None] * len(word)  # from there on: parts, the first, where it ends
    for start in range(len(word) - 1, -1, -1):
        for end in range(start + 1, min(start + LONGEST, len(word)) + 1):
            after = best[end] if end < len(word) else None
            if end < len(word) and after is None:
                continue
            number = 1 + (after[0] if after else 0)
            known = best[start]
            if known is not None and known[0] <= number:
                continue
            part = part_of(word[start:end], start == 0, end == len(word), language, is_word)
            if part is not None:
                best[start] = number, part, end
    return chain(best, PREFIXES[language])


def part_of(text: str, first: bool, last: bool, language: str, is_word: Callable[[str], bool]) -> Part | None:
    """The letters as a part of a compound, if they can be."""
    if (first and not last and text in PREFIXES[language] | SHORT[language]) or (last and text in SHORT_LAST[language]):
        return Part(text, "")
    for link in ("",) if last else ("", LINK):
        word = text.removesuffix(link)
        if len(word) + len(link) != len(text) or len(word) < (SHORTEST_FIRST if first else SHORTEST):
            continue
        if is_word(word) and (first or word not in ENDINGS[language]):
            return Part(word, link)
    return None


def chain(best: Sequence[tuple[int, Part, int] | None], prefixes: Collection[str]) -> tuple[Part, ...]:
    """The parts one after the other; () of what is one word, or begins with a prefix."""
    found, at = [], 0
    while at < len(best):
        step = best[at]
        if step is None:
            return ()
        found.append(step[1])
        at = step[2]
    return tuple(found) if len(found) > 1 and found[0].word not in prefixes else ()


def joined(said: Sequence[Phones], made_of: Sequence[Part]) -> Phones:
    """The phones of the parts as those of one word."""
    found: list[Phone] = []
    for number, (phones, part) in enumerate(zip(said, made_of, strict=True)):
        found += with_stress(phones, SECONDARY if number else PRIMARY)
        found += (Phone(letter, NONE) for letter in part.link)
    return tuple(found)


def with_stress(phones: Phones, stress: int) -> Phones:
    """The phones with that stress where they have the strongest, on the first full vowel if they have none."""
    vowels = [at for at, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if not vowels:
        return phones
    strongest = max(vowels, key=lambda at: (phones[at].stress, phones[at].symbol[0] not in REDUCED, -at))
    return tuple(
        Phone(phone.symbol, stress if at == strongest else min(phone.stress, SECONDARY if stress == PRIMARY else NONE))
        for at, phone in enumerate(phones)
    )
