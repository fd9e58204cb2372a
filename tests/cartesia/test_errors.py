"""Errors: one class for one fault, wherever it was found, under a name that can be imported."""

import importlib
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from tests.cartesia.both import RAW, VOICE, Either, said
from vivavoce import errors
from vivavoce.cartesia import ApiError, BadRequestError, Cartesia, NotFoundError
from vivavoce.cartesia.core.api_error import api_error, bad_request

NO_ID = "00000000-0000-4000-8000-000000000000"

FAULTS: dict[str, Callable[[Any], Any]] = {
    "no text": lambda client: client.tts.bytes(**said(transcript="")),
    "a text that is none": lambda client: client.tts.bytes(**said(transcript=7)),
    "a format that is none": lambda client: client.tts.bytes(**said(output_format={**RAW, "encoding": "pcm"})),
    "a voice that is none": lambda client: client.tts.bytes(**said(voice={})),
    "options that are none": lambda client: client.voices.get(VOICE, request_options={"max_retries": -1}),
    "a recording that is none": lambda client: client.voices.clone(clip=7),
    "a context's id that is none": lambda client: client.tts.websocket().context(""),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_is_an_api_error_before_anything_is_sent(make: Callable[..., Either], fault: Any) -> None:
    either = make(base_url="http://127.0.0.1:9", max_retries=0)
    if fault is FAULTS["a context's id that is none"] and not either.awaited:
        return  # its socket connects first
    with pytest.raises(ApiError) as caught:
        either.get(fault)
    error = caught.value
    assert isinstance(error, BadRequestError)
    assert isinstance(error, errors.BadRequest)
    assert (error.status_code, error.body) == (400, str(error))
    assert "(status" not in str(error)


def test_settings_that_cannot_be_are_api_errors() -> None:
    for given in ({"timeout": 0}, {"max_retries": -1}, {"base_url": "ftp://host"}, {"headers": [1]}):
        with pytest.raises(ApiError):
            Cartesia(**given)


@pytest.mark.parametrize("text", ["", "<break time='1s'/>"], ids=["found here", "found by the server"])
def test_an_empty_text_is_so_here_and_there(either: Either, text: str) -> None:
    with pytest.raises(errors.EmptyText) as caught:
        either.items(lambda client: client.tts.bytes(**said(transcript=text)))
    assert isinstance(caught.value, BadRequestError)


@pytest.mark.parametrize(
    ("status", "body", "known"),
    [
        (404, {"error_code": "voice_not_found", "title": "Voice not found", "message": "x"}, errors.VoiceNotFound),
        (404, "Voice not found: x", errors.VoiceNotFound),
        (400, {"error_code": "model_not_found", "message": "x"}, errors.ModelNotFound),
        (400, "Bad request: x", errors.BadRequest),
        (400, {"error_code": "bad_request", "message": "x"}, errors.BadRequest),
        (400, "whatever", errors.BadRequest),
        (429, {"error_code": "concurrency_limited", "message": "x"}, errors.TooBusy),
        (500, {"error_code": "engine_failed", "message": "x"}, errors.EngineFailed),
    ],
)
def test_an_error_is_called_by_a_name_that_can_be_imported(status: int, body: Any, known: type[Exception]) -> None:
    error = api_error(status, body)
    assert isinstance(error, known)
    kind = type(error)
    importable = getattr(importlib.import_module(kind.__module__), kind.__qualname__)
    assert importable is type(api_error(status, "nothing that is known"))
    assert isinstance(error, importable)


def test_one_fault_has_one_name_by_every_way(either: Either) -> None:
    nobody = said(voice={"id": NO_ID})
    told = []
    for call in (
        lambda client: client.voices.get(NO_ID),
        lambda client: client.tts.bytes(**nobody).read(),
        lambda client: client.tts.sse(**nobody, stream=False),
        lambda client: spoken(client, nobody),
    ):
        with pytest.raises(NotFoundError) as caught:
            either.get(call)
        assert isinstance(caught.value, errors.VoiceNotFound)
        told.append(type(caught.value).__name__)
    assert set(told) == {"NotFoundError"}


def spoken(client: Any, options: dict[str, Any]) -> Any:
    """The text, said over a socket."""
    if isinstance(client, Cartesia):
        with client.tts.websocket() as ws:
            return ws.send(**options, stream=False)

    async def awaited() -> Any:
        async with client.tts.websocket() as ws:
            return await ws.send(**options, stream=False)

    return awaited()


def test_an_error_told_before_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(bad_request("the text is empty", errors.EmptyText)))
    assert (str(error), error.status_code, error.body) == ("the text is empty", 400, "the text is empty")
    assert isinstance(error, errors.EmptyText)
