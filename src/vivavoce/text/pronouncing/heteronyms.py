"""English words that are written alike and said apart: "a live show" and "they live", told by their neighbours.

Few words decide nearly all cases: what stands before a noun, what stands before a verb, what a verb acts on. Where none
of them is near, the sense that is more frequent is taken.
"""

import functools
import itertools
import json
from collections.abc import Callable
from importlib import resources

from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.own import with_s
from vivavoce.text.pronouncing.phones import Phone
from vivavoce.text.pronouncing.senses import (
    ASKING,
    BEGIN_OBJECTS,
    BUTTONS,
    DETERMINERS,
    JOINING,
    MODALS,
    PREPOSITIONS,
    SUBJECTS,
    THIRD,
    USUALLY_VERBS,
    Words,
    any_of,
    ends_in_s,
    is_adverb,
    is_plural,
    neighbours,
    sense,
)

PERFECT = any_of(
    "have has had having i've you've we've they've"
    " he's she's it's was were been be being is are got haven't hasn't hadn't"
)
HAVING = any_of("have has had haven't hasn't hadn't i've you've we've they've")
ASKED_FIRST = any_of("what which who how when where why books many much")  # before "have you read"
FLOATING = any_of("all both each ourselves themselves")  # "they have all read it"
WOULD_OR_HAD = any_of("i'd you'd he'd she'd we'd they'd")
BEFORE_NOW = any_of("already once recently previously earlier")
WRITINGS = any_of(
    "sign note label headline caption plaque banner inscription placard subtitle message letter notice title"
)
LONG_AGO = any_of("yesterday ago")
PAST_TIMES = {
    "last": any_of("night week weekend month year time summer winter spring fall autumn monday tuesday wednesday"
                   " thursday friday saturday sunday"),
    "this": any_of("morning"),
}  # fmt: skip
LINKING = any_of("is are was were be been am so very too as how that get got getting stay stayed come came remain more")

BEING = any_of("am is are was were be been being i'm you're he's she's it's we're they're that's")

ALIVE = any_of(
    "music show shows concert concerts performance performances audience broadcast broadcasts wire stream streams tv"
    " video coverage ammunition recording recordings album version event events animals band bands chat entertainment"
    " update updates demo demos data feed feeds blog score scores sports news view session sessions call calls webinar"
    " results captions translation agent agents traffic map action game games match matches support site system"
    " tracking birth births fish bait q streaming streamed streamer streamers broadcasting blogging coding action"
)
LEADEN = any_of(
    "pipe pipes poisoning paint acid bullet bullets shielding ore balloon weights pencil pencils contamination exposure"
    " levels dust solder crystal"
)
METALS = any_of("zinc mercury copper tin arsenic cadmium silver iron steel gold nickel aluminum aluminium")
LEAD_IS_IN = any_of("pipe pipes water paint soil blood air gasoline petrol solder food toys dust")
# With these the lead in something is the first place.
AHEAD = any_of("take takes took taking taken lose loses lost hold holds held have has had gain gained")
FISHED = any_of("fishing boat boats")
FISHES = any_of("sea striped largemouth smallmouth black")
NEARBY = any_of("to by enough friend friends together")
WATCHING = any_of(
    "watch watched watching see saw seen hear heard play played playing perform performed performing sing sang stream"
    " streaming streamed tune tuned listen listening broadcast broadcasting airs aired airing join joining"
    " report reporting"
)
STAGES = any_of("concert person studio action")
SHOWN = any_of("on at from via with now tonight today online here")  # what follows "live" of a broadcast
SAVING = any_of(
    "save saves saved saving cost costs costing claim claims claimed claiming change changes changed changing lose"
    " loses lost losing take takes took taking risk risks risked risking ruin ruins ruined touch touches touched"
    " improve improves improved transform transforms transformed"
)
OF_LIVES = any_of(
    "many two three four five six seven eight nine ten human people's daily private personal own double past real busy"
    " everyday innocent whole inner countless several more most few"
)
HOLDING = any_of("keep kept keeping hold held holding draw drew drawing pull pulled pulling bring brought bringing")
ALIKE_IN = any_of("age size price value style spirit time meaning")  # close in age
ACTS_IN_S = any_of(
    "comes gets looks feels seems sits stands stays runs lives works moves draws cuts remains grows keeps holds hits"
    " lies hugs follows sounds appears becomes sticks"
)
WOUND_ROUND = any_of("clock watch yarn thread rope wool string tape wire bandage scarf spring coil film cable toy")
EYES = any_of("eye eyes cheek cheeks face")
CRYING = any_of("shed sheds wipe wiped cried cry dropped")
LEARNED = any_of(
    "scholar scholars man men woman women society societies judge friend colleague professor counsel gentleman"
)
AGED = any_of("parents parent mother father man men woman women people population person relatives aunt uncle couple")
SMALL = any_of(
    "amount amounts detail details quantity quantities difference differences particle particles trace traces fraction"
)
RUBBISH = any_of("collection collector collectors bin bins disposal sacks truck trucks")
WINDING = any_of("road path river trail street stream track way")
ROUND = any_of("up down around round back through")
APART = any_of("up apart down off out through into away")


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
    before, after = neighbours(words, at)
    if not before and after in {"to", "before"}:
        return "verb"
    taken = bool(any_of("take takes took taking").intersection(words[max(at - 3, 0) : at])) and after != "tie"
    return "verb" if after in {"down", "of", "out"} or taken else sense(words, at)


