"""Cartesia's own clients, text to speech over the WebSocket: whole texts and pieces, contexts, flushes, cancelling."""

from typing import Any

import pytest

from tests.compat.conftest import Seen, only
from tests.compat.sounds import (
    heard,
    in_order,
    level,
    phonemes_of,
    said,
    said_by,
    same,
    same_times,
    sounding,
    times_of,
)
from tests.compat.test_speech import EXPECTED
from tests.compat.texts import PIECES, TEXT, TEXTS, VERA

RATE = 44_100
MOST_MESSAGE = 2**20  # bytes that the websockets library takes by default; sound grows by a third in base64


def test_a_whole_text_comes_as_the_engine_says_it(seen: Seen) -> None:
    expected = said(TEXT, VERA, RATE)
    for told in seen["socket_send"].values():
        same(heard(told), expected)
        assert len(told["contexts"]) == 1


def test_the_first_sound_is_short_and_no_message_is_large(seen: Seen) -> None:
    sizes = seen["socket_send"]["plain"]["sizes"]
    assert 0.020 <= sizes[0] / 4 / RATE <= 0.040
    assert all(size % 4 == 0 for size in sizes)
    assert max(sizes) * 4 / 3 < MOST_MESSAGE


def test_words_sound_when_it_is_said(seen: Seen) -> None:
    told, expected = seen["socket_send"], said(TEXT, VERA, RATE)
    for name in {1: ("timed", "whole"), 2: ("timed", "whole", "original"), 4: ("timed", "imitation", "whole")}[
        seen.major
    ]:
        same_times(told[name]["words"], times_of(expected))
        in_order(told[name]["words"], TEXT, expected.seconds)
        sounding(heard(told[name]), RATE, told[name]["words"])
    assert told["plain"]["words"] == []


@only("2", "4")
def test_phonemes_sound_when_it_is_said(seen: Seen) -> None:
    for name in ("timed", "whole"):
        same_times(seen["socket_send"][name]["phonemes"], phonemes_of(said(TEXT, VERA, RATE)))


def test_a_context_keeps_the_id_it_was_given(seen: Seen) -> None:
    assert seen["socket_send"]["timed"]["contexts"] == ["mine"]


@only("4")
def test_a_context_ends_once(seen: Seen) -> None:
    for name in ("plain", "timed", "raw", "bytes"):
        kinds = seen["socket_send"][name]["kinds"]
        assert kinds.count("done") == 1
        assert kinds[-1] == "done"
        assert set(kinds) <= {"chunk", "timestamps", "phoneme_timestamps", "done"}


def test_voices_and_ways_of_speaking_go_over_the_socket(seen: Seen, plan: dict[str, Any]) -> None:
    # Here the drivers ask the oldest clients for another emotion besides the pace.
    expected = EXPECTED | {"fast": {"speed": 1.5, "emotion": "surprised"}}
    for name, told in seen["socket_voices"].items():
        if name == "embedding":
            same(heard(told), said_by(TEXT, plan["embedding"], RATE))
        else:
            same(heard(told), said(TEXT, VERA, RATE, **expected[name]))


def test_text_in_pieces_is_said_in_order(seen: Seen) -> None:
    told = seen["socket_pieces"]
    text = "".join(PIECES)
    for one in told.values() if seen.major == 4 else [told]:
        samples = heard(one)
        in_order(one["words"], text, len(samples) / RATE)
        sounding(samples, RATE, one["words"])
        assert len(samples) == pytest.approx(len(said(text, VERA, RATE).samples), rel=0.15)
        assert len(one["contexts"]) == 1


@only("4")
def test_pieces_that_may_wait_for_one_another_are_said_as_one_text(seen: Seen) -> None:
    told = seen["socket_pieces"]["300"]
    expected = said("".join(PIECES), VERA, RATE)
    same(heard(told), expected)
    same_times(told["words"], times_of(expected))


@only("1", "2")
def test_a_context_is_closed_once_it_was_said(seen: Seen) -> None:
    assert seen["socket_pieces"]["closed"] is True


def test_contexts_on_one_socket_do_not_mix(seen: Seen) -> None:
    told = seen["socket_contexts"]
    assert list(told) == list(TEXTS)
    for name, text in TEXTS.items():
        same(heard(told[name]), said(text, VERA, RATE))
        assert told[name]["contexts"] == [name]
        if told[name]["words"]:
            same_times(told[name]["words"], times_of(said(text, VERA, RATE)))


@only("1 async", "2 async", "4")
def test_a_flush_gives_what_was_sent_before_it(seen: Seen) -> None:
    told = seen["socket_flush"]
    assert len(told) == len(PIECES)
    assert [[word for word, *_ in part["words"]] for part in told] == [piece.split() for piece in PIECES]
    before = 0.0
    for part in told:
        after = before + len(heard(part)) / RATE
        assert level(heard(part)) > 0.01
        assert part["words"][0][1] >= before - 0.05
        assert part["words"][-1][2] <= after + 0.05
        before = after


@only("4")
def test_flushes_count_from_one_for_new_clients(seen: Seen) -> None:
    told = seen["socket_flush"]
    assert [set(part["flushes"]) for part in told] == [{1}, {2}, {3}]
    assert [part["kinds"][-1] for part in told] == ["flush_done", "flush_done", "done"]


@only("2 async", "4")
def test_nothing_of_a_cancelled_context_follows(seen: Seen) -> None:
    told = seen["socket_cancel"]
    came = [one["context_id"] for one in told["came"]]
    before = came.index("next")
    assert came[:before] == ["cancelled"] * before
    assert "cancelled" not in came[before:]
    # Seven minutes are some thousand messages: it was left in the midst of them.
    assert before < 300
    for name in ("next", "third") if seen.major == 4 else ("next",):
        same(heard(told[name]), said(TEXT, VERA, RATE))


def test_leaving_half_way_keeps_nothing_from_the_next(seen: Seen) -> None:
    told = seen["socket_left"]
    assert told["first"]["sizes"]
    same(heard(told["next"]), said(TEXT, VERA, RATE))
