"""English words that are written alike and said apart: "a live show" and "they live", told by their neighbours.

Few words decide nearly all cases: what stands before a noun, what stands before a verb, what a verb acts on. Where none
of them is near, the sense that is more frequent is taken.
"""

import functools
import itertools
import json
from collections.abc import Callable, Sequence
from importlib import resources

from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.own import with_s
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
PAST_TIMES = {
    "last": any_of("night week weekend month year time summer winter spring fall autumn monday tuesday wednesday"
                   " thursday friday saturday sunday"),
    "this": any_of("morning"),
}  # fmt: skip
USUALLY_VERBS = any_of("convert digest produce refund refuse upset use recall resume update upgrade")
LINKING = any_of("is are was were be been am so very too as how that get got getting stay stayed come came remain more")

BEING = any_of("am is are was were be been being i'm you're he's she's it's we're they're that's")
BUTTONS = any_of("press click tap")
JOINING = any_of("and or but then so if when to which that")
ASKING = any_of(
    "do does did don't doesn't didn't can can't could should would will won't may might must let let's help make"
)
PERSONS = any_of("people children men women folks everyone everybody anyone anybody someone nobody") | OBJECTS
NO_PLURALS = any_of("is was has his its this us as yes plus news sports windows sales series always perhaps less")
BOTH = any_of("conflict contrast decrease increase object progress protest rebel")  # what many things can do
GOES_ON = any_of("by every when as with in over if and")  # what follows a verb that is the end of its thought

ALIVE = any_of(
    "music show shows concert concerts performance performances audience broadcast broadcasts wire stream streams tv"
    " video coverage ammunition recording recordings album version event events animals band bands chat entertainment"
    " update updates demo demos data feed feeds blog score scores sports news view session sessions call calls webinar"
    " results captions translation agent agents traffic map action game games match matches support site system"
    " tracking birth births fish bait q"
)
LEADEN = any_of("pipe pipes poisoning paint acid bullet bullets shielding ore balloon weights")
FISHED = any_of("fishing boat boats")
FISHES = any_of("sea striped largemouth smallmouth black")
NEARBY = any_of("to by enough friend friends together")
WATCHING = any_of("watch watched watching see saw seen hear heard play played playing perform performed sing sang")
SMALL = any_of(
    "amount amounts detail details quantity quantities difference differences particle particles trace traces fraction"
)
RUBBISH = any_of("collection collector collectors bin bins disposal sacks truck trucks")
WINDING = any_of("road path river trail street stream track way")
ROUND = any_of("up down around round back through")
APART = any_of("up apart down off out through into away")

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
    if after in OBJECTS or (not before and after in BEGIN_OBJECTS):
        return "verb"
    if words[at] in USUALLY_VERBS:
        return usual_verb(words, at)
    acts = is_plural(before) and (not after or after in GOES_ON or is_adverb(after))
    return "verb" if acts and words[at] in BOTH else "noun"


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


def upset(words: Words, at: int) -> str:
    return "noun" if at and words[at - 1] in DETERMINERS else "verb"


def refuse(words: Words, at: int) -> str:
    return "noun" if neighbours(words, at)[1] in RUBBISH else sense(words, at)


