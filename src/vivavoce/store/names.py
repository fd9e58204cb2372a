"""Names as people mean them: in any case, in any spelling of the same letters, with a slip of the finger."""

import difflib
import unicodedata
from collections.abc import Iterable

from vivavoce.core.voices import checked_id, checked_name
from vivavoce.errors import BadRequest

MOST_NEAR = 3  # names told to somebody whose name was not found
MOST_COMPARED = 5_000  # names looked at for near matches: about 0.1 s of work; a hint is not worth more


def name_key(name: str) -> str:
    """What two spellings of one name have in common: "ÅSA" and "åsa", composed or not.

    Canonical caseless matching, Unicode standard section 3.13, D145, in NFC.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name.strip()).casefold())


def is_name(given: str) -> bool:
    """Whether anything can be called that; what cannot need not be looked for."""
    try:
        return bool(checked_name(given))
    except BadRequest:
        return False


def near(name: str, names: Iterable[str]) -> list[str]:
    """The names most like this one, at most three."""
    spelled = {name_key(one): one for one in names}
    return [spelled[key] for key in difflib.get_close_matches(name_key(name), spelled, MOST_NEAR)]


def id_in(id_or_name: str) -> str:
    """The id in its one spelling, when it is one; what is given otherwise."""
    try:
        return checked_id(id_or_name)
    except BadRequest:
        return id_or_name
