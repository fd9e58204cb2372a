"""What is said of a unit of text, sound by sound, and which of its words each sound belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from vivavoce.core.units import Ending, Ipa, Unit
from vivavoce.engine.house.foreign import spelled
from vivavoce.engine.house.tokens import MARKS, PAUSE, START, Sound

if TYPE_CHECKING:
    from vivavoce.text.pronouncing import Phone

NOBODY = -1  # owner of START and of pauses
GIVEN = "given"  # what the normaliser calls a stretch whose sounds are given

# The mark of the last pause where the text has none: what goes on sounds as before a comma.
LAST_MARKS: dict[Ending, int] = {
    "none": MARKS[","],
    "clause": MARKS[","],
    "sentence": MARKS["."],
    "paragraph": MARKS["."],
}


@dataclass(frozen=True, slots=True)
class Script:
    """The sounds of a unit: START, phones with pauses between them, a last pause; none where nothing is to be said.

    owners: for each sound the index of the unit's token that it says, NOBODY for START and pauses
    """

    sounds: tuple[Sound, ...] = ()
    owners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A word or a mark on the way to a script.

    text: as it is said; "" where the sounds are given
    owner: index of the token it says; phones: in IPA with stress marks, where they are given
    """

    text: str
    owner: int
    phones: tuple[str, ...] = ()


def script_of(unit: Unit, language: str) -> Script:
    """What is to be said of the unit. Raises BadRequest when a given phone is not IPA."""
    items = list(items_of(unit, language))
    sounds, owners = [Sound(START)], [NOBODY]
    mark = word = 0
    for item, phones in pronounced_items(items, language):
        if not phones:
            mark = max(mark, MARKS.get(item.text, 0))
            continue
        if mark and len(sounds) > 1:
            sounds.append(Sound(PAUSE, mark=mark))
            owners.append(NOBODY)
        mark = 0
        sounds += (Sound(phone.symbol, phone.stress, word) for phone in phones)
        owners += [item.owner] * len(phones)
        word += 1
    if not word:
        return Script()
    sounds.append(Sound(PAUSE, mark=mark or LAST_MARKS[unit.ending]))
    return Script(tuple(sounds), (*owners, NOBODY))


def items_of(unit: Unit, language: str) -> Iterator[Item]:
    """The words of the unit, and the marks that can part them, in order."""
    from vivavoce.text.normal import normalised

    owners = Owners(unit)
    given = {stretch.start: stretch for stretch in unit.ipa}
    for said in normalised(unit.text, language, [(stretch.start, stretch.end) for stretch in unit.ipa]):
        if said.kind == GIVEN:
            words = words_of(given[said.start])
        else:
            words = [(word, ()) for word in said.words if is_heard(word)]
        for (text, phones), owner in zip(words, owners.of(said.start, said.end, len(words)), strict=True):
            yield Item(text, owner, phones)


def is_heard(word: str) -> bool:
    """Whether it is said or parts what is said: a hyphen or a quotation mark is not and does not."""
    return word in MARKS or any(map(str.isalnum, word))


def words_of(stretch: Ipa) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a stretch whose sounds are given; white space parts them."""
    return [("", tuple(word)) for white, word in groupby(stretch.phones, key=str.isspace) if not white]


class Owners:
    """Tells which tokens of a unit stretches of its text belong to."""

    def __init__(self, unit: Unit) -> None:
        self._starts = [token.start for token in unit.tokens]
        self._ends = [token.end for token in unit.tokens]

    def of(self, start: int, end: int, count: int) -> list[int]:
        """The tokens of so many words said for characters ``start`` to ``end``, as evenly as it goes: "$5 m" is two
        tokens and three words.
        """
        first = bisect_right(self._ends, start)
        last = max(bisect_left(self._starts, end), first + 1)
        tokens = min(last, len(self._starts)) - first
        if tokens < 1:  # after the last token, or there are none
            return [len(self._starts) - 1] * count
        return [first + word * tokens // count for word in range(count)]


def pronounced_items(items: Sequence[Item], language: str) -> Iterator[tuple[Item, "tuple[Phone, ...]"]]:
    """Each item with its phones; none of a mark.

    Words between two given stretches are pronounced together, as what stands beside a word can change it; a word in
    letters that the language does not have is spelled.
    """
    from vivavoce.text.pronouncing import phones_of_ipa, pronounced

    for is_given, group in groupby(items, key=lambda item: bool(item.phones)):
        run = list(group)
        if is_given:
            yield from ((item, phones_of_ipa(item.phones, language)) for item in run)
            continue
        for item, phones in zip(run, pronounced([item.text for item in run], language), strict=True):
            if not phones and any(map(str.isalnum, item.text)):
                phones = tuple(chain.from_iterable(pronounced(spelled(item.text, language), language)))
            yield item, phones
