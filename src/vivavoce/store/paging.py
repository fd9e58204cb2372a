"""Long lists in constant memory: a batch at a time, and nothing held open in between."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from vivavoce.errors import BadRequest

if TYPE_CHECKING:
    from vivavoce.store.database import Database
    from vivavoce.store.records import Records

BATCH = 200  # rows: a voice takes about 2 kB, so half a megabyte at a time

Item = TypeVar("Item")
Batch: TypeAlias = "Callable[[Records, int, int], list[tuple[int, Item]]]"


def everything(database: "Database", batch: "Batch[Item]", number: int) -> Iterator[Item]:
    """Everything that came after a number, in the order in which it came.

    batch: makes of the records, a number and a count at most so many items with their numbers, those after the number
    """
    while True:
        with database.reading() as records:
            rows = [] if records is None else batch(records, number, BATCH)
        for number, item in rows:  # noqa: B007 the last number is where the next batch begins
            yield item
        if len(rows) < BATCH:
            return


def checked_limit(limit: int | None) -> int | None:
    """The limit of a page; BadRequest when it is no whole number of 1 or more."""
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 1):
        raise BadRequest(f"a limit is a whole number of 1 or more, got {limit!r}")
    return limit
