"""docs/reference-charactr.md, from the docstrings of ``vivavoce.charactr_api``."""

from scripts.reference_page import ReferencePage
from vivavoce.charactr_api import CharactrAPISDK, Credentials
from vivavoce.charactr_api.sdk import errors
from vivavoce.charactr_api.sdk.clones import VoiceClone
from vivavoce.charactr_api.sdk.data_objects import (
    Audio,
    ClonedVoice,
    TTSOptions,
    TTSStreamingOptions,
    VCOptions,
    Voice,
    VoiceLabel,
)
from vivavoce.charactr_api.sdk.tts import TTS
from vivavoce.charactr_api.sdk.tts_stream_duplex import TTSStreamDuplex
from vivavoce.charactr_api.sdk.tts_stream_simplex import TTSStreamSimplex
from vivavoce.charactr_api.sdk.vc import VC

HEAD = """\
# Reference of `vivavoce.charactr_api`

What `CharactrAPISDK` offers. `AsyncCharactrAPISDK` has the same, with the same names and arguments: calls are awaited,
streams are gone through with `async for`, blocks are `async with`, callbacks may be asynchronous functions.
[charactr.md](charactr.md) is the guide.
"""
ABOUT_OPTIONS = """\
Options are dictionaries. A `Source` is bytes, a file opened for reading bytes, or a path.
"""
ABOUT_ERRORS = """\
Errors of the connection are those of `vivavoce.errors`: `ConnectionFailed`, `TimedOut`, `AnswerBroken`.
What cannot be is told before anything is sent, as `ClientError` with the code 400.
"""

REFERENCE = ReferencePage(
    head=HEAD,
    client=CharactrAPISDK,
    groups={
        "sdk.tts": TTS,
        "stream = sdk.tts.start_simplex_stream(…)": TTSStreamSimplex,
        "stream = sdk.tts.start_duplex_stream(…)": TTSStreamDuplex,
        "sdk.vc": VC,
        "sdk.voice_clone": VoiceClone,
    },
    about_options=ABOUT_OPTIONS,
    options={
        Credentials: (),
        TTSOptions: (),
        TTSStreamingOptions: (TTSOptions,),
        VCOptions: (TTSOptions,),
    },
    answers=[Audio, Voice, ClonedVoice, VoiceLabel],
    errors=errors,
    about_errors=ABOUT_ERRORS,
    aliases={"Source": "bytes | bytearray | memoryview | str | PathLike[str] | BinaryIO"},
)
