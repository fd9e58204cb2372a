"""Ogg/Opus by libsndfile, its pages made repeatable. RFC 7845 (Opus in Ogg), RFC 3533 (Ogg).

What is held back: at most 100 ms: pages of 40 to 60 ms, and a frame of 20 ms in the encoder.

What is added: 312 samples at 48 kHz (6.5 ms) in front, which the header tells every reader to drop ("pre-skip"), and
what fills the last frame, which the last page's position tells it to drop. Opus always decodes at 48 kHz in FFmpeg: n
samples become exactly n times 48 000 / rate.
"""

import struct
import zlib

import numpy as np

from vivavoce.core.audio import Samples
from vivavoce.dsp.formats import OPUS_BIT_RATES, Format
from vivavoce.dsp.libsndfile import Writer

PAGE_MS = 60.0  # at most in a page; libsndfile takes no less than 50
SERIAL = 0x76697661  # "viva"; libsndfile draws a new one for every stream, and the same sound shall give the same bytes
HEADER = struct.Struct("<4sBBqIIIB")  # capture pattern, version, flags, position, serial, number, checksum, segments
LAST_PAGE = 0x04  # flag: end of stream
PRE_SKIP = slice(10, 12)  # of the OpusHead packet

MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))  # each byte with its bits in reverse order


class OpusCodec:
    """Frames of 20 ms at a variable bit rate."""

    delay = 0
    longest = None

    def __init__(self, format: Format, sized: bool) -> None:
        lowest, highest = OPUS_BIT_RATES
        assert format.bit_rate is not None  # every Opus Format has one
        # libsndfile maps its compression level of 0 to 1 straight onto the bit rates from the highest to the lowest.
        level = (highest - format.bit_rate) / (highest - lowest)
        self._writer = Writer(format.rate, "OGG", "OPUS", compression_level=level)
        self._writer.set_page_latency(PAGE_MS)
        self._pages = Pages()
        self._empty = True

    def head(self, total: int | None) -> bytes:
        """Nothing: libsndfile begins with the headers, and they tell no length."""
        return b""

    def encode(self, samples: Samples) -> bytes:
        self._empty = self._empty and not len(samples)
        return self._pages.feed(self._writer.write(samples))

    def finish(self) -> bytes:
        """The rest. libsndfile makes no stream at all of no samples, so it gets one, which the last page takes back."""
        if self._empty:
            self._pages.is_silent = True
            return self._pages.feed(self._writer.write(np.zeros(1, np.float32)) + self._writer.close())
        return self._pages.feed(self._writer.close())


class Pages:
    """Ogg pages, cut anywhere, with a fixed serial number and the checksum that goes with it."""

    def __init__(self) -> None:
        self._rest = b""
        self._pre_skip = 0
        self.is_silent = False  # the last page is to say that nothing but the pre-skip was played

    def feed(self, data: bytes) -> bytes:
        data = self._rest + data
        done, at = bytearray(), 0
        while size := page_size(data, at):
            done += self._rewritten(data[at : at + size])
            at += size
        self._rest = data[at:]
        return bytes(done)

    def _rewritten(self, page: bytes) -> bytes:
        pattern, version, flags, position, _, number, _, segments = HEADER.unpack_from(page)
        body = page[HEADER.size :]
        if number == 0:
            self._pre_skip = int.from_bytes(body[segments:][PRE_SKIP], "little")
        if self.is_silent and flags & LAST_PAGE:
            position = self._pre_skip
        fields = pattern, version, flags, position, SERIAL, number
        blank = HEADER.pack(*fields, 0, segments) + body
        return HEADER.pack(*fields, checksum(blank), segments) + body


def page_size(data: bytes, at: int) -> int:
    """The size of the page that begins there, 0 as long as it is not whole."""
    if len(data) < at + HEADER.size:
        return 0
    sizes = at + HEADER.size
    end = sizes + data[sizes - 1]
    size = end - at + sum(data[sizes:end])
    return size if len(data) >= at + size else 0


def checksum(page: bytes) -> int:
    """Ogg's CRC-32: the polynomial of zlib's, but most significant bit first, from 0, not inverted at the end.

    Mirroring every byte and the result makes the one order the other; zlib inverts at both ends, which undoes itself.
    """
    mirrored = zlib.crc32(page.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(MIRRORED), "big")
