import numpy as np
import pytest

from vivavoce.core.events import Chunk, Event, Phoneme, Phonemes, Word, Words
from vivavoce.engine.delivery import Delivery


def unit(length: int) -> list[Event]:
    word = Word("word", 3, 10, length)
    return [Words((word,)), Phonemes((Phoneme("w", 10, 20),)), Chunk(np.ones(length, np.float32))]


def sound(events: list[Event]) -> np.ndarray:
    return np.concatenate([event.samples for event in events if isinstance(event, Chunk)])


def test_units_and_silence_follow_one_another_on_one_clock() -> None:
    delivery = Delivery(4_000, 4_000)
    events = [*delivery.play(unit(100)), *delivery.silence(50), *delivery.play(unit(30)), *delivery.close()]
    words = [word for event in events if isinstance(event, Words) for word in event.words]
    assert words == [Word("word", 3, 10, 100), Word("word", 3, 160, 180)]
    assert [p for event in events if isinstance(event, Phonemes) for p in event.phonemes][1] == Phoneme("w", 160, 170)
    np.testing.assert_array_equal(sound(events), [1.0] * 100 + [0.0] * 50 + [1.0] * 30)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 48_000])
def test_at_another_rate_the_sound_and_the_times_keep_their_places(rate: int) -> None:
    delivery = Delivery(22_050, rate)
    events = [*delivery.silence(22_050), *delivery.play(unit(11_025)), *delivery.close()]
    words = [word for event in events if isinstance(event, Words) for word in event.words]
    assert abs(words[0].start - rate * (1 + 10 / 22_050)) <= 0.5
    assert abs(words[0].end - rate * 1.5) <= 0.5
    assert abs(len(sound(events)) - rate * 1.5) <= 1
    assert np.abs(sound(events)[: int(rate * 0.99)]).max() < 1e-3


def test_a_long_silence_comes_in_pieces() -> None:
    lengths = [len(event.samples) for event in Delivery(4_000, 4_000).silence(10_000) if isinstance(event, Chunk)]
    assert lengths == [4_000, 4_000, 2_000]
