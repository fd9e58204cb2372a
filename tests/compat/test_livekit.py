"""LiveKit's plug-in: whole texts, turns while they are written, words aligned, turns left and sockets used again."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.compat.conftest import Report
from tests.compat.sounds import in_order, raw, said, said_by, same, same_times, sounding, times_of, unpacked
from tests.compat.texts import LONG, PIECES, TEXT, TEXTS, VERA, VIKTOR

RATE = 24_000
FRAME = 0.010  # seconds: over HTTP the framework fills its last frame with silence


@pytest.fixture
def told(reports: Callable[[str], Report]) -> Report:
    return reports("livekit")


def sound(turn: dict[str, Any], rate: int = RATE) -> Any:
    assert turn["rates"] == [rate]
    return raw(unpacked(turn["audio"]), "pcm_s16le", rate)


def aligned(turn: dict[str, Any]) -> list[list[Any]]:
    """The words without the spaces that the plug-in puts before them."""
    return [[word.strip(), *times] for word, *times in turn["words"]]


def test_a_whole_text_is_said_over_http(told: Report) -> None:
    for rate, turn in told["synthesize"].items():
        same(sound(turn, int(rate)), said(TEXT, VERA, int(rate)), margin=FRAME)


def test_a_turn_is_said_and_aligned_word_by_word(told: Report) -> None:
    expected = said(TEXT, VERA, RATE)
    for name in ("whole", "tokens", "paced"):
        turn = told["stream"][name]
        same(sound(turn), expected)
        same_times(aligned(turn), times_of(expected))
        sounding(sound(turn), RATE, aligned(turn))
        assert len(turn["segments"]) == 1
        assert turn["finals"] == 1


def test_the_aligned_words_together_are_the_text(told: Report) -> None:
    for name, text in {"whole": TEXT, "tokens": TEXT, "pieces": "".join(PIECES)}.items():
        assert "".join(word for word, *_ in told["stream"][name]["words"]) == text


def test_phonemes_may_be_asked_for_without_words(told: Report) -> None:
    turn = told["stream"]["phonemes"]
    same(sound(turn), said(TEXT, VERA, RATE))
    assert turn["words"] == []


def test_the_pooled_socket_is_used_again(told: Report) -> None:
    first, *later = told["stream"]["reused"]
    assert first is False
    assert later == [True] * len(later) != []


def test_turns_at_once_do_not_mix(told: Report) -> None:
    for name, text in TEXTS.items():
        turn = told["together"][name]
        same(sound(turn), said(text, VERA, RATE))
        same_times(aligned(turn), times_of(said(text, VERA, RATE)))


def test_a_turn_that_is_left_keeps_nothing_from_the_next(told: Report) -> None:
    first, after = told["interrupted"]["first"], told["interrupted"]["next"]
    assert 0 < len(sound(first)) < len(said(TEXT, VERA, RATE).samples)
    assert LONG.startswith("".join(word for word, *_ in first["words"]))
    same(sound(after), said(TEXT, VERA, RATE))
    in_order(aligned(after), TEXT, said(TEXT, VERA, RATE).seconds)


def test_it_speaks_as_it_is_told_in_old_and_new_versions(told: Report, plan: dict[str, Any]) -> None:
    turns = told["controls"]
    same(sound(turns["config"]), said(TEXT, VERA, RATE, speed=1.3, volume=0.5, emotion="sad"))
    same(sound(turns["experimental"]), said(TEXT, VERA, RATE, speed=1.5, emotion=("surprised", "angry:0.5")))
    same(sound(turns["embedding"]), said_by(TEXT, plan["embedding"], RATE))
    same(sound(turns["own language"]), said(TEXT, VERA, RATE))


def test_another_voice_speaks_from_the_next_turn_on(told: Report) -> None:
    same(sound(told["changed"]["before"]), said(TEXT, VERA, RATE))
    same(sound(told["changed"]["after"]), said(TEXT, VIKTOR, RATE))


def test_errors_arrive_as_its_own(told: Report) -> None:
    failed = told["errors"]
    assert failed["http voice"]["classes"][0] == "APIStatusError"
    assert failed["http voice"]["status"] == 404
    # On the socket it takes the end of a context for the end of its sound, whatever ended it.
    assert "no audio frames" in failed["socket voice"]["message"]
    for route in ("http key", "socket key"):
        assert failed[route]["classes"][0] == "APIStatusError"
        assert failed[route]["status"] == 401
    same(sound(failed["good key"]), said(TEXT, VERA, RATE))
