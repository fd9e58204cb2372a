"""The charactr (Gemelo) protocol, as values: what is asked, what is answered, and what its sockets say.

Fields nobody knows are ignored, and null is the same as left out.
"""

import re
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Struct

from vivavoce.errors import BadRequest, VivavoceError

VoiceType: TypeAlias = Literal["system", "cloned"]
Number: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]

MOST_DIGITS = 15  # of an id: what every client's JSON can hold
SIMPLEX = "/v1/tts/stream/simplex/ws"
DUPLEX = "/v1/tts/stream/duplex/ws"
LONGEST_CLIP = 60.0  # seconds of a recording that is cloned
LARGEST_CLIP = 32 * 2**20  # bytes of it
DURATION_HEADER, SIZE_HEADER = "Audio-Duration-Ms", "Audio-Size-Bytes"

NORMAL = 1000  # RFC 6455, 7.4.1
LONGEST_REASON = 123  # bytes of a close frame's reason: RFC 6455, 5.5
CLOSED_FOR = 4000  # what is added to an error's HTTP status; 4000 to 4999 are for applications (RFC 6455, 7.4.2)


# What is asked over HTTP


class Conversion(Struct, kw_only=True, omit_defaults=True):
    """A text to be said: the body of /v1/tts/convert.

    voiceType is taken and tells nothing: no two voices of a server have the same number
    """

    voice_id: Number = msgspec.field(name="voiceId")
    text: str
    voice_type: VoiceType | None = msgspec.field(default=None, name="voiceType")
    save: bool | None = None


class ConversionQuery(Struct, kw_only=True, omit_defaults=True):
    """How its sound is to be put: wav at 24 000 unless told. The vendor has this only on sockets.

    sr: samples per second
    """

    format: str | None = None
    sr: int | None = None


class SpeechQuery(ConversionQuery, kw_only=True):
    """Whose voice a recording, or what comes over a socket, is to be said in."""

    voice_id: Number = msgspec.field(name="voiceId")
    voice_type: VoiceType | None = msgspec.field(default=None, name="voiceType")
    save: bool | None = None
    ua: str | None = None


class Listing(Struct, kw_only=True, omit_defaults=True):
    """Which page of cloned voices is wanted. cursor: ``next`` or ``prev`` of another page"""

    limit: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 100
    cursor: str | None = None


class NewClone(Struct, kw_only=True):
    """The name that a cloned voice gets."""

    name: str


class Nothing(Struct, kw_only=True):
    """A form without fields beside its file."""


class Rename(Struct, kw_only=True):
    """Another name for a cloned voice."""

    name: str


# What is answered


class Label(Struct, kw_only=True):
    """A word to search by, and what it tells about: gender, age, language, style."""

    category: str
    label: str


class VoiceObject(Struct, kw_only=True, rename="camel"):
    """A voice."""

    id: int
    name: str
    description: str
    labels: list[Label]
    preview_url: str
    preview_urls: list[str]
    disabled: bool = False
    new: bool = False
    rating: float = 0.0
    voice_tier: str = "standard"


class ClonedVoiceObject(Struct, kw_only=True, rename="camel"):
    """A voice of the user's own. createdAt: ISO 8601"""

    id: int
    name: str
    created_at: str
    image_url: str = ""
    preview_urls: list[str] = []


class ClonedPage(Struct, kw_only=True):
    """A page of cloned voices. next, prev: cursors of the pages beside it; null where there is none"""

    items: list[ClonedVoiceObject]
    next: str | None = None
    prev: str | None = None


class ErrorObject(Struct, kw_only=True):
    """What went wrong."""

    message: str


def error_object(error: VivavoceError) -> ErrorObject:
    return ErrorObject(message=str(error) or type(error).__name__)


# What sockets say


class Authentication(Struct, kw_only=True, omit_defaults=True, tag_field="type", tag="authApiKey"):
    """The first message of a socket."""

    api_key: str | None = msgspec.field(default=None, name="apiKey")
    client_key: str | None = msgspec.field(default=None, name="clientKey")


class Text(Struct, kw_only=True, tag_field="type", tag="convert"):
    """A text to be said."""

    text: str


class Close(Struct, kw_only=True, tag_field="type", tag="close"):
    """No more text comes: say what is left, then close."""


ClientMessage: TypeAlias = Authentication | Text | Close

HOW_TO_SAY = 'a message is JSON: {"type": "authApiKey", "convert" or "close", …}'
SECRET = re.compile("apikey|clientkey", re.IGNORECASE)

DECODER: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)


def client_message(data: str | bytes) -> ClientMessage:
    """A message of the client. Raises BadRequest."""
    try:
        return DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        # The cause first, as the reason of a close is cut.
        raise BadRequest(f"{error}; got {shown(data)}; {HOW_TO_SAY}") from error


def shown(message: str | bytes) -> str:
    """The beginning of a message as an error has it, which whoever reads the client's log may see."""
    begin = repr(message[:80])
    return "a message with a key in it" if SECRET.search(begin) else begin


def encoded(message: ClientMessage) -> str:
    """The message as it is sent."""
    return msgspec.json.encode(message).decode()


def close_code(error: VivavoceError) -> int:
    """The code with which an error closes a socket: 4000 and its HTTP status, as 4404 for an unknown voice."""
    return CLOSED_FOR + error.status


def reason_of(message: str) -> str:
    """As much of a message as a close frame holds."""
    return message.encode()[:LONGEST_REASON].decode(errors="ignore")
