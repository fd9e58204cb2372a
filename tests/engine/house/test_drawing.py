from dataclasses import replace

import numpy as np
import pytest

from tests.engine.house.doubles import unit
from vivavoce.core.audio import Samples
from vivavoce.engine.house.clearing import cleared
from vivavoce.engine.house.drawing import FIRST, GROWTH, MOST, drawn
from vivavoce.engine.house.networks import networks
from vivavoce.engine.house.plan import Plan, planned
from vivavoce.engine.house.script import script_of
from vivavoce.engine.house.vocoder import BINS, Vocoder

SENTENCE = "These days a chicken leg is a rare dish, and a large size in stockings is hard to sell, is it not?"


def plan(text: str = SENTENCE, language: str = "en-US") -> Plan:
    table = networks().table
    script = script_of(unit(text), language)
    speaker = next(iter(table.speakers.values()))
    return planned(networks(), script, speaker, table.languages[language], 0.9)


def sounded(plan: Plan, first: int, most: int) -> Samples:
    vocoder = Vocoder()
    told = [
        vocoder.feed(piece.f0, piece.harmonic, piece.noise) for piece in drawn(networks(), plan, first=first, most=most)
    ]
    return np.concatenate([*told, vocoder.close()])


def test_pieces_grow_and_end_with_the_plan() -> None:
    said = plan()
    lengths = [len(piece.f0) for piece in drawn(networks(), said)]
    assert lengths[:2] == [FIRST, FIRST * GROWTH]
    assert max(lengths) <= MOST
    assert sum(lengths) == said.end - said.begin


@pytest.mark.parametrize(("first", "most"), [(1, 7), (8, 64), (FIRST, MOST), (50, 50)])
def test_what_is_drawn_in_pieces_sounds_like_the_whole(first: int, most: int) -> None:
    said = plan()
    whole = sounded(said, said.frames, said.frames)
    assert len(whole) == said.samples
    assert np.abs(whole).max() > 0.01
    assert np.abs(sounded(said, first, most) - whole).max() < 1e-3


def test_what_is_drawn_is_cleared_of_the_speaker_s_background() -> None:
    said = plan()
    quiet = replace(said, speaker=replace(said.speaker, background=np.zeros(BINS, np.float32)))
    for found, before in zip(drawn(networks(), said), drawn(networks(), quiet), strict=True):
        harmonic, noise = cleared(before.f0, before.harmonic, before.noise, said.speaker.background)
        assert np.array_equal(found.f0, before.f0)
        np.testing.assert_allclose(found.harmonic, harmonic, atol=1e-4)
        np.testing.assert_allclose(found.noise, noise, atol=1e-4)
        assert (noise < before.noise).any()
