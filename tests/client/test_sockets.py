"""Sockets with many contexts on each, by both shells, with a real server."""

import asyncio
import gc
import json
import logging
import math
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.client.faults import Fault, FaultProxy
from tests.client.servers import Served, Talker
from tests.client.shells import Refused, Shell
from tests.client.test_contexts import WIRE, Message
from vivavoce.client.aio import AsyncClient
from vivavoce.client.call import Endpoint, Options
from vivavoce.client.contexts import ROOM
from vivavoce.client.sync import Client
from vivavoce.errors import AnswerBroken, BadRequest, ConnectionFailed, TimedOut

Talking = tuple[Served, Talker]
SECRET = "sk-very-secret"
SOON = Options(timeout=5.0)


def socket(shell: Shell, port: int, options: Options = SOON, **more: Any) -> Any:
    return shell.client(f"http://127.0.0.1:{port}", **more).socket("/ws", WIRE, options)


def said(**message: Any) -> bytes:
    return json.dumps(message).encode()


def numbers(messages: Any) -> list[Any]:
    return [message.get("number", "end") for message in messages]


def test_a_context_hears_what_is_said_to_it(shell: Shell, talking: Talking) -> None:
    served, talker = talking
    with socket(shell, served.port) as line:
        context = line.context("a")
        context.send(said(id="a", say=3))
        assert numbers(context) == [0, 1, 2, "end"]
        assert context.receive() is None
        context.send(said(id="a", say=1))
        assert numbers(context) == [0, "end"]
    assert talker.connections == 1


def test_contexts_share_a_connection_and_keep_apart(shell: Shell, talking: Talking) -> None:
    served, talker = talking
    with socket(shell, served.port) as line:
        contexts = [line.context(str(number)) for number in range(5)]
        for context in contexts:
            context.send(said(id=context.id, say=int(context.id)))
        heard = {context.id: numbers(context) for context in reversed(contexts)}
    assert heard == {str(number): [*range(number), "end"] for number in range(5)}
    assert talker.connections == 1


def test_messages_in_fragments_are_put_together(shell: Shell, talking: Talking) -> None:
    with socket(shell, talking[0].port) as line, line.context("a") as context:
        context.send(said(id="a", say=2, split=True))
        assert numbers(context) == [0, 1, "end"]


