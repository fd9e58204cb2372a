"""What holds for the encoder of every format."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsp.independent import heard
from tests.dsp.signals import lag, speechlike
from vivavoce.core.audio import Audio
from vivavoce.dsp import pcm
from vivavoce.dsp.encoders import encoded, encoder
from vivavoce.dsp.formats import MP3_BIT_RATES, RATES, Format
from vivavoce.dsp.resample import resampled
from vivavoce.errors import BadAudio, EngineFailed

GUARANTEED = (8_000, 16_000, 22_050, 24_000, 44_100, 48_000)
ENCODINGS = ("pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw")

LOSSLESS = [
    *(Format("wav", encoding, rate=rate) for encoding in ENCODINGS for rate in GUARANTEED),
    *(Format("flac", rate=rate) for rate in GUARANTEED),
]
MP3 = [Format("mp3", rate=rate, bit_rate=bits) for rate in RATES["mp3"] for bits in (32_000, 64_000, 128_000, 192_000)]
OPUS = [Format("ogg", rate=rate) for rate in RATES["ogg"]]
ONE_OF_EACH = [
    Format("raw", "pcm_mulaw", rate=8_000),
    *(Format("wav", encoding, rate=22_050) for encoding in ENCODINGS),
    Format("flac", rate=24_000),
    Format("mp3", rate=24_000, bit_rate=64_000),
    Format("mp3", rate=44_100),
    Format("ogg", rate=24_000),
]


def called(format: Format) -> str:
    return "-".join(str(each) for each in (format.container, format.encoding, format.rate, format.bit_rate or ""))


def quantized(samples: np.ndarray, format: Format) -> np.ndarray:
    """What a lossless format makes of the samples."""
    encoding = "pcm_s16le" if format.encoding == "flac" else format.encoding
    return pcm.decode(pcm.encode(samples, encoding), encoding)


@pytest.mark.parametrize("format", LOSSLESS, ids=called)
@pytest.mark.parametrize("length", [0, 1, 4_567])
def test_a_lossless_file_holds_exactly_the_samples_for_ffmpeg(format: Format, length: int) -> None:
    samples = speechlike(format.rate, length)
    found, rate = heard(encoded(Audio(samples, format.rate), format))
    assert rate == format.rate
    assert found.tolist() == quantized(samples, format).tolist()


@pytest.mark.parametrize("format", LOSSLESS, ids=called)
@pytest.mark.parametrize("length", [1, 4_567])
def test_a_lossless_live_stream_holds_exactly_the_samples_for_ffmpeg(format: Format, length: int) -> None:
    samples = speechlike(format.rate, length)
    live = encoder(format, format.rate)
    found, rate = heard(live.feed(samples) + live.close())
    assert rate == format.rate
    assert live.delay == 0
    assert found.tolist() == quantized(samples, format).tolist()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_raw_sound_is_the_samples_and_nothing_else(encoding: str) -> None:
    samples = speechlike(22_050, 3_001)
    data = encoded(Audio(samples, 22_050), Format("raw", encoding, rate=22_050))
    assert data == pcm.encode(samples, encoding)


@pytest.mark.parametrize("format", MP3, ids=called)
def test_an_mp3_file_is_as_long_as_the_sound_and_nowhere_shifted(format: Format) -> None:
    samples = speechlike(format.rate, format.rate // 2 + 7)
    found, rate = heard(encoded(Audio(samples, format.rate), format))
    assert (rate, len(found)) == (format.rate, len(samples))
    at, likeness = lag(samples, found)
    assert at == 0
    assert likeness > 0.95


@pytest.mark.parametrize("format", MP3, ids=called)
def test_a_live_mp3_is_late_by_the_declared_delay_and_has_its_tail(format: Format) -> None:
    samples = speechlike(format.rate, format.rate // 2 + 7)
    live = encoder(format, format.rate)
    found, rate = heard(live.feed(samples) + live.close())
    assert rate == format.rate
    at, likeness = lag(samples, found)
    assert at == live.delay == 1105
    assert likeness > 0.95
    tail = slice(-format.rate // 20, None)
    assert np.corrcoef(samples[tail], found[at : at + len(samples)][tail])[0, 1] > 0.9


@pytest.mark.parametrize("format", OPUS, ids=called)
@pytest.mark.parametrize("is_live", [True, False])
def test_an_opus_is_as_long_as_the_sound_and_nowhere_shifted(format: Format, is_live: bool) -> None:
    samples = speechlike(format.rate, format.rate // 2 + 7)
    one = encoder(format, format.rate, None if is_live else len(samples))
    found, rate = heard(one.feed(samples) + one.close())
    assert rate == 48_000
    assert len(found) == len(samples) * 48_000 // format.rate
    at, likeness = lag(resampled(Audio(samples, format.rate), 48_000).samples, found)
    assert at == one.delay == 0
    assert likeness > 0.9


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
@given(sizes=st.lists(st.integers(0, 1500), max_size=6))
@settings(max_examples=15, deadline=None)
def test_how_the_sound_is_cut_does_not_change_a_byte(format: Format, sizes: list[int]) -> None:
    samples = speechlike(format.rate, 4_000)
    whole = encoder(format, format.rate)
    expected = whole.feed(samples) + whole.close()
    cuts = np.minimum(np.cumsum(sizes), len(samples)).astype(int)
    pieces = encoder(format, format.rate)
    assert b"".join([*(pieces.feed(part) for part in np.split(samples, cuts)), pieces.close()]) == expected


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
def test_sample_by_sample_gives_the_same_bytes(format: Format) -> None:
    samples = speechlike(format.rate, 1_500)
    whole = encoder(format, format.rate)
    expected = whole.feed(samples) + whole.close()
    single = encoder(format, format.rate)
    assert b"".join([*(single.feed([sample]) for sample in samples), single.close()]) == expected


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
def test_a_length_known_from_the_start_gives_the_file_of_one_told_at_the_end(format: Format) -> None:
    samples = speechlike(format.rate, 3_001)
    known = encoder(format, format.rate, len(samples))
    stream = known.feed(samples) + known.close()
    assert known.head() + stream[len(known.head()) :] == encoded(Audio(samples, format.rate), format)
    if format.container != "flac":  # whose checksum nobody knows before the end
        assert stream.startswith(known.head())


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
def test_the_same_sound_gives_the_same_bytes_again(format: Format) -> None:
    audio = Audio(speechlike(format.rate, 5_000), format.rate)
    assert encoded(audio, format) == encoded(audio, format)


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
def test_a_sound_of_another_rate_is_resampled_whole(format: Format) -> None:
    samples = speechlike(16_000, 4_001)
    audio = Audio(samples, 16_000)
    assert encoded(audio, format) == encoded(resampled(audio, format.rate), format)
    live, direct = encoder(format, 16_000), encoder(format, format.rate)
    pieces = [live.feed(part) for part in np.split(samples, [1, 17, 2_000])]
    whole = direct.feed(resampled(audio, format.rate).samples) + direct.close()
    assert b"".join([*pieces, live.close()]) == whole


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
def test_the_first_feed_brings_the_front_of_the_stream_even_without_samples(format: Format) -> None:
    one = encoder(format, format.rate, 0)
    first = one.feed([])
    assert first == one.head()
    assert one.feed([]) == b""


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
def test_after_the_end_nothing_can_be_fed_and_closing_again_gives_nothing(format: Format) -> None:
    one = encoder(format, format.rate)
    one.feed([0.0])
    one.close()
    assert one.close() == b""
    with pytest.raises(RuntimeError, match="closed"):
        one.feed([0.0])


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
def test_more_or_fewer_samples_than_announced_are_an_error(format: Format) -> None:
    with pytest.raises(EngineFailed, match="3 samples came where 2 were announced"):
        encoder(format, format.rate, 2).feed([0.0, 0.0, 0.0])
    one = encoder(format, format.rate, 2)
    one.feed([0.0])
    with pytest.raises(EngineFailed, match="1 samples came where 2 were announced"):
        one.close()


@pytest.mark.parametrize("format", ONE_OF_EACH, ids=called)
@pytest.mark.parametrize("bad", [[0.0, np.nan], [np.inf], [[0.0, 0.0]]])
def test_samples_that_cannot_be_are_refused_by_every_format(format: Format, bad: list) -> None:
    with pytest.raises(BadAudio):
        encoder(format, format.rate).feed(bad)


@pytest.mark.parametrize("bits", MP3_BIT_RATES)
def test_every_bit_rate_of_mp3_takes_as_many_bytes_as_it_says(bits: int) -> None:
    data = encoded(Audio(np.zeros(48_000), 48_000), Format("mp3", rate=48_000, bit_rate=bits))
    assert len(data) * 8 == pytest.approx(bits * 44 * 1152 / 48_000)


@pytest.mark.parametrize("bits", [8_000, 16_000, 32_000, 64_000, 128_000])
def test_opus_spends_about_the_bit_rate_on_noise(bits: int) -> None:
    noise = (0.1 * np.random.default_rng(1).standard_normal(48_000)).astype(np.float32)
    spent = 8 * len(encoded(Audio(noise, 24_000), Format("ogg", rate=24_000, bit_rate=bits))) / 2
    assert 0.8 * bits < spent < 1.3 * bits + 8_000  # 8 kbit/s: the pages and the headers
