"""Speech over sockets."""

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.cartesia.both import APART, ONE_TWO, VOICE, WAV, Either, said, sound, tones, without_text
from tests.cartesia.conftest import KEY
from vivavoce.cartesia import ApiError, InternalServerError, NotFoundError
from vivavoce.cartesia.sockets import talk
from vivavoce.errors import AnswerBroken, BadRequest, TimedOut
from vivavoce.server.running import Running
from vivavoce.server.settings import Settings

LONG = "one two three four " * 500


def connected(either: Either) -> Any:
    return either.get(lambda client: client.tts.websocket())


def test_a_text_is_said(either: Either) -> None:
    ws = connected(either)
    outputs = either.listed(lambda: ws.send(**tones(add_timestamps=True, context_id="mine")))
    assert len(sound(outputs)) == ONE_TWO
    assert sound(outputs) == b"".join(output["audio"] for output in outputs if "audio" in output)
    assert {output.context_id for output in outputs} == {"mine"}
    words = [word for output in outputs if output.word_timestamps for word in output.word_timestamps.words]
    assert words == ["one", "two"]
    either.run(ws.close)


def test_all_comes_as_one(either: Either) -> None:
    ws = connected(either)
    options = tones(add_timestamps=True, add_phoneme_timestamps=True, stream=False)
    output = either.run(lambda: ws.send(**options))
    assert len(output["audio"]) == ONE_TWO
    assert output["word_timestamps"]["words"] == ["one", "two"]
    assert output.word_timestamps.start == pytest.approx([0.0, 0.1], abs=1e-3)
    assert len(output.phoneme_timestamps.phonemes) == 6
    either.run(ws.close)


def test_one_socket_says_one_text_after_the_other(either: Either) -> None:
    ws = connected(either)
    lengths = [len(sound(either.listed(lambda: ws.send(**tones())))) for _ in range(5)]
    assert lengths == [ONE_TWO] * 5
    either.run(ws.close)


def pieces() -> Iterator[str]:
    yield "one "
    yield ""
    yield "two"


def test_text_comes_in_pieces(either: Either) -> None:
    ws = connected(either)
    for text in (pieces(), ["one ", "two"], ("one two",)):
        outputs = either.listed(lambda text=text: ws.context().send(**without_text(), transcript=text))
        assert len(sound(outputs)) in (ONE_TWO, APART)
    assert len(sound(either.listed(lambda: ws.send(**without_text(), transcript=pieces())))) in (ONE_TWO, APART)
    either.run(ws.close)


def test_a_piece_may_be_a_space(either: Either) -> None:
    ws = connected(either)
    text = [" ", "one", " ", "two", "\n"]
    outputs = either.listed(lambda: ws.context().send(**without_text(add_timestamps=True), transcript=text))
    assert len(sound(outputs)) in (ONE_TWO, APART)
    either.run(ws.close)


def test_an_error_of_the_server_is_told_although_text_still_arrives(either: Either) -> None:
    ws = connected(either)
    closed = []

    def endless() -> Iterator[str]:
        try:
            while True:
                yield "one "
        finally:
            closed.append(True)

    nobody = said(voice=VOICE[:-1] + "c")
    del nobody["transcript"]
    with pytest.raises(NotFoundError):
        either.listed(lambda: ws.context().send(**nobody, transcript=endless()))
    deadline = time.monotonic() + 10
    while not closed and time.monotonic() < deadline:
        time.sleep(0.01)
        gc.collect()
    assert closed
    assert len(sound(either.listed(lambda: ws.send(**tones())))) == ONE_TWO
    either.run(ws.close)


