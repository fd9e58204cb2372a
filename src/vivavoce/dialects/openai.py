"""OpenAI's speech routes, as values: what is asked, what is answered, and the events of a stream.

Fields nobody knows are ignored, and null is the same as left out, because clients send both.
"""

import math
import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from vivavoce.dialects import sse
from vivavoce.errors import VivavoceError

# The format that each name stands for, by what ``vivavoce.dsp.formats`` calls it; the first is the one nobody has to
# name. The vendor has aac too, which nothing here can make.
FORMATS = {"mp3": "mp3", "opus": "opus", "flac": "flac", "wav": "wav", "pcm": "pcm_s16le"}
RATE = 24_000  # samples per second of all of them: the vendor's, who says so of pcm
STREAMS = ("audio", "sse")

# The vendor's voices, and those of ours that come near them in gender and character.
VOICES = {
    "alloy": "Robin",
    "ash": "Theo",
    "ballad": "Walter",
    "cedar": "Jasper",
    "coral": "June",
    "echo": "Leo",
    "fable": "Otto",
    "marin": "Brooke",
    "nova": "Mila",
    "onyx": "Hugo",
    "sage": "Nora",
    "shimmer": "Tess",
    "verse": "Max",
}
MODELS = ("tts-1", "tts-1-hd", "gpt-4o-mini-tts")  # the vendor's: here they stand for whatever is installed
OWNER = "vivavoce"
CREATED = 1_717_977_600  # Unix time from when all models are dated, because clients want one: 2024-06-10

# Nothing here counts tokens, but clients add them up. These are the vendor's rules of thumb: four characters of
# English a token, and 1 250 tokens a minute of speech.
CHARACTERS_PER_TOKEN = 4
TOKENS_PER_SECOND = 1250 / 60


# What is asked


class VoiceReference(Struct, kw_only=True):
    """A voice, as newer clients name it."""

    id: str


class SpeechRequest(Struct, kw_only=True, omit_defaults=True):
    """A text to be said: the body of /v1/audio/speech.

    model: any; the name of a synthesizer chooses it
    voice: a name or id, or one of the vendor's names
    speed: times the voice's own pace
    instructions: how it is to be said, in words
    language: a BCP 47 tag; ours: the vendor guesses the language, here it is the voice's unless told
    """

    model: str
    input: str
    voice: str | VoiceReference
    response_format: Annotated[str, Meta(extra_json_schema={"enum": [*FORMATS]})] | None = None
    speed: Annotated[float, Meta(extra_json_schema={"minimum": 0.25, "maximum": 4.0})] | None = None
    instructions: str | None = None
    stream_format: Annotated[str, Meta(extra_json_schema={"enum": [*STREAMS]})] | None = None
    language: str | None = None


# What is answered


class Model(Struct, kw_only=True):
    """Something that speaks."""

    id: str
    object: Literal["model"] = "model"
    created: int = CREATED
    owned_by: str = OWNER


class ModelList(Struct, kw_only=True):
    """All of them."""

    object: Literal["list"] = "list"
    data: list[Model]


class NamedModel(Struct, kw_only=True):
    """Something that speaks, as chat front ends list it."""

    id: str
    name: str


class NamedModelList(Struct, kw_only=True):
    """All of them."""

    models: list[NamedModel]


class NamedVoice(Struct, kw_only=True):
    """A voice, as chat front ends list it."""

    id: str
    name: str


class NamedVoiceList(Struct, kw_only=True):
    """All of them."""

    voices: list[NamedVoice]


class ErrorDetail(Struct, kw_only=True):
    """What went wrong. param: the field of the request that is to blame, null where none is"""

    message: str
    type: str
    param: str | None
    code: str


class Failure(Struct, kw_only=True):
    """That something went wrong."""

    error: ErrorDetail


# The events of a stream


class Usage(Struct, kw_only=True):
    """How much it was; see ``CHARACTERS_PER_TOKEN``."""

    input_tokens: int
    output_tokens: int
    total_tokens: int


class Delta(Struct, kw_only=True, tag_field="type", tag="speech.audio.delta"):
    """A piece of the sound, base64 in JSON: together they are the file."""

    audio: bytes


class Done(Struct, kw_only=True, tag_field="type", tag="speech.audio.done"):
    """The sound is complete."""

    usage: Usage


class Broken(Struct, kw_only=True, tag_field="type", tag="error"):
    """It is not, and no more comes."""

    error: ErrorDetail


def event(message: Delta | Done | Broken) -> bytes:
    """An event of a stream, which has no name beside the type in its data."""
    return sse.unnamed(msgspec.json.encode(message))


def usage_of(text: str, seconds: float) -> Usage:
    """What a text and the seconds of sound it became count for."""
    asked, made = math.ceil(len(text) / CHARACTERS_PER_TOKEN), math.ceil(seconds * TOKENS_PER_SECOND)
    return Usage(input_tokens=asked, output_tokens=made, total_tokens=asked + made)


# Errors

WRONG = "invalid_request_error"
BROKEN = "server_error"
SERVER_ERROR = 500  # from here on it is no client's fault (RFC 9110, 15.6)
TYPES = {429: "requests"}  # of what there was too much
# What the vendor calls them; codes it does not know are legal and stay.
CODES = {"unauthorized": "invalid_api_key", "concurrency_limited": "rate_limit_exceeded"}

# The fields that errors are about whose messages do not tell.
PARAMETERS = {
    "bad_markup": "input",
    "conflict": "voice",
    "empty_text": "input",
    "language_not_supported": "language",
    "model_not_found": "model",
    "voice_not_found": "voice",
}
# Other messages begin with the field, or end with its path where JSON is not as it should be.
NAMED = re.compile(r"(?:required field |at )`(?:\$\.)?(\w+)|^(\w+)")


def parameter_of(error: VivavoceError) -> str | None:
    """The field of the request that is to blame for an error, None where none is."""
    if error.code in PARAMETERS:
        return PARAMETERS[error.code]
    names = [name for found in NAMED.findall(str(error)) for name in found]
    return next((name for name in reversed(names) if name in SpeechRequest.__struct_fields__), None)


def detail_of(error: VivavoceError) -> ErrorDetail:
    """The error as the protocol puts it."""
    return ErrorDetail(
        message=str(error) or type(error).__name__,
        type=TYPES.get(error.status) or (BROKEN if error.status >= SERVER_ERROR else WRONG),
        param=parameter_of(error),
        code=CODES.get(error.code, error.code),
    )
