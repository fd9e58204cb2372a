"""Writes a unit of text the way espeak-ng can read it to the end, and remembers what stands for what.

espeak-ng leaves text out without saying so, or crashes, when there is more of it than it has room for: 160 bytes of a
word, 33 digits in a row, 40 emoji without a space between them, 300 words or 800 bytes in a clause. So long words and
clauses are cut here. What it would take for a command is taken out: control characters, characters of private use, and
[[ where it may hold names of phonemes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from vivavoce.core.units import Ipa, Unit

# A word ends after so many characters or bytes at the latest; espeak-ng has room for 160 bytes of it, fewer once it
# has put in others. The longest words that people write without a hyphen have about 60 letters.
LONGEST_WORD, LONGEST_BYTES = 64, 100
MOST_MARKED = 140  # bytes after which a word ends even between a letter and the marks on it
LONGEST_NUMBER = 24  # digits in a row; at 33 espeak-ng begins to leave some out
LONGEST_UNSPEAKABLE = 16  # consonants in a row, which are spelled: 114 phonemes of "double u" are all it has room for

# A clause ends after so many words or bytes at the latest. espeak-ng makes words out of words: of signs, of numbers, of
# each ideograph. What is counted here is never less.
MOST_WORDS, MOST_BYTES = 200, 600
CLAUSE_ENDS = frozenset(",;:?!،؛؟।॥，。、；：？！")  # before a space; a full stop may stand after a shortened word

SPOKEN_MARKS = frozenset("#%&*@/\\§¶‼⁉")  # punctuation that has a name; the rest only makes pauses
SPOKEN_KINDS = frozenset("LNS")  # letters, numbers, symbols
UNREADABLE = frozenset({"Cc", "Cn", "Co", "Cs"})  # controls, unassigned, private use, surrogates
DROPPED = frozenset("\u00ad\u2060\ufeff")  # soft hyphen and the like: inside words, without a sound or a space
SPACES = frozenset("\u200b")  # zero width, but between words of scripts that write no spaces

# An emoji with all that belongs to it: a flag of two letters, or a picture with skin, hair, profession and family.
PICTURE = "[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    f"|{PICTURE}[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    f"(?:\u200d{PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)

ABBREVIATION = re.compile(r"(?:\w\.){20}")  # espeak-ng has room for 26 letters with dots, and crashes on more
REPEATED = re.compile(r"(?<!\S)([^\W\d_])(?:\s+\1){2}(?=\s+\1(?!\S))")  # it says a letter only 3 times in a clause

VOWELS = frozenset("aeiouyаеиоуыэюяєії")
LEADING = frozenset("เแโใไເແໂໃໄ")  # vowels of Thai and Lao written before the consonant they follow


@dataclass(frozen=True, slots=True)
class Script:
    """Text as espeak-ng is to read it.

    text: what it reads
    places: for each of its characters, the character of ``Unit.text`` that it stands for, never going back
    phonemes: whether [[…]] in it holds names of phonemes
    """

    text: str
    places: tuple[int, ...]
    phonemes: bool = False

    def place(self, position: int) -> int:
        """The character of ``Unit.text`` that the character at the position stands for; past the end, the last."""
        return self.places[min(max(position, 0), len(self.places) - 1)]

    def rest(self, position: int) -> "Script":
        """What follows the position."""
        return self._slice(position, len(self.text))

    def parts(self) -> Iterator["Script"]:
        """The script in parts that espeak-ng has room for, nearly always one; none of no text."""
        starts = [0, *ends_of_room(self.text), len(self.text)]
        return (self._slice(start, end) for start, end in pairwise(starts) if start < end)

    def _slice(self, start: int, end: int) -> "Script":
        return Script(self.text[start:end], self.places[start:end], self.phonemes)


@dataclass(slots=True)
class Writer:
    """Puts a script together, character by character."""

    text: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    length: int = 0  # letters and digits since the last other character
    size: int = 0  # bytes of these
    tail: str = ""  # the last of these

    def write(self, characters: str, place: int) -> None:
        """Characters that stand for the place."""
        self.text.extend(characters)
        self.places.extend([place] * len(characters))
        self.length, self.size, self.tail = 0, 0, ""

    def letter(self, character: str, place: int) -> None:
        """A letter, or a mark on one, of a word that is cut when it becomes too long."""
        if self._is_full(character) and (self.size >= MOST_MARKED or not breaks_cluster(self.tail, character)):
            self.write(" ", place)
        self.text.append(character)
        self.places.append(place)
        self.length += 1
        self.size += room(character)
        self.tail = (self.tail + character)[-LONGEST_NUMBER:]

    def _is_full(self, character: str) -> bool:
        if character.isdecimal():
            return len(self.tail) == LONGEST_NUMBER and self.tail.isdecimal()
        if self.length >= LONGEST_WORD or self.size >= LONGEST_BYTES:
            return True
        end = self.tail[-LONGEST_UNSPEAKABLE:].lower()
        return len(end) == LONGEST_UNSPEAKABLE and end.isascii() and end.isalpha() and not VOWELS.intersection(end)


def script_of(unit: Unit, named: Callable[[Ipa], Iterable[str]]) -> Script:
    """The unit as espeak-ng can read it.

    named: gives the names of the phones of a stretch whose sounds are given, a word or part of one at a time
    """
    blank = silent_places(unit)
    writer = Writer()
    given = {stretch.start: stretch for stretch in unit.ipa}
    breaks = {match.end(): " " for match in ABBREVIATION.finditer(unit.text)}
    breaks |= {match.end(): ", " for match in REPEATED.finditer(unit.text)}
    at = 0
    while at < len(unit.text):
        if at in breaks:
            writer.write(breaks[at], at - 1)
        stretch = given.get(at)
        if stretch is not None and stretch.end > stretch.start:
            for names in named(stretch):
                writer.write(f"[[{names}]] ", at)
            at = stretch.end
            continue
        emoji = EMOJI.match(unit.text, at)
        if emoji and is_readable(emoji.group()):
            writer.write(emoji.group() + " ", at)
            at = emoji.end()
            continue
        put(writer, unit.text[at], at, at in blank, phonemes=bool(given))
        at += 1
    return Script("".join(writer.text), tuple(writer.places), bool(given))


def put(writer: Writer, character: str, place: int, blank: bool, *, phonemes: bool) -> None:
    """A character of plain text, or what takes its place."""
    kind = unicodedata.category(character)
    if character in DROPPED:
        return
    if blank or kind in UNREADABLE or character in SPACES or character.isspace():
        writer.write(" ", place)
    elif phonemes and character == "[":
        writer.write("(", place)  # a bracket sounds the same, and two of this one are no command
    elif kind[0] in "LM" or character.isdecimal():
        writer.letter(character, place)
    else:
        writer.write(character, place)


def is_readable(text: str) -> bool:
    """Whether all of it is something: where pictures stand, some places are still free."""
    return UNREADABLE.isdisjoint(unicodedata.category(one) for one in text)


def silent_places(unit: Unit) -> set[int]:
    """Where tokens of nothing but punctuation stand that espeak-ng would name ("exclamation") instead of pausing.

    It pauses only at punctuation that follows a word.
    """
    places: set[int] = set()
    follows_word = False
    for token in unit.tokens:
        text = unit.text[token.start : token.end]
        spoken = speaks(text) or any(one.start < token.end and token.start < one.end for one in unit.ipa)
        if not spoken and not follows_word:
            places.update(range(token.start, token.end))
        follows_word = spoken and text[-1:].isalnum()
    return places


def speaks(text: str) -> bool:
    """Whether there is anything in the text that has a sound or a name."""
    return any(one in SPOKEN_MARKS or unicodedata.category(one)[0] in SPOKEN_KINDS for one in text)


def has_letters(text: str) -> bool:
    """Whether there are letters or digits in the text."""
    return any(unicodedata.category(one)[0] in "LN" for one in text)


def breaks_cluster(before: str, character: str) -> bool:
    """Whether what is written as one would be torn apart before the character: a vowel from its consonant."""
    joined = unicodedata.category(character)[0] == "M" or character in "\u200c\u200d"
    return joined or before[-1] in LEADING or unicodedata.combining(before[-1]) == VIRAMA


VIRAMA = 9  # combining class of the mark that joins the consonants of Indic scripts


def room(text: str) -> int:
    """Bytes of the text after espeak-ng has taken Hangul apart, and put spaces between ideographs."""
    if text.isascii():
        return len(text)
    return sum(len(unicodedata.normalize("NFD", one).encode()) + ("\u3040" <= one <= "\u9fff") for one in text)


def ends_of_room(text: str) -> Iterator[int]:
    """Where the text has to be cut, at spaces if there are any, so that no clause is too long."""
    end = end_of_room(text, 0)
    while end is not None:
        yield end
        end = end_of_room(text, end)


def end_of_room(text: str, start: int) -> int | None:
    """Where the first cut after the start has to be, None if the rest is short enough."""
    words = size = 0
    before, space = " ", start
    for position in range(start, len(text)):
        character = text[position]
        if character == " ":
            space = position
            if text[position - 1] in CLAUSE_ENDS:
                words = size = 0
        sort = sort_of(character, before)
        words += sort != " " and (sort not in JOINED or sort != before)
        size += room(character)
        before = sort
        if words > MOST_WORDS or size > MOST_BYTES:
            return space + 1 if space > max(position - LONGEST_BYTES, start) else position
    return None


JOINED = frozenset({"Ll", "Lu", "Lo", "Nd"})  # sorts of characters of which a row makes one word at most


def sort_of(character: str, before: str) -> str:
    """What sort of character it is, as far as words are made of it; before: the sort of the one before."""
    if character == " ":
        return " "
    if "\u3040" <= character <= "\u9fff":
        return "ideograph"
    category = unicodedata.category(character)
    return before if category[0] == "M" and before[0] == "L" else category
