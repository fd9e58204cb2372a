"""Speech between two recordings, and the three joined."""

from pathlib import Path
from typing import NotRequired, TypedDict

from vivavoce.cartesia.core.api_error import bad_request
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.operations.conversion import InfillOptions, infilled
from vivavoce.cartesia.operations.options import check_names
from vivavoce.cartesia.operations.specifiers import FormatLike, VoiceLike, format_of, voice_of
from vivavoce.cartesia.tts import ControlsParams
from vivavoce.client.call import Listen


class SpliceOptions(TypedDict):
    """What ``tts.infill`` takes.

    model_id: as in ``tts.bytes``
    language: as in "en"
    transcript: what is said between the two recordings
    voice, voice_id: who says it; one of the two, and by id
    output_format: wav or mp3, as in ``tts.bytes``
    left_audio_path, right_audio_path: files of what comes before and after; one may be missing
    experimental_voice_controls: speed and emotion
    request_options: time-out, retries and headers of this call
    """

    model_id: str
    language: str
    transcript: str
    output_format: FormatLike
    voice: NotRequired[VoiceLike | None]
    voice_id: NotRequired[str | None]
    left_audio_path: NotRequired[str | Path | None]
    right_audio_path: NotRequired[str | Path | None]
    experimental_voice_controls: NotRequired[ControlsParams | None]
    request_options: NotRequired[RequestOptions | None]


class Splice:
    """Two recordings and what is to come between them.

    call: asks for that
    raises: BadRequest or TypeError for options that cannot be
    """

    def __init__(self, options: SpliceOptions) -> None:
        check_names("tts.infill", options, SpliceOptions)
        self._format = format_of(options["output_format"])
        if self._format["container"] == "raw":
            raise bad_request("tts.infill joins files: give the container 'wav' or 'mp3', not 'raw'")
        self._left = content("left_audio_path", options.get("left_audio_path"))
        self._right = content("right_audio_path", options.get("right_audio_path"))
        if self._left is None and self._right is None:
            raise bad_request("tts.infill: give left_audio_path, right_audio_path or both")
        self.call: Listen[bytes] = infilled(self._infill(options))

    def of(self, said: bytes) -> tuple[bytes, bytes]:
        """What was said, and the whole. Raises BadAudio when a recording cannot be read."""
        import numpy as np

        from vivavoce.core.audio import Audio
        from vivavoce.dialects import cartesia, cartesia_meaning
        from vivavoce.dsp.containers import encoded, read
        from vivavoce.dsp.resample import resampled

        wanted = cartesia_meaning.format_of(cartesia.OutputFormat(**self._format))
        parts = [read(part) for part in (self._left, said, self._right) if part is not None]
        samples = np.concatenate([resampled(part, wanted.rate).samples for part in parts])
        return said, encoded(Audio(samples, wanted.rate), wanted)

    def _infill(self, options: SpliceOptions) -> InfillOptions:
        voice = voice_of(
            options.get("voice"), options.get("voice_id"), controls=options.get("experimental_voice_controls")
        )
        if voice["mode"] != "id":
            raise bad_request("tts.infill: give the voice by its id")
        controls = voice.get("__experimental_controls", {})
        return {
            "model_id": options["model_id"],
            "language": options["language"],
            "transcript": options["transcript"],
            "voice_id": voice["id"],
            "output_format": options["output_format"],
            "left_audio": self._left,
            "right_audio": self._right,
            "voice_experimental_controls_speed": controls.get("speed"),
            "voice_experimental_controls_emotion": controls.get("emotion"),
        }


def content(name: str, path: str | Path | None) -> bytes | None:
    """The bytes of a file. Raises BadRequest when it cannot be read."""
    if path is None:
        return None
    if not isinstance(path, str | Path):
        raise bad_request(f"tts.infill: {name} is the path of a file, got {type(path).__name__}")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise bad_request(f"tts.infill: {name}: {error.strerror or error}: {str(path)!r}") from error
