"""Text on its way to being said, and where every character of it comes from.

Clean-up, spelling, pronunciations and normalisation all do the same thing: they put other characters in the place of
some, and the tie to the user's text has to hold. So there is one value, and one operation on it:

    plain = Plain.of("Ng paid $5")                            each character says the user's at the same place
    plain = plain.replace([Change(0, 2, "Eng")])              "Eng paid $5"; E, n and g say what begins at 0
    plain = plain.replace([Change(9, 11, "five dollars")])    all of "five dollars" says what begins at 8
    plain.places([(0, 2), (3, 7), (8, 10)])                   (0, 3), (4, 8), (9, 21)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fixed:
    """Characters ``start`` to ``end`` of a plain text that nobody changes any more; phones: their sounds, if given."""

    start: int
    end: int
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Characters ``start`` to ``end`` of a plain text and what is said in their place.

    start = end puts something in, which belongs to the character before it
    phones: its sounds in IPA, where they are given; the new text is fixed then
    """

    start: int
    end: int
    text: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """Characters to say.

    text: what is said
    origins: for each of its characters, where the user's characters begin that it says; never falling
    fixed: stretches that are not to be changed, in order, not overlapping
    """

    text: str = ""
    origins: tuple[int, ...] = ()
    fixed: tuple[Fixed, ...] = ()

    @classmethod
    def of(cls, text: str, offset: int = 0) -> "Plain":
        """The user's text as it is; offset: where it begins in all of the user's text."""
        return cls(text, tuple(range(offset, offset + len(text))))

    @classmethod
    def joined(cls, parts: "Iterable[Plain]") -> "Plain":
        """One after the other; the parts come in the order of the user's text."""
        texts: list[str] = []
        origins: list[int] = []
        fixed: list[Fixed] = []
        for part in parts:
            begin = len(origins)
            texts.append(part.text)
            origins += part.origins
            fixed += [Fixed(begin + one.start, begin + one.end, one.phones) for one in part.fixed]
        return cls("".join(texts), tuple(origins), tuple(fixed))

    def part(self, start: int, end: int) -> "Plain":
        """Characters ``start`` to ``end``; what is fixed must lie inside or outside as a whole."""
        first = bisect_left(self.fixed, start, key=lambda one: one.start)
        last = bisect_right(self.fixed, end, key=lambda one: one.end)
        fixed = tuple(Fixed(one.start - start, one.end - start, one.phones) for one in self.fixed[first:last])
        return Plain(self.text[start:end], self.origins[start:end], fixed)

    def replace(self, changes: Iterable[Change]) -> "Plain":
        """With those stretches changed. What is fixed stays: a change that touches it is left out.

        changes: in order, not overlapping
        """
        parts: list[Plain] = []
        begin = 0
        for change in changes:
            if self.is_fixed(change.start, change.end):
                continue
            parts += [self.part(begin, change.start), self._changed(change)]
            begin = change.end
        return Plain.joined((*parts, self.part(begin, len(self.text)))) if parts else self

    def is_fixed(self, start: int, end: int) -> bool:
        """Whether any of those characters is fixed, or, where start = end, the place between two that are."""
        next_one = bisect_right(self.fixed, start, key=lambda one: one.end)
        return next_one < len(self.fixed) and self.fixed[next_one].start < end

    def places(self, slices: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """For slices of the user's text, first character and the one after the last, the characters that say them.

        What is said for several slices as a whole belongs to the first of them, and the others get an empty place.
        """
        for offset, end in slices:
            yield bisect_left(self.origins, offset), bisect_left(self.origins, end)

    def _changed(self, change: Change) -> "Plain":
        origin = self._origin(change) if self.origins else 0
        fixed = (Fixed(0, len(change.text), change.phones),) if change.phones else ()
        return Plain(change.text, (origin,) * len(change.text), fixed)

    def _origin(self, change: Change) -> int:
        """Where the user's characters begin that the new text says: at the first that is not white space."""
        if change.start == change.end:
            return self.origins[max(change.start - 1, 0)]
        said = (at for at in range(change.start, change.end) if not self.text[at].isspace())
        return self.origins[next(said, change.start)]
