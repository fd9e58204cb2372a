"""The library: built-in voices to read, the user's own to keep."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self

from vivavoce.core.genders import Gender
from vivavoce.core.voices import LONGEST_NAME, Voice, checked_id
from vivavoce.errors import BadRequest, Conflict, VoiceNotFound
from vivavoce.store.database import Database
from vivavoce.store.dictionaries import Dictionaries
from vivavoce.store.files import read_voice, write_voice
from vivavoce.store.names import id_in, is_name, name_key, near
from vivavoce.store.paging import checked_limit, everything
from vivavoce.store.place import Location, place_of
from vivavoce.store.search import Wanted

if TYPE_CHECKING:
    from vivavoce.store.records import Records


class Library:
    """Voices and pronunciation dictionaries, safe to use from many threads and many processes at once.

    location: a folder; a SQLAlchemy URL of SQLite or PostgreSQL; None is the folder that the environment variable
        ``VIVAVOCE_HOME`` names, or else the user's data folder
    built_in: voices that are always there and never change
    raises: BadRequest when the location can be neither folder nor URL

    Making one touches nothing. The database is opened when something is to be read and there is one, and made when
    something is to be kept. What a method returned is on the disk: neither a crash nor a power cut loses it.
    """

    def __init__(self, location: Location = None, *, built_in: Sequence[Voice] = ()) -> None:
        self._place = place_of(location)
        self._database = Database(self._place)
        self._built_in = {voice.id: voice for voice in built_in}
        self.dictionaries = Dictionaries(self._database)

    def __repr__(self) -> str:
        return f"Library({self._place.name!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; using the library again opens it again."""
        self._database.close()

    def add(self, voice: Voice, *, unique_name: bool = True) -> Voice:
        """Keep a new voice. Once this returns, no crash loses it.

        unique_name: whether the name must be free; protocols where names are only labels pass False
        raises: Conflict when the id or the name is taken, StorageFailed
        """
        with self._database.writing() as records:
            self._keep(voice, records, unique_name)
        return voice

    def get(self, id: str) -> Voice:
        """The voice with that id. Raises BadRequest when it is no UUID, VoiceNotFound, StorageFailed."""
        exact = checked_id(id)
        if found := self._built_in.get(exact):
            return found
        with self._database.reading() as records:
            kept = records and records.voices.get(exact)
        return kept or not_found(exact)

    def find(self, id_or_name: str) -> Voice:
        """The voice with that id, or else the one with that name, in any case and spelling of its letters.

        raises: VoiceNotFound naming near matches, Conflict when several voices have the name, StorageFailed
        """
        if not isinstance(id_or_name, str):
            raise BadRequest(f"a voice is found by its id or name, got {type(id_or_name).__name__}")
        exact = id_in(id_or_name)
        if found := self._built_in.get(exact):
            return found
        if not is_name(exact):
            not_found(exact)
        with self._database.reading() as records:
            if records and (kept := records.voices.get(exact)):
                return kept
            named = self._named(id_or_name, records)
            if not named:
                names = [voice.name for voice in self._built_in.values()]
                not_found(id_or_name, near(id_or_name, chain(names, records.voices.names() if records else ())))
        if len(named) > 1:
            ids = ", ".join(voice.id for voice in named)
            raise Conflict(f"{len(named)} voices are called {named[0].name!r}; say which by its id: {ids}")
        return named[0]

    def voices(
        self,
        *,
        language: str | None = None,
        gender: Gender | None = None,
        query: str | None = None,
        labels: Iterable[str] = (),
        limit: int | None = None,
        after: str | None = None,
    ) -> Iterator[Voice]:
        """The voices there are: the built-in ones as in the catalogue, then the others in the order they came.

        language: a BCP 47 tag or the beginning of one: "en" lists en-US and en-GB
        gender: feminine, masculine or neutral
        query: words that occur in name, description or labels, in any case; at most 200 characters
        labels: labels the voices all have, in any case
        limit: how many at most; None is all
        after: the id of the voice to go on after, whether it is itself wanted or not; None begins at the beginning
        raises: BadRequest at once when a value cannot be, VoiceNotFound when there is nothing to go on after;
            StorageFailed while iterating

        The order is stable: voices that come or go meanwhile move no other from one page to another.
        """
        wanted = Wanted(language, gender, query, labels)
        checked_limit(limit)
        return islice(filter(wanted.fits, self._after(after)), limit)

    def numbered(self, limit: int, *, after: int = 0, before: int | None = None) -> list[tuple[int, Voice]]:
        """The user's own voices with their numbers, in the order they came; at most so many.

        A number is 1 or more, stays with its voice, and is given to no other, also when the voice is gone.

        after: the number to go on after
        before: the number to end before, instead: the last voices in front of it
        raises: BadRequest, StorageFailed
        """
        checked_limit(limit)
        with self._database.reading() as records:
            if records is None:
                return []
            return records.voices.after(after, limit) if before is None else records.voices.before(before, limit)

    def number_of(self, id: str) -> int:
        """The number of one of the user's own voices. Raises BadRequest when it is no UUID, VoiceNotFound."""
        return self._number(checked_id(id))

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        language: str | None = None,
        gender: Gender | None = None,
        labels: Iterable[str] | None = None,
        unique_name: bool = True,
    ) -> Voice:
        """Change what is given and leave the rest: sound, preview and origin stay what they are.

        unique_name: whether a new name must be free
        returns: the voice as it is now
        raises: VoiceNotFound, Conflict when it is built in or the name is taken, BadRequest, StorageFailed
        """
        changes: dict[str, Any] = {
            "name": name,
            "description": description,
            "language": language,
            "gender": gender,
            "labels": labels,
        }
        given = {field: value for field, value in changes.items() if value is not None}
        own = self._own(id)
        with self._database.writing() as records:
            before = records.voices.get(own) or not_found(own)
            changed = replace(before, **given)
            if unique_name and name_key(changed.name) != name_key(before.name):
                self._must_be_free(changed, records)
            records.voices.change(changed)
        return changed

    def remove(self, id: str) -> None:
        """Forget a voice; voices made from it stay as they are. Raises VoiceNotFound, Conflict when it is built in."""
        own = self._own(id)
        with self._database.writing() as records:
            if not records.voices.delete(own):
                not_found(own)

    def adopt(self, voice: Voice, *, unique_name: bool = True) -> Voice:
        """Keep a voice that may be here already: the very same one is found and nothing changes.

        unique_name: as in ``add``
        raises: Conflict when a different voice has the id, or the name is taken; StorageFailed
        """
        if self._built_in.get(voice.id) == voice:
            return voice
        with self._database.writing() as records:
            if records.voices.get(voice.id) != voice:
                self._keep(voice, records, unique_name)
        return voice

    def export_voice(self, id_or_name: str, file: str | Path) -> Path:
        """Write a voice with its origin and consent note into a file, which takes the place of one of that name.

        returns: the file
        raises: VoiceNotFound, Conflict, StorageFailed; after an error what was in the file before is there still
        """
        return write_voice(file, self.find(id_or_name))

    def import_voice(self, file: str | Path, *, name: str | None = None, unique_name: bool = True) -> Voice:
        """Keep the voice that is in a file; the very same voice is found and nothing changes.

        name: another name for it; None is its own
        unique_name: as in ``add``
        raises: BadRequest when it is no voice file or a damaged one, Conflict as in ``adopt``, StorageFailed
        """
        voice = read_voice(file)
        return self.adopt(voice if name is None else replace(voice, name=name), unique_name=unique_name)

    def _keep(self, voice: Voice, records: "Records", unique_name: bool) -> None:
        """Put a new voice with the others. Raises Conflict when its id or name is taken."""
        if there := self._built_in.get(voice.id) or records.voices.get(voice.id):
            raise Conflict(
                f"there is a voice {there.id} already, called {there.name!r}; "
                "update it, remove it (export it first to have it back), or give the new one an id of its own"
            )
        if unique_name:
            self._must_be_free(voice, records)
        records.voices.insert(voice)

    def _named(self, name: str, records: "Records | None") -> list[Voice]:
        """The voices of that name, in any case and spelling of its letters; the built-in ones first."""
        key = name_key(name)
        built_in = [voice for voice in self._built_in.values() if name_key(voice.name) == key]
        kept = records.voices.named(key) if records else []
        return built_in + [voice for voice in kept if voice.id not in self._built_in]

    def _after(self, id: str | None) -> Iterator[Voice]:
        """The voices after that one, or all of them, in order. Raises VoiceNotFound at once when there is no such."""
        exact = checked_id(id) if id is not None else None
        built_in, number = list(self._built_in.values()), 0
        if exact in self._built_in:
            built_in = built_in[list(self._built_in).index(exact) + 1 :]
        elif exact is not None:
            built_in, number = [], self._number(exact)
        kept = everything(self._database, lambda records, *where: records.voices.after(*where), number)
        return chain(built_in, (voice for voice in kept if voice.id not in self._built_in))

    def _number(self, id: str) -> int:
        with self._database.reading() as records:
            number = records and records.voices.number(id)
        return number or not_found(id)

    def _own(self, id: str) -> str:
        """The id in its one spelling; raises Conflict when it is a built-in voice's."""
        exact = checked_id(id)
        if built_in := self._built_in.get(exact):
            raise Conflict(f"{built_in.name!r} is a built-in voice and stays as it is; add a copy with a new id")
        return exact

    def _must_be_free(self, voice: Voice, records: "Records") -> None:
        """Raises Conflict when another voice has the name."""
        for there in self._named(voice.name, records):
            raise Conflict(
                f"{there.name!r} is the name of voice {there.id}; choose another name, or rename or remove that one"
            )


def not_found(given: str, near: Sequence[str] = ()) -> NoReturn:
    hint = f"did you mean {', '.join(near)}?" if near else "vivavoce voices lists those there are"
    raise VoiceNotFound(f"there is no voice {given[:LONGEST_NAME]!r}; {hint}")
