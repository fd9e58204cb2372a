import hashlib
import json
from base64 import b64encode
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.store.making import cloned, voice
from tests.store.strategies import voices
from vivavoce.core.embedding import Embedding
from vivavoce.core.voices import Origin, Voice
from vivavoce.errors import BadRequest, TooLarge
from vivavoce.store import dump_voice, file_name, load_voice

ANN = cloned("Ann")
DATA = dump_voice(ANN)

# Written by hand from the description of the format, so that a change of the format does not go unnoticed.
GOLDEN_VOICE = {
    "id": "6f9619ff-8b86-4d01-b42d-00c04fc964ff",
    "name": "Zoë",
    "description": "",
    "language": "de",
    "gender": "neutral",
    "labels": ["alt", "ruhig"],
    "preview": "Guten Tag.",
    "synthesizer": None,
    "origin": {
        "kind": "mixed",
        "consent": "Ja.",
        "source": "",
        "parents": [["3f2504e0-4f89-41d3-9a0c-0305e82c3301", 0.5]],
        "made": "2026-05-03T10:00:00+00:00",
    },
    "embedding": b64encode(np.full(192, 0.5, "<f4").tobytes()).decode(),
}


def file_of(voice: Any, sha256: str | None = None, version: int = 1, **more: Any) -> bytes:
    """A voice file by the description of the format, whatever it says of the voice."""
    compact = json.dumps(voice, ensure_ascii=False, separators=(",", ":")).encode()
    file = {"format": "vivavoce voice", "version": version, "voice": voice, **more}
    return json.dumps(file | {"sha256": sha256 or hashlib.sha256(compact).hexdigest()}, ensure_ascii=False).encode()


def test_a_file_written_by_the_description_is_read() -> None:
    assert load_voice(file_of(GOLDEN_VOICE)) == Voice(
        id="6f9619ff-8b86-4d01-b42d-00c04fc964ff",
        name="Zoë",
        embedding=Embedding(np.full(192, 0.5)),
        origin=Origin(
            "mixed",
            consent="Ja.",
            parents=(("3f2504e0-4f89-41d3-9a0c-0305e82c3301", 0.5),),
            made="2026-05-03T10:00:00+00:00",
        ),
        language="de",
        labels=("alt", "ruhig"),
        preview="Guten Tag.",
    )


def test_what_is_written_follows_the_description() -> None:
    written = dump_voice(load_voice(file_of(GOLDEN_VOICE)))
    assert json.loads(written) == json.loads(file_of(GOLDEN_VOICE))
    assert written.startswith(b'{\n  "format": "vivavoce voice",\n  "version": 1,\n')
    assert written.endswith(b"}\n")


@given(voices)
def test_reading_what_was_written_gives_the_same_voice(voice: Voice) -> None:
    data = dump_voice(voice)
    assert load_voice(data) == voice
    assert dump_voice(load_voice(data)) == data


def test_the_same_voice_makes_the_same_bytes_and_few() -> None:
    assert dump_voice(cloned("Ann", id=ANN.id, embedding=ANN.embedding, origin=ANN.origin)) == DATA
    assert 1_500 < len(DATA) < 3_000


def test_origin_and_consent_go_with_the_voice() -> None:
    assert load_voice(DATA).origin == ANN.origin
    assert ANN.origin.consent.encode() in DATA


def test_the_layout_may_be_changed() -> None:
    assert load_voice(json.dumps(json.loads(DATA)).encode()) == ANN
    assert load_voice(b"\n" + DATA.replace(b"\n", b"\r\n")) == ANN


def test_a_file_cut_short_anywhere_is_refused() -> None:
    for size in range(1, len(DATA) - 1):  # without its last line break it is whole
        begun = b'"vivavoce voice"' in DATA[:size]
        with pytest.raises(BadRequest, match="cut short" if begun else "no voice file"):
            load_voice(DATA[:size])
    assert load_voice(DATA[:-1]) == ANN


