"""Messages of the socket: there and back, errors too, and what is none."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dialects.test_cartesia import every_error, values
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects.cartesia_socket import (
    Cancel,
    Chunk,
    Done,
    Envelope,
    Failure,
    FlushDone,
    PhonemeTimes,
    PhonemeTimestamps,
    Timestamps,
    WordTimestamps,
    context_named,
    encoded,
    envelope,
    failure,
    flat_json,
    generation,
    server_message,
)
from vivavoce.errors import BadRequest, VivavoceError

FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
ids = st.none() | st.text(max_size=20)
flush_ids = st.integers(0, 1000)
times = st.lists(st.floats(0, 1e6), max_size=4)
words = st.builds(WordTimestamps, words=st.lists(st.text(), max_size=4), start=times, end=times)
phonemes = st.builds(PhonemeTimestamps, phonemes=st.lists(st.text(), max_size=4), start=times, end=times)
statuses = st.sampled_from([200, 206])

MESSAGES = st.one_of(
    st.builds(Chunk, context_id=ids, data=st.binary(), step_time=st.floats(0, 1e6), flush_id=flush_ids),
    st.builds(Timestamps, context_id=ids, word_timestamps=words, flush_id=flush_ids),
    st.builds(PhonemeTimes, context_id=ids, phoneme_timestamps=phonemes, flush_id=flush_ids),
    st.builds(FlushDone, context_id=ids, flush_id=flush_ids),
    st.builds(Done, context_id=ids, status_code=statuses),
    st.builds(Failure, context_id=ids, error=st.text(), title=st.text(), message=st.text(), error_code=ids),
)


@FEW
@given(MESSAGES)
def test_every_message_of_the_server_comes_back_as_it_was(message: Any) -> None:
    assert server_message(encoded(message)) == server_message(encoded(message).decode()) == message
    assert server_message(flat_json(message)) == message
    assert flat_json(message).isascii()


@FEW
@given(MESSAGES)
def test_a_message_that_was_cut_is_none(message: Any) -> None:
    data = encoded(message)
    for length in range(len(data)):
        with pytest.raises(BadRequest):
            server_message(data[:length])


@FEW
@given(values(wire.Generation))
def test_every_request_comes_back_as_it_was(asked: wire.Generation) -> None:
    data = encoded(asked)
    assert generation(data) == asked
    told = envelope(data)
    assert (told.context_id, told.transcript) == (asked.context_id, asked.transcript)
    assert (told.continue_, told.flush, told.cancel) == (asked.continue_, asked.flush, None)


def test_a_cancel_is_three_words() -> None:
    assert encoded(Cancel(context_id="c")) == b'{"context_id":"c","cancel":true}'
    assert envelope(encoded(Cancel(context_id="c"))) == Envelope(context_id="c", cancel=True)


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_comes_back_as_it_was(kind: type[VivavoceError]) -> None:
    told = failure(kind("a {b} “c”"), "c", "r")
    assert server_message(encoded(told)) == server_message(flat_json(told)) == told
    assert (told.status_code, told.message, told.done) == (kind.status, "a {b} “c”", True)
    assert told.error == f"{told.title}: {told.message}"
    inner = flat_json(told)[1:-1]
    assert b"{" not in inner
    assert b"}" not in inner


@pytest.mark.parametrize(
    "message", ["", "{", "[]", "null", "5", '"a"', b"\xff", b"\0", '{"transcript": 5}', '{"cancel": "yes"}', "[" * 9999]
)
def test_what_is_no_message_is_refused(message: str | bytes) -> None:
    with pytest.raises(BadRequest, match="a message is a JSON object"):
        envelope(message)
    with pytest.raises(BadRequest):
        generation(message)


@pytest.mark.parametrize(
    ("message", "context"),
    [
        ('{"context_id": "c", "transcript": 5}', "c"),
        ('{"transcript": [], "context_id": "c"}', "c"),
        ('{"context_id": "", "transcript": 5}', None),
        ('{"context_id": 5}', None),
        ("{", None),
        ("[" * 9999, None),
        (b"\xff", None),
    ],
)
def test_the_context_is_known_even_where_the_rest_makes_no_sense(message: str | bytes, context: str | None) -> None:
    assert context_named(message) == context


def test_a_request_says_which_field_cannot_be() -> None:
    body = '{"model_id":"m","transcript":"t","voice":"v","output_format":{"container":"raw","sample_rate":%s}}'
    with pytest.raises(BadRequest, match=r"output_format\.sample_rate"):
        generation(body.replace("%s", '"fast"'))
    with pytest.raises(BadRequest, match="voice"):
        generation('{"model_id":"m","transcript":"t","output_format":{"container":"raw","sample_rate":8000}}')
