"""The phones that the house voices know."""

from typing import NamedTuple

NONE, SECONDARY, PRIMARY = 0, 1, 2
MARKS = {"ˌ": SECONDARY, "ˈ": PRIMARY}  # of stress

# Every symbol that the voices were trained on, in English, German or Dutch; "aɪɚ" and "ɔːɹ" are one phone each.
INVENTORY = (
    "a aɪ aɪə aɪɚ aʊ aː b d dʒ e eə eɪ eʊ eː f h i iə iː j k l l̩ m n n̩ oʊ oː p pf r s t ts tʃ u uː v w x y yʊ yː z æ ç"
    " ð øː ŋ œ œy œ̃ ɐ ɑ ɑː ɑːɹ ɑ̃ ɒ ɔ ɔø ɔɪ ɔː ɔːɹ ɔ̃ ə əl əʊ ɚ ɛ ɛɪ ɛɹ ɛː ɜ ɜː ɡ ɣ ɪ ɪɹ ɲ ɵ ɹ ɾ ʃ ʊ ʊɐ ʊɹ ʋ ʌ ʌʊ ʏ ʒ ʔ ʲ"
    " θ ᵻ"
)
SYMBOLS = tuple(INVENTORY.split())
KNOWN = frozenset(SYMBOLS)

VOWELS = frozenset("aeiouyæøœɐɑɒɔəɚɛɜɪɵʊʌʏᵻ")  # a symbol that begins with one of these is a vowel
SYLLABIC = "\u0329"


class Phone(NamedTuple):
    """A sound of a word.

    symbol: one of ``SYMBOLS``, IPA without stress; stress: of a vowel 0 none, 1 secondary, 2 primary, else 0
    """

    symbol: str
    stress: int


def is_vowel(symbol: str) -> bool:
    """Whether a syllable is built on the phone."""
    return symbol[0] in VOWELS or SYLLABIC in symbol


def written(phones: tuple[Phone, ...]) -> str:
    """The phones for people to read: "h ə l ˈoʊ"."""
    return " ".join(("", "ˌ", "ˈ")[phone.stress] + phone.symbol for phone in phones)
