"""Sounds that a user gives in IPA, in the phones of the house voices: each the nearest that the language has."""

import functools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vivavoce.errors import BadRequest
from vivavoce.text.pronouncing.phones import KNOWN, MARKS, PRIMARY, SYLLABIC, Phone, is_vowel

# Other ways to write what is known here, and what cannot be told: ties, syllable breaks, tones.
RESPELLED = str.maketrans(
    {"g": "ɡ", ":": "ː", "'": "ˈ", "ʦ": "ts", "ʣ": "dz", "ʧ": "tʃ", "ʤ": "dʒ", "ʨ": "tɕ", "ʥ": "dʑ", "ɝ": "ɜː"}
    | dict.fromkeys(".‿|͜͡˥˦˧˨˩↗↘ꜛꜜ", "")
)
REDUCED = frozenset("əɐᵻɚ")  # vowels that no stress falls on when another is there to carry it
LONGEST = 3  # letters that are one phone: "aɪə"

# IPA → phones, "+" between two. In any language, where it has nothing of its own for it:
EVERYWHERE = (
    "ʈ=t ɖ=d c=tʃ ɟ=dʒ q=k ɢ=ɡ ʡ=ʔ ɸ=f β=v ʂ=ʃ ʐ=ʒ ɕ=ʃ ʑ=ʒ ʝ=j χ=x ʁ=r ħ=h ʕ=ʔ ɦ=h ɬ=l ɮ=l ɥ=j ʍ=w ɰ=ɣ ʜ=h ʢ=ʔ ɫ=l"
    " ɭ=l ʎ=l+j ʟ=l ⱱ=v ɺ=ɾ ɽ=ɾ ʙ=b ʀ=r ɱ=m ɳ=n ɴ=ŋ ɻ=ɹ ɓ=b ɗ=d ʄ=dʒ ɠ=ɡ ʛ=ɡ ɧ=ʃ ʘ=p ǀ=t ǃ=k ǂ=tʃ ǁ=k ɨ=ᵻ ʉ=uː ɯ=uː"
    " ɘ=ə ɤ=ʌ o=oː ɞ=ɜː ɶ=æ ø=øː ɪː=iː ʊː=uː ʏː=yː əː=ɜː ɒː=ɔː æː=æ ʌː=ʌ œː=øː ɛ̃=œ̃ æ̃=œ̃ õ=ɔ̃ ã=ɑ̃ m̩=ə+m ŋ̩=ə+ŋ r̩=ə+r ɹ̩=ɚ"
    " tɕ=tʃ dʑ=dʒ dz=d+z"
)
OWN = {
    "en": (
        "r=ɹ ʁ=ɹ ʀ=ɹ ʋ=v a=ɑː aː=ɑː ɑ=ɑː ɒ=ɑː ɒː=ɔː e=eɪ eː=eɪ o=oʊ oː=oʊ əʊ=oʊ u=uː y=uː yː=uː ʏ=ʊ ø=ɜː øː=ɜː"
        " œ=ɜː ɜ=ɜː ɛː=ɛ ɵ=ə eə=ɛɹ ɛə=ɛɹ ɪə=ɪɹ ʊə=ʊɹ ɛɪ=eɪ aʊɚ=aʊ+ɚ ai=aɪ au=aʊ ei=eɪ ou=oʊ ɔi=ɔɪ ɔø=ɔɪ œy=ɔɪ ʌʊ=aʊ"
        " ɑɹ=ɑːɹ ɔɹ=ɔːɹ oːɹ=ɔːɹ eɹ=ɛɹ iːɹ=ɪɹ iɹ=ɪɹ uːɹ=ʊɹ əɹ=ɚ ɜːɹ=ɜː ɜɹ=ɜː ɚɹ=ɚ ar=ɑːɹ ɑr=ɑːɹ ɔr=ɔːɹ er=ɛɹ ɛr=ɛɹ ɪr=ɪɹ"
        " ʊr=ʊɹ ər=ɚ ɜːr=ɜː ɑːr=ɑːɹ ɔːr=ɔːɹ l̩=əl ɲ=n+j ts=t+s pf=p+f"
    ),
    "de": (
        "ʁ=r ʀ=r ɹ=r ʋ=v i=iː y=yː u=uː e=eː ø=øː aː=ɑː ɐ=ɜ ɚ=ɜ ʌ=a æ=ɛ ɒ=ɔ ɜː=œ oʊ=əʊ ɔɪ=ɔø ɔʏ=ɔø ɔy=ɔø ai=aɪ au=aʊ"
        " œy=ɔø ʌʊ=aʊ ɛɪ=eɪ ɣ=ɡ ɲ=n+j m̩=ə+m n̩=ə+n l̩=ə+l ɛ̃=œ̃"
    ),
    "nl": (
        "ʁ=r ʀ=r ɹ=r ɾ=r ç=x iː=i yː=y uː=u ʏ=ɵ œ=ɵ ø=øː a=aː ɑː=aː e=eː o=oː ʊ=u ɐ=ɑ ʌ=ɑ æ=ɛ ɒ=ɔ ɜ=ə ɜː=øː ɚ=ə+r eɪ=eː"
        " oʊ=oː əʊ=oː aʊ=ʌʊ ɑu=ʌʊ ʌu=ʌʊ ɔu=ʌʊ ɛi=ɛɪ yu=yʊ eːʊ=eʊ ts=t+s tʲ=t+ʲ pf=p+f dʒ=d+ʒ ᵻ=ɪ m̩=ə+m n̩=ə+n l̩=ə+l"
    ),
}
CLOSING = frozenset("ɹrl")  # an English vowel takes these in, but before a vowel


