"""Ogg/Opus: small pages, the same bytes every time."""

import io
import itertools
import struct

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from tests.dsp.signals import speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.formats import RATES, Format
from vivavoce.dsp.opus import SERIAL, Pages, checksum

FORMAT = Format("ogg", rate=24_000)


def pages(data: bytes) -> list[tuple[int, int, int, int, bytes]]:
    """Flags, position, serial, number and the whole of each page."""
    found, at = [], 0
    while at < len(data):
        pattern, _, flags, position, serial, number, _, segments = struct.unpack_from("<4sBBqIIIB", data, at)
        assert pattern == b"OggS"
        size = 27 + segments + sum(data[at + 27 : at + 27 + segments])
        found.append((flags, position, serial, number, data[at : at + size]))
        at += size
    assert at == len(data)
    return found


def crc(data: bytes) -> int:
    """Ogg's checksum straight from RFC 3533, section 6: bit by bit."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


@given(st.binary(max_size=300))
def test_the_checksum_is_the_one_of_the_standard(data: bytes) -> None:
    assert checksum(data) == crc(data)


def test_every_page_carries_our_serial_number_and_a_right_checksum() -> None:
    found = pages(encoded(Audio(speechlike(24_000, 24_000), 24_000), FORMAT))
    assert {serial for _, _, serial, _, _ in found} == {SERIAL}
    assert [number for _, _, _, number, _ in found] == list(range(len(found)))
    for *_, page in found:
        assert struct.unpack_from("<I", page, 22)[0] == crc(page[:22] + bytes(4) + page[26:])


def test_only_the_last_page_says_that_it_is_the_last() -> None:
    found = pages(encoded(Audio(speechlike(24_000, 24_000), 24_000), FORMAT))
    assert [bool(flags & 4) for flags, *_ in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize("rate", RATES["ogg"])
def test_at_most_100_ms_are_held_back(rate: int) -> None:
    samples = speechlike(rate, rate)
    live = encoder(Format("ogg", rate=rate), rate)
    step, sent, most = rate // 200, b"", 0.0
    for end in range(step, len(samples) + 1, step):
        sent += live.feed(samples[end - step : end])
        playable = max(position - 312 for _, position, *_ in pages(sent)) / 48_000
        most = max(most, end / rate - max(playable, 0))
    assert most <= 0.100


@pytest.mark.parametrize("rate", RATES["ogg"])
@pytest.mark.parametrize("length", [0, 1, 2, 479, 480, 481, 5_000])
def test_libsndfile_counts_every_length_exactly(rate: int, length: int) -> None:
    data = encoded(Audio(speechlike(rate, length), rate), Format("ogg", rate=rate))
    found, found_rate = soundfile.read(io.BytesIO(data))
    assert (len(found), found_rate) == (length, rate)


@given(st.lists(st.integers(1, 5_000), max_size=8))
def test_pages_may_be_cut_anywhere(sizes: list[int]) -> None:
    data = encoded(Audio(speechlike(24_000, 6_000), 24_000), FORMAT)
    cuts = [0, *np.minimum(np.cumsum(sizes), len(data)).tolist(), len(data)]
    one = Pages()
    assert b"".join(one.feed(data[start:end]) for start, end in itertools.pairwise(cuts)) == data
