"""English: numbers that are dialled or typed, and the keys of a phone: told one by one."""

import re

from vivavoce.text.normal.language import Language, Row, after, before, word_before
from vivavoce.text.normal.numbers import digits


def of_code(found: re.Match[str], language: Language) -> str | None:
    """The code is 482913: digit by digit"""
    is_code = CODE_BEFORE.search(before(found, 60)) and not COUNTS.match(after(found))
    return digits(found[0], language) if is_code else None


def of_short_code(found: re.Match[str], language: Language) -> str | None:
    """The CVV is 123; but an error code is a number."""
    return digits(found[0], language) if SHORT_CODE_BEFORE.search(before(found, 60)) else None


def of_phone(found: re.Match[str], language: Language) -> str | None:
    """Call me at 5551234567, 12125550100 or 5550100: grouped as Americans group them"""
    one, area, rest = found["one"], found["area"], found["rest"]
    if rest.endswith("0000") and int(found[0]) % 100_000 == 0:
        return None
    told = PHONE_BEFORE if area else CALL_BEFORE
    if not told.search(before(found, 60)) or COUNTS.match(after(found)):
        return None
    return digits(" ".join(filter(None, (one, area, rest[:3], rest[3:]))), language)


def texted(found: re.Match[str], language: Language) -> str | None:
    """text STOP to 12345"""
    return digits(found[0], language) if TEXT_TO.search(before(found, 60)) else None


def hexadecimal(found: re.Match[str], language: Language) -> str:
    """0x80070057"""
    return " ".join(
        language.digits[int(one)] if one.isdecimal() else "X" if one == "x" else one.upper() for one in found[0]
    )


def extension(found: re.Match[str], language: Language) -> str | None:
    """x204 behind a phone number, or where one is told whom to call; but not x86"""
    called = len(found["number"]) > 2 and word_before(found).lower() in EXTENSION_WORDS | language.calling
    if not called and not PHONE_ENDS.search(before(found)):
        return None
    return f"extension {digits(found['number'], language).replace('zero', 'oh')}"


def key(found: re.Match[str], language: Language) -> str | None:
    """Press the # key, or press *"""
    rest = after(found)
    if not KEY_AFTER.match(rest) and not (PRESSED.search(before(found, 60)) and PRESS_ENDS.match(rest)):
        return None
    return language.words["hash" if found[0] == "#" else "star"]


# What a number after is dialled or typed: a code, or what has one. Of things that are counted as well it takes more.
CODE_BEFORE = re.compile(
    r"\b(?:(?:(?:pass)?code|pin|otp|password|isbn|ssn|cvv)(?:\s(?:number|no\.?))?(?:\s(?:is|was|#))?:?"
    r"|(?:order|case|ticket|account|invoice|tracking|reference|confirmation|serial|booking|customer|id|card)"
    r"\s(?:number|no\.?|code|id)(?:\s(?:is|was|#))?:?"
    r"|(?:ending|ends)\s(?:in|with))\s\Z",
    re.IGNORECASE,
)
SHORT_CODE_BEFORE = re.compile(
    r"\b(?:cvv2?|cvc|csc|pin|otp|(?:pass|area|security|access|door|gate|entry|lock|dialing|country)\s?code)"
    r"(?:\s(?:is|was))?:?\s\Z",
    re.IGNORECASE,
)
COUNTS = re.compile(r"\s(?:[a-z]+\s)?(?:people|[a-z]{2,}[^s\W]s)\b")
LINKS = r"(?:\s(?!of\b)[A-Za-z']{1,8}){0,4}[:.,]?\s[(]?\Z"  # what may stand between "call" and the number
CALLS = r"call(?:ed|ing)?|dial(?:l?ed|l?ing)?|ring|phone|text(?:ed|ing)?|tel|telephone|fax|sms|whatsapp"
CALL_BEFORE = re.compile(
    rf"\b(?:{CALLS})(?:\s(?:me|us|him|her|them|back|at|on|now|is|number|no)){{0,4}}[:.]?\s[(]?\Z", re.I
)
PHONE_BEFORE = re.compile(rf"\b(?:{CALLS}|cell|cellphone|mobile|hotline|contact|reach|number|line){LINKS}", re.I)
TEXT_TO = re.compile(r"\b(?:text|sms|send|message)(?:s|ed|ing)?\s[^.!?\d]{1,30}\sto\s\Z", re.IGNORECASE)
PHONE_ENDS = re.compile(r"\d{3}[-. ]\d{4},?\s\Z")
EXTENSION_WORDS = frozenset(["ext", "extension", "desk"])
KEY_AFTER = re.compile(r"[\"'”’`)]?\s(?:key|sign|button|symbol)s?\b")
PRESS = r"(?:press|dial|hit|push|tap|enter)(?:ed|l?ed|l?ing|ting)?"
PRESSED = re.compile(
    rf"\b(?:(?:{PRESS}|followed\sby)\s(?:the\s|then\s)?|{PRESS}\s[^.!?\n]{{1,30}}\s(?:or|and|then|by)\s)[\"'“‘`(]?\Z",
    re.IGNORECASE,
)
PRESS_ENDS = re.compile(
    r"[\"'”’`)]?(?:[.,;:!?]|\s?\Z|\s(?:to|for|or|and|then|on|at|now|again|when|if|twice|followed|before|after)\b)"
)

FIGURES: tuple[Row, ...] = (
    ("digits", r"(?:\d{4,13}|\d{3,4}(?:[ -]\d{3,4}){1,3})«end»(?![.,:/-]\d)", of_code),
    ("digits", r"\d{3}«end»(?![.,:/-]\d)", of_short_code),
    ("phone", r"(?P<one>1(?=\d{10}(?!\d)))?(?P<area>\d{3}(?=\d{7}(?!\d)))?(?P<rest>\d{7})«end»(?![.,:/-]\d)", of_phone),
    ("digits", r"\d{5,6}«end»(?![.,:/-]\d)", texted),
    ("code", r"0x[\da-fA-F]{1,32}«end»", hexadecimal),
)  # fmt: skip
LETTERS: tuple[Row, ...] = (("phone", r"x(?P<number>\d{2,5})«end»", extension),)
SIGNS: tuple[Row, ...] = (("key", r"[#*](?![\w#*])", key),)
