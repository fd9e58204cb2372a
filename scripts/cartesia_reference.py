"""docs/reference-cartesia.md, from the docstrings of ``vivavoce.cartesia``."""

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

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
EXAMPLE = "\n\nExample::\n\n"

HEAD = """\
# Reference of `vivavoce.cartesia`

What `Cartesia` offers. `AsyncCartesia` has the same, with the same names and arguments: what answers is awaited, what
comes bit by bit is gone through with `async for`, blocks are `async with`. [cartesia.md](cartesia.md) is the guide.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        [
            HEAD,
            *client(),
            *(line for title, kind in GROUPS.items() for line in group(title, kind)),
            "## Options\n",
            'A `VoiceLike` is an id, a voice, or `TtsRequestIdSpecifierParams` (`{"id": …}`) or',
            '`TtsRequestEmbeddingSpecifierParams` (`{"embedding": […]}`), both also with `experimental_controls`. A',
            "`FormatLike` is the name of a format or one of the three below. A `Source` is a path, bytes, or a file",
            "opened for reading bytes.\n",
            "Every option may be left out unless it stands under *needed*.\n",
            *(line for shape, others in OPTIONS.items() for line in options(shape, others)),
            "## Answers\n",
            *(line for kind in ANSWERS for line in answer(kind)),
            "## Errors\n",
            fenced(inspect.getdoc(api_error) or ""),
            "",
            "Errors of the connection are those of `vivavoce.errors`: `ConnectionFailed`, `TimedOut`, `AnswerBroken`.",
            "What cannot be is told before anything is sent: as `BadRequest` for a value, as `TypeError` for a name.",
            "",
        ]
    )


def client() -> Iterator[str]:
    text, example = split(inspect.getdoc(Cartesia) or "")
    yield from ("## Cartesia\n", *signature("Cartesia", Cartesia), "", fenced(text), "", *shown(example))
    yield from ("### Cartesia.close\n", fenced(inspect.getdoc(Cartesia.close) or ""), "")


def group(title: str, kind: type) -> Iterator[str]:
    yield f"## {title}\n"
    yield fenced(inspect.getdoc(kind) or "") + "\n"
    for name, method in methods(kind):
        text, example = split(inspect.getdoc(method) or "")
        yield from (f"### {kind.__name__}.{name}\n", *signature(name, method), "", fenced(text), "", *shown(example))


def methods(kind: type) -> list[tuple[str, Callable[..., Any]]]:
    """The public methods of a class, and their functions."""
    return [(name, value) for name, value in vars(kind).items() if inspect.isfunction(value) and name[0] != "_"]


def split(docstring: str) -> tuple[str, str]:
    """A docstring without its example, and the example."""
    text, _, example = docstring.partition(EXAMPLE)
    return text, textwrap.dedent(example)


def options(shape: Any, others: tuple[Any, ...]) -> Iterator[str]:
    needed = [name for name in shape.__annotations__ if name in shape.__required_keys__]
    yield from (f"### {shape.__name__}\n", fenced(inspect.getdoc(shape) or ""), "")
    if needed:
        yield f"*needed*: {', '.join(f'`{name}`' for name in needed)}\n"
    if others:
        yield f"and all of {', '.join(f'`{each.__name__}`' for each in others)}\n"


def answer(kind: type) -> Iterator[str]:
    yield from (f"### {kind.__name__}\n", fenced(inspect.getdoc(kind) or ""), "")
    for name, value in vars(kind).items():
        if name[0] != "_" and (inspect.isfunction(value) or isinstance(value, property)) and inspect.getdoc(value):
            yield f"`{name}`: {inspect.getdoc(value)}\n"


def signature(name: str, function: Callable[..., Any]) -> list[str]:
    told = inspect.signature(function)
    parameters = [plain(str(each)) for each in told.parameters.values() if each.name != "self"]
    keywords = [each.kind is inspect.Parameter.KEYWORD_ONLY for each in told.parameters.values() if each.name != "self"]
    if True in keywords:
        parameters.insert(keywords.index(True), "*")
    returns = "" if told.return_annotation in (None, inspect.Parameter.empty) else f" -> {shown_type(told)}"
    line = f"{name}({', '.join(parameters)}){returns}"
    if len(line) > 100:
        line = f"{name}(\n    " + ",\n    ".join(parameters) + f",\n){returns}"
    return ["```python", line, "```"]


def shown_type(told: inspect.Signature) -> str:
    annotation = told.return_annotation
    return plain(annotation if isinstance(annotation, str) else inspect.formatannotation(annotation))


def plain(text: str) -> str:
    """A type as one would write it."""
    text = re.sub(r"vivavoce\.[\w.]*\.|typing\.|collections\.abc\.|builtins\.|os\.", "", text)
    text = re.sub(r"Optional\[((?:[^\[\]]|\[[^\]]*\])*)\]", r"\1 | None", text)
    for alias, meaning in ALIASES.items():
        text = text.replace(meaning, alias)
    return text


def fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def shown(example: str) -> list[str]:
    return ["```python", example, "```", ""] if example else []
