"""Text in, as it arrives; speech out."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from vivavoce.core.events import Event
from vivavoce.core.units import Ending, Unit
from vivavoce.engine.delivery import Delivery
from vivavoce.engine.duration import fit
from vivavoce.engine.rendering import Renderer
from vivavoce.text import Reader

STRETCH = 1024  # characters that are read in one go: some 10 ms of work before the first of them is said


class Speaker:
    """Says text as it arrives: feed it pieces, and take the events that each piece makes sayable.

    What ``feed``, ``flush`` and ``close`` return are iterators that do the work as they are read, one after the
    other: read each to its end before the next call, or call ``stop``.
    """

    def __init__(self, reader: Reader, renderer: Renderer, rate: int) -> None:
        self.rate = rate
        self._reader, self._renderer = reader, renderer
        self._delivery = Delivery(renderer.rate, rate)
        self._ending: Ending = "none"

    def feed(self, piece: str) -> Iterator[Event]:
        """Speech of all that can be said now that this piece has come. A long one is read bit by bit."""
        stretches = (piece[at : at + STRETCH] for at in range(0, max(len(piece), 1), STRETCH))
        return self._say(unit for stretch in stretches for unit in self._reader.feed(stretch))

    def flush(self) -> Iterator[Event]:
        """Speech of all that is held back; more text may follow."""
        yield from self._say(self._reader.flush())

    def close(self) -> Iterator[Event]:
        """The rest; raises EmptyText when no text came that can be said."""
        yield from self._say(self._reader.close())
        yield from self._delivery.close()

    def fitted(self, text: str, seconds: float, *, at_most: bool = False) -> Generator[Event, None, None]:
        """The whole text at once, lasting so many seconds exactly; or with ``at_most``, no longer than that.

        raises: BadRequest when the text would have to be hurried or slowed too much; EmptyText
        """
        units = [*self._reader.feed(text), *self._reader.close()]
        found = fit(self._renderer, units, seconds, at_most=at_most)
        yield from self._say(units, found.hurry)
        yield from self._delivery.silence(found.silence)
        yield from self._delivery.close()

    def _say(self, units: Iterable[Unit], hurry: float = 1.0) -> Iterator[Event]:
        """The units with the pauses between them."""
        for unit in units:
            yield from self._delivery.silence(self._renderer.pause(self._ending, unit, hurry))
            rendered = self._renderer.render(unit, hurry)
            yield from self._delivery.play(rendered.events, may_clip=rendered.may_clip)
            self._ending = unit.ending


class Stream:
    """Speech as it comes: iterate over its events; leaving the block, or ``close``, stops the voice.

    rate: samples per second of its sound and its times
    """

    def __init__(self, events: Generator[Event, None, None], rate: int) -> None:
        self.rate = rate
        self._events = events
        self._stopped = False

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        if self._stopped:
            raise StopIteration
        event = next(self._events)
        if self._stopped:  # while it was being made
            self._events.close()
            raise StopIteration
        return event

    def close(self) -> None:
        """Stop speaking; there are no more events. Another thread may say so while this one listens."""
        self._stopped = True
        with suppress(ValueError):  # a step is under way in the thread that listens, which closes it after that
            self._events.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
