"""Pipecat's services in pipelines that run: turns, tokens, interruptions, tags and errors."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.compat.conftest import Report
from tests.compat.sounds import in_order, raw, said, said_in, same, same_times, sounding, times_of
from tests.compat.sounds import unpacked as bytes_of
from tests.compat.texts import LONG, NOBODY, TEXT, VERA, VIKTOR
from vivavoce.core.audio import Samples
from vivavoce.core.requests import Controls, Emotion
from vivavoce.inprocess import speak
from vivavoce.recording import Recording

RATE = 24_000
SENTENCES = ("Good morning!", "The kettle is on, and the tea will be ready in a minute.")


@pytest.fixture
def told(reports: Callable[[str], Report]) -> Report:
    return reports("pipecat")


def contexts(show: dict[str, Any]) -> list[str]:
    """The contexts of which there is sound, in order."""
    return list(dict.fromkeys(frame["context"] for frame in show["frames"] if "audio" in frame))


def sound(show: dict[str, Any], context: str) -> Samples:
    """What of a context came through the pipeline."""
    frames = [frame for frame in show["frames"] if "audio" in frame and frame["context"] == context]
    assert {(frame["rate"], frame["channels"]) for frame in frames} == {(RATE, 1)}
    return raw(b"".join(bytes_of(frame["audio"]) for frame in frames), "pcm_s16le", RATE)


def words_told(show: dict[str, Any], context: str) -> list[list[Any]]:
    """The words with their times that came over the socket."""
    return [word for one in show["messages"] if "in" in one and one["context"] == context for word in one["words"]]


def words_shown(show: dict[str, Any], context: str) -> list[tuple[str, int]]:
    """The words that came through the pipeline and when they are to be shown, in nanoseconds."""
    shown = [one for one in show["frames"] if one["kind"] == "TTSTextFrame" and one["context"] == context]
    return [(one["text"], one["pts"]) for one in shown]


def turn_is_whole(show: dict[str, Any], context: str, expected: Recording) -> None:
    """Assert that a turn was said as the engine says it, with its words at their times."""
    same(sound(show, context), expected)
    same_times(words_told(show, context), times_of(expected))
    sounding(sound(show, context), RATE, words_told(show, context))
    shown = words_shown(show, context)
    assert [word for word, _ in shown] == [word.text for word in expected.words]
    times = [time for _, time in shown]
    assert times == sorted(times)


def kinds(show: dict[str, Any]) -> list[str]:
    return [frame["kind"] for frame in show["frames"]]


def test_turns_are_said_sentence_by_sentence(told: Report) -> None:
    show = told["sentences"]
    first, second = contexts(show)
    turn_is_whole(show, first, said_in(SENTENCES, VERA, RATE))
    turn_is_whole(show, second, said(TEXT, VERA, RATE))
    assert kinds(show).count("TTSStartedFrame") == kinds(show).count("TTSStoppedFrame") == 2
    assert show["errors"] == []


def test_words_are_shown_when_they_sound(told: Report) -> None:
    show = told["sentences"]
    (first, *_) = contexts(show)
    shown = np.array([time for _, time in words_shown(show, first)]) / 1e9
    starts = np.array([start for _, start, _ in words_told(show, first)])
    # The framework counts anew where sound came late; from most words to the next it is as long as it was told.
    assert np.median(np.abs(np.diff(shown) - np.diff(starts))) < 0.001


def test_each_context_ends_once(told: Report) -> None:
    show = told["sentences"]
    for context in contexts(show):
        assert [one["in"] for one in show["messages"] if "in" in one and one["context"] == context].count("done") == 1


def test_tokens_are_said_as_one_text(told: Report) -> None:
    show = told["tokens"]
    (context,) = contexts(show)
    assert sum("out" in one for one in show["messages"]) > 10, "the tokens went out one by one"
    turn_is_whole(show, context, said(TEXT, VERA, RATE))
    assert show["errors"] == []


def test_an_interruption_ends_the_turn_at_once_and_the_next_is_whole(told: Report) -> None:
    show = told["interrupted"]
    first, second = contexts(show)
    frames = show["frames"]
    at = kinds(show).index("InterruptionFrame")
    assert {frame["context"] for frame in frames[:at] if "audio" in frame} == {first}
    assert {frame["context"] for frame in frames[at:] if "audio" in frame} == {second}
    turn_is_whole(show, second, said_in(SENTENCES, VERA, RATE))
    assert show["errors"] == []


def test_no_byte_of_an_interrupted_context_follows_on_the_wire(told: Report) -> None:
    show = told["interrupted"]
    first, second = contexts(show)
    came = [one for one in show["messages"] if "in" in one]
    begins = next(index for index, one in enumerate(came) if one["context"] == second)
    assert {one["context"] for one in came[begins:]} == {second}
    words = [word for one in came if one["context"] == first for word in one["words"]]
    in_order(words, " ".join(LONG.split()[: len(words)]), 1e9)
    assert len(words) < len(LONG.split()) / 2, "it was left in the midst of seven minutes"


def test_another_voice_and_manner_from_the_next_turn_on(told: Report) -> None:
    show = told["changed"]
    first, second = contexts(show)
    turn_is_whole(show, first, said_in(SENTENCES, VERA, RATE))
    controls = Controls(speed=1.3, volume=0.5, emotions=(Emotion("sad"),))
    turn_is_whole(show, second, said_in(SENTENCES, VIKTOR, RATE, controls))


def test_its_tags_are_understood_and_not_said(told: Report) -> None:
    show = told["markup"]
    (context,) = contexts(show)
    expected = speak(show["text"], VERA, rate=RATE)
    same(sound(show, context), expected)
    assert [word for word, _ in words_shown(show, context)] == ["Call", "AB12", "today."]


def test_over_http_each_sentence_is_said(told: Report) -> None:
    show = told["http"]
    (context,) = contexts(show)
    frames = [frame for frame in show["frames"] if "audio" in frame]
    assert len(frames) == len(SENTENCES)
    for frame, sentence in zip(frames, SENTENCES, strict=True):
        same(raw(bytes_of(frame["audio"]), "pcm_s16le", RATE), said(sentence, VERA, RATE))
    assert [text for text, _ in words_shown(show, context)] == list(SENTENCES)
    assert show["errors"] == []


def test_over_http_an_interruption_ends_the_turn(told: Report) -> None:
    show = told["http_interrupted"]
    first, second = contexts(show)
    at = kinds(show).index("InterruptionFrame")
    assert first not in {frame["context"] for frame in show["frames"][at:] if "audio" in frame}
    expected = np.concatenate([said(sentence, VERA, RATE).samples for sentence in SENTENCES])
    assert len(sound(show, second)) == len(expected)


def test_errors_are_told_and_the_next_turn_is_said(told: Report) -> None:
    for service in ("socket", "http"):
        show = told["errors"][service]
        assert any("voice_not_found" in error and NOBODY in error for error in show["errors"])
    show = told["errors"]["socket"]
    (context,) = contexts(show)
    turn_is_whole(show, context, said_in(SENTENCES, VERA, RATE))
