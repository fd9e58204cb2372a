"""Finding who answers, and telling what goes wrong."""

import logging
import socket as sockets
import time
from collections.abc import Callable
from contextlib import suppress

import httpx2
import pytest
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.server.conftest import NoService, Site, Start
from tests.server.dialect import DIALECT
from vivavoce.errors import BadRequest, EngineFailed, NotImplementedHere, StorageFailed, Unavailable, VivavoceError
from vivavoce.server import own
from vivavoce.server.paths import Paths
from vivavoce.server.routes import Dialect, Route
from vivavoce.server.running import Running

PATIENCE = 5.0  # seconds


def until(true: Callable[[], bool]) -> None:
    """Waits for what another thread will do soon."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.005)


@pytest.mark.parametrize("path", ["/voices/best", "/voices/best/", "/voices/x", "/voices/x/"])
def test_a_path_is_served_with_and_without_a_slash_at_its_end(site: Site, path: str) -> None:
    answer = site.http.get(path)
    if "best" in path:  # this handler looks for a parameter, which its path has not: so it was the exact one
        assert answer.status_code == 500
    else:
        assert (answer.status_code, answer.text) == (200, "x")


def test_what_is_nowhere_is_a_404_in_the_words_of_the_first_dialect(site: Site) -> None:
    answer = site.http.get("/nowhere")
    assert answer.status_code == 404
    assert answer.json() == {"error": "not_found: nothing is at '/nowhere'; /docs lists what there is"}


def test_a_path_that_only_lacks_the_version_is_told_how_to_go_on_by_whom_it_was_meant_for() -> None:
    def refuse(connection: HTTPConnection, error: VivavoceError) -> Response:
        return PlainTextResponse(str(error), error.status)

    versioned = Dialect("versioned", (Route("GET", "/v1/say/{what}", own.health, "", ""),), (), refuse)
    with Running(service=NoService(), speaks=[DIALECT, versioned]) as server:  # type: ignore[arg-type]
        answer = httpx2.get(f"{server.url}/say/it")
        assert answer.status_code == 404
        assert answer.text == (
            "nothing is at '/say/it'; /v1/say/{what} is here: the base URL of the client has to end in /v1"
        )
        answer = httpx2.get(f"{server.url}/v1/v1/say/it")
        assert (answer.status_code, answer.text) == (
            404,
            "nothing is at '/v1/v1/say/it'; /v1/say/{what} is here: the base URL of the client must not end in /v1",
        )
        assert httpx2.get(f"{server.url}/v1/count").json()["error"].endswith("client must not end in /v1")
        assert httpx2.get(f"{server.url}/nowhere").json()["error"].endswith("; /docs lists what there is")


def test_a_method_that_is_not_there_is_a_405_that_lists_those_there_are(site: Site) -> None:
    answer = site.http.put("/voices/x")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"
    assert answer.json()["error"].startswith("method_not_allowed: PUT is not for /voices/{id}")


def test_head_goes_where_get_does_and_has_no_body(site: Site) -> None:
    answer = site.http.head("/voices/abc")
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, "3", b"")


def test_the_dialect_with_the_nearest_path_refuses() -> None:
    other = Dialect("other", (Route("GET", "/v1/{kind}/list", own.health, "", ""),), (), own.refusal)
    paths = Paths([DIALECT, other, own.DIALECT])
    names = {path: paths.nearest(path).name for path in ("/", "/x", "/v1", "/v1/a/b", "/voices/a/b/c", "/health/x")}
    assert names == {
        "/": "small",
        "/x": "small",
        "/v1": "other",
        "/v1/a/b": "other",
        "/voices/a/b/c": "small",
        "/health/x": "vivavoce",
    }


def test_a_path_with_a_method_served_twice_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="GET /a/ is served twice"):
        Paths([Dialect("a", tuple(Route("GET", path, own.health, "", "") for path in ("/a", "/a/")), (), own.refusal)])


def test_what_a_handler_raises_becomes_the_dialects_refusal(site: Site) -> None:
    answer = site.http.get("/voices/none")
    assert (answer.status_code, answer.json()) == (404, {"error": "voice_not_found: there is no voice 'none'"})


def test_who_is_turned_away_for_now_is_told_when_to_come_again(site: Site) -> None:
    answer = site.http.get("/busy")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"text": 1}', b"\xff", b"[" * 100_000])
def test_json_that_cannot_be_is_a_400(site: Site, body: bytes) -> None:
    answer = site.http.post("/say", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("bad_request: ")


def test_a_form_that_cannot_be_is_a_400(site: Site) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert site.http.post("/upload", content=b"--y\r\nnonsense", headers=headers).status_code == 400
    assert site.http.post("/upload", content=b"", headers={"Content-Type": "multipart/form-data"}).status_code == 400


def test_a_form_that_can_be_is_read(site: Site) -> None:
    answer = site.http.post("/upload", data={"text": "a"}, files={"clip": b"RIFF"})
    assert answer.json() == ["clip", "text"]


def test_what_nobody_expected_is_a_500_and_logged_once_with_its_id(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    answer = site.http.get("/fall")
    assert answer.status_code == 500
    told = [record for record in caplog.records if record.exc_info]
    assert len(told) == 1
    assert answer.headers["x-request-id"] in told[0].getMessage()
    assert answer.headers["x-request-id"] in answer.json()["error"]
    assert "ZeroDivisionError" not in answer.text


def test_what_breaks_in_the_midst_breaks_the_connection(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        site.http.get("/fall?midst")
    assert len([record for record in caplog.records if record.exc_info]) == 1


@pytest.mark.parametrize("code", [EngineFailed.code, BadRequest.code])
def test_the_cause_of_what_breaks_in_the_midst_is_logged(
    site: Site, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "vivavoce")
    with site.http.stream("GET", f"/fall?midst&code={code}") as answer, pytest.raises(httpx2.RemoteProtocolError):
        answer.read()
    until(lambda: not site.state.shutdown.under_way)
    cause, line = caplog.records
    request = answer.headers["x-request-id"]
    assert (cause.levelname, cause.getMessage()) == (
        "ERROR",
        f"request {request}: GET /fall failed after its answer began",
    )
    assert cause.exc_info is not None
    assert str(cause.exc_info[1]) == "in the midst"
    assert f", {code}" in line.getMessage()


@pytest.mark.parametrize(
    ("code", "status", "times"),
    [
        (EngineFailed.code, 500, 1),
        (StorageFailed.code, 507, 1),
        (NotImplementedHere.code, 501, 0),
        (Unavailable.code, 503, 0),
        (BadRequest.code, 400, 0),
    ],
)
def test_what_is_broken_here_is_logged_and_what_is_said_on_purpose_is_not(
    site: Site, code: str, status: int, times: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = site.http.get(f"/fall?code={code}")
    assert (answer.status_code, answer.json()) == (status, {"error": f"{code}: at once"})
    told = [record for record in caplog.records if record.exc_info]
    assert [record.getMessage() for record in told] == times * [
        f"request {answer.headers['x-request-id']}: GET /fall failed"
    ]


def test_a_body_over_the_limit_is_a_413_that_names_it(start: Start) -> None:
    site = start(most_body=10_000)
    assert site.http.post("/size", content=b"x" * 10_000).text == "10000"
    answer = site.http.post("/size", content=b"x" * 10_001)
    assert answer.status_code == 413
    assert "10000 bytes" in answer.json()["error"]


def test_a_body_of_untold_size_is_cut_off_at_the_limit(start: Start) -> None:
    site = start(most_body=10_000)
    answer = site.http.post("/size", content=iter([b"x" * 1_000] * 100))
    assert answer.status_code == 413


def test_a_body_without_end_is_cut_off_in_the_end(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vivavoce.server.http_protocol.MOST_UNWANTED", 1_000_000)
    site = start(most_body=10_000)
    host, port = site.server.url.removeprefix("http://").split(":")
    with sockets.create_connection((host, int(port)), timeout=20) as raw:
        raw.sendall(b"POST /size HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        raw.sendall(b"3e8\r\n%b\r\n" % (b"x" * 1000) * 500)
        assert raw.recv(12) == b"HTTP/1.1 413"
        with pytest.raises(OSError, match=r"reset|Broken pipe|aborted"):
            raw.sendall(b"3e8\r\n%b\r\n" % (b"x" * 1000) * 100_000)


def test_a_client_that_leaves_is_one_line_and_no_traceback(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "vivavoce")
    with site.http.stream("GET", "/count?n=100000") as answer:
        next(answer.iter_raw())
    until(lambda: not site.state.shutdown.under_way)
    until(lambda: len(caplog.records) == 1)
    assert "client left" in caplog.records[0].getMessage()
    assert site.state.metrics.value("vivavoce_broken_connections_total") == 1


def test_a_client_that_leaves_in_its_own_request_is_one_line(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "vivavoce")
    host, port = site.server.url.removeprefix("http://").split(":")
    with sockets.create_connection((host, int(port))) as raw:
        raw.sendall(b"POST /size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf")
        until(lambda: bool(site.state.shutdown.under_way))
    until(lambda: len(caplog.records) == 1)
    assert "client left" in caplog.records[0].getMessage()


def test_a_request_that_is_no_http_is_a_400(site: Site) -> None:
    host, port = site.server.url.removeprefix("http://").split(":")
    with sockets.create_connection((host, int(port))) as raw:
        raw.sendall(b"\x16\x03\x01\x02\x00nonsense\r\n\r\n")
        assert b" 400 " in raw.recv(1000)
    assert site.http.get("/health").status_code == 200


def test_headers_without_end_are_a_400(site: Site) -> None:
    host, port = site.server.url.removeprefix("http://").split(":")
    with sockets.create_connection((host, int(port)), PATIENCE) as raw:
        raw.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
        with suppress(ConnectionError):  # it may hang up while we still speak
            for _ in range(100):
                raw.sendall(b"x" * 10_000)
        with suppress(ConnectionResetError):
            assert b" 400 " in raw.recv(1000)
    assert site.http.get("/health").status_code == 200


@pytest.mark.parametrize("text", ["fall", "break"])
def test_what_breaks_on_a_socket_closes_it_with_1011_and_is_logged(
    site: Site, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    with connect(f"{site.socket_url}/echo", proxy=None) as socket:
        socket.send(text)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1011
    assert len([record for record in caplog.records if record.exc_info]) == 1


def test_a_socket_whose_client_vanishes_leaves_nothing_behind(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "vivavoce")
    with connect(f"{site.socket_url}/echo", proxy=None) as socket:
        socket.send("hello")
        socket.recv()
        socket.socket.shutdown(sockets.SHUT_RDWR)
    until(lambda: not site.state.shutdown.under_way)
    until(lambda: len(caplog.records) == 1)
    assert site.state.limits.sockets.inside == 0
    assert site.state.metrics.value("vivavoce_sockets") == 0


def test_sockets_at_once_are_limited(start: Start) -> None:
    site = start(most_sockets=1)
    with connect(f"{site.socket_url}/echo", proxy=None):
        with pytest.raises(InvalidStatus) as refused, connect(f"{site.socket_url}/echo", proxy=None):
            pass
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "1"
    until(lambda: not site.state.shutdown.under_way)
    with connect(f"{site.socket_url}/echo", proxy=None):
        assert site.state.limits.sockets.inside == 1


def test_a_socket_where_none_is_is_refused(site: Site) -> None:
    for path, status in (("/nowhere", 404), ("/say", 404)):
        with pytest.raises(InvalidStatus) as refused, connect(site.socket_url + path, proxy=None):
            pass
        assert refused.value.response.status_code == status


def test_asking_a_sockets_path_over_http_is_told_to_upgrade(site: Site) -> None:
    answer = site.http.get("/echo")
    assert (answer.status_code, answer.json()["error"]) == (
        404,
        "not_found: /echo is a WebSocket; connect to it as one",
    )


def test_every_answer_has_an_id_of_its_own(site: Site) -> None:
    ids = {site.http.get(path).headers["x-request-id"] for path in ("/health", "/nowhere", "/voices/none", "/busy")}
    assert len(ids) == 4


def test_health_knows_a_stuck_engine(site: Site) -> None:
    site.service.step = 9.0
    assert site.http.get("/health").json()["status"] == "ok"
    site.service.step = 10.5
    answer = site.http.get("/health")
    assert (answer.status_code, answer.json()["status"], answer.json()["oldest_step"]) == (503, "stalled", 10.5)


def test_metrics_count_by_route_and_never_by_path(site: Site) -> None:
    for name in "abc":
        site.http.get(f"/voices/{name}")
    site.http.request("PROPFIND", "/nowhere/at/all")
    site.state.metrics.first_audio(0.005)
    site.state.metrics.audio(2.5)
    text = site.http.get("/metrics").text
    assert 'vivavoce_requests_total{method="GET",route="/voices/{id}",status="200"} 3.0' in text
    assert 'method="OTHER",route="(unknown)"' in text
    assert "/nowhere" not in text
    assert 'vivavoce_first_audio_seconds_bucket{le="0.006"} 1.0' in text
    assert "vivavoce_audio_seconds_total 2.5" in text
    assert 'vivavoce_errors_total{code="not_found"} 1.0' in text


def test_the_service_is_warmed_first_and_closed_last(start: Start) -> None:
    site = start()
    assert site.service.warmed
    assert not site.service.closed
    site.server.close()
    assert site.service.closed
