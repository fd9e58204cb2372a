"""Whole and streamed answers, by both shells, from a real server."""

import gc
import json
import logging
import math
import threading
from typing import Any

import httpx2
import msgspec
import pytest

from tests.client.faults import Fault, FaultProxy
from tests.client.servers import PIECES, Served
from tests.client.shells import Refused, Shell
from vivavoce.client.call import Ask, Call, Endpoint, Listen, Options, Pieces, Reply, Upload
from vivavoce.client.letters import letter
from vivavoce.client.sync import Client
from vivavoce.errors import AnswerBroken, BadRequest, ConnectionFailed, TimedOut

KEY = "sk-very-secret"
SAY = Ask(method="GET", path="/say", answer=lambda reply: json.loads(reply.body)["word"])
HEAR = Listen(method="GET", path="/pieces", decoder=Pieces)
BUSY = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def echo(**what: Any) -> Ask[bytes]:
    return Ask(method="POST", path="/echo", answer=lambda reply: reply.body, **what)


def test_an_answer_becomes_what_the_call_makes_of_it(shell: Shell, served: Served) -> None:
    assert shell.client(served.url).ask(SAY) == "hello"


def test_what_is_sent_is_the_calls_with_the_endpoints_and_the_options(shell: Shell, served: Served) -> None:
    client = shell.client(
        Endpoint(url=served.url, headers={"X-API-Key": KEY, "X-One": "endpoint", "X-Two": "endpoint"})
    )
    call = echo(json={"text": "hé"}, query=[("a", "1 2"), ("a[]", "é")], headers={"x-two": "call", "x-three": "call"})
    options = Options(headers={"X-Three": "option"}, query=[("b", "&")])
    assert client.ask(call, options) == '{"text":"hé"}'.encode()
    asked = served.asked[0]
    assert asked.path == "/echo?a=1+2&a%5B%5D=%C3%A9&b=%26"
    assert asked.headers["Content-Type"] == "application/json"
    assert [asked.headers.get_all(name) for name in ("X-API-Key", "X-One", "X-Two", "X-Three")] == [
        [KEY],
        ["endpoint"],
        ["call"],
        ["option"],
    ]


def test_a_form_is_sent_with_its_files(shell: Shell, served: Served) -> None:
    form = echo(
        form=[("name", "é"), ("emotion[]", "a")], files=[Upload("clip", 'a "b".wav', b"\x00\r\n--", "audio/wav")]
    )
    body = shell.client(served.url).ask(form)
    boundary = served.asked[0].headers["Content-Type"].removeprefix("multipart/form-data; boundary=").encode()
    assert body == (
        b'--BOUND\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xc3\xa9\r\n'
        b'--BOUND\r\nContent-Disposition: form-data; name="emotion[]"\r\n\r\na\r\n'
        b'--BOUND\r\nContent-Disposition: form-data; name="clip"; filename="a %22b%22.wav"\r\n'
        b"Content-Type: audio/wav\r\n\r\n\x00\r\n--\r\n--BOUND--\r\n"
    ).replace(b"BOUND", boundary)


def test_a_refusal_is_what_the_face_makes_of_it(shell: Shell, served: Served) -> None:
    with pytest.raises(Refused, match="404: b'no: because'"):
        shell.client(served.url).ask(Ask(method="GET", path="/status/404", answer=lambda reply: reply))
    with pytest.raises(Refused, match="403: b'no: because'"):
        shell.client(served.url).listen(Listen(method="GET", path="/status/403", decoder=Pieces))


def test_an_answer_that_makes_no_sense_is_broken(shell: Shell, served: Served) -> None:
    call = Ask(method="GET", path="/say", answer=lambda reply: msgspec.json.decode(reply.body, type=int))
    with pytest.raises(AnswerBroken, match=r"GET http://127.0.0.1:\d+/say: the answer \(status 200\) makes no sense"):
        shell.client(served.url).ask(call)


def test_failures_are_tried_again_as_often_as_told(shell: Shell, served: Served) -> None:
    call = Ask(method="GET", path="/status/500", answer=lambda reply: reply)
    client = shell.client(served.url, max_retries=3)
    with pytest.raises(Refused, match="500"):
        client.ask(call)
    assert (len(served.asked), shell.waits.seconds) == (4, [0.5, 1.0, 2.0])
    with pytest.raises(Refused, match="500"):
        client.ask(call, Options(max_retries=1))
    assert len(served.asked) == 6


