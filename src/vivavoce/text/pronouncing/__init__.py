"""How words are said: from spelling to phones, in English, German and Dutch, without espeak-ng.

A lexicon of frequent words, rules of context and a small network for all other words; each made by ``training/``.
"""

from vivavoce.text.pronouncing.clause import pronounced
from vivavoce.text.pronouncing.ipa import phones_of_ipa
from vivavoce.text.pronouncing.phones import SYMBOLS, Phone

__all__ = ["SYMBOLS", "Phone", "phones_of_ipa", "pronounced"]
