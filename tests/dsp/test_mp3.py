"""MP3: frames that stand for themselves, soon enough, and an Info frame that tells what to drop."""

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsp.independent import heard
from tests.dsp.signals import lag, speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp import mp3
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.formats import RATES, Format

# ISO 11172-3 and 13818-3, table of the bit rate index, layer III: kbit/s
KBITS = {
    3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    0: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
FREQUENCIES = {3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000]}


def frames(data: bytes) -> list[bytes]:
    """The whole frames at the front of an MP3."""
    found, at = [], 0
    while at + 4 <= len(data):
        assert data[at] == 0xFF
        assert data[at + 1] & 0xE0 == 0xE0
        version, third = (data[at + 1] >> 3) & 3, data[at + 2]
        rate = FREQUENCIES[version][(third >> 2) & 3]
        size = (144 if version == 3 else 72) * KBITS[version][third >> 4] * 1000 // rate + ((third >> 1) & 1)
        if at + size > len(data):
            break
        found.append(data[at : at + size])
        at += size
    return found


def reservoir(frame: bytes) -> int:
    """How many bytes before its header a frame's data begin."""
    return frame[4] << 1 | frame[5] >> 7 if (frame[1] >> 3) & 3 == 3 else frame[4]


@pytest.mark.parametrize("rate", RATES["mp3"])
@pytest.mark.parametrize("bits", [32_000, 64_000, 96_000, 128_000, 192_000])
def test_less_than_60_ms_are_held_back_wherever_mpeg_allows(rate: int, bits: int) -> None:
    samples = speechlike(rate, rate)
    live = encoder(Format("mp3", rate=rate, bit_rate=bits), rate)
    step, sent, most = rate // 200, b"", 0
    for end in range(step, len(samples) + 1, step):
        sent += live.feed(samples[end - step : end])
        most = max(most, end - len(frames(sent)) * mp3.samples_per_frame(rate))
    # Below 16 kHz a frame alone lasts 48 to 72 ms.
    assert most / rate < (0.060 if rate >= 16_000 else 0.100)


@pytest.mark.parametrize("rate", [8_000, 24_000, 44_100])
def test_no_frame_leans_on_those_before_it(rate: int) -> None:
    data = encoded(Audio(speechlike(rate, rate), rate), Format("mp3", rate=rate, bit_rate=32_000))
    assert {reservoir(frame) for frame in frames(data)} == {0}


@pytest.mark.parametrize("rate", RATES["mp3"])
@given(length=st.integers(0, 6_000))
@settings(max_examples=12, deadline=None)
def test_the_number_of_frames_is_known_beforehand(rate: int, length: int) -> None:
    live = encoder(Format("mp3", rate=rate), rate)
    data = live.feed(np.zeros(length)) + live.close()
    found = frames(data)
    assert sum(map(len, found)) == len(data)
    assert len(found) == mp3.frames_for(length, rate)
    assert len(found) * mp3.samples_per_frame(rate) >= 1105 + length


@pytest.mark.parametrize("rate", RATES["mp3"])
@given(length=st.integers(48, 6_000))
@settings(max_examples=12, deadline=None)
def test_a_file_of_any_length_is_exactly_as_long_for_ffmpeg_and_mpg123(rate: int, length: int) -> None:
    data = encoded(Audio(speechlike(rate, length), rate), Format("mp3", rate=rate, bit_rate=64_000))
    assert len(heard(data, "mp3")[0]) == length
    assert len(soundfile.read(io.BytesIO(data))[0]) == length


@pytest.mark.parametrize("length", [0, 1, 47])
def test_mpg123_counts_even_the_shortest_sounds_exactly(length: int) -> None:
    data = encoded(Audio(speechlike(24_000, length), 24_000), Format("mp3", rate=24_000))
    assert len(soundfile.read(io.BytesIO(data))[0]) == length


@pytest.mark.parametrize("rate", [8_000, 24_000, 48_000])
def test_a_file_whose_end_was_never_told_plays_from_a_silent_frame_on(rate: int) -> None:
    samples = speechlike(rate, rate // 2)
    file = encoder(Format("mp3", rate=rate), rate, seekable=True)
    found, _ = heard(file.feed(samples) + file.close())
    at, likeness = lag(samples, found)
    assert at == mp3.samples_per_frame(rate) + 1105
    assert likeness > 0.95


@pytest.mark.parametrize("rate", RATES["mp3"])
def test_the_info_frame_has_the_size_of_any_other(rate: int) -> None:
    data = encoded(Audio(np.zeros(3_000), rate), Format("mp3", rate=rate, bit_rate=32_000))
    first, *rest = frames(data)
    assert b"Info" in first
    assert len(first) == min(map(len, rest))
