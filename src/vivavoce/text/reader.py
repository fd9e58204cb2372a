"""The entrance: text as it arrives in, units to be said out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vivavoce.core.requests import Controls
from vivavoce.core.units import Ending, Ipa, Token, Unit
from vivavoce.errors import BadMarkup, BadRequest, EmptyText
from vivavoce.text.characters import is_speakable
from vivavoce.text.clean import cleaned, readable, spelled, squeezed
from vivavoce.text.markup import Break, Mood, Part, Piece, Scanner, Speed, Tag, Volume
from vivavoce.text.normalise import Normaliser, unchanged
from vivavoce.text.passage import Passage, words
from vivavoce.text.plain import Change, Fixed, Plain
from vivavoce.text.pronunciations import Pronunciations
from vivavoce.text.split import Cut, Splitter

AT_ONCE = 1024  # characters looked at together, so that no copy is longer and the whole stays linear in the text
SHOWN = 60  # characters of a text that has nothing to say, in the message

USUAL = Controls()


class Reader:
    """Turns text that may still be arriving into units to be said.

    The units do not depend on how the text is cut into pieces: inside a tag, a number or a word is fine. The words of
    the user's text come back as tokens: verbatim slices of all the pieces together, each lone surrogate as U+FFFD.

    language: BCP 47 tag, for what a full stop means and for the normaliser
    controls: how it is said until markup says otherwise; ratios in markup multiply these
    pronunciations: words that are said otherwise than they are written
    normaliser: turns numbers and abbreviations into words
    raises: BadRequest for what is no text or no language; BadMarkup for a tag with a value that cannot be. After an
        error the reader is of no more use
    """

    def __init__(
        self,
        language: str,
        controls: Controls = USUAL,
        pronunciations: Pronunciations | None = None,
        *,
        normaliser: Normaliser = unchanged,
    ) -> None:
        if not isinstance(language, str) or not language.strip():
            raise BadRequest(f"a language is a tag such as en-US or de, got {language!r}")
        self._language = language.strip()
        self._base = self._controls = controls
        self._pronunciations = pronunciations or Pronunciations()
        self._normaliser = normaliser
        self._scanner, self._splitter, self._passage = Scanner(), Splitter(self._language), Passage()
        self._silence = 0.0  # seconds, before the next unit
        self._beginning = ""  # of the user's text
        self._has_spoken = self._is_closed = False

    def feed(self, piece: str) -> list[Unit]:
        """What can be said now that this piece of text has come. Raises BadMarkup, BadRequest."""
        if self._is_closed:
            raise BadRequest("this text has been closed; new text needs a new reader")
        if not isinstance(piece, str):
            raise BadRequest(f"text is a str, got {type(piece).__name__}")
        text = readable(piece)
        self._beginning += text[: SHOWN - len(self._beginning)]
        blocks = (text[begin : begin + AT_ONCE] for begin in range(0, len(text), AT_ONCE))
        return [unit for block in blocks for unit in self._read(self._scanner.feed(block))]

    def flush(self) -> list[Unit]:
        """All that is held back, to be said now; more text may follow, and markup in force stays in force.

        A tag that has not ended yet stays held back, for half of it is nothing to say.
        """
        return self._rest(anew=True)

    def close(self) -> list[Unit]:
        """The rest. A tag that never ended is text. Raises EmptyText when nothing came that can be said."""
        if self._is_closed:
            return []
        self._is_closed = True
        units = [*self._read(self._scanner.close()), *self._rest("sentence")]
        if not self._has_spoken:
            given = repr(self._beginning) if self._beginning else "no text"
            raise EmptyText(f"there is nothing to say: letters, digits or emoji were expected, got {given}")
        return units

    def _read(self, parts: Iterable[Part]) -> Iterator[Unit]:
        for part in parts:
            if isinstance(part, Piece):
                self._passage.add(part)
                yield from self._units(self._splitter.feed(part.text))
            else:
                yield from self._obey(part)

    def _obey(self, tag: Tag) -> Iterator[Unit]:
        """What is held back is said as it was meant before the tag."""
        if isinstance(tag, Break):
            yield from self._units(self._splitter.end())
            self._silence += tag.seconds
            return
        controls = changed(self._controls, tag, self._base)
        if controls != self._controls:
            yield from self._units(self._splitter.end())
            self._controls = controls

    def _rest(self, least: Ending = "none", *, anew: bool = False) -> list[Unit]:
        units = list(self._units(self._splitter.end(least, anew=anew)))
        if self._silence:
            units.append(Unit("", controls=self._controls, silence=self._silence, ending=least))
            self._silence = 0.0
        return units

    def _units(self, cuts: Iterable[Cut]) -> Iterator[Unit]:
        for cut in cuts:
            pieces = self._passage.take(cut.at)
            slices = list(words(pieces))
            if slices:
                yield self._unit(pieces, slices, cut.ending)

    def _unit(self, pieces: list[Piece], slices: list[tuple[str, int]], ending: Ending) -> Unit:
        plain = self._pronunciations.applied(plain_of(pieces), self._language)
        plain = squeezed(self._normaliser(plain, self._language))
        self._has_spoken = self._has_spoken or is_speakable(plain.text)
        silence, self._silence = self._silence, 0.0
        ipa = tuple(Ipa(one.start, one.end, one.phones) for one in plain.fixed if one.phones)
        return Unit(plain.text, tuple(tokens(slices, plain)), ipa, self._controls, silence, ending)


def changed(controls: Controls, tag: Speed | Volume | Mood, base: Controls) -> Controls:
    """The controls from the tag on; ratios are relative to the request's own controls, not to those in force."""
    try:
        match tag:
            case Speed(ratio):
                return replace(controls, speed=base.speed * ratio)
            case Volume(ratio):
                return replace(controls, volume=base.volume * ratio)
            case Mood(emotions):
                return replace(controls, emotions=base.emotions if emotions is None else emotions)
    except BadRequest as error:
        raise BadMarkup(f"the ratio in the text and the request's own value do not go together: {error}") from error


def plain_of(pieces: Iterable[Piece]) -> Plain:
    """What is said for the pieces, before pronunciations and the normaliser."""
    parts: list[Plain] = []
    last: Piece | None = None
    for piece in pieces:
        part = said(piece)
        if last is not None and parted(last, piece) and parts[-1].text[-1:].isalnum() and part.text[:1].isalnum():
            parts.append(Plain(" ", (last.end - 1,)))
        parts.append(part)
        last = piece
    return Plain.joined(parts)


def parted(one: Piece, other: Piece) -> bool:
    """Whether a space belongs between them: around what is spelled or replaced, and between two IPA blocks."""
    return any(piece.spelled or piece.alias for piece in (one, other)) or bool(one.phones and other.phones)


def said(piece: Piece) -> Plain:
    if piece.phones:
        text = "".join(piece.phones)
        return Plain(text, (piece.offset,) * len(text), (Fixed(0, len(text), piece.phones),))
    plain = Plain.of(piece.text, piece.offset)
    if piece.alias:
        plain = plain.replace([Change(0, len(piece.text), piece.alias)])
    plain = cleaned(plain)
    return spelled(plain) if piece.spelled else plain


def tokens(slices: Iterable[tuple[str, int]], plain: Plain) -> Iterator[Token]:
    """The words of the user's text with the characters that say them, spaces around those left out."""
    slices = list(slices)
    places = plain.places((offset, offset + len(word)) for word, offset in slices)
    for (word, offset), (start, end) in zip(slices, places, strict=True):
        said = plain.text[start:end]
        start += len(said) - len(said.lstrip())
        yield Token(word, offset, start, start + len(said.strip()))
