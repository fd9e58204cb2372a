import numpy as np
import pytest

from vivavoce.core.events import Chunk, Phonemes, Words
from vivavoce.core.units import Token, Unit
from vivavoce.engine.tone import RATE, ToneSynthesizer
from vivavoce.errors import BadRequest

UNIT = Unit("Ab – c1d", (Token("Ab", 5, 0, 2), Token("–", 8, 3, 4), Token("c1d", 10, 5, 8)))


def events(pace: float = 1.0, own_voice: str = "tone") -> list[Words | Phonemes | Chunk]:
    return list(ToneSynthesizer().speak(UNIT, language="en-US", own_voice=own_voice, pace=pace))


def sound(pace: float = 1.0, own_voice: str = "tone") -> np.ndarray:
    return np.concatenate([event.samples for event in events(pace, own_voice) if isinstance(event, Chunk)])


def test_words_last_fifty_milliseconds_and_ten_for_each_letter() -> None:
    words = [word for event in events() if isinstance(event, Words) for word in event.words]
    milliseconds = RATE // 1000
    assert [(w.text, w.offset, w.start // milliseconds, w.end // milliseconds) for w in words] == [
        ("Ab", 5, 0, 70),
        ("–", 8, 90, 90),
        ("c1d", 10, 90, 170),
    ]
    assert len(sound()) == 170 * milliseconds


def test_the_pace_divides_all_times() -> None:
    assert len(sound(2.0)) == len(sound()) // 2
    assert len(sound(0.25)) == len(sound()) * 4


def test_phonemes_share_the_time_of_their_word() -> None:
    phonemes = [phoneme for event in events() if isinstance(event, Phonemes) for phoneme in event.phonemes]
    assert [phoneme.symbol for phoneme in phonemes] == ["A", "b", "c", "1", "d"]
    assert (phonemes[0].start, phonemes[1].start, phonemes[1].end) == (0, 840, 1680)


def test_tones_are_what_their_place_and_voice_say() -> None:
    first = sound()[:1680]
    expected = 0.5 * np.sin(2 * np.pi * 440 / RATE * np.arange(1680))
    np.testing.assert_allclose(first[48:-48], expected[48:-48], atol=1e-6)
    low = sound(own_voice="low")[:1680]
    np.testing.assert_allclose(low[48:-48], 0.5 * np.sin(2 * np.pi * 220 / RATE * np.arange(1680))[48:-48], atol=1e-6)


def test_gaps_are_silent_and_nothing_clicks() -> None:
    assert not sound()[1680:2160].any()
    assert np.abs(np.diff(sound(), prepend=0, append=0)).max() < 0.12


def test_nothing_to_hear_is_no_sound() -> None:
    unit = Unit("–", (Token("–", 0, 0, 1),))
    told = list(ToneSynthesizer().speak(unit, language="en-US", own_voice="tone", pace=1.0))
    assert len(told) == 1
    assert isinstance(told[0], Words)


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"own_voice": "alto"}, {"pace": 5.0}])
def test_what_it_does_not_know_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest, match="tones know"):
        ToneSynthesizer().speak(UNIT, **({"language": "en-US", "own_voice": "tone", "pace": 1.0} | wrong))  # type: ignore[arg-type]
