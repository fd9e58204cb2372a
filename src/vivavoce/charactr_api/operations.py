"""Operations as data: what is asked for, and how answers are read. Nothing here waits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from vivavoce.charactr_api.record import Record
from vivavoce.charactr_api.sdk.data_objects import Audio, ClonedVoice, TTSOptions, Voice
from vivavoce.charactr_api.sdk.errors import ApiError, ConnectionClosedError, bad_request, close_error, told_before
from vivavoce.charactr_api.sdk.errors import refusal as refused
from vivavoce.client.call import Ask, Endpoint, Query, Reply, Source, Talk, Upload
from vivavoce.errors import AnswerBroken

Kind = TypeVar("Kind", bound=Record)

API_KEY, CLIENT_KEY = "X-Api-Key", "X-Client-Key"
MOST = 500  # items of a page that are asked for, as the vendor's library does
LARGEST_ID = 2**53 - 1  # what every client's JSON can hold


def refusal(reply: Reply) -> ApiError:
    """The error of an answer that is none."""
    return refused(reply.status, reply.body)


# Voices


def voices(module: str) -> Ask[list[Voice]]:
    """The voices there are. module: "tts" or "vc" """
    return Ask(method="GET", path=f"/v1/{module}/voices", answer=lambda reply: records(Voice, decoded(reply)))


@dataclass(frozen=True, slots=True)
class Page(Generic[Kind]):
    """One page of a list. next: what the one after it is asked for by; None when there is none"""

    items: list[Kind]
    next: str | None


class Pages:
    """All the pages of the user's own voices, one asked for after the other.

    voices: what has come so far
    """

    def __init__(self) -> None:
        self.voices: list[ClonedVoice] = []
        self._cursors: list[str | None] = [None]
        self._ended = False

    def ask(self) -> Ask[Page[ClonedVoice]] | None:
        """What to ask for; None when all is there."""
        if self._ended:
            return None
        cursor = self._cursors[-1]
        query = [("limit", str(MOST)), *([("cursor", cursor)] if cursor is not None else [])]
        return Ask(method="GET", path="/v1/cloned-voices", query=query, answer=page)

    def take(self, page: Page[ClonedVoice]) -> None:
        """Add a page. Raises AnswerBroken when the server leads in a circle."""
        self.voices += page.items
        self._ended = page.next is None or not page.items
        if not self._ended and page.next in self._cursors:
            raise AnswerBroken(f"the server leads in a circle: the page at {page.next!r} was there before")
        self._cursors.append(page.next)


def cloned(name: str, audio: Source) -> Ask[ClonedVoice]:
    """A voice of the user's own, from a recording."""
    form = [("name", some_text("name", name))]
    files = [recording("audio", "input_audio", audio)]
    return Ask(method="POST", path="/v1/cloned-voices", form=form, files=files, answer=one(ClonedVoice))


def renamed(id: int, name: str) -> Ask[ClonedVoice]:
    """The voice, called something else."""
    json = {"name": some_text("name", name)}
    return Ask(method="PATCH", path=f"/v1/cloned-voices/{number(id)}", json=json, answer=one(ClonedVoice))


def deleted(id: int) -> Ask[None]:
    """Nothing: whatever is not gone is an error."""
    return Ask(method="DELETE", path=f"/v1/cloned-voices/{number(id)}", answer=lambda reply: None)


# Sound


def spoken(voice: int, text: str, options: TTSOptions | None) -> Ask[Audio]:
    """The text as a file of sound."""
    given = checked(options)
    body = {"voiceId": number(voice), "text": some_text("text", text), "voiceType": voice_type(given)}
    return Ask(method="POST", path="/v1/tts/convert", query=formatted(given), json=body, answer=audio)


def converted(voice: int, recorded: Source, options: TTSOptions | None) -> Ask[Audio]:
    """The recording in another voice."""
    given = checked(options)
    query = [("voiceId", str(number(voice))), ("voiceType", voice_type(given)), *formatted(given)]
    files = [recording("file", "input_audio", recorded)]
    return Ask(method="POST", path="/v1/vc/convert", query=query, files=files, answer=audio)


# Streams


def simplex(voice: int, text: str, options: TTSOptions | None) -> Talk:
    """A stream on which one text is said."""
    said = convert_message(some_text("text", text))

    def greeting(endpoint: Endpoint) -> list[bytes]:
        return [authentication(endpoint), said]

    return stream("simplex", voice, options, greeting, None)


def duplex(voice: int, options: TTSOptions | None) -> Talk:
    """A stream on which texts are said as they come."""
    from vivavoce.dialects.charactr import Close, encoded

    return stream("duplex", voice, options, lambda endpoint: [authentication(endpoint)], encoded(Close()).encode())


def stream(
    kind: str,
    voice: int,
    options: TTSOptions | None,
    greeting: Callable[[Endpoint], list[bytes]],
    farewell: bytes | None,
) -> Talk:
    given = checked(options)
    kind_of_voice = [("voiceType", "cloned")] if given.get("cloned_voice") else []
    return Talk(
        path=f"/v1/tts/stream/{kind}/ws",
        query=[("voiceId", str(number(voice))), *formatted(given), *kind_of_voice],
        greeting=greeting,
        farewell=farewell,
        broken=close_error,
        closed=ConnectionClosedError,
    )