@settings(max_examples=300)
@given(at=st.integers(0, len(DATA) - 1), byte=st.integers(0, 255))
@example(at=DATA.index(b'"version": 1') + 11, byte=ord("2"))
def test_a_changed_byte_is_noticed(at: int, byte: int) -> None:
    changed = DATA[:at] + bytes([byte]) + DATA[at + 1 :]
    try:
        loaded = load_voice(changed)
    except BadRequest:
        return
    assert loaded == ANN  # white space, or the same byte


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.recursive(st.none() | st.text(), st.lists).map(lambda x: json.dumps(x).encode()))
@example(b"RIFF\x24\x00\x00\x00WAVEfmt ")
@example(b"\x89PNG\r\n\x1a\n")
@example(b"{}")
@example(b'{"format": "vivavoce voice"}')
@example(b'{"format": "another", "version": 1}')
@example(b'{"version":1,"format":' + b"[" * 500_000)
@example(b'{"format": "vivavoce voice", "version": 1, "voice": ' + b"[" * 500_000)
@example(b'{"format": "vivavoce voice", "version": ' + b"9" * 500_000 + b"}")
@example(b"\xff\xfe{\x00")
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadRequest, match=r"voice file") as caught:
        load_voice(data)
    assert len(str(caught.value)) < 300


def test_a_newer_format_says_so() -> None:
    with pytest.raises(BadRequest, match="of format 2, this vivavoce reads 1: pip install --upgrade"):
        load_voice(file_of({"anything": "else"}, version=2))
    with pytest.raises(BadRequest, match="damaged"):
        load_voice(file_of(GOLDEN_VOICE, version=0))


def test_a_wrong_sum_is_refused() -> None:
    with pytest.raises(BadRequest, match="its sha256 does not fit"):
        load_voice(file_of(GOLDEN_VOICE, sha256="0" * 64))
    with pytest.raises(BadRequest, match="its sha256 does not fit"):
        load_voice(DATA.replace(b"Ann said yes", b"Ann said no "))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"embedding": b64encode(bytes(764)).decode()}, "an embedding is 768 bytes, got 764"),
        ({"embedding": ""}, "an embedding is 768 bytes, got 0"),
        ({"embedding": "???"}, "damaged"),
        (
            {"embedding": b64encode(np.full(192, np.nan, "<f4").tobytes()).decode()},
            "must be finite, but number 0 is nan",
        ),
        ({"embedding": b64encode(np.full(192, 99, "<f4").tobytes()).decode()}, "between -16 and 16"),
        ({"name": ""}, "one line of 1 to 200"),
        ({"name": 5}, "damaged: Expected `str`, got `int`"),
        ({"id": "Zoë"}, "UUID, got 'Zoë'"),
        ({"gender": "any"}, "damaged: Invalid enum value 'any'"),
        ({"language": "??"}, "a tag such as"),
        ({"description": "x" * 10_001}, "at most 10000"),
        ({"labels": [""]}, "none of them empty"),
        ({"more": 1}, "damaged: Object contains unknown field `more`"),
        ({"origin": {}}, "damaged: Object missing required field"),
        ({"origin": GOLDEN_VOICE["origin"] | {"parents": [["x", 1.0]]}}, "UUID, got 'x'"),  # type: ignore[operator]
    ],
)
def test_what_no_voice_can_be_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        load_voice(file_of(GOLDEN_VOICE | change))


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000"])
def test_characters_no_file_keeps_are_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        load_voice(file_of(GOLDEN_VOICE).replace(b"Guten Tag.", text.encode()))


def test_sizes_beyond_the_limits_are_refused() -> None:
    with pytest.raises(BadRequest, match="1 to 1048576 bytes, got 0"):
        load_voice(b"")
    with pytest.raises(BadRequest, match="1 to 1048576 bytes, got 1048577"):
        load_voice(DATA + b" " * (1_048_577 - len(DATA)))
    assert load_voice(DATA + b" " * (1_048_576 - len(DATA))) == ANN


def test_a_voice_too_large_for_a_file_is_not_written() -> None:
    parents = tuple((ANN.id, 1.0) for _ in range(20_000))
    with pytest.raises(TooLarge, match="1048576 are allowed"):
        dump_voice(voice(origin=Origin("mixed", parents=parents)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ann", "Ann.voice"),
        ("Zoë Öst", "Zoë Öst.voice"),
        ("a/b\\c:d", "a-b-c-d.voice"),
        ("../../etc", "-..-etc.voice"),
        ("...", "voice.voice"),
        ("Dr. ", "Dr.voice"),
        ("語" * 200, "語" * 83 + ".voice"),
    ],
)
def test_a_voice_has_a_file_name(name: str, expected: str) -> None:
    assert file_name(voice(name)) == expected
    assert len(expected.encode()) <= 255
