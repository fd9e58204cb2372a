"""Sound as it comes: bytes, and events."""

import contextlib
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, Self, TypeAlias

from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.core.awaited import AsyncOnly, Awaited
from vivavoce.cartesia.core.once import Once
from vivavoce.cartesia.lengths import Sink, sized
from vivavoce.cartesia.operations.speech import joined
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output

if TYPE_CHECKING:
    from vivavoce.client.aio import AsyncStream
    from vivavoce.client.sync import Stream

File: TypeAlias = str | os.PathLike[str] | BinaryIO

TAKEN = "its chunks were taken one by one, so it cannot be had whole any more: join them yourself"


class Audio(Once):
    """Sound that comes from a server: go through it chunk by chunk as it comes, or take it whole.

    Leaving before its end, with ``close``, by leaving its ``with`` block or by forgetting it, stops the server.
    """

    def __init__(self, stream: "Stream[bytes]") -> None:
        self._stream = stream
        self._begun = False
        self._whole: bytes | None = None

    def __iter__(self) -> Iterator[bytes]:
        if self._whole is not None:
            return iter([self._whole] if self._whole else [])
        self._once()
        return self

    def __next__(self) -> bytes:
        self._begun = True
        try:
            return next(self._stream)
        except StopIteration:
            self._ended = True
            raise

    def read(self) -> bytes:
        """The whole sound, a WAV with its true length; waits until it is there.

        Raises BadRequestError once chunks of it were taken.
        """
        if self._whole is None:
            if self._begun:
                raise bad_request(TAKEN)
            self._whole = sized(b"".join(self))
        return self._whole

    def write_to_file(self, file: File) -> None:
        """Write it to a file as it comes.

        file: a path, or a file opened for writing bytes. A path has either the whole sound in the end or what it had
            before. A WAV tells its length, unless it goes into a pipe, or into a file opened to append
        """
        if self._begun and self._whole is None:
            raise bad_request(TAKEN)
        with writing(file) as out:
            for chunk in [self._whole] if self._whole is not None else self:
                out.write(chunk)

    def close(self) -> None:
        """Want no more of it; the server stops."""
        self._stream.close()

    def __repr__(self) -> str:
        return f"<Audio, {told(self._whole, self._begun)}>"

    def __bytes__(self) -> bytes:
        return self.read()

    def __buffer__(self, flags: int, /) -> memoryview:  # what file.write looks for, from Python 3.12 on
        return memoryview(self.read())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class AsyncAudio(Awaited, Once, AsyncOnly):
    """Sound that comes from a server: go through it with ``async for``, or await it for the whole.

    Nothing is sent before that. Leaving before its end stops the server.
    """

    def __init__(self, begin: Callable[[], Coroutine[Any, Any, "AsyncStream[bytes]"]]) -> None:
        self._begin = begin
        self._stream: AsyncStream[bytes] | None = None
        self._begun = False
        self._closed = False
        self._whole: bytes | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        if self._whole is not None:
            return only(self._whole)
        self._once()
        return self

    async def __anext__(self) -> bytes:
        self._begun = True
        if self._closed:
            raise StopAsyncIteration
        if self._stream is None:
            self._stream = await self._begin()
        try:
            return await anext(self._stream)
        except StopAsyncIteration:
            self._ended = True
            raise

    def __repr__(self) -> str:
        return f"<AsyncAudio, {told(self._whole, self._begun)}>"

    def __bytes__(self) -> NoReturn:
        raise TypeError("await it for the whole, as in: data = await audio")

    def __await__(self) -> Generator[Any, None, bytes]:
        return self.read().__await__()

    async def read(self) -> bytes:
        """The whole sound; see ``Audio.read``. Raises BadRequestError once chunks of it were taken."""
        if self._whole is None:
            if self._begun:
                raise bad_request(TAKEN)
            self._whole = sized(b"".join([chunk async for chunk in self]))
        return self._whole

    async def write_to_file(self, file: File) -> None:
        """Write it to a file as it comes; see ``Audio.write_to_file``."""
        if self._begun and self._whole is None:
            raise bad_request(TAKEN)
        with writing(file) as out:
            if self._whole is not None:
                out.write(self._whole)
            else:
                async for chunk in self:
                    out.write(chunk)

    async def close(self) -> None:
        """Want no more of it; the server stops."""
        self._closed = True
        if self._stream is not None:
            await self._stream.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()