def test_a_busy_server_is_asked_again_when_it_says(shell: Shell, served: Served) -> None:
    with FaultProxy(served.port, [Fault(instead=BUSY)]) as proxy:
        assert shell.client(f"http://127.0.0.1:{proxy.port}").ask(SAY) == "hello"
    assert shell.waits.seconds == [3.0]


def test_an_upload_is_sent_whole_again(shell: Shell, served: Served) -> None:
    with FaultProxy(served.port, [Fault(instead=BUSY), Fault(drop_after=0)]) as proxy:
        body = shell.client(f"http://127.0.0.1:{proxy.port}").ask(echo(files=[Upload("clip", "c", b"x" * 100_000)]))
    assert body.count(b"x") == 100_000


def test_a_stream_gives_each_piece_and_its_end(shell: Shell, served: Served) -> None:
    with shell.client(served.url).listen(HEAR) as stream:
        assert (stream.status, stream.headers["transfer-encoding"]) == (200, "chunked")
        assert b"".join(stream) == b"".join(PIECES)
        assert list(stream) == []


class Lines:
    """A decoder whose answers end with a full stop."""

    def __init__(self) -> None:
        self.text = b""

    def feed(self, data: bytes) -> list[bytes]:
        self.text += data
        return []

    def close(self) -> list[bytes]:
        if not self.text.endswith(b"."):
            raise AnswerBroken(f"the answer {self.text!r} has no end")
        return [self.text]


def test_an_end_that_the_decoder_does_not_take_for_one_is_raised_each_time(shell: Shell, served: Served) -> None:
    stream = shell.client(served.url).listen(Listen(method="GET", path="/pieces", decoder=Lines))
    for _ in range(2):
        with pytest.raises(AnswerBroken, match="b'one two three' has no end"):
            list(stream)


def stalled(served: Served) -> tuple[FaultProxy, threading.Event]:
    hold = threading.Event()
    return FaultProxy(served.port, [Fault(hold=hold)] * 3), hold


def test_a_silent_server_is_given_up_and_tried_again(shell: Shell, served: Served) -> None:
    proxy, hold = stalled(served)
    with proxy:
        client = shell.client(f"http://127.0.0.1:{proxy.port}", timeout=0.05)
        with pytest.raises(TimedOut, match=r"took longer than the time-out \(0.05 s\)"):
            client.ask(SAY)
        hold.set()
    assert (proxy.connections, shell.waits.seconds) == (3, [0.5, 1.0])


def test_a_calls_time_out_goes_before_the_clients(shell: Shell, served: Served) -> None:
    proxy, hold = stalled(served)
    with proxy:
        with pytest.raises(TimedOut, match=r"\(0.02 s\)"):
            shell.client(f"http://127.0.0.1:{proxy.port}").ask(SAY, Options(timeout=0.02, max_retries=0))
        hold.set()


def test_nobody_there_is_a_failed_connection(shell: Shell, served: Served) -> None:
    with FaultProxy(served.port) as proxy:
        port = proxy.port
    with pytest.raises(ConnectionFailed, match=f"GET http://127.0.0.1:{port}/say: ") as caught:
        shell.client(f"http://127.0.0.1:{port}").ask(SAY)
    assert type(caught.value) is ConnectionFailed
    assert shell.waits.seconds == [0.5, 1.0]


def test_leaving_a_stream_closes_the_connection(shell: Shell, served: Served) -> None:
    for leave in ("with", "close", "drop"):
        with FaultProxy(served.port) as proxy:
            stream = shell.client(f"http://127.0.0.1:{proxy.port}").listen(HEAR)
            assert next(stream)
            if leave == "with":
                with stream:
                    pass
            elif leave == "close":
                stream.close()
            else:
                del stream
                gc.collect()
            assert proxy.ended.acquire(timeout=5.0), leave


def test_a_stream_that_was_left_gives_no_more(shell: Shell, served: Served) -> None:
    stream = shell.client(served.url).listen(HEAR)
    stream.close()
    stream.close()
    assert list(stream) == []


def test_a_users_own_client_is_used_and_not_closed(shell: Shell, served: Served) -> None:
    http = shell.http(httpx2, headers={"X-Mine": "yes"}, timeout=0.05)
    client = shell.client(served.url, http=http)
    assert client.ask(SAY) == "hello"
    assert served.asked[0].headers["X-Mine"] == "yes"
    proxy, hold = stalled(served)
    with proxy:
        with pytest.raises(TimedOut, match="took longer than the time-out; ReadTimeout"):
            shell.client(f"http://127.0.0.1:{proxy.port}", http=http).ask(SAY, Options(max_retries=0))
        hold.set()
    client.close()
    assert not http.is_closed
    with pytest.raises(BadRequest, match="this client is closed"):
        client.ask(SAY)
    http.close() if shell.runner is None else shell.runner.run(http.aclose())


