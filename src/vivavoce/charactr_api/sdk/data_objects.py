"""What is asked with, and what is answered."""

from typing import Any, ClassVar, Self, TypedDict

from vivavoce.charactr_api.record import Record
from vivavoce.errors import AnswerBroken


class Credentials(TypedDict, total=False):
    """What opens a server.

    api_key: the key
    client_key: goes with it at the hosted service; servers of one's own take no notice of it
    """

    client_key: str
    api_key: str


class TTSOptions(TypedDict, total=False):
    """How a text is converted; all may be left out.

    cloned_voice: whether the voice is one of your own. The hosted service wants to know; here, no two voices have the
        same id
    format: of the file: "wav" (the server's choice when not told), "mp3", "opus", "flac" and what else it makes
    sample_rate: per second

    The hosted service takes the last two on streams only.
    """

    cloned_voice: bool
    format: str
    sample_rate: int


class VCOptions(TTSOptions, total=False):
    """How a recording is converted: as ``TTSOptions``."""


class TTSStreamingOptions(TTSOptions, total=False):
    """How a text is converted over a stream: as ``TTSOptions``."""


class VoiceLabel(Record):
    """A word that tells something about a voice. category: what it tells about: gender, age, language, style"""

    category: str
    label: str
    needed = ("category", "label")


class Voice(Record):
    """A voice.

    id: a number, which stays the same
    labels: words to search by
    preview_urls: recordings of it that can be played; preview_url: the first of them, or ""
    """

    id: int
    name: str
    description: str
    labels: list[VoiceLabel]
    preview_url: str
    preview_urls: list[str]
    needed = ("id",)
    defaults: ClassVar = {"name": "", "description": "", "labels": [], "preview_url": "", "preview_urls": []}

    @classmethod
    def of(cls, answer: object) -> Self:
        voice = super().of(answer)
        if not (type(voice.id) is int and isinstance(voice.labels, list) and are_texts(voice.preview_urls)):
            raise AnswerBroken(f"a Voice has a number, a list of labels, one of URLs; the server says {answer!r:.300}")
        voice["labels"] = [VoiceLabel.of(label) for label in voice.labels]
        voice["preview_urls"] = [*voice.preview_urls]
        voice["preview_url"] = voice.preview_url or next(iter(voice.preview_urls), "")
        return voice


def are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


class ClonedVoice(Voice):
    """A voice of your own.

    created_at: when, ISO 8601, or ""
    image_url: a picture of it, or ""
    """

    created_at: str
    image_url: str
    defaults: ClassVar = {**Voice.defaults, "created_at": "", "image_url": ""}


class Audio(Record):
    """A file of sound.

    data: its bytes; type: its media type, as in "audio/wav"
    duration_ms: how long it plays, in milliseconds; size_bytes: how long ``data`` is
    """

    data: bytes
    type: str
    duration_ms: int
    size_bytes: int


class TTSMsgType:
    """The types of the messages that a client sends over a stream."""

    AUTH = "authApiKey"
    CONVERT = "convert"
    CLOSE = "close"


def map_voice(api_voice: Any) -> Voice:
    """The voice that a JSON object tells of."""
    return Voice.of(api_voice)
