"""Tells which word of the user sounds when, from what espeak-ng says it speaks.

espeak-ng's words are not the user's: it speaks "of the" as one word, "$3.50" as five, and a number in groups. But it
says where in its text each begins, so each belongs to the token that stands there. A token with letters that none
begins in was spoken with the one before it, and gets its share of those phonemes.
"""

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.core.units import Token, Unit
from vivavoce.engine.espeak import Mark, Sound
from vivavoce.engine.espeak_phones import polished
from vivavoce.engine.espeak_script import Script, has_letters, speaks
from vivavoce.engine.espeak_tape import Tape
from vivavoce.engine.phones import is_vowel

FULL = 900  # phonemes; espeak-ng has room for 1000 in a clause, and leaves out the rest without saying so
SONORANTS = frozenset("mɱnɳɲŋɴlɫɭʎɹɽrjw")  # nasals and liquids, as nearly all its languages have them
SONORANT_SHARE = 2 / 3  # of the time until the next vowel is marked
MOST_TOGETHER = 8  # tokens that espeak-ng speaks as one word: phrases of its dictionaries have fewer


@dataclass(slots=True)
class Timed:
    """A phoneme; start, end: samples from the beginning of the unit."""

    symbol: str
    start: int
    end: int


@dataclass(slots=True)
class Said:
    """A word of espeak-ng's; token: which of the unit's it belongs to; start: in samples of the unit."""

    token: int
    start: int
    phonemes: list[Timed] = field(default_factory=list)


Speak: TypeAlias = Callable[[Script], Iterator[Sound]]


def told(unit: Unit, script: Script, speak: Speak) -> Iterator[Event]:
    """The words, phonemes and sound of a unit, each word as soon as it is over.

    speak: lets espeak-ng speak a script; called again with what was left out
    """
    teller = Teller(unit)
    for part in script.parts():
        rest: Script | None = part
        while rest is not None:
            left_out = yield from teller.listen(rest, speak(rest))
            rest = None if left_out is None else rest.rest(left_out)
    yield from teller.finish()


class Hearing:
    """One utterance while it is heard: keeps count of how much of its room espeak-ng has used."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.sounding: Timed | None = None  # the phoneme that has not ended yet
        self.last: Timed | None = None  # the last phoneme, None after a pause
        self._words: list[int] = []  # where each begins in the script
        self._phonemes = 0  # in the clause of the last word
        self._over = True  # whether the clause has ended

    def note(self, mark: Mark) -> None:
        """Count the mark."""
        if mark.kind == "clause":
            self._over = True
        elif mark.kind == "phoneme":
            self._phonemes += 1
        else:
            self._phonemes = 0 if self._over else self._phonemes
            self._over = False
            self._words.append(mark.position)

    def left_out(self, next_word: int) -> int | None:
        """Where something between the last word and the next was left out, None if nothing was."""
        if self._phonemes < FULL or not self._words:
            return None
        at = self._words[-1]
        while at < next_word and not self.script.text[at].isspace():
            at += 1
        return next((position for position in range(at, next_word) if speaks(self.script.text[position])), None)

    def restart(self, left_out: int, untold: int) -> tuple[int, int]:
        """Where to go on, and how many of the last words have to be said again, as their end may be missing.

        That is all that was written without a space, or else the last word, or nothing when all there is has been told.
        untold: so many of the last words have not been told yet
        """
        written = self.script.text.rfind(" ", 0, self._words[-1]) + 1
        for start in (written, self._words[-1]):
            again = sum(position >= start for position in self._words)
            if again < len(self._words) and again <= untold:
                return start, again
        return left_out, 0


class Teller:
    """Hears what espeak-ng says, and tells it in the words of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._text, self._tokens = unit.text, unit.tokens
        self._starts = [token.start for token in unit.tokens]
        self._tape = Tape()
        self._said: list[Said] = []  # not told yet
        self._next = 0  # the first token not told yet
        self._end = 0  # where the last word told ends

    def listen(self, script: Script, sounds: Iterator[Sound]) -> Generator[Event, None, int | None]:
        """Tell of one utterance; returns where in the script to go on after something left out, None if nothing was."""
        hearing = Hearing(script)
        waiting: list[Mark] = []
        for sound in sounds:
            self._tape.feed(sound.samples)
            waiting.extend(sound.marks)
            if not self._tape.sounding:
                continue
            for mark in waiting:
                left_out = hearing.left_out(mark.position) if mark.kind == "word" else None
                if left_out is not None:
                    return self._cut(hearing, left_out)
                self._hear(mark, hearing)
            waiting.clear()
            yield from self._tell()
        left_out = hearing.left_out(len(script.text))
        if left_out is not None:
            return self._cut(hearing, left_out)
        self._tape.end()
        self._shorten()
        return None

    def finish(self) -> Iterator[Event]:
        """Tell what is left."""
        yield from self._tell(everything=True)
        if self._next < len(self._tokens):
            yield Words(tuple(silent(self._tokens[self._next :], self._end)))
        rest = self._tape.take(self._tape.length)
        if len(rest):
            yield Chunk(rest)

    def _hear(self, mark: Mark, hearing: Hearing) -> None:
        """Take in a mark."""
        time = self._tape.time(mark.sample)
        hearing.note(mark)
        if hearing.sounding is not None:
            hearing.sounding.end = time
            hearing.sounding = None
        if mark.kind == "word":
            self._said.append(Said(self._token_at(hearing.script.place(mark.position)), time))
        elif mark.kind == "phoneme" and mark.symbol.startswith("("):
            return  # another language
        elif mark.symbol:
            if not self._said:
                self._said.append(Said(self._next, time))
            hearing.sounding = hearing.last = begun(polished(mark.symbol), time, hearing.last)
            self._said[-1].phonemes.append(hearing.sounding)
        else:
            hearing.last = None

    def _token_at(self, place: int) -> int:
        """The token at a place in the text, or before it; times never go back, and so no earlier one than the last."""
        return max(bisect_right(self._starts, place) - 1, self._said[-1].token if self._said else self._next)

    def _cut(self, hearing: Hearing, left_out: int) -> int:
        """End the utterance before what was left out."""
        position, again = hearing.restart(left_out, len(self._said))
        length = self._said[-again].start if again else None
        del self._said[len(self._said) - again :]
        self._tape.end(length)
        self._shorten()
        return position

    def _shorten(self) -> None:
        """Let nothing last longer than the sound, now that the silence behind it is gone."""
        for said in self._said:
            said.start = min(said.start, self._tape.length)
            for phoneme in said.phonemes:
                phoneme.start = min(phoneme.start, self._tape.length)
                phoneme.end = min(phoneme.end, self._tape.length)

    def _tell(self, *, everything: bool = False) -> Iterator[Event]:
        """The words that are over, and the sound that has been told all about."""
        words: list[Word] = []
        phonemes: list[Timed] = []
        for spoken, following in self._over(everything):
            heard = [phoneme for said in spoken for phoneme in said.phonemes]
            for vowel, after in pairwise(heard):
                part(vowel, after)
            words += silent(self._tokens[self._next : spoken[0].token], self._end)
            words += self._shared(self._tokens[spoken[0].token : following], heard, spoken[0].start)
            phonemes += heard
            self._next, self._end = following, words[-1].end if words else self._end
        if words:
            yield Words(tuple(words))
        if phonemes:
            yield Phonemes(tuple(Phoneme(one.symbol, one.start, one.end) for one in phonemes))
        samples = self._tape.take(self._end)
        if len(samples):
            yield Chunk(samples)

    def _over(self, everything: bool) -> Iterator[tuple[list[Said], int]]:
        """All that was said of a token, and which one was spoken next: takes from what is not told.

        A word is over when the next one sounds, for where that begins is where this one ends.
        """
        while self._said and (everything or (self._said[-1].token != self._said[0].token and self._said[-1].phonemes)):
            token = self._said[0].token
            count = next((index for index, said in enumerate(self._said) if said.token != token), len(self._said))
            spoken, self._said = self._said[:count], self._said[count:]
            yield spoken, self._said[0].token if self._said else len(self._tokens)

    def _shared(self, tokens: Sequence[Token], heard: Sequence[Timed], start: int) -> list[Word]:
        """The words of tokens that were spoken as one: the first, and after it all that have letters."""
        written = [self._text[token.start : token.end] for token in tokens]
        together = [index for index, text in enumerate(written) if index == 0 or has_letters(text)]
        if len(together) > MOST_TOGETHER:
            together = together[:1]
        sizes = [max(sum(map(str.isalnum, written[index])), 1) for index in together]
        cuts = [0, *(shares([one.symbol for one in heard], sizes) if len(sizes) > 1 else ()), len(heard)]
        shared = {index: heard[cuts[number] : cuts[number + 1]] for number, index in enumerate(together)}
        words: list[Word] = []
        end = max(start, self._end)
        for index, token in enumerate(tokens):
            own = shared.get(index)
            begin, end = (own[0].start, own[-1].end) if own else (end, end)
            words.append(Word(token.text, token.offset, begin, end))
        return words