def read(words: Words, at: int) -> str:
    before = words[at - 1] if at else ""
    near = words[max(at - 3, 0) : at]
    earlier = [word for word in near if not is_adverb(word)]
    if "well" in near[-1:]:
        return "verb" if "as" in near else "past"  # well-read, but: you may as well read
    if earlier[-1:] and earlier[-1] in WOULD_OR_HAD:
        return "past" if BEFORE_NOW.intersection(words) or (at + 1 < len(words) and words[-1] == "before") else "verb"
    if earlier[-1:] and earlier[-1] in {"be", "been"}:
        return "past"  # it should be read
    if any(word in MODALS for word in near):
        return "verb"
    past = earlier[-1:] and (earlier[-1] in PERFECT or earlier[-1] in THIRD or earlier[-1] == "as")
    return "past" if past or before in WRITINGS or has_read(words, at) or is_past(words) else "verb"


def has_read(words: Words, at: int) -> bool:
    """Whether "have" is before with who has between: "have you read it", "they've all read it", "has John read it"."""
    nearest = next((place for place in range(at - 1, max(at - 6, -1), -1) if words[place] in HAVING), None)
    if nearest is None:
        return False
    who = [word for word in words[nearest + 1 : at] if not is_adverb(word)]
    if not who or who[0] in {"a", "an"} or MODALS.union(JOINING).intersection(who):
        return False
    asks = nearest == 0 or words[nearest - 1] in ASKED_FIRST
    return asks or all(word in SUBJECTS | THIRD | FLOATING for word in who)


def is_past(words: Words) -> bool:
    """Whether they name a time that is over: "yesterday", "last night"."""
    pairs = itertools.pairwise(words)
    return bool(LONG_AGO.intersection(words)) or any(second in PAST_TIMES.get(first, ()) for first, second in pairs)