def test_a_users_client_of_the_wrong_kind_is_told(shell: Shell) -> None:
    wrong = httpx2.AsyncClient() if shell.runner is None else httpx2.Client()
    for http in (wrong, 5, object()):
        with pytest.raises(
            BadRequest, match=f"must be an httpx.{'Client' if shell.runner is None else 'AsyncClient'},"
        ):
            shell.client("http://nowhere.invalid", http=http)


def test_a_users_transport_is_asked(shell: Shell) -> None:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json={"word": request.url.path}))
    http = shell.http(httpx2, transport=transport)
    assert shell.client("http://nowhere.invalid", http=http).ask(SAY) == "/say"


def test_an_endpoint_is_asked_for_once(shell: Shell, served: Served) -> None:
    found: list[int] = []

    def find() -> Endpoint:
        found.append(1)
        return Endpoint(url=served.url)

    client = shell.client(find)
    assert found == []
    assert [client.ask(SAY), client.ask(SAY)] == ["hello", "hello"]
    assert found == [1]


@pytest.mark.parametrize("header", [{"X-API-Key": "“key”"}, {"X-API-Key": "a\nb"}, {"X é": "a"}])
def test_a_header_that_cannot_be_sent_is_told_without_its_value(
    shell: Shell, served: Served, header: dict[str, str]
) -> None:
    with pytest.raises(BadRequest, match="has characters in it that no header can carry") as caught:
        shell.client(Endpoint(url=served.url, headers=header)).ask(SAY)
    assert "key”" not in str(caught.value)
    assert served.asked == []


def test_what_is_no_json_is_a_bad_request(shell: Shell, served: Served) -> None:
    with pytest.raises(BadRequest, match="this cannot be put as JSON"):
        shell.client(served.url).ask(echo(json={"x": object()}))


def test_no_log_shows_a_key(shell: Shell, served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = shell.client(Endpoint(url=served.url, headers={"X-API-Key": KEY}))
    client.ask(SAY, Options(headers={"Authorization": f"Bearer {KEY}"}))
    with pytest.raises(Refused):
        client.ask(Ask(method="GET", path="/status/500", answer=lambda reply: reply), Options(max_retries=1))
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("vivavoce")]
    assert [line.partition(" after")[0] for line in ours] == [
        f"GET {served.url}/say: attempt 1: 200",
        f"GET {served.url}/status/500: attempt 1: 500",
        f"GET {served.url}/status/500: attempt 2: 500",
    ]
    assert KEY not in caplog.text


def test_a_query_with_a_key_stays_out_of_our_log(
    shell: Shell, served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "vivavoce")
    shell.client(served.url).ask(SAY, Options(query=[("api_key", KEY)]))
    assert served.asked[0].path == f"/say?api_key={KEY}"
    assert "attempt 1: 200" in caplog.text
    assert KEY not in caplog.text


def test_settings_are_checked_when_made(shell: Shell) -> None:
    with pytest.raises(BadRequest, match="max_retries"):
        shell.client("http://x", max_retries=-1)
    with pytest.raises(BadRequest, match="time-out"):
        shell.client("http://x", timeout=0)


def test_phases_of_a_time_out_connect_sooner() -> None:
    call = Call(method="GET", path="/")
    sent = [
        letter(Endpoint(url="http://x"), call, Options(timeout=timeout), 60.0).arguments()["timeout"]
        for timeout in (30.0, 0.5, math.inf, None)
    ]
    assert sent == [(10.0, 30.0, 30.0, 30.0), (0.5, 0.5, 0.5, 0.5), (10.0, None, None, None), (10.0, 60.0, 60.0, 60.0)]


def test_many_threads_share_a_client(served: Served) -> None:
    words: list[str] = []
    with Client(Endpoint(url=served.url), refusal=Refused) as client:
        threads = [threading.Thread(target=lambda: words.append(client.ask(SAY))) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10.0)
    assert words == ["hello"] * 20


def test_a_reply_has_the_whole_answer(shell: Shell, served: Served) -> None:
    reply = shell.client(served.url).ask(Ask(method="GET", path="/say", answer=lambda reply: reply))
    assert (reply.status, reply.headers["content-length"], reply.body) == (200, "16", b'{"word":"hello"}')
    assert isinstance(reply, Reply)
