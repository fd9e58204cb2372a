"""Whose each message is, as values."""

import json
from typing import Any

import pytest

from vivavoce.client.contexts import Contexts, Wire
from vivavoce.client.fragments import Fragments
from vivavoce.errors import AnswerBroken, BadRequest, ConnectionFailed

Message = dict[str, Any]


def decode(data: bytes) -> Message | None:
    try:
        message: Message = json.loads(data)
    except ValueError as error:
        raise BadRequest(f"no JSON: {data!r}") from error
    return None if message.get("kind") == "new" else message


WIRE = Wire(
    decode=decode,
    context_of=lambda message: message.get("id"),
    ends=lambda message: bool(message.get("last")),
    cancel=lambda name: json.dumps({"id": name, "cancel": True}).encode(),
)


def contexts(room: int = 1000) -> Contexts[Message, None]:
    return Contexts(WIRE, lambda: None, room)


def said(id: str | None, **more: Any) -> bytes:
    return json.dumps({"id": id, **more}).encode()


def test_each_message_goes_to_its_own_context() -> None:
    heart = contexts()
    one, two = heart.open("1"), heart.open("2")
    assert heart.message(said("2", n=0)) == (two,)
    assert (one.hungry, two.hungry) == (True, False)
    assert heart.take(two) == {"id": "2", "n": 0}
    assert two.hungry


def test_a_context_ends_with_its_last_message() -> None:
    heart = contexts()
    one = heart.open("1")
    heart.message(said("1", last=True))
    assert not one.finished
    assert [heart.take(one), heart.take(one), heart.take(one)] == [{"id": "1", "last": True}, None, None]
    assert one.finished


def test_messages_that_come_late_are_nobodys() -> None:
    heart = contexts()
    heart.leave(heart.open("1"))
    assert heart.message(said("1", n=0)) == ()
    assert heart.message(said("unknown")) == ()
    assert not heart.full


def test_an_id_is_free_again_after_its_end() -> None:
    heart = contexts()
    first = heart.open("1")
    with pytest.raises(BadRequest, match="a context '1' is going on already"):
        heart.open("1")
    heart.message(said("1", last=True))
    second = heart.open("1")
    heart.message(said("1", n=1))
    assert [heart.take(first), heart.take(first), heart.take(second)] == [
        {"id": "1", "last": True},
        None,
        {"id": "1", "n": 1},
    ]


def test_messages_of_no_context_are_passed_over_unless_they_end_something() -> None:
    heart = contexts()
    one, two = heart.open("1"), heart.open("2")
    assert heart.message(b'{"kind": "new"}') == ()
    assert heart.message(said(None)) == ()
    assert heart.message(said(None, last=True)) == [one, two]
    assert (heart.take(one), heart.take(one)) == ({"id": None, "last": True}, None)


def test_a_message_that_makes_no_sense_ends_all_and_the_connection() -> None:
    heart = contexts()
    one, two = heart.open("1"), heart.open("2")
    heart.message(said("1", n=0))
    assert heart.message(b"garbage") == [one, two]
    assert heart.take(one) == {"id": "1", "n": 0}
    for inbox in (one, two, two):
        with pytest.raises(AnswerBroken, match="a message from the server makes no sense: no JSON: b'garbage'"):
            heart.take(inbox)
    with pytest.raises(AnswerBroken, match="makes no sense"):
        heart.open("3")


def test_a_lost_connection_ends_those_going_on_with_its_first_failure() -> None:
    heart = contexts()
    done, going = heart.open("1"), heart.open("2")
    heart.message(said("1", last=True))
    assert heart.lost(ConnectionFailed("gone")) == [going]
    assert heart.lost(ConnectionFailed("again")) == []
    assert [heart.take(done), heart.take(done)] == [{"id": "1", "last": True}, None]
    with pytest.raises(ConnectionFailed, match="gone"):
        heart.take(going)
    with pytest.raises(ConnectionFailed, match="gone"):
        going.check()


def test_it_is_full_while_much_lies_unread_and_nobody_waits() -> None:
    message = said("1", n=0)
    heart = contexts(room=2 * len(message))
    one = heart.open("1")
    fullness = []
    for _ in range(3):
        heart.message(message)
        fullness.append(heart.full)
    assert fullness == [False, False, True]
    heart.waiting += 1
    assert not heart.full
    heart.waiting -= 1
    heart.take(one)
    assert not heart.full


def test_leaving_a_context_makes_room_and_cancels_it_once() -> None:
    heart = contexts(room=1)
    one = heart.open("1")
    heart.message(said("1", n=0))
    assert heart.full
    assert heart.leave(one) == b'{"id": "1", "cancel": true}'
    assert not heart.full
    assert heart.leave(one) is None


def test_a_context_that_has_ended_is_not_cancelled() -> None:
    heart = contexts()
    one = heart.open("1")
    heart.message(said("1", last=True))
    assert heart.leave(one) is None


def test_a_dropped_context_makes_room_at_once_and_is_cancelled_when_swept() -> None:
    heart = contexts(room=1)
    one = heart.open("1")
    heart.message(said("1", n=0))
    heart.drop(one)
    heart.message(said("2"))
    assert not heart.full
    assert heart.sweep() == [b'{"id": "1", "cancel": true}']
    assert heart.sweep() == []
    heart.open("1")


def test_frames_make_messages() -> None:
    fragments = Fragments()
    frames = [
        (b"whole", True),
        (b"in ", False),
        (memoryview(b"three "), False),
        (bytearray(b"parts"), True),
        (b"!", True),
    ]
    assert [fragments.feed(data, final) for data, final in frames] == [b"whole", None, None, b"in three parts", b"!"]