@dataclass(frozen=True, slots=True)
class Letter:
    """text: a letter with what modifies it; stress: what its syllable has; begins: whether a word begins with it"""

    text: str
    stress: int
    begins: bool


def phones_of_ipa(given: Sequence[str], language: str) -> tuple[Phone, ...]:
    """Phones in IPA in those of the voices.

    given: one phone each, with the stress mark of its syllable if it carries one; white space alone parts words; a
        word without any mark is stressed on its first full vowel
    language: a tag of English, German or Dutch, such as "en-US"
    raises: BadRequest when one is no IPA
    """
    language = language.partition("-")[0]
    letters = list(letters_in(given))
    starts = [at for at, letter in enumerate(letters) if letter.begins]
    parts = (letters[start:end] for start, end in zip(starts, [*starts[1:], len(letters)], strict=True))
    return tuple(phone for part in parts for phone in stressed(word_of(part, language)))


def letters_in(given: Sequence[str]) -> Iterator[Letter]:
    """The letters of the phones, each with its modifiers."""
    begins, stress = True, 0
    for phone in given:
        if phone.isspace():
            begins = True
            continue
        text, changed = "", False
        for one in unicodedata.normalize("NFD", phone.strip()).translate(RESPELLED):
            if one in MARKS:
                if text:
                    yield Letter(text, stress, begins)
                    text, begins, stress = "", False, 0
                stress = MARKS[one]
            elif one in letters():
                if text:
                    yield Letter(text, stress, begins)
                    begins, stress = False, 0
                text = one
            elif text and (unicodedata.combining(one) or unicodedata.category(one) in ("Lm", "Sk")):
                text += one
            else:
                raise BadRequest(f"{phone!r} is not a phone of the IPA: {one!r} is not one of its letters")
            changed = True
        if text:
            yield Letter(text, stress, begins)
            begins, stress = False, 0
        elif not changed and phone.strip() and phone.translate(RESPELLED):
            raise BadRequest(f"{phone!r} is not a phone of the IPA")


def word_of(letters: Sequence[Letter], language: str) -> list[Phone]:
    """The phones of a word: of as many letters at once as are one phone in the language."""
    known = spellings(language)
    found: list[Phone] = []
    at = stress = 0
    while at < len(letters):
        count = next(count for count in range(LONGEST, 0, -1) if count == 1 or joins(letters, at, count, known))
        text = "".join(one.text for one in letters[at : at + count])
        stress = letters[at].stress or stress
        for symbol in known.get(text) or simpler(text, known):
            vowel = is_vowel(symbol)
            found.append(Phone(symbol, stress if vowel else 0))
            stress = 0 if vowel else stress
        at += count
    return found


def joins(letters: Sequence[Letter], at: int, count: int, known: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether so many letters from there on are one phone, or one that the language takes apart."""
    part = letters[at : at + count]
    if len(part) < count or any(one.stress for one in part[1:]) or "".join(one.text for one in part) not in known:
        return False
    after = letters[at + count].text if at + count < len(letters) else ""
    return part[-1].text not in CLOSING or not after or not is_vowel(after)


def simpler(text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The phones of a letter with modifiers that are not known together: without the last ones."""
    letter, modifiers = text[0], text[1:]
    if SYLLABIC in modifiers:
        return ("ə", *simpler(text.replace(SYLLABIC, ""), known))
    for end in range(len(modifiers), 0, -1):
        found = known.get(text[: end + 1]) or known.get(letter + modifiers[end - 1])
        if found:
            return found
    return known[letter]


def stressed(word: list[Phone]) -> list[Phone]:
    """The word with a stress on its first full vowel, if it has none."""
    if any(phone.stress for phone in word):
        return word
    vowels = [at for at, phone in enumerate(word) if is_vowel(phone.symbol)]
    full = [at for at in vowels if word[at].symbol[0] not in REDUCED] or vowels
    if full:
        word[full[0]] = Phone(word[full[0]].symbol, PRIMARY)
    return word


@functools.cache
def spellings(language: str) -> Mapping[str, tuple[str, ...]]:
    """IPA → the phones of the voices that say it, all decomposed (NFD)."""
    known: dict[str, tuple[str, ...]] = {symbol: (symbol,) for symbol in KNOWN}
    for line in (EVERYWHERE, OWN[language]):
        for pair in line.split():
            ipa, _, said = pair.partition("=")
            known[ipa] = tuple(said.split("+"))
    return {unicodedata.normalize("NFD", ipa): said for ipa, said in known.items()}


@functools.cache
def letters() -> frozenset[str]:
    """Every letter that can be said in all languages, with no modifier."""
    return frozenset(ipa for ipa in spellings("en") if len(ipa) == 1 and ipa.isalpha() and ipa != "ʲ")