def test_the_handshake_carries_headers_and_query_and_shows_none(
    shell: Shell, talking: Talking, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("websockets").setLevel(logging.INFO)  # the test's own server tells what it hears
    served, talker = talking
    endpoint = Endpoint(
        url="http://nowhere.invalid",
        headers={"X-API-Key": SECRET},
        query=[("api_key", SECRET)],
        sockets=f"ws://127.0.0.1:{served.port}",
    )
    with shell.client(endpoint).socket("/ws", WIRE, Options(query=[("v", "1")], headers={"X-One": "1"})) as line:
        line.connect()
        wait_until(shell, lambda: bool(talker.headers))
    assert talker.paths == [f"/ws?api_key={SECRET}&v=1"]
    assert [talker.headers[0][name] for name in ("X-API-Key", "X-One")] == [SECRET, "1"]
    assert f"GET ws://127.0.0.1:{served.port}/ws: attempt 1: 200" in caplog.text
    assert SECRET not in caplog.text


def test_leaving_a_context_early_cancels_it_and_no_message_follows(shell: Shell, talking: Talking) -> None:
    served, talker = talking
    with socket(shell, served.port) as line:
        with line.context("a") as context:
            context.send(said(id="a", say=2, open=True))
            assert next(context)["number"] == 0
        assert talker.wait_for("cancel") == {"id": "a", "cancel": True}
        other = line.context("b")
        other.send(said(id="b", say=0))
        assert numbers(other) == ["end"]
        with pytest.raises(BadRequest, match="the context 'a' was left"):
            context.send(b"{}")


def test_a_context_that_nobody_holds_is_cancelled_with_the_next_one(shell: Shell, talking: Talking) -> None:
    served, talker = talking
    with socket(shell, served.port) as line:
        context = line.context("a")
        context.send(said(id="a", say=1, open=True))
        del context
        gc.collect()
        line.context("b").send(said(id="b", say=0))
        assert talker.wait_for("cancel") == {"id": "a", "cancel": True}


def connection_of(shell: Shell, line: Any) -> Any:
    return line._current[1] if shell.runner is None else line.thing._home.connection


def test_a_loss_that_shows_when_a_dropped_context_is_cancelled_opens_the_connection_again(
    shell: Shell, talking: Talking
) -> None:
    served, talker = talking
    with socket(shell, served.port) as line:
        dropped, going = line.context("a"), line.context("b")
        dropped.send(said(id="a", say=1, open=True))
        going.send(said(id="b", open=True))
        connection = connection_of(shell, line)

        def lost(*_: Any) -> Any:
            raise ConnectionFailed("it is gone")

        connection.deliver = lost
        del dropped
        gc.collect()
        context = line.context("c")
        context.send(said(id="c", say=1))
        assert numbers(context) == [0, "end"]
        with pytest.raises(ConnectionFailed, match="it is gone"):
            going.receive()
        connection.hang_up()
    assert talker.connections == 2


def say_deaf(context: Any, times: int) -> None:
    """Megabytes, which nobody reads."""
    for _ in range(times):
        context.send(said(id=context.id, deaf=True, fill="x" * 10**6))


def test_a_server_that_stops_reading_is_given_up(shell: Shell, talking: Talking) -> None:
    served, talker = talking
    with socket(shell, served.port) as line:
        other, context = line.context("b"), line.context("a", timeout=0.2)
        other.send(said(id="b", open=True))
        with pytest.raises(TimedOut, match=r"the server did not take the message within 0\.2 s"):
            say_deaf(context, 64)  # many times what lies on the way
        for one in (other, context):
            with pytest.raises(AnswerBroken, match="given up, as the server took no messages any more"):
                one.receive()
        talker.hears.set()
        again = line.context("c")
        again.send(said(id="c", say=1))
        assert numbers(again) == [0, "end"]
    assert talker.connections == 2


def test_a_context_may_wait_for_ever_to_be_heard(shell: Shell, talking: Talking) -> None:
    served, talker = talking
    with socket(shell, served.port, Options(timeout=math.inf)) as line:
        context = line.context("a")
        threading.Timer(0.3, talker.hears.set).start()
        say_deaf(context, 24)
        context.send(said(id="a", say=1))
        assert numbers(context) == [0, "end"]


def test_an_id_can_be_going_on_only_once(shell: Shell, talking: Talking) -> None:
    with socket(shell, talking[0].port) as line:
        context = line.context("a")
        context.send(said(id="a", say=0, open=True))
        with pytest.raises(BadRequest, match="a context 'a' is going on already"):
            line.context("a").send(b"{}")


def test_a_silent_server_is_given_up_and_the_context_goes_on(shell: Shell, talking: Talking) -> None:
    with socket(shell, talking[0].port) as line:
        context = line.context("a", timeout=0.02)
        context.send(said(id="a", open=True))
        for timeout in (None, 0.01):
            with pytest.raises(TimedOut, match=r"no message for the context 'a' came within 0\.0[12] s"):
                context.receive(timeout)
        context.send(said(id="a", say=1))
        assert context.receive(5.0) == {"id": "a", "number": 0, "fill": ""}


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"hang_up": True}, "the connection ended before the context did: no close frame received"),
        ({"garbage": True}, "a message from the server makes no sense: no JSON: b'this is no JSON'"),
    ],
)
def test_what_breaks_the_connection_ends_all_that_goes_on_and_the_next_opens_it_again(
    shell: Shell, talking: Talking, message: Message, error: str
) -> None:
    served, talker = talking
    with socket(shell, served.port) as line:
        finished, going, breaking = map(line.context, "abc")
        finished.send(said(id="a", say=0))
        assert numbers(finished) == ["end"]
        going.send(said(id="b", say=1, open=True))
        breaking.send(said(id="c", **message))
        for context in (breaking, going):
            with pytest.raises(AnswerBroken, match=error):
                numbers(context)
        with pytest.raises(AnswerBroken, match=error):
            going.send(said(id="b", say=1))
        for context in (finished, line.context("d")):
            context.send(said(id=context.id, say=1))
            assert numbers(context) == [0, "end"]
    assert talker.connections == 2


