"""Cartesia's protocol over HTTP, as values: what is asked, what is answered, and what differs between versions.

A version is an ISO date; see ``docs/cartesia-server.md`` for what each changes. Fields nobody knows are ignored, and
null is the same as left out, because clients send both.
"""

import json
import re
from typing import Annotated, Generic, TypeAlias, TypeVar
from uuid import uuid4

import msgspec
from msgspec import UNSET, Struct, UnsetType

from vivavoce.errors import BadRequest, VivavoceError

VERSIONS = ("2024-06-10", "2024-11-13", "2025-04-16", "2025-11-04", "2026-03-01", "2026-08-14")
NEWEST = VERSIONS[-1]
PAGED_SINCE = "2024-11-13"  # before, GET /voices is a bare array of voices with embeddings
BUFFERED_SINCE = "2025-04-16"  # max_buffer_delay_ms is 3000 unless told, and flush ids count from 1
STRUCTURED_ERRORS_SINCE = "2026-03-01"  # before, errors over HTTP are plain text
DEFAULT_DELAY_MS = 3000

# Every message of a context carries its id, and clients take messages of up to 1 MiB.
ContextId: TypeAlias = Annotated[str, msgspec.Meta(max_length=1000)]

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
Item = TypeVar("Item")


def version_of(given: str | None) -> str:
    """The version a client asks for; the newest when it names none. Raises BadRequest for what is no date."""
    if not given:
        return NEWEST
    if DATE.fullmatch(given) is None:
        raise BadRequest(f"Cartesia-Version is a date such as {NEWEST}, got {given[:40]!r}")
    return given


# What is asked


class OutputFormat(Struct, kw_only=True, omit_defaults=True):
    """How the sound is to be put.

    container: raw (no header), wav or mp3; encoding: of raw and wav; bit_rate: of mp3, bits per second
    """

    container: str
    sample_rate: int
    encoding: str | None = None
    bit_rate: int | None = None


class ExperimentalControls(Struct, kw_only=True, omit_defaults=True):
    """How versions up to 2024-11-13 put it.

    speed: slowest, slow, normal, fast, fastest, or -1 to 1; emotion: names, or name:level
    """

    speed: str | float | None = None
    emotion: list[str] | str | None = None


class VoiceSpecifier(Struct, kw_only=True, omit_defaults=True):
    """Who speaks: the id of a voice, or 192 numbers that tell what it is like."""

    mode: str | None = None
    id: str | None = None
    embedding: list[float] | None = None
    experimental_controls: ExperimentalControls | None = msgspec.field(default=None, name="__experimental_controls")


class GenerationConfig(Struct, kw_only=True, omit_defaults=True):
    """How it is said: speed and volume as ratios, emotion as a name."""

    speed: float | None = None
    volume: float | None = None
    emotion: str | None = None


class Generation(Struct, kw_only=True, omit_defaults=True):
    """A text to be said: the body of /tts/bytes and /tts/sse, and the first message of a context on the socket.

    continue_: more text follows in this context; flush: say now all that came so far
    max_buffer_delay_ms: how long text may wait for more of it; None is the version's own
    """

    transcript: str
    model_id: str
    voice: str | VoiceSpecifier
    output_format: OutputFormat
    language: str | None = None
    locale: str | None = None
    normalization: str | None = None
    duration: float | None = None
    speed: str | float | None = None
    generation_config: GenerationConfig | None = None
    pronunciation_dict_id: str | None = None
    add_timestamps: bool | None = None
    add_phoneme_timestamps: bool | None = None
    use_normalized_timestamps: bool | None = None
    context_id: ContextId | None = None
    continue_: bool | None = msgspec.field(default=None, name="continue")
    flush: bool | None = None
    max_buffer_delay_ms: float | None = None
    save: bool | None = None


class InfillForm(Struct, kw_only=True):
    """What comes with the recordings to put speech between (the files left_audio and right_audio)."""

    transcript: str
    voice_id: str
    output_format: OutputFormat
    model_id: str = "sonic"
    language: str | None = None
    voice: VoiceSpecifier | None = None


class VoiceChangeForm(Struct, kw_only=True):
    """What comes with the recording whose voice is to be changed (the file clip)."""

    voice: VoiceSpecifier
    output_format: OutputFormat = msgspec.field(
        default_factory=lambda: OutputFormat(container="raw", sample_rate=44_100, encoding="pcm_f32le")
    )


class CloneForm(Struct, kw_only=True):
    """What comes with the recording of a voice (the file clip); mode, enhance and transcript change nothing here."""

    name: str = ""
    description: str | None = None
    language: str | None = None
    mode: str | None = None
    enhance: str | None = None
    transcript: str | None = None
    base_voice_id: str | None = None
    accent: str | None = None


class NewVoice(Struct, kw_only=True, omit_defaults=True):
    """A voice made from 192 numbers."""

    name: str
    embedding: list[float]
    description: str | None = None
    language: str | None = None
    base_voice_id: str | None = None


class VoiceChanges(Struct, kw_only=True, omit_defaults=True):
    """What is to change of a voice; a gender of null is gender_neutral."""

    name: str | None = None
    description: str | None = None
    gender: str | UnsetType | None = UNSET
    tagline: str | None = None
    accent: str | None = None


class MixPart(Struct, kw_only=True, omit_defaults=True):
    """One voice of a mix, by its id or by 192 numbers."""

    weight: float
    id: str | None = None
    embedding: list[float] | None = None


class Mix(Struct, kw_only=True):
    """Voices and how much of each."""

    voices: list[MixPart]


