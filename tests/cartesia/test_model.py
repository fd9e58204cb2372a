"""Answers as dictionaries and objects at once."""

import copy
import json
import pickle

import pytest

from vivavoce import cartesia
from vivavoce.cartesia.pronunciation_dicts import PronunciationDict
from vivavoce.cartesia.tts import WebSocketTtsOutput, WordTimestamps
from vivavoce.cartesia.voices import Voice
from vivavoce.errors import BadRequest

PUBLIC = {
    "ApiError", "AsyncCartesia", "AuthenticationError", "BadRequestError", "Cartesia", "ConflictError",
    "InternalServerError", "NotFoundError", "PaymentRequiredError", "PermissionDeniedError", "RateLimitError",
    "TooLargeError", "UnprocessableEntityError", "__version__",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert set(cartesia.__all__) == PUBLIC
    assert all(hasattr(cartesia, name) for name in PUBLIC)


def test_what_was_answered_is_an_attribute_and_a_key() -> None:
    voice = Voice.of({"id": "1", "name": "Ann", "made_up_later": [1]})
    assert voice.id == voice["id"] == "1"
    assert voice.made_up_later == voice["made_up_later"] == [1]
    assert dict(voice) == {"id": "1", "name": "Ann", "made_up_later": [1]}


def test_what_was_left_out_reads_as_its_default_and_is_not_there() -> None:
    voice = Voice(id="1", name="Ann")
    assert voice.embedding is voice["embedding"] is None
    assert "embedding" not in voice
    assert voice.get("embedding", "nothing") == "nothing"
    assert (voice.description, voice["language"]) == ("", "en")


def test_what_must_be_there_must_be_there() -> None:
    with pytest.raises(BadRequest, match="Voice needs name; there is id"):
        Voice.of({"id": "1"})
    with pytest.raises(BadRequest, match="PronunciationDict needs items"):
        PronunciationDict.of({"id": "1", "name": "Places"})


def test_models_within_are_models() -> None:
    output = WebSocketTtsOutput.of(
        {"type": "timestamps", "word_timestamps": {"words": ["a"], "start": [0], "end": [1]}}
    )
    assert isinstance(output.word_timestamps, WordTimestamps)
    assert output["word_timestamps"]["words"] == output.word_timestamps.words == ["a"]


def test_it_can_be_copied_kept_and_sent() -> None:
    voice = Voice(id="1", name="Ann", embedding=[0.5])
    for again in (copy.copy(voice), copy.deepcopy(voice), pickle.loads(pickle.dumps(voice))):
        assert type(again) is Voice
        assert again == voice
    assert json.loads(json.dumps(voice)) == {"id": "1", "name": "Ann", "embedding": [0.5]}


def test_it_shows_itself_shortly() -> None:
    assert (
        repr(Voice(id="1", name="Ann", embedding=[0.0] * 192)) == "Voice(id='1', name='Ann', embedding=[192 of float])"
    )
    assert repr(WebSocketTtsOutput(audio=b"123")) == "WebSocketTtsOutput(audio=<3 bytes>)"
    assert {"name", "embedding"} <= set(dir(Voice(id="1", name="Ann")))


def test_sound_is_there_in_base64_too() -> None:
    output = WebSocketTtsOutput(audio=b"\0\0\0")
    assert output.data == output["data"] == "AAAA"
    assert WebSocketTtsOutput(type="timestamps").data is None