def test_a_piece_that_cannot_be_sent_is_told_to_whoever_listens(
    make: Callable[..., Either], server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    either = make(base_url=server.url, api_key=KEY, timeout=5.0)
    ws = connected(either)
    context = ws.context()
    send = context._context.send

    def refusing(message: bytes) -> Any:
        if b"two" in message:
            raise RuntimeError("not two")
        return send(message)

    monkeypatch.setattr(context._context, "send", refusing)
    with pytest.raises(RuntimeError, match="not two"):
        either.listed(lambda: context.send(**without_text(), transcript=pieces()))
    assert len(sound(either.listed(lambda: ws.send(**tones())))) == ONE_TWO
    either.run(ws.close)


def test_text_comes_in_pieces_by_hand(either: Either) -> None:
    ws = connected(either)
    context = ws.context()
    for piece in ("one ", "two"):
        either.run(lambda piece=piece: context.send(**without_text(), transcript=piece, continue_=True))
    either.run(context.no_more_inputs)
    either.run(context.no_more_inputs)  # saying it twice does no harm
    assert len(sound(either.listed(context.receive))) in (ONE_TWO, APART)
    assert context.is_closed()
    assert either.listed(context.receive) == []
    with pytest.raises(BadRequest, match="has ended; begin another"):
        either.run(lambda: context.send(**tones()))
    either.run(ws.close)


def test_a_flush_ends_with_all_that_came_before_it(either: Either) -> None:
    ws = connected(either)
    context = ws.context()
    sizes = []
    for text in ("one ", "two"):
        either.run(lambda text=text: context.send(**without_text(), transcript=text, continue_=True))
        flushed = either.run(context.flush)
        sizes.append(len(sound(either.listed(flushed))))
        assert either.listed(flushed) == []
    either.run(context.no_more_inputs)
    assert either.listed(context.receive) == []
    assert sizes == [APART // 2, APART // 2]
    with pytest.raises(BadRequest, match="no text under way"):
        either.run(ws.context().flush)
    either.run(ws.close)


def test_a_context_without_text_has_no_sound(either: Either) -> None:
    ws = connected(either)
    context = ws.context()
    either.run(context.no_more_inputs)
    assert either.listed(context.receive) == []
    assert either.listed(lambda: ws.context().send(**without_text(), transcript=[])) == []
    either.run(ws.close)


def test_what_is_cancelled_is_silent_and_others_go_on(either: Either) -> None:
    ws = connected(either)
    one, other = ws.context(), ws.context()
    either.run(lambda: one.send(**without_text(), transcript=LONG))
    either.run(lambda: other.send(**tones()))
    either.run(one.cancel)
    assert either.listed(one.receive) == []
    assert len(sound(either.listed(other.receive))) == ONE_TWO
    either.run(ws.close)


def test_an_error_ends_its_context_and_no_other(either: Either) -> None:
    ws = connected(either)
    going = ws.context()
    either.run(lambda: going.send(**tones()))
    with pytest.raises(NotFoundError) as caught:
        either.listed(lambda: ws.send(**said(voice=VOICE[:-1] + "c")))
    assert caught.value.status_code == 404
    assert "there is no voice" in caught.value.body["message"]
    assert len(sound(either.listed(going.receive))) == ONE_TWO
    either.run(ws.close)


def test_an_error_of_the_text_reaches_the_listener(either: Either) -> None:
    def broken() -> Iterator[str]:
        yield "one "
        raise LookupError("the text broke off")

    ws = connected(either)
    with pytest.raises(LookupError, match="broke off"):
        either.listed(lambda: ws.context().send(**without_text(), transcript=broken()))
    with pytest.raises(BadRequest, match="pieces of a transcript are texts, got int"):
        either.listed(lambda: ws.context().send(**without_text(), transcript=["one ", 2]))
    assert len(sound(either.listed(lambda: ws.send(**tones())))) == ONE_TWO
    either.run(ws.close)


def test_mistakes_are_told_before_anything_is_sent(either: Either) -> None:
    ws = connected(either)
    for options, kind, says in (
        ({"transcript": 7}, BadRequest, "iterable of pieces"),
        ({"transcript": b"hello"}, BadRequest, "iterable of pieces"),
        ({"transcript": {"hello": 1}}, BadRequest, "iterable of pieces"),
        ({"transcript": " "}, BadRequest, "nothing to say"),
        ({"transcript": "\udfff"}, BadRequest, "half a character"),
        ({"output_format": WAV}, BadRequest, "without a container"),
        ({"voice_id": VOICE}, BadRequest, "voice and voice_id"),
        ({"context_id": ""}, BadRequest, "context_id"),
        ({"max_bufer_delay_ms": 1}, TypeError, "did you mean max_buffer_delay_ms"),
        ({"max_buffer_delay_ms": "1"}, BadRequest, "max_buffer_delay_ms"),
    ):
        with pytest.raises(kind, match=says):
            either.listed(lambda options=options: ws.send(**tones(**options)))
    context = ws.context("one")
    with pytest.raises(BadRequest, match="this context is 'one'"):
        either.run(lambda: context.send(**tones(context_id="two")))
    either.run(ws.close)


def test_a_wrong_key_is_told_at_once(make: Callable[..., Either], server: Running) -> None:
    with pytest.raises(ApiError) as caught:
        make(base_url=server.url, api_key="wrong-key-here").get(lambda client: client.tts.websocket())
    assert caught.value.status_code == 401


def test_who_closed_it_can_go_on(either: Either) -> None:
    ws = connected(either)
    either.run(ws.close)
    either.run(ws.close)
    assert len(sound(either.listed(lambda: ws.send(**tones())))) == ONE_TWO
    either.run(ws.close)


def under_way(server: Running) -> int:
    """How many contexts the server has open."""
    return int(server.app.state.limits.contexts.inside)


def test_leaving_in_the_middle_frees_the_server(either: Either, server: Running) -> None:
    ws = connected(either)

    def leave() -> None:
        for _ in ws.send(**without_text(), transcript=LONG):
            break

    async def leave_async() -> None:
        async for _ in ws.send(**without_text(), transcript=LONG):
            break

    either.run(leave_async if either.awaited else leave)
    either.listed(lambda: ws.send(**tones()))
    deadline = time.monotonic() + 10

    async def rest() -> None:
        await asyncio.sleep(0.01)

    while under_way(server) and time.monotonic() < deadline:
        either.run(rest if either.awaited else lambda: time.sleep(0.01))
    assert under_way(server) == 0
    either.run(ws.close)


def test_a_socket_that_was_lost_is_connected_again(make: Callable[..., Either]) -> None:
    settings = Settings(port=0, grace=0.0)
    with Running(settings) as first:
        port = int(first.url.rsplit(":", 1)[1])
        either = make(base_url=first.url)
        ws = connected(either)
        assert sound(either.listed(lambda: ws.send(**said())))
        going = ws.context()
        either.run(lambda: going.send(**said(), continue_=True))
    with pytest.raises((AnswerBroken, InternalServerError)):  # the server may have told that it goes down
        either.listed(going.receive)
    with Running(replace(settings, port=port)):
        assert sound(either.listed(lambda: ws.send(**said())))
        either.run(ws.close)


@pytest.mark.parametrize("timeout", [0.2, None])
def test_listening_where_nothing_was_sent_is_told(
    make: Callable[..., Either], server: Running, monkeypatch: pytest.MonkeyPatch, timeout: float | None
) -> None:
    if timeout is None:
        monkeypatch.setattr(talk, "PATIENCE", 0.2)
    either = make(base_url=server.url, api_key=KEY, timeout=timeout)
    ws = connected(either)
    context = ws.context()
    assert "to which nothing was sent" in repr(context)
    with pytest.raises(ApiError, match=r"nothing was sent to the context .* in 0.2 s") as caught:
        either.listed(context.receive)
    assert isinstance(caught.value, BadRequest)
    either.run(lambda: context.send(**tones()))  # it is as good as before
    assert len(sound(either.listed(context.receive))) == ONE_TWO
    either.run(ws.close)


def test_a_time_out_tells_of_text_that_was_said_to_follow(make: Callable[..., Either], server: Running) -> None:
    either = make(base_url=server.url, api_key=KEY, timeout=0.3)
    ws = connected(either)
    context = ws.context()
    either.run(lambda: context.send(**tones(continue_=True, transcript="one ")))
    with pytest.raises(TimedOut, match=r"no_more_inputs\(\)"):
        either.listed(context.receive)
    either.run(context.no_more_inputs)
    either.listed(context.receive)
    assert context.is_closed()
    either.run(ws.close)


def test_who_waits_for_a_first_text_that_comes_meanwhile_waits_on() -> None:
    one = talk.Talk("mine", timeout=0.2)
    before = one.patience
    one.say("one two", without_text())
    assert one.goes_on(TimedOut("too late"), before)
    assert not one.goes_on(TimedOut("too late"), one.patience)
    assert not one.over
    assert not one.goes_on(AnswerBroken("it was lost"), before)
    assert one.over


def test_they_all_print(either: Either) -> None:
    ws = connected(either)
    assert repr(ws).endswith(f"TtsWebsocket of {either.client._connection.settings.where}>")
    context = ws.context("mine")
    outputs = either.run(lambda: context.send(**tones(continue_=True)))
    assert repr(outputs).endswith("SocketOutputs of the context 'mine', under way>")
    flushed = either.run(context.flush)
    assert repr(flushed) == "<what is said up to a flush of the context 'mine'; call it to listen>"
    assert sound(either.listed(flushed))
    either.run(context.cancel)
    assert repr(context).endswith("TtsContext 'mine', over>")
    either.run(ws.close)


def test_outputs_are_gone_through_once(either: Either) -> None:
    ws = connected(either)
    kept: list[Any] = []

    def said_once() -> Any:
        kept.append(ws.send(**tones()))
        return kept[0]

    assert len(sound(either.listed(said_once))) == ONE_TWO
    for again in (lambda: either.listed(lambda: kept[0]), lambda: either.run(kept[0].whole)):
        with pytest.raises(ApiError, match="gone through to its end"):
            again()
    either.run(ws.close)