def live(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    goes = before in {"a", "the", "go", "goes", "going", "went", "gone", "broadcast", "streamed", "recorded"} | BEING
    begins = not before and after == "from"
    at_last = not after and before == "now"
    return "noun" if after in ALIVE or goes or begins or at_last or is_broadcast(words, at) else "verb"


def is_broadcast(words: Words, at: int) -> bool:
    """Whether something is watched live, but not: watch how they live"""
    before, after = neighbours(words, at)
    if before in SUBJECTS | MODALS or before in {"and", "or", "but"} or {"how", "where"}.intersection(words[:at]):
        return False
    told = not after or after in SHOWN or (after == "in" and bool(STAGES.intersection(words[at + 2 : at + 4])))
    return told and bool(WATCHING.intersection(words[:at]))


def lives(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    owned = before.endswith(("'s", "s'")) and before not in BEING and before not in PERFECT
    of_many = before in DETERMINERS | PREPOSITIONS | SAVING or (
        before in OF_LIVES and (at < 2 or words[at - 2] != "of")
    )
    return "noun" if owned or of_many or after in {"matter", "lost", "saved", "are", "were"} else "verb"


def close(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    if before in BUTTONS:
        return "verb"
    if before in LINKING or (after in NEARBY and before not in MODALS):
        return "noun"
    if several_close(words, at) or (after in BEGIN_OBJECTS and before not in DETERMINERS):
        return "verb"
    asked = at > 2 and words[at - 3] in ASKING and words[at - 2] in DETERMINERS
    return "verb" if asked else sense(words, at)


def several_close(words: Words, at: int) -> bool:
    """The shops close, but not "she comes close" or "keep your friends close"."""
    before = words[at - 1] if at else ""
    acts = before in ACTS_IN_S or (at > 1 and words[at - 2] in THIRD)
    alike = list(words[at + 1 : at + 2]) == ["in"] and bool(ALIKE_IN.intersection(words[at + 2 : at + 3]))
    return is_plural(before) and not acts and not alike and not HOLDING.intersection(words[:at])


def lead(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    acts = before in MODALS or before in SUBJECTS
    made = at > 1 and before in {"of", "with"} and words[at - 2] in {"made", "full", "lined", "piece", "ounce"}
    begins = at == 0 and after in {"is", "was", "melts", "contains"}
    is_what = not acts and (after in LEADEN or after == "free")
    return "metal" if is_what or made or begins or before == "molten" or is_among_metals(words, at) else "verb"


def is_among_metals(words: Words, at: int) -> bool:
    """Lead and mercury, the lead in the pipes, but not "the lead in the water polo match they took"."""
    before, after = neighbours(words, at)
    earlier = words[max(at - 2, 0) : at - 1] if before in {"and", "or"} else ()
    later = words[at + 2 : at + 3] if after in {"and", "or"} else ()
    ahead = before in DETERMINERS and AHEAD.intersection(words[:at])
    inside = after == "in" and LEAD_IS_IN.intersection(words[at + 2 : at + 5]) and not ahead
    return bool(METALS.intersection([*earlier, *later]) or inside)


def wound(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    acts = before in SUBJECTS | THIRD or bool(after in DETERMINERS and WOUND_ROUND.intersection(words[at + 2 : at + 4]))
    return "past" if after in ROUND or (acts and before not in DETERMINERS) else "noun"


def wind(words: Words, at: int) -> str:
    return "verb" if at + 1 < len(words) and words[at + 1] in ROUND - {"through"} else sense(words, at)


def tear(words: Words, at: int) -> str:
    """A tear in the fabric sounds as the verb does, one in the eye does not."""
    after = neighbours(words, at)[1]
    worn = list(words[max(at - 2, 0) : at]) == ["wear", "and"]
    rip = after == "in" and not EYES.intersection(words[at + 1 : at + 5]) and not CRYING.intersection(words[:at])
    return "verb" if after in APART or worn or rip else sense(words, at)


def polish(words: Words, at: int) -> str:
    """Polish your shoes: told to do it, the capital notwithstanding"""
    return "verb" if at == 0 and neighbours(words, at)[1] in BEGIN_OBJECTS else "noun"


def learned(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    return "of two" if after in LEARNED and before not in SUBJECTS | THIRD | HAVING else "verb"


def aged(words: Words, at: int) -> str:
    before, after = neighbours(words, at)
    return "of two" if after in AGED and before not in {"middle", *BEING} else "verb"


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
    "aged": aged, "bass": bass, "bow": bow, "close": close, "content": content, "dove": dove, "lead": lead,
    "learned": learned, "live": live, "lives": lives, "minute": minute, "polish": polish, "read": read,
    "refuse": refuse, "tear": tear, "upset": upset, "use": use, "used": used, "wind": wind, "winds": winds,
    "wound": wound,
}  # fmt: skip
NAMED_AS_MUCH = frozenset({"refund", "update", "upgrade"})  # "updates" are things as often as not
NO_BASES = frozenset({"house", "live", "minute"})  # "houses" are said alike, "lives" is another word, as is "minutes"


def said(words: Words, at: int) -> tuple[Phone, ...] | None:
    """How the word there is said, if it has several ways; None of any other. words: small, of one breath"""
    word = words[at]
    ways = heteronyms().get(word)
    if ways is not None:
        return ways.get(SENSES.get(word, sense)(words, at))  # "Polish" of Poland is no word of these
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
