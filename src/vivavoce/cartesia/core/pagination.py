"""Lists that come in pages, each fetched when it is needed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from vivavoce.client.call import Ask
from vivavoce.errors import VivavoceError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page. next: what the one after it is asked for by; None when there is none."""

    items: list[T]
    next: str | None


class Walk(Generic[T]):
    """Which page is asked for next, and what has come so far; the waiting is somebody else's.

    items: what has come; ended: whether that is all

    asking: asks for the page at a cursor; None is the first
    """

    def __init__(self, asking: Callable[[str | None], Ask[Page[T]]]) -> None:
        self.items: list[T] = []
        self.ended = False
        self._asking = asking
        self._cursor: str | None = None
        self._seen: set[str | None] = set()

    def ask(self) -> Ask[Page[T]] | None:
        """What to ask for; None when all is there."""
        return None if self.ended else self._asking(self._cursor)

    def take(self, page: Page[T]) -> None:
        """Add a page. Raises VivavoceError when the server leads in a circle."""
        self._seen.add(self._cursor)
        self.items += page.items
        self._cursor = page.next
        self.ended = page.next is None or not page.items
        if not self.ended and page.next in self._seen:
            self.ended = True
            raise VivavoceError(f"the server leads in a circle: the page after {page.next!r} was there before")


class SyncPager(Sequence[T]):
    """A list that is fetched page by page while it is gone through: iterate over it, or index it.

    ``len``, negative indices, slices and printing fetch all of it. What was fetched is kept.
    """

    def __init__(self, walk: Walk[T], send: Callable[[Ask[Page[T]]], Page[T]]) -> None:
        self._walk, self._send = walk, send

    def __iter__(self) -> Iterator[T]:
        at = 0
        while self._reaches(at):
            yield self._walk.items[at]
            at += 1

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice) or at < 0:
            return self._all()[at]
        self._reaches(at)
        return self._walk.items[at]

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        return self._reaches(0)

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, SyncPager) else other)

    def __repr__(self) -> str:
        return repr(self._all())

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def _reaches(self, at: int) -> bool:
        """Whether there is an item at that place, fetching as many pages as it takes."""
        while at >= len(self._walk.items):
            ask = self._walk.ask()
            if ask is None:
                return False
            self._walk.take(self._send(ask))
        return True

    def _all(self) -> list[T]:
        while (ask := self._walk.ask()) is not None:
            self._walk.take(self._send(ask))
        return self._walk.items


class AsyncPager(Generic[T]):
    """A list that is fetched page by page while it is gone through with ``async for``.

    Awaiting it fetches the first page, so that what is wrong shows there. What was fetched can be indexed; ``len`` and
    plain ``for`` would have to block the event loop, so they raise TypeError until all of it is there.
    """

    def __init__(
        self,
        walk: Walk[T],
        send: Callable[[Ask[Page[T]]], Awaitable[Page[T]]],
    ) -> None:
        self._walk, self._send = walk, send

    def __await__(self) -> Generator[Any, None, "AsyncPager[T]"]:
        return self._begun().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        at = 0
        while await self._reaches(at):
            yield self._walk.items[at]
            at += 1

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        there = self._walk.items
        known = isinstance(at, int) and 0 <= at < len(there)
        return (there if known else self._all())[at]

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        return bool(self._walk.items or self._all())

    def __repr__(self) -> str:
        return repr(self._walk.items) if self._walk.ended else f"<a list of which {len(self._walk.items)} were fetched>"

    def _all(self) -> list[T]:
        if not self._walk.ended:
            raise TypeError(
                "the list is not there yet: go through it with async for, as in [each async for each in pages]; "
                "awaiting it fetches the first page"
            )
        return self._walk.items

    async def _begun(self) -> "AsyncPager[T]":
        await self._reaches(0)
        return self

    async def _reaches(self, at: int) -> bool:
        while at >= len(self._walk.items):
            ask = self._walk.ask()
            if ask is None:
                return False
            self._walk.take(await self._send(ask))
        return True
