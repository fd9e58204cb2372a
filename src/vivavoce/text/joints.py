"""How strongly the text parts between one word and the next.

Often the word alone tells ("there," "Really?"), sometimes only with the first letter of the next one ("p.m. Then").
So a word has a verdict of two endings: one in case a small letter or a digit follows, one in case anything else does.
"""

import re
from typing import NamedTuple

from vivavoce.core.units import Ending
from vivavoce.text.abbreviations import Habits
from vivavoce.text.characters import (
    CLAUSE_MARKS,
    CLOSERS,
    HAN,
    QUOTES,
    SENTENCE_MARKS,
    SPACE_IS_COMMA,
    UNSPACED_MARKS,
)

STRENGTH: dict[Ending, int] = {"none": 0, "clause": 1, "sentence": 2, "paragraph": 3}

SHORT_LINE = 40  # characters; lines that were broken to fit a page are longer, headings and verses are shorter
# What a line of a list or a heading begins with: bullets, dashes, number signs, "1." or "2)".
ITEM = re.compile(r"[-*+•‣◦–—#>]+|\d{1,3}[.)]|[a-z][)]", re.IGNORECASE)
BULLETS = "-*+•‣◦–—#>"


NO_WORDS: frozenset[str] = frozenset()


class Verdict(NamedTuple):
    """How a word ends what is before: if a small letter or a digit follows, and if anything else does.

    before_digit: if a digit follows, where that makes a difference
    turned: next words before which it ends a sentence where it would not, and goes on where it would end one
    """

    before_small: Ending
    otherwise: Ending
    turned: frozenset[str] = NO_WORDS
    before_digit: Ending | None = None

    def given(self, following: str) -> Ending | None:
        """The ending, now that the beginning of what follows is known; None while that is too little.

        following: LONGEST_TURN characters from the next one to be seen, fewer while more may come; none at the end
        """
        after = following[:1]
        if after.isdigit() and self.before_digit is not None:
            return self.before_digit
        usual = self.before_small if after.islower() or after.isdigit() else self.otherwise
        word = LETTERS.match(following) if self.turned else None
        if word is None:
            return usual
        if word.end() == len(following) and any(one.startswith(word[0]) for one in self.turned):
            return None
        return self.turned_ending if word[0] in self.turned else usual

    @property
    def turned_ending(self) -> Ending:
        return "sentence" if self.otherwise == "none" else "none"


NOTHING = Verdict("none", "none")
CLAUSE = Verdict("clause", "clause")
SENTENCE = Verdict("sentence", "sentence")
TRAILING = Verdict("clause", "sentence")  # "Well … yes." but "Well … Yes."
BY_CASE = Verdict("none", "sentence")


class Line(NamedTuple):
    """The line a word stands at the end of; length: characters so far; is_code: of code, whose lines are whole."""

    is_item: bool
    length: int
    is_code: bool = False


LONGEST_TURN = 10  # characters: a word that turns a verdict, and one more to see that it ends
LETTERS = re.compile(r"[^\W\d_]+")
PARAGRAPH = re.compile("\n[^\\S\n]*\n|[\f\u2029]")
LINE = re.compile("[\n\v\u0085\u2028]")
BREAKING = "\r\n\v\f\u0085\u2028\u2029"

SENTENCE_MARK, CLAUSE_MARK, UNSPACED_MARK, HAN_CHARACTER, SPACE_COMMA = (
    re.compile(f"[{ranges}]") for ranges in (SENTENCE_MARKS, CLAUSE_MARKS, UNSPACED_MARKS, HAN, SPACE_IS_COMMA)
)
DASHES = re.compile("[-\u2010-\u2015\u2212]+")
LONG_DASHES = ("–", "—", "―")
LATE_BRACKETS, LATE_QUOTES = (")", "]", "}"), ("»", "›")
BRACKETS = {")": "(", "]": "[", "}": "{"}
# Armenian puts its question and exclamation marks on the vowel of the word that is asked or exclaimed.
INSIDE_WORD_MARKS = ("\u055e", "\u055c")
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")  # U.S, p.m, J.-P, Ph.D
ROMAN = re.compile("[IVXL]{2,}")
ORDINAL_SPAN = re.compile(r"\d{1,2}\.[-–—/]\d{1,2}")  # 15.–20. Mai, 3./4. Klasse
CITY = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]")  # a capital and a small letter
LAST_PART = re.compile(".*['’]")  # what an abbreviation may hang on: l'art. 5
ENTITY = re.compile(r"&#?\w{2,8};\Z")  # &amp; of HTML, whose ; is no mark
NOT_LETTERS = re.compile(r"[\W_]*")


def stronger(one: Ending, other: Ending) -> Ending:
    return max(one, other, key=lambda ending: STRENGTH[ending])


def verdict(word: str, before: str, habits: Habits, *, greek: bool = False, starts_line: bool = False) -> Verdict:
    """What a word that white space follows means for what is before it.

    word: with what is attached to it
    before: the last character to be seen before the word; empty when there is none
    greek: whether ; is a question mark
    """
    core = word.rstrip(CLOSERS).rstrip()
    closing = word[len(core) :]
    found = by_mark(core, before, habits, greek=greek, starts_line=starts_line)
    if found == SENTENCE and any(quote in closing for quote in QUOTES):
        return TRAILING  # "Stop!" he said.
    if found.otherwise == "none" and any(bracket in closing and BRACKETS[bracket] not in core for bracket in BRACKETS):
        return CLAUSE  # (as here) but not item(s)
    return found


