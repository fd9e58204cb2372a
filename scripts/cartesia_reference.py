"""docs/reference-cartesia.md, from the docstrings of ``vivavoce.cartesia``."""

from typing import Any

from scripts.reference_page import ReferencePage
from vivavoce.cartesia import Cartesia, sockets
from vivavoce.cartesia.api_status import ApiInfo
from vivavoce.cartesia.audio import Audio, Outputs
from vivavoce.cartesia.auth import TokenResponse
from vivavoce.cartesia.core import api_error
from vivavoce.cartesia.core.pagination import SyncPager
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.operations.conversion import ChangeOptions, FormatOptions, InfillOptions
from vivavoce.cartesia.operations.dictionaries import DictionaryListOptions
from vivavoce.cartesia.operations.speech import (
    BytesOptions,
    ContextOptions,
    EventsOptions,
    SendOptions,
    Timed,
    Voiced,
)
from vivavoce.cartesia.operations.splicing import SpliceOptions
from vivavoce.cartesia.operations.voices import CloneDetails, CloneOptions, ListOptions, LocalizeOptions
from vivavoce.cartesia.pronunciation_dicts import PronunciationDict, PronunciationDictItem
from vivavoce.cartesia.resources.account import ApiStatus, Auth
from vivavoce.cartesia.resources.conversion import Infill, VoiceChanger
from vivavoce.cartesia.resources.dictionaries import PronunciationDicts
from vivavoce.cartesia.resources.tts import Tts
from vivavoce.cartesia.resources.voices import Voices
from vivavoce.cartesia.tts import (
    ControlsParams,
    GenerationConfigParams,
    OutputFormat_Mp3Params,
    OutputFormat_RawParams,
    OutputFormat_WavParams,
    PhonemeTimestamps,
    WebSocketTtsOutput,
    WordTimestamps,
)
from vivavoce.cartesia.voices import EmbeddingResponse, Voice, VoiceMetadata

GROUPS: dict[str, type] = {
    "client.tts": Tts,
    "ws = client.tts.websocket()": sockets.TtsWebsocket,
    "context = ws.context()": sockets.TtsContext,
    "client.voices": Voices,
    "client.voice_changer": VoiceChanger,
    "client.infill": Infill,
    "client.pronunciation_dicts": PronunciationDicts,
    "client.api_status": ApiStatus,
    "client.auth": Auth,
}
OPTIONS: dict[Any, tuple[Any, ...]] = {  # and what they have from others, which Python 3.11 does not tell
    BytesOptions: (Voiced,),
    Voiced: (),
    EventsOptions: (BytesOptions, Timed),
    Timed: (),
    SendOptions: (Voiced, Timed),
    ContextOptions: (SendOptions,),
    SpliceOptions: (),
    ListOptions: (),
    CloneOptions: (CloneDetails,),
    CloneDetails: (),
    LocalizeOptions: (),
    ChangeOptions: (FormatOptions,),
    InfillOptions: (FormatOptions,),
    FormatOptions: (),
    DictionaryListOptions: (),
    RequestOptions: (),
    OutputFormat_RawParams: (),
    OutputFormat_WavParams: (),
    OutputFormat_Mp3Params: (),
    GenerationConfigParams: (),
    ControlsParams: (),
}
ANSWERS: list[type] = [
    Audio,
    Outputs,
    sockets.SocketOutputs,
    WebSocketTtsOutput,
    WordTimestamps,
    PhonemeTimestamps,
    SyncPager,
    Voice,
    VoiceMetadata,
    EmbeddingResponse,
    PronunciationDict,
    PronunciationDictItem,
    ApiInfo,
    TokenResponse,
]
ALIASES = {
    "VoiceLike": "str | VoiceMetadata | TtsRequestIdSpecifier | TtsRequestEmbeddingSpecifier | "
    "TtsRequestIdSpecifierParams | TtsRequestEmbeddingSpecifierParams",
    "FormatLike": "OutputFormat_Raw | OutputFormat_Wav | OutputFormat_Mp3 | OutputFormat_RawParams | "
    "OutputFormat_WavParams | OutputFormat_Mp3Params | str",
    "Source": "bytes | bytearray | memoryview | str | PathLike[str] | BinaryIO",
    "MixVoiceSpecifier": "IdSpecifier | EmbeddingSpecifier | IdSpecifierParams | EmbeddingSpecifierParams",
}
HEAD = """\
# Reference of `vivavoce.cartesia`

What `Cartesia` offers. `AsyncCartesia` has the same, with the same names and arguments: what answers is awaited, what
comes bit by bit is gone through with `async for`, blocks are `async with`. [cartesia.md](cartesia.md) is the guide.
"""


ABOUT_OPTIONS = """\
A `VoiceLike` is an id, a voice, or `TtsRequestIdSpecifierParams` (`{"id": …}`) or
`TtsRequestEmbeddingSpecifierParams` (`{"embedding": […]}`), both also with `experimental_controls`. A
`FormatLike` is the name of a format or one of the three below. A `Source` is a path, bytes, or a file
opened for reading bytes.

Every option may be left out unless it stands under *needed*.
"""
ABOUT_ERRORS = """\
Errors of the connection are those of `vivavoce.errors`: `ConnectionFailed`, `TimedOut`, `AnswerBroken`.
What cannot be is told before anything is sent: as `BadRequest` for a value, as `TypeError` for a name.
"""

REFERENCE = ReferencePage(
    head=HEAD,
    client=Cartesia,
    groups=GROUPS,
    about_options=ABOUT_OPTIONS,
    options=OPTIONS,
    answers=ANSWERS,
    errors=api_error,
    about_errors=ABOUT_ERRORS,
    aliases=ALIASES,
)
