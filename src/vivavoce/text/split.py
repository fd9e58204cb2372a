"""Cuts text that is still arriving into stretches to be said in one breath.

The first cut comes at the first clause that can stand, so that speaking begins early; from then on whole sentences are
preferred, for their melody. No cut falls inside a word or a number, but for words longer than any.
"""

import re
from dataclasses import dataclass

from vivavoce.core.units import Ending
from vivavoce.text.abbreviations import habits
from vivavoce.text.characters import (
    ELLIPSIS,
    MARKS,
    ONLY_CLOSING,
    SENTENCE_MARKS,
    STRAIGHT_QUOTES,
    WORD,
    extends,
    is_speakable,
)
from vivavoce.text.joints import (
    BULLETS,
    ITEM,
    LINE,
    LONGEST_TURN,
    Line,
    Verdict,
    across_space,
    closes_late,
    stronger,
    verdict,
    without_space,
)

FIRST_CLAUSE = 10  # characters that a first clause needs, over half a second of speech, or …
FIRST_CLAUSE_WORDS = 3  # … words: "Well," waits for more, "Yes, yes, yes," does not
SENTENCE = 200  # characters, some 13 seconds; a longer sentence is cut between its clauses
LONGEST = 300  # characters; what has no clauses either is cut between words
LONGEST_WORD = 500  # characters; a longer "word" is cut between characters
LONGEST_GAP = 100  # characters of white space; what comes after more of it is nobody's continuation
NO_BREAK = "\u00a0\u202f"  # spaces that hold together: 10\u00a0000, Bonjour\u00a0!
LONGEST_BULLET = 8  # characters of a bullet, or of the signs of a heading, and white space
FENCES = ("```", "~~~")  # lines of code stand between two of them
LONGEST_CLUSTER = 40  # characters back for the beginning of a cluster, where a word is cut

