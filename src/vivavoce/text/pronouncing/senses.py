"""Whether an English word that is both is a noun or a verb where it stands, told by the words beside it.

What stands before a noun, what stands before a verb and what a verb acts on decide nearly all cases.
"""

from collections.abc import Sequence


def any_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


MODALS = any_of(
    "to will would can could shall should may might must do does did don't doesn't didn't won't wouldn't can't cannot"
    " couldn't shouldn't mustn't let's please"
    " i'll you'll he'll she'll we'll they'll i'd you'd he'd she'd we'd they'd"
)
SUBJECTS = any_of("i you we they who")
# Looked past.
ADVERBS = any_of("not never always often also really just only then still ever usually already even once")
DETERMINERS = any_of(
    "a an the this these those my your his her its our their no any some each every another one's whose"
)
PREPOSITIONS = any_of("of in on at with for by from into about without under after before")
OBJECTS = any_of("it them him me us")
BEGIN_OBJECTS = OBJECTS | any_of("the a an my your his her its our their this these that all")
THIRD = any_of("he she it")
USUALLY_VERBS = any_of("convert digest produce refund refuse upset use recall resume update upgrade")
BUTTONS = any_of("press click tap")
JOINING = any_of("and or but then so if when to which that")
ASKING = any_of(
    "do does did don't doesn't didn't can can't could should would will won't may might must let let's help make"
)
PERSONS = any_of("people children men women folks everyone everybody anyone anybody someone nobody") | OBJECTS
NO_PLURALS = any_of("is was has his its this us as yes plus news sports windows sales series always perhaps less")
# Words at the beginning that tell somebody to do it, with the word that follows them then.
IMPERATIVES = {
    "advocate": "for", "associate": "with", "converse": "with", "coordinate": "with", "elaborate": "on",
    "graduate": "from", "insert": "into", "object": "to",
}  # fmt: skip
BOTH = any_of("conflict contrast decrease increase object progress protest rebel")  # what many things can do
GOES_ON = any_of("by every when as with in over if and")  # what follows a verb that is the end of its thought

Words = Sequence[str]


def neighbours(words: Words, at: int) -> tuple[str, str]:
    """The word before and the word after, "" where there is none."""
    return words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (len(word) > 4 and word.endswith("ly"))


def is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "'s")) and len(word) > 3 and word not in NO_PLURALS


def sense(words: Words, at: int) -> str:
    """Whether a word that is both is a "noun" or a "verb" there. words: small, of one breath"""
    before, after = neighbours(words, at)
    earlier = words[at - 2] if is_adverb(before) and at > 1 else before
    if earlier in MODALS or before in SUBJECTS or earlier in SUBJECTS or before in BUTTONS:
        return "verb"
    if before in DETERMINERS or before in PREPOSITIONS:
        return "noun"
    if after in OBJECTS or (not before and is_told(words[at], after)):
        return "verb"
    if words[at] in USUALLY_VERBS:
        return usual_verb(words, at)
    acts = is_plural(before) and (not after or after in GOES_ON or is_adverb(after))
    return "verb" if acts and words[at] in BOTH else "noun"


def is_told(word: str, after: str) -> bool:
    """Whether a word at the beginning, with what follows, tells somebody to do it."""
    return after in BEGIN_OBJECTS or IMPERATIVES.get(word) == after or (word == "delegate" and is_plural(after))


def usual_verb(words: Words, at: int) -> str:
    """A word that is more often a verb: a noun after a single thing or what it is like, as in "for personal use"."""
    before, after = neighbours(words, at)
    if after == "of":
        return "noun"
    if not before or before in JOINING or before in PERSONS or is_adverb(before) or is_plural(before):
        return "verb"
    if ASKING.intersection(words[max(at - 4, 0) : at]):
        return "verb"
    return "noun"


def ends_in_s(words: Words, at: int, usually: str) -> str:
    """Whether "records" is several things or what somebody does; usually: what it is where nothing tells."""
    before, after = neighbours(words, at)
    earlier = words[at - 2] if is_adverb(before) and at > 1 else before
    if earlier in THIRD or before in {"who", "which", "that", "everyone", "everybody", "someone", "nobody"}:
        return "verb"
    if before in DETERMINERS or before in PREPOSITIONS or before in MODALS:
        return "noun"
    return "verb" if after in BEGIN_OBJECTS else usually
