"""Sounds written in the International Phonetic Alphabet, inline as ``<<h|ə|l|oʊ>>`` or between slashes."""

import re
from collections.abc import Iterable

STRESS = "ˈˌ"
# Letters of the alphabet: Latin with accents, IPA extensions, phonetic extensions, β θ χ, clicks, the labiodental flap.
LETTERS = "a-zß-öø-ɏɐ-ʯᴀ-ᶿḀ-ỿβθχǀ-ǃⱱ"
# What follows a letter and changes it: spacing and combining diacritics (length, aspiration, ties), tone letters,
# raised n, and the arrows of tone.
DIACRITICS = "ʰ-ˇˊ-˿\u0300-\u036fⁿ↗↘ꜛꜜ"
MOST_LETTERS = 3  # in one phone: a triphthong such as aʊə, an affricate with its release

SEPARATORS = {"", ".", "‿"}  # between syllables and words; they have no sound
PHONE = re.compile(f"[{STRESS}]*(?:[{LETTERS}][{DIACRITICS}]*){{1,{MOST_LETTERS}}}")
STRESS_ALONE = re.compile(f"[{STRESS}]+")
DIACRITIC_ALONE = re.compile(f"[{DIACRITICS}]+")
# A phone in running transcription: one letter, more only where a tie joins them.
RUNNING = re.compile(f"[{STRESS}]*[{LETTERS}](?:[{DIACRITICS}]*[\u0361\u035c][{LETTERS}])*[{DIACRITICS}]*|.")

HINT = "sounds are written in IPA, such as <<h|ə|l|oʊ>> with | between them"


def phones_of(inside: str) -> tuple[str, ...]:
    """The phones of a block ``<<…>>``, from what stands inside: "h|ə|ˈ|l|oʊ" is h, ə, ˈl, oʊ.

    A stress mark on its own joins the phone after it, a length mark or another diacritic the phone before it.
    raises: ValueError saying which of them is no phone
    """
    return joined(part.strip() for part in inside.split("|"))


def phones_of_running(text: str) -> tuple[str, ...]:
    """The phones of one word in running transcription: "həˈləʊ" is h, ə, ˈl, ə, ʊ.

    raises: ValueError saying what in it is no phone
    """
    return joined(RUNNING.findall(text))


def is_phone(text: str) -> bool:
    """Whether it can be a sound in IPA: one to three letters with their marks."""
    return PHONE.fullmatch(text) is not None


def joined(parts: Iterable[str]) -> tuple[str, ...]:
    phones: list[str] = []
    stress = ""
    for part in parts:
        if part in SEPARATORS:
            continue
        if STRESS_ALONE.fullmatch(part):
            stress += part
        elif DIACRITIC_ALONE.fullmatch(part) and phones and not stress:
            phones[-1] += part
        elif is_phone(stress + part):
            phones.append(stress + part)
            stress = ""
        else:
            raise ValueError(f"{part!r} is no sound; {HINT}")
    if stress or not phones:
        raise ValueError(f"{'nothing follows the stress mark' if stress else 'there is no sound in it'}; {HINT}")
    return tuple(phones)