def told(whole: bytes | None, begun: bool) -> str:
    """How far a sound has come, in words."""
    if whole is not None:
        return f"{len(whole)} bytes"
    return "taken chunk by chunk" if begun else "to be gone through, read or written to a file"


async def only(data: bytes) -> AsyncIterator[bytes]:
    """The one chunk, if there is anything in it."""
    if data:
        yield data


class WholeAudio(bytes):
    """Sound that is there: bytes, which version 1 of the vendor's library answered with, and as handy as ``Audio``."""

    def __iter__(self) -> Iterator[bytes]:  # type: ignore[override]
        return iter([bytes(self)] if self else [])

    def read(self) -> bytes:
        """The whole sound."""
        return bytes(self)

    def write_to_file(self, file: File) -> None:
        """Write it to a file; see ``Audio.write_to_file``."""
        with writing(file) as out:
            out.write(self)

    def close(self) -> None:
        """Nothing is under way."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Outputs(Once):
    """What a server says bit by bit: sound and times.

    Leaving before its end, with ``close``, by leaving its ``with`` block or by forgetting it, stops the server.
    """

    def __init__(self, stream: "Stream[Output]") -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[Output]:
        self._once()
        return self

    def __next__(self) -> Output:
        try:
            return next(self._stream)
        except StopIteration:
            self._ended = True
            raise

    def __repr__(self) -> str:
        return f"<Outputs, {'gone through' if self._ended else 'to be gone through as they come'}>"

    def whole(self) -> Output:
        """All that is left of it as one output."""
        return joined(self)

    def close(self) -> None:
        """Want no more of it; the server stops."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class AsyncOutputs(Awaited, Once, AsyncOnly):
    """What a server says bit by bit: sound and times, with ``async for``.

    Nothing is sent before that. Awaiting it waits until it has begun, so that what is wrong shows there, and gives
    itself. Leaving before its end stops the server.
    """

    def __init__(self, begin: Callable[[], Coroutine[Any, Any, "AsyncStream[Output]"]]) -> None:
        self._begin = begin
        self._stream: AsyncStream[Output] | None = None
        self._closed = False

    def __aiter__(self) -> AsyncIterator[Output]:
        self._once()
        return self

    def __repr__(self) -> str:
        return f"<AsyncOutputs, {'gone through' if self._ended else 'to be gone through with async for'}>"

    async def __anext__(self) -> Output:
        stream = await self._begun()
        if stream is None:
            raise StopAsyncIteration
        try:
            return await anext(stream)
        except StopAsyncIteration:
            self._ended = True
            raise

    def __await__(self) -> Generator[Any, None, Self]:
        return self._awaited().__await__()

    async def whole(self) -> Output:
        """All that is left of it as one output."""
        return joined([output async for output in self])

    async def close(self) -> None:
        """Want no more of it; the server stops."""
        self._closed = True
        if self._stream is not None:
            await self._stream.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    async def _awaited(self) -> Self:
        await self._begun()
        return self

    async def _begun(self) -> "AsyncStream[Output] | None":
        if self._stream is None and not self._closed:
            self._stream = await self._begin()
        return self._stream


@contextlib.contextmanager
def writing(file: File) -> Iterator[Sink]:
    """A file to write to. A path gets its new content at the end, when all of it is there."""
    with opened(file) as out:
        sink = Sink(out)
        yield sink
        sink.finish()


@contextlib.contextmanager
def opened(file: File) -> Iterator[BinaryIO]:
    if not isinstance(file, str | os.PathLike):
        if not callable(getattr(file, "write", None)):
            raise bad_request(f"file is a path, or a file opened for writing bytes, got {type(file).__name__}")
        yield file
        return
    path = Path(file).resolve()
    if path.exists() and not path.is_file():  # a device or a pipe, which nothing may take the place of
        with path.open("wb") as out:
            yield out
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        out = part.open("wb")
    except OSError as error:  # which names a file that the caller never heard of
        raise OSError(error.errno, error.strerror, os.fspath(file)) from None
    try:
        with out:
            yield out
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
