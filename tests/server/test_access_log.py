"""The lines of the log."""

import json
import logging

import pytest
from websockets.sync.client import connect

from tests.server.conftest import Site, Start
from tests.server.test_app import until
from vivavoce.server.access_log import JsonLines, TextLines, clean, redacted

KEY = "a-long-enough-key"


def facts(site: Site, caplog: pytest.LogCaptureFixture) -> dict[str, object]:
    """What the one line that comes says."""
    until(lambda: len(caplog.records) == 1)
    return dict(caplog.records[0].facts)  # type: ignore[attr-defined]


def test_a_request_is_one_line_that_says_it_all(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "vivavoce")
    headers = {"X-Cartesia-Client": "cartesia-python/4.2.0"}
    answer = site.http.post("/say?a=b", content=b'{"text": "hi"}', headers=headers)
    told = facts(site, caplog)
    assert told["ms"] >= told["first_ms"] >= 0  # type: ignore[operator]
    assert str(told.pop("client")).startswith("127.0.0.1:")
    del told["ms"], told["first_ms"]
    assert told == {
        "method": "POST",
        "path": "/say",
        "query": "a=b",
        "route": "/say",
        "status": 200,
        "received": 14,
        "sent": 13,
        "sdk": "cartesia-python/4.2.0",
        "request_id": answer.headers["x-request-id"],
        "error": "",
        "left": False,
    }


def test_a_socket_is_one_line(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "vivavoce")
    with connect(f"{site.socket_url}/echo?cartesia_version=2024-06-10", proxy=None) as socket:
        socket.send("hello")
        socket.recv()
    told = facts(site, caplog)
    assert (told["method"], told["route"], told["status"], told["received"], told["sent"]) == (
        "WS",
        "/echo",
        101,
        5,
        17,
    )
    assert told["left"] is False


def test_a_key_is_never_written(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    site = start(keys=(KEY,))
    caplog.set_level(logging.DEBUG)
    token = site.state.tokens.issue({"tts": True}, 60)
    site.http.get(f"/voices/x?api_key={KEY}&b=1", headers={"X-API-Key": KEY, "Authorization": f"Bearer {KEY}"})
    site.http.get("/count", params={"access_token": token})
    site.http.get(f"/voices/x?api%5Fkey={KEY}")
    with connect(f"{site.socket_url}/echo?api_key={KEY}", proxy=None):
        pass
    until(lambda: not site.state.shutdown.under_way)
    ours = [record for record in caplog.records if not record.name.startswith(("websockets", "http"))]
    assert [record.name for record in ours] == ["vivavoce.access"] * 4  # uvicorn says nothing of its own
    written = "".join(TextLines().format(record) + JsonLines().format(record) for record in ours)
    assert KEY not in written
    assert token not in written
    assert "api_key=...&b=1" in written


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (b"api_key=abc", "api_key=..."),
        (b"a=1&access_token=abc&b=2", "a=1&access_token=...&b=2"),
        (b"API_KEY=abc", "API_KEY=..."),
        (b"api%5Fkey=abc&b=%20c", "api%5Fkey=...&b=%20c"),
        (b"%61ccess_token=abc", "%61ccess_token=..."),
        (b"%41PI%5fKEY=abc=d", "%41PI%5fKEY=..."),
        (b"b&api_key=&&api_key=abc", "b&api_key=...&&api_key=..."),
        (b"\xff=1&api_key=abc", "?=1&api_key=..."),
        (b"voiceId=1&apiKey=abc&clientKey=def", "voiceId=1&apiKey=...&clientKey=..."),
        (b"my_api_key=abc", "my_api_key=abc"),
        (b"", ""),
    ],
)
def test_keys_in_a_query_are_left_out(query: bytes, shown: str) -> None:
    assert clean(redacted(query)) == shown


def test_what_a_client_says_cannot_forge_a_line() -> None:
    assert clean(b"a\nb\x1b[31m\xff") == "a?b?[31m?"
    assert len(clean(b"x" * 10_000)) == 200


def test_json_lines_are_objects_with_the_facts_and_tracebacks() -> None:
    record = logging.LogRecord("vivavoce.x", logging.INFO, "", 0, "said %s", ("it",), None)
    record.facts = {"status": 200}
    assert json.loads(JsonLines().format(record)).items() >= {"status": 200, "level": "info"}.items()
    try:
        raise ZeroDivisionError("oh")
    except ZeroDivisionError as error:
        failed = logging.LogRecord("x", logging.ERROR, "", 0, "bad", (), (type(error), error, error.__traceback__))
    line = json.loads(JsonLines().format(failed))
    assert line["message"] == "bad"
    assert "ZeroDivisionError: oh" in line["traceback"]
