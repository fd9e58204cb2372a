import math
from typing import Any

import pytest

from vivavoce.core.embedding import Embedding
from vivavoce.core.emotions import EMOTIONS, canonical
from vivavoce.core.requests import Controls, Emotion, Speech, emotions
from vivavoce.core.voices import Origin, Voice
from vivavoce.errors import BadAudio, BadRequest

VOICE = Voice("00000000-0000-0000-0000-000000000001", "Test", Embedding([0.0] * 192), Origin("created"))


@pytest.mark.parametrize("speed", [0.25, 1, 4.0])
def test_a_speed_within_the_range_is_taken_as_it_is(speed: float) -> None:
    assert Controls(speed=speed).speed == speed


@pytest.mark.parametrize("speed", [0, 0.249, 4.01, -1, math.nan, math.inf, "fast", None, True])
def test_another_speed_is_refused_with_the_range(speed: Any) -> None:
    with pytest.raises(BadRequest, match=r"speed must .*between 0\.25 and 4"):
        Controls(speed=speed)


@pytest.mark.parametrize(("name", "value"), [("volume", 4.1), ("volume", -0.1), ("pitch", 25), ("pitch", math.nan)])
def test_other_controls_are_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(BadRequest, match=name):
        Controls(**{name: value})


def test_there_are_the_58_emotions_and_no_two_are_the_same() -> None:
    assert len(EMOTIONS) == 58
    assert len(set(EMOTIONS.values())) == 58


def test_emotions_are_found_in_any_case_and_by_their_old_names() -> None:
    assert canonical(" Happy ") == "happy"
    assert canonical("anger") == "angry"
    assert canonical("Joking/Comedic") == "ironic"
    assert canonical("hangry") is None


def test_an_unknown_emotion_is_refused_with_near_ones() -> None:
    with pytest.raises(BadRequest, match=r"did you mean .*angry"):
        Emotion("hangry")


def test_an_emotion_is_named_with_or_without_its_strength() -> None:
    assert emotions("happy") == (Emotion("happy"),)
    assert emotions("sad:0.5") == (Emotion("sad", 0.5),)
    assert emotions(["happy", Emotion("calm", 2.0)]) == (Emotion("happy"), Emotion("calm", 2.0))
    assert emotions(None) == ()


@pytest.mark.parametrize("text", ["sad:", "sad:much", "sad:3", "sad:-1", "sad:nan", "", ":1"])
def test_a_strength_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        emotions(text)


def test_a_duration_needs_the_whole_text() -> None:
    assert Speech("Hello.", VOICE, duration=2.0).duration == 2.0
    with pytest.raises(BadRequest, match="whole text at once"):
        Speech(iter(["Hel", "lo."]), VOICE, duration=2.0)


@pytest.mark.parametrize("duration", [0, -1, math.nan, math.inf, 1e9])
def test_a_duration_that_cannot_be_is_refused(duration: float) -> None:
    with pytest.raises(BadRequest, match="duration"):
        Speech("Hello.", VOICE, duration=duration)


@pytest.mark.parametrize("rate", [0, -8000, 3999, 400_000, 24_000.5, True])
def test_a_rate_that_cannot_be_is_refused(rate: Any) -> None:
    with pytest.raises(BadAudio, match="rate"):
        Speech("Hello.", VOICE, rate=rate)
