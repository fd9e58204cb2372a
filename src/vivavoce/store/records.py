"""What is kept, row by row: every statement the library makes. Loads SQLAlchemy."""

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select, update

from vivavoce.core.voices import Voice
from vivavoce.errors import StorageFailed
from vivavoce.store.dictionaries import Dictionary
from vivavoce.store.names import MOST_COMPARED
from vivavoce.store.tables import DICTIONARIES, VOICES, dictionary_from, dictionary_row, voice_from, voice_row


class Identified(Protocol):
    """What is kept under an id."""

    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=Identified)


class Records:
    """The records of a library, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.voices: Kept[Voice] = Kept(connection, VOICES, voice_row, voice_from)
        self.dictionaries: Kept[Dictionary] = Kept(connection, DICTIONARIES, dictionary_row, dictionary_from)


class Kept(Generic[Item]):
    """The items of one table.

    to_row: the columns of an item, but for its number; from_row: the item in a row
    """

    def __init__(
        self,
        connection: Connection,
        table: Table,
        to_row: Callable[[Item], dict[str, Any]],
        from_row: Callable[[RowMapping], Item],
    ) -> None:
        self._connection, self._table, self._columns = connection, table, table.c
        self._to_row, self._from_row = to_row, from_row

    def get(self, id: str) -> Item | None:
        """The item with that id."""
        row = self._connection.execute(select(self._table).where(self._columns.id == id)).mappings().first()
        return None if row is None else self._from_row(row)

    def named(self, key: str) -> list[Item]:
        """The items whose name has that key (``name_key``), in the order in which they came."""
        chosen = select(self._table).where(self._columns.name_key == key).order_by(self._columns.number)
        return [self._from_row(row) for row in self._connection.execute(chosen).mappings()]

    def names(self) -> list[str]:
        """Names, of as many items as are worth comparing with one that was not found."""
        chosen = select(self._columns.name).order_by(self._columns.number).limit(MOST_COMPARED)
        names = list(self._connection.scalars(chosen))
        if not all(isinstance(name, str) for name in names):
            raise StorageFailed("names in the library are damaged; list what it holds to see which, and remove it")
        return names

    def number(self, id: str) -> int | None:
        """The place of an item in the order in which they came, from 1."""
        number: int | None = self._connection.scalar(select(self._columns.number).where(self._columns.id == id))
        return number

    def after(self, number: int, most: int) -> list[tuple[int, Item]]:
        """The items that came after that number, with their numbers, in order; at most so many."""
        numbers = self._columns.number
        chosen = select(self._table).where(numbers > number).order_by(numbers).limit(most)
        return [(row["number"], self._from_row(row)) for row in self._connection.execute(chosen).mappings()]

    def before(self, number: int, most: int) -> list[tuple[int, Item]]:
        """The last items that came before that number, with their numbers, in order; at most so many."""
        numbers = self._columns.number
        chosen = select(self._table).where(numbers < number).order_by(numbers.desc()).limit(most)
        rows = self._connection.execute(chosen).mappings().all()
        return [(row["number"], self._from_row(row)) for row in reversed(rows)]

    def insert(self, item: Item) -> None:
        self._connection.execute(insert(self._table).values(self._to_row(item)))

    def change(self, item: Item) -> None:
        self._connection.execute(update(self._table).where(self._columns.id == item.id).values(self._to_row(item)))

    def delete(self, id: str) -> bool:
        """Whether there was an item with that id; now there is none."""
        return self._connection.execute(delete(self._table).where(self._columns.id == id)).rowcount == 1
