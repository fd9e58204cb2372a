"""Finds the markup in text that is still arriving.

    <break time="1s"/>          silence: 0 to 60 s, also 1.5s or 500ms; <pause time="1s"/> is the same
    <speed ratio="1.2"/>        from here on 1.2 times as fast as the request asked for; 0.25 to 4, 1 is as asked for
    <volume ratio="0.8"/>       from here on 0.8 times as loud as the request asked for; 0 to 4
    <emotion value="angry"/>    from here on in that colour and no other; sad:0.5 is half as strong, neutral is none
    </speed> </volume> </emotion>   from here on as the request asked for
    <spell>A1</spell>           letter by letter; what is left open goes on to the end
    <<h|ə|l|oʊ>>                one word in IPA, | between its sounds
    <sub alias="World Wide Web">WWW</sub>           what is said for a text
    <phoneme alphabet="ipa" ph="həˈloʊ">hi</phoneme>    its sounds; without an alphabet they are IPA, too

Names and attributes go in any case, values in double quotes, single quotes or none, and the slash may be left out. A
value that cannot be is an error. Everything that is not markup is text: ``3 < 4``, ``<3``, ``x <y> z``, ``<<word>>``,
a tag that never ends or is longer than 300 characters. Elements of HTML and SSML that change nothing here, such as <b>
and <prosody>, are left out, for language models like to write them; those that end a line or a paragraph, such as <br>
and <p>, do so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple, TypeAlias

from vivavoce.core.requests import FASTEST, LOUDEST, SLOWEST, Emotion, emotions, number
from vivavoce.errors import BadMarkup, BadRequest
from vivavoce.text.ipa import is_phone, phones_of, phones_of_running

LONGEST_BREAK = 60.0  # seconds; a longer one is a mistake in its unit far more often than it is meant
LONGEST_MARKUP = 300  # characters of a tag or an IPA block; what is longer is text, so that nothing waits for ever


@dataclass(frozen=True, slots=True)
class Piece:
    """Text to be said.

    text: a verbatim slice of the user's text; or white space that stands for a tag
    offset: where it begins in the user's text, in characters
    spelled: whether it is said letter by letter
    phones: the sounds of an IPA block, whose text is the whole block, or of what <phoneme> holds
    alias: what is said for it instead; empty where that is the text itself
    """

    text: str
    offset: int
    spelled: bool = False
    phones: tuple[str, ...] = ()
    alias: str = ""

    @property
    def end(self) -> int:
        return self.offset + len(self.text)

    @property
    def is_whole(self) -> bool:
        """Whether it is said as a whole, and never cut or joined to another."""
        return bool(self.phones or self.alias)


@dataclass(frozen=True, slots=True)
class Break:
    """So many seconds of silence."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Speed:
    """From here on so many times as fast as the request asked for."""

    ratio: float


@dataclass(frozen=True, slots=True)
class Volume:
    """From here on so many times as loud as the request asked for."""

    ratio: float


@dataclass(frozen=True, slots=True)
class Mood:
    """From here on these colours of speaking; None is those that the request asked for."""

    emotions: tuple[Emotion, ...] | None


Tag: TypeAlias = Break | Speed | Volume | Mood
Part: TypeAlias = Piece | Tag


def seconds(value: str) -> float:
    found = TIME.fullmatch(value)
    if found is None:
        raise BadRequest(f"a time is a number of seconds or milliseconds such as 1s, 1.5s or 500ms, got {value!r}")
    return number("a break in seconds", float(found[1]) * UNITS[found[2].lower()], 0.0, LONGEST_BREAK)


def ratio(value: str, lowest: float, highest: float) -> float:
    found = NUMBER.fullmatch(value)
    if found is None:
        raise BadRequest(f"a ratio is a number such as 1.2, got {value!r}")
    return number("the ratio", float(found[1]), lowest, highest)


def mood(value: str) -> Mood:
    found = emotions(value.strip())
    return Mood(tuple(one for one in found if one.name != "neutral"))


class Element(NamedTuple):
    """One of our tags: the attribute it needs, what that says, and what the closing tag goes back to."""

    attribute: str
    meaning: Callable[[str], Tag]
    example: str
    closed: Tag | None


NUMBER = re.compile(r"\s*(-?(?:\d+\.?\d*|\.\d+))\s*", re.ASCII)
TIME = re.compile(r"\s*(-?(?:\d+\.?\d*|\.\d+))\s*(s|ms)\s*", re.ASCII | re.IGNORECASE)
UNITS = {"s": 1.0, "ms": 0.001}

