"""Text that waits to be cut into units, and the words in it."""

from collections.abc import Iterable, Iterator

from vivavoce.text.characters import WORD
from vivavoce.text.markup import Piece


class Passage:
    """Pieces of text in their order, from which stretches are taken off the front."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._begin = 0  # characters taken so far

    def add(self, piece: Piece) -> None:
        if self._pieces and goes_on(self._pieces[-1], piece):
            last = self._pieces.pop()
            piece = Piece(last.text + piece.text, last.offset, last.spelled)
        self._pieces.append(piece)

    def take(self, until: int) -> list[Piece]:
        """The pieces up to that character, counted from the first that was added.

        What is said as a whole is taken whole, though a cut may fall inside it.
        """
        taken: list[Piece] = []
        while self._pieces and self._begin < until:
            piece = self._pieces.pop(0)
            rest = until - self._begin
            if rest < len(piece.text) and not piece.is_whole:
                self._pieces.insert(0, Piece(piece.text[rest:], piece.offset + rest, piece.spelled))
                piece = Piece(piece.text[:rest], piece.offset, piece.spelled)
            taken.append(piece)
            self._begin += len(piece.text)
        return taken


def goes_on(one: Piece, other: Piece) -> bool:
    """Whether the other piece goes on where the one ends, in the same manner."""
    return one.end == other.offset and one.spelled == other.spelled and not one.is_whole and not other.is_whole


def words(pieces: Iterable[Piece]) -> Iterator[tuple[str, int]]:
    """The words as the user wrote them, with their offsets. A tag between two of them divides them."""
    for text, offset in slices(pieces):
        for word in WORD.finditer(text):
            yield word[0], offset + word.start()


def slices(pieces: Iterable[Piece]) -> Iterator[tuple[str, int]]:
    """The pieces joined to slices of the user's text as long as they can be; two IPA blocks are never one."""
    text, offset, sounded = "", 0, False
    for piece in pieces:
        if offset + len(text) != piece.offset or (sounded and piece.phones):
            yield text, offset
            text, offset = "", piece.offset
        text += piece.text
        sounded = bool(piece.phones)
    yield text, offset
