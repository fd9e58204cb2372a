"""What kind of character is it: scripts, marks, quotes, and what a reader takes for one character.

The first constants are ranges as between the brackets of a regular expression, for ``re`` knows no scripts.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

# Han, Hiragana and Katakana are written without spaces, and told character by character.
HAN = (
    "\u3005\u3007\u303b\u3041-\u3096\u309b-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U000323af"
)
# Punctuation of the same scripts, full width and half width; each is told on its own.
HAN_PUNCTUATION = (
    "\u3001-\u3004\u3006\u3008-\u3020\u3030\u303d\u30a0\u30fb\ufe10-\ufe19\ufe30-\ufe4f\ufe50-\ufe6b"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
# What stays with a Han or Kana character before it: voiced marks, accents, joiners, variation selectors.
HAN_EXTENDING = "\u3099\u309a\uff9e\uff9f\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Thai, Lao, Myanmar and Khmer put a space where others put a comma.
SPACE_IS_COMMA = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"

DASH = "\u2014"
ELLIPSIS = "\u2026"
# Marks that end a sentence, or a clause, even where no space follows them.
UNSPACED_SENTENCE_MARKS = (
    "\u3002\uff01\uff1f\uff0e\uff61"  # 。！？．｡
    "\u061f\u06d4\u0964\u0965\u0589"  # Arabic ؟ ۔, Indic । ॥, Armenian ։
    "\u1362\u1367\u1368\u104b"  # Ethiopic ። ፧ ፨, Myanmar ။
    "\u17d4\u17d5\u0f0d\u0f0e\u1803"  # Khmer ។ ៕, Tibetan ། ༎, Mongolian ᠃
)
UNSPACED_CLAUSE_MARKS = (
    DASH + "\u3001\uff0c\uff1b\uff1a\ufe50-\ufe52\uff64"  # 、，；： and their small and half-width forms
    "\u060c\u061b\u1363-\u1366\u104a\u1802"  # Arabic ، ؛, Ethiopic ፣ ፤ ፥ ፦, Myanmar ၊, Mongolian ᠂
)
UNSPACED_MARKS = UNSPACED_SENTENCE_MARKS + UNSPACED_CLAUSE_MARKS
# And those that need the space, for they also stand inside words: 3,50, 10:30, example.com. What a full stop means
# depends on the word before it, so it is in neither.
SENTENCE_MARKS = UNSPACED_SENTENCE_MARKS + "!?\u203c\u2047-\u2049"  # ‼ ⁇ ⁈ ⁉
CLAUSE_MARKS = UNSPACED_CLAUSE_MARKS + ",;:\u055d\u0387\u00b7"  # Armenian ՝, Greek ·
MARKS = SENTENCE_MARKS + CLAUSE_MARKS + "." + ELLIPSIS

# From here on: plain strings of characters.
STRAIGHT_QUOTES = "\"'"
QUOTES = STRAIGHT_QUOTES + "«»‹›‘’‚‛“”„‟「」『』〝〞〟＂＇｢｣"
ONLY_CLOSING = "»›’”)]}」』）】〉》〕〗〙〛］｝｣〞〟"  # in most languages; in some, » and ” open as well
# Not seen and not said: soft hyphen, direction marks, zero-width space, word joiner, byte order mark, annotation marks.
# Joiners (U+200C, U+200D) are not among them, for they change letters and emoji.
INVISIBLE = "".join(
    map(
        chr,
        chain(
            (0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
            range(0x202A, 0x202F),
            range(0x2060, 0x2070),
            range(0xFFF9, 0xFFFC),
        ),
    )
)
# What may stand between a mark and the space after it: quotes of both directions, as » closes in French and opens in
# Danish, brackets, the emphasis of Markdown, and what is not seen.
CLOSERS = QUOTES + ONLY_CLOSING + "*_~`" + INVISIBLE

WORD = re.compile(
    f"[{HAN}{HAN_PUNCTUATION}][{HAN_EXTENDING}]*"
    rf"|[^\s{HAN}{HAN_PUNCTUATION}{UNSPACED_MARKS}]*+[{UNSPACED_MARKS}]+(?:(?<!{DASH})[{STRAIGHT_QUOTES}])?"
    rf"[{re.escape(ONLY_CLOSING)}]*"
    rf"|[^\s{HAN}{HAN_PUNCTUATION}{UNSPACED_MARKS}]+"
)
"""A word as it is told back: what stands between spaces, or one Han or Kana character, or one mark of those scripts."""

LETTER_OR_DIGIT = re.compile(r"[^\W_]")
SAID_PUNCTUATION = "%&@+§"  # "per cent", "and", "at", "plus", "section"
UNSAID_SYMBOLS = re.compile("[\u2500-\u25ff\ufffc\ufffd<=>|~^`]")  # frames and bullets, what could not be read, < = >


def is_speakable(text: str) -> bool:
    """Whether there is anything in the text to be said: a letter, a digit, an emoji, a sign such as € or %.

    Punctuation, white space, frames and what cannot be seen say nothing.
    """
    return LETTER_OR_DIGIT.search(text) is not None or any(is_said_sign(character) for character in text)


def is_said_sign(character: str) -> bool:
    if character in SAID_PUNCTUATION:
        return True
    return unicodedata.category(character) in {"Sc", "Sm", "So"} and not UNSAID_SYMBOLS.match(character)


ZERO_WIDTH_JOINER = "\u200d"
# Characters not of category M that stay with the one before: joiners, half-width voiced marks, Thai and Lao AM, skin
# tones, and the tags that make the flags of regions.
EXTENDING = re.compile("[\u200c\u200d\uff9e\uff9f\u0e33\u0eb3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
HANGUL_VOWEL_OR_FINAL = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb]")
REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")  # two of them are a flag


def extends(text: str, at: int, begin: int = 0) -> bool:
    """Whether the character there and the one before it are one to a reader; at > begin.

    begin: where what the character before belongs to begins, or any place before that
    After Unicode's annex 29 in its main lines: marks, joined emoji, skin tones, flags, Hangul from its parts.
    """
    character, before = text[at], text[at - 1]
    if character.isascii() or before.isspace():
        return False
    if unicodedata.category(character)[0] == "M" or EXTENDING.match(character):
        return True
    if before == ZERO_WIDTH_JOINER:
        return unicodedata.category(character) == "So"
    if HANGUL_VOWEL_OR_FINAL.match(character):
        return HANGUL.match(before) is not None
    return REGIONAL.match(character) is not None and flag_halves_before(text, at, begin) % 2 == 1


def flag_halves_before(text: str, at: int, begin: int) -> int:
    first = at
    while first > begin and REGIONAL.match(text[first - 1]):
        first -= 1
    return at - first


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each thing that a reader takes for one character begins and ends."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not extends(text, at, begin):
            yield begin, at
            begin = at