BREAK = Element("time", lambda value: Break(seconds(value)), '<break time="1s"/>', None)
ELEMENTS = {
    "break": BREAK,
    "pause": BREAK,
    "speed": Element("ratio", lambda value: Speed(ratio(value, SLOWEST, FASTEST)), '<speed ratio="1.2"/>', Speed(1.0)),
    "volume": Element("ratio", lambda value: Volume(ratio(value, 0.0, LOUDEST)), '<volume ratio="0.8"/>', Volume(1.0)),
    "emotion": Element("value", mood, '<emotion value="angry"/>', Mood(None)),
}
SPELL = "spell"
EXAMPLES = {
    "sub": '<sub alias="World Wide Web">WWW</sub>',
    "phoneme": '<phoneme alphabet="ipa" ph="həˈloʊ">hi</phoneme>',
}
SAID = {"sub": "alias", "phoneme": "ph"}  # elements around a text, and the attribute that tells how it is said

# Elements of HTML and SSML that change nothing here, by the white space they stand for.
SILENT = {
    "": "a abbr b bdi bdo big cite code del dfn em emphasis font i ins kbd lang mark phoneme prosody q s samp say-as "
    "small span strike strong sub sup tt u var voice w wbr",
    "\n": "br dd dt li tr",
    "\n\n": "article aside blockquote body div dl footer h1 h2 h3 h4 h5 h6 head header hr html main nav ol p pre "
    "section speak table tbody thead title ul",
}
FOREIGN = {name: space for space, names in SILENT.items() for name in names.split()}
KNOWN = {*ELEMENTS, *FOREIGN, SPELL}

NAME = r"[a-z][a-z0-9:-]*"
VALUE = r"""(?:"[^"<>]*"|'[^'<>]*'|(?:[^\s"'<>=/]|/(?!>))+)"""
ATTRIBUTE = rf"\s+{NAME}\s*=\s*{VALUE}"
TAG = re.compile(
    rf"<(?P<closing>/?)(?P<name>{NAME})(?P<attributes>(?:{ATTRIBUTE})*+)\s*(?P<empty>/?)>", re.ASCII | re.IGNORECASE
)
EACH_ATTRIBUTE = re.compile(rf"\s+({NAME})\s*=\s*({VALUE})", re.ASCII | re.IGNORECASE)
UNFINISHED_ATTRIBUTE = rf"""{NAME}\s*(?:=\s*(?:"[^"<>]*|'[^'<>]*)?)?"""
UNFINISHED_TAG = re.compile(
    rf"</?(?:(?P<name>{NAME})(?P<rest>(?:{ATTRIBUTE})*+(?:\s+(?:{UNFINISHED_ATTRIBUTE})?)?/?))?\Z",
    re.ASCII | re.IGNORECASE,
)
SAYING = "|".join(rf"{name}(?=[^<>]*\s{attribute}\s*=)" for name, attribute in SAID.items())
SAID_FOR = re.compile(
    rf"<(?P<name>{SAYING})(?P<attributes>(?:{ATTRIBUTE})++)\s*>(?P<text>[^<>]+)</(?P=name)\s*>",
    re.ASCII | re.IGNORECASE,
)
UNFINISHED_SAID = re.compile(rf"<(?:{SAYING})(?:{ATTRIBUTE})++\s*>[^<>]*(?:</?[a-z]*\s*)?\Z", re.ASCII | re.IGNORECASE)
BLOCK = re.compile(r"<<(?P<sounds>[^\s<>]+)>>")
UNFINISHED_BLOCK = re.compile(r"<<[^\s<>]*>?\Z")