def test_an_error_of_no_context_leaves_nobody_waiting(shell: Shell, talking: Talking) -> None:
    with socket(shell, talking[0].port) as line:
        one, two = line.context("a"), line.context("b")
        one.send(said(id="a"))
        two.send(said(id="b", fail=True))
        assert one.receive() == two.receive() == {"id": None, "last": True, "error": "which context?"}
        assert one.receive() is None


def test_a_connection_lost_while_idle_is_opened_again_before_the_next_message(shell: Shell, talking: Talking) -> None:
    served, talker = talking
    with FaultProxy(served.port) as proxy, socket(shell, proxy.port) as line:
        for name in "abc":
            context = line.context(name)
            context.send(said(id=name, say=1))
            assert numbers(context) == [0, "end"]
            idle = line.context("idle")
            idle.send(said(id="idle"))
            proxy.cut()
            with pytest.raises(AnswerBroken, match="the connection ended before the context did"):
                idle.receive()
    assert talker.connections == 3


def test_a_socket_that_was_closed_says_so(shell: Shell, talking: Talking) -> None:
    line = socket(shell, talking[0].port)
    context = line.context("a")
    context.send(said(id="a", say=1, open=True))
    assert next(context)["number"] == 0
    line.close()
    line.close()
    with pytest.raises(ConnectionFailed, match="the socket was closed before the context had ended"):
        context.receive()
    with pytest.raises(BadRequest, match="this socket is closed"):
        line.context("b").send(b"{}")


REFUSED = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 6\r\n\r\nno key"
BUSY = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n"


def test_closing_a_client_closes_its_sockets(shell: Shell, talking: Talking) -> None:
    client = shell.client(talking[0].url)
    line = client.socket("/ws", WIRE, SOON)
    line.connect()
    client.close()
    with pytest.raises(BadRequest, match="this socket is closed"):
        line.connect()


def test_a_refused_handshake_is_what_the_face_makes_of_it(shell: Shell, talking: Talking) -> None:
    with FaultProxy(talking[0].port, [Fault(instead=REFUSED)]) as proxy, socket(shell, proxy.port) as line:
        with pytest.raises(Refused, match="401: b'no key'"):
            line.context("a").send(b"{}")
        assert proxy.connections == 1


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (Fault(instead=BUSY), 2.0),
        (Fault(drop_after=0), 0.5),
        (Fault(drop_after=30), 0.5),
        (Fault(close_after=30), 0.5),
        (Fault(instead=b"\x00\x01 no HTTP\r\n\r\n"), 0.5),
    ],
    ids=["busy", "dropped", "dropped within", "half-closed", "no HTTP"],
)
def test_a_handshake_that_may_go_well_later_is_tried_again(
    shell: Shell, talking: Talking, fault: Fault, wait: float
) -> None:
    with FaultProxy(talking[0].port, [fault]) as proxy, socket(shell, proxy.port) as line:
        context = line.context("a")
        context.send(said(id="a", say=1))
        assert numbers(context) == [0, "end"]
    assert shell.waits.seconds == [wait]


def test_nobody_there_is_a_failed_connection(shell: Shell, talking: Talking) -> None:
    with FaultProxy(talking[0].port) as proxy:
        port = proxy.port
    with pytest.raises(ConnectionFailed, match=f"GET ws://127.0.0.1:{port}/ws: "):
        socket(shell, port, max_retries=1).context("a").send(b"{}")
    assert shell.waits.seconds == [0.5]


def test_a_silent_handshake_is_given_up(shell: Shell, talking: Talking) -> None:
    hold = threading.Event()
    with FaultProxy(talking[0].port, [Fault(hold=hold)]) as proxy:
        line = socket(shell, proxy.port, Options(timeout=0.1), max_retries=0)
        with pytest.raises(TimedOut, match=r"took longer than the time-out \(0.1 s\)"):
            line.connect()
        hold.set()


