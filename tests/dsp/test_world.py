"""Speech taken apart."""

import numpy as np
import pytest

from tests.speaker import HOP, RATE, SYLLABLE, said, speech
from vivavoce.core.audio import Audio
from vivavoce.core.frames import Frames
from vivavoce.dsp.synthesis import Synthesis
from vivavoce.dsp.world import Analyser, analysed, hop_of, joined, melody, part_of, selected
from vivavoce.errors import BadRequest


def cut(samples: np.ndarray, sizes: list[int]) -> Frames:
    analyser, at, parts = Analyser(RATE), 0, []
    for size in sizes:
        parts.append(analyser.feed(samples[at : at + size]))
        at += size
    return joined([*parts, analyser.feed(samples[at:]), analyser.close()])


def test_pitch_and_pauses_of_speech_are_found_again() -> None:
    frames = analysed(Audio(speech(2.0), RATE))
    true = said(len(frames), 120.0, 0.25, 1.0)
    both = (frames.f0 > 0) & (true.f0 > 0)
    assert both.sum() > 0.85 * (true.f0 > 0).sum()
    assert (frames.f0 > 0).sum() < 1.15 * (true.f0 > 0).sum()
    assert np.abs(np.log2(frames.f0[both] / true.f0[both])).max() < 0.15


def test_the_spectrum_is_found_again() -> None:
    frames, true = analysed(Audio(speech(2.0), RATE)), said(401, 120.0, 0.25, 1.0)
    vowels = np.isin(np.arange(len(frames)) % SYLLABLE, range(8, 20))
    band = slice(10, 150)  # 230 Hz to 3.5 kHz
    mean = [10 * np.log10(one.envelope[vowels, band]).mean(axis=0) for one in (frames, true)]
    difference = mean[0] - mean[1]
    assert np.abs(difference - difference.mean()).max() < 4


@pytest.mark.parametrize("length", [0, 1, HOP - 1, HOP, 50 * HOP, 12_345])
def test_there_is_a_frame_every_hop(length: int) -> None:
    assert len(analysed(Audio(np.zeros(length, np.float32), RATE))) == (length // HOP + 1 if length else 0)


@pytest.mark.parametrize("size", [1_000, 7_001])
def test_frames_do_not_depend_on_how_the_samples_were_cut(size: int) -> None:
    samples = speech(1.0)
    once, often = cut(samples, []), cut(samples, [size] * (len(samples) // size))
    assert np.array_equal(once.f0, often.f0)
    assert np.array_equal(once.envelope, often.envelope)
    assert np.array_equal(once.aperiodicity, often.aperiodicity)


@pytest.mark.parametrize("rate", [8_000, 96_000])
def test_a_rate_that_cannot_be_says_what_would_do(rate: int) -> None:
    with pytest.raises(BadRequest, match=f"at 16000 to 48000 samples per second, got {rate}"):
        Analyser(rate)


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
def test_every_rate_keeps_the_hop_near_5_ms_and_the_level(rate: int) -> None:
    time = np.arange(rate) / rate
    sound = (0.1 * sum(np.sin(2 * np.pi * 140 * number * time + number) for number in range(1, 9))).astype(np.float32)
    frames = analysed(Audio(sound, rate))
    assert frames.hop == hop_of(rate)
    synthesis = Synthesis(rate, frames.hop)
    again = np.concatenate([synthesis.feed(frames), synthesis.close(rate)])
    inner = slice(rate // 10, -rate // 10)
    assert 10 * np.log10(np.square(again[inner]).mean() / np.square(sound[inner]).mean()) == pytest.approx(0, abs=1)


def test_silence_has_no_voice_and_no_power() -> None:
    frames = analysed(Audio(np.zeros(RATE, np.float32), RATE))
    assert not frames.f0.any()
    assert frames.envelope.max() < 1e-13
    assert (frames.aperiodicity == 1).all()


def test_parts_and_selections_are_frames() -> None:
    frames = said(30, 120.0, 0.2, 1.0)
    assert joined([part_of(frames, 0, 10), part_of(frames, 10, 30)]).f0.tolist() == frames.f0.tolist()
    assert selected(frames, frames.f0 > 0).f0.tolist() == frames.f0[frames.f0 > 0].tolist()


def test_a_melody_is_told_with_its_times_at_any_rate() -> None:
    time = np.arange(8_000) / 8_000
    sound = sum(np.sin(2 * np.pi * 200 * number * time) for number in range(1, 5)) * 0.1
    f0, seconds = melody(Audio(sound.astype(np.float32), 8_000))
    assert len(f0) == len(seconds) == 201
    assert seconds[-1] == pytest.approx(1.0)
    assert np.median(f0[20:180]) == pytest.approx(200, rel=0.01)