class Localization(Struct, kw_only=True, omit_defaults=True):
    """A voice to be made that speaks another language, or another accent of one."""

    voice_id: str
    name: str
    description: str | None = None
    language: str | None = None
    dialect: str | None = None
    accent: str | None = None
    tagline: str | None = None
    original_speaker_gender: str | None = None


class Accents(Struct, kw_only=True):
    """Ids of accents."""

    accents: list[str]


class Grants(Struct, kw_only=True, omit_defaults=True):
    """What a token is good for."""

    tts: bool | None = None
    stt: bool | None = None
    agent: bool | None = None


class TokenRequest(Struct, kw_only=True, omit_defaults=True):
    """A token that is good for so many seconds."""

    grants: Grants | None = None
    expires_in: int | None = None


class Pronunciation(Struct, kw_only=True, omit_defaults=True):
    """A word and how it is said: respelled, or in IPA as in <<h|ə|l|oʊ>>."""

    text: str
    alias: str
    case_sensitive: bool = False


class NewDictionary(Struct, kw_only=True, omit_defaults=True):
    """A pronunciation dictionary to be kept."""

    name: str
    items: list[Pronunciation] | None = None


class DictionaryChanges(Struct, kw_only=True, omit_defaults=True):
    """What is to change of a dictionary; items take the place of all that were there."""

    name: str | None = None
    items: list[Pronunciation] | None = None


class Listing(Struct, kw_only=True, omit_defaults=True):
    """Which part of a list: so many items, after one or before one."""

    limit: int = 10
    starting_after: str | None = None
    ending_before: str | None = None


class VoiceListing(Listing, kw_only=True, omit_defaults=True):
    """Which voices."""

    q: str | None = None
    gender: str | None = None
    language: str | None = None
    is_owner: bool | None = None
    is_starred: bool | None = None
    expand: list[str] = []


# What is answered


class Status(Struct, kw_only=True):
    """That the server is there."""

    ok: bool
    version: str


class VoiceLocale(Struct, kw_only=True):
    """A language the voice speaks."""

    locale: str
    is_native: bool


class VoiceObject(Struct, kw_only=True):
    """A voice, with the fields of all versions together: no client minds those it does not know."""

    id: str
    name: str
    description: str
    language: str
    created_at: str
    gender: str | None
    is_owner: bool
    is_public: bool
    user_id: str | None
    access: str
    visibility: str
    tagline: str
    is_starred: bool = False
    locales: list[VoiceLocale]
    accent: str | UnsetType = UNSET
    country: str | UnsetType = UNSET
    embedding: list[float] | UnsetType = UNSET
    preview_file_url: str | UnsetType | None = UNSET


class Page(Struct, Generic[Item], kw_only=True):
    """Part of a list. next_page: the id to go on after, when there is more."""

    data: list[Item]
    has_more: bool
    next_page: str | None = None


class EmbeddingAnswer(Struct, kw_only=True):
    """What a voice is like, in 192 numbers."""

    embedding: list[float]


class Accent(Struct, kw_only=True):
    """An accent of a language. is_localizable: whether a voice can be localized to it."""

    id: str
    name: str
    language: str
    locale: str
    is_locale_default: bool
    is_localizable: bool


class AccentList(Struct, kw_only=True):
    """The accents there are, sorted by id."""

    accents: list[Accent]


class Token(Struct, kw_only=True):
    """Good in place of a key, for a while."""

    token: str


class DictionaryObject(Struct, kw_only=True):
    """A pronunciation dictionary."""

    id: str
    name: str
    owner_id: str
    pinned: bool
    items: list[Pronunciation]
    created_at: str


class ErrorObject(Struct, kw_only=True):
    """What went wrong."""

    error_code: str | None
    title: str
    message: str
    request_id: str
    doc_url: str | UnsetType = UNSET


TITLES: dict[str, str] = {
    "voice_not_found": "Voice not found",
    "model_not_found": "Invalid model",
    "dictionary_not_found": "Pronunciation dictionary not found",
    "language_not_supported": "Language not supported",
    "unsupported_audio_format": "Unsupported audio",
    "unfit_clip": "Clip not usable",
    "empty_text": "Invalid transcript",
    "bad_markup": "Invalid transcript",
    "too_large": "Too large",
    "concurrency_limited": "Too many requests",
    "unauthorized": "Unauthorized",
    "forbidden": "Forbidden",
    "not_found": "Not found",
    "method_not_allowed": "Method not allowed",
    "not_implemented": "Not implemented",
    "conflict": "Conflict",
    "unavailable": "Server is shutting down",
}
# What the protocol calls them; codes it does not know are legal and stay.
CODES = {"too_large": "file_too_large"}
TITLES_BY_STATUS = {400: "Bad request", 404: "Not found", 500: "Internal error", 507: "Storage failed"}


def title_of(error: VivavoceError) -> str:
    return TITLES.get(error.code) or TITLES_BY_STATUS.get(error.status, "Error")


def error_object(error: VivavoceError, request_id: str = "") -> ErrorObject:
    """The error as the protocol puts it."""
    return ErrorObject(
        error_code=CODES.get(error.code, error.code),
        title=title_of(error),
        message=str(error) or type(error).__name__,
        request_id=request_id or str(uuid4()),
    )


def error_text(error: VivavoceError) -> str:
    """The error as versions before 2026-03-01 put it over HTTP."""
    return f"{title_of(error)}: {error}"


def plain_json(value: object) -> bytes:
    """JSON of ASCII only, in one line: the oldest clients decode every packet by itself, wherever it was cut."""
    data = msgspec.json.encode(value)
    return data if data.isascii() else json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode()