def authentication(endpoint: Endpoint) -> bytes:
    """The first message: the keys, which HTTP has in headers."""
    from vivavoce.dialects.charactr import Authentication, encoded

    keys = endpoint.headers
    return encoded(Authentication(api_key=keys.get(API_KEY, ""), client_key=keys.get(CLIENT_KEY, ""))).encode()


def convert_message(text: str) -> bytes:
    """The message that has a text said. Raises ClientError for what is none."""
    from vivavoce.dialects.charactr import Text, encoded

    return encoded(Text(text=some_characters("text", text))).encode()


# What is given


def checked(options: TTSOptions | None) -> Mapping[str, Any]:
    """The options that are told. Raises ClientError for one there is not, or a value that cannot be."""
    if options is None:
        return {}
    if not isinstance(options, Mapping):
        raise bad_request(f"options are a dictionary with {', '.join(OPTIONS)}; got {type(options).__name__}")
    for name, value in options.items():
        if name not in OPTIONS:
            raise bad_request(f"there is no option {name!r}; there are {', '.join(OPTIONS)}")
        what, fits = OPTIONS[name]
        if value is not None and not fits(value):
            raise bad_request(f"{name} is {what}, got {value!r:.80}")
    return {name: value for name, value in options.items() if value is not None}


OPTIONS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "format": ('a name such as "wav" or "mp3"', lambda value: isinstance(value, str) and bool(value.strip())),
    "sample_rate": (
        "a whole number of samples per second",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    ),
    "cloned_voice": ("True or False", lambda value: isinstance(value, bool)),
}
"""What there is to be told, in words, and whether a value is that."""


def formatted(given: Mapping[str, Any]) -> Query:
    """The part of a query that tells the format; a rate alone is that of a WAV, as with the vendor's library."""
    rate = given.get("sample_rate")
    container = given.get("format", "wav" if rate is not None else None)
    query = [("format", container), ("sr", None if rate is None else str(rate))]
    return [(name, value) for name, value in query if value is not None]


def voice_type(given: Mapping[str, Any]) -> str:
    return "cloned" if given.get("cloned_voice") else "system"


def number(voice: int) -> int:
    """The id of a voice. Raises ClientError for what is none."""
    if isinstance(voice, bool) or not isinstance(voice, int) or not 0 <= voice <= LARGEST_ID:
        raise bad_request(f"the id of a voice is a whole number, as get_voices tells it; got {voice!r:.80}")
    return voice


def some_text(what: str, value: object) -> str:
    """The value if it is text that can be sent, and not empty. Raises ClientError."""
    if not isinstance(value, str) or not value.strip():
        raise bad_request(f"{what} is a text that is not empty, got {value!r:.80}")
    return some_characters(what, value)


def some_characters(what: str, value: object) -> str:
    """The value if it is text that can be sent, also when it is empty. Raises ClientError."""
    if not isinstance(value, str):
        raise bad_request(f"{what} is a text, got {value!r:.80}")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise bad_request(f"{what} has half a character in it, number {error.start}: {value[error.start]!r}") from None
    return value


def recording(field: str, what: str, source: Source) -> Upload:
    """A file to be sent. Raises ClientError when there is nothing to be read, with the system's error as its cause."""
    try:
        with told_before():
            upload = replace(Upload.read(what, source), field=field)
    except (OSError, ValueError) as error:  # ValueError: of a file that was closed, or a path with NUL
        raise bad_request(f"{what}: {getattr(error, 'strerror', None) or error}: {source!r:.200}") from error
    if not upload.content:
        raise bad_request(f"{what}: {source!r:.200} is empty")
    return upload


# What is answered


def decoded(reply: Reply) -> Any:
    import msgspec

    return msgspec.json.decode(reply.body)


def one(kind: type[Kind]) -> Callable[[Reply], Kind]:
    """Reads an answer as a record."""
    return lambda reply: kind.of(decoded(reply))


def records(kind: type[Kind], items: object) -> list[Kind]:
    if not isinstance(items, list):
        raise AnswerBroken(f"the answer is no list: {items!r:.80}")
    return [kind.of(item) for item in items]


def page(reply: Reply) -> Page[ClonedVoice]:
    """A page of the user's own voices."""
    answer = decoded(reply)
    if not isinstance(answer, Mapping):
        raise AnswerBroken(f"the answer is no page of a list: {answer!r:.80}")
    return Page(records(ClonedVoice, answer.get("items")), answer.get("next") or None)


def audio(reply: Reply) -> Audio:
    """A file of sound. Raises AnswerBroken when it is not as long as the server says."""
    duration, size = (whole(reply, name) for name in ("Audio-Duration-Ms", "Audio-Size-Bytes"))
    if size != len(reply.body):
        raise AnswerBroken(f"the file has {size} bytes, and {len(reply.body)} of them came")
    media = reply.headers.get("Content-Type", "application/octet-stream")
    return Audio(data=reply.body, type=media, duration_ms=duration, size_bytes=size)


def whole(reply: Reply, name: str) -> int:
    """The number in a header."""
    value = reply.headers.get(name, "")
    try:
        return round(float(value))
    except (ValueError, OverflowError):
        raise AnswerBroken(f"the header {name} is a number, got {value!r:.40}") from None
