"""Speech: its bytes, its events, and what is said on a socket."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NotRequired, Required, TypedDict

from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.operations.options import check_names, json_of, sendable, wire
from vivavoce.cartesia.operations.specifiers import FormatLike, VoiceLike, format_of, voice_of
from vivavoce.cartesia.operations.streams import Events, pieces, speech_event
from vivavoce.cartesia.tts import ControlsParams, GenerationConfig, GenerationConfigParams, ModelSpeed
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output
from vivavoce.client.call import Listen
from vivavoce.errors import EmptyText

if TYPE_CHECKING:
    from vivavoce.dialects.cartesia import Generation


class Voiced(TypedDict, total=False):
    """Who says it, how, and as what.

    model_id: "sonic-3", "sonic-2", "sonic-english" …; a server of vivavoce takes all that begin with sonic
    output_format: a dictionary with container, encoding and sample_rate, or the name of a format
    voice: who says it: an id, a voice, ``{"id": …}`` or ``{"embedding": […]}``; one of these three is needed
    voice_id: who says it, by id
    voice_embedding: who says it, by what the voice sounds like: 192 numbers
    language: as in "en", "de" or "pt-BR"; the voice's own when not told
    generation_config: speed, volume and emotion
    speed: "slow", "normal" or "fast"
    duration: seconds it is to last at most
    pronunciation_dict_id: a pronunciation dictionary, by id
    locale: in place of language, as in "en-GB"
    normalization: "auto" or "off": whether numbers and abbreviations are read out as words
    _experimental_voice_controls: speed and emotion as version 1 put them
    """

    model_id: Required[str]
    output_format: Required[FormatLike]
    voice: VoiceLike | None
    voice_id: str | None
    voice_embedding: Sequence[float] | None
    language: str | None
    generation_config: GenerationConfig | GenerationConfigParams | None
    speed: ModelSpeed | None
    duration: float | None
    pronunciation_dict_id: str | None
    locale: str | None
    normalization: str | None
    _experimental_voice_controls: ControlsParams | None


class BytesOptions(Voiced):
    """What ``tts.bytes`` takes.

    transcript: what is said
    request_options: time-out, retries and headers of this call
    """

    transcript: str
    request_options: NotRequired[RequestOptions | None]


class Timed(TypedDict, total=False):
    """Which times are told.

    add_timestamps: of words; add_phoneme_timestamps: of speech sounds
    use_normalized_timestamps: of the words as they are read out ("two") and not as they are written ("2")
    use_original_timestamps: the opposite
    context_id: what the events are to say they belong to
    """

    add_timestamps: bool | None
    add_phoneme_timestamps: bool | None
    use_normalized_timestamps: bool | None
    use_original_timestamps: bool | None
    context_id: str | None


class EventsOptions(BytesOptions, Timed):
    """What ``tts.sse`` takes, besides ``stream``."""


class SendOptions(Voiced, Timed):
    """What ``send`` of a socket or of a context takes, besides the transcript and ``stream``.

    max_buffer_delay_ms: how long the server may wait for more text, so that it speaks in better sentences
    """

    max_buffer_delay_ms: NotRequired[int | None]


class ContextOptions(SendOptions):
    """What ``send`` of a context takes, besides the transcript.

    continue_: whether more text follows; of a text that comes in pieces, it does until they end
    flush: whether all that was sent so far is to be said now
    """

    continue_: NotRequired[bool | None]
    flush: NotRequired[bool | None]


def bytes_of(options: BytesOptions) -> Listen[bytes]:
    """Speech as the bytes of a file, or as samples."""
    check_names("tts.bytes", options, BytesOptions)
    generation = generation_of("tts.bytes", options)
    decoder = pieces(options.get("request_options"))
    return Listen(method="POST", path="/tts/bytes", json=json_of(generation), decoder=decoder)


def events_of(options: EventsOptions) -> Listen[Output]:
    """Speech as events."""
    check_names("tts.sse", options, EventsOptions)
    generation = generation_of("tts.sse", options, raw_only=True)
    return Listen(method="POST", path="/tts/sse", json=json_of(generation), decoder=lambda: Events(speech_event))


def generation_of(
    what: str, options: Mapping[str, Any], *, raw_only: bool = False, says_something: bool = True
) -> "Generation":
    """What is asked, as the protocol puts it. Raises BadRequest naming the value that cannot be.

    what: what it is for, as messages call it
    raw_only: whether the sound comes in messages
    says_something: whether there must be something to say
    """
    from vivavoce.dialects.cartesia import Generation

    values = {name: value for name, value in options.items() if name not in TRANSLATED}
    values["transcript"] = transcript_of(what, options.get("transcript"), says_something)
    values["output_format"] = format_of(options["output_format"], raw_only=raw_only)
    values["voice"] = voice_of(
        options.get("voice"),
        options.get("voice_id"),
        options.get("voice_embedding"),
        options.get("_experimental_voice_controls"),
    )
    if options.get("use_original_timestamps"):
        values["use_normalized_timestamps"] = False
    if "continue_" in options:
        values["continue"] = options["continue_"]
    check_config(what, options.get("generation_config"))
    return wire(what, values, Generation)


TRANSLATED = frozenset(
    {
        "voice_id",
        "voice_embedding",
        "_experimental_voice_controls",
        "use_original_timestamps",
        "continue_",
        "request_options",
        "stream",
    }
)
"""Options that have another name on the wire, or are none of it."""


def transcript_of(what: str, transcript: object, says_something: bool) -> str:
    if not isinstance(transcript, str):
        raise bad_request(f"{what}: transcript is a text, got {type(transcript).__name__}")
    if says_something and not transcript.strip():
        raise bad_request(f"{what}: there is nothing to say in the transcript {transcript!r:.40}", EmptyText)
    return sendable(f"{what}: the transcript", transcript)


def check_config(what: str, config: object) -> None:
    if isinstance(config, Mapping):
        check_names(f"{what}: generation_config", config, GenerationConfigParams)


def joined(outputs: Iterable[Output]) -> Output:
    """All pieces as one: the whole sound, all words and all phonemes."""
    sound: list[bytes] = []
    times: dict[str, dict[str, list[Any]]] = {}
    context = None
    for output in outputs:
        context = output.context_id or context
        if output.audio is not None:
            sound.append(output.audio)
        for kind in ("word_timestamps", "phoneme_timestamps"):
            for name, values in (output.get(kind) or {}).items():
                times.setdefault(kind, {}).setdefault(name, []).extend(values)
    return Output.of({"type": "chunk", "audio": b"".join(sound), "context_id": context, "done": True, **times})