class Scanner:
    """Turns text, cut anywhere, into pieces to say and tags.

    The parts do not depend on how the text was cut, but for pieces: what one call would give as one, more calls give
    as several that follow on one another.
    """

    def __init__(self) -> None:
        self._held = ""  # from a < on that may yet become markup; at most LONGEST_MARKUP characters
        self._offset = 0  # of what is held, in the user's text
        self._spelled = False

    def feed(self, text: str) -> list[Part]:
        """The parts that are certain now. Raises BadMarkup when a tag has a value that cannot be."""
        text = self._held + text
        parts: list[Part] = []
        told, at = 0, text.find("<")
        while at >= 0 and not may_go_on(text, at):
            before = self._piece(text, told, at)
            end = at + LONGEST_MARKUP
            found = SAID_FOR.match(text, at, end) or TAG.match(text, at, end) or BLOCK.match(text, at, end)
            meant = self._meaning(found, self._offset + at) if found else None
            if found and meant is not None:
                parts += [*before, *meant]
                told = found.end()
            at = text.find("<", max(told, at + 1))
        held = len(text) if at < 0 else at
        parts += self._piece(text, told, held)
        self._held, self._offset = text[held:], self._offset + held
        return parts

    def close(self) -> list[Part]:
        """What was held back: markup that never ended is text, but of <sub> and <phoneme>: BadMarkup."""
        if UNFINISHED_SAID.match(self._held):
            raise BadMarkup(f"{self._held} at character {self._offset}: the tag around this text does not end")
        parts = list(self._piece(self._held, 0, len(self._held)))
        self._offset += len(self._held)
        self._held = ""
        return parts

    def _piece(self, text: str, begin: int, end: int) -> list[Part]:
        return [Piece(text[begin:end], self._offset + begin, self._spelled)] if begin < end else []

    def _meaning(self, found: re.Match[str], offset: int) -> list[Part] | None:
        """What the markup says, or None when it is text after all."""
        try:
            if found.re is BLOCK:
                return block(found, offset)
            name = found["name"].lower()
            if name in SAID and SAID[name] in (given := attributes(found)):
                return [said_for(name, given, found, offset)]
            if name == SPELL:
                self._spelled = not found["closing"] and not found["empty"]
                return []
            if name in FOREIGN:
                return [Piece(FOREIGN[name], offset)] if FOREIGN[name] else []
            return own_tag(ELEMENTS[name], found) if name in ELEMENTS else None
        except (BadRequest, ValueError) as error:
            raise BadMarkup(f"{found[0]} at character {offset}: {error}") from error


def may_go_on(text: str, at: int) -> bool:
    """Whether what begins with the < there may become markup when more text comes."""
    if len(text) - at >= LONGEST_MARKUP:
        return False
    if UNFINISHED_BLOCK.match(text, at) or UNFINISHED_SAID.match(text, at):
        return True
    tag = UNFINISHED_TAG.match(text, at)
    if tag is None:
        return False
    name = (tag["name"] or "").lower()
    return name in KNOWN or (not tag["rest"] and any(known.startswith(name) for known in KNOWN))


def block(found: re.Match[str], offset: int) -> list[Part] | None:
    """An IPA block, or None: a word between angle quotes, <<word>>, is text, <<aɪ>> and <<a>> are sounds."""
    sounds = found["sounds"]
    if "|" not in sounds and (not is_phone(sounds) or (sounds.isascii() and len(sounds) > 1)):
        return None
    return [Piece(found[0], offset, phones=phones_of(sounds))]


def attributes(found: re.Match[str]) -> dict[str, str]:
    """By their names in small letters."""
    return {name.lower(): value.strip("\"'") for name, value in EACH_ATTRIBUTE.findall(found["attributes"])}


def said_for(name: str, given: dict[str, str], found: re.Match[str], offset: int) -> Piece:
    """The text that <sub> or <phoneme> holds, and how it is said; raises BadRequest, ValueError where nothing is."""
    if found.re is not SAID_FOR or not found["text"].strip() or not given[SAID[name]]:
        raise BadRequest(f"the tag stands around a text without tags of its own, such as {EXAMPLES[name]}")
    text, begin = found["text"], offset + found.start("text") - found.start()
    if name == "sub":
        return Piece(text, begin, alias=unescape(given["alias"]))
    if (alphabet := given.get("alphabet", "ipa").lower()) != "ipa":
        raise BadRequest(f"sounds are written in ipa, got the alphabet {alphabet!r}")
    sounds = unescape(given["ph"])
    return Piece(text, begin, phones=phones_of(sounds) if "|" in sounds else phones_of_running(sounds.replace(" ", "")))


def own_tag(element: Element, found: re.Match[str]) -> list[Part]:
    """One of our own tags, opening or closing; attributes it does not know are ignored, as in HTML."""
    if found["closing"]:
        return [element.closed] if element.closed else []
    given = attributes(found)
    if element.attribute not in given:
        raise BadRequest(f"the tag needs {element.attribute}=, such as {element.example}")
    return [element.meaning(given[element.attribute])]
