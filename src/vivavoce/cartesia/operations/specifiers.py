"""Voices and formats in the ways that callers put them, made into the one way of the protocol."""

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any, TypeAlias

from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.operations.options import hint, some_text
from vivavoce.cartesia.tts import (
    NAMED_FORMATS,
    ControlsParams,
    OutputFormat,
    OutputFormat_RawParams,
    OutputFormatParams,
    TtsRequestVoiceSpecifier,
    TtsRequestVoiceSpecifierParams,
)
from vivavoce.cartesia.voices import VoiceMetadata

VoiceLike: TypeAlias = str | VoiceMetadata | TtsRequestVoiceSpecifier | TtsRequestVoiceSpecifierParams
"""A voice: its id, the voice itself, or a specifier: {"id": …}, {"mode": "id", "id": …} or {"embedding": […]}."""

FormatLike: TypeAlias = OutputFormat | OutputFormatParams | str
"""A format: a dictionary with container, encoding and sample_rate, or the name of one (see ``get_output_format``)."""

OF_A_VOICE = ("mode", "id", "embedding", "experimental_controls", "__experimental_controls")
OF_A_FORMAT = ("container", "encoding", "sample_rate", "bit_rate")
CONTAINERS = ("raw", "wav", "mp3")
ENCODINGS = ("pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw")
DIMENSIONS = 192  # of an embedding


def voice_of(
    voice: VoiceLike | None,
    id: str | None = None,
    embedding: Sequence[float] | None = None,
    controls: ControlsParams | Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The voice that one of the three names, as the protocol puts it. Raises BadRequest unless exactly one does."""
    given = {"voice": voice, "voice_id": id, "voice_embedding": embedding}
    named = [name for name, value in given.items() if value is not None]
    if len(named) != 1:
        raise bad_request(
            f"give one of voice, voice_id and voice_embedding; got {' and '.join(named) or 'none of them'}"
        )
    if voice is not None:
        found = specifier(voice)
    else:
        found = by_id(id) if id is not None else by_embedding(embedding)
    if controls is not None:
        found["__experimental_controls"] = controls_of(controls)
    return found


def specifier(voice: VoiceLike) -> dict[str, Any]:
    if isinstance(voice, str):
        return by_id(voice)
    if isinstance(voice, VoiceMetadata):
        return by_id(voice.id)
    if not isinstance(voice, Mapping):
        raise bad_request(f"voice is an id, a voice, or a dictionary with id or embedding, got {type(voice).__name__}")
    values: Mapping[str, Any] = {name: value for name, value in voice.items() if value is not None}
    for name in values:
        if name not in OF_A_VOICE and "name" not in values:  # a voice as a dictionary has more than its id
            raise bad_request(f"voice has no {name!r}{hint(name, OF_A_VOICE)}")
    mode = values.get("mode") or mode_of(values)
    if mode not in ("id", "embedding") or mode not in values:
        raise bad_request(f"voice is {{'id': …}} or {{'embedding': […]}}, got mode {mode!r} and {', '.join(values)}")
    found = by_id(values["id"]) if mode == "id" else by_embedding(values["embedding"])
    controls = values.get("experimental_controls", values.get("__experimental_controls"))
    return found if controls is None else {**found, "__experimental_controls": controls_of(controls)}


def mode_of(values: Mapping[str, Any]) -> str | None:
    """By which of the two a voice without a mode is named."""
    kinds = [mode for mode in ("id", "embedding") if mode in values]
    if len(kinds) > 1 and "name" not in values:
        raise bad_request("voice has both id and embedding; give one of them, or say which with mode")
    return kinds[0] if kinds else None


def by_id(id: object) -> dict[str, Any]:
    return {"mode": "id", "id": some_text("the id of a voice", id)}


def by_embedding(embedding: object) -> dict[str, Any]:
    return {"mode": "embedding", "embedding": embedding_of(embedding)}


def embedding_of(given: object) -> list[float]:
    """The numbers as floats. Raises BadRequest unless they are 192 numbers."""
    if isinstance(given, Mapping):
        given = given.get("embedding")
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise bad_request(f"an embedding is a list of {DIMENSIONS} numbers, got {type(given).__name__}")
    numbers = list(given)
    if len(numbers) != DIMENSIONS or not all(isinstance(each, Real) and not isinstance(each, bool) for each in numbers):
        raise bad_request(f"an embedding is a list of {DIMENSIONS} numbers, got {len(numbers)} values")
    return [float(each) for each in numbers]


def controls_of(given: ControlsParams | Mapping[str, Any]) -> dict[str, Any]:
    """Experimental controls. Raises BadRequest when they are none."""
    if not isinstance(given, Mapping):
        raise bad_request(f"controls are a dictionary with speed and emotion, got {type(given).__name__}")
    for name in given:
        if name not in ControlsParams.__annotations__:
            raise bad_request(f"controls have no {name!r}{hint(str(name), ControlsParams.__annotations__)}")
    return {name: value for name, value in given.items() if value not in (None, "")}


def format_of(given: FormatLike, *, raw_only: bool = False) -> dict[str, Any]:
    """The format as the protocol puts it. Raises BadRequest when it cannot be.

    raw_only: where the protocol carries samples in messages, and so no container
    """
    if isinstance(given, str):
        return dict(named_format(given))
    if not isinstance(given, Mapping):
        raise bad_request(f"output_format is a dictionary or the name of a format, got {type(given).__name__}")
    for name in given:
        if name not in OF_A_FORMAT:
            raise bad_request(f"output_format has no {name!r}{hint(str(name), OF_A_FORMAT)}")
    values = {name: value for name, value in given.items() if value is not None}
    container = values.get("container", getattr(given, "container", "raw"))
    if container not in CONTAINERS:
        raise bad_request(f"output_format's container is {', '.join(CONTAINERS)}; got {container!r}")
    if raw_only and container != "raw":
        raise bad_request(f"here sound comes in messages, without a container: give 'raw', not {container!r}")
    if container != "mp3" and values.get("encoding") not in ENCODINGS:
        raise bad_request(f"output_format's encoding is {', '.join(ENCODINGS)}; got {values.get('encoding')!r}")
    rate = values.get("sample_rate")
    if isinstance(rate, bool) or not isinstance(rate, int) or rate <= 0:
        raise bad_request(f"output_format's sample_rate is a whole number per second, as in 24000; got {rate!r}")
    if container == "mp3":
        values.pop("encoding", None)
    return {"container": container, **values}


def named_format(name: str) -> OutputFormat_RawParams:
    """The format of that name. Raises BadRequest naming those there are."""
    try:
        return NAMED_FORMATS[name]
    except KeyError:
        raise bad_request(f"there is no format {name!r}; there are {', '.join(NAMED_FORMATS)}") from None
