"""What a sound file says of its own length, so that one that is cut short can be told."""

import struct
from typing import BinaryIO

# A WAV that claims this many bytes or more was written by someone who did not know: 0xFFFFFFFF in a live stream,
# 0x7FFFFFFF or 0x7FFFF000 by SoX and others.
UNKNOWN = 0x7FFFF000

# Bytes into an MP3 frame where its side information ends: MPEG-2 mono; MPEG-1 mono and MPEG-2 stereo; MPEG-1 stereo.
TAG_PLACES = (13, 21, 36)


def missing_bytes(file: BinaryIO) -> int:
    """How many bytes of samples a WAV announces that do not follow; 0 for whole ones and for all other files."""
    start = file.tell()
    if file.read(12)[:4] != b"RIFF":
        return 0
    end = file.seek(0, 2)
    at = start + 12
    while at + 8 <= end:
        file.seek(at)
        name, size = struct.unpack("<4sI", file.read(8))
        if name == b"data":
            return 0 if size >= UNKNOWN else max(0, at + 8 + size - end)
        at += 8 + size + size % 2
    return 0


def mp3_is_counted(file: BinaryIO) -> bool:
    """Whether the first frame of an MP3 is an Info, Xing or VBRI frame, which count the others."""
    start = file.tell()
    head = file.read(10)
    if head[:3] == b"ID3":  # a tag in front, whose size has seven bits in each byte
        size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
        file.seek(start + 10 + size)
        frame = file.read(64)
    else:
        frame = head + file.read(54)
    return any(frame[at : at + 4] in (b"Info", b"Xing", b"VBRI") for at in TAG_PLACES)
