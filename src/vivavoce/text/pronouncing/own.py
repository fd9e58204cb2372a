"""Words whose sounds people of this project wrote down: interjections, clitics, names, and words of other languages.

A file for each language has one word a line and its phones; "+" after a word says that endings may follow, which are
said by rule: German "downloaden", "gedownloadet", Dutch "managers", English "cafes".
"""

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources

from vivavoce.text.pronouncing.context import phones_of
from vivavoce.text.pronouncing.phones import Phone

Phones = tuple[Phone, ...]

COMMENT, MAY_END = "#", "+"
DRAWN_OUT = re.compile(r"(\w)\1{2,}")  # no language here writes a letter three times, but for "Schifffahrt"
HISSING = frozenset({"s", "z", "ʃ", "ʒ", "tʃ", "dʒ"})
UNVOICED = frozenset({"p", "t", "k", "f", "θ"})
VOICED = {"p": "b", "t": "d", "k": "ɡ", "f": "v"}  # what the end of a word is before a vowel, if its spelling says so
LETTERS_OF_VOICED = {"p": "b", "t": "d", "k": "g", "f": "v"}

# Ending → phones, the longest first; one that begins with e may take the place of a silent one: "update", "updaten".
ENDINGS = {
    "en": {},
    "de": {
        "enden": "ə n d ə n", "ende": "ə n d ə", "eten": "ə t ə n", "end": "ə n t", "est": "ə s t", "ete": "ə t ə",
        "ern": "ɜ n", "ers": "ɜ s", "ten": "t ə n", "es": "ə s", "em": "ə m", "en": "ə n", "er": "ɜ", "et": "ə t",
        "st": "s t", "te": "t ə", "e": "ə", "s": "s", "t": "t", "n": "n",
    },
    "nl": {
        "tjes": "t j ə s", "pjes": "p j ə s", "jes": "j ə s", "tje": "t j ə", "den": "d ə n", "ten": "t ə n",
        "'s": "s", "de": "d ə", "en": "ə n", "je": "j ə", "te": "t ə", "s": "s", "t": "t", "d": "t",
    },
}  # fmt: skip
PARTICIPLE = {"de": ("ge", "ɡ ə"), "nl": ("ge", "ɣ ə")}
SILENT = "e"


class OwnWords:
    """lines: as in the file; language: "en", "de" or "nl" """

    def __init__(self, lines: Iterable[str], language: str) -> None:
        self._language = language
        told = [line.split(" ", 1) for line in lines if line and not line.startswith(COMMENT)]
        self._said = {word.removesuffix(MAY_END): said for word, said in told}
        self._ended = frozenset(word.removesuffix(MAY_END) for word, _ in told if word.endswith(MAY_END))
        self._endings = {ending: phones_of(said) for ending, said in ENDINGS[language].items()}

    def __len__(self) -> int:
        return len(self._said)

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def get(self, word: str) -> Phones | None:
        """How the word, in small letters with plain apostrophes, is said; None if it is not known."""
        said = self._said.get(word)
        if said is not None:
            return phones_of(said)
        if self._language == "en":
            base = word.removesuffix("s")
            return with_s(phones_of(self._said[base])) if base != word and base in self._ended else None
        return self._with_ending(word) or self._participle(word)

    def _participle(self, word: str) -> Phones | None:
        prefix, said = PARTICIPLE[self._language]
        rest = word.removeprefix(prefix)
        if rest == word:
            return None
        phones = phones_of(self._said[rest]) if rest in self._ended else self._with_ending(rest)
        return None if phones is None else phones_of(said) + phones

    def _with_ending(self, word: str) -> Phones | None:
        for ending, phones in self._endings.items():
            if not word.endswith(ending) or len(word) == len(ending):
                continue
            base = self._base(word[: -len(ending)], ending)
            if base is not None:
                return ended(base, phones_of(self._said[base]), phones)
        return None

    def _base(self, rest: str, ending: str) -> str | None:
        """The word that the rest of a longer one is: "updat-en" is of "update", "chatt-en" of "chat"."""
        candidates = [rest]
        if ending.startswith(SILENT) and ending != "es":  # "updates" is "update" and s
            candidates.append(rest + SILENT)
        if rest[-1:] == rest[-2:-1]:
            candidates.append(rest[:-1])
        return next((base for base in candidates if base in self._ended), None)


def ended(base: str, phones: Phones, ending: Phones) -> Phones:
    """A word with an ending. base: as it is written; its last consonant is voiced again before a vowel."""
    last = phones[-1].symbol
    if ending[0].symbol[0] in "əɜ" and base.rstrip(SILENT).endswith(LETTERS_OF_VOICED.get(last, "-")):
        phones = (*phones[:-1], Phone(VOICED[last], 0))
    if last in HISSING and ending == phones_of("s"):
        return phones + phones_of("ɪ s")  # "releases"
    if last == ending[0].symbol == "t":
        return phones + ending[1:]
    return phones + ending


def with_s(word: Phones) -> Phones:
    """An English word with s or 's: "Philip's", "Max's", "Ann's"."""
    last = word[-1].symbol
    if last in HISSING:
        return (*word, Phone("ᵻ", 0), Phone("z", 0))
    return (*word, Phone("s" if last in UNVOICED else "z", 0))


def shorter(word: str) -> Iterator[str]:
    """A word with a letter drawn out, as it is spelled otherwise: "hmmmm" is "hmm", "wooow" is "wow"."""
    for instead in (r"\1\1", r"\1"):
        found = DRAWN_OUT.sub(instead, word)
        if found != word and len(found) > 1:
            yield found


@functools.cache
def own_words(language: str) -> OwnWords:
    """The words of a language of this package, read once."""
    stored = resources.files("vivavoce.text.pronouncing").joinpath("data", f"{language}.own.txt")
    return OwnWords(stored.read_text("utf-8").splitlines(), language)