@pytest.mark.parametrize("fault", [{"drop_after": 1_000}, {"close_after": 1_000}, {"garbage_after": 1_000}])
def test_a_context_cut_off_in_the_middle_never_looks_whole(shell: Shell, talking: Talking, fault: Any) -> None:
    with FaultProxy(talking[0].port, [Fault(**fault)]) as proxy, socket(shell, proxy.port) as line:
        context = line.context("a")
        context.send(said(id="a", say=50, fill=20))
        heard: list[int] = []
        with pytest.raises(AnswerBroken, match=r"ended before the context did|makes no sense"):
            heard.extend(message["number"] for message in context)
        assert heard == [*range(len(heard))]
        assert len(heard) < 50


def wait_until(shell: Shell, happened: Callable[[], bool]) -> None:
    """Wait for something, with the event loop running where there is one."""
    for _ in range(1_000):
        if happened():
            return
        shell.runner.run(asyncio.sleep(0.01)) if shell.runner is not None else time.sleep(0.01)
    pytest.fail("it never happened")


def test_reading_stops_when_a_lot_lies_unread_and_goes_on_when_that_is_read(shell: Shell, talking: Talking) -> None:
    """128 MiB for a context that is not read: no more than its room is taken in, and none of it is lost.

    The system's buffers on the way may hold as much again as the room.
    """
    served, talker = talking
    with socket(shell, served.port) as line:
        slow = line.context("slow")
        slow.send(said(id="slow", say=128, fill=2**20))
        first = slow.receive()
        connection = connection_of(shell, line)
        wait_until(shell, lambda: connection.resting)
        thing = slow if shell.runner is None else slow.thing
        unread = sum(size for _, size in thing._place[1].messages)
        assert ROOM < unread <= ROOM + 2**20 + 100
        assert talker.counts["slow"] < 128  # the server waits as well
        assert [first["number"], *numbers(slow)] == [*range(128), "end"]
        assert not connection.resting
        assert talker.counts["slow"] == 128


def test_a_full_connection_is_read_on_when_somebody_waits(talking: Talking) -> None:
    with Client(Endpoint(url=talking[0].url), refusal=Refused) as client, client.socket("/ws", WIRE, SOON) as line:
        line._room = 1
        one, two = line.context("1"), line.context("2")
        one.send(said(id="1", say=5))
        two.send(said(id="2", say=5))
        assert numbers(two) == [0, 1, 2, 3, 4, "end"]
        assert numbers(one) == [0, 1, 2, 3, 4, "end"]


def test_many_threads_talk_at_once(talking: Talking) -> None:
    heard: dict[str, list[Any]] = {}
    with Client(Endpoint(url=talking[0].url), refusal=Refused) as client, client.socket("/ws", WIRE, SOON) as line:

        def talk(id: str) -> None:
            for _ in range(3):
                with line.context(id) as context:
                    context.send(said(id=id, say=40))
                    heard.setdefault(id, []).extend(numbers(context))

        threads = [threading.Thread(target=talk, args=(str(number),)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30.0)
    assert heard == {str(number): [*range(40), "end"] * 3 for number in range(16)}
    assert talking[1].connections == 1


def test_many_tasks_talk_at_once(talking: Talking) -> None:
    async def talk(line: Any, id: str) -> list[Any]:
        heard = []
        for _ in range(3):
            async with line.context(id) as context:
                await context.send(said(id=id, say=40))
                heard += [message.get("number", "end") async for message in context]
        return heard

    async def main() -> list[list[Any]]:
        client = AsyncClient(Endpoint(url=talking[0].url), refusal=Refused)
        async with client, client.socket("/ws", WIRE, SOON) as line:
            return await asyncio.gather(*(talk(line, str(number)) for number in range(16)))

    assert asyncio.run(main()) == [[*range(40), "end"] * 3] * 16
    assert talking[1].connections == 1


def test_a_client_for_asyncio_works_in_one_loop_after_another(talking: Talking) -> None:
    client = AsyncClient(Endpoint(url=talking[0].url), refusal=Refused)
    line = client.socket("/ws", WIRE, SOON)

    async def talk() -> list[Any]:
        async with line.context("a") as context:
            await context.send(said(id="a", say=1))
            heard = [message.get("number", "end") async for message in context]
        connection = await line.connection()
        await connection.close()
        return heard

    assert [asyncio.run(talk()), asyncio.run(talk())] == [[0, "end"], [0, "end"]]
