"""From the user's characters to characters that can be said."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from vivavoce.text.characters import INVISIBLE, clusters
from vivavoce.text.plain import Change, Fixed, Plain

# Control characters that are no white space, what could not be read (U+FFFD), what is no character (U+FFFE, U+FFFF).
UNREADABLE = "\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd-\uffff"
ODD = re.compile(f"(?P<invisible>[{INVISIBLE}]+)|[{UNREADABLE}]+")
# Characters as HTML writes them; of those with names the ones whose ; the splitter takes for no mark either.
ENTITY = re.compile(r"&(?:(?P<name>[A-Za-z][A-Za-z\d]{1,7};)|#(?:\d{2,7}|[xX][\da-fA-F]{2,6});)")
BRACKETS = frozenset("<>")  # stay as they are written, so that &lt;b&gt; does not become a tag
SPACES = re.compile(r"\s+")

SURROGATE = re.compile("[\ud800-\udfff]")
UNKNOWN = "\ufffd"


def readable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate: half a character, which nothing can write down or send on."""
    return SURROGATE.sub(UNKNOWN, text)


def cleaned(plain: Plain) -> Plain:
    """The characters that HTML writes as &amp; and the like, without what is not seen, with a space for what cannot be
    read, in Unicode's composed form (NFC)."""
    plain = plain.replace(entities(plain.text))
    odd = (Change(*found.span(), "" if found["invisible"] else " ") for found in ODD.finditer(plain.text))
    return composed(plain.replace(odd))


def entities(text: str) -> Iterator[Change]:
    for found in ENTITY.finditer(text):
        character = html5.get(found["name"]) if found["name"] else unescape(found[0])
        if character is not None and character not in BRACKETS:
            yield Change(*found.span(), character)


def composed(plain: Plain) -> Plain:
    if unicodedata.is_normalized("NFC", plain.text):
        return plain
    return plain.replace(compositions(plain.text))


def compositions(text: str) -> Iterator[Change]:
    for start, end in clusters(text):
        composition = unicodedata.normalize("NFC", text[start:end])
        if composition != text[start:end]:
            yield Change(start, end, composition)


def spelled(plain: Plain) -> Plain:
    """Its characters one by one, with spaces between them: "A1-b" is "A 1 - b". Nobody changes them any more."""
    apart = plain.replace(Change(start, start, " ") for start, _ in clusters(plain.text) if between(plain.text, start))
    fixed = (Fixed(start, end) for start, end in clusters(apart.text) if not apart.text[start].isspace())
    return Plain(apart.text, apart.origins, tuple(fixed))


def between(text: str, at: int) -> bool:
    """Whether visible characters stand on both sides of that place."""
    return 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace()


def squeezed(plain: Plain) -> Plain:
    """With one space for all white space between words, and none around them."""
    return plain.replace(squeezes(plain.text))


def squeezes(text: str) -> Iterator[Change]:
    for found in SPACES.finditer(text):
        space = "" if found.start() == 0 or found.end() == len(text) else " "
        if found[0] != space:
            yield Change(*found.span(), space)
