"""Event streams: written, read, cut anywhere, cut off."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vivavoce.dialects.sse import Event, Reader, unnamed, written

FEW = settings(max_examples=80, deadline=None, derandomize=True, database=None)
names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=20)
lines = st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]))

# A stream and its events, after the examples in the HTML standard, section 9.2.6.
GOLDEN: list[tuple[bytes, list[Event]]] = [
    (b"data: YHOO\ndata: +2\ndata: 10\n\n", [Event("message", "YHOO\n+2\n10")]),
    (
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        [Event("message", "first event"), Event("message", "second event"), Event("message", " third event")],
    ),
    (b"data\n\ndata\ndata\n\ndata:", [Event("message", ""), Event("message", "\n")]),
    (b"data:test\n\ndata: test\n\n", [Event("message", "test")] * 2),
    (b"event: chunk\r\ndata: {}\r\n\r\n", [Event("chunk", "{}")]),
    (b"event: chunk\rdata: {}\r\r", [Event("chunk", "{}")]),
    (b"\xef\xbb\xbfdata: mark\n\n", [Event("message", "mark")]),
    (b"event: forgotten\n\ndata: a\n\n", [Event("message", "a")]),
    (b"retry: 10\nnonsense: x\ndata: a\n\n", [Event("message", "a")]),
    ("data: ä – 你\n\n".encode(), [Event("message", "ä – 你")]),
    (b'{"type":"chunk"}\ndata: {"type":"chunk"}\n\n', [Event("message", '{"type":"chunk"}')]),
]


def read(data: bytes, size: int) -> list[Event]:
    reader = Reader()
    events = [event for at in range(0, len(data), size) for event in reader.feed(data[at : at + size])]
    return events + reader.close()


@pytest.mark.parametrize(("data", "events"), GOLDEN)
def test_a_stream_may_be_cut_anywhere(data: bytes, events: list[Event]) -> None:
    for size in range(1, len(data) + 1):
        assert read(data, size) == events


@pytest.mark.parametrize(("data", "events"), GOLDEN)
def test_empty_pieces_change_nothing(data: bytes, events: list[Event]) -> None:
    reader = Reader()
    assert [event for byte in data for part in (bytes([byte]), b"") for event in reader.feed(part)] == events


@FEW
@given(st.lists(st.tuples(names, lines), max_size=6), st.integers(1, 60))
@example([("chunk", '{"data":"AAA="}'), ("done", "{}")], 1)
def test_what_was_written_is_read_wherever_it_is_cut(events: list[tuple[str, str]], size: int) -> None:
    data = b"".join(written(name, text.encode()) for name, text in events)
    assert read(data, size) == [Event(name, text) for name, text in events]


def test_a_frame_is_two_lines_and_an_empty_one() -> None:
    assert written("chunk", b'{"a":1}') == b'event: chunk\ndata: {"a":1}\n\n'


def test_an_event_without_a_name_is_one_line_and_an_empty_one() -> None:
    assert unnamed(b'{"a":1}') == b'data: {"a":1}\n\n'
    assert read(unnamed(b'{"a":1}'), 3) == [Event("message", '{"a":1}')]


@FEW
@given(st.binary(max_size=200), st.integers(1, 20))
@example(b"data: a\r\n\r\ndata: b\r\n\r\n", 8)
def test_any_bytes_give_the_same_events_however_they_are_cut(data: bytes, size: int) -> None:
    assert read(data, size) == read(data, max(1, len(data)))


def test_an_event_that_broke_off_is_none() -> None:
    whole = written("done", b'{"done":true}')
    for length in range(len(whole) - 1):
        assert read(whole[:length], 7) == []
