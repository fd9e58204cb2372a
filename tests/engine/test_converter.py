"""Carrying speech into another voice."""

from collections.abc import Iterator

import numpy as np
import pytest

from tests.speaker import RATE, speech
from vivavoce.core.audio import Audio
from vivavoce.core.embedding import Embedding
from vivavoce.dsp.resample import resampled
from vivavoce.engine import timbre
from vivavoce.engine.converter import LONGEST_WAIT, WorldConverter
from vivavoce.engine.encoder import WorldEncoder
from vivavoce.errors import BadAudio


def converted(samples: np.ndarray, voice: Embedding, rate: int = RATE, sizes: list[int] | None = None) -> np.ndarray:
    cuts = np.cumsum(sizes or [])
    pieces = [Audio(piece, rate) for piece in np.split(samples, cuts[cuts < len(samples)])]
    out = list(WorldConverter().convert(iter(pieces), voice))
    assert all(piece.rate == rate and len(piece.samples) for piece in out)
    return np.concatenate([np.zeros(0, np.float32), *(piece.samples for piece in out)])


def embed(samples: np.ndarray, rate: int = RATE) -> Embedding:
    return WorldEncoder().embed(Audio(samples, rate))


@pytest.fixture(scope="module")
def man() -> np.ndarray:
    return speech(6.0, pitch=110.0, tract=1.05)


@pytest.fixture(scope="module")
def woman() -> Embedding:
    return embed(speech(4.0, pitch=205.0, tract=0.9))


def test_a_mans_speech_becomes_a_womans(man: np.ndarray, woman: Embedding) -> None:
    out = embed(converted(man, woman))
    assert timbre.pitch(out) == pytest.approx(timbre.pitch(woman), rel=0.03)
    assert timbre.tract(out) == pytest.approx(timbre.tract(woman), abs=0.04)
    before, after = (np.linalg.norm(one.values - woman.values) for one in (embed(man), out))
    assert after < 0.65 * before  # the spectrum is a caricature of hers


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_every_rate_comes_back_with_the_same_number_of_samples(rate: int, man: np.ndarray, woman: Embedding) -> None:
    samples = resampled(Audio(man[: 2 * RATE + 7], RATE), rate).samples
    out = converted(samples, woman, rate)
    assert len(out) == len(samples)
    assert timbre.pitch(embed(out, rate)) == pytest.approx(timbre.pitch(woman), rel=0.05)


@pytest.mark.parametrize(("rate", "size"), [(RATE, 1_111), (48_000, 4_800), (8_000, 20_000)])
def test_how_the_speech_was_cut_changes_no_bit(rate: int, size: int, man: np.ndarray, woman: Embedding) -> None:
    samples = man[: 2 * rate]
    assert np.array_equal(
        converted(samples, woman, rate, [size] * (len(samples) // size)), converted(samples, woman, rate)
    )


@pytest.mark.parametrize("length", [0, 1, 2, 31, 119, 120, 2_000])
def test_what_is_too_short_for_a_voice_comes_out_as_it_went_in(length: int, man: np.ndarray, woman: Embedding) -> None:
    assert converted(man[:length], woman).tolist() == man[:length].tolist()


def test_no_pieces_give_none(woman: Embedding) -> None:
    assert list(WorldConverter().convert(iter([]), woman)) == []


def test_silence_comes_out_as_silence(woman: Embedding) -> None:
    assert not converted(np.zeros(20 * RATE, np.float32), woman).any()


def test_noise_without_a_voice_passes(woman: Embedding) -> None:
    noise = 0.05 * np.random.default_rng(6).standard_normal(2 * RATE).astype(np.float32)
    assert np.array_equal(converted(noise, woman), noise)


def test_a_long_silence_before_the_speech_is_not_waited_out(man: np.ndarray, woman: Embedding) -> None:
    samples = np.concatenate([np.zeros(round(1.5 * LONGEST_WAIT) * RATE, np.float32), man])
    out = converted(samples, woman)
    assert len(out) == len(samples)
    assert not out[: len(samples) - len(man) - RATE // 10].any()
    assert timbre.pitch(embed(out[-len(man) :])) == pytest.approx(timbre.pitch(woman), rel=0.04)
    assert np.abs(out).max() < 3 * np.abs(man).max()


def test_silence_within_the_speech_stays(man: np.ndarray, woman: Embedding) -> None:
    pause = np.zeros(RATE, np.float32)
    out = converted(np.concatenate([man[: 3 * RATE], pause, man[3 * RATE :]]), woman)
    assert not out[round(3.1 * RATE) : round(3.9 * RATE)].any()


def test_the_level_is_kept(man: np.ndarray, woman: Embedding) -> None:
    powers = [np.square(each).mean() for each in (man, converted(man, woman))]
    assert 10 * np.log10(powers[1] / powers[0]) == pytest.approx(0, abs=1)


def test_sound_begins_to_come_while_speech_still_arrives(man: np.ndarray, woman: Embedding) -> None:
    taken = 0

    def arriving() -> Iterator[Audio]:
        nonlocal taken
        for start in range(0, 4 * len(man), RATE // 4):
            taken += 1
            yield Audio(np.tile(man, 4)[start : start + RATE // 4], RATE)

    stream = WorldConverter().convert(arriving(), woman)
    first = next(stream)
    assert len(first.samples) <= RATE
    assert taken < 4 * (LONGEST_WAIT + 1)
    stream.close()


def test_another_rate_on_the_way_is_refused(man: np.ndarray, woman: Embedding) -> None:
    pieces = [Audio(man[:RATE], RATE), Audio(man[:RATE], 22_050)]
    with pytest.raises(BadAudio, match="one rate: the first had 24000 Hz, one 22050"):
        list(WorldConverter().convert(iter(pieces), woman))


def test_the_same_speech_gives_the_same_samples(man: np.ndarray, woman: Embedding) -> None:
    assert np.array_equal(converted(man[: 2 * RATE], woman), converted(man[: 2 * RATE], woman))