def begun(symbol: str, time: int, before: Timed | None) -> Timed:
    """A phoneme that begins.

    espeak-ng marks a vowel behind a nasal or a liquid only when its tongue has arrived, but the consonant is over when
    it leaves: after 68 % of the time for nasals, where the sound between 600 and 3500 Hz rises steepest (median of 60,
    two voices), and 60 % for liquids (of 50).
    before: the phoneme before it, None after a pause
    """
    if before is not None and before.symbol[-1] in SONORANTS and is_vowel(symbol):
        time = before.end = before.start + round((time - before.start) * SONORANT_SHARE)
    return Timed(symbol, time, time)


def part(vowel: Timed, after: Timed) -> None:
    """Give a nasal or liquid a third of the vowel before it, if espeak-ng says both sound together: "all"."""
    if after.start == after.end == vowel.end and after.symbol[-1] in SONORANTS and is_vowel(vowel.symbol):
        vowel.end = after.start = vowel.end - (vowel.end - vowel.start) // 3


def silent(tokens: Sequence[Token], at: int) -> list[Word]:
    """Words without a sound, where they would be."""
    return [Word(token.text, token.offset, at, at) for token in tokens]


def shares(symbols: Sequence[str], sizes: Sequence[int]) -> list[int]:
    """Where to cut phonemes that several words share, one cut fewer than words.

    Each word gets as many as it has letters in proportion, but begins with a syllable if there are enough of these.
    sizes: letters of each word
    """
    syllables = syllable_starts(symbols)
    places = syllables if len(syllables) >= len(sizes) - 1 else list(range(1, len(symbols)))
    places += [len(symbols)] * (len(sizes) - 1 - len(places))  # nothing is left for the last words
    cuts: list[int] = []
    first = 0
    for number in range(1, len(sizes)):
        wanted = len(symbols) * sum(sizes[:number]) / sum(sizes)
        last = len(places) - (len(sizes) - 1 - number)
        best = min(range(first, last), key=lambda index: abs(places[index] - wanted))
        cuts.append(places[best])
        first = best + 1
    return cuts


def syllable_starts(symbols: Sequence[str]) -> list[int]:
    """Where each syllable but the first begins: at its vowel, or at the consonant before it."""
    vowels = [index for index, symbol in enumerate(symbols) if is_vowel(symbol)]
    return [vowel if vowel - 1 in vowels else vowel - 1 for vowel in vowels[1:]]
