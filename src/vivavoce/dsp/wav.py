"""WAV: RIFF chunks around samples. Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991)."""

import struct

from vivavoce.core.audio import Samples
from vivavoce.dsp import pcm
from vivavoce.dsp.formats import Format

TAGS: dict[str, int] = {"pcm_s16le": 0x0001, "pcm_f32le": 0x0003, "pcm_alaw": 0x0006, "pcm_mulaw": 0x0007}  # mmreg.h

# What a live stream says its length is: the largest number, as FFmpeg writes into a pipe. FFmpeg, libsndfile, SoX and
# Python's `wave` then read to the end of the bytes (`wave` counts 2 147 483 647 frames before it has read them),
# scipy too, with a warning. With 0 in its place libsndfile, `wave` and scipy find no sound at all.
UNKNOWN = 0xFFFFFFFF


class WavCodec:
    """PCM, float, µ-law or A-law in a WAV."""

    delay = 0

    def __init__(self, format: Format, sized: bool) -> None:
        self._format = format
        self._sized = sized
        self._bytes = 0
        self._width = pcm.WIDTHS[format.encoding]
        # The RIFF size counts all but its first 8 bytes and has to stay below UNKNOWN, a byte of padding included.
        self.longest = (UNKNOWN - 2 - (len(self.head(None)) - 8)) // self._width

    def head(self, total: int | None) -> bytes:
        """The chunks in front of the samples: 44 bytes for PCM, 58 for all else, which owes a `fact` chunk."""
        data = UNKNOWN if total is None else total * self._width
        padded = data + data % 2
        middle = self._description() + self._fact(total) + b"data"
        riff = UNKNOWN if total is None else 4 + len(middle) + 4 + padded
        return b"RIFF" + struct.pack("<I", riff) + b"WAVE" + middle + struct.pack("<I", data)

    def encode(self, samples: Samples) -> bytes:
        data = pcm.encode(samples, self._format.encoding)
        self._bytes += len(data)
        return data

    def finish(self) -> bytes:
        """A byte to make the chunk even; not in a stream of unknown length, where it would be one more sample."""
        return b"\0" * (self._bytes % 2) if self._sized else b""

    def _description(self) -> bytes:
        rate, width = self._format.rate, self._width
        fields = struct.pack("<HHIIHH", TAGS[self._format.encoding], 1, rate, rate * width, width, 8 * width)
        return chunk(b"fmt ", fields if self._plain else fields + struct.pack("<H", 0))  # no bytes of extension

    def _fact(self, total: int | None) -> bytes:
        return b"" if self._plain else chunk(b"fact", struct.pack("<I", UNKNOWN if total is None else total))

    @property
    def _plain(self) -> bool:
        return self._format.encoding == "pcm_s16le"


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content
