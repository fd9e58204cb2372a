"""Written text in words as they are said: numbers, dates, money, addresses, abbreviations; English, German, Dutch."""

from vivavoce.text.normal.reading import Said, explained, in_words, joined, normalised, reads

__all__ = ["Said", "explained", "in_words", "joined", "normalised", "reads"]
