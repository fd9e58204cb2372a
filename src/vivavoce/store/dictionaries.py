"""Pronunciation dictionaries: words and how they are said."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from types import MappingProxyType
from typing import Any, NoReturn

from vivavoce.core.voices import LONGEST_NAME, checked_id, checked_name, checked_text
from vivavoce.errors import BadRequest, Conflict, DictionaryNotFound, TooLarge
from vivavoce.store.database import Database
from vivavoce.store.names import id_in, is_name, name_key, near
from vivavoce.store.paging import checked_limit, everything

MOST_ENTRIES = 100_000  # words of one dictionary: every headword of a large printed one
LONGEST_WORD = LONGEST_NAME  # characters
LONGEST_SAID = 1_000  # characters of a respelling or of IPA


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words and how they are said.

    id: a UUID as text
    name: 1 to 200 characters, one line
    entries: word → respelling or IPA, read-only, in the order given; at most 100 000 words of 1 to 200 characters,
        each said in 1 to 1 000 characters
    language: BCP 47 tag of the language it is meant for; None is any
    created: when, ISO 8601 in UTC
    exact: those of the words that are meant in this very spelling only: "Polish" and not "polish"
    raises: BadRequest when a field cannot be, TooLarge when there are too many words
    """

    id: str
    name: str
    entries: Mapping[str, str] = field(hash=False)
    language: str | None = None
    created: str = ""
    exact: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", checked_id(self.id))
        object.__setattr__(self, "name", checked_name(self.name))
        object.__setattr__(self, "entries", checked_entries(self.entries))
        object.__setattr__(self, "language", checked_language(self.language))
        object.__setattr__(self, "exact", checked_exact(self.exact, self.entries))


def checked_exact(exact: Iterable[str], entries: Mapping[str, str]) -> frozenset[str]:
    """The words as a set; BadRequest when one is not in the dictionary."""
    words = frozenset(exact)
    if strangers := words - entries.keys():
        raise BadRequest(f"{min(strangers)!r:.80} is to be meant exactly, but is no word of the dictionary")
    return words


def checked_language(language: str | None) -> str | None:
    """The tag as it is; BadRequest when it can be none."""
    if language is not None and not (isinstance(language, str) and language.replace("-", "").isalnum()):
        raise BadRequest(f"a language is a tag such as en-US or de, got {language!r}")
    return language


def checked_entries(entries: Mapping[str, str]) -> Mapping[str, str]:
    """The entries as a read-only copy; BadRequest or TooLarge with what is wrong with them."""
    if not isinstance(entries, Mapping):
        raise BadRequest(f"a dictionary is a mapping of words to how they are said, got {type(entries).__name__}")
    if len(entries) > MOST_ENTRIES:
        raise TooLarge(f"a dictionary has at most {MOST_ENTRIES} words, got {len(entries)}; split it")
    for word, said in entries.items():
        if not checked_text("a word in a dictionary", word, LONGEST_WORD).strip():
            raise BadRequest(f"a word in a dictionary has at least one character, got {word!r} for {said!r:.80}")
        if not checked_text(f"how {word!r} is said", said, LONGEST_SAID).strip():
            raise BadRequest(f"the dictionary does not tell how {word!r} is said, got {said!r}")
    return MappingProxyType(dict(entries))


class Dictionaries:
    """The pronunciation dictionaries of a library. Their names are unique, in any case and spelling of the letters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, name: str, entries: Mapping[str, str], *, language: str | None = None, exact: Iterable[str] = ()
    ) -> Dictionary:
        """Keep a new dictionary. Once this returns, no crash loses it.

        language, exact: as in ``Dictionary``
        raises: Conflict when the name is taken, BadRequest and TooLarge as in ``Dictionary``, StorageFailed
        """
        created = datetime.now(UTC).isoformat(timespec="milliseconds")
        dictionary = Dictionary(str(uuid.uuid4()), name, entries, language, created, frozenset(exact))
        with self._database.writing() as records:
            free(dictionary, records.dictionaries.named(name_key(dictionary.name)))
            records.dictionaries.insert(dictionary)
        return dictionary

    def get(self, id: str) -> Dictionary:
        """The dictionary with that id. Raises DictionaryNotFound."""
        exact = checked_id(id)
        with self._database.reading() as records:
            found = records and records.dictionaries.get(exact)
        return found or not_found(exact)

    def find(self, id_or_name: str) -> Dictionary:
        """The dictionary with that id, or else that name in any case. Raises DictionaryNotFound naming near ones."""
        if not isinstance(id_or_name, str):
            raise BadRequest(f"a dictionary is found by its id or name, got {type(id_or_name).__name__}")
        exact = id_in(id_or_name)
        if not is_name(exact):
            not_found(exact)
        with self._database.reading() as records:
            if records is None:
                return not_found(exact)
            kept = records.dictionaries
            for found in (kept.get(exact), *kept.named(name_key(id_or_name))):
                if found is not None:
                    return found
            return not_found(id_or_name, near(id_or_name, kept.names()))

    def list(self, *, limit: int | None = None, after: str | None = None) -> Iterator[Dictionary]:
        """The dictionaries in the order in which they came.

        limit: how many at most; None is all
        after: the id of the dictionary to go on after; None begins at the beginning
        raises: BadRequest when the limit is none, DictionaryNotFound when there is nothing to go on after
        """
        number = 0 if after is None else self._number(checked_id(after))
        found = everything(self._database, lambda records, *where: records.dictionaries.after(*where), number)
        return islice(found, checked_limit(limit))

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        entries: Mapping[str, str] | None = None,
        language: str | None = None,
        exact: Iterable[str] = (),
    ) -> Dictionary:
        """Change what is given and leave the rest; ``entries``, with ``exact``, take the place of all that were there.

        raises: DictionaryNotFound, Conflict when the name is taken, BadRequest, TooLarge, StorageFailed
        """
        changes: dict[str, Any] = {"name": name, "entries": entries, "language": language}
        given = {field: value for field, value in changes.items() if value is not None}
        if entries is not None:
            given["exact"] = frozenset(exact)
        own = checked_id(id)
        with self._database.writing() as records:
            changed = replace(records.dictionaries.get(own) or not_found(own), **given)
            free(changed, records.dictionaries.named(name_key(changed.name)))
            records.dictionaries.change(changed)
        return changed

    def remove(self, id: str) -> None:
        """Forget a dictionary. Raises DictionaryNotFound, StorageFailed."""
        exact = checked_id(id)
        with self._database.writing() as records:
            if not records.dictionaries.delete(exact):
                not_found(exact)

    def _number(self, id: str) -> int:
        with self._database.reading() as records:
            number = records and records.dictionaries.number(id)
        return number or not_found(id)


def free(dictionary: Dictionary, named: Sequence[Dictionary]) -> None:
    """Raises Conflict when another dictionary has the name already."""
    for other in named:
        if other.id != dictionary.id:
            raise Conflict(
                f"{other.name!r} is the name of dictionary {other.id}; choose another, or rename or remove that one"
            )


def not_found(given: str, near: Sequence[str] = ()) -> NoReturn:
    hint = f"did you mean {', '.join(near)}?" if near else "Library.dictionaries.list() lists them"
    raise DictionaryNotFound(f"there is no pronunciation dictionary {given[:LONGEST_NAME]!r}; {hint}")