def by_mark(core: str, before: str, habits: Habits, *, greek: bool, starts_line: bool) -> Verdict:
    mark = core[-1:]
    if mark == ".":
        return by_full_stop(core, before, habits, starts_line=starts_line)
    if mark == "…":
        return TRAILING
    if SENTENCE_MARK.match(mark) or (greek and mark == ";"):
        return SENTENCE
    if mark in LONG_DASHES or DASHES.fullmatch(core):
        return Verdict("none", "clause") if before.isdigit() else CLAUSE
    if ENTITY.search(core[-12:]):
        return NOTHING
    if mark == ":":
        return CLAUSE._replace(before_digit="none")  # Your code is: 4829. What stands before says how that is read
    if CLAUSE_MARK.match(mark) or SPACE_COMMA.match(mark):
        return CLAUSE._replace(turned=habits.regions) if mark == "," and CITY.match(core) else CLAUSE
    return BY_CASE if mark in INSIDE_WORD_MARKS else NOTHING


def by_full_stop(core: str, before: str, habits: Habits, *, starts_line: bool) -> Verdict:
    begin = NOT_LETTERS.match(core)
    bare = core[begin.end() if begin else 0 : -1]
    small = LAST_PART.sub("", bare).casefold()
    if core.endswith(("..", "….")):
        return TRAILING
    if bare.isdigit():
        return by_number(bare, before, habits, starts_line=starts_line)
    if habits.ordinals and ORDINAL_SPAN.fullmatch(bare):
        return NOTHING
    if small in habits.inside or bare in habits.names:
        return NOTHING
    if small in habits.mostly or small.endswith(tuple(habits.tails)):
        return NOTHING._replace(turned=habits.openers)
    if small in habits.anywhere:
        return BY_CASE._replace(turned=habits.zones if INITIALS.fullmatch(bare) else habits.pairs.get(small, NO_WORDS))
    if bare in habits.words and before not in ("", "."):
        return BY_CASE if before.isdigit() else SENTENCE  # So do I. But not: J. I. Smith, om 7 u. begint
    if INITIALS.fullmatch(bare):
        return NOTHING._replace(turned=habits.openers) if bare.isupper() else BY_CASE
    if len(bare) == 1 and (bare.isupper() or bare.islower()):
        return NOTHING
    if ROMAN.fullmatch(bare):
        return NOTHING if habits.ordinals else BY_CASE  # George III. was mad
    return BY_CASE if bare[-1:].isdigit() else SENTENCE


def by_number(digits: str, before: str, habits: Habits, *, starts_line: bool) -> Verdict:
    """1. of a list, an ordinal, or the end of a sentence."""
    if starts_line and len(digits) <= 3:
        return NOTHING
    if not habits.ordinals or len(digits) > 2:
        return BY_CASE
    return NOTHING._replace(turned=habits.openers) if before.isalpha() else NOTHING


def across_space(word: Verdict, gap: str, following: str | None, line: Line, *, quoting: bool = False) -> Ending | None:
    """How the text parts at white space, or None while that cannot be told.

    gap: the white space so far; following: see ``Verdict.given``, None while nothing of it is known
    quoting: whether « is open, whose » may follow after a space
    """
    if word == SENTENCE and not quoting and gap[:1] not in BREAKING:
        return "sentence"  # whatever follows: nobody has to wait for it
    if PARAGRAPH.search(gap):
        return "paragraph"
    if following is None:
        return None
    after = following[:1]
    if closes_late(after, quoting=quoting):
        return "none"
    by_word = word.given(following)
    if by_word is None:
        return None
    by_line: Ending = "sentence" if LINE.search(gap) and is_complete(line, after) else "none"
    return stronger(by_word, by_line)


def closes_late(after: str, *, quoting: bool) -> bool:
    """Whether the next character belongs to what is before the space, as in « Bonjour ! »; elsewhere » opens."""
    return after in LATE_BRACKETS or (quoting and after in LATE_QUOTES)


def is_complete(line: Line, after: str) -> bool:
    """Whether a line that ends without a mark is a heading, a verse or an item of a list."""
    return (
        line.is_code or after in ("", *BULLETS) or (not after.islower() and (line.is_item or line.length < SHORT_LINE))
    )


def without_space(marks: str, before: str, after: str) -> Ending:
    """How the text parts after marks that a visible character follows at once.

    before, after: the characters around the marks; before is empty where there is none
    """
    if before.isdigit() and after.isdigit():
        return "none"  # ３：２
    if not UNSPACED_MARK.search(marks) and not HAN_CHARACTER.match(after):
        return "none"  # www.example.com, 3,50, 10:30
    if marks == ".":
        return "sentence" if HAN_CHARACTER.match(before) else "none"  # 再见.好, but Dr.王
    return "sentence" if SENTENCE_MARK.search(marks) else "clause"
