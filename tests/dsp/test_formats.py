"""Which formats there are and what they can hold."""

import pytest

from vivavoce.dsp.formats import MP3_BIT_RATES, NAMES, Format, format_for, named, rate_for
from vivavoce.errors import BadRequest


@pytest.mark.parametrize(
    ("container", "encoding", "bit_rate"),
    [
        ("raw", "pcm_s16le", None),
        ("wav", "pcm_s16le", None),
        ("mp3", "mp3", 128_000),
        ("flac", "flac", None),
        ("ogg", "opus", 32_000),
    ],
)
def test_what_is_left_out_is_what_the_container_usually_holds(
    container: str, encoding: str, bit_rate: int | None
) -> None:
    usual = Format(container, rate=24_000)
    assert (usual.encoding, usual.bit_rate) == (encoding, bit_rate)


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"container": "m4a"}, "raw, wav, mp3, flac, ogg"),
        ({"container": "wav", "encoding": "opus"}, "it holds pcm_s16le"),
        ({"container": "mp3", "encoding": "pcm_s16le"}, "it holds mp3"),
        ({"container": "wav", "rate": 3_999}, "from 4000 to 384000"),
        ({"container": "wav", "rate": 24_000.0}, "whole number"),
        ({"container": "wav", "rate": True}, "whole number"),
        ({"container": "ogg", "rate": 22_050}, "24000 Hz suits best"),
        ({"container": "mp3", "rate": 96_000}, "48000 Hz suits best"),
        ({"container": "mp3", "bit_rate": 100_000}, "96000, 112000"),
        ({"container": "mp3", "bit_rate": 128}, "32000, 40000"),
        ({"container": "ogg", "bit_rate": 5_999}, "6000 to 256000"),
        ({"container": "ogg", "bit_rate": "high"}, "whole number"),
        ({"container": "wav", "bit_rate": 128_000}, "no bit rate to choose"),
        ({"container": "flac", "bit_rate": 128_000}, "no bit rate to choose"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_do(settings: dict, complaint: str) -> None:
    with pytest.raises(BadRequest, match=complaint):
        Format(**{"rate": 24_000, **settings})


@pytest.mark.parametrize(
    ("rate", "coded"), [(8_000, 64_000), (12_000, 64_000), (16_000, 160_000), (24_000, 160_000), (44_100, 192_000)]
)
def test_an_mp3_spends_no_more_than_mpeg_has_frames_for_at_its_rate(rate: int, coded: int) -> None:
    assert Format("mp3", rate=rate, bit_rate=192_000).coded_bit_rate == coded
    assert Format("mp3", rate=rate, bit_rate=32_000).coded_bit_rate == 32_000


@pytest.mark.parametrize(
    ("container", "rate", "best"),
    [
        ("ogg", 22_050, 24_000),
        ("ogg", 16_000, 16_000),
        ("ogg", 44_100, 48_000),
        ("ogg", 96_000, 48_000),
        ("mp3", 22_050, 22_050),
        ("mp3", 22_051, 24_000),
        ("mp3", 4_000, 8_000),
        ("wav", 22_051, 22_051),
    ],
)
def test_the_best_rate_is_the_lowest_that_loses_nothing(container: str, rate: int, best: int) -> None:
    assert rate_for(container, rate) == best


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.wav", Format("wav", "pcm_s16le", rate=22_050)),
        ("A.WAV", Format("wav", "pcm_s16le", rate=22_050)),
        ("x/y.z/b.mp3", Format("mp3", "mp3", rate=22_050)),
        ("c.flac", Format("flac", "flac", rate=22_050)),
        ("d.opus", Format("ogg", "opus", rate=24_000)),
        ("d.ogg", Format("ogg", "opus", rate=24_000)),
        ("e.raw", Format("raw", "pcm_s16le", rate=22_050)),
        ("e.pcm", Format("raw", "pcm_s16le", rate=22_050)),
        ("f.ulaw", Format("raw", "pcm_mulaw", rate=22_050)),
        ("f.alaw", Format("raw", "pcm_alaw", rate=22_050)),
    ],
)
def test_a_file_gets_the_format_of_its_ending(path: str, expected: Format) -> None:
    assert format_for(path, rate=22_050) == expected


def test_a_name_goes_before_the_ending_and_a_format_before_both() -> None:
    assert format_for("a.wav", "mp3", rate=24_000, bit_rate=64_000) == Format(
        "mp3", "mp3", rate=24_000, bit_rate=64_000
    )
    assert format_for("a.wav", Format("flac", rate=8_000), rate=24_000) == Format("flac", "flac", rate=8_000)


@pytest.mark.parametrize("path", ["speech", "speech.txt", "speech.", ".wav/speech", None])
def test_a_file_whose_format_nobody_can_tell_is_refused(path: str | None) -> None:
    with pytest.raises(BadRequest, match=r"wav.*mp3"):
        format_for(path, rate=24_000)


def test_a_rate_that_is_meant_is_not_changed() -> None:
    with pytest.raises(BadRequest, match="24000 Hz suits best"):
        named("opus", 22_050, exact=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_makes_a_format_with_a_media_type(name: str) -> None:
    assert named(name, 24_000).media_type.startswith("audio/")


def test_the_bit_rates_of_the_customary_interfaces_are_there() -> None:
    assert {32_000, 64_000, 96_000, 128_000, 192_000} <= set(MP3_BIT_RATES)
