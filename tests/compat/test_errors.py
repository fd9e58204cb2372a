"""Cartesia's own clients, what goes wrong: each error arrives as the exception that the client has for it."""

from typing import Any

import pytest

from tests.compat.conftest import Seen, only
from tests.compat.sounds import heard, raw, said, same, unpacked
from tests.compat.texts import NOBODY, TEXT, VERA

RATE = 44_100
TITLES = {
    "voice": "Voice not found",
    "model": "Invalid model",
    "text": "Invalid transcript",
    "embedding": "Bad request",
    "both languages": "Bad request",
    "format": "Bad request",
}
CODES = {"voice": "voice_not_found", "model": "model_not_found"}
EXCEPTIONS = {400: "BadRequestError", 401: "AuthenticationError", 403: "PermissionDeniedError", 404: "NotFoundError"}
EXCEPTIONS |= {409: "ConflictError", 429: "RateLimitError", 500: "InternalServerError", 501: "InternalServerError"}


def raised(seen: Seen, failed: dict[str, Any], status: int, title: str) -> None:
    """Assert that a request failed with that status, as this client puts it."""
    assert title in failed["message"]
    match seen.major:
        case 1:
            assert {"ValueError", "RuntimeError"} & set(failed["classes"])
        case 2:
            assert failed["classes"][0] == "ApiError"
            assert failed["status"] == status
            assert str(failed["body"]).startswith(f"{title}: ")
        case 4:
            assert failed["classes"][0] == EXCEPTIONS[status]
            assert failed["status"] == status
            assert failed["body"]["title"] == title
            assert failed["body"]["request_id"]


@pytest.mark.parametrize("route", ["bytes", "sse"])
def test_what_is_wrong_with_a_request_is_told(seen: Seen, route: str) -> None:
    told = seen["errors"]
    wrong = [name.removeprefix("after ") for name in told if name.startswith("after ")]
    assert {"voice", "model", "text"} < set(wrong)
    for name in wrong:
        raised(seen, told[f"{route} {name}"], 404 if name == "voice" else 400, TITLES[name])
        if seen.major == 4 and name in CODES:
            assert told[f"{route} {name}"]["body"]["error_code"] == CODES[name]
    assert NOBODY in told[f"{route} voice"]["message"]
    assert "--adopt-voices" in told[f"{route} voice"]["message"]


def test_what_is_wrong_with_a_context_is_told_and_the_next_one_speaks(seen: Seen) -> None:
    told = seen["errors"]
    for name, failed in told.items():
        if not name.startswith("socket "):
            continue
        what = name.removeprefix("socket ")
        if seen.major == 4:
            (event,) = failed
            assert event["type"] == "error"
            assert event["status_code"] == (404 if what == "voice" else 400)
            assert event["title"] == TITLES[what]
            assert event["error"] == f"{event['title']}: {event['message']}"
        else:
            assert failed["classes"][0] == "RuntimeError"
            assert TITLES[what] in failed["message"]
        same(heard(told[f"after {what}"]), said(TEXT, VERA, RATE))


@only("2", "4")
def test_a_voice_that_is_not_there_and_sound_that_is_none_are_told(seen: Seen) -> None:
    told = seen["errors"]
    raised(seen, told["get"], 404, "Voice not found")
    raised(seen, told["delete"], 404, "Voice not found")
    raised(seen, told["clone"], 400, "Unsupported audio")
    raised(seen, told["change"], 400, "Unsupported audio")
    if seen.major == 4:
        raised(seen, told["malformed"], 404, "Voice not found")
        raised(seen, told["built in"], 403, "Forbidden")


def test_a_server_with_a_key_opens_to_that_key_alone(seen: Seen) -> None:
    told = seen["keys"]
    same(raw(unpacked(told["bytes"]), "pcm_f32le", RATE), said(TEXT, VERA, RATE))
    same(heard(told["socket"]), said(TEXT, VERA, RATE))
    for route in ("wrong bytes", "wrong sse", "wrong list"):
        raised(seen, told[route], 401, "Unauthorized")
    assert "401" in told["wrong socket"]["message"]
    assert {1: "RuntimeError", 2: "RuntimeError", 4: "InvalidStatus"}[seen.major] in told["wrong socket"]["classes"]


@only("2", "4")
def test_a_token_stands_for_the_key_where_it_was_granted(seen: Seen) -> None:
    told = seen["tokens"]
    same(raw(unpacked(told["bytes"]), "pcm_f32le", RATE), said(TEXT, VERA, RATE))
    same(heard(told["socket"]), said(TEXT, VERA, RATE))
    raised(seen, told["another token"], 403, "Forbidden")
    raised(seen, told["wrong grant"], 403, "Forbidden")
    assert "403" in told["wrong grant socket"]["message"]


def test_a_busy_server_says_so(seen: Seen) -> None:
    told = seen["busy"]
    raised(seen, told["bytes"], 429, "Too many requests")
    if seen.major == 4:
        (event,) = told["socket"]
        assert (event["status_code"], event["error_code"]) == (429, "concurrency_limited")
    else:
        assert "Too many requests" in told["socket"]["message"]


@only("2", "4")
def test_what_the_server_does_not_have_it_says_once(seen: Seen) -> None:
    told = seen["not_there"]
    if seen.major == 2:
        assert "501" in told.pop("socket")["message"]
    else:
        assert told["again and again"]["retries"] == 0
    for failed in told.values():
        raised(seen, failed, 501, "Not implemented")
