"""Recordings made into other recordings: another voice, or speech put in between."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.operations.options import check_names, some_text
from vivavoce.cartesia.operations.specifiers import FormatLike, controls_of, format_of
from vivavoce.cartesia.operations.streams import Events, conversion_event, pieces
from vivavoce.cartesia.operations.voices import recording
from vivavoce.cartesia.tts import ControlsParams, OutputFormatContainer, RawEncoding, Speed
from vivavoce.cartesia.tts import WebSocketTtsOutput as Output
from vivavoce.client.call import Listen, Source


class FormatOptions(TypedDict, total=False):
    """The format, whole or in pieces.

    output_format: a dictionary with container, encoding and sample_rate, or the name of a format
    output_format_container: "raw", "wav" or "mp3"
    output_format_sample_rate: per second
    output_format_encoding: of raw and wav: "pcm_f32le", "pcm_s16le", "pcm_mulaw" or "pcm_alaw"
    output_format_bit_rate: of mp3, per second
    """

    output_format: FormatLike
    output_format_container: OutputFormatContainer
    output_format_sample_rate: int
    output_format_encoding: RawEncoding | None
    output_format_bit_rate: int | None


class ChangeOptions(FormatOptions):
    """What ``voice_changer.bytes`` and ``voice_changer.sse`` take.

    clip: a recording: a path, bytes, or a file opened for reading bytes
    voice_id: the voice it is to be in
    request_options: time-out, retries and headers of this call
    """

    clip: Source
    voice_id: str
    request_options: NotRequired[RequestOptions | None]


class InfillOptions(FormatOptions):
    """What ``infill`` takes.

    transcript: what is said between the two recordings
    voice_id: who says it
    left_audio, right_audio: what comes before and after: paths, bytes, or open files; one may be missing
    model_id: as in ``tts.bytes``
    language: as in "en"
    voice_experimental_controls_speed, voice_experimental_controls_emotion: how it is said
    request_options: time-out, retries and headers of this call
    """

    transcript: str
    voice_id: str
    left_audio: NotRequired[Source | None]
    right_audio: NotRequired[Source | None]
    model_id: NotRequired[str]
    language: NotRequired[str | None]
    voice_experimental_controls_speed: NotRequired[Speed | None]
    voice_experimental_controls_emotion: NotRequired[list[str] | None]
    request_options: NotRequired[RequestOptions | None]


def changed_bytes(options: ChangeOptions) -> Listen[bytes]:
    """The recording in another voice, as bytes."""
    form, upload = change_form("voice_changer.bytes", options)
    return Listen(
        method="POST",
        path="/voice-changer/bytes",
        form=form,
        files=[upload],
        decoder=pieces(options.get("request_options")),
    )


def changed_events(options: ChangeOptions) -> Listen[Output]:
    """The recording in another voice, as events."""
    form, upload = change_form("voice_changer.sse", options)
    return Listen(
        method="POST",
        path="/voice-changer/sse",
        form=form,
        files=[upload],
        decoder=lambda: Events(conversion_event),
    )


def change_form(what: str, options: ChangeOptions) -> tuple[list[tuple[str, str]], Any]:
    check_names(what, options, ChangeOptions)
    voice = some_text(f"{what}: voice_id", options["voice_id"])
    form = flat({"voice": {"id": voice}, "output_format": wanted_format(what, options)})
    return form, recording("clip", options["clip"])


def infilled(options: InfillOptions) -> Listen[bytes]:
    """What is said between two recordings, as bytes."""
    check_names("infill", options, InfillOptions)
    given = {name: options.get(name) for name in ("left_audio", "right_audio")}
    files = [recording(name, source) for name, source in given.items() if source is not None]  # type: ignore[arg-type]
    if not files:
        raise bad_request("infill: give left_audio, right_audio or both")
    fields: dict[str, Any] = {
        "model_id": some_text("infill: model_id", options.get("model_id", "sonic-3")),
        "language": options.get("language"),
        "transcript": some_text("infill: transcript", options["transcript"]),
        "voice_id": some_text("infill: voice_id", options["voice_id"]),
        "output_format": wanted_format("infill", options),
    }
    controls: ControlsParams = {}
    if (speed := options.get("voice_experimental_controls_speed")) is not None:
        controls["speed"] = speed
    if emotion := options.get("voice_experimental_controls_emotion"):
        controls["emotion"] = emotion
    if controls:
        fields["voice"] = {"__experimental_controls": controls_of(controls)}
    return Listen(
        method="POST",
        path="/infill/bytes",
        form=flat(fields),
        files=files,
        decoder=pieces(options.get("request_options")),
    )


def wanted_format(what: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The format that is given whole or in pieces. Raises BadRequest unless it is one of these."""
    prefix = "output_format_"
    pieces = {name.removeprefix(prefix): value for name, value in options.items() if name.startswith(prefix)}
    whole = options.get("output_format")
    if (whole is None) == (not pieces):
        raise bad_request(f"{what}: give output_format, or output_format_container and the others")
    return format_of(pieces if whole is None else whole)  # type: ignore[arg-type]


def flat(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields of a form, with brackets where they nest."""
    from vivavoce.dialects import forms

    return list(forms.flat(fields))
