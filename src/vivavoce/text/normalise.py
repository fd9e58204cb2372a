"""The seat of a normaliser: what turns numbers, dates, money and abbreviations into words.

A synthesizer that reads such things by itself, as espeak-ng does, needs none. One that does not brings its own and
hands it to ``Reader``. A normaliser looks at ``plain.text`` and returns ``plain.replace(changes)``; the tie to the
user's text holds by itself, and what is spelled or given as sounds stays as it is:

    def percent(plain: Plain, language: str) -> Plain:
        return plain.replace(Change(*found.span(), " percent") for found in re.finditer(" ?%", plain.text))
"""

from collections.abc import Callable
from typing import TypeAlias

from vivavoce.text.plain import Plain

Normaliser: TypeAlias = Callable[[Plain, str], Plain]
"""From clean text of a clause or sentence, and its language as a BCP 47 tag, to the same text in words."""


def unchanged(plain: Plain, language: str) -> Plain:
    """For synthesizers that read numbers by themselves."""
    return plain
