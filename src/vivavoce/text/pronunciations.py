"""Words and how they are said, put in where they stand in a text."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from vivavoce.errors import BadRequest
from vivavoce.text.characters import HAN, HAN_EXTENDING, extends
from vivavoce.text.ipa import is_phone, phones_of, phones_of_running
from vivavoce.text.plain import Change, Plain

LONGEST_WORD = 200  # characters; it bounds the work at each word of a text
LONGEST_READING = 1_000  # characters; it bounds how much longer than its text a unit gets

ATOM = re.compile(rf"[{HAN}][{HAN_EXTENDING}]*|[^\W{HAN}]+|\S")
READING_WORD = re.compile(r"<<(?P<sounds>[^<>]*)>>|[^\s<>]+|\S")
SLASHES = re.compile(r"/(?P<sounds>[^/<>]+)/")
CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")  # and lone surrogates, halves of characters
APOSTROPHES = ("'", "’")
POSSESSIVE = re.compile(r"['’]s(?!\w)", re.IGNORECASE)
ELIDING = ("ca", "fr", "it", "oc")  # where a word may follow an apostrophe: l'INSEE, dell'ENI


class Sound(NamedTuple):
    """One word of a reading: what to say, and its phones where it is given in IPA."""

    text: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word, or several words, are said.

    word: as it stands in texts, 1 to 200 characters; "New York", "C++" and ".NET" are fine
    said: a respelling ("see plus plus"), IPA in blocks ("<<n|uː>> <<j|ɔː|k>>", one for each word) or between slashes
        ("/nuː jɔːk/"), or the phones of one word; at most 1 000 characters
    case_sensitive: whether "Polish" leaves "polish" alone
    raises: BadRequest when the word or the reading is empty or cannot be read
    """

    word: str
    said: str | tuple[str, ...]
    case_sensitive: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.word, str) or not 0 < len(self.word.strip()) <= len(self.word) <= LONGEST_WORD:
            raise BadRequest(f"a word to be pronounced has 1 to {LONGEST_WORD} characters, got {self.word!r:.80}")
        refuse_control_characters("a word to be pronounced", self.word)
        if not isinstance(self.said, str):
            object.__setattr__(self, "said", checked_phones(self.word, self.said))
        self.sounds()

    def sounds(self) -> tuple[Sound, ...]:
        """The reading, word by word."""
        if not isinstance(self.said, str):
            return (Sound("".join(self.said), self.said),)
        try:
            return sounds(self.said)
        except ValueError as error:
            raise BadRequest(f"how {self.word!r} is said: {error}") from error


@dataclass(frozen=True)
class Pronunciations:
    """Pronunciations that apply together. Making one is linear in its size; applying it does not depend on its size."""

    entries: tuple[Pronunciation, ...] = ()

    @classmethod
    def of(
        cls,
        readings: Mapping[str, str | Sequence[str]],
        *,
        case_sensitive: bool = False,
        exact: Collection[str] = frozenset(),
    ) -> "Pronunciations":
        """From word → respelling or IPA. Raises BadRequest when a word or a reading cannot be.

        exact: those of the words that are case sensitive, where not all are
        """
        if not isinstance(readings, Mapping):
            raise BadRequest(f"pronunciations are a mapping of words to readings, got {type(readings).__name__}")
        entries = (
            Pronunciation(word, as_said(said), case_sensitive or word in exact) for word, said in readings.items()
        )
        return cls(tuple(entries))

    def applied(self, plain: Plain, language: str) -> Plain:
        """The text with its words said as they are given here.

        Whole words only, in any case unless an entry says otherwise; of entries that begin at the same word the longest
        counts, of those the one in that very spelling, of those the first. A possessive 's stays.
        language: BCP 47 tag; in some, words are joined by an apostrophe
        """
        if not self.entries:
            return plain
        return plain.replace(self._changes(plain.text, language.lower().partition("-")[0] in ELIDING))

    @cached_property
    def _tree(self) -> "Node":
        root = Node()
        for entry in self.entries:
            node = root
            for atom in atoms(composed(entry.word)):
                node = node.next.setdefault(atom.key, Node())
            node.entries.append(entry)
        return root

    def _changes(self, text: str, eliding: bool) -> Iterator[Change]:
        found = atoms(text)
        at = 0
        while at < len(found):
            last, entry = self._longest(text, found, at, eliding)
            if entry is not None:
                yield from changes(text, found[at].start, found[last].end, entry.sounds())
            at = last + 1

    def _longest(self, text: str, found: "list[Atom]", at: int, eliding: bool) -> "tuple[int, Pronunciation | None]":
        """The last atom of the longest entry that begins at that atom, and the entry."""
        last, best, node = at, None, self._tree
        for index in range(at, len(found)):
            key = found[index].key
            following = node.next.get(key.lstrip() if index == at else key)
            if following is None:
                break
            node = following
            start, end = found[at].start, found[index].end
            if node.entries and is_whole(text, start, end, eliding) and (entry := node.entry(text[start:end])):
                last, best = index, entry
        return last, best


