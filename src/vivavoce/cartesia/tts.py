"""Types of speech: what one may ask for, and what comes.

Names that end in ``Params`` are dictionaries, for type checkers and editors; the others are models, which may stand
wherever the dictionary may.
"""

import base64
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from vivavoce.cartesia.embedding import Embedding
from vivavoce.cartesia.model import Model

ContextId: TypeAlias = str
FlushId: TypeAlias = int
Emotion: TypeAlias = str
EmotionDeprecated: TypeAlias = str  # "positivity", "anger:low", "surprise:highest" …
ModelSpeed: TypeAlias = Literal["slow", "normal", "fast"]
NaturalSpecifier: TypeAlias = Literal["slowest", "slow", "normal", "fast", "fastest"]
NumericalSpecifier: TypeAlias = float  # -1 slowest, 0 normal, 1 fastest
Speed: TypeAlias = NumericalSpecifier | NaturalSpecifier
SpeedParams: TypeAlias = Speed
RawEncoding: TypeAlias = Literal["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"]
OutputFormatContainer: TypeAlias = Literal["raw", "wav", "mp3"]
SupportedLanguage: TypeAlias = str  # "en", "de", "pt-BR" …


class ControlsParams(TypedDict, total=False):
    """How a voice speaks; version 1 called it ``_experimental_voice_controls``.

    speed: "slowest", "slow", "normal", "fast", "fastest", or a number from -1 (slowest) to 1 (fastest)
    emotion: names with levels, as in "positivity:high"; names are anger, positivity, surprise, sadness and curiosity,
        levels lowest, low, high and highest, and none for the middle
    """

    speed: Speed | str
    emotion: list[EmotionDeprecated]


class Controls(Model):
    """As ``ControlsParams``."""

    speed: Speed | str | None = None
    emotion: list[EmotionDeprecated] | None = None


class GenerationConfigParams(TypedDict, total=False):
    """How it is said.

    volume: times the voice's own, 0.5 to 2
    speed: times the voice's own, 0.6 to 1.5
    emotion: one of 58 names, as in "excited"
    """

    volume: float
    speed: float
    emotion: Emotion


class GenerationConfig(Model):
    """As ``GenerationConfigParams``."""

    volume: float | None = None
    speed: float | None = None
    emotion: Emotion | None = None


class TtsRequestIdSpecifierParams(TypedDict):
    """A voice by its id."""

    mode: NotRequired[Literal["id"]]
    id: str
    experimental_controls: NotRequired[ControlsParams]


class TtsRequestEmbeddingSpecifierParams(TypedDict):
    """A voice by what it sounds like."""

    mode: NotRequired[Literal["embedding"]]
    embedding: Embedding
    experimental_controls: NotRequired[ControlsParams]


class TtsRequestIdSpecifier(Model, nested={"experimental_controls": Controls}):
    """A voice by its id."""

    id: str
    mode: Literal["id"] = "id"
    experimental_controls: Controls | None = None


class TtsRequestEmbeddingSpecifier(Model, nested={"experimental_controls": Controls}):
    """A voice by what it sounds like."""

    embedding: Embedding
    mode: Literal["embedding"] = "embedding"
    experimental_controls: Controls | None = None


TtsRequestVoiceSpecifier: TypeAlias = TtsRequestIdSpecifier | TtsRequestEmbeddingSpecifier
TtsRequestVoiceSpecifierParams: TypeAlias = TtsRequestIdSpecifierParams | TtsRequestEmbeddingSpecifierParams


class RawOutputFormatParams(TypedDict):
    """Samples without a container."""

    encoding: RawEncoding
    sample_rate: int
    bit_rate: NotRequired[int]


class OutputFormat_RawParams(TypedDict):
    """Samples and nothing else.

    sample_rate: 8000, 16000, 22050, 24000, 44100 or 48000 per second
    """

    container: Literal["raw"]
    encoding: RawEncoding
    sample_rate: int
    bit_rate: NotRequired[int]


class OutputFormat_WavParams(TypedDict):
    """A WAV file.

    sample_rate: as in ``OutputFormat_RawParams``
    """

    container: Literal["wav"]
    encoding: RawEncoding
    sample_rate: int
    bit_rate: NotRequired[int]


class OutputFormat_Mp3Params(TypedDict):
    """An MP3 file.

    sample_rate: as in ``OutputFormat_RawParams``
    bit_rate: 32000, 64000, 96000, 128000 or 192000 per second
    """

    container: Literal["mp3"]
    sample_rate: int
    bit_rate: NotRequired[int]
    encoding: NotRequired[str]  # version 1 asked for one; it is not looked at


