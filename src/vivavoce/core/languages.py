"""Finds the language that somebody means by a tag, among those that can be had."""

import difflib
from collections.abc import Iterable, Mapping

# Tags that people use for a language whose own tag is another: macrolanguages and what went before (RFC 5646).
SYNONYMS = {
    "zh": "cmn",
    "zh-hans": "cmn",
    "zh-hant": "cmn",
    "zh-cn": "cmn",
    "zh-sg": "cmn",
    "zh-tw": "cmn",
    "zh-hk": "yue",
    "zh-mo": "yue",
    "zh-yue": "yue",
    "no": "nb",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "tl": "fil",
    "fil": "tl",
}

# Accents whose nearest relative is not the usual one of the language; after the parent locales of Unicode's CLDR.
NEAREST = {
    "es-419": "ar bo cl co cr cu do ec gt hn mx ni pa pe pr py sv us uy ve",
    "en-gb": "au hk ie in ke my ng nz pk sg tz ug za",
    "pt-pt": "ao ch cv gq gw lu mo mz st tl",
}
RELATIVES = {f"{near.split('-')[0]}-{region}": near for near, regions in NEAREST.items() for region in regions.split()}

# What a bare language means where several accents are to be had: the one with the most speakers in recordings.
USUAL = {"en": "en-us", "es": "es-es", "pt": "pt-br", "fr": "fr-fr"}


def resolve(tag: str, supported: Iterable[str]) -> str | None:
    """The supported tag that is meant: the same, a synonym, the nearest accent, the language with its usual accent.

    tag: BCP 47, in any case, with dashes or underscores: "de", "pt_BR", "zh-CN"
    returns: one of ``supported`` as it is spelled there, or None
    """
    spelled = {one.lower(): one for one in supported}
    wanted = tag.strip().lower().replace("_", "-")
    while len(wanted) > 1:  # what is left of a private tag, x-something, is none
        for candidate in (wanted, *(table[wanted] for table in (SYNONYMS, RELATIVES, USUAL) if wanted in table)):
            if candidate in spelled:
                return spelled[candidate]
        accents = sorted(one for one in spelled if one.startswith(f"{wanted}-"))
        if accents:
            return spelled[accents[0]]
        wanted = wanted.rpartition("-")[0]
    return None


def unknown_language(tag: str, supported: Mapping[str, str]) -> str:
    """What to tell somebody who asked for a language that is not among them; supported: tag → English name."""
    names = {name.lower(): one for one, name in supported.items()}
    near = difflib.get_close_matches(tag.lower(), [*(one.lower() for one in supported), *names], 3)
    meant = ", ".join(names.get(one, one) for one in near)
    hint = f"did you mean {meant}?" if near else "vivavoce languages lists them"
    return f"no installed synthesizer speaks {tag!r}; {hint}"