# Where a cut may fall: after marks and the quotes that close after them, or at white space. Bounded, so that what is
# decided needs little of what follows.
JOINT = re.compile(
    rf"[{MARKS}]{{1,16}}(?:(?<=[{SENTENCE_MARKS}{ELLIPSIS}.])[{STRAIGHT_QUOTES}])?[{re.escape(ONLY_CLOSING)}]{{0,8}}"
    rf"|(?P<space>\s{{1,{LONGEST_GAP}}})"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to cut: after so many characters from the beginning of the text, and how what is before it ends."""

    at: int
    ending: Ending


class Splitter:
    """Finds the cuts in text that comes in pieces; the cuts do not depend on how the pieces were cut.

    It holds back what is not cut yet, at most some 500 characters and the last piece.
    language: BCP 47 tag, for what a full stop means
    """

    def __init__(self, language: str) -> None:
        self._habits = habits(language)
        self._greek = language.lower().partition("-")[0] == "el"
        self._is_first = True
        self._text = ""  # from the last cut on
        self._begin = 0  # where it begins in all of the text
        self._line = 0  # where the line begins in all of the text
        self._is_item = False  # whether that line belongs to a list or is a heading
        self._is_code = False  # whether that line stands between ``` and ```
        self._last_fence = -1  # where the last of these stands in all of the text
        self._quotes = 0  # « that were open at the last cut
        self._start_over()

    def feed(self, text: str) -> list[Cut]:
        """The cuts that are certain now."""
        self._text += text
        cuts = []
        while (cut := self._next()) is not None:
            cuts.append(cut)
        return cuts

    def end(self, least: Ending = "none", *, anew: bool = False) -> list[Cut]:
        """The cut after all that is held back, as if the text ended here; more may follow.

        least: it ends at least like that
        anew: whether what follows is to begin with an early clause again
        """
        cuts = [self._cut(len(self._text), stronger(self._last_ending(), least))] if self._text else []
        self._is_first = self._is_first or anew
        return cuts

    def _start_over(self) -> None:
        self._at = 0  # what is before is decided
        self._word = 0  # where the word begins
        self._clause = 0  # the last place to cut between clauses; 0 is none
        self._clause_line = self._line, self._is_item  # the line there
        self._looked, self._speaks = 0, False  # how far we know whether there is anything to say

    def _next(self) -> Cut | None:
        """The next cut, or None while none is certain.

        Joints are taken in order, and lengths are compared with places, not with how much text has come: that makes
        the cuts independent of the pieces.
        """
        while (joint := JOINT.search(self._text, self._at)) is not None:
            end = joint.start() if joint["space"] else joint.end()
            if (cut := self._overdue(end)) is not None:
                return cut
            ending = self._at_space(joint) if joint["space"] else self._at_marks(joint)
            if ending is None:
                return self._overdue(joint.start())
            if self._takes(end, ending):
                return self._cut(end, ending)
            self._at = joint.end()
        self._at = len(self._text)
        return self._overdue(len(self._text))

    def _at_space(self, joint: re.Match[str]) -> Ending | None:
        """How the text parts at white space; None while that cannot be told."""
        gap, following = joint["space"], self._text[joint.end() : joint.end() + LONGEST_TURN] or None
        if len(gap) == LONGEST_GAP:
            following = ""
        starts_line = self._begin + self._word == self._line
        word = self._text[self._word : joint.start()]
        quoting = self._quotes + quotes_opened(self._text[: joint.start()]) > 0
        ending: Ending | None = "none"
        if word:
            if starts_line:
                self._is_item = ITEM.fullmatch(word) is not None
                self._fence(word)
            line = Line(
                self._is_item, self._begin + joint.start() - self._line, self._is_code and not word.startswith(FENCES)
            )
            verdict = self._verdict(word, starts_line or (self._is_item and self._follows_bullet()))
            ending = across_space(verdict, gap, following, line, quoting=quoting)
        goes_on = ending == "none" and closes_late((following or "")[:1], quoting=quoting)
        if ending is not None and not goes_on:
            self._word = joint.end()
            if LINE.search(gap) or (starts_line and not word):
                self._line = self._begin + joint.end()
        return ending

    def _at_marks(self, joint: re.Match[str]) -> Ending | None:
        """How the text parts after marks inside what no white space divides; None while that cannot be told."""
        after = self._text[joint.end() : joint.end() + 1]
        if not after:
            return None
        if after.isspace():
            return "none"  # the joint at the white space decides
        ending = without_space(joint[0], self._text[: joint.start()][-1:], after)
        if ending != "none":
            self._word = joint.end()
        return ending

    def _fence(self, word: str) -> None:
        """Note where code begins and ends; the same fence may be seen again after a cut before it."""
        if word.startswith(FENCES) and self._begin + self._word > self._last_fence:
            self._is_code, self._last_fence = not self._is_code, self._begin + self._word

    def _follows_bullet(self) -> bool:
        """Whether nothing but a bullet or the signs of a heading stands before the word on its line: ## 2. Next"""
        line = max(self._line - self._begin, 0)
        return self._word - line <= LONGEST_BULLET and not self._text[line : self._word].strip(BULLETS + " \t")

    def _verdict(self, word: str, starts_line: bool) -> Verdict:
        before = self._text[: self._word].rstrip()[-1:]
        return verdict(word, before, self._habits, greek=self._greek, starts_line=starts_line)

    def _last_ending(self) -> Ending:
        """How all that is held back ends when nothing follows."""
        text = self._text.rstrip()
        word = text[max(text.rfind(space) for space in " \t\n") + 1 :]
        line = Line(self._is_item, self._begin + len(text) - self._line)
        return across_space(self._verdict(word, starts_line=False), self._text[len(text) :], "", line) or "none"

    def _takes(self, end: int, ending: Ending) -> bool:
        """Whether to cut there; a clause that is not taken is remembered."""
        if ending == "none" or not self._speaks_before(end):
            return False
        if ending == "clause":
            self._clause, self._clause_line = end, (self._line, self._is_item)
            return end > SENTENCE or (self._is_first and stands(self._text[:end]))
        return True

    def _overdue(self, reach: int) -> Cut | None:
        """The cut of what has become too long; reach: no joint before that place is left."""
        if reach > SENTENCE and self._clause:
            self._line, self._is_item = self._clause_line
            return self._cut(self._clause, "clause")
        if reach > LONGEST and self._speaks_before(LONGEST) and (end := last_word_end(self._text)):
            return self._cut(end, "none")
        if reach > LONGEST_WORD:
            return self._cut(cluster_begin(self._text, LONGEST_WORD), "none")
        return None

    def _speaks_before(self, end: int) -> bool:
        """Whether there is anything to say before that place; looks at each character once."""
        if not self._speaks and end > self._looked:
            self._speaks = is_speakable(self._text[self._looked : end])
            self._looked = end
        return self._speaks

    def _cut(self, at: int, ending: Ending) -> Cut:
        if self._speaks_before(at):
            self._is_first = False
        self._quotes = 0 if ending == "paragraph" else max(self._quotes + quotes_opened(self._text[:at]), 0)
        self._text = self._text[at:]
        self._begin += at
        self._start_over()
        return Cut(self._begin, ending)


def stands(clause: str) -> bool:
    """Whether the first clause is long enough to be said on its own."""
    clause = clause.strip()
    return len(clause) >= FIRST_CLAUSE or sum(map(is_speakable, WORD.findall(clause))) >= FIRST_CLAUSE_WORDS


def quotes_opened(text: str) -> int:
    return text.count("«") - text.count("»")


def last_word_end(text: str) -> int:
    """Where the last whole word of the first LONGEST characters ends, if there is anything to say before; 0 if not."""
    ends = [word.end() for word in WORD.finditer(text, 0, LONGEST + 1) if word.end() <= LONGEST]
    ends = [end for end in ends if text[end] not in NO_BREAK]
    return ends[-1] if ends and is_speakable(text[: ends[-1]]) else 0


def cluster_begin(text: str, at: int) -> int:
    """The place there, or the nearest before it that does not divide what a reader takes for one character."""
    for place in range(at, at - LONGEST_CLUSTER, -1):
        if not extends(text, place):
            return place
    return at
