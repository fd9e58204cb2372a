"""The letters that pronunciations are learnt of, and what becomes of others."""

import functools
import unicodedata

# What the model reads; the place of a letter here is its number, 0 stands for no letter.
ALPHABET = "\0'abcdefghijklmnopqrstuvwxyzßàáâäåæçèéêëíîïñóôöøœùúûü"
KNOWN = frozenset(ALPHABET[1:])

# Latin letters that are no other letter with a mark on it.
ALIKE = {
    "’": "'", "ʼ": "'", "`": "'", "´": "'", "ı": "i", "ł": "l", "đ": "d", "ð": "th", "þ": "th", "ŋ": "ng", "ħ": "h",
    "ĸ": "k", "ŧ": "t", "ə": "e", "ƒ": "f", "ĳ": "ij", "ŉ": "n", "ſ": "s", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e",
    "ɔ": "o", "ǝ": "e", "ɪ": "i", "ʊ": "u", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl",
}  # fmt: skip
# Marks that sound as another letter where a language writes it: Hungarian ő, Estonian õ, Turkish and Romanian ş.
MARKED = {"ő": "ö", "ű": "ü", "õ": "o", "ã": "a", "š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ș": "sh", "ț": "ts"}


@functools.cache
def folded(letter: str) -> str:
    """The letters that stand for a small letter: itself, one or two like it, or none if it is of another script."""
    if letter in KNOWN:
        return letter
    alike = ALIKE.get(letter) or MARKED.get(letter)
    if alike is not None:
        return alike
    plain = unicodedata.normalize("NFKD", letter)
    if plain == letter:
        return ""
    return "".join(folded(part) for part in plain if not unicodedata.combining(part))


def letters_of(word: str) -> str:
    """The word in letters of ``ALPHABET``: small, composed, foreign ones as those they are most like.

    Letters of other scripts, digits and signs are left out, so that nothing may be left: "Łódź" is "lódz",
    "日本" is "".
    """
    return "".join(folded(letter) for letter in unicodedata.normalize("NFC", word.lower())).strip("'")
