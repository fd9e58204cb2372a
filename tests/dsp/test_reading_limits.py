"""The memory that reading takes, and sounds that last too long."""

import tracemalloc
from typing import Any

import numpy as np
import pytest

from tests.dsp.clips import RATE, SOUND, written
from vivavoce.core.audio import Audio
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.formats import Format
from vivavoce.dsp.reading import BLOCK, open_audio, read
from vivavoce.dsp.resample import resampled
from vivavoce.errors import TooLarge


def test_a_long_sound_is_read_in_the_memory_of_a_block() -> None:
    live = encoder(Format("flac", rate=8_000), 8_000)
    minute = np.zeros(8_000 * 60, np.float32)
    data = b"".join([*(live.feed(minute) for _ in range(20)), live.close()])
    tracemalloc.start()
    try:
        with open_audio(data) as reader:
            count = sum(len(block.samples) for block in reader)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 20 * len(minute)
    assert most < 500_000


def most_taken(data: bytes, **options: Any) -> tuple[Audio, int]:
    """The sound, and the most bytes that reading it took."""
    tracemalloc.start()
    try:
        return read(data, **options), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_whole_sound_is_held_once() -> None:
    length = 100 * BLOCK
    audio, most = most_taken(written(np.zeros(length, np.float32), ("FLAC", "PCM_16")))
    assert len(audio.samples) == length
    assert most < 1.25 * 4 * length + 200_000


@pytest.mark.parametrize(("channels", "kind"), [(1, ("FLAC", "PCM_16")), (2, ("WAV", "PCM_16"))])
def test_a_sound_too_large_for_its_length_is_read_in_the_memory_of_the_highest_rate(
    channels: int, kind: tuple[str, str]
) -> None:
    rate, seconds, longest, highest = 384_000, 9, 10.0, 16_000
    data = written(np.zeros((rate * seconds, channels), np.int16), kind, rate)
    audio, most = most_taken(data, longest_seconds=longest, highest_rate=highest)
    assert (audio.rate, len(audio.samples)) == (highest, highest * seconds)
    assert most < 1.25 * 4 * highest * longest + 400_000


def test_what_comes_at_the_highest_rate_is_what_the_resampler_makes_of_the_whole() -> None:
    data = written(SOUND, ("FLAC", "PCM_24"))
    expected = resampled(read(data), 16_000)
    audio = read(data, longest_seconds=3.0, highest_rate=16_000)
    assert audio.rate == 16_000
    assert np.array_equal(audio.samples, expected.samples)
    assert np.array_equal(read(data, highest_rate=16_000).samples, expected.samples)


@pytest.mark.parametrize(("longest", "highest"), [(4.5, 16_000), (3.0, 24_000), (None, 48_000)])
def test_a_sound_that_fits_in_that_memory_comes_as_it_is(longest: float | None, highest: int) -> None:
    data = written(SOUND, ("FLAC", "PCM_16"))
    audio, plain = read(data, longest_seconds=longest, highest_rate=highest), read(data)
    assert audio.rate == plain.rate == RATE
    assert audio.samples.tobytes() == plain.samples.tobytes()
    assert audio.samples.flags.writeable


def test_a_sound_that_does_not_tell_its_length_comes_at_the_highest_rate() -> None:
    live = encoder(Format("flac", rate=RATE), RATE)
    data = b"".join([live.feed(SOUND), live.close()])
    audio = read(data, longest_seconds=600.0, highest_rate=16_000)
    assert (audio.rate, len(audio.samples)) == (16_000, 3 * 16_000)


def test_what_lasts_too_long_is_refused_at_any_rate() -> None:
    data = written(np.zeros(384_000 * 2, np.int16), ("FLAC", "PCM_16"), 384_000)
    with pytest.raises(TooLarge, match=r"more than 1\.90 s"):
        read(data, longest_seconds=1.9, highest_rate=48_000)


@pytest.mark.parametrize("container", ["wav", "mp3", "flac", "ogg"])
def test_what_lasts_too_long_is_refused_before_it_is_read(container: str) -> None:
    data = encoded(Audio(SOUND, RATE), Format(container, rate=RATE))
    assert len(read(data, longest_seconds=3.0).samples) == len(SOUND)
    with pytest.raises(TooLarge, match=r"more than 2\.90 s"), open_audio(data, longest_seconds=2.9):
        pass


@pytest.mark.parametrize("container", ["wav", "mp3", "flac", "ogg"])
def test_a_live_stream_that_lasts_too_long_is_refused_on_the_way(container: str) -> None:
    live = encoder(Format(container, rate=RATE), RATE)
    with pytest.raises(TooLarge, match=r"more than 2\.00 s"):
        read(live.feed(SOUND) + live.close(), longest_seconds=2.0)
