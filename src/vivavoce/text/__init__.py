"""What is to be said: markup, clauses, pronunciations, and where each word stands in the user's text."""

from vivavoce.text.characters import is_speakable
from vivavoce.text.normalise import Normaliser
from vivavoce.text.plain import Change, Plain
from vivavoce.text.pronunciations import Pronunciation, Pronunciations
from vivavoce.text.reader import Reader

__all__ = ["Change", "Normaliser", "Plain", "Pronunciation", "Pronunciations", "Reader", "is_speakable"]