def use(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    told = before in MODALS or before in SUBJECTS or is_adverb(before)
    return "noun" if after in {"case", "cases"} or (after == "only" and before and not told) else sense(words, at)


def used(words: Words, at: int) -> str:
    """ "I used to live there" and "I am used to it", but "it is used to cut bread"."""
    before, after = neighbours(words, at)
    if after != "to":
        return "verb"
    third = words[at + 2] if at + 2 < len(words) else ""
    if before not in BEING or third in BEGIN_OBJECTS or third.endswith("ing"):
        return "custom"
    own = before in {"i'm", "you're", "we're", "they're", "am"} or (at > 1 and words[at - 2] in {"we", "you", "i"})
    return "custom" if own else "verb"


def content(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    earlier = words[at - 2] if at > 1 else ""
    person = earlier in SUBJECTS | THIRD or before in {"i'm", "you're", "he's", "she's", "we're", "they're"}
    felt = before in {"feel", "felt", "seem", "seemed", "quite", "am"} or (is_adverb(before) and before != "only")
    return "verb" if felt or (before in BEING and (person or after in {"to", "with"})) else sense(words, at)


def minute(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    return "tiny" if after in SMALL and before != "last" else "noun"


def bow(words: Words, at: int) -> str:
    """The verb sounds as the front of a ship does, and as what actors take."""
    after = neighbours(words, at)[1]
    taken = bool(any_of("take takes took taking").intersection(words[max(at - 3, 0) : at])) and after != "tie"
    return "verb" if after in {"down", "of", "out"} or taken else sense(words, at)


def read(words: Words, at: int) -> str:
    earlier = [word for word in words[max(at - 3, 0) : at] if not is_adverb(word)]
    past = earlier[-1:] and (earlier[-1] in PERFECT or earlier[-1] in THIRD or earlier[-1] == "as")
    asked = any(word in MODALS for word in words[max(at - 3, 0) : at])
    return "past" if (past or is_past(words)) and not asked else "verb"


def is_past(words: Words) -> bool:
    """Whether they name a time that is over: "yesterday", "last night"."""
    pairs = itertools.pairwise(words)
    return bool(LONG_AGO.intersection(words)) or any(second in PAST_TIMES.get(first, ()) for first, second in pairs)


def live(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    goes = before in {"a", "the", "go", "goes", "going", "went", "gone", "broadcast", "streamed", "recorded"} | BEING
    begins = not before and after == "from"
    at_last = not after and (before == "now" or bool(WATCHING.intersection(words[:at])))
    return "noun" if after in ALIVE or goes or begins or at_last else "verb"


def lives(words: Words, at: int) -> str:
    before = words[at - 1] if at else ""
    return (
        "noun"
        if before in DETERMINERS | PREPOSITIONS | {"many", "two", "three", "nine", "human", "people's"}
        else "verb"
    )


def close(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    if before in BUTTONS:
        return "verb"
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
    begins = at == 0 and after in {"is", "was", "melts", "contains"}
    return "metal" if after in LEADEN or made or begins or (at and words[at - 1] == "molten") else "verb"


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


def winds(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    return "verb" if before in WINDING or after in ROUND else ends_in_s(words, at, "noun")


SENSES: dict[str, Callable[[Words, int], str]] = {
    "bass": bass, "bow": bow, "close": close, "content": content, "dove": dove, "lead": lead, "live": live,
    "lives": lives, "minute": minute, "read": read, "refuse": refuse, "tear": tear, "upset": upset, "use": use,
    "used": used, "wind": wind, "winds": winds, "wound": wound,
}  # fmt: skip
NAMED_AS_MUCH = frozenset({"refund", "update", "upgrade"})  # "updates" are things as often as not
NO_BASES = frozenset({"house", "live", "minute"})  # "houses" are said alike, "lives" is another word, as is "minutes"


def said(words: Words, at: int) -> tuple[Phone, ...] | None:
    """How the word there is said, if it has several ways; None of any other. words: small, of one breath"""
    word = words[at]
    ways = heteronyms().get(word)
    if ways is not None:
        return ways[SENSES.get(word, sense)(words, at)]
    base = word.removesuffix("s")
    ways = heteronyms().get(base, {}) if base != word and base not in NO_BASES else {}
    if ways.keys() != {"noun", "verb"}:
        return None
    usually = "verb" if base in USUALLY_VERBS - NAMED_AS_MUCH or base == "close" else "noun"
    return with_s(ways[SENSES[word](words, at) if word in SENSES else ends_in_s(words, at, usually)])


@functools.cache
def heteronyms() -> dict[str, dict[str, tuple[Phone, ...]]]:
    """Word → sense → phones, read once."""
    stored = resources.files("vivavoce.text.pronouncing").joinpath("data", "en.heteronyms.json").read_text("utf-8")
    return {word: {name: phones_of(text) for name, text in ways.items()} for word, ways in json.loads(stored).items()}
