"""FLAC, 16 bits a sample, by libsndfile; the metadata in front are our own, so that they can tell the length. RFC 9639.

What is held back: a block of 4096 samples, 171 ms at 24 kHz. libFLAC's blocks of 1152 would make 15 % more bytes.

A live stream has 0 for its length, which in FLAC means "unknown". FFmpeg and libsndfile read it to its end, but
soundfile's ``read()`` has to be told how many samples to take.
"""

import hashlib

from vivavoce.core.audio import Samples
from vivavoce.dsp import pcm
from vivavoce.dsp.formats import Format
from vivavoce.dsp.libsndfile import Writer

BLOCK = 4096  # samples; libFLAC's for its default compression
VENDOR = b"vivavoce"
LAST = 0x80  # this metadata block is the last
STREAMINFO, VORBIS_COMMENT = 0, 4  # types of metadata blocks, section 8.1


class FlacCodec:
    """Lossless: the 16-bit steps come back as they were."""

    delay = 0
    longest = 2**36 - 1  # samples; the field has 36 bits

    def __init__(self, format: Format, sized: bool) -> None:
        self._format = format
        self._writer = Writer(format.rate, "FLAC", "PCM_16")
        self._metadata = Metadata()
        self._digest = hashlib.md5(usedforsecurity=False)
        self._finished = False

    def head(self, total: int | None) -> bytes:
        """The metadata blocks. 0 stands for what is not known: the length, the sizes of frames, the checksum."""
        rate, channels, bits = self._format.rate, 1, 16
        packed = rate << 44 | (channels - 1) << 41 | (bits - 1) << 36 | (total or 0)
        info = BLOCK.to_bytes(2, "big") * 2 + bytes(3) * 2 + packed.to_bytes(8, "big")
        info += self._digest.digest() if self._finished else bytes(16)
        comment = len(VENDOR).to_bytes(4, "little") + VENDOR + bytes(4)  # no further comments
        return b"fLaC" + block(STREAMINFO, info) + block(VORBIS_COMMENT | LAST, comment)

    def encode(self, samples: Samples) -> bytes:
        steps = pcm.steps(samples)
        self._digest.update(steps.tobytes())
        return self._metadata.skip(self._writer.write(steps))

    def finish(self) -> bytes:
        self._finished = True
        return self._metadata.skip(self._writer.close())


class Metadata:
    """Drops the metadata blocks at the front of a FLAC stream, which may come in pieces."""

    def __init__(self) -> None:
        self._front = b""
        self._passed = False

    def skip(self, data: bytes) -> bytes:
        if self._passed:
            return data
        self._front += data
        at, last = 4, False
        while not last:
            if len(self._front) < at + 4:
                return b""
            last = bool(self._front[at] & LAST)
            at += 4 + int.from_bytes(self._front[at + 1 : at + 4], "big")
        if len(self._front) < at:
            return b""
        self._passed = True
        return self._front[at:]


def block(type: int, content: bytes) -> bytes:
    return bytes([type]) + len(content).to_bytes(3, "big") + content
