"""Speech in portions that grow."""

import numpy as np
import pytest

from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.server.portions import FIRST, GROWTH, LARGEST, Portion, Portions

RATE = 1000
SOUND = np.arange(3 * RATE, dtype=np.float32)


def in_pieces(size: int) -> list[Event]:
    return [Chunk(SOUND[start : start + size]) for start in range(0, len(SOUND), size)]


def flat(events: list[Event]) -> list[Portion]:
    return [portion for together in Portions(RATE).of(events) for portion in together]


@pytest.mark.parametrize("size", [1, 7, 100, 3000])
def test_portions_begin_small_and_grow_however_the_sound_comes(size: int) -> None:
    lengths = [len(portion.samples) for portion in flat(in_pieces(size))]
    first, largest = int(RATE * FIRST), int(RATE * LARGEST)
    assert lengths[0] == first
    assert lengths[1:-1] == [min(first * int(GROWTH) ** n, largest) for n in range(1, len(lengths) - 1)]
    assert 0 < lengths[-1] <= largest


@pytest.mark.parametrize("size", [1, 7, 100, 3000])
def test_portions_together_are_the_sound(size: int) -> None:
    assert np.array_equal(np.concatenate([portion.samples for portion in flat(in_pieces(size))]), SOUND)


def test_those_that_one_event_completes_come_together() -> None:
    portions = Portions(RATE).of([Chunk(SOUND[:100]), Chunk(SOUND[100:110])])
    assert [[len(portion.samples) for portion in together] for together in portions] == [[30, 60], [20]]


def test_words_come_with_the_sound_they_begin_in() -> None:
    word, other = Word("one", 0, 0, 20), Word("two", 4, 20, 50)
    phoneme = Phoneme("w", 0, 10)
    events = [Words((word,)), Phonemes((phoneme,)), Chunk(SOUND[:30]), Words((other,)), Chunk(SOUND[30:50])]
    first, last = flat(events)
    assert (first.words, first.phonemes, len(first.samples)) == ([word], [phoneme], 30)
    assert (last.words, last.phonemes, len(last.samples)) == ([other], [], 20)


def test_sizes_go_on_growing_from_one_text_to_the_next() -> None:
    portions = Portions(RATE)
    assert [len(one.samples) for together in portions.of([Chunk(SOUND[:30])]) for one in together] == [30]
    assert [len(one.samples) for together in portions.of([Chunk(SOUND[:100])]) for one in together] == [60, 40]
