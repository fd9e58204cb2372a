"""A voice as one small file: JSON to look into, the same bytes for the same voice, and a sum to trust it by.

    {
      "format": "vivavoce voice",
      "version": 1,
      "voice": {
        "id": "…", "name": "Ann", "description": "…", "language": "en-GB", "gender": "feminine", "labels": ["calm"],
        "preview": "…", "synthesizer": null,
        "origin": {"kind": "cloned", "consent": "…", "source": "…", "parents": [["id", 0.5]], "made": "…"},
        "embedding": "base64 of 192 little-endian float32"
      },
      "sha256": "of the voice as JSON in this order, UTF-8, without white space between"
    }

White space between may be changed; anything else is noticed. A field more or less makes a new version.
"""

import hashlib
from typing import Final, Literal

import msgspec

from vivavoce.core.embedding import Embedding
from vivavoce.core.genders import Gender
from vivavoce.core.voices import Kind, Origin, Voice
from vivavoce.errors import BadRequest, TooLarge

FORMAT: Final = "vivavoce voice"
VERSION: Final = 1
SUFFIX = ".voice"
LARGEST = 1 << 20  # bytes: a hundred times a voice with long notes
LONGEST_FILE_NAME = 255  # bytes: what most file systems take
UNSAFE = frozenset('<>:"/\\|?*')  # in file names, on some system or other


class Header(msgspec.Struct):
    """What every version of the format begins with."""

    format: str
    version: int


class OriginRecord(msgspec.Struct, forbid_unknown_fields=True):
    """``Origin`` as the file has it."""

    kind: Kind
    consent: str
    source: str
    parents: tuple[tuple[str, float], ...]
    made: str


class VoiceRecord(msgspec.Struct, forbid_unknown_fields=True):
    """``Voice`` as the file has it."""

    id: str
    name: str
    description: str
    language: str
    gender: Gender
    labels: tuple[str, ...]
    preview: str
    synthesizer: str | None
    origin: OriginRecord
    embedding: bytes


class VoiceFile(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file; ``sha256`` is of ``voice``."""

    format: Literal["vivavoce voice"]
    version: Literal[1]
    voice: VoiceRecord
    sha256: str


def dump_voice(voice: Voice) -> bytes:
    """The voice as the contents of a file, about 2 kB. Raises TooLarge beyond 1 MiB."""
    record = record_of(voice)
    document = msgspec.json.encode(VoiceFile(FORMAT, VERSION, record, digest(record)))
    data = msgspec.json.format(document, indent=2) + b"\n"
    if len(data) > LARGEST:
        raise TooLarge(f"the voice {voice.name!r} makes a file of {len(data)} bytes; {LARGEST} are allowed")
    return data


def load_voice(data: bytes) -> Voice:
    """The voice in the contents of a file; the reverse of ``dump_voice``.

    raises: BadRequest when it is no voice file, cut short, damaged, of a newer format, larger than 1 MiB, or holds
        what no voice can be
    """
    if not data or len(data) > LARGEST:
        raise BadRequest(f"a voice file has 1 to {LARGEST} bytes, got {len(data)}")
    check_header(data)
    try:
        file = msgspec.json.decode(data, type=VoiceFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(f"the voice file is damaged: {error}; get it again from where it came") from error
    if file.sha256 != digest(file.voice):
        raise BadRequest("the voice file is damaged: its sha256 does not fit; get it again from where it came")
    return voice_of(file.voice)


def file_name(voice: Voice) -> str:
    """A name for the voice's file that any system takes: its own name, with dashes for what is not allowed."""
    safe = "".join("-" if character in UNSAFE else character for character in voice.name).lstrip(".")
    room = LONGEST_FILE_NAME - len(SUFFIX)
    return (safe.encode()[:room].decode(errors="ignore").rstrip(". ") or "voice") + SUFFIX


def check_header(data: bytes) -> None:
    """Raises BadRequest when the bytes are no voice file, one cut short, or one of another version."""
    try:
        header = msgspec.json.decode(data, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if f'"{FORMAT}"'.encode() not in data[:100]:
            raise not_a_voice(data) from error
        whole = data.rstrip().endswith(b"}") and "truncated" not in str(error)
        what = f"damaged: {error}" if whole else "cut short"
        raise BadRequest(f"the voice file is {what}; get it again from where it came") from error
    if header.format != FORMAT:
        raise not_a_voice(data)
    if header.version > VERSION:
        raise BadRequest(
            f"the voice file is of format {header.version}, this vivavoce reads {VERSION}: "
            "pip install --upgrade vivavoce"
        )


def not_a_voice(data: bytes) -> BadRequest:
    return BadRequest(f"this is no voice file, it begins with {data[:16]!r}; vivavoce voices export makes one")


def digest(record: VoiceRecord) -> str:
    """The sha256 of a voice, as hexadecimal digits."""
    return hashlib.sha256(msgspec.json.encode(record)).hexdigest()


def record_of(voice: Voice) -> VoiceRecord:
    origin = voice.origin
    return VoiceRecord(
        id=voice.id,
        name=voice.name,
        description=voice.description,
        language=voice.language,
        gender=voice.gender,
        labels=voice.labels,
        preview=voice.preview,
        synthesizer=voice.synthesizer,
        origin=OriginRecord(origin.kind, origin.consent, origin.source, origin.parents, origin.made),
        embedding=voice.embedding.to_bytes(),
    )


def voice_of(record: VoiceRecord) -> Voice:
    """Raises BadRequest when the record holds what no voice can be."""
    origin = record.origin
    return Voice(
        id=record.id,
        name=record.name,
        embedding=Embedding.from_bytes(record.embedding),
        origin=Origin(origin.kind, origin.consent, origin.source, origin.parents, origin.made),
        description=record.description,
        language=record.language,
        gender=record.gender,
        labels=record.labels,
        preview=record.preview,
        synthesizer=record.synthesizer,
    )