class OutputFormat_Raw(Model):
    """As ``OutputFormat_RawParams``."""

    encoding: RawEncoding
    sample_rate: int
    container: Literal["raw"] = "raw"
    bit_rate: int | None = None


class OutputFormat_Wav(Model):
    """As ``OutputFormat_WavParams``."""

    encoding: RawEncoding
    sample_rate: int
    container: Literal["wav"] = "wav"
    bit_rate: int | None = None


class OutputFormat_Mp3(Model):
    """As ``OutputFormat_Mp3Params``."""

    sample_rate: int
    container: Literal["mp3"] = "mp3"
    bit_rate: int | None = None


OutputFormat: TypeAlias = OutputFormat_Raw | OutputFormat_Wav | OutputFormat_Mp3
OutputFormatParams: TypeAlias = OutputFormat_RawParams | OutputFormat_WavParams | OutputFormat_Mp3Params
RawOutputFormat: TypeAlias = OutputFormat_Raw
WavOutputFormat: TypeAlias = OutputFormat_Wav
Mp3OutputFormat: TypeAlias = OutputFormat_Mp3
SseOutputFormat: TypeAlias = OutputFormat_Raw
WebSocketRawOutputFormat: TypeAlias = OutputFormat_Raw
WavOutputFormatParams: TypeAlias = OutputFormat_WavParams
Mp3OutputFormatParams: TypeAlias = OutputFormat_Mp3Params
SseOutputFormatParams: TypeAlias = OutputFormat_RawParams
WebSocketRawOutputFormatParams: TypeAlias = OutputFormat_RawParams


class WordTimestamps(Model):
    """When each word sounds: lists of equal length.

    words: as they stand in the transcript; start, end: seconds from the beginning of the sound
    """

    words: list[str]
    start: list[float]
    end: list[float]


class PhonemeTimestamps(Model):
    """When each speech sound sounds: lists of equal length.

    phonemes: in IPA; start, end: seconds from the beginning of the sound
    """

    phonemes: list[str]
    start: list[float]
    end: list[float]


class WebSocketTtsOutput(Model, nested={"word_timestamps": WordTimestamps, "phoneme_timestamps": PhonemeTimestamps}):
    """A piece of what is said, over a socket or as a server-sent event.

    type: "chunk" for sound, "timestamps" or "phoneme_timestamps" for times, "flush_done" where a flush ends
    audio: samples in the encoding asked for, without a container; None in what is not sound
    data: the same in base64
    word_timestamps, phoneme_timestamps: None where there are none
    context_id: which context it belongs to
    flush_id: how many flushes of its context came before it (see ``flush`` of a context)
    step_time: milliseconds the server took for it
    """

    type: str = "chunk"
    audio: bytes | None = None
    word_timestamps: WordTimestamps | None = None
    phoneme_timestamps: PhonemeTimestamps | None = None
    context_id: ContextId | None = None
    flush_id: FlushId | None = None
    flush_done: bool | None = None
    status_code: int | None = None
    step_time: float | None = None
    done: bool = False

    @property
    def data(self) -> str | None:
        return None if self.audio is None else base64.b64encode(self.audio).decode("ascii")

    def __missing__(self, name: str) -> Any:
        return self.data if name == "data" else super().__missing__(name)


WebSocketResponse: TypeAlias = WebSocketTtsOutput
WebSocketResponse_Chunk: TypeAlias = WebSocketTtsOutput
WebSocketResponse_Timestamps: TypeAlias = WebSocketTtsOutput
WebSocketResponse_PhonemeTimestamps: TypeAlias = WebSocketTtsOutput
WebSocketResponse_FlushDone: TypeAlias = WebSocketTtsOutput

RATES: dict[RawEncoding, tuple[int, ...]] = {
    "pcm_f32le": (44100, 24000, 22050, 16000, 8000),
    "pcm_s16le": (44100, 24000, 22050, 16000, 8000),
    "pcm_mulaw": (8000,),
    "pcm_alaw": (8000,),
}
NAMED_FORMATS: dict[str, OutputFormat_RawParams] = {
    f"raw_{encoding}_{rate}": {"container": "raw", "encoding": encoding, "sample_rate": rate}
    for encoding, rates in RATES.items()
    for rate in rates
}
"""The formats that version 1 gave names."""
