"""OpenAI's words and ours: voices, formats, emotions, errors, and every value there and back."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from tests.dialects.test_cartesia import values
from vivavoce.core.requests import Controls, Emotion
from vivavoce.dialects import openai as wire
from vivavoce.dialects import openai_meaning as meaning
from vivavoce.dsp.formats import Format
from vivavoce.engine.catalogue import built_in_voices
from vivavoce.errors import (
    BadRequest,
    Conflict,
    EngineFailed,
    NotAuthenticated,
    TooBusy,
    TooLarge,
    VivavoceError,
    VoiceNotFound,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "openai.md"

# What the vendor says of its voices' gender.
GENDERS = {
    "feminine": {"coral", "marin", "nova", "sage", "shimmer"},
    "masculine": {"ash", "ballad", "cedar", "echo", "fable", "onyx", "verse"},
    "neutral": {"alloy"},
}


def asked(**more: Any) -> wire.SpeechRequest:
    return wire.SpeechRequest(model="tts-1", input="Hello.", voice="alloy", **more)


def kinds(kind: type[VivavoceError] = VivavoceError) -> Iterator[type[VivavoceError]]:
    """Every error of the tree, but for those that clients make of them."""
    if kind.__module__ == VivavoceError.__module__:
        yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


SHAPES = [wire.SpeechRequest, wire.Failure, wire.NamedModelList, wire.NamedVoiceList]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_value_comes_back_from_the_wire_as_it_was(shape: Any) -> None:
    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(values(shape))
    def there_and_back(value: Any) -> None:
        assert msgspec.json.decode(msgspec.json.encode(value), type=shape) == value

    there_and_back()


def test_fields_that_are_null_or_unknown_change_nothing() -> None:
    given = {"model": "tts-1", "input": "Hello.", "voice": "alloy", "speed": None, "response_format": None}
    given |= {"instructions": None, "stream_format": None, "user": "me", "seed": 5}
    assert msgspec.json.decode(json.dumps(given), type=wire.SpeechRequest) == asked()


def test_the_vendors_thirteen_voices_are_thirteen_of_ours_of_their_gender_that_speak_english() -> None:
    ours = {voice.name: voice for voice in built_in_voices()}
    assert set(wire.VOICES) == set().union(*GENDERS.values())
    assert len(set(wire.VOICES.values())) == 13
    for gender, names in GENDERS.items():
        assert {ours[wire.VOICES[name]].gender for name in names} == {gender}
    assert {ours[name].language.split("-")[0] for name in wire.VOICES.values()} == {"en"}


@pytest.mark.parametrize(
    ("name", "format"),
    [
        (None, Format("mp3", rate=24_000)),
        ("mp3", Format("mp3", rate=24_000)),
        ("opus", Format("ogg", rate=24_000)),
        ("flac", Format("flac", rate=24_000)),
        ("wav", Format("wav", "pcm_s16le", rate=24_000)),
        ("pcm", Format("raw", "pcm_s16le", rate=24_000)),
    ],
)
def test_formats_are_the_vendors_at_24_khz(name: str | None, format: Format) -> None:
    assert meaning.format_of(asked(response_format=name)) == format


@pytest.mark.parametrize("name", ["aac", "MP3", "ogg", "pcm_f32le", "x" * 1000])
def test_a_format_that_cannot_be_made_is_refused_naming_those_that_can(name: str) -> None:
    with pytest.raises(BadRequest, match=r"response_format is one of mp3, opus, flac, wav, pcm here, got '") as raised:
        meaning.format_of(asked(response_format=name))
    assert len(str(raised.value)) < 120


def test_sound_comes_as_it_is_or_in_events() -> None:
    assert [meaning.is_events(asked(stream_format=name)) for name in (None, "audio", "sse")] == [False, False, True]
    with pytest.raises(BadRequest, match="stream_format is audio or sse, got 'websocket'"):
        meaning.is_events(asked(stream_format="websocket"))


@pytest.mark.parametrize("speed", [0.25, 1.0, 4.0])
def test_speed_is_what_it_says(speed: float) -> None:
    assert meaning.controls_of(asked(speed=speed)) == Controls(speed=speed)


@pytest.mark.parametrize("speed", [0.0, 0.2499, 4.0001, -1.0, float("nan"), float("inf")])
def test_a_speed_that_cannot_be_is_refused(speed: float) -> None:
    with pytest.raises(BadRequest, match=r"speed must .* between 0\.25 and 4, got"):
        meaning.controls_of(asked(speed=speed))


@pytest.mark.parametrize(
    ("instructions", "emotion"),
    [
        ("Speak in a cheerful and positive tone.", "happy"),
        ("cheerfully", "happy"),
        ("Say it SADLY, please", "sad"),
        ("with sadness", "sad"),
        ("angrily", "angry"),
        ("gently!", "peaceful"),
        ("sarcastically", "sarcastic"),
        ("calmness", "calm"),
        ("happiness", "happy"),
        ("Whisper.", "mysterious"),
        ("Voice affect: calm, composed and reassuring. Tone: sincere.", "calm"),
        ("Don't sound sad, sound excited", "excited"),
        ("don’t be angry", None),
        ("not sad but curious", "curious"),
        ("without any anger; warm", "affectionate"),
        ("Read the content slowly", None),
        ("Talk like a sympathetic customer service agent.", "sympathetic"),
        ("Sprich fröhlich", None),
        ("", None),
        ("ly ness y", None),
    ],
)
def test_the_first_emotion_that_instructions_ask_for_is_heard(instructions: str, emotion: str | None) -> None:
    assert meaning.emotion_in(instructions) == emotion
    emotions = () if emotion is None else (Emotion(emotion),)
    assert meaning.controls_of(asked(instructions=instructions)).emotions == emotions


def test_every_word_for_an_emotion_leads_to_one() -> None:
    assert {Emotion(name).name for name in meaning.EMOTION_WORDS.values()} == set(meaning.EMOTION_WORDS.values())
    assert [word for word in meaning.EMOTION_WORDS if meaning.emotion_in(word) is None] == []


def test_a_text_and_its_sound_count_for_tokens() -> None:
    assert wire.usage_of("", 0.0) == wire.Usage(input_tokens=0, output_tokens=0, total_tokens=0)
    assert wire.usage_of("Hello.", 60.0) == wire.Usage(input_tokens=2, output_tokens=1250, total_tokens=1252)


def test_events_are_one_line_of_json_with_their_type_first() -> None:
    assert wire.event(wire.Delta(audio=b"\0\1\2")) == b'data: {"type":"speech.audio.delta","audio":"AAEC"}\n\n'
    assert wire.event(wire.Done(usage=wire.usage_of("abcd", 0.1))) == (
        b'data: {"type":"speech.audio.done","usage":{"input_tokens":1,"output_tokens":3,"total_tokens":4}}\n\n'
    )
    assert wire.event(wire.Broken(error=wire.detail_of(EngineFailed("gone\nand done")))) == (
        b'data: {"type":"error","error":{"message":"gone\\nand done","type":"server_error","param":null,'
        b'"code":"engine_failed"}}\n\n'
    )


@pytest.mark.parametrize("kind", [*kinds()], ids=lambda kind: kind.__name__)
def test_every_error_has_a_type_and_a_code(kind: type[VivavoceError]) -> None:
    told = wire.detail_of(kind("it went wrong"))
    assert told.message == "it went wrong"
    expected = {True: "server_error", False: "invalid_request_error"}[kind.status >= 500]
    assert told.type == ("requests" if kind.status == 429 else expected)
    assert told.code
    assert wire.detail_of(kind()).message == kind.__name__


@pytest.mark.parametrize(
    ("error", "type", "param", "code"),
    [
        (NotAuthenticated("a key is needed"), "invalid_request_error", None, "invalid_api_key"),
        (TooBusy("no more"), "requests", None, "rate_limit_exceeded"),
        (VoiceNotFound("there is no voice"), "invalid_request_error", "voice", "voice_not_found"),
        (Conflict("two voices"), "invalid_request_error", "voice", "conflict"),
        (BadRequest("speed must lie between"), "invalid_request_error", "speed", "bad_request"),
        (BadRequest("the body: required field `voice`"), "invalid_request_error", "voice", "bad_request"),
        (BadRequest("required field `id` - at `$.voice`"), "invalid_request_error", "voice", "bad_request"),
        (BadRequest("Expected `str`, got `int` - at `$.input`"), "invalid_request_error", "input", "bad_request"),
        (BadRequest("the body is empty"), "invalid_request_error", None, "bad_request"),
        (TooLarge("input has at most 9 characters"), "invalid_request_error", "input", "too_large"),
        (TooLarge("the body has at most 9 bytes"), "invalid_request_error", None, "too_large"),
    ],
)
def test_errors_name_the_field_that_is_to_blame(error: VivavoceError, type: str, param: str | None, code: str) -> None:
    assert wire.detail_of(error) == wire.ErrorDetail(message=str(error), type=type, param=param, code=code)


def test_the_wire_values_need_no_numpy() -> None:
    program = "import sys, vivavoce.dialects.openai; print('numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_the_document_has_the_same_voices_and_formats() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert dict(re.findall(r"\| `(\w+)` \| ([A-Z]\w+) ", text)) == wire.VOICES
    formats = dict(re.findall(r"^\| `(\w+)` \| `(audio/[^`]+)` \|", text, re.MULTILINE))
    assert formats == {name: meaning.format_of(asked(response_format=name)).media_type for name in wire.FORMATS}
