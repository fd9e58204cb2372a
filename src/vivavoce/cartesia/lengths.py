"""The length of a WAV that came as a stream, told once all of it is there.

A stream begins before anybody knows how long it gets, so its header says the largest number there is. Programs that
believe it, Python's ``wave`` among them, find hours of sound in a file of a second.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

NOT_TOLD = 0xFFFFFFFF  # the largest number of four bytes, which streams say
LONGEST_HEAD = 4096  # bytes in which the header is looked for; ours has 44 or 58, others' a few hundred


def corrections(head: bytes, length: int) -> list[tuple[int, bytes]]:
    """What is to be written where, so that a WAV tells its length: pairs of a place in it and four bytes.

    head: its first bytes, up to LONGEST_HEAD
    length: of all of it, in bytes, without a byte of padding
    returns: nothing for a WAV that tells its length, or is longer than it could tell, and for all other files
    """
    from vivavoce.dsp.lengths import UNKNOWN

    places = {name: (at, size) for name, at, size in chunks(head)}
    at, told = places.get(b"data", (0, 0))
    sound = length - at - 8
    whole = length + sound % 2 - 8  # the size of a RIFF counts all that follows it, padding too
    if told < UNKNOWN or whole >= NOT_TOLD:
        return []
    found = [(4, whole), (at + 4, sound)]
    if b"fact" in places and b"fmt " in places:
        (width,) = struct.unpack_from("<H", head, places[b"fmt "][0] + 8 + 12)  # bytes of one sample of all channels
        found.append((places[b"fact"][0] + 8, sound // max(width, 1)))
    return [(place, struct.pack("<I", number)) for place, number in found]


def chunks(head: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The chunks of a WAV up to its samples: name, where it begins, size as told."""
    at = 12
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return
    while at + 8 <= len(head):
        name, size = struct.unpack_from("<4sI", head, at)
        yield name, at, size
        if name == b"data":
            return
        at += 8 + size + size % 2


def sized(data: bytes) -> bytes:
    """A file that came as a stream, telling its length where it is a WAV."""
    found = corrections(data[:LONGEST_HEAD], len(data))
    if not found:
        return data
    whole = bytearray(data)
    for place, number in found:
        whole[place : place + len(number)] = number
    return bytes(whole) + b"\0" * (len(whole) % 2)


class Sink:
    """Where a stream is written to; a WAV tells its length in the end, where one can go back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._start = file.tell() if goes_back(file) else None
        self._head = b""
        self._length = 0

    def write(self, data: bytes) -> None:
        """Write what comes next."""
        self._file.write(data)
        self._head += data[: LONGEST_HEAD - len(self._head)]
        self._length += len(data)

    def finish(self) -> None:
        """Note that all of it is there."""
        found = corrections(self._head, self._length)
        if self._start is None or not found:
            return
        self._file.write(b"\0" * (self._length % 2))
        end = self._file.tell()
        for place, number in found:
            self._file.seek(self._start + place)
            self._file.write(number)
        self._file.seek(end)


def goes_back(file: BinaryIO) -> bool:
    """Whether one can write to an earlier place of it; what is written to a file opened to append goes to its end."""
    seekable = getattr(file, "seekable", None)
    return seekable is not None and seekable() and "a" not in str(getattr(file, "mode", ""))
