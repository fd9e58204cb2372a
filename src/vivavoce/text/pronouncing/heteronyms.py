"""English words that are written alike and said apart: "a live show" and "they live", told by their neighbours.

Few words decide nearly all cases: what stands before a noun, what stands before a verb, what a verb acts on. Where none
of them is near, the sense that is more frequent is taken.
"""

import functools
import json
from collections.abc import Callable, Sequence
from importlib import resources

from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.phones import Phone


def any_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


MODALS = any_of(
    "to will would can could shall should may might must do does did don't doesn't didn't won't wouldn't can't cannot"
    " couldn't shouldn't mustn't let's please"
    " i'll you'll he'll she'll we'll they'll i'd you'd he'd she'd we'd they'd"
)
SUBJECTS = any_of("i you we they who")
ADVERBS = any_of("not never always often also really just only then still ever usually")  # looked past
DETERMINERS = any_of(
    "a an the this these those my your his her its our their no any some each every another one's whose"
)
PREPOSITIONS = any_of("of in on at with for by from into about without under after before")
OBJECTS = any_of("it them him me us")
BEGIN_OBJECTS = OBJECTS | any_of("the a an my your his her its our their this these that all")
PERFECT = any_of(
    "have has had having i've you've we've they've"
    " he's she's it's was were been be being is are got haven't hasn't hadn't"
)
THIRD = any_of("he she it")
LONG_AGO = any_of("yesterday ago")
USUALLY_VERBS = any_of("convert digest live produce refund refuse upset use recall update upgrade")
LINKING = any_of("is are was were be been am so very too as how that get got getting stay stayed come came remain more")

ALIVE = any_of(
    "music show shows concert concerts performance performances audience broadcast broadcasts wire stream streams tv"
    " video coverage ammunition recording recordings album version event events animals band chat entertainment"
)
LEADEN = any_of("pipe pipes poisoning paint acid bullet bullets shielding ore balloon weights")
FISHED = any_of("fishing boat boats")
FISHES = any_of("sea striped largemouth smallmouth black")
NEARBY = any_of("to by enough friend friends together")
ROUND = any_of("up down around round back through")
APART = any_of("up apart down off out through into away")

Words = Sequence[str]


def sense(words: Words, at: int) -> str:
    """Whether a word that is both is a "noun" or a "verb" there. words: small, of one breath"""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    earlier = words[at - 2] if before in ADVERBS and at > 1 else before
    if earlier in MODALS or before in SUBJECTS or earlier in SUBJECTS:
        return "verb"
    if before in DETERMINERS or before in PREPOSITIONS:
        return "noun"
    if after in OBJECTS or (not before and after in BEGIN_OBJECTS):
        return "verb"
    return "verb" if words[at] in USUALLY_VERBS else "noun"


def read(words: Words, at: int) -> str:
    earlier = [word for word in words[max(at - 2, 0) : at] if word not in ADVERBS]
    past = earlier[-1:] and (earlier[-1] in PERFECT or earlier[-1] in THIRD)
    asked = any(word in MODALS for word in words[max(at - 3, 0) : at])
    return "past" if (past or LONG_AGO.intersection(words)) and not asked else "verb"


def live(words: Words, at: int) -> str:
    after = words[at + 1] if at + 1 < len(words) else ""
    goes = at > 0 and words[at - 1] in {"go", "goes", "going", "went", "gone", "broadcast", "streamed", "recorded"}
    return "noun" if after in ALIVE or goes else "noun" if at and words[at - 1] in {"a", "the"} else "verb"


def lives(words: Words, at: int) -> str:
    before = words[at - 1] if at else ""
    return (
        "noun"
        if before in DETERMINERS | PREPOSITIONS | {"many", "two", "three", "nine", "human", "people's"}
        else "verb"
    )


def close(words: Words, at: int) -> str:
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if before in LINKING or (after in NEARBY and before not in MODALS):
        return "noun"
    return "verb" if after in BEGIN_OBJECTS and before not in DETERMINERS else sense(words, at)


def lead(words: Words, at: int) -> str:
    after = words[at + 1] if at + 1 < len(words) else ""
    made = (
        at > 1
        and words[at - 1] in {"of", "molten", "with"}
        and words[at - 2] in {"made", "full", "lined", "piece", "ounce"}
    )
    return "metal" if after in LEADEN or made or (at and words[at - 1] == "molten") else "verb"


def wound(words: Words, at: int) -> str:
    return "past" if at + 1 < len(words) and words[at + 1] in ROUND else "noun"


def wind(words: Words, at: int) -> str:
    return "verb" if at + 1 < len(words) and words[at + 1] in ROUND - {"through"} else sense(words, at)


def tear(words: Words, at: int) -> str:
    return "verb" if at + 1 < len(words) and words[at + 1] in APART else sense(words, at)


def bass(words: Words, at: int) -> str:
    after = words[at + 1] if at + 1 < len(words) else ""
    return "fish" if after in FISHED or (at and words[at - 1] in FISHES) else "noun"


def dove(words: Words, at: int) -> str:
    after = words[at + 1] if at + 1 < len(words) else ""
    return "verb" if after in {"into", "in", "under", "off", "for", "down", "deep", "headfirst"} else "noun"


SENSES: dict[str, Callable[[Words, int], str]] = {
    "bass": bass, "close": close, "dove": dove, "lead": lead, "live": live, "lives": lives, "read": read, "tear": tear,
    "wind": wind, "wound": wound,
}  # fmt: skip


def said(words: Words, at: int) -> tuple[Phone, ...] | None:
    """How the word there is said, if it has several ways; None of any other. words: small, of one breath"""
    ways = heteronyms().get(words[at])
    return None if ways is None else ways[SENSES.get(words[at], sense)(words, at)]


@functools.cache
def heteronyms() -> dict[str, dict[str, tuple[Phone, ...]]]:
    """Word → sense → phones, read once."""
    stored = resources.files("vivavoce.text.pronouncing").joinpath("data", "en.heteronyms.json").read_text("utf-8")
    return {word: {name: phones_of(text) for name, text in ways.items()} for word, ways in json.loads(stored).items()}