@dataclass(slots=True)
class Node:
    """A place in the tree of words: the atoms that may come next, and the entries that end here."""

    next: "dict[str, Node]" = field(default_factory=dict)
    entries: list[Pronunciation] = field(default_factory=list)

    def entry(self, text: str) -> Pronunciation | None:
        """The entry for text that differs from the entries here in case and white space at most."""
        exact = (entry for entry in self.entries if composed(entry.word) == " ".join(text.split()))
        return next(exact, next((entry for entry in self.entries if not entry.case_sensitive), None))


class Atom(NamedTuple):
    """A run of letters and digits, one Han or Kana character, or one other visible character.

    key: what it is looked up by, the same for either case; with a space in front where white space stands before it
    """

    start: int
    end: int
    key: str


def atoms(text: str) -> list[Atom]:
    spans: list[tuple[int, int]] = []
    is_marked = False  # whether the last one ends in a mark, so that letters right after it still belong to it
    for found in ATOM.finditer(text):
        start, end = found.span()
        is_mark = start > 0 and extends(text, start, spans[-1][0] if spans else 0)
        if spans and spans[-1][1] == start and (is_mark or (is_marked and text[start].isalnum())):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        is_marked = is_mark
    return [Atom(start, end, key_of(text, start, end)) for start, end in spans]


def key_of(text: str, start: int, end: int) -> str:
    space = " " if start and text[start - 1].isspace() else ""
    return space + text[start:end].casefold()


def is_whole(text: str, start: int, end: int, eliding: bool) -> bool:
    """Whether the characters ``start`` to ``end``, which begin and end with atoms, are not inside a word."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if before[-1:].isalnum() and not text[start].isalnum():
        return False  # .NET in ASP.NET
    if after[:1].isalnum() and not text[end - 1].isalnum():
        return False
    if before[-1:] in APOSTROPHES and before[:1].isalnum() and not eliding:
        return False  # t in can't
    if after[:1] in APOSTROPHES and after[1:].isalnum():
        return POSSESSIVE.match(text, end) is not None  # can in can't, but Ann in Ann's
    return True


def changes(text: str, start: int, end: int, reading: Sequence[Sound]) -> Iterator[Change]:
    """The reading in the place of that text: word for word where it has as many words, else as a whole."""
    places = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end])]
    if len(places) == len(reading):
        for (begin, stop), sound in zip(places, reading, strict=True):
            yield Change(begin, stop, sound.text, sound.phones)
        return
    yield Change(start, end, reading[0].text, reading[0].phones)
    for sound in reading[1:]:
        yield Change(end, end, " ")
        yield Change(end, end, sound.text, sound.phones)


def sounds(reading: str) -> tuple[Sound, ...]:
    """A respelling or IPA, word by word. Raises ValueError when it is empty or cannot be read."""
    refuse_control_characters("a reading", reading)
    if not reading.strip() or len(reading) > LONGEST_READING:
        raise ValueError(f"a reading has 1 to {LONGEST_READING} characters, got {reading!r:.80}")
    if slashes := SLASHES.fullmatch(reading.strip()):
        return tuple(sounded(phones_of_running(word)) for word in slashes["sounds"].split())
    return tuple(map(sound, READING_WORD.finditer(composed(reading))))


def sound(word: re.Match[str]) -> Sound:
    if word["sounds"] is not None:
        return sounded(phones_of(word["sounds"]))
    if word[0] in "<>":
        raise ValueError(f"a respelling or <<…>> was expected, got {word.string!r:.80}; other markup cannot stand here")
    return Sound(word[0])


def sounded(phones: tuple[str, ...]) -> Sound:
    return Sound("".join(phones), phones)


def as_said(said: object) -> str | tuple[str, ...]:
    """A reading from a caller: text, or phones in any sequence."""
    if isinstance(said, str):
        return said
    if isinstance(said, Sequence):
        return tuple(said)
    raise BadRequest(f"a reading is text or a sequence of phones, got {said!r:.80}")


def checked_phones(word: str, phones: Sequence[str]) -> tuple[str, ...]:
    for phone in phones:
        if not isinstance(phone, str) or not is_phone(phone):
            raise BadRequest(f"how {word!r} is said: {phone!r} is no sound in IPA such as ˈaɪ")
    if not phones:
        raise BadRequest(f"how {word!r} is said: there are no sounds; give one or more, such as ('h', 'aɪ')")
    return tuple(phones)


def refuse_control_characters(what: str, text: str) -> None:
    odd = CONTROL.search(text)
    if odd:
        raise BadRequest(f"{what} has no control characters, got {text!r:.80} with U+{ord(odd[0]):04X} in it")


def composed(text: str) -> str:
    """In the form that clean texts have: composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())
