"""The charactr protocol's values: there and back, as the wire has them, and what is none."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dialects.test_cartesia import every_error
from vivavoce.dialects import charactr as wire
from vivavoce.dialects.charactr import (
    Authentication,
    ClonedPage,
    ClonedVoiceObject,
    Close,
    Conversion,
    Label,
    Text,
    VoiceObject,
    client_message,
    close_code,
    encoded,
    error_object,
    reason_of,
)
from vivavoce.errors import BadRequest, EmptyText, NotAuthenticated, TooBusy, VivavoceError, VoiceNotFound

FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
texts = st.text(max_size=40)
numbers = st.integers(0, 2**53 - 1)

# What is meant → every field on the wire, as the protocol has it.
GOLDEN: list[tuple[Any, str]] = [
    (Authentication(api_key="k", client_key="c"), '{"type":"authApiKey","clientKey":"c","apiKey":"k"}'),
    (Text(text="Hello, ä!"), '{"type":"convert","text":"Hello, ä!"}'),
    (Text(text=""), '{"type":"convert","text":""}'),
    (Close(), '{"type":"close"}'),
]

MESSAGES = st.one_of(
    st.builds(Authentication, api_key=texts, client_key=texts), st.builds(Text, text=texts), st.just(Close())
)

VALUES = st.one_of(
    st.builds(Conversion, voice_id=numbers, text=texts, voice_type=st.sampled_from([None, "system", "cloned"])),
    st.builds(
        VoiceObject,
        id=numbers,
        name=texts,
        description=texts,
        labels=st.lists(st.builds(Label, category=texts, label=texts), max_size=2),
        preview_url=texts,
        preview_urls=st.lists(texts, max_size=2),
    ),
    st.builds(
        ClonedPage,
        items=st.lists(st.builds(ClonedVoiceObject, id=numbers, name=texts, created_at=texts), max_size=2),
        next=st.none() | texts,
        prev=st.none() | texts,
    ),
    st.builds(wire.ErrorObject, message=texts),
)


@pytest.mark.parametrize(("message", "text"), GOLDEN, ids=[text for _, text in GOLDEN])
def test_every_message_is_put_as_the_protocol_has_it(message: Any, text: str) -> None:
    assert json.loads(encoded(message)) == json.loads(text)
    assert client_message(text) == client_message(text.encode()) == message


@FEW
@given(MESSAGES)
def test_every_message_comes_back_as_it_was(message: Any) -> None:
    assert client_message(encoded(message)) == client_message(encoded(message).encode()) == message


@FEW
@given(VALUES)
def test_every_value_comes_back_as_it_was(value: Any) -> None:
    assert msgspec.json.decode(msgspec.json.encode(value), type=type(value)) == value


@FEW
@given(MESSAGES)
def test_a_message_that_was_cut_is_none(message: Any) -> None:
    text = encoded(message)
    for end in range(len(text)):
        with pytest.raises(BadRequest):
            client_message(text[:end])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('{"type":"convert","text":"a","speed":2,"x":{"y":[null]}}', Text(text="a")),
        ('{"type":"close","text":"left aside","code":1000}', Close()),
        ('{"text":"a","type":"convert"}', Text(text="a")),
        ('{"type":"authApiKey","apiKey":"k","ua":"sdk-go"}', Authentication(api_key="k")),
        ('{"type":"authApiKey"}', Authentication()),
        ('{"type":"authApiKey","clientKey":null,"apiKey":null}', Authentication()),
        ('{"type":"authApiKey","clientKey":null,"apiKey":"k"}', Authentication(api_key="k")),
        (' \n{ "type" : "close" }\n', Close()),
        (r'{"type":"convert","text":"\u00e4 \ud83d\ude00"}', Text(text="ä 😀")),
    ],
)
def test_unknown_fields_are_left_aside_and_null_is_nothing(text: str, meant: Any) -> None:
    assert client_message(text) == meant


WRONG: list[str | bytes] = [
    "",
    " ",
    "hello",
    "{",
    "{}",
    "[]",
    "null",
    "5",
    '"close"',
    '{"type":"speak"}',
    '{"type":null}',
    '{"type":5}',
    '{"type":"CONVERT","text":"a"}',
    '{"type":"convert"}',
    '{"type":"convert","text":null}',
    '{"type":"convert","text":5}',
    '{"type":"convert","text":["a"]}',
    '{"type":"authApiKey","apiKey":5}',
    '[{"type":"close"}]',
    '{"type":"close"}{"type":"close"}',
    r'{"type":"convert","text":"\ud800"}',
    b"\xff\xfe",
    b'{"type":"convert","text":"\xff"}',
    b"RIFF\x00\x00\x00\x00WAVE",
    "[" * 100_000,
    '{"a":' * 100_000,
]


@pytest.mark.parametrize("message", WRONG, ids=lambda message: repr(message[:40]))
def test_what_is_no_message_is_refused_with_what_came_and_what_would_do(message: str | bytes) -> None:
    with pytest.raises(BadRequest) as refused:
        client_message(message)
    told = str(refused.value)
    assert ("a message with a key in it" if "apiKey" in str(message) else repr(message[:80])) in told
    for kind in ("authApiKey", "convert", "close"):
        assert kind in told
    assert len(told) < 500


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        ('{"type":"convert","text":null}', "Expected `str`, got `null` - at `$.text`"),
        ('{"type":"convert","txt":"' + "a" * 100 + '"}', "Object missing required field `text`"),
        ('{"type":"authApiKey","apiKey":5}', "Expected `str | null`, got `int` - at `$.apiKey`"),
    ],
)
def test_the_cause_is_what_the_reason_of_a_close_has_room_for(message: str, cause: str) -> None:
    with pytest.raises(BadRequest) as refused:
        client_message(message)
    assert reason_of(str(refused.value)).startswith(cause)


@pytest.mark.parametrize(
    "message",
    [
        '{"type":"authApiKey","apiKey":"a-long-secret"',
        '{"type":"auth","APIKEY":"a-long-secret"}',
        '{"clientKey":"a-long-secret","type":"auth"}',
        b'{"type":"authApiKey","apiKey":"a-long-secret\xff"}',
    ],
)
def test_an_error_does_not_repeat_a_key(message: str | bytes) -> None:
    with pytest.raises(BadRequest) as refused:
        client_message(message)
    assert "secret" not in str(refused.value)


def test_a_text_has_no_limit_of_its_own() -> None:
    text = "Abcde fghij. " * 200_000
    assert client_message(encoded(Text(text=text))) == Text(text=text)


def test_a_voice_has_the_protocol_s_names_for_its_fields() -> None:
    voice = VoiceObject(
        id=7,
        name="Nell",
        description="Bright.",
        labels=[Label(category="gender", label="female")],
        preview_url="http://localhost/a",
        preview_urls=["http://localhost/a"],
    )
    assert json.loads(msgspec.json.encode(voice)) == {
        "id": 7,
        "name": "Nell",
        "description": "Bright.",
        "labels": [{"category": "gender", "label": "female"}],
        "previewUrl": "http://localhost/a",
        "previewUrls": ["http://localhost/a"],
        "disabled": False,
        "new": False,
        "rating": 0.0,
        "voiceTier": "standard",
    }


def test_a_page_of_cloned_voices_tells_null_where_there_is_no_other() -> None:
    page = ClonedPage(items=[ClonedVoiceObject(id=100_001, name="Me", created_at="2026-01-01T00:00:00Z")])
    assert json.loads(msgspec.json.encode(page)) == {
        "items": [
            {"id": 100_001, "name": "Me", "createdAt": "2026-01-01T00:00:00Z", "imageUrl": "", "previewUrls": []}
        ],
        "next": None,
        "prev": None,
    }


def test_a_conversion_is_put_without_what_was_not_asked_for() -> None:
    assert json.loads(msgspec.json.encode(Conversion(voice_id=5, text="Hi."))) == {"voiceId": 5, "text": "Hi."}
    whole = Conversion(voice_id=5, text="Hi.", voice_type="cloned", save=False)
    told = {"voiceId": 5, "text": "Hi.", "voiceType": "cloned", "save": False}
    assert json.loads(msgspec.json.encode(whole)) == told


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a"},
        {"voiceId": 5},
        {"voiceId": None, "text": "a"},
        {"voiceId": -1, "text": "a"},
        {"voiceId": 2**53, "text": "a"},
        {"voiceId": 1.5, "text": "a"},
        {"voiceId": "Vera", "text": "a"},
        {"voiceId": 5, "text": None},
        {"voiceId": 5, "text": "a", "voiceType": "stolen"},
        {"voice_id": 5, "text": "a"},
    ],
)
def test_what_is_no_conversion_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, Conversion, strict=False)


def test_a_conversion_may_have_nulls_and_fields_that_nobody_knows() -> None:
    body = {"voiceId": 5, "text": "a", "voiceType": None, "save": None, "speed": 2}
    assert msgspec.convert(body, Conversion) == Conversion(voice_id=5, text="a")


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_code_for_applications_and_a_message(kind: type[VivavoceError]) -> None:
    error = kind("what happened")
    assert close_code(error) == 4000 + error.status
    assert 4400 <= close_code(error) <= 4599  # RFC 6455, 7.4.2: 4000 to 4999 are for applications
    assert json.loads(msgspec.json.encode(error_object(error))) == {"message": "what happened"}


def test_an_error_without_words_is_told_by_its_name() -> None:
    assert error_object(TooBusy()).message == "TooBusy"


DOCUMENTED = {BadRequest: 4400, EmptyText: 4400, NotAuthenticated: 4401, VoiceNotFound: 4404, TooBusy: 4429}


@pytest.mark.parametrize("kind", DOCUMENTED, ids=lambda kind: kind.__name__)
def test_the_codes_are_those_that_are_documented(kind: type[VivavoceError]) -> None:
    assert close_code(kind("x")) == DOCUMENTED[kind]


@FEW
@given(st.text(alphabet=st.sampled_from("aä€😀"), max_size=200))
def test_a_reason_is_as_much_of_the_message_as_fits_and_no_half_character(message: str) -> None:
    reason = reason_of(message)
    assert message.startswith(reason)
    assert len(reason.encode()) <= 123
    assert reason == message or len(message[: len(reason) + 1].encode()) > 123


@pytest.mark.parametrize(
    ("message", "reason"),
    [("", ""), ("x" * 123, "x" * 123), ("x" * 124, "x" * 123), ("x" * 122 + "ä", "x" * 122), ("😀" * 31, "😀" * 30)],
)
def test_a_reason_ends_where_the_frame_is_full(message: str, reason: str) -> None:
    assert reason_of(message) == reason
